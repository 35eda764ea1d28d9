"""Printed forms that lie in departments' boxes and no longer hold: what is taken out and destroyed
when a copy is brought up to date, and what is printed anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from wardbook.editions.copy_standing import CopyStanding, CopyState
from wardbook.editions.sheet_list import MANUALS_FOR
from wardbook.folders import SOURCE
from wardbook.plan.edition_records import IssuedEdition, IssuedSheet
from wardbook.plan.model.registries import Department
from wardbook.plan.project import Project
from wardbook.plan.reader import read
from wardbook.sheets.book import Book
from wardbook.sheets.box_papers import stock_name
from wardbook.sheets.forms.forms import FormView, title_in
from wardbook.sheets.forms.run_papers import paper_parts
from wardbook.sheets.kinds import SheetKind
from wardbook.sheets.project_localizer import localizer_for

_DEPARTMENTS = f"{SOURCE}/departments.yml"


@dataclass(frozen=True)
class VoidStock:
    """A form in a department's box whose printed stock is void: how many to print again; of one
    that was withdrawn none."""

    department: str
    code: str
    title: str
    count: int
    each: bool = False
    """Whether several places share the entry of the copy, each with a box of its own."""
    view: FormView | None = None
    """As it is printed now, on its paper; None of one that was withdrawn."""

    @property
    def withdrawn(self) -> bool:
        """Whether nothing takes its place."""
        return not self.count


def void_stock(project: Project, book: Book, found: Sequence[CopyStanding]) -> Iterator[VoidStock]:
    """The forms of all boxes that say something else now than in the edition that their
    department's manual is of: the whole par is printed again."""
    by_department: dict[str, dict[str, VoidStock]] = {}
    for standing in found:
        department = _department(project, standing)
        if department:
            rows = by_department.setdefault(str(department.id), {})
            for void in void_of(project, book, standing):
                before = rows.get(void.code)
                rows[void.code] = replace(void, each=void.each or bool(before and before.each))
    for id in project.departments:
        yield from by_department.get(id, {}).values()


@dataclass(frozen=True)
class AnewOnStock:
    """Forms that are printed anew on one paper stock: size, colour, parts, sides. `view` is one of
    them."""

    view: FormView
    parts: int
    forms: tuple[VoidStock, ...]


def anew_by_stock(void: Sequence[VoidStock]) -> tuple[AnewOnStock, ...]:
    """What is printed anew, by what is loaded for it."""
    found: dict[str, list[VoidStock]] = {}
    parts: dict[str, int] = {}
    for one in void:
        if one.view and not one.withdrawn:
            needed = paper_parts(one.view, collated=False)
            name = stock_name(one.view, needed)
            found.setdefault(name, []).append(one)
            parts[name] = needed
    stocks = []
    for name, forms in sorted(found.items()):
        view = forms[0].view
        assert view is not None
        stocks.append(AnewOnStock(view, parts[name], tuple(forms)))
    return tuple(stocks)


def void_of(project: Project, book: Book, standing: CopyStanding) -> Iterator[VoidStock]:
    """Those in the box that a copy lies in, in its order; then what it held and is withdrawn."""
    department = _department(project, standing)
    if department is None:
        return
    name = localizer_for(project, book.language).words(department.name)
    for form, par in _void(project, department, standing):
        now = book.sheets.get(form.id)
        if now:
            title, view = title_in(now.sheet, book.language), now.sheet.content
            assert isinstance(view, FormView)
            yield VoidStock(name, now.sheet.code, title, par, standing.copy.count > 1, view)
        elif not par:
            yield VoidStock(name, form.code, form.title, 0)


def is_void(project: Project, standing: CopyStanding) -> bool:
    """Whether anything in the box that a copy lies in no longer holds."""
    department = _department(project, standing)
    return department is not None and any(_void(project, department, standing))


def _department(project: Project, standing: CopyStanding) -> Department | None:
    """The department in whose box the copy's forms lie. A copy that is lost says of none."""
    if standing.state is CopyState.LOST:
        return None
    if standing.manual:
        return project.departments.get(standing.manual.id)
    return project.departments.get(str(standing.copy.manual))


def _void(
    project: Project, department: Department, standing: CopyStanding
) -> Iterator[tuple[IssuedSheet, int]]:
    """Forms as the edition of the copy had them, each with how many are printed anew."""
    held, last = project.edition(str(standing.copy.edition)), project.last_edition
    if held is None or last is None or department.box is None:
        return
    before, now = _forms_of(held), _forms_of(last)
    for one in department.box.holds:
        id = _sheet_of(one.form.id, one.form.part)
        if id in before and id in now and before[id].fingerprint != now[id].fingerprint:
            yield before[id], one.par
    gone = before.keys() - now.keys()
    if gone:
        for id in filter(gone.__contains__, _held_before(held, department)):
            yield before[id], 0


def _forms_of(edition: IssuedEdition) -> dict[str, IssuedSheet]:
    """The sheets of forms by id, as those who print them have them."""
    forms = {}
    for sheet in edition.sheets.values():
        if sheet.kind == str(SheetKind.FORM) and sheet.audience == MANUALS_FOR:
            forms[sheet.id] = sheet
    return forms


def _held_before(held: IssuedEdition, department: Department) -> Iterator[str]:
    """Sheets of the forms that the box held in an edition, as the record's file says it."""
    names = {str(department.id), *map(str, department.was)}
    data = read(held.folder / _DEPARTMENTS, held.folder).data
    if not isinstance(data, list):
        return
    for entry in data:
        if isinstance(entry, dict) and str(entry.get("id")) in names:
            yield from _forms_in(entry.get("box"))


def _forms_in(box: object) -> Iterator[str]:
    if not isinstance(box, dict) or not isinstance(box.get("holds"), list):
        return
    for one in box["holds"]:
        if isinstance(one, dict):
            form, _, part = str(one.get("form")).removeprefix("form:").partition("/")
            yield _sheet_of(form, part)


def _sheet_of(form: str, part: str | None) -> str:
    """The sheet of a form, or of its variant."""
    return "-".join(filter(None, ("form", form, part)))
