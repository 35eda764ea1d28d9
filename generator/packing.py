"""`wardbook pack`: everything that goes into a department's box, ready for the print office."""

from __future__ import annotations

import datetime
import io
import sys
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path

import pikepdf

from generator.cache import CACHE
from generator.checks import Checked
from generator.findings import Finding
from generator.issuing import NUMBERS, PRINT, Order, Refused, book_holding, department_of, new_run, record, wrong_target
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
    """What `wardbook pack` is asked for. `copies`: each copy of a set on a page of its own."""

    department: str
    printed: datetime.date
    copies: bool = False


@dataclass(frozen=True)
class _Held:
    """A form of the box with the run that fills it."""

    box: BoxForm
    run: NewRun
    sheet: str
    view: FormView
    apart: bool
    """Whether each copy of a set is a page of its own."""

    @property
    def first(self) -> Serial:
        return Serial(self.run.pool, self.run.first)

    @property
    def last(self) -> Serial:
        return Serial(self.run.pool, self.run.first + self.run.count - 1)

    @property
    def parts(self) -> int:
        """Parts of the paper: one where each copy of the set has a page of its own."""
        return 1 if self.apart else max(1, len(self.view.copies))

    @property
    def pages(self) -> int:
        return self.run.count * (max(1, len(self.view.copies)) if self.apart else 1)

    @property
    def stock(self) -> str:
        """Name of the print job that it goes into: paper, colour and parts."""
        parts = f"-{self.parts}-part" if self.parts > 1 else ""
        return f"{self.view.paper}-{self.view.stock_name or 'white'}{parts}"


@dataclass(frozen=True)
class _Job:
    """A file of forms on one paper stock. `rows`: each form with its first and last page in it."""

    file: str
    rows: tuple[tuple[_Held, int, int], ...]


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
    target = options.output or options.project / PRINT / f"box-{department.id}-{order.printed}"
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
        _lists(options, (books[0], project, department), held, stage)
        for one in held:
            record(options, one.run)
        stage.replace(target)
    progress.say("pack_done", forms=len(held), sets=sum(one.run.count for one in held), target=target)
    return OK


def _held(project: Project, book: Book, department: Department, order: Pack) -> tuple[tuple[_Held, ...], Book]:
    """The box's forms, each with its run at par, and the book that holds them all. Raises `Refused`."""
    found = _runs(project, department, order)
    book = book_holding((form for _, form, _, _ in found), book, project)
    held = []
    for box, form, variant, run in found:
        sheet = codes.form_id(form, variant)
        view = book.sheets[sheet].sheet.content
        assert isinstance(view, FormView)
        held.append(_Held(box, run, sheet, view, order.copies))
    return tuple(held), book


def _runs(project: Project, department: Department, order: Pack) -> list[tuple[BoxForm, Form, Variant | None, NewRun]]:
    """A run for each line of the box. Two lines of one form take numbers one after the other: neither is recorded yet."""
    if not department.box or not department.box.holds:
        raise Refused("pack_nothing", {"department": department.id})
    found: list[tuple[BoxForm, Form, Variant | None, NewRun]] = []
    for box in department.box.holds:
        named = f"{box.form.id}/{box.form.part}" if box.form.part else box.form.id
        wanted = Order(named, str(department.id), box.par, copies=order.copies, printed=order.printed)
        form, variant, run = new_run(project, wanted)
        if taken := [other for _, _, _, other in found if other.pool == run.pool]:
            form, variant, run = new_run(project, replace(wanted, start=taken[-1].first + taken[-1].count))
        found.append((box, form, variant, run))
    return found


def _forms(options: Options, order: Pack, wanted: tuple[Book, tuple[_Held, ...]], stage: Path) -> tuple[Finding, ...]:
    """Print every run, those of one paper stock into one file; what does not fit is returned."""
    make_ready(options.project.resolve(), (options.project / CACHE).resolve())
    from generator.render.desk import Wanted, numbered_pdf, open_press

    book, held = wanted
    press = open_press(options.project.resolve(), book, book.form_language)
    jobs: dict[str, pikepdf.Pdf] = {}
    findings: list[Finding] = []
    for one in held:
        serials = tuple(runs.serials(one.run.pool, one.run.first, one.run.count))
        data, problems = numbered_pdf(Wanted(book.sheets[one.sheet], serials, one.run.edition, order.copies), press)
        findings += problems
        if data:
            with pikepdf.open(io.BytesIO(data)) as source:
                jobs.setdefault(one.stock, pikepdf.new()).pages.extend(source.pages)
    for stock, pdf in jobs.items():
        pdf.Root.ViewerPreferences = pikepdf.Dictionary(PrintScaling=pikepdf.Name("/None"))
        pdf.save(stage / _file(stock), deterministic_id=True)
    return tuple(findings)


def _file(stock: str) -> str:
    return f"forms-{stock}.pdf"


def _jobs(held: tuple[_Held, ...]) -> list[_Job]:
    """The files of forms, in the order in which the box names their paper."""
    jobs = []
    for stock in dict.fromkeys(one.stock for one in held):
        of_stock = [one for one in held if one.stock == stock]
        ends = list(accumulate(one.pages for one in of_stock))
        rows = tuple((one, end - one.pages + 1, end) for one, end in zip(of_stock, ends, strict=True))
        jobs.append(_Job(_file(stock), rows))
    return jobs


def _bound(stage: Path, part: str) -> list[tuple[str, int]]:
    """The pack's manuals or cards, one for each language: the file as the ticket names it, and its pages."""
    found = []
    for path in sorted((stage / PAPER / part).rglob("*.pdf")):
        with pikepdf.open(path) as pdf:
            found.append((path.relative_to(stage).as_posix(), len(pdf.pages)))
    return found


def _lists(options: Options, about: tuple[Book, Project, Department], held: tuple[_Held, ...], stage: Path) -> None:
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
        "posted": lens.words(department.posted),
        "edition": book.edition,
        "desk": book.home.desk,
        "held": held,
        "jobs": _jobs(held),
        "manuals": _bound(stage, "manuals"),
        "cards": _bound(stage, "cards"),
        "printed": held[0].run.printed.isoformat(),
    }
    for template in ("box", "pack"):
        title = f"{press.shop.word(f'{template}_title')} · {name}"
        leaf = Leaf(f"print/{template}.html", f"{template}-{department.id}", title, book.organisation, book.edition)
        (stage / f"{template}.pdf").write_bytes(list_pdf(leaf, values, press).data)
