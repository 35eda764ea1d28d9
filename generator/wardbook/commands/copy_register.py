"""`wardbook copies`: which printed copies are current; `copies received`: what was handed out."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from wardbook.commands.list_files import find_list
from wardbook.commands.names import near
from wardbook.commands.workspace import Refused, Workspace
from wardbook.editions.copy_standing import standings
from wardbook.findings import Mark
from wardbook.options import OK, Options
from wardbook.plan.data import Data, Scalar
from wardbook.plan.model.copies import PaperCopy
from wardbook.plan.plan_files import proof, put
from wardbook.plan.project import Project
from wardbook.plan.yaml_edit import Manner, rewrite
from wardbook.report.copies_text import copies_json, copies_text
from wardbook.spreadsheets.columns import keys
from wardbook.spreadsheets.worksheets import read_sheets

_COPIES = "copies"
_NOWHERE = Mark("")


@dataclass(frozen=True)
class Receipt:
    """A return slip: a copy that was brought up to date, to which edition and when."""

    copy: str
    edition: str
    date: datetime.date


def show_copies(options: Options, today: datetime.date) -> int:
    """Write how each registered copy stands to the last edition. Raises Refused where none was
    issued."""
    project = Workspace(options).open_sound().project
    if project.last_edition is None:
        raise Refused("copies_no_edition")
    found = standings(project)
    if options.form == "json":
        sys.stdout.write(copies_json(found, today))
    else:
        sys.stdout.write(copies_text(found, today, options.ui_language))
    return OK


def record_receipts(options: Options, receipts: Sequence[Receipt]) -> int:
    """Write into the copy register which edition copies hold now, all or none.

    Raises Refused for a copy or an edition that there is not."""
    space = Workspace(options)
    with space.writing():
        plan = space.open()
        if plan.loaded.project is None:
            space.stop(plan)
        _refuse_unknown(receipts, plan.project)
        found = find_list(space, _COPIES, plan.project)
        if found is None:
            space.stop(plan)
        by_copy = {receipt.copy: receipt for receipt in receipts}
        entries = [_received(entry, by_copy) for entry in found.entries]
        manner = Manner(keys(PaperCopy), frozenset({"count"}))
        text = found.file.mark + rewrite(found.file.text, found.entries, entries, manner)
        problems = proof(found.file, text, entries, len(entries))
        space.stop_for(problems, {found.file.name: text})
        put(found.file, text)
    space.say("copies_received", count=len(by_copy), file=found.file.name)
    return OK


def receipts_in(file: Path) -> tuple[Receipt, ...]:
    """The return slips of a CSV or XLSX with the columns id, edition and date. Raises Refused for
    a file without them or with a row that is none."""
    rows = read_sheets(file)[0].rows
    head = [str(cell).strip().casefold() for cell in rows[0]] if rows else []
    if not {"id", "edition", "date"} <= set(head):
        raise Refused("copies_no_slips", file=file, line=1)
    places = {name: head.index(name) for name in ("id", "edition", "date")}
    found = []
    for number, row in enumerate(rows[1:], 2):
        cells = {name: str(row[at]).strip() for name, at in places.items() if at < len(row)}
        if not any(cells.values()):
            continue
        try:
            day = datetime.date.fromisoformat(cells["date"])
        except (KeyError, ValueError):
            raise Refused("copies_no_slips", file=file, line=number) from None
        found.append(Receipt(cells["id"], cells["edition"], day))
    return tuple(found)


def _refuse_unknown(receipts: Sequence[Receipt], project: Project) -> None:
    editions = [edition.id for edition in project.editions]
    for receipt in receipts:
        if receipt.copy not in project.copies:
            known = near(receipt.copy, project.copies)
            raise Refused("copies_no_copy", copy=receipt.copy, near=known)
        if receipt.edition not in editions:
            known = ", ".join(editions) or "–"
            raise Refused("no_edition", edition=receipt.edition, known=known)


def _received(entry: Data, by_copy: Mapping[str, Receipt]) -> Data:
    """An entry of the register as it is after the receipt, if there is one for it."""
    if not isinstance(entry, dict):
        return entry
    receipt = by_copy.get(str(entry.get("id")))
    if receipt is None:
        return entry
    edition = Scalar(receipt.edition, _NOWHERE)
    checked = Scalar(receipt.date.isoformat(), _NOWHERE)
    return {**entry, "edition": edition, "checked": checked}
