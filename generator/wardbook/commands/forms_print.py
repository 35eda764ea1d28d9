"""`wardbook forms print`: numbers are chosen, recorded, and only then printed for anybody."""

from __future__ import annotations

import datetime
import difflib
import secrets
import sys
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from wardbook.build.publish import hand_over, staging
from wardbook.checks import Checked
from wardbook.commands.pipeline import load_books, stopped
from wardbook.commands.print_run import PrintJob, book_holding, press_for, print_job, printed_with
from wardbook.commands.run_records import recorded
from wardbook.findings import Finding
from wardbook.folders import SOURCE
from wardbook.lock import one_at_a_time
from wardbook.options import FOUND, OK, WRONG_USE, Options
from wardbook.plan.model.form import Form, Variant
from wardbook.plan.model.registries import Department
from wardbook.plan.project import Project
from wardbook.report.formats import write_findings
from wardbook.report.progress import Progress
from wardbook.serials import runs
from wardbook.serials.runs import NewRun
from wardbook.serials.serial_numbers import Serial
from wardbook.sheets import sheet_ids

PRINT = "print"
"""Folder of a project that print jobs go to."""
NUMBERS = "numbers"
"""What is locked while numbers are chosen, printed and recorded."""
_SHOWN = 24
"""Names that are shown when none is like the one that was typed."""


@dataclass(frozen=True)
class Order:
    """What `wardbook forms print` is asked for. `start` 0: the next free number."""

    form: str
    department: str
    count: int
    start: int = 0
    spare: int = 0
    copies: bool = False
    drill: bool = False
    printed: datetime.date = datetime.date(1970, 1, 1)


@dataclass(
    eq=False
)  # an exception is told from others by identity, and Python writes its traceback into it
class PrintRefused(Exception):
    """Nothing is printed or reconciled; `key` is one of the program's lines."""

    key: str
    values: dict[str, object]


def print_forms(options: Options, order: Order) -> int:
    """`wardbook forms print`: the run's PDF and the ticket for the print office, and the record of the numbers. The record
    is written before any paper is on the disk: a number may get lost, it never goes out twice."""
    progress = Progress(sys.stderr, options.ui_language)
    with one_at_a_time(options.project, NUMBERS, lambda: progress.say("waiting")):
        return _print_forms(options, order, progress)


def _print_forms(options: Options, order: Order, progress: Progress) -> int:
    books, checked, loaded = load_books(options)
    project = loaded.project
    if not books or project is None:
        return stopped(options, loaded, checked)
    try:
        form, variant, run = new_run(project, order, loaded.unread)
    except PrintRefused as refused:
        progress.say(refused.key, **refused.values)
        return WRONG_USE
    target = options.output or options.project / PRINT / run.id
    if wrong := wrong_target(options, target):
        progress.say(wrong, file=target)
        return WRONG_USE
    book = book_holding(printed_with(project, form), books[0], project)
    job = PrintJob(
        project, book, form, variant, run, run.count, copies=order.copies, drill=order.drill
    )
    files, problems = _files(options, order, job)
    if problems:
        write_findings(
            Checked(problems, ()), loaded.sources, "text", options.ui_language, sys.stderr
        )
        return FOUND
    with (
        recorded(
            options.project, [run], target, lambda: progress.say("print_none_taken")
        ) as records,
        staging(target) as stage,
    ):
        for name, data in files.items():
            (stage / name).write_bytes(data)
        hand_over(stage, target)
    numbers = {
        "first": Serial(run.pool, run.first),
        "last": Serial(run.pool, run.first + run.count - 1),
    }
    progress.say("print_done", count=run.count, target=target, record=records[0], **numbers)
    return OK


def wrong_target(options: Options, target: Path) -> str:
    """The line that says why a print job may not go to `target`; empty when it may."""
    return "print_exists" if target.exists() else "not_in_plan" if options.in_plan(target) else ""


