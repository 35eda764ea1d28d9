"""The story: one flat function a command. Each reads top to bottom as the seven steps and returns an exit status."""

from __future__ import annotations

import datetime
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from wardbook import __version__
from wardbook.build import steps
from wardbook.build.cache import is_fresh, remember
from wardbook.build.jobs import WorkerPool
from wardbook.build.leaks import guard_for, search_folder, search_texts
from wardbook.build.publish import (
    MANIFEST,
    may_replace,
    publish,
    staging,
    write_archive,
    write_manifest,
)
from wardbook.checks import Checked, run_checks
from wardbook.commands import doctor as machine
from wardbook.findings import Finding, Severity
from wardbook.folders import BUILD, SOURCE
from wardbook.fonts import FontFault, covered_code_points, sound_fonts
from wardbook.lock import one_at_a_time
from wardbook.options import FOUND, OK, PARTS, WRONG_USE, Options
from wardbook.output import OutputFile
from wardbook.plan.loader import Loaded, load
from wardbook.plan.model.scalars import is_id
from wardbook.plan.plan_files import proof, put, writing
from wardbook.plan.project import Project
from wardbook.plan.reader import Document
from wardbook.plan.schema import schema_text, write_editor_settings
from wardbook.report.explain import explain_text
from wardbook.report.findings_page import catalogue
from wardbook.report.formats import write_findings
from wardbook.report.messages import codes
from wardbook.report.progress import Progress
from wardbook.report.sarif import as_sarif
from wardbook.sheets.book import Book
from wardbook.sheets.books import books
from wardbook.sheets.plan_json import plan_text
from wardbook.sheets.plan_schema import PLAN_JSON, plan_schema_text
from wardbook.site.build import exported, write_pages
from wardbook.starters import STARTERS, is_vacant, lay_down
from wardbook.starters.entries import EntryRefused, addition
from wardbook.theme import theme_roots

PLAN = "plan.json"


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
    inputs = steps.inputs(options)
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
    sound_fonts(theme_roots(options.project))  # before anything is laid out
    with (
        staging(options.target) as stage,
        WorkerPool() as pool,
    ):  # workers end before their stage goes
        steps.warm(options, pool)
        made = books(loaded.project, options.audience, options.languages)
        files, problems = steps.make(options, made, stage, pool, progress)
        if problems:
            write_findings(
                Checked(tuple(problems), ()),
                loaded.sources,
                "text",
                options.ui_language,
                sys.stderr,
            )
        if any(problem.blocks for problem in problems):
            progress.say("build_kept", target=options.target)
            return FOUND
        _complete(options, loaded.project, made, files, stage)
        guard = guard_for(loaded.project, options.audience)
        if leaks(options, search_folder(guard, stage, pool)):
            progress.say("build_kept", target=options.target)
            return FOUND
        publish(stage, options.target)
    remember(options.project, options.target, inputs, MANIFEST)
    progress.done(files, options.target, _index(options), time.perf_counter() - started)
    return OK


def export(options: Options, folder: Path) -> int:
    """`wardbook export`: the site as Markdown on disk."""
    made, checked, loaded = load_books(options)
    if not made:
        return stopped(options, loaded, checked)
    if options.in_plan(folder):
        Progress(sys.stderr, options.ui_language).say("not_in_plan", file=folder)
        return WRONG_USE
    texts = exported(made, options.project)
    assert loaded.project is not None
    if leaks(options, search_texts(guard_for(loaded.project, options.audience), texts)):
        return FOUND
    write_pages(texts, folder)
    Progress(sys.stderr, options.ui_language).say("export_done", count=len(texts), folder=folder)
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
    if not is_id(name):
        progress.say("new_bad_id", id=name)
        return WRONG_USE
    with writing(options.project, lambda: progress.say("waiting")):
        return _add(options, kind, name, progress)


def _add(options: Options, kind: str, name: str, progress: Progress) -> int:
    made = addition(kind, name, load(options.project))
    if isinstance(made, EntryRefused):
        progress.say(made.why, id=name, place=made.place)
        return WRONG_USE
    if proof(made.file, made.text, made.meant):
        progress.say("new_no_end", id=name, place=made.file.name)
        return WRONG_USE
    put(made.file, made.text)
    progress.say("new_added", id=name, place=made.file.name)
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
    made = (
        ()
        if stopped or loaded.project is None
        else books(loaded.project, options.audience, options.languages)
    )
    return made, checked, loaded


def load_checked(
    options: Options, instead: Mapping[Path, Document] | None = None
) -> tuple[Loaded, Checked]:
    """Steps 1 to 3. `instead` holds registries that are not read from disk (see `load`)."""
    loaded = load(options.project, instead)
    return loaded, run_checks(
        loaded, _printed(options), _today(options, loaded), codes(options.ui_language)
    )


def _printed(options: Options) -> frozenset[int] | None:
    """The code points that the theme prints; None when its fonts can't be used, which every command that prints says."""
    try:
        return covered_code_points(sound_fonts(theme_roots(options.project)))
    except FontFault:
        return None


def stopped(options: Options, loaded: Loaded, checked: Checked) -> int:
    """Say what in the plan stops a command that needs a sound one; the exit status."""
    write_findings(checked, loaded.sources, "text", options.ui_language, sys.stderr)
    return WRONG_USE if loaded.project is None else FOUND


def leaks(options: Options, found: Sequence[Finding]) -> bool:
    """Whether what was made says something that its audience may not see; says where it is written. The line itself is not
    quoted: what a build prints is often for more people than its plan."""
    if found:
        write_findings(Checked(tuple(found), ()), {}, "text", options.ui_language, sys.stderr)
    return bool(found)


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


def _complete(
    options: Options, project: Project, made: Sequence[Book], files: list[OutputFile], stage: Path
) -> None:
    """What stands beside the parts of an output: for a whole one the plan as data and the archive, and a manifest."""
    if not options.filtered:
        files.append(_write_plan(options, project, stage))
        write_archive(stage, [folder for folder in PARTS if (stage / folder).is_dir()])
    write_manifest(stage, _facts(options, made), files)


def _write_plan(options: Options, project: Project, stage: Path) -> OutputFile:
    """The plan as data, for other programs."""
    (stage / PLAN).write_text(plan_text(project, options.audience), encoding="utf-8")
    return OutputFile(PLAN, "plan")


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
