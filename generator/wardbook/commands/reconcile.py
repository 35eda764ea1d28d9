"""`wardbook reconcile`: every issued number accounted for by a list of what became of it."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from wardbook.checks import Checked
from wardbook.commands.forms_print import PrintRefused, near
from wardbook.commands.pipeline import load_books, stopped
from wardbook.commands.print_run import press_for
from wardbook.findings import Finding, Mark, error
from wardbook.folders import SOURCE
from wardbook.options import FOUND, OK, WRONG_USE, Options
from wardbook.plan.project import Project
from wardbook.plan.registries import PADS
from wardbook.report.account import account_csv, account_text
from wardbook.report.formats import write_findings
from wardbook.report.progress import Progress
from wardbook.safe_write import replace_file
from wardbook.serials.entries import Listing, Malformed, read_entries
from wardbook.serials.issued import IssuedNumbers, of_pad, of_run, part, places_of
from wardbook.serials.reconciliation import Account, reconcile
from wardbook.serials.runs import FOLDER
from wardbook.serials.tables import Row, decoded, rows
from wardbook.sheets.book import Book
from wardbook.spreadsheets.worksheets import read_sheet

_ALL, _DRILLS = "all", "drills"
_BYTES_MOST = 10_000_000
"""Of a list: a hundred thousand forms take a third of it."""
_BROKEN_SHOWN = 20
"""Open quotation marks that are shown as findings; all of them stand in the account."""


@dataclass(frozen=True)
class Tally:
    """What `wardbook reconcile` is asked for: which numbers, the list of what became of them, which of its columns
    need no comparing, and where results go."""

    issued: str
    entries: Path
    csv: Path | None = None
    pdf: Path | None = None
    not_compared: tuple[str, ...] = ()


def reconcile_forms(options: Options, tally: Tally) -> int:
    """`wardbook reconcile`: every issued number accounted for. Exit status 1 while anything is open."""
    progress = Progress(sys.stderr, options.ui_language)
    books, checked, loaded = load_books(options)
    project = loaded.project
    if project is None or not books:
        return stopped(options, loaded, checked)
    try:
        _keep_lists(options, tally)
        _keep_whole(tally, loaded.unread)
        groups = tuple(_groups(project, tally.issued, options))
        table, unread = _rows(tally.entries, options)
        listing = _listing(tally, table, unread)
    except PrintRefused as refused:
        progress.say(refused.key, **refused.values)
        return WRONG_USE
    _say_what_is_broken(options, tally, table)
    if not listing.has_states:
        progress.say("reconcile_no_states")
    account = reconcile(groups, listing)
    sys.stdout.write(account_text(account, options.ui_language))
    if tally.csv:
        text = account_csv(account, options.ui_language)
        replace_file(tally.csv, text.encode("utf-8-sig"))
        progress.say("written", path=tally.csv)
    if tally.pdf:
        replace_file(tally.pdf, _account_pdf(options, books, account, tally))
        progress.say("written", path=tally.pdf)
    return FOUND if account.open else OK


def _listing(tally: Tally, table: Sequence[Row], unread: Sequence[Malformed]) -> Listing:
    """The list, read. Raises `Refused` when a column that is not to be compared is not there."""
    listing = read_entries(table, tally.not_compared)
    if listing.unmatched:
        named = [cell.strip() for cell in listing.headings.written if cell.strip()]
        known = ", ".join(named) or "–"
        raise PrintRefused("reconcile_no_column", {"column": listing.unmatched[0], "known": known})
    return replace(listing, malformed=(*unread, *listing.malformed))


def _say_what_is_broken(options: Options, tally: Tally, table: Sequence[Row]) -> None:
    """Open quotation marks as findings, at their cells."""
    file = tally.entries.as_posix()
    found: list[Finding] = []
    for row in table:
        if row.broken == "unreadable" and len(found) < _BROKEN_SHOWN:
            found.append(error("F870", Mark(file, row.line, row.column)))
    if found:
        write_findings(Checked(tuple(found), ()), {}, "text", options.ui_language, sys.stderr)


def _keep_lists(options: Options, tally: Tally) -> None:
    """Raises `Refused` when a result would be written over what somebody wrote down, or into the plan."""
    lists = {tally.entries.resolve(), Path(tally.issued).resolve()}
    for path in (tally.csv, tally.pdf):
        if path and path.resolve() in lists:
            raise PrintRefused("reconcile_own_list", {"path": path})
        if path and options.in_plan(path):
            raise PrintRefused("not_in_plan", {"file": path})


def _keep_whole(tally: Tally, unread: Collection[tuple[str, str]]) -> None:
    """Raises `Refused` when all of something is asked for and some of it can't be read."""
    if tally.issued not in (_ALL, _DRILLS):
        return
    for kind, id in sorted(unread):
        if kind == "run":
            raise PrintRefused("reconcile_lost_record", {"file": f"{SOURCE}/{FOLDER}/{id}.yml"})
        if kind == "pad":
            raise PrintRefused("reconcile_lost_record", {"file": f"{SOURCE}/{PADS}"})


