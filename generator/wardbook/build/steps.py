"""Steps 5 and 6 of a build, dealt to the workers: which jobs there are, in which order, and what decides how they end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from wardbook.build.cache import inputs_fingerprint
from wardbook.build.jobs import Job, WorkerPool
from wardbook.findings import Finding, ordered
from wardbook.folders import CACHE, DOCS, RECORDS, SETTINGS, SOURCE
from wardbook.options import Options
from wardbook.output import OutputFile
from wardbook.pdf.drawn_sheets import SHEETS, DrawnSheets
from wardbook.pdf.jobs import Drawings, Kept, PrintPlace, bind_files, draw_sheets, make_ready
from wardbook.pdf.selection import PrintSelection, to_draw, wanted
from wardbook.report.report import Progress
from wardbook.sheets.book import Book
from wardbook.sheets.sheet import MUL, SheetKey, Stamped
from wardbook.site.job import site_job
from wardbook.theme import product_theme, theme_roots

_PACKAGE = Path(__file__).parent.parent


def warm(options: Options, pool: WorkerPool) -> None:
    """Let the workers load what printing needs while the sheets are still being made."""
    if options.parts != ("site",):
        pool.warm(
            Job(
                "ready",
                make_ready,
                (options.project.resolve(), (options.project / CACHE).resolve()),
            )
        )


def make(
    options: Options, made: Sequence[Book], stage: Path, pool: WorkerPool, progress: Progress
) -> tuple[list[OutputFile], list[Finding]]:
    """Steps 5 and 6 in two rounds of jobs: build the site and draw every sheet once; then bind what was drawn."""
    files: list[OutputFile] = []
    problems: list[Finding] = []
    kept: dict[SheetKey, Kept] = {}
    every = [
        wanted(book, options.parts, options.departments, forms=book is made[0]) for book in made
    ]
    look = _look(options, made[0].kind)
    places = {book.language: _place(options, book, stage, look) for book in made}
    places[MUL] = replace(places[made[0].language], language=made[0].form_language)
    first = [*_site_jobs(options, made, stage), *_drawing(every, places, pool.workers)]
    for _, result in progress.follow(first, pool.run(first)):
        problems += result.findings
        if isinstance(result, Drawings):
            kept |= result.kept
        else:
            files += result.files
    if not any(problem.blocks for problem in problems):
        second = list(_binding(every, places, kept, pool.workers))
        for _, result in progress.follow(second, pool.run(second)):
            problems += result.findings
            files += result.files
    DrawnSheets(options.project / CACHE / SHEETS, look).prune()
    return files, list(ordered(problems))


def _site_jobs(options: Options, made: Sequence[Book], stage: Path) -> Iterator[Job]:
    if "site" in options.parts:
        site = stage.resolve() / "site"
        yield Job(
            "site", site_job, (tuple(made), site, options.project.resolve(), not options.filtered)
        )


def _drawing(
    every: Sequence[PrintSelection], places: Mapping[str, PrintPlace], workers: int
) -> Iterator[Job]:
    """Sheets that print several languages are drawn once, the others by language."""
    by_language: dict[str, list[Stamped]] = {}
    for key, stamped in to_draw(every).items():
        by_language.setdefault(key.language, []).append(stamped)
    for language, sheets in by_language.items():
        for hand in _dealt(sheets, 2 * workers):
            yield Job(
                "forms" if language == MUL else f"draw_{language}",
                draw_sheets,
                (places[language], hand),
            )


def _binding(
    every: Sequence[PrintSelection],
    places: Mapping[str, PrintPlace],
    kept: Mapping[SheetKey, Kept],
    workers: int,
) -> Iterator[Job]:
    """The complete plan of each language is in the first hand: long jobs go out first, so that none is left for the end."""
    known = [
        {stamped.sheet.id: kept[stamped.sheet.key] for stamped in one.sheets()} for one in every
    ]
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


def _place(options: Options, book: Book, stage: Path, look: str) -> PrintPlace:
    return PrintPlace(
        project=options.project.resolve(),
        stage=stage.resolve(),
        cache=(options.project / CACHE).resolve(),
        look=look,
        language=book.language,
        date=book.date,
        draft=book.draft,
        kind=book.kind,
    )


def inputs(options: Options) -> str:
    """Fingerprint of everything that the output depends on."""
    project = options.project
    own = [path for name in (DOCS, SETTINGS) if (path := project / name).exists()]
    own += sorted(path for path in (project / SOURCE).glob("*") if path.name != RECORDS)
    roots = [*own, product_theme(), *theme_roots(project), _PACKAGE]
    limits = (options.languages, options.departments, options.parts, options.filtered)
    return inputs_fingerprint(roots, (options.audience, *limits, options.today, options.strict))


def _look(options: Options, kind: str) -> str:
    """Digest of all that decides how content is drawn: theme and whose words it uses, program, tools, the plan's pictures."""
    source = options.project / SOURCE
    pictures = sorted(
        path
        for path in source.rglob("*")
        if path.is_file() and path.suffix not in (".yml", ".yaml")
    )
    return inputs_fingerprint(
        [product_theme(), *theme_roots(options.project), _PACKAGE, *pictures], (kind,)
    )
