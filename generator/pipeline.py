"""The story: one flat function a command. Each reads top to bottom as the seven steps and returns an exit status."""

from __future__ import annotations

import datetime
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from generator import __version__
from generator import doctor as machine
from generator.cache import CACHE, inputs_fingerprint, is_fresh, remember
from generator.catalogue import catalogue
from generator.checks import Checked, run_checks
from generator.findings import Finding, Severity, ordered
from generator.fonts import covered_code_points, vendored_fonts
from generator.jobs import Crew, Job
from generator.lock import one_at_a_time
from generator.publish import MANIFEST, may_replace, publish, staging, write_archive, write_manifest
from generator.render.drawn import SHEETS, DrawnSheets
from generator.render.made import Made
from generator.render.press import Drawings, Kept, Place, bind_files, draw_sheets, make_ready
from generator.render.site.build import DOCS, SETTINGS
from generator.render.site.build import export as export_site
from generator.render.site.job import site_job
from generator.render.wanted import Wanted, to_draw, wanted
from generator.report import Progress, codes, explain_text, write_findings
from generator.sarif import as_sarif
from generator.source.loader import RECORDS, SOURCE, Loaded, load
from generator.source.project import Project
from generator.source.reader import Document
from generator.source.schema import schema_text, write_editor_settings
from generator.starters import STARTERS, is_vacant, lay_down
from generator.starters.entries import Refused, addition
from generator.theme import product_theme, theme_roots
from generator.views.book import Book
from generator.views.books import books
from generator.views.plan_json import plan_text
from generator.views.plan_schema import PLAN_JSON, plan_schema_text
from generator.views.sheet import MUL, SheetKey, Stamped

OK, FOUND, WRONG_USE = 0, 1, 2
"""Exit statuses: fine; findings; wrong use or an unreadable project."""

BUILD = "build"
PLAN = "plan.json"
PARTS = ("site", "manuals", "forms", "cards")
_PACKAGE = Path(__file__).parent


@dataclass(frozen=True)
class Options:
    """What the user asked for. Every command takes it."""

    project: Path = Path()
    ui_language: str = "en"
    form: str = "text"
    strict: bool = False
    today: datetime.date | None = None
    audience: str = "staff"
    output: Path | None = None
    languages: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    only: tuple[str, ...] = ()

    def changed(self, **choices: Any) -> Options:
        """A copy with some choices set."""
        return replace(self, **choices)

    @property
    def filtered(self) -> bool:
        """Whether only a part is built, which never replaces the whole output."""
        return bool(self.languages or self.departments or self.only)

    @property
    def parts(self) -> tuple[str, ...]:
        """What to build."""
        return self.only or PARTS

    @property
    def target(self) -> Path:
        """Where the output goes."""
        whole = self.project / BUILD
        return self.output or (whole / "partial" if self.filtered else whole)

    def in_plan(self, path: Path) -> bool:
        """Whether `path` lies in the plan, where nothing but entries and records is ever written."""
        return path.resolve().is_relative_to((self.project / SOURCE).resolve())


def check(options: Options) -> int:
    """`wardbook check`: every finding, in the form asked for."""
    loaded, checked = load_checked(options)
    if options.form == "sarif":
        sys.stdout.write(as_sarif(checked, options.ui_language) + "\n")
    else:
        write_findings(checked, loaded.sources, options.form, options.ui_language, sys.stdout)
    return _status(loaded, checked.findings, options.strict)


def build(options: Options, *, within: bool = False) -> int:
    """`wardbook build`: steps 1 to 7. A failure leaves the last good output as it is. `within`: another command builds, and
    says where things are itself."""
    progress = Progress(sys.stderr, options.ui_language, within=within)
    with one_at_a_time(options.project, BUILD, lambda: progress.say("waiting")):
        return _build(options, progress)


