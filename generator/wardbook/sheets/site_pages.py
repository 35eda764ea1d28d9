"""What pages of the site are made of besides sheets: the first page, the pages of departments and
of plans, and how the site is published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wardbook.plan.model.links import ContactLink
from wardbook.plan.model.plan import Plan
from wardbook.plan.model.registries import Department
from wardbook.sheets import sheet_ids
from wardbook.sheets.book import DepartmentPage, Home, PlanPage, Published, Tile
from wardbook.sheets.departments.gaps import gap_of
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.plan.signing import SignRow
from wardbook.sheets.plan_facts import in_order
from wardbook.sheets.procedures.cards import Dial, desk_dial
from wardbook.sheets.sheet_set import SheetSet


def published(localizer: Localizer) -> Published:
    """How the site is published, in the words of one language."""
    site = localizer.project.site
    moved = tuple((str(one.old), str(one.new)) for one in site.moved)
    return Published(site.host or "", localizer.words(site.visitors), moved)


def home_page(localizer: Localizer, wall: Localizer, departments: Iterable[DepartmentPage]) -> Home:
    """The first page; of what never waits it says what may hang on a wall."""
    return Home(
        desk=desk_dial(localizer),
        backup=_dial_of(localizer, localizer.project.site.desk_backup),
        never_waits=wall.words(localizer.project.site.never_waits),
        scenarios=tuple(_scenario_tiles(localizer)),
        departments=tuple(map(_department_tile, departments)),
        tells=_dial_of(localizer, localizer.project.site.desk),
    )


def _dial_of(localizer: Localizer, link: ContactLink | None) -> Dial | None:
    """A contact by its own name; None where it has no number that this audience may see."""
    if not link:
        return None
    contact = localizer.project.contacts.get(link.id)
    if not contact or not contact.number:
        return None
    return Dial(localizer.words(contact.name), str(contact.number))


def _scenario_tiles(localizer: Localizer) -> Iterator[Tile]:
    for scenario in localizer.project.scenarios:
        label, note = scenario.title, None
        if scenario.tile:
            label, note = scenario.tile.label, scenario.tile.note
        yield Tile(
            label=localizer.words(label),
            note=localizer.words(note),
            code=str(scenario.code),
            sheet=sheet_ids.procedure_id(scenario),
        )


def _department_tile(page: DepartmentPage) -> Tile:
    note = page.gap.title if page.gap else ""
    return Tile(label=page.name, note=note, code=page.code, sheet=f"department:{page.id}")


def department_pages(
    localizer: Localizer, content: SheetSet, gaps: frozenset[str]
) -> Iterator[DepartmentPage]:
    """A page for each department that has work; one without a procedure has a page that says
    so."""
    for own in content.belongings.values():
        department = own.department
        gap = gap_of(localizer, department) if department.id in gaps else None
        if not gap and not own.has_work:
            continue
        yield DepartmentPage(
            id=str(department.id),
            code=str(department.code),
            name=localizer.words(department.name),
            cluster=localizer.name(department.cluster),
            aliases=_department_names(localizer, department),
            card=own.card,
            procedure=own.procedure,
            contacts=own.contacts,
            back_entry=own.back_entry,
            forms=own.forms,
            scenarios=own.scenarios,
            scenario_steps=own.scenario_steps,
            fallback=own.fallback,
            box=own.box,
            has_manual=own.has_work,
            say="" if department.say_to else localizer.words(department.say),
            gap=gap,
        )


def _department_names(localizer: Localizer, department: Department) -> tuple[str, ...]:
    """A department's other words and its places, by which search finds it."""
    names = list(localizer.listed(department.aliases))
    for place in department.places:
        names += [localizer.words(place.name), *localizer.listed(place.aliases)]
    return tuple(names)


def plan_pages(localizer: Localizer) -> Iterator[PlanPage]:
    """A page for each plan."""
    for plan in in_order(localizer.project.plans):
        yield PlanPage(
            id=str(plan.id),
            code=str(plan.code),
            title=localizer.words(plan.title),
            leaf=sheet_ids.plan_id(plan),
            signoff=tuple(SignRow(localizer.name(link), "") for link in plan.signoff),
            chapters=tuple(_sheet_ids(plan, attachments=False)),
            attachments=tuple(_sheet_ids(plan, attachments=True)),
        )


def _sheet_ids(plan: Plan, *, attachments: bool) -> Iterator[str]:
    """Ids of the sheets of a plan's chapters, or of its attachments."""
    for part in plan.parts():
        if (part[0].position.attachment > 0) is attachments:
            yield sheet_ids.chapter_id(plan, part[0].chapter)
