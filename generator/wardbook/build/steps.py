"""Steps 5 and 6 of a build, as jobs for the workers: which jobs there are, in which order, and what
decides how they end."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from wardbook.build.jobs import Job, Workers
from wardbook.build.up_to_date import PACKAGE, inputs_fingerprint, look_digest
from wardbook.editions.packets import Packet, ShelfLists
from wardbook.editions.redline import RedSheet
from wardbook.findings import Finding, ordered
from wardbook.folders import CACHE, DOCS, RECORDS, SETTINGS, SOURCE
from wardbook.options import Options
from wardbook.output import OutputFile
from wardbook.pdf.drawn_sheets import SHEETS, DrawnSheets
from wardbook.pdf.job_records import Drawings, Kept, PrintPlace
from wardbook.pdf.jobs import bind_files, draw_sheets, make_ready, print_packet_files
from wardbook.pdf.selection import PrintSelection, to_draw, wanted
from wardbook.pdf.taken_over import (
    BoundFiles,
    ToBind,
    drawings_bound,
    drawn_already,
    take_over,
)
from wardbook.plan.edition_records import IssuedEdition
from wardbook.report.progress import Progress
from wardbook.sheets.book import Book
from wardbook.sheets.sheet import MUL, SheetKey, Stamped
from wardbook.site.job import site_job
from wardbook.theme import product_theme, theme_roots

if TYPE_CHECKING:
    from wardbook.pdf.packets import PrintedPacket

_SHEETS = 8
"""Sheets that one worker draws as fast as two."""
_PACKETS = 24
"""Packets that one worker prints as fast as two: the second must load what lays out."""
_JOBS = 6
"""Jobs for each worker: small enough that progress is seen, and that none is left at the end."""


def warm(options: Options, pool: Workers) -> None:
    """Let the workers load what printing needs while the sheets are still being made. Where some
    are drawn already, an edit may need one worker, or none."""
    if options.parts != ("site",) and not (options.project / CACHE / SHEETS).is_dir():
        pool.warm(
            Job(
                "ready",
                make_ready,
                (options.project.resolve(), (options.project / CACHE).resolve()),
            )
        )


def make(
    options: Options, books: Sequence[Book], stage: Path, pool: Workers, progress: Progress
) -> tuple[list[OutputFile], list[Finding]]:
    """Steps 5 and 6: the files that were made below `stage`, and what was wrong.

    There are two rounds of jobs: build the site and draw every sheet once; then, unless an error
    stops it, bind what was drawn.
    """
    files: list[OutputFile] = []
    problems: list[Finding] = []
    every = [_wanted(options, book, with_forms=book is books[0]) for book in books]
    look = look_of(options, books[0])
    places = _places(options, books, stage, look)
    kept, left = _kept(every, places)
    first = [*_site_jobs(options, books, stage, look), *_drawing_jobs(left, places, pool.workers)]
    for _, result in progress.follow(first, pool.run(first)):
        problems += result.findings
        if isinstance(result, Drawings):
            kept |= result.kept
        else:
            files += result.files
    if not any(problem.blocks for problem in problems):
        second: list[Job] = []
        for one in every:
            taken, rest = _taken_over(one, places, kept)
            files += taken
            second += _binding_jobs(one, rest, places, kept, pool.workers)
        second.sort(key=_longest_first)
        for _, result in progress.follow(second, pool.run(second)):
            problems += result.findings
            files += result.files
    for place in places.values():
        DrawnSheets(place.cache / SHEETS, look).prune()
        BoundFiles(place).prune()
    return files, list(ordered(problems))


def draw(
    options: Options, books: Sequence[Book], pool: Workers, progress: Progress
) -> list[Finding]:
    """Draw every sheet that is printed of the books, and keep it where a build finds it; what is
    wrong with them. Nothing is bound, and there is no stage."""
    every = [_wanted(options, book, with_forms=book is books[0]) for book in books]
    places = _places(options, books, options.project / CACHE, look_of(options, books[0]))
    return _draw_left(every, places, pool, progress)


def _draw_left(
    every: Sequence[PrintSelection],
    places: Mapping[str, PrintPlace],
    pool: Workers,
    progress: Progress,
) -> list[Finding]:
    """Draw what the cache does not hold of these selections; what is wrong with it."""
    _, left = _kept(every, places)
    jobs = list(_drawing_jobs(left, places, pool.workers))
    problems: list[Finding] = []
    for _, drawings in progress.follow(jobs, pool.run(jobs)):
        problems += drawings.findings
    return list(ordered(problems))


def draw_for_packets(
    options: Options,
    books: Sequence[Book],
    packets: Sequence[Packet],
    pool: Workers,
    progress: Progress,
) -> list[Finding]:
    """Draw the sheets of every manual that a packet is for: its front leaves name the pages of
    each. What is wrong with them."""
    every: list[PrintSelection] = []
    for book in books:
        ids = set()
        for packet in packets:
            if packet.language == book.language and not packet.recalled:
                ids.add(packet.manual)
        if ids:
            every.append(wanted(book, ("manuals",), ids, forms=False))
    places = _places(options, books, options.project / CACHE, look_of(options, books[0]))
    return _draw_left(every, places, pool, progress)


def reprint(
    options: Options,
    books: Sequence[Book],
    stage: Path,
    packets: Sequence[Packet],
    held: Mapping[str, IssuedEdition],
    pool: Workers,
    progress: Progress,
) -> tuple[tuple[PrintedPacket, ...], tuple[Finding, ...]]:
    """Write a PDF for each update packet into `stage`: what was made, and what was wrong. `held`:
    the editions that copies may hold, by id."""
    places = _places(options, books, stage, look_of(options, books[0]))
    jobs: list[Job] = []
    for book in books:
        jobs += _packet_jobs(places, book, packets, held, pool.workers)
    if jobs:
        jobs[0] = replace(jobs[0], here=True)
    made: list[PrintedPacket] = []
    findings: list[Finding] = []
    for _, (printed, problems) in progress.follow(jobs, pool.run(jobs)):
        made += printed
        findings += problems
    files = list(map(_file_of, packets))
    made.sort(key=lambda one: files.index(one.packet.file))
    return tuple(made), ordered(findings)


def _file_of(packet: Packet) -> str:
    return packet.file


def _packet_jobs(
    places: Mapping[str, PrintPlace],
    book: Book,
    packets: Sequence[Packet],
    held: Mapping[str, IssuedEdition],
    workers: int,
) -> Iterator[Job]:
    """Jobs that print packets: those of one manual together, which have its leaves in common."""
    # Inside, since WeasyPrint takes a second to load: commands that print nothing do without
    from wardbook.pdf.packets import book_for

    ours = filter(lambda packet: packet.language == book.language, packets)
    by_manual = sorted(ours, key=lambda packet: packet.manual)
    count = len(by_manual)
    shares = min(workers, math.ceil(count / _PACKETS))
    for share in range(shares):
        own = by_manual[share * count // shares : (share + 1) * count // shares]
        arguments = (places, book_for(book, own), own, held)
        yield Job(f"print_{book.language}", print_packet_files, arguments, len(own))


def print_office(
    options: Options,
    book: Book,
    stage: Path,
    made: Sequence[PrintedPacket],
    shelf: ShelfLists,
) -> None:
    """Write the print office's list into `stage`."""
    make_ready(options.project.resolve(), (options.project / CACHE).resolve())
    # Inside for the reason above
    from wardbook.pdf.packets import print_office_list

    place = _place(options, book, stage, look_of(options, book))
    print_office_list(place, book, made, shelf)


