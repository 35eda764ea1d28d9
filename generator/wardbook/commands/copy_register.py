"""`wardbook copies`: which printed copies are current; `copies received`: what was handed out;
`copies lost`: what nobody finds any more; `copies found`: what turned up again."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import product
from pathlib import Path

from wardbook.commands.copy_losses import Find, Loss, found, lost
from wardbook.commands.copy_receipts import Receipt, received
from wardbook.commands.list_files import PlanList, find_list
from wardbook.commands.names import edition_of_copies, near
from wardbook.commands.workspace import OpenedPlan, Refused, Workspace
from wardbook.editions.copy_standing import standings
from wardbook.options import OK, Options
from wardbook.plan.copy_numbers import copy_numbers, said_as
from wardbook.plan.data import Data
from wardbook.plan.model.copies import PaperCopy
from wardbook.plan.plan_files import proof, put
from wardbook.plan.project import Project
from wardbook.plan.successors import successors
from wardbook.plan.yaml_edit import Manner, commented, rewrite
from wardbook.report.copies_text import copies_json, copies_text
from wardbook.spreadsheets.columns import keys
from wardbook.spreadsheets.worksheets import read_sheets

_COPIES = "copies"
_Step = Callable[[Sequence[Data]], list[Data]]
"""What is done with the entries of the register."""


def show_copies(options: Options, today: datetime.date) -> int:
    """Write how each registered copy stands to the last edition. Raises Refused where none was
    issued."""
    project = Workspace(options).open_sound().project
    edition_of_copies(project)
    now = standings(project)
    if options.form == "json":
        sys.stdout.write(copies_json(now, today))
    else:
        sys.stdout.write(copies_text(now, today, options.ui_language))
    return OK


def record_receipts(options: Options, receipts: Sequence[Receipt]) -> int:
    """Write into the copy register which edition copies hold now, all or none.

    Raises Refused for a copy or an edition that there is not."""
    space = Workspace(options)
    with space.writing():
        plan = _open(space)
        _refuse_unknown(receipts, plan.project)
        noted = _noted(find_list(space, _COPIES, plan.project))
        steps = []
        for receipt in receipts:
            manual = _manual_now(plan.project, receipt)
            steps.append(partial(received, receipt=receipt, manual=manual, noted=noted))
        file = _rewrite(space, plan, steps)
    space.say("copies_received", count=_copies_of(receipts, plan.project), file=file)
    return OK


def _copies_of(receipts: Sequence[Receipt], project: Project) -> int:
    """How many copies return slips are of: those whose numbers they say, else all of the entry."""
    whole: set[str] = set()
    some: set[tuple[str, int]] = set()
    for receipt in receipts:
        if receipt.numbers:
            some.update(product((receipt.copy,), copy_numbers(receipt.numbers)))
        else:
            whole.add(receipt.copy)
    count = 0
    for id in whole:
        count += project.copies[id].count
    for id, _ in some:
        count += id not in whole
    return count


def record_loss(options: Options, loss: Loss) -> int:
    """Write into the copy register that copies of an entry are lost.

    Raises Refused for a copy that there is not, and for more than are left."""
    space = Workspace(options)
    with space.writing():
        plan = _open(space)
        _refuse_unknown_copy(loss.copy, plan.project)
        copy = plan.project.copies[loss.copy]
        _refuse_number_elsewhere(copy, loss.number, plan.project)
        _refuse_loss(loss, copy)
        edition = str(copy.edition or "")
        file = _rewrite(space, plan, [partial(lost, loss=loss, edition=edition)])
    space.say("copies_lost", copy=loss.copy, count=loss.count, file=file)
    return OK


def record_find(options: Options, find: Find) -> int:
    """Write into the copy register that lost copies of an entry were found.

    Raises Refused for a copy that there is not, and for one of which no loss is open."""
    space = Workspace(options)
    with space.writing():
        plan = _open(space)
        _refuse_unknown_copy(find.copy, plan.project)
        file = _rewrite(space, plan, [partial(found, find=find)])
    count = len(copy_numbers(find.number)) or find.count
    space.say("copies_found", copy=find.copy, count=count, file=file)
    return OK


def _refuse_loss(loss: Loss, copy: PaperCopy) -> None:
    """Raises Refused for more copies than are left, and for numbers that can't be lost."""
    left = copy.count - sum(one.count for one in copy.missed)
    if loss.count > left:
        raise Refused("copies_lost_already", copy=loss.copy, count=left)
    own = copy_numbers(str(copy.number or ""))
    if loss.number and len(own) == copy.count:
        _refuse_lost_numbers(loss, copy, own)


def _refuse_lost_numbers(loss: Loss, copy: PaperCopy, own: Sequence[int]) -> None:
    """Raises Refused for a number that is not among the entry's `own`, and one that is lost
    already."""
    wanted = copy_numbers(loss.number)
    if len(wanted) != loss.count or not {*wanted} <= {*own}:
        has = said_as(own, str(copy.number))
        raise Refused("copies_strange_numbers", copy=loss.copy, numbers=loss.number, has=has)
    _refuse_lost_again(loss, copy)


