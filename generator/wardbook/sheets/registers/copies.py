"""The copy register: where each printed manual lies, who keeps it, which edition it holds."""

from __future__ import annotations

from wardbook.plan.model.copies import COMPLETE_PLAN, PaperCopy
from wardbook.sheets.kinds import SheetKind
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.making import maker_of_one, the_sheet
from wardbook.sheets.sheet import Sheet
from wardbook.sheets.view import view


@view("CopyRow")
class CopyRow:
    """Printed copies of one manual in one place.

    `edition` is empty when they are not handed out yet.
    """

    id: str
    manual: str
    language: str
    count: str
    number: str
    where: str
    """The department that keeps them."""
    place: str
    holder: str
    edition: str
    checked: str
    note: str


@view("CopiesView")
class CopiesView:
    """The copy register; `total` says in words how many copies there are."""

    title: str
    total: str
    rows: tuple[CopyRow, ...]


def copies_sheet(localizer: Localizer) -> Sheet | None:
    """Every registered copy, in the order of the file; None without any."""
    copies = tuple(localizer.project.copies.values())
    if not copies:
        return None
    rows = tuple(_row(localizer, copy) for copy in copies)
    places = {(row.where, row.place) for row in rows}
    count = sum(copy.count for copy in copies)
    total = localizer.say("copies_total", count=count, places=len(places))
    title = localizer.say("title_copies")
    view = CopiesView(title, total, rows)
    return the_sheet(localizer, SheetKind.COPIES, title, view, source=copies[0].at)


def _row(localizer: Localizer, copy: PaperCopy) -> CopyRow:
    """A copy; what it does not say of place and holder is that of its keeper's box, of a leaf where
    it hangs."""
    department = localizer.project.keeper_of(copy)
    where, place, holder = "", copy.place, copy.holder
    if department:
        where = localizer.words(department.name)
        if not department.in_scope and department.id == copy.manual:
            place = place or department.posted
        elif department.box:
            place = place or department.box.place
            holder = holder or department.box.key
    return CopyRow(
        id=str(copy.id),
        manual=_manual(localizer, copy),
        language=localizer.phrases.get(f"language_{copy.language}", str(copy.language)),
        count=str(copy.count),
        number=str(copy.number or ""),
        where=where,
        place=localizer.words(place),
        holder=localizer.name(holder),
        edition=str(copy.edition or ""),
        checked=localizer.day(copy.checked),
        note=_note(localizer, copy),
    )


def _note(localizer: Localizer, copy: PaperCopy) -> str:
    """What is noted of copies, and how many of them are lost."""
    notes = [localizer.words(copy.note)]
    for lost in copy.missed:
        notes.append(localizer.say("copies_lost", count=lost.count, date=localizer.day(lost.date)))
    return localizer.say("list_join").join(filter(None, notes))


def _manual(localizer: Localizer, copy: PaperCopy) -> str:
    """What is printed: a department's manual by its name, else the complete plan."""
    department = localizer.project.departments.get(str(copy.manual))
    if department is None or copy.manual == COMPLETE_PLAN:
        return localizer.say("copies_complete")
    return localizer.words(department.name)


MAKER = maker_of_one(SheetKind.COPIES, copies_sheet)