def _rows(path: Path, options: Options) -> tuple[list[Row], list[Malformed]]:
    """The lines of a list, CSV or XLSX, and cells of a workbook that show no value. Raises `Refused`."""
    if not path.is_file():
        raise PrintRefused("reconcile_no_file", {"path": path})
    if path.suffix.lower() == ".xlsx":
        return _rows_of_workbook(path, options)
    if path.stat().st_size > _BYTES_MOST:
        values = {"path": path, "megabytes": _BYTES_MOST // 1_000_000}
        raise PrintRefused("reconcile_too_large", values)
    data = path.read_bytes()
    text = None if data.startswith(b"PK\x03\x04") else decoded(data)
    if text is None:
        raise PrintRefused("reconcile_encoding", {"path": path})
    return list(rows(text)), []


def _rows_of_workbook(path: Path, options: Options) -> tuple[list[Row], list[Malformed]]:
    sheet = read_sheet(path, "")
    found = [Row(row[0].mark.line, " | ".join(row), tuple(map(str, row))) for row in sheet.rows]
    if sheet.findings:
        sources = {sheet.file: sheet.text}
        write_findings(
            Checked(sheet.findings, ()), sources, "text", options.ui_language, sys.stderr
        )
    if sheet.findings and not found:
        raise PrintRefused("reconcile_no_rows", {"path": path})
    unread: list[Malformed] = []
    for finding in sheet.findings:
        if finding.marks and finding.marks[0].line:
            mark = finding.marks[0]
            unread.append(Malformed(mark.line, "", "no_value", mark.column))
    return found, unread


def _groups(project: Project, issued: str, options: Options) -> Iterator[IssuedNumbers]:
    """The numbers that must be accounted for: all records but those of drills, those of drills, some of them by id, or the
    ranges of a file."""
    language = options.ui_language
    if Path(issued).suffix:
        ranges = list(_ranges(project, Path(issued), options))
        if not ranges:
            raise PrintRefused("reconcile_no_ranges", {"path": issued})
        yield from ranges
        return
    known = {**project.runs, **project.pads}
    wanted = _wanted(project, issued)
    if not wanted:
        raise PrintRefused("reconcile_no_records", {"folder": f"{SOURCE}/{FOLDER}"})
    for id in wanted:
        if id in project.runs:
            group = of_run(project, project.runs[id], language)
            if group is None:
                raise PrintRefused("reconcile_gone", {"run": id})
            yield group
        elif id in project.pads:
            yield of_pad(project, project.pads[id], language)
        else:
            raise PrintRefused("reconcile_no_run", {"run": id, "near": near(id, known)})


def _wanted(project: Project, issued: str) -> list[str]:
    """Ids of runs and pads that are meant by `all`, by `drills`, or one by one."""
    drills = [id for id, run in project.runs.items() if run.drill]
    if issued == _DRILLS:
        return drills
    if issued == _ALL:
        return [id for id in (*project.runs, *project.pads) if id not in drills]
    return [id.strip() for id in issued.split(",") if id.strip()]


def _ranges(project: Project, path: Path, options: Options) -> Iterator[IssuedNumbers]:
    """Ranges that were handed out, first and last number a line, out of the recorded runs and pads."""
    language = options.ui_language
    whole = [group for run in project.runs.values() if (group := of_run(project, run, language))]
    places = places_of([*whole, *(of_pad(project, pad, language) for pad in project.pads.values())])
    for row in _rows(path, options)[0]:
        if row.broken:
            key = "reconcile_no_table" if row.broken == "unreadable" else "reconcile_too_long"
            raise PrintRefused(key, {"path": path, "line": row.line, "column": row.column})
        first, last = (*(cell.strip() for cell in row.cells), "", "")[:2]
        if found := part(places, first, last or first):
            yield found
        elif row.line > 1 or any(letter.isdigit() for letter in first):
            values = {"path": path, "line": row.line, "first": first, "last": last or first}
            raise PrintRefused("reconcile_no_range", values)


def _account_pdf(options: Options, books: Sequence[Book], account: Account, tally: Tally) -> bytes:
    """The account as a list to sign."""
    book = books[0]
    for other in books:
        if other.language == options.ui_language:
            book = other
    press = press_for(options, book, book.language)
    from wardbook.pdf.numbered.desk import Leaf, list_pdf

    title = press.shop.word("account_title")
    leaf = Leaf("print/account.html", "account", title, book.organisation, tally.entries.name)
    values = {"a": account, "source": tally.entries.name, "issued": tally.issued}
    return list_pdf(leaf, values, press).data
