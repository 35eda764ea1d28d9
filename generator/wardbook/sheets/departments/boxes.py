"""What a department's box holds, for its manual: each form with par and minimum.

The forms themselves are volumes of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from wardbook.plan.model.box import BoxForm
from wardbook.plan.model.form import Form, Variant
from wardbook.plan.model.registries import Department
from wardbook.plan.text import Link
from wardbook.sheets import sheet_ids
from wardbook.sheets.departments.work import form_ids_of
from wardbook.sheets.kinds import SheetKind
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.making import department_sheet
from wardbook.sheets.sheet import Sheet, Target
from wardbook.sheets.view import view


@view("BoxRow")
class BoxRow:
    """A form; par and minimum are empty where none are set, or where it is not in the box."""

    code: str
    title: str
    par: str
    minimum: str
    target: Target


@view("BoxView")
class BoxView:
    """A department's forms: those in its box, then those that it uses besides."""

    title: str
    place: str
    key: str
    held: tuple[BoxRow, ...]
    used: tuple[BoxRow, ...]
    things: tuple[str, ...] = ()
    """What else it holds of its own."""


def box_sheet(
    localizer: Localizer, department: Department, sheets: Mapping[str, Sheet]
) -> Sheet | None:
    """The sheet of a department's box; None where it holds nothing and needs no form.

    `sheets` are those made before: a form that the audience may not see is not among them.
    """
    held = held_in(localizer, department)
    chosen = _chosen(localizer, department)
    in_box = tuple(_rows(localizer, sheets, held, held))
    besides = [id for id in chosen if id not in held]
    used = tuple(_rows(localizer, sheets, besides, held))
    if not in_box and not used and not department.box:
        return None
    place = key = ""
    if department.box:
        place = localizer.words(department.box.place)
        key = localizer.name(department.box.key)
    title = localizer.say("title_box", department=localizer.words(department.name))
    view = BoxView(title, place, key, in_box, used, things_in(localizer, department))
    return department_sheet(localizer, SheetKind.BOX, department, title, view)


def things_in(localizer: Localizer, department: Department) -> tuple[str, ...]:
    """What the department's box holds besides forms, each with its number where there are
    several."""
    found: list[str] = []
    for thing in department.box.things if department.box else ():
        name = localizer.words(thing.name)
        if thing.count > 1:
            name = localizer.say("box_thing_count", name=name, count=thing.count)
        found.append(name)
    return tuple(found)


def _rows(
    localizer: Localizer,
    sheets: Mapping[str, Sheet],
    ids: Iterable[str],
    held: Mapping[str, tuple[int, int]],
) -> Iterator[BoxRow]:
    titles = form_titles(localizer)
    for id in ids:
        if id in sheets:
            par = minimum = ""
            if id in held:
                par, minimum = map(str, held[id])
            yield BoxRow(sheets[id].code, titles[id], par, minimum, Target(id))


def _chosen(localizer: Localizer, department: Department) -> Iterator[str]:
    """The forms that the department uses, with what its `manual:` adds and leaves out."""
    found = dict.fromkeys(form_ids_of(localizer.project, department))
    choice = department.manual
    if choice:
        found |= dict.fromkeys(_forms_among(localizer, choice.also))
        for id in _forms_among(localizer, choice.leave_out):
            found.pop(id, None)
    return iter(found)


def _forms_among(localizer: Localizer, links: Iterable[Link]) -> Iterator[str]:
    """The forms' sheets among what links lead to."""
    for link in links:
        if "form" in link.kinds:
            for span in localizer.spans(link):
                if span.target:
                    yield span.target.sheet


def form_titles(localizer: Localizer) -> Mapping[str, str]:
    """Titles of forms and variants in this language, by the sheet's id.

    The sheet itself carries several languages.
    """
    titles = {}
    for form in localizer.project.forms.values():
        titles[sheet_ids.form_id(form, None)] = localizer.words(form.title)
        for variant in form.variants:
            titles[sheet_ids.form_id(form, variant)] = localizer.words(variant.title)
    return titles


def held_in(localizer: Localizer, department: Department) -> Mapping[str, tuple[int, int]]:
    """Forms that the department's box holds, by the sheet's id, each with par and minimum.

    Both are as they are counted in the box: sets, and whole sheets of labels. Forms that the
    audience may not see are left out. They stand by their codes, as whoever counts them looks for
    them.
    """
    found: list[tuple[str, str, tuple[int, int]]] = []
    for line in department.box.holds if department.box else ():
        form = localizer.project.forms.get(line.form.id)
        if form:
            variant = _variant(form, line)
            counts = form.sheets_for(line.par), form.sheets_for(line.minimum)
            code = str(variant.code if variant else form.code)
            found.append((code, sheet_ids.form_id(form, variant), counts))
    found.sort(key=lambda one: sheet_ids.code_order(one[0]))
    return {id: counts for _, id, counts in found}


def _variant(form: Form, line: BoxForm) -> Variant | None:
    """The variant of the form that a line of a box means; None for the form itself."""
    for variant in form.variants:
        if variant.id == line.form.part:
            return variant
    return None