def new_run(
    project: Project, order: Order, unread: Collection[tuple[str, str]]
) -> tuple[Form, Variant | None, NewRun]:
    """The run that was asked for. `unread` names what of the project could not be read: a record that may have taken
    numbers of the pool stops it. Raises `Refused`."""
    form, variant = form_of(project, order.form)
    department = department_of(project, order.department)
    if variant and variant.specimen:
        raise PrintRefused("print_specimen", {"form": variant.code})
    if not form.numbered:
        name = sheet_ids.form_id(form, variant).removeprefix("form-")
        raise PrintRefused(
            "print_labels" if form.labels else "print_posted",
            {"form": (variant or form).code, "name": name},
        )
    of = runs.pool_of(form, variant, department, drill=order.drill)
    if lost := runs.lost_record(of, unread):
        raise PrintRefused("print_lost_record", {"file": f"{SOURCE}/{runs.FOLDER}/{lost}.yml"})
    first, count = order.start or runs.next_number(project, of), order.count + order.spare
    if not runs.fits(first, count):
        raise PrintRefused("print_too_many", {"first": first, "count": count})
    if earlier := runs.taken(project, of, first, count):
        values = {
            "run": earlier.id,
            "first": earlier.first,
            "last": earlier.last,
            "next": runs.next_number(project, of),
        }
        raise PrintRefused("print_taken", {**values})
    named = f"{form.id}/{variant.id}" if variant else str(form.id)
    edition = str(project.site.edition.id)
    token = secrets.token_hex(3)
    return (
        form,
        variant,
        NewRun(named, str(department.id), of, first, count, edition, order.printed, token),
    )


def form_of(project: Project, wanted: str) -> tuple[Form, Variant | None]:
    """A form by its id, by id/variant, by its code or by its title. Raises `Refused`."""
    known: dict[str, tuple[Form, Variant | None]] = {}
    for form in project.forms.values():
        titles = {form.title.words(language): (form, None) for language in project.languages}
        known |= {str(form.id): (form, None), str(form.code): (form, None), **titles}
        for variant in form.variants:
            known |= {
                f"{form.id}/{variant.id}": (form, variant),
                str(variant.code): (form, variant),
            }
    typed = unicodedata.normalize("NFKC", wanted).strip()
    if found := known.get(typed) or known.get(typed.upper()):
        return found
    raise PrintRefused("print_no_form", {"form": wanted, "near": near(wanted, known)})


def department_of(project: Project, wanted: str) -> Department:
    """A department by its id, code or name. Raises `Refused`."""
    if found := project.department(wanted):
        return found
    known = [str(name) for it in project.departments.values() for name in (it.id, it.code)]
    raise PrintRefused("print_no_department", {"department": wanted, "near": near(wanted, known)})


def near(wanted: str, known: Iterable[str]) -> str:
    """What is most like `wanted`; where nothing is, the first of what there is."""
    names = list(known)
    shown = difflib.get_close_matches(wanted, names, 3, 0.5) or [
        *names[:_SHOWN],
        *["…"][: len(names) > _SHOWN],
    ]
    return ", ".join(shown) or "–"


def _files(
    options: Options, order: Order, job: PrintJob
) -> tuple[dict[str, bytes], tuple[Finding, ...]]:
    """The run's PDFs and its ticket, by the names of their files; what does not fit is returned, and then there are none.
    Nothing is written yet: the numbers are not recorded."""
    press = press_for(options, job.book, job.book.form_language)
    from wardbook.pdf.numbered.desk import Leaf, list_pdf

    pieces, problems = print_job(job, press)
    if problems:
        return {}, problems
    files = {piece.name: piece.data for piece in pieces}
    view, serials, run = pieces[0].view, job.serials, job.run
    assert run is not None
    leaf = Leaf(
        "print/ticket.html",
        f"ticket-{run.id}",
        run.id,
        job.book.organisation,
        f"{run.id} · {job.book.edition}",
    )
    values = {
        "run": run.id,
        "pieces": pieces,
        "v": view,
        "first": serials[0],
        "last": serials[-1],
        "sets": run.count,
        "spare": order.spare,
        "parts": 1 if order.copies else max(1, len(view.copies)),
        "copies": view.copies,
        "collated": order.copies,
        "drill": order.drill,
        "printed": run.printed.isoformat(),
    }
    files["ticket.pdf"] = list_pdf(leaf, values, press).data
    return files, ()
