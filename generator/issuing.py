"""Commands for numbered paper: print a run of forms, account for what came back."""

from __future__ import annotations

import datetime
import difflib
import secrets
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.accounts import account_csv, account_text
from generator.checks import Checked
from generator.findings import Finding
from generator.lock import one_at_a_time
from generator.options import FOUND, OK, WRONG_USE, Options
from generator.pipeline import load_books, stopped
from generator.presswork import Job, book_holding, press_for, print_job, printed_with
from generator.publish import staging
from generator.records import runs
from generator.records.entries import decoded, headings, read_entries, table
from generator.records.reconciliation import Account, Group, of_pad, of_run, part, places_of, reconcile
from generator.records.runs import FOLDER, NewRun
from generator.records.serials import Serial
from generator.records.words import is_figures
from generator.report import Progress, write_findings
from generator.source.loader import SOURCE
from generator.source.model.form import Form, Variant
from generator.source.model.registries import Department
from generator.source.project import Project
from generator.views import codes
from generator.views.book import Book

PRINT = "print"
"""Folder of a project that print jobs go to."""
NUMBERS = "numbers"
"""What is locked while numbers are chosen, printed and recorded."""
_SHOWN = 24
"""Names that are shown when none is like the one that was typed."""
_ALL, _DRILLS = "all", "drills"


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


@dataclass(eq=False)  # an exception is told from others by identity, and Python writes its traceback into it
class Refused(Exception):
    """Nothing is printed or reconciled; `key` is one of the program's lines."""

    key: str
    values: dict[str, object]


def print_forms(options: Options, order: Order) -> int:
    """`wardbook forms print`: the run's PDF and the ticket for the print office, and the record of the numbers. The record
    is written before the files are handed over: a number may get lost, it never goes out twice."""
    progress = Progress(sys.stderr, options.ui_language)
    with one_at_a_time(options.project, NUMBERS, lambda: progress.say("waiting")):
        return _print_forms(options, order, progress)


def _print_forms(options: Options, order: Order, progress: Progress) -> int:
    books, checked, loaded = load_books(options)
    project = loaded.project
    if not books or project is None:
        return stopped(options, loaded, checked)
    try:
        form, variant, run = new_run(project, order)
    except Refused as refused:
        progress.say(refused.key, **refused.values)
        return WRONG_USE
    target = options.output or options.project / PRINT / run.id
    if wrong := wrong_target(options, target):
        progress.say(wrong, file=target)
        return WRONG_USE
    with staging(target) as stage:
        book = book_holding(printed_with(project, form), books[0], project)
        problems = _print(
            options,
            order,
            Job(project, book, form, variant, run, run.count, copies=order.copies, drill=order.drill),
            stage,
        )
        if problems:
            write_findings(Checked(problems, ()), loaded.sources, "text", options.ui_language, sys.stderr)
            return FOUND
        path = record(options, run)
        stage.replace(target)
    last = Serial(run.pool, run.first + run.count - 1)
    progress.say(
        "print_done", count=run.count, first=Serial(run.pool, run.first), last=last, target=target, record=path
    )
    return OK


def wrong_target(options: Options, target: Path) -> str:
    """The line that says why a print job may not go to `target`; empty when it may."""
    return "print_exists" if target.exists() else "not_in_plan" if options.in_plan(target) else ""


def new_run(project: Project, order: Order) -> tuple[Form, Variant | None, NewRun]:
    """The run that was asked for. Raises `Refused`."""
    form, variant = form_of(project, order.form)
    department = department_of(project, order.department)
    if variant and variant.specimen:
        raise Refused("print_specimen", {"form": variant.code})
    if not form.numbered:
        name = codes.form_id(form, variant).removeprefix("form-")
        raise Refused("print_labels" if form.labels else "print_posted", {"form": (variant or form).code, "name": name})
    of = runs.pool_of(form, variant, department, drill=order.drill)
    first, count = order.start or runs.next_number(project, of), order.count + order.spare
    if not runs.fits(first, count):
        raise Refused("print_too_many", {"first": first, "count": count})
    if earlier := runs.taken(project, of, first, count):
        values = {
            "run": earlier.id,
            "first": earlier.first,
            "last": earlier.last,
            "next": runs.next_number(project, of),
        }
        raise Refused("print_taken", {**values})
    named = f"{form.id}/{variant.id}" if variant else str(form.id)
    edition = str(project.site.edition.id)
    token = secrets.token_hex(3)
    return form, variant, NewRun(named, str(department.id), of, first, count, edition, order.printed, token)


