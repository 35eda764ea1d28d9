"""`wardbook pack`: everything that goes into a department's box, ready for the print office."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from wardbook.build.publish import hand_over, staging
from wardbook.commands.box_forms import BoxPack, FormAtPar, forms_at_par
from wardbook.commands.names import department_of
from wardbook.commands.output import make_output
from wardbook.commands.run_records import recorded
from wardbook.commands.workspace import NUMBERS, OpenedPlan, Workspace
from wardbook.editions.word_list import word_list
from wardbook.findings import Finding
from wardbook.folders import BUILD
from wardbook.machine import PDF
from wardbook.options import OK, Options
from wardbook.pdf.numbered.print_job import PrintJob, book_holding, printed_with
from wardbook.pdf.numbered.stock_files import StockPages, packed_files
from wardbook.plan.model.form import Form
from wardbook.plan.model.registries import Department
from wardbook.sheets.book import Book
from wardbook.sheets.box_papers import PackTicket, box_card, stock_name
from wardbook.sheets.forms.run_papers import paper_parts
from wardbook.sheets.project_localizer import localizer_for

MASTERS = "copy-masters.pdf"
"""File of a pack for what an outage of weeks is copied from."""
PAPER = "manual-and-card"
"""Folder of a pack for the manual and the card, in each language."""


@dataclass(frozen=True)
class _Box:
    """What is packed. Forms are printed from `book`, which holds all of them."""

    plan: OpenedPlan
    department: Department
    order: BoxPack
    forms: tuple[FormAtPar, ...]
    book: Book


def pack(options: Options, order: BoxPack) -> int:
    """Manual, card, forms at par by paper stock, box card with label, and the ticket."""
    space = Workspace(options)
    space.need(PDF)
    with space.lock(NUMBERS):
        return _pack(space, order)


def _pack(space: Workspace, order: BoxPack) -> int:
    plan = space.open_sound()
    space.need_drawings(plan.project)
    books = space.books(plan.project)
    box = _box(plan, books[0], order)
    drill = "-drill" if order.drill else ""
    target = space.print_folder(f"box-{box.department.id}-{order.printed}{drill}")
    with staging(target) as stage:
        _build_manual_and_card(space, box, stage)
        with space.progress.working("job_print"):
            files = _print_forms(space, box, stage)
        runs = [line.run for line in box.forms if line.run]
        project, undone = space.options.project, lambda: space.say("print_none_taken")
        with recorded(project, runs, target, undone):
            for file in files:
                file.write(stage)
            _print_check_words(space, box, books, stage)
            _print_lists(space, box, books[0], files, stage)
            hand_over(stage, target)
    sets = sum(line.count for line in box.forms)
    space.say("pack_done", forms=len(box.forms), sets=sets, target=target)
    return OK


def _box(plan: OpenedPlan, book: Book, order: BoxPack) -> _Box:
    """The box of the department that was named. Raises Refused."""
    department = department_of(plan.project, order.department)
    forms = forms_at_par(plan, department, order)
    printed: list[Form] = []
    for line in forms:
        printed += printed_with(plan.project, line.form)
    return _Box(plan, department, order, forms, book_holding(printed, book, plan.project))


def _build_manual_and_card(space: Workspace, box: _Box, stage: Path) -> None:
    """Make a build of the department's manual and card in the pack. Raises Stopped."""
    space.show_found(box.plan)
    options = space.options.changed(
        departments=(str(box.department.id),), only=("manuals", "cards"), output=stage / PAPER
    )
    inner = Workspace(options)
    with inner.lock(BUILD):
        files = make_output(inner, box.plan)
    inner.progress.figures(files)


def _print_forms(space: Workspace, box: _Box, stage: Path) -> tuple[StockPages, ...]:
    """Print every form, those of one paper stock into one file. Raises Stopped when something does
    not fit. What bears numbers is not written yet: they are not recorded."""
    printer = space.printer(box.book, box.book.form_language)
    order, collated = box.order, box.order.copies
    files: dict[str, StockPages] = {}
    whose = _named(box)
    findings: list[Finding] = []
    for line in box.forms:
        job = PrintJob(
            box.plan.project,
            box.book,
            line.form,
            line.variant,
            line.run,
            line.count,
            copies=order.copies,
            drill=order.drill,
        )
        pieces, problems = printer.run(job)
        findings += problems
        for piece in pieces:
            parts = paper_parts(piece.view, collated=collated)
            name = stock_name(piece.view, parts)
            file = files.setdefault(name, StockPages(f"forms-{name}.pdf", parts, whose))
            file.add(piece, line.line(box.book), apart=collated)
    masters = _masters(box)
    if masters:
        data, problems = printer.masters(masters, whose)
        findings += problems
        (stage / MASTERS).write_bytes(data)
    space.stop_for(findings, box.plan.loaded.sources)
    return tuple(files.values())


def _named(box: _Box) -> str:
    """Code and name of the department, in the language of the forms."""
    localizer = localizer_for(box.plan.project, box.book.form_language)
    return f"{box.department.code} {localizer.words(box.department.name)}"


def _masters(box: _Box) -> Sequence[str]:
    """Sheets that are printed once more without a number, for when the outage outlasts the box:
    weeks are copied, not stored. A drill has none."""
    if box.order.drill:
        return ()
    sheets = [line.sheet for line in box.forms if line.form.numbered]
    return tuple(dict.fromkeys(sheets))


def _print_check_words(space: Workspace, box: _Box, books: Sequence[Book], stage: Path) -> None:
    """Which leaves are current, in each language that the department has a manual in. A drill
    leaves what hangs there alone."""
    for book in books:
        listed = word_list(box.plan.project, book, box.department)
        if listed and not box.order.drill:
            printed = space.printer(book, book.language).check_words(listed)
            (stage / f"check-words-{book.language}.pdf").write_bytes(printed)


def _print_lists(
    space: Workspace, box: _Box, book: Book, files: Sequence[StockPages], stage: Path
) -> None:
    """Box card with its label, and the ticket."""
    lines = [line.line(box.book) for line in box.forms]
    drill = box.order.drill
    card = box_card(box.plan.project, book, box.department, lines, drill=drill)
    printer = space.printer(book, book.language)
    (stage / "box.pdf").write_bytes(printer.box_card(card).data)
    ticket = PackTicket(
        card=card,
        printed=localizer_for(box.plan.project, book.language).day(box.order.printed),
        jobs=tuple(file.told() for file in files),
        manuals=packed_files(stage, f"{PAPER}/manuals/**/*.pdf"),
        cards=packed_files(stage, f"{PAPER}/cards/**/*.pdf"),
        box=packed_files(stage, "box.pdf"),
        words=packed_files(stage, "check-words-*.pdf"),
        masters=packed_files(stage, MASTERS),
    )
    (stage / "pack.pdf").write_bytes(printer.pack_ticket(ticket))
