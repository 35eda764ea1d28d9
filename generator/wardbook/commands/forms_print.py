"""`wardbook forms print`: numbers are chosen, recorded, and only then printed for anybody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wardbook.build.publish import hand_over, staging
from wardbook.commands.numbers import RunOrder, choose_run
from wardbook.commands.run_records import recorded
from wardbook.commands.workspace import NUMBERS, OpenedPlan, Workspace
from wardbook.machine import PDF
from wardbook.options import OK, Options
from wardbook.pdf.numbered.print_job import Piece, PrintJob, book_holding, printed_with
from wardbook.serials.runs import NewRun
from wardbook.sheets.forms.run_papers import PrintedFile, RunTicket, paper_parts
from wardbook.sheets.project_localizer import localizer_for


def print_forms(options: Options, order: RunOrder) -> int:
    """The run's PDF and the ticket for the print office, and the record of the numbers.

    The record is written before any paper is on the disk: a number may get lost, it never goes out
    twice."""
    space = Workspace(options)
    space.need(PDF)
    with space.lock(NUMBERS):
        return _print_forms(space, order)


def _print_forms(space: Workspace, order: RunOrder) -> int:
    plan = space.open_sound()
    chosen = choose_run(plan.project, order, plan.loaded.unread)
    run = chosen.run
    target = space.print_folder(run.id)
    book = space.books(plan.project)[0]
    job = PrintJob(
        plan.project,
        book_holding(printed_with(plan.project, chosen.form), book, plan.project),
        chosen.form,
        chosen.variant,
        run,
        run.count,
        copies=order.copies,
        drill=order.drill,
    )
    with space.progress.working("job_print"):
        files = _files(space, plan, order, job)
    with (
        recorded(space.options.project, [run], target, lambda: space.say("print_none_taken")) as (
            record,
        ),
        staging(target) as stage,
    ):
        for name, data in files.items():
            (stage / name).write_bytes(data)
        hand_over(stage, target)
    first, last = job.serials[0], job.serials[-1]
    space.say("print_done", count=run.count, target=target, record=record, first=first, last=last)
    return OK


def _files(
    space: Workspace, plan: OpenedPlan, order: RunOrder, job: PrintJob
) -> Mapping[str, bytes]:
    """The run's PDFs and its ticket, by the names of their files. Raises Stopped when something
    does not fit. Nothing is written yet: the numbers are not recorded."""
    printer = space.printer(job.book, job.book.form_language)
    pieces, problems = printer.run(job)
    space.stop_for(problems, plan.loaded.sources)
    files = {piece.name: piece.data for piece in pieces}
    assert job.run is not None
    files["ticket.pdf"] = printer.ticket(_ticket(order, job, job.run, pieces))
    return files


def _ticket(order: RunOrder, job: PrintJob, run: NewRun, pieces: Sequence[Piece]) -> RunTicket:
    """What the print office is told of the run."""
    files = []
    for piece in pieces:
        files.append(PrintedFile(piece.name, piece.pages, piece.view.labels))
    form = pieces[0].view
    localizer = localizer_for(job.project, job.book.form_language)  # as the ticket's words
    return RunTicket(
        run=run.id,
        form=form,
        files=tuple(files),
        first=str(job.serials[0]),
        last=str(job.serials[-1]),
        sets=run.count,
        spare=order.spare,
        parts=paper_parts(form, collated=order.copies),
        collated=order.copies or bool(form.back),
        drill=order.drill,
        printed=localizer.day(run.printed),
        collector=localizer.words(job.project.departments[run.department].name),
    )