def form_of(project: Project, wanted: str) -> tuple[Form, Variant | None]:
    """A form by its id, by id/variant, by its code or by its title. Raises `Refused`."""
    known: dict[str, tuple[Form, Variant | None]] = {}
    for form in project.forms.values():
        titles = {form.title.words(language): (form, None) for language in project.languages}
        known |= {str(form.id): (form, None), str(form.code): (form, None), **titles}
        for variant in form.variants:
            known |= {f"{form.id}/{variant.id}": (form, variant), str(variant.code): (form, variant)}
    typed = unicodedata.normalize("NFKC", wanted).strip()
    if found := known.get(typed) or known.get(typed.upper()):
        return found
    raise Refused("print_no_form", {"form": wanted, "near": _near(wanted, known)})


def department_of(project: Project, wanted: str) -> Department:
    """A department by its id, code or name. Raises `Refused`."""
    if found := project.department(wanted):
        return found
    known = [str(name) for it in project.departments.values() for name in (it.id, it.code)]
    raise Refused("print_no_department", {"department": wanted, "near": _near(wanted, known)})


def _near(wanted: str, known: Iterable[str]) -> str:
    """What is most like `wanted`; where nothing is, the first of what there is."""
    names = list(known)
    shown = difflib.get_close_matches(wanted, names, 3, 0.5) or [*names[:_SHOWN], *["…"][: len(names) > _SHOWN]]
    return ", ".join(shown) or "–"


