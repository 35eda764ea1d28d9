"""`wardbook pack`: everything that goes into a department's box, ready for the print office."""

from __future__ import annotations

import datetime
import io
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf

from generator.cache import CACHE
from generator.checks import Checked
from generator.findings import Finding
from generator.issuing import (
    NUMBERS,
    PRINT,
    Order,
    Refused,
    book_holding,
    department_of,
    form_of,
    new_run,
    record,
    wrong_target,
)
from generator.lock import one_at_a_time
from generator.pipeline import FOUND, OK, WRONG_USE, Options, build, load_books
from generator.publish import staging
from generator.records import runs
from generator.records.runs import NewRun
from generator.records.serials import Serial
from generator.render.press import make_ready
from generator.report import Progress, write_findings
from generator.source.model.form import Form, Variant
from generator.source.model.registries import BoxForm, Department
from generator.source.project import Project
from generator.views import codes
from generator.views.book import Book
from generator.views.books import lens_for
from generator.views.form_shapes import FormView

PAPER = "manual-and-card"
"""Folder of a pack for the manual and the card, in each language."""


@dataclass(frozen=True)
class Pack:
    """What `wardbook pack` is asked for. `copies`: each copy of a set on a page of its own. `drill`: numbers of the drill's
    pool, and DRILL on forms and labels."""

    department: str
    printed: datetime.date
    copies: bool = False
    drill: bool = False


@dataclass(frozen=True)
class _Line:
    """A line of the box: the form, how many sets or label sheets of it, and the run that numbers them; labels have no number."""

    box: BoxForm
    form: Form
    variant: Variant | None
    count: int
    run: NewRun | None = None


@dataclass(frozen=True)
class _Held:
    """A line of the box with the sheet that is printed for it."""

    line: _Line
    sheet: str
    view: FormView

    @property
    def minimum(self) -> int:
        """Sets or label sheets below which the box does not last its hours."""
        return sheets_of(self.line.form, self.line.box.minimum)

    @property
    def first(self) -> Serial | None:
        """The first number; None: labels have none."""
        return Serial(self.line.run.pool, self.line.run.first) if self.line.run else None

    @property
    def last(self) -> Serial | None:
        """The last number."""
        return Serial(self.line.run.pool, self.line.run.first + self.line.run.count - 1) if self.line.run else None

    @property
    def stock(self) -> str:
        """Name of the print job that it goes into: paper and colour, or the cut of the label sheet."""
        grid = self.view.labels
        if grid:
            return f"{self.view.paper}-labels-{grid.columns}x{grid.rows}-{grid.width:g}x{grid.height:g}mm"
        return f"{self.view.paper}-{self.view.stock_name or 'white'}"


def pack(options: Options, order: Pack) -> int:
    """`wardbook pack`: manual, card, forms at par by paper stock, box card with label, and the ticket."""
    progress = Progress(sys.stderr, options.ui_language)
    with one_at_a_time(options.project, NUMBERS, lambda: progress.say("waiting")):
        return _pack(options, order, progress)


def _pack(options: Options, order: Pack, progress: Progress) -> int:
    books, checked, loaded = load_books(options)
    project = loaded.project
    if not books or project is None:
        write_findings(checked, loaded.sources, "text", options.ui_language, sys.stderr)
        return WRONG_USE if project is None else FOUND
    try:
        department = department_of(project, order.department)
        held, book = _held(project, books[0], department, order)
    except Refused as refused:
        progress.say(refused.key, **refused.values)
        return WRONG_USE
    name = f"box-{department.id}-{order.printed}{'-drill' if order.drill else ''}"
    target = options.output or options.project / PRINT / name
    if wrong := wrong_target(options, target):
        progress.say(wrong, file=target)
        return WRONG_USE
    with staging(target) as stage:
        chosen = options.changed(departments=(str(department.id),), only=("manuals", "cards"), output=stage / PAPER)
        if (status := build(chosen, within=True)) != OK:
            return status
        problems = _forms(options, order, (book, held), stage)
        if problems:
            write_findings(Checked(problems, ()), loaded.sources, "text", options.ui_language, sys.stderr)
            return FOUND
        _lists(options, order, (books[0], project, department), held, stage)
        for one in held:
            if one.line.run:
                record(options, one.line.run)
        stage.replace(target)
    progress.say("pack_done", forms=len(held), sets=sum(one.line.count for one in held), target=target)
    return OK