def _build(options: Options, progress: Progress) -> int:
    started = time.perf_counter()
    inputs = _inputs(options)
    if is_fresh(
        options.project, options.target, inputs, MANIFEST
    ):  # so its findings stopped nothing, and have been shown
        progress.say("build_fresh", target=options.target, index=_index(options))
        return OK
    loaded, checked = load_checked(options)
    status = _status(loaded, checked.findings, options.strict)
    if checked.findings or status != OK:
        write_findings(checked, loaded.sources, "text", options.ui_language, sys.stderr)
    if loaded.project is None or status != OK:
        return status
    found = [(name, loaded.project.department(name)) for name in options.departments]
    options = options.changed(departments=tuple(str(it.id) if it else name for name, it in found))
    wrong, name = _wrong_choice(options, loaded.project)
    if wrong:
        progress.say(wrong, name=name)
        return WRONG_USE
    with Crew() as crew, staging(options.target) as stage:
        _warm(options, crew)
        made = books(loaded.project, options.audience, options.languages)
        files, problems = _make(options, made, stage, crew, progress)
        if problems:
            write_findings(Checked(tuple(problems), ()), loaded.sources, "text", options.ui_language, sys.stderr)
        if any(problem.blocks for problem in problems):
            progress.say("build_kept", target=options.target)
            return FOUND
        if not options.filtered:
            files.append(_write_plan(options, loaded.project, stage))
            write_archive(stage, [folder for folder in PARTS if (stage / folder).is_dir()])
        write_manifest(stage, _facts(options, made), files)
        publish(stage, options.target)
    remember(options.project, options.target, inputs, MANIFEST)
    progress.done(files, options.target, _index(options), time.perf_counter() - started)
    return OK


def export(options: Options, folder: Path) -> int:
    """`wardbook export`: the site as Markdown on disk."""
    loaded, checked = load_checked(options)
    status = _status(loaded, checked.findings, options.strict)
    if status != OK or loaded.project is None:
        write_findings(checked, loaded.sources, "text", options.ui_language, sys.stderr)
        return status
    if options.in_plan(folder):
        Progress(sys.stderr, options.ui_language).say("not_in_plan", file=folder)
        return WRONG_USE
    written = export_site(books(loaded.project, options.audience), options.project, folder)
    Progress(sys.stderr, options.ui_language).say("export_done", count=written, folder=folder)
    return OK


def schema(kind: str) -> int:
    """`wardbook schema`."""
    sys.stdout.write((plan_schema_text() if kind == PLAN_JSON else schema_text(kind)) + "\n")
    return OK


def new(options: Options, kind: str, name: str) -> int:
    """`wardbook new`: a project from a starter, or one more entry of the project at hand. Never overwrites."""
    progress = Progress(sys.stderr, options.ui_language)
    if kind in STARTERS:
        target = Path(name)
        if not is_vacant(target):
            progress.say("new_not_empty", target=target)
            return WRONG_USE
        progress.say("new_done", count=lay_down(kind, target), target=target)
        return OK
    made = addition(kind, name, load(options.project))
    if isinstance(made, Refused):
        progress.say(made.why, id=name, place=made.place)
        return WRONG_USE
    path = options.project / made.place
    path.parent.mkdir(exist_ok=True)
    path.write_text(made.text, encoding="utf-8")
    progress.say("new_added", id=name, place=made.place)
    return OK


def set_up_editor(options: Options) -> int:
    """`wardbook schema --editor`: schemas and settings, so that the editor completes and checks while one types."""
    settings = write_editor_settings(options.project)
    Progress(sys.stderr, options.ui_language).say("editor_done", path=settings)
    return OK


def explain(options: Options, code: str) -> int:
    """`wardbook explain`."""
    found, text = explain_text(code, options.ui_language)
    (sys.stdout if found else sys.stderr).write(text + "\n")
    return OK if found else WRONG_USE


def explain_all(options: Options) -> int:
    """`wardbook explain --all`: the guide's page of findings."""
    sys.stdout.write(catalogue(options.ui_language))
    return OK


def doctor(options: Options) -> int:
    """`wardbook doctor`: what the machine lacks."""
    missing = machine.examine(theme_roots(options.project))
    sys.stdout.write(machine.describe(missing, options.ui_language) + "\n")
    return FOUND if any(need.missing for need in missing) else OK