def _print(options: Options, order: Order, job: Job, stage: Path) -> tuple[Finding, ...]:
    """Write the run and its ticket into `stage`; what does not fit is returned."""
    press = press_for(options, job.book, job.book.form_language)
    from generator.render.desk import Leaf, list_pdf

    pieces, problems = print_job(job, press)
    if problems:
        return problems
    for piece in pieces:
        (stage / piece.name).write_bytes(piece.data)
    view, serials, run = pieces[0].view, job.serials, job.run
    assert run is not None
    leaf = Leaf(
        "print/ticket.html", f"ticket-{run.id}", run.id, job.book.organisation, f"{run.id} · {job.book.edition}"
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
    (stage / "ticket.pdf").write_bytes(list_pdf(leaf, values, press).data)
    return ()


def record(options: Options, run: NewRun) -> Path:
    """Write a run's record and return its path; a file of that name is never written over."""
    folder = options.project / SOURCE / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{run.id}.yml"
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(run.text())
    return path


@dataclass(frozen=True)
class Tally:
    """What `wardbook reconcile` is asked for: which numbers, the list of what became of them, and where results go."""

    issued: str
    entries: Path
    csv: Path | None = None
    pdf: Path | None = None


def reconcile_forms(options: Options, tally: Tally) -> int:
    """`wardbook reconcile`: every issued number accounted for. Exit status 1 while anything is open."""
    progress = Progress(sys.stderr, options.ui_language)
    books, checked, loaded = load_books(options)
    project = loaded.project
    if project is None or not books:
        return stopped(options, loaded, checked)
    try:
        _keep_lists(options, tally)
        groups = tuple(_groups(project, tally.issued, options.ui_language))
        listed = _text(tally.entries)
    except Refused as refused:
        progress.say(refused.key, **refused.values)
        return WRONG_USE
    _say_columns(listed, progress)
    account = reconcile(groups, *read_entries(listed))
    sys.stdout.write(account_text(account, options.ui_language))
    if tally.csv:
        tally.csv.write_text(account_csv(account, options.ui_language), encoding="utf-8-sig", newline="")
        progress.say("written", path=tally.csv)
    if tally.pdf:
        tally.pdf.write_bytes(_account_pdf(options, books, account, tally))
        progress.say("written", path=tally.pdf)
    return FOUND if account.open else OK


def _say_columns(listed: str, progress: Progress) -> None:
    """What a list's headings leave out, said before its account: a column that nobody knows, and that no state is given."""
    head = headings(listed)
    named = zip(head.names, head.written, strict=False)
    unknown = [cell.strip() for name, cell in named if cell.strip() and not name and not is_figures(cell)]
    if unknown:
        progress.say("reconcile_unknown_columns", columns=", ".join(unknown))
    if "state" not in head.names:
        progress.say("reconcile_no_states")


def _keep_lists(options: Options, tally: Tally) -> None:
    """Raises `Refused` when a result would be written over what somebody wrote down, or into the plan."""
    lists = {tally.entries.resolve(), Path(tally.issued).resolve()}
    for path in (tally.csv, tally.pdf):
        if path and path.resolve() in lists:
            raise Refused("reconcile_own_list", {"path": path})
        if path and options.in_plan(path):
            raise Refused("not_in_plan", {"file": path})


def _text(path: Path) -> str:
    if not path.is_file():
        raise Refused("reconcile_no_file", {"path": path})
    text = decoded(path.read_bytes())
    if text is None:
        raise Refused("reconcile_encoding", {"path": path})
    return text


def _groups(project: Project, issued: str, language: str) -> Iterator[Group]:
    """The numbers that must be accounted for: all records but those of drills, those of drills, some of them by id, or the
    ranges of a file."""
    if Path(issued).suffix:
        ranges = list(_ranges(project, Path(issued), language))
        if not ranges:
            raise Refused("reconcile_no_ranges", {"path": issued})
        yield from ranges
        return
    known = {**project.runs, **project.pads}
    every = {
        _ALL: [id for id in known if not (id in project.runs and project.runs[id].drill)],
        _DRILLS: [id for id in project.runs if project.runs[id].drill],
    }
    wanted = every.get(issued, [id.strip() for id in issued.split(",") if id.strip()])
    if not wanted:
        raise Refused("reconcile_no_records", {"folder": f"{SOURCE}/{FOLDER}"})
    for id in wanted:
        if id in project.runs:
            group = of_run(project, project.runs[id], language)
            if group is None:
                raise Refused("reconcile_gone", {"run": id})
            yield group
        elif id in project.pads:
            yield of_pad(project, project.pads[id], language)
        else:
            raise Refused("reconcile_no_run", {"run": id, "near": _near(id, known)})


def _ranges(project: Project, path: Path, language: str) -> Iterator[Group]:
    """Ranges that were handed out, first and last number a line, out of the recorded runs and pads."""
    whole = [group for run in project.runs.values() if (group := of_run(project, run, language))]
    places = places_of([*whole, *(of_pad(project, pad, language) for pad in project.pads.values())])
    for line, _, cells in table(_text(path)):
        if cells is None:
            raise Refused("reconcile_no_table", {"path": path, "line": line})
        first, last = (*(cell.strip() for cell in cells), "", "")[:2]
        if found := part(places, first, last or first):
            yield found
        elif line > 1 or any(letter.isdigit() for letter in first):
            raise Refused("reconcile_no_range", {"path": path, "line": line, "first": first, "last": last or first})


def _account_pdf(options: Options, books: Sequence[Book], account: Account, tally: Tally) -> bytes:
    """The account as a list to sign."""
    book = next((book for book in books if book.language == options.ui_language), books[0])
    press = press_for(options, book, book.language)
    from generator.render.desk import Leaf, list_pdf

    leaf = Leaf(
        "print/account.html", "account", press.shop.word("account_title"), book.organisation, f"{tally.entries.name}"
    )
    return list_pdf(leaf, {"a": account, "source": tally.entries.name, "issued": tally.issued}, press).data
