"""The count of every box: what must lie there, with par, minimum and check word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wardbook.plan.model.box import Box
from wardbook.plan.model.registries import Department
from wardbook.sheets import sheet_ids
from wardbook.sheets.departments.boxes import form_titles, held_in
from wardbook.sheets.departments.work import form_ids_of
from wardbook.sheets.kinds import SheetKind
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.making import SheetMaker, SheetSources, the_sheet
from wardbook.sheets.sheet import Sheet, fingerprint, short_fingerprint
from wardbook.sheets.view import view


@view("ShelfRow")
class ShelfRow:
    """A sheet that must lie there.

    `word` is the check word at its foot; par and minimum are empty where none are set.
    """

    code: str
    title: str
    word: str
    par: str
    minimum: str


@view("ShelfBox")
class ShelfBox:
    """A department's box."""

    id: str
    code: str
    department: str
    place: str
    key: str
    rows: tuple[ShelfRow, ...]


@view("ShelfCheckView")
class ShelfCheckView:
    """The boxes of all departments, to be counted."""

    title: str
    intro: str
    boxes: tuple[ShelfBox, ...]


def shelf_check_sheets(sources: SheetSources) -> Iterator[Sheet]:
    """Every box with what it must hold: its card, then its forms.

    The check words of the sheets made before show which paper is stale. None without any box.
    """
    localizer = sources.localizer
    title = localizer.say("title_shelf_check")
    boxes = tuple(_boxes(localizer, sources.made))
    if not boxes:
        return
    view = ShelfCheckView(title, localizer.say("shelf_intro"), boxes)
    source = localizer.project.site.at
    yield the_sheet(localizer, SheetKind.SHELF_CHECK, title, view, source=source)


def _boxes(localizer: Localizer, sheets: Mapping[str, Sheet]) -> Iterator[ShelfBox]:
    """The boxes of all departments that have one; those that hold nothing printed are left out.

    Where a box does not say what it holds, it holds the forms that its department uses. Behind the
    boxes stand the leaves of departments without a manual.
    """
    titles = form_titles(localizer)
    for department in localizer.project.departments.values():
        if department.box is None:
            continue
        forms = form_ids_of(localizer.project, department)
        found = _shelf_rows(localizer, department, sheets=sheets, used=forms, titles=titles)
        rows = tuple(found)
        if rows:
            yield _shelf_box(localizer, department, department.box, rows)
    leaves = tuple(_loose_leaves(localizer, sheets))
    if leaves:
        title = localizer.say("shelf_leaves")
        yield ShelfBox(id="leaves", code="", department=title, place="", key="", rows=leaves)


def _loose_leaves(localizer: Localizer, sheets: Mapping[str, Sheet]) -> Iterator[ShelfRow]:
    """The leaf of each department that has no manual, with where it hangs."""
    for department in localizer.project.departments.values():
        sheet = sheets.get(sheet_ids.department_id(SheetKind.SCENARIO_STEPS, department))
        if sheet and not department.in_scope:
            parts = (sheet.title, localizer.words(department.posted))
            yield _shelf_row(sheet, " · ".join(filter(None, parts)), None)


def _shelf_box(
    localizer: Localizer, department: Department, box: Box, rows: tuple[ShelfRow, ...]
) -> ShelfBox:
    return ShelfBox(
        id=str(department.id),
        code=str(department.code),
        department=localizer.words(department.name),
        place=localizer.words(box.place),
        key=localizer.name(box.key),
        rows=rows,
    )


def _shelf_rows(
    localizer: Localizer,
    department: Department,
    *,
    sheets: Mapping[str, Sheet],
    used: tuple[str, ...],
    titles: Mapping[str, str],
) -> Iterator[ShelfRow]:
    """The department's card, then the forms in its box: those it says, else those that it uses."""
    card = sheet_ids.department_id(SheetKind.CARD, department)
    if card in sheets:
        yield _shelf_row(sheets[card], _card_title(localizer, department), None)
    held = held_in(localizer, department)
    for id in held or used:
        if id in sheets:
            yield _shelf_row(sheets[id], titles[id], held.get(id))


def _card_title(localizer: Localizer, department: Department) -> str:
    parts = (localizer.say("shelf_card"), localizer.words(department.posted))
    return " · ".join(filter(None, parts))


def _shelf_row(sheet: Sheet, title: str, counts: tuple[int, int] | None) -> ShelfRow:
    """One sheet of a box; `counts` are par and minimum."""
    par = minimum = ""
    if counts:
        par, minimum = map(str, counts)
    return ShelfRow(sheet.code, title, short_fingerprint(fingerprint(sheet)), par, minimum)


MAKER = SheetMaker((SheetKind.SHELF_CHECK,), shelf_check_sheets)