def load_books(options: Options) -> tuple[tuple[Book, ...], Checked, Loaded]:
    """Steps 1 to 4 for what does not build a whole output: no books when an error stops them."""
    loaded, checked = load_checked(options)
    stopped = loaded.project is None or _status(loaded, checked.findings, options.strict) != OK
    made = () if stopped or loaded.project is None else books(loaded.project, options.audience, options.languages)
    return made, checked, loaded


def load_checked(options: Options, instead: Mapping[Path, Document] | None = None) -> tuple[Loaded, Checked]:
    """Steps 1 to 3. `instead` holds registries that are not read from disk (see `load`)."""
    loaded = load(options.project, instead)
    fonts = vendored_fonts(theme_roots(options.project))
    printed = covered_code_points(fonts) if fonts else None
    return loaded, run_checks(loaded, printed, _today(options, loaded), codes(options.ui_language))


def _today(options: Options, loaded: Loaded) -> datetime.date:
    """The day that freshness is judged by: asked for, else the edition's, never the clock."""
    if options.today:
        return options.today
    return loaded.project.site.edition.date if loaded.project else datetime.date(1970, 1, 1)


def _status(loaded: Loaded, findings: Sequence[Finding], strict: bool) -> int:
    if loaded.project is None:
        return WRONG_USE
    fails = (Severity.ERROR, Severity.WARNING) if strict else (Severity.ERROR,)
    return FOUND if any(finding.severity in fails for finding in findings) else OK


def _wrong_choice(options: Options, project: Project) -> tuple[str, object]:
    """The message key for a department or language that the project does not have, or a target that is not for output,
    and its name; the key is empty when all is well."""
    chosen = (
        ("unknown_department", options.departments, project.departments),
        ("unknown_language", options.languages, project.languages),
    )
    for key, names, known in chosen:
        if strange := next((name for name in names if name not in known), None):
            return key, strange
    if options.filtered and options.target.resolve() == (options.project / BUILD).resolve():
        return "part_over_whole", options.target
    fits = may_replace(options.target, options.project / SOURCE)
    return ("" if fits else "output_not_ours"), options.target


def _inputs(options: Options) -> str:
    """Fingerprint of everything that the output depends on."""
    project = options.project
    own = [path for name in (DOCS, SETTINGS) if (path := project / name).exists()]
    own += sorted(path for path in (project / SOURCE).glob("*") if path.name != RECORDS)
    roots = [*own, product_theme(), *theme_roots(project), _PACKAGE]
    limits = (options.languages, options.departments, options.parts, options.filtered)
    return inputs_fingerprint(roots, (options.audience, *limits, options.today, options.strict))


def _warm(options: Options, crew: Crew) -> None:
    """Let the workers load what printing needs while the sheets are still being made."""
    if options.parts != ("site",):
        crew.warm(Job("ready", make_ready, (options.project.resolve(), (options.project / CACHE).resolve())))


def _make(
    options: Options, made: Sequence[Book], stage: Path, crew: Crew, progress: Progress
) -> tuple[list[Made], list[Finding]]:
    """Steps 5 and 6 in two rounds of jobs: build the site and draw every sheet once; then bind what was drawn."""
    files: list[Made] = []
    problems: list[Finding] = []
    kept: dict[SheetKey, Kept] = {}
    every = [wanted(book, options.parts, options.departments, forms=book is made[0]) for book in made]
    look = _look(options, made[0].kind)
    places = {book.language: _place(options, book, stage, look) for book in made}
    places[MUL] = replace(places[made[0].language], language=made[0].form_language)
    first = [*_site_jobs(options, made, stage), *_drawing(every, places, crew.workers)]
    for _, result in progress.follow(first, crew.run(first)):
        problems += result.findings
        if isinstance(result, Drawings):
            kept |= result.kept
        else:
            files += result.files
    if not any(problem.blocks for problem in problems):
        second = list(_binding(every, places, kept, crew.workers))
        for _, result in progress.follow(second, crew.run(second)):
            problems += result.findings
            files += result.files
    DrawnSheets(options.project / CACHE / SHEETS, look).prune()
    return files, list(ordered(problems))