def _refuse_lost_again(loss: Loss, copy: PaperCopy) -> None:
    wanted = set(copy_numbers(loss.number))
    for one in copy.missed:
        if wanted & {*copy_numbers(str(one.number or ""))}:
            day = one.date.isoformat()
            raise Refused("copies_lost_number", copy=loss.copy, numbers=loss.number, date=day)


def _refuse_number_elsewhere(copy: PaperCopy, said: str, project: Project) -> None:
    """Raises Refused for numbers that another entry of the same manual has, as after a slip of some
    copies of an entry."""
    own, wanted = copy_numbers(str(copy.number or "")), set(copy_numbers(said))
    strange = wanted - set(own)
    for other in project.copies.values():
        is_like = (other.manual, other.language) == (copy.manual, copy.language)
        if strange and is_like and strange <= {*copy_numbers(str(other.number or ""))}:
            numbers, has = said_as(strange, said), str(copy.number or "–")
            raise Refused(
                "copies_number_elsewhere", copy=copy.id, has=has, numbers=numbers, other=other.id
            )


def _open(space: Workspace) -> OpenedPlan:
    """The plan, whatever was found in it. Raises Stopped where there is none, or no register that
    can be read: the marks of a merge may stand in it."""
    plan = space.open()
    if plan.loaded.project is None or find_list(space, _COPIES, plan.project) is None:
        space.stop(plan)
    return plan


def _rewrite(space: Workspace, plan: OpenedPlan, steps: Iterable[_Step]) -> str:
    """Write the register as it is after each step; the file's name."""
    register = find_list(space, _COPIES, plan.project)
    if register is None:
        space.stop(plan)
    entries: list[Data] = list(register.entries)
    for step in steps:
        entries = step(entries)
    manner = Manner(keys(PaperCopy), frozenset({"count"}))
    text = register.file.mark + rewrite(register.file.text, register.entries, entries, manner)
    problems = proof(register.file, text, entries, len(entries))
    space.stop_for(problems, {register.file.name: text})
    put(register.file, text)
    return register.file.name


def receipts_in(file: Path) -> tuple[Receipt, ...]:
    """The return slips of a CSV or XLSX with the columns id, edition and date. Raises Refused for
    a file without them or with a row that is none."""
    rows = read_sheets(file)[0].rows
    places = _columns(rows[0] if rows else ())
    if not {"id", "edition", "date"} <= set(places):
        raise Refused("copies_no_slips", file=file, line=1)
    found = []
    for number, row in enumerate(rows[1:], 2):
        cells = {name: str(row[at]).strip() for name, at in places.items() if at < len(row)}
        if not any(cells.values()):
            continue
        try:
            day = datetime.date.fromisoformat(cells["date"])
        except (KeyError, ValueError):
            raise Refused("copies_no_slips", file=file, line=number) from None
        said = (cells.get("by", ""), cells.get("numbers", ""))
        found.append(Receipt(cells["id"], cells["edition"], day, *said))
    return tuple(found)


def _columns(head: Iterable[object]) -> dict[str, int]:
    """Where each known column of a list of slips stands."""
    found: dict[str, int] = {}
    for place, cell in enumerate(head):
        name = str(cell).strip().casefold()
        if name in ("id", "edition", "date", "by", "numbers"):
            found.setdefault(name, place)
    return found


def _refuse_unknown(receipts: Sequence[Receipt], project: Project) -> None:
    edition_of_copies(project)
    editions = [edition.id for edition in project.editions]
    for receipt in receipts:
        _refuse_unknown_copy(receipt.copy, project)
        _refuse_number_elsewhere(project.copies[receipt.copy], receipt.numbers, project)
        if receipt.edition not in editions:
            known = ", ".join(editions)
            raise Refused("no_edition", edition=receipt.edition, known=known)


def _refuse_unknown_copy(copy: str, project: Project) -> None:
    if copy not in project.copies:
        raise Refused("copies_no_copy", copy=copy, near=near(copy, project.copies))


def _manual_now(project: Project, receipt: Receipt) -> str:
    """The manual that a copy is of since its department got another id or became part of another;
    empty where it is of the same: so it is where the edition on the slip still had that manual.
    Raises Refused where the department was split: the entry must say first which part's it is; and
    for an edition that has no such manual, which nobody can have filed."""
    copy = project.copies[receipt.copy]
    (edition,) = (one for one in project.editions if one.id == receipt.edition)
    if edition.has_manual(copy.manual, copy.language):
        return ""
    parts = successors(project, str(copy.manual))
    names = [str(one.id) for one in parts]
    if edition.manuals and not any(edition.has_manual(one, copy.language) for one in names):
        raise Refused(
            "copies_no_manual",
            copy=receipt.copy,
            edition=receipt.edition,
            manual=copy.manual,
            language=copy.language,
        )
    if len(parts) > 1:
        raise Refused("copies_split", copy=receipt.copy, manuals=", ".join(names))
    return names[0] if names else ""


def _noted(register: PlanList | None) -> frozenset[str]:
    """Ids of entries beside which somebody wrote a comment."""
    if register is None:
        return frozenset()
    found = []
    for place in commented(register.file.text, register.entries):
        entry = register.entries[place]
        if isinstance(entry, dict):
            found.append(str(entry.get("id")))
    return frozenset(found)
