"""`wardbook pack`: everything that goes into a department's box, ready for the print office."""

from __future__ import annotations

import datetime
import io
import sys
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf

from wardbook.build.publish import hand_over, staging
from wardbook.checks import Checked
from wardbook.commands.forms_print import (
    NUMBERS,
    PRINT,
    Order,
    PrintRefused,
    department_of,
    form_of,
    new_run,
    wrong_target,
)
from wardbook.commands.pipeline import build, load_books, stopped
from wardbook.commands.print_run import (
    Piece,
    PrintJob,
    book_holding,
    press_for,
    print_job,
    printed_with,
    view_of,
)
from wardbook.commands.run_records import recorded
from wardbook.findings import Finding
from wardbook.lock import one_at_a_time
from wardbook.options import FOUND, OK, WRONG_USE, Options
from wardbook.plan.loader import Loaded
from wardbook.plan.model.box import BoxForm
from wardbook.plan.model.form import Form, Variant
from wardbook.plan.model.registries import Department
from wardbook.plan.project import Project
from wardbook.report.formats import write_findings
from wardbook.report.progress import Progress
from wardbook.serials.runs import NewRun
from wardbook.serials.serial_numbers import Serial
from wardbook.sheets import sheet_ids
from wardbook.sheets.book import Book
from wardbook.sheets.books import localizer_for
from wardbook.sheets.forms.form_shapes import FormView

if TYPE_CHECKING:
    from wardbook.pdf.numbered.desk import Press

MASTERS = "copy-masters.pdf"
"""File of a pack for what an outage of weeks is copied from."""
PAPER = "manual-and-card"
"""Folder of a pack for the manual and the card, in each language."""


@dataclass(frozen=True)
class BoxPack:
    """What `wardbook pack` is asked for. `copies`: each copy of a set on a page of its own. `drill`: numbers of the drill's
    pool, and DRILL on forms and labels."""

    department: str
    printed: datetime.date
    copies: bool = False
    drill: bool = False


@dataclass(frozen=True)
class _PackLine:
    """A line of the box: the form, how many sets or label sheets of it, and the run that numbers them; labels and what hangs on
    walls have no number."""

    box: BoxForm
    form: Form
    variant: Variant | None
    count: int
    run: NewRun | None = None


@dataclass(frozen=True)
class _Held:
    """A line of the box with the sheet that is printed for it."""

    line: _PackLine
    view: FormView

    @property
    def minimum(self) -> int:
        """Sets or label sheets below which the box does not last its hours."""
        return self.line.form.sheets_for(self.line.box.minimum)

    @property
    def first(self) -> Serial | None:
        """The first number; None: labels have none."""
        return Serial(self.line.run.pool, self.line.run.first) if self.line.run else None

    @property
    def last(self) -> Serial | None:
        """The last number."""
        return (
            Serial(self.line.run.pool, self.line.run.first + self.line.run.count - 1)
            if self.line.run
            else None
        )


@dataclass(frozen=True)
class _Row:
    """A form in a file: what it is, how many sets or sheets, its numbers, its first and last page there. `apart`: each copy of
    a set has a page of its own."""

    view: FormView
    count: int
    first: Serial | None
    last: Serial | None
    start: int
    end: int
    apart: bool


@dataclass
class _File:
    """The forms of one paper stock: colour, size, parts, or the cut of a label sheet."""

    file: str
    parts: int
    pdf: pikepdf.Pdf
    rows: list[_Row] = field(default_factory=list)

    def add(self, piece: Piece, held: _Held, *, apart: bool) -> None:
        """Pages of a line of the box behind those that are there."""
        before = len(self.pdf.pages)
        with pikepdf.open(io.BytesIO(piece.data)) as source:
            self.pdf.pages.extend(source.pages)
        count = piece.pages if piece.view.labels else held.line.count
        self.rows.append(
            _Row(piece.view, count, held.first, held.last, before + 1, before + piece.pages, apart)
        )

    def data(self) -> bytes:
        """The file as it is written."""
        self.pdf.Root.ViewerPreferences = pikepdf.Dictionary(PrintScaling=pikepdf.Name("/None"))
        made = io.BytesIO()
        self.pdf.save(made, deterministic_id=True)
        return made.getvalue()