def _site_jobs(options: Options, made: Sequence[Book], stage: Path) -> Iterator[Job]:
    if "site" in options.parts:
        site = stage.resolve() / "site"
        yield Job("site", site_job, (tuple(made), site, options.project.resolve(), not options.filtered))


def _drawing(every: Sequence[Wanted], places: Mapping[str, Place], workers: int) -> Iterator[Job]:
    """Sheets that print several languages are drawn once, the others by language."""
    by_language: dict[str, list[Stamped]] = {}
    for key, stamped in to_draw(every).items():
        by_language.setdefault(key.language, []).append(stamped)
    for language, sheets in by_language.items():
        for hand in _dealt(sheets, 2 * workers):
            yield Job("forms" if language == MUL else f"draw_{language}", draw_sheets, (places[language], hand))


def _binding(
    every: Sequence[Wanted], places: Mapping[str, Place], kept: Mapping[SheetKey, Kept], workers: int
) -> Iterator[Job]:
    """The complete plan of each language is in the first hand: long jobs go out first, so that none is left for the end."""
    known = [{stamped.sheet.id: kept[stamped.sheet.key] for stamped in one.sheets()} for one in every]
    for hand in range(workers):
        for one, own in zip(every, known, strict=True):
            longest_first = sorted(one.manuals, key=lambda manual: -len(manual.sheets))
            manuals, singles = tuple(longest_first[hand::workers]), one.singles[hand::workers]
            if manuals or singles:
                language = one.book.language
                yield Job(f"bind_{language}", bind_files, (places[language], manuals, singles, own))


def _dealt(sheets: Sequence[Stamped], hands: int) -> Iterator[tuple[Stamped, ...]]:
    """Sheets dealt like cards: neighbours are of one kind and take as long as each other."""
    return (hand for at in range(hands) if (hand := tuple(sheets[at::hands])))


def _place(options: Options, book: Book, stage: Path, look: str) -> Place:
    return Place(
        project=options.project.resolve(),
        stage=stage.resolve(),
        cache=(options.project / CACHE).resolve(),
        look=look,
        language=book.language,
        date=book.date,
        draft=book.draft,
        kind=book.kind,
    )


def _look(options: Options, kind: str) -> str:
    """Digest of all that decides how content is drawn: theme and whose words it uses, program, tools, the plan's pictures."""
    source = options.project / SOURCE
    pictures = sorted(path for path in source.rglob("*") if path.is_file() and path.suffix not in (".yml", ".yaml"))
    return inputs_fingerprint([product_theme(), *theme_roots(options.project), _PACKAGE, *pictures], (kind,))


def _write_plan(options: Options, project: Project, stage: Path) -> Made:
    """The plan as data, for other programs."""
    (stage / PLAN).write_text(plan_text(project, options.audience), encoding="utf-8")
    return Made(PLAN, "plan")


def _facts(options: Options, made: Sequence[Book]) -> dict[str, Any]:
    """What the manifest says besides files: the edition, and every sheet with its content fingerprint."""
    sheets = {
        f"{stamped.sheet.id}/{stamped.sheet.key.language}": {
            "code": stamped.sheet.code,
            "kind": str(stamped.sheet.kind),
            "title": stamped.sheet.title,
            "fingerprint": stamped.fingerprint,
            "short": stamped.stamp.short,
        }
        for book in made
        for stamped in book.sheets.values()
    }
    return {
        "wardbook": __version__,
        "organisation": made[0].organisation,
        "edition": made[0].edition,
        "audience": options.audience,
        "languages": [book.language for book in made],
        "sheets": dict(sorted(sheets.items())),
    }


def _index(options: Options) -> Path:
    """What to open first."""
    return options.target / "site" / "index.html" if "site" in options.parts else options.target