def redline(
    options: Options,
    books: Sequence[Book],
    stage: Path,
    changed: Mapping[str, Sequence[RedSheet]],
    names: tuple[str, str],
) -> tuple[Path, ...]:
    """Write what changed on the sheets of each language, word by word, into `stage`; the files."""
    make_ready(options.project.resolve(), (options.project / CACHE).resolve())
    # Inside, since WeasyPrint takes a second to load: commands that print nothing do without
    from wardbook.pdf.redline import print_redline

    places = _places(options, books, stage, look_of(options, books[0]))
    made = []
    for book in books:
        made.append(print_redline(places[book.language], book, changed[book.language], names))
    return tuple(made)


def _wanted(options: Options, book: Book, *, with_forms: bool) -> PrintSelection:
    """What is to be printed of a book. Forms print every language at once: one book has them."""
    return wanted(book, options.parts, options.departments, forms=with_forms)


def _site_jobs(options: Options, books: Sequence[Book], stage: Path, look: str) -> Iterator[Job]:
    """The site is one job, or none where it is not asked for."""
    if "site" in options.parts:
        site = stage.resolve() / "site"
        with_pdfs = not options.filtered
        project = options.project.resolve()
        yield Job("site", site_job, (tuple(books), site, project, with_pdfs, look), here=True)