def pack(options: Options, order: BoxPack) -> int:
    """`wardbook pack`: manual, card, forms at par by paper stock, box card with label, and the ticket."""
    progress = Progress(sys.stderr, options.ui_language)
    with one_at_a_time(options.project, NUMBERS, lambda: progress.say("waiting")):
        return _pack(options, order, progress)


def _pack(options: Options, order: BoxPack, progress: Progress) -> int:
    books, checked, loaded = load_books(options)
    project = loaded.project
    if not books or project is None:
        return stopped(options, loaded, checked)
    try:
        department = department_of(project, order.department)
        held, book = _held(loaded, books[0], department, order)
    except PrintRefused as refused:
        progress.say(refused.key, **refused.values)
        return WRONG_USE
    name = f"box-{department.id}-{order.printed}{'-drill' if order.drill else ''}"
    target = options.output or options.project / PRINT / name
    if wrong := wrong_target(options, target):
        progress.say(wrong, file=target)
        return WRONG_USE
    with staging(target) as stage:
        chosen = options.changed(
            departments=(str(department.id),), only=("manuals", "cards"), output=stage / PAPER
        )
        if (status := build(chosen, within=True)) != OK:
            return status
        files, problems = _forms(options, order, (project, book, held), stage)
        if problems:
            write_findings(
                Checked(problems, ()), loaded.sources, "text", options.ui_language, sys.stderr
            )
            return FOUND
        runs = [one.line.run for one in held if one.line.run]
        with recorded(options.project, runs, target, lambda: progress.say("print_none_taken")):
            for file in files:
                (stage / file.file).write_bytes(file.data())
            _lists(options, order, (books[0], project, department), (held, files), stage)
            hand_over(stage, target)
    progress.say(
        "pack_done", forms=len(held), sets=sum(one.line.count for one in held), target=target
    )
    return OK


def _held(
    loaded: Loaded, book: Book, department: Department, order: BoxPack
) -> tuple[tuple[_Held, ...], Book]:
    """The box's forms at par, and the book that holds them all. Raises `Refused`."""
    project = loaded.project
    assert project is not None
    found = _lines(project, department, order, loaded.unread)
    book = book_holding(
        (form for line in found for form in printed_with(project, line.form)), book, project
    )
    held = []
    for line in found:
        held.append(_Held(line, view_of(book, sheet_ids.form_id(line.form, line.variant))))
    return tuple(held), book


def _lines(
    project: Project, department: Department, order: BoxPack, unread: Collection[tuple[str, str]]
) -> list[_PackLine]:
    """Each line of the box. Two lines of one form take numbers one after the other: neither is recorded yet."""
    if not department.box or not department.box.holds:
        raise PrintRefused("pack_nothing", {"department": department.id})
    found: list[_PackLine] = []
    for box in department.box.holds:
        named = f"{box.form.id}/{box.form.part}" if box.form.part else box.form.id
        form, variant = form_of(project, named)
        if not form.numbered:
            found.append(_PackLine(box, form, variant, form.sheets_for(box.par)))
            continue
        wanted = Order(
            named,
            str(department.id),
            box.par,
            copies=order.copies,
            drill=order.drill,
            printed=order.printed,
        )
        run = new_run(project, wanted, unread)[2]
        if taken := [line.run for line in found if line.run and line.run.pool == run.pool]:
            run = new_run(
                project, replace(wanted, start=taken[-1].first + taken[-1].count), unread
            )[2]
        found.append(_PackLine(box, form, variant, run.count, run))
    return found


