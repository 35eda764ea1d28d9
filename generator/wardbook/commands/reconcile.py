"""`wardbook reconcile`: every issued number accounted for by a list of what became of it."""

from __future__ import annotations

import sys
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from wardbook.commands.account_lists import ListRows, is_whole, issued_numbers, rows_of_list
from wardbook.commands.workspace import Refused, Workspace
from wardbook.findings import Finding, Mark, error
from wardbook.folders import SOURCE
from wardbook.machine import PDF
from wardbook.options import FOUND, OK, Options
from wardbook.plan.project import Project
from wardbook.plan.registries import PADS
from wardbook.report.reconciliation_text import account_csv, account_text
from wardbook.safe_write import replace_file
from wardbook.serials.entries import Listing, read_entries
from wardbook.serials.list_text import Row
from wardbook.serials.reconciliation import Account, reconcile
from wardbook.serials.runs import FOLDER
from wardbook.sheets.book import Book

_BROKEN_SHOWN = 20
"""Open quotation marks that are shown as findings; all of them stand in the account."""


@dataclass(frozen=True)
class Tally:
    """What `wardbook reconcile` is asked for: which numbers, the list of what became of them, which
    of its columns need no comparing, and where results go."""

    issued: str
    entries: Path
    csv: Path | None = None
    pdf: Path | None = None
    not_compared: tuple[str, ...] = ()


def reconcile_forms(options: Options, tally: Tally) -> int:
    """Account for every issued number. Exit status 1 while anything is open."""
    space = Workspace(options)
    if tally.pdf:
        space.need(PDF)
    plan = space.open_sound()
    _keep_lists(space, tally)
    _refuse_lost(tally, plan.loaded.unread)
    groups = tuple(issued_numbers(space, plan.project, tally.issued))
    table = rows_of_list(space, tally.entries)
    listing = _listing(tally, table)
    space.show(_broken(tally, table.rows), {})
    if not listing.has_states:
        space.say("reconcile_no_states")
    account = reconcile(groups, listing)
    sys.stdout.write(account_text(account, options.ui_language))
    if tally.csv:
        text = account_csv(account, options.ui_language)
        replace_file(tally.csv, text.encode("utf-8-sig"))
        space.say("written", path=tally.csv)
    if tally.pdf:
        replace_file(tally.pdf, _account_pdf(space, plan.project, account, tally))
        space.say("written", path=tally.pdf)
    return FOUND if account.open else OK


def _keep_lists(space: Workspace, tally: Tally) -> None:
    """Raises Refused when a result would be written over what somebody wrote down, or into the
    plan."""
    lists = {tally.entries.resolve(), Path(tally.issued).resolve()}
    for path in (tally.csv, tally.pdf):
        if path is None:
            continue
        if path.resolve() in lists:
            raise Refused("reconcile_own_list", path=path)
        space.keep_out_of_plan(path)


def _refuse_lost(tally: Tally, unread: Collection[tuple[str, str]]) -> None:
    """Raises Refused when all of something is asked for and some of it can't be read."""
    if not is_whole(tally.issued):
        return
    for kind, id in sorted(unread):
        if kind == "run":
            raise Refused("reconcile_lost_record", file=f"{SOURCE}/{FOLDER}/{id}.yml")
        if kind == "pad":
            raise Refused("reconcile_lost_record", file=f"{SOURCE}/{PADS}")


def _listing(tally: Tally, table: ListRows) -> Listing:
    """The list, read. Raises Refused when a column that is not to be compared is not there."""
    listing = read_entries(table.rows, tally.not_compared)
    if listing.unmatched:
        written = map(str.strip, listing.headings.written)
        known = ", ".join(filter(None, written)) or "–"
        raise Refused("reconcile_no_column", column=listing.unmatched[0], known=known)
    compared = {at + 1 for pair in listing.pairs for at in (pair.left, pair.right)}
    unread = list(table.unread)
    for one in table.rounded:
        if one.column in compared:
            unread.append(one)
    return replace(listing, malformed=(*unread, *listing.malformed))


def _broken(tally: Tally, table: Sequence[Row]) -> list[Finding]:
    """Open quotation marks as findings, at their cells."""
    file = tally.entries.as_posix()
    found: list[Finding] = []
    for row in table:
        if row.broken == "unreadable" and len(found) < _BROKEN_SHOWN:
            found.append(error("F870", Mark(file, row.line, row.column)))
    return found


def _account_pdf(space: Workspace, project: Project, account: Account, tally: Tally) -> bytes:
    """The account as a list to sign."""
    book = _book_to_read(space, project)
    printer = space.printer(book, book.language)
    return printer.account(account, tally.entries.name, tally.issued)


def _book_to_read(space: Workspace, project: Project) -> Book:
    """The book in the user's language; the first where there is none."""
    books = space.books(project)
    for book in books:
        if book.language == space.options.ui_language:
            return book
    return books[0]
