"""What a manual does not hold: sheets that its leaves refer to, each with where it is kept, and
those that its chapters make needless."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wardbook.plan.model.blocks import ContactsBlock
from wardbook.sheets import sheet_ids
from wardbook.sheets.command.audits import AuditRow
from wardbook.sheets.command.call_rows import CallRow
from wardbook.sheets.forms.forms import title_in
from wardbook.sheets.kinds import Group
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.sheet import Sheet, below
from wardbook.sheets.sheet_set import SheetSet

_FEW = 6
"""Procedures of other departments that are listed one by one."""

_FEW_ROWS = 8
"""Calls or points of an audit that a short plan says as well itself."""


@dataclass(frozen=True)
class Elsewhere:
    """A sheet that is referred to but kept elsewhere. A line without code stands for many."""

    code: str
    title: str
    where: str


def kept_elsewhere(
    localizer: Localizer, sheet_set: SheetSet, here: set[str]
) -> tuple[Elsewhere, ...]:
    """What the sheets `here` refer to, by code.

    Forms are listed only where site.yml wants that; else a line says where they are.
    """
    lines: list[Elsewhere] = []
    procedures: list[Elsewhere] = []
    apart = False
    for sheet in sorted(_missing(sheet_set, here), key=_by_code):
        if _is_form(sheet) and localizer.project.site.manuals.forms == "none":
            apart = True
            continue
        title = title_in(sheet, localizer.language)
        line = Elsewhere(sheet.code, title, _keeper(localizer, sheet_set, sheet.id))
        (procedures if _is_procedure(sheet) else lines).append(line)
    lines = [*_in_short(localizer, procedures), *lines]
    if apart:
        lines.append(Elsewhere("", localizer.say("group_forms"), localizer.say("forms_apart")))
    return tuple(lines)


def _by_code(sheet: Sheet) -> tuple[object, str]:
    return sheet_ids.code_order(sheet.code), sheet.id


def _in_short(localizer: Localizer, procedures: list[Elsewhere]) -> list[Elsewhere]:
    """Procedures of departments; more than a few in a line: each is where its department is."""
    if len(procedures) <= _FEW:
        return procedures
    code = localizer.say("code_range", first=procedures[0].code, last=procedures[-1].code)
    title = localizer.say("group_procedures")
    return [Elsewhere(code, title, localizer.say("elsewhere_departments"))]


def _is_procedure(sheet: Sheet) -> bool:
    return sheet.kind.value.group is Group.PROCEDURES


def _is_form(sheet: Sheet) -> bool:
    return sheet.kind.value.group is Group.FORMS


def printed_in_chapters(sheet_set: SheetSet, here: Iterable[str]) -> set[str]:
    """Procedures whose steps stand in a chapter among the sheets `here`, by sheet id."""
    found: set[str] = set()
    for id in here:
        found |= sheet_set.printed_in[id]
    return found


def said_in_chapters(localizer: Localizer, sheet_set: SheetSet) -> frozenset[str]:
    """Sheets that would say again what a short plan's chapters say, where no department has a
    manual: all numbers, a call tree of a few calls, an audit of a few points. The site has them."""
    if sheet_set.belongings:
        return frozenset()
    said = set()
    for block in localizer.project.blocks():
        if isinstance(block, ContactsBlock) and isinstance(block.contacts, str):
            said.add(sheet_ids.CONTACTS)
    for id, row in ((sheet_ids.CALL_TREE, CallRow), (sheet_ids.AUDIT, AuditRow)):
        sheet = sheet_set.sheets.get(id)
        if sheet and sum(1 for _ in below(sheet.content, row)) < _FEW_ROWS:
            said.add(id)
    return frozenset(said)


def _missing(sheet_set: SheetSet, here: set[str]) -> Iterator[Sheet]:
    wanted: set[str] = set()
    for id in here:
        wanted.update(sheet_set.named_in[id])
    for id in wanted - here - printed_in_chapters(sheet_set, here):
        sheet = sheet_set.sheets.get(id)
        if sheet and sheet.kind.value.missed:
            yield sheet


def _keeper(localizer: Localizer, sheet_set: SheetSet, id: str) -> str:
    """Departments whose manual or box holds the sheet, else the complete plan."""
    keepers = []
    for own in sheet_set.belongings.values():
        if id in (own.procedure, own.back_entry, *own.led, *own.forms):
            keepers.append(localizer.words(own.department.name))
    return localizer.say("list_join").join(keepers) or localizer.say("elsewhere_general")