def _forms(
    options: Options, order: BoxPack, wanted: tuple[Project, Book, tuple[_Held, ...]], stage: Path
) -> tuple[list[_File], tuple[Finding, ...]]:
    """Print every line, those of one paper stock into one file; what does not fit is returned. What bears numbers is not
    written yet: they are not recorded."""
    project, book, held = wanted
    press = press_for(options, book, book.form_language)
    files: dict[str, _File] = {}
    findings: list[Finding] = []
    for one in held:
        line = one.line
        job = PrintJob(
            project,
            book,
            line.form,
            line.variant,
            line.run,
            line.count,
            copies=order.copies,
            drill=order.drill,
        )
        pieces, problems = print_job(job, press)
        findings += problems
        for piece in pieces:
            parts = 1 if order.copies else max(1, len(piece.view.copies))
            name = _stock(piece.view, parts)
            file = files.setdefault(name, _File(f"forms-{name}.pdf", parts, pikepdf.new()))
            file.add(piece, one, apart=order.copies)
    findings += _masters(order, (book, held), press, stage)
    return list(files.values()), tuple(findings)


def _masters(
    order: BoxPack, wanted: tuple[Book, tuple[_Held, ...]], press: Press, stage: Path
) -> tuple[Finding, ...]:
    """The forms once more without a number, for when the outage outlasts the box: weeks are copied, not stored."""
    from wardbook.pdf.numbered.desk import masters_pdf

    book, held = wanted
    ids = dict.fromkeys(
        sheet_ids.form_id(one.line.form, one.line.variant) for one in held if one.line.form.numbered
    )
    if order.drill or not ids:
        return ()
    data, findings = masters_pdf(
        [book.sheets[id] for id in ids], press.shop.word("pack_masters"), press
    )
    (stage / MASTERS).write_bytes(data)
    return findings


def _stock(view: FormView, parts: int) -> str:
    """Name of the print job that a form goes into: paper, colour and parts, or the cut of the label sheet."""
    grid = view.labels
    if grid:
        return f"{view.paper}-labels-{grid.columns}x{grid.rows}-{grid.width:g}x{grid.height:g}mm"
    return f"{view.paper}-{view.stock_name or 'white'}{f'-{parts}-part' if parts > 1 else ''}"


def _pages(path: Path) -> list[tuple[str, int]]:
    """A file of the pack with its pages; nothing where it is not made."""
    if not path.exists():
        return []
    with pikepdf.open(path) as pdf:
        return [(path.name, len(pdf.pages))]


def _bound(stage: Path, part: str) -> list[tuple[str, int]]:
    """The pack's manuals or cards, one for each language: the file as the ticket names it, and its pages."""
    paths = sorted((stage / PAPER / part).rglob("*.pdf"))
    return [
        (path.relative_to(stage).as_posix(), pages) for path in paths for _, pages in _pages(path)
    ]


def _lists(
    options: Options,
    order: BoxPack,
    about: tuple[Book, Project, Department],
    printed: tuple[tuple[_Held, ...], list[_File]],
    stage: Path,
) -> None:
    """Box card with its label, and the ticket."""
    book, project, department = about
    held, files = printed
    localizer = localizer_for(project, book.language)
    press = press_for(options, book, book.language)
    from wardbook.pdf.numbered.desk import Leaf, list_pdf

    name = localizer.words(department.name)
    box = department.box
    values: dict[str, object] = {
        "code": str(department.code),
        "name": name,
        "others": [
            (other, localizer_for(project, other).words(department.name))
            for other in project.languages[1:]
        ],
        "place": localizer.words(box.place) if box else "",
        "key": localizer.name(box.key) if box else "",
        "posted": localizer.words(department.posted),
        "edition": book.edition,
        "desk": book.home.desk,
        "held": held,
        "jobs": files,
        "manuals": _bound(stage, "manuals"),
        "cards": _bound(stage, "cards"),
        "masters": _pages(stage / MASTERS),
        "printed": order.printed.isoformat(),
    }
    for template in ("box", "pack"):
        title = f"{press.shop.word(f'{template}_title')} · {name}"
        banner = press.shop.word("ticket_drill") if order.drill else ""
        leaf = Leaf(
            f"print/{template}.html",
            f"{template}-{department.id}",
            title,
            book.organisation,
            book.edition,
            banner,
        )
        made = list_pdf(leaf, values, press)
        (stage / f"{template}.pdf").write_bytes(made.data)
        values = {**values, "box_pages": made.pages}