def _held(project: Project, book: Book, department: Department, order: Pack) -> tuple[tuple[_Held, ...], Book]:
    """The box's forms at par, and the book that holds them all. Raises `Refused`."""
    found = _lines(project, department, order)
    book = book_holding((line.form for line in found), book, project)
    held = []
    for line in found:
        sheet = codes.form_id(line.form, line.variant)
        view = book.sheets[sheet].sheet.content
        assert isinstance(view, FormView)
        held.append(_Held(line, sheet, view))
    return tuple(held), book


def _lines(project: Project, department: Department, order: Pack) -> list[_Line]:
    """Each line of the box. Two lines of one form take numbers one after the other: neither is recorded yet."""
    if not department.box or not department.box.holds:
        raise Refused("pack_nothing", {"department": department.id})
    found: list[_Line] = []
    for box in department.box.holds:
        named = f"{box.form.id}/{box.form.part}" if box.form.part else box.form.id
        form, variant = form_of(project, named)
        if form.labels:
            found.append(_Line(box, form, variant, sheets_of(form, box.par)))
            continue
        wanted = Order(
            named, str(department.id), box.par, copies=order.copies, drill=order.drill, printed=order.printed
        )
        run = new_run(project, wanted)[2]
        if taken := [line.run for line in found if line.run and line.run.pool == run.pool]:
            run = new_run(project, replace(wanted, start=taken[-1].first + taken[-1].count))[2]
        found.append(_Line(box, form, variant, run.count, run))
    return found


def sheets_of(form: Form, count: int) -> int:
    """Sheets that `count` sets or labels of a form take: a box counts single labels, and is packed by whole sheets."""
    return -(-count // (form.labels.columns * form.labels.rows)) if form.labels else count


def _forms(options: Options, order: Pack, wanted: tuple[Book, tuple[_Held, ...]], stage: Path) -> tuple[Finding, ...]:
    """Print every line, those of one paper stock into one file; what does not fit is returned."""
    make_ready(options.project.resolve(), (options.project / CACHE).resolve())
    from generator.render.desk import Press, Wanted, labels_pdf, numbered_pdf, open_press

    book, held = wanted
    press = open_press(options.project.resolve(), book, book.form_language)

    def printed(one: _Held, press: Press) -> tuple[bytes, tuple[Finding, ...]]:
        run, stamped = one.line.run, book.sheets[one.sheet]
        if run is None:
            return labels_pdf(stamped, one.line.count, press, drill=order.drill)
        serials = tuple(runs.serials(run.pool, run.first, run.count))
        return numbered_pdf(
            Wanted(stamped, serials, run.edition, order.copies, order.drill, run.printed.isoformat()), press
        )

    jobs: dict[str, pikepdf.Pdf] = {}
    findings: list[Finding] = []
    for one in held:
        data, problems = printed(one, press)
        findings += problems
        if data:
            with pikepdf.open(io.BytesIO(data)) as source:
                jobs.setdefault(one.stock, pikepdf.new()).pages.extend(source.pages)
    for stock, pdf in jobs.items():
        pdf.Root.ViewerPreferences = pikepdf.Dictionary(PrintScaling=pikepdf.Name("/None"))
        pdf.save(stage / f"forms-{stock}.pdf", deterministic_id=True)
    return tuple(findings)


def _lists(
    options: Options, order: Pack, about: tuple[Book, Project, Department], held: tuple[_Held, ...], stage: Path
) -> None:
    """Box card with its label, and the ticket."""
    from generator.render.desk import Leaf, list_pdf, open_press

    book, project, department = about
    lens = lens_for(project, book.language)
    press = open_press(options.project.resolve(), book, book.language)
    name = lens.words(department.name)
    box = department.box
    values = {
        "code": str(department.code),
        "name": name,
        "other": " · ".join(lens_for(project, other).words(department.name) for other in project.languages[1:]),
        "place": lens.words(box.place) if box else "",
        "key": lens.name(box.key) if box else "",
        "edition": book.edition,
        "desk": book.home.desk,
        "held": held,
        "stocks": {
            stock: [one for one in held if one.stock == stock] for stock in dict.fromkeys(h.stock for h in held)
        },
    }
    for template in ("box", "pack"):
        title = f"{press.shop.word(f'{template}_title')} · {name}"
        banner = press.shop.word("ticket_drill") if order.drill else ""
        leaf = Leaf(
            f"print/{template}.html", f"{template}-{department.id}", title, book.organisation, book.edition, banner
        )
        (stage / f"{template}.pdf").write_bytes(list_pdf(leaf, values, press).data)