def _kept(
    every: Sequence[PrintSelection], places: Mapping[str, PrintPlace]
) -> tuple[dict[SheetKey, Kept], dict[str, list[Stamped]]]:
    """What the cache holds of the sheets that are printed, and by language what it does not. Sheets
    that print several languages are drawn once."""
    by_language: dict[str, list[Stamped]] = {}
    for key, stamped in to_draw(every).items():
        by_language.setdefault(key.language, []).append(stamped)
    kept: dict[SheetKey, Kept] = {}
    left: dict[str, list[Stamped]] = {}
    for language, sheets in by_language.items():
        found, missing = drawn_already(places[language], sheets)
        kept |= found
        left[language] = missing
    return kept, left


def _drawing_jobs(
    left: Mapping[str, Sequence[Stamped]], places: Mapping[str, PrintPlace], workers: int
) -> Iterator[Job]:
    """Jobs that draw these sheets, by language: for a few, one worker is enough, since each must
    load what lays out."""
    for language, sheets in left.items():
        name = "forms" if language == MUL else f"draw_{language}"
        shares = min(_JOBS * workers, math.ceil(len(sheets) / _SHEETS))
        for share in _shares(sheets, shares):
            yield Job(name, draw_sheets, (places[language], share), len(share), can_be_sent=True)


def _taken_over(
    one: PrintSelection, places: Mapping[str, PrintPlace], kept: Mapping[SheetKey, Kept]
) -> tuple[list[OutputFile], ToBind]:
    """The files of a book that are as they were, and what is to be bound."""
    wanted = ToBind(one.manuals, one.singles, one.volumes)
    return take_over(places[one.book.language], wanted, _drawn_of(one, kept))


def _binding_jobs(
    one: PrintSelection,
    left: ToBind,
    places: Mapping[str, PrintPlace],
    kept: Mapping[SheetKey, Kept],
    workers: int,
) -> Iterator[Job]:
    """Jobs that bind what is left of a book. The complete plan is in the first job."""
    known, language = _drawn_of(one, kept), one.book.language
    manuals = sorted(left.manuals, key=lambda manual: -len(manual.sheets))
    for share in range(workers):
        own = ToBind(
            tuple(manuals[share::workers]),
            left.singles[share::workers],
            left.volumes[share::workers],
        )
        size = len(own.manuals) + len(own.singles) + len(own.volumes)
        if size:
            given = (places[language], own, known)
            reads = tuple(sorted(drawings_bound(own, known)))
            yield Job(f"bind_{language}", bind_files, given, size, can_be_sent=True, reads=reads)


def _longest_first(job: Job) -> int:
    """Where a job that binds stands: long ones go out first, so that none is left for the end."""
    wanted: ToBind = job.arguments[1]
    return -max((len(manual.sheets) for manual in wanted.manuals), default=0)


def _drawn_of(one: PrintSelection, kept: Mapping[SheetKey, Kept]) -> dict[str, Kept]:
    """Id of a sheet → what was drawn of it, for the sheets of one book."""
    return {stamped.sheet.id: kept[stamped.sheet.key] for stamped in one.sheets()}


def _shares(sheets: Sequence[Stamped], count: int) -> Iterator[tuple[Stamped, ...]]:
    """Sheets in so many shares, every so many in each: neighbours are of one kind and take as long
    as each other."""
    for first in range(min(count, len(sheets))):
        yield tuple(sheets[first::count])


def _places(
    options: Options, books: Sequence[Book], stage: Path, look: str
) -> dict[str, PrintPlace]:
    """Where each language is printed; what prints several at once stands under `MUL`."""
    places = {book.language: _place(options, book, stage, look) for book in books}
    first = books[0]
    places[MUL] = replace(places[first.language], language=first.form_language)
    return places


def _place(options: Options, book: Book, stage: Path, look: str) -> PrintPlace:
    return PrintPlace(
        project=options.project.resolve(),
        stage=stage.resolve(),
        cache=(options.project / CACHE).resolve(),
        look=look,
        language=book.language,
        date=book.date,
        draft=book.draft,
        layers=book.layers,
    )


def inputs(options: Options) -> str:
    """Fingerprint of everything that the output depends on."""
    project = options.project
    roots: list[Path] = []
    for name in (DOCS, SETTINGS):
        if (project / name).exists():
            roots.append(project / name)
    for path in sorted((project / SOURCE).glob("*")):
        if path.name != RECORDS:
            roots.append(path)
    roots += [product_theme(), *theme_roots(project), PACKAGE]
    limits = (options.languages, options.departments, options.parts, options.filtered)
    choices = (options.audience, *limits, options.today, options.strict)
    return inputs_fingerprint(roots, choices)


def look_of(options: Options, book: Book) -> str:
    """Digest of all that decides how the content of a book is drawn."""
    return look_digest(options.project, book.layers)
