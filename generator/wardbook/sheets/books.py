"""The books of a project: what one audience sees of it, in one book for each language."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from wardbook.findings import Mark
from wardbook.plan.data import Scalar
from wardbook.plan.former_ids import became
from wardbook.plan.model.links import ContactLink
from wardbook.plan.model.plan import Plan
from wardbook.plan.model.registries import Department
from wardbook.plan.project import Project
from wardbook.rules.coverage import Standing, coverage
from wardbook.sheets import sheet_ids
from wardbook.sheets.audience import for_audience, narrower
from wardbook.sheets.book import Book, DepartmentPage, Home, PlanPage, Published, Tile
from wardbook.sheets.check_words import CheckWord, followed, issued_words, words_of
from wardbook.sheets.command.outage_clock import outage_clock
from wardbook.sheets.departments.gaps import gap_of
from wardbook.sheets.kinds import SheetKind
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.localizers import localizer_for
from wardbook.sheets.making import SheetSources
from wardbook.sheets.manuals import Manual, department_manual, plan_manual
from wardbook.sheets.named_things import named_things
from wardbook.sheets.plan.signing import SignRow
from wardbook.sheets.plan_facts import in_order
from wardbook.sheets.procedures.cards import Dial, desk_dial
from wardbook.sheets.sheet import MUL, Sheet, Stamp, Stamped, fingerprint, short_fingerprint
from wardbook.sheets.sheet_set import DepartmentSheets, SheetSet, make_sheets
from wardbook.sheets.telephone import with_grouped_numbers
from wardbook.sheets.units import gathered_sheet
from wardbook.sheets.volumes import volumes

WALL = "posted"
"""Cards hang on walls: they never show more than this audience may see."""


def books(project: Project, audience: str, languages: tuple[str, ...] = ()) -> tuple[Book, ...]:
    """A book for each of `languages` (default: all of the project)."""
    # Asked of the whole plan: a procedure that is withheld is no gap
    gaps = frozenset(str(one.id) for one in project.without_procedure)
    made: list[Book] = []
    for sources in sheet_sources(project, audience, languages):
        book = _book(sources, gaps)
        made.append(replace(book, published=_published(sources.localizer)))
    return tuple(made)


def sheet_sources(
    project: Project, audience: str, languages: tuple[str, ...] = ()
) -> Iterator[SheetSources]:
    """What the sheets of each of `languages` (default: all of the project) are made from."""
    visible = with_grouped_numbers(for_audience(project, audience))
    wall = with_grouped_numbers(for_audience(project, narrower(audience, WALL)))
    rules = tuple(_rules(project, visible))
    of_forms = tuple(localizer_for(visible, code) for code in visible.form_languages)
    for language in languages or project.languages:
        on_wall = localizer_for(wall, language)
        localizer = replace(localizer_for(visible, language), carded=on_wall.carded)
        yield SheetSources(localizer, on_wall, of_forms, rules)


def _rules(project: Project, visible: Project) -> Iterator[Standing]:
    """How the whole plan stands to the rules of the packs that the audience may see."""
    hidden = set(project.packs) - set(visible.packs)
    if project.editions and _is_draft(project):
        # What an edition must have is asked of the draft of the next one, too: else the annex would
        # change with the first edit
        status = Scalar("issued", project.site.at)
        project = replace(project, site=project.site.model_copy(update={"status": status}))
    for standing in coverage(project, project.site.edition.date):
        if str(standing.pack.id) not in hidden:
            yield standing


def _book(sources: SheetSources, gaps: frozenset[str]) -> Book:
    """The book of one language. `gaps`: departments that have no procedure."""
    localizer, form_localizer = sources.localizer, sources.form_localizers[0]
    project = localizer.project
    content = make_sheets(sources)
    sheets = stamped_sheets(sources, content)
    manuals = tuple(_manuals(localizer, content))
    departments = tuple(_departments(localizer, content, gaps))
    units = _units(localizer, content, sheets, manuals)
    return Book(
        language=localizer.language,
        languages=tuple(_language_names(project)),
        audience=project.audience,
        title=localizer.words(project.site.title),
        organisation=localizer.words(project.site.organisation),
        layers=project.site.layers,
        edition=edition_words(localizer),
        date=project.site.edition.date.isoformat(),
        form_language=project.form_languages[0],
        draft=_is_draft(project),
        home=_home(localizer, sources.wall, departments),
        departments=departments,
        scenarios=tuple(map(sheet_ids.procedure_id, project.scenarios)),
        plans=tuple(_plans(localizer)),
        forms=tuple(_form_ids(content)),
        sheets=sheets,
        manuals=manuals,
        units=units,
        volumes=volumes(localizer, form_localizer, content.sheets.values()),
        clock=outage_clock(localizer) if sheet_ids.CLOCK in sheets else None,
        check_words=tuple(_check_words(project, {**sheets, **units})),
        checked_numbers=dict(_checked_numbers(localizer)),
        named_things=named_things(localizer),
    )


def _published(localizer: Localizer) -> Published:
    """How the site is published, in the words of one language."""
    site = localizer.project.site
    moved = tuple((str(one.old), str(one.new)) for one in site.moved)
    return Published(site.host or "", localizer.words(site.visitors), moved)


def _checked_numbers(localizer: Localizer) -> Iterator[tuple[str, str]]:
    """Contacts with a number that the audience may see, and when somebody last called it."""
    for contact in localizer.project.contacts.values():
        if contact.number and contact.verified:
            yield str(contact.id), localizer.day(contact.verified)


def _check_words(project: Project, sheets: Mapping[str, Stamped]) -> Iterator[CheckWord]:
    """Words of sheets, and of leaves that several share, that the project's audience may see,
    whoever else they were printed for."""
    issued = issued_words(project.editions)
    former = became((id, department.was) for id, department in project.departments.items())
    for word in followed(issued, former):
        if word.id in sheets or word.audience == project.audience:
            yield word
    yield from words_of(sheets.values(), issued, draft=_is_draft(project))


def new_words(made: Sequence[Book]) -> tuple[CheckWord, ...]:
    """The words in these books that no edition has; of a form, which stands in several, once."""
    found: dict[CheckWord, None] = {}
    for book in made:
        found |= dict.fromkeys(word for word in book.check_words if not word.edition)
    return tuple(found)


def _language_names(project: Project) -> Iterator[tuple[str, str]]:
    """Code and own name of every language of the project."""
    for code in project.languages:
        yield code, localizer_for(project, code).say("language_name")


def _form_ids(content: SheetSet) -> Iterator[str]:
    for id, sheet in content.sheets.items():
        if sheet.kind is SheetKind.FORM:
            yield id


def stamped_sheets(sources: SheetSources, content: SheetSet) -> dict[str, Stamped]:
    """Each sheet with its fingerprint and stamp."""
    sheets = {}
    for id, sheet in content.sheets.items():
        sheets[id] = stamped(sources.localizer, sources.form_localizers[0], sheet)
    return sheets


def _units(
    localizer: Localizer,
    content: SheetSet,
    sheets: Mapping[str, Stamped],
    manuals: Iterable[Manual],
) -> dict[str, Stamped]:
    """The units of several sheets, and parts. Their fingerprint is made of those of their
    sheets."""
    found = {}
    for manual in manuals:
        for unit in manual.units:
            if len(unit.sheets) > 1 or unit.part:
                whole = gathered_sheet(localizer, unit, content.sheets)
                parts = "".join(sheets[id].fingerprint for id in unit.sheets)
                full = hashlib.sha256(parts.encode()).hexdigest()
                stamp = _stamp(localizer, full)
                found[unit.id] = Stamped(whole, full, _of_edition(localizer, whole, full, stamp))
    return found


def _manuals(localizer: Localizer, content: SheetSet) -> Iterator[Manual]:
    """The manual of each department that has one, then the complete plan."""
    edition = edition_words(localizer)
    for own in with_work(content):
        yield department_manual(localizer, content, own, edition)
    yield plan_manual(localizer, content, edition)


def edition_words(localizer: Localizer) -> str:
    """What is said of the edition as a whole: on covers, on the site."""
    site = localizer.project.site
    key = f"stamp_{site.status}"
    if _is_draft(localizer.project) and _is_issued(localizer.project, str(site.edition.id)):
        key = "stamp_after"  # the next edition has no name yet
    return localizer.say(key, id=site.edition.id, date=localizer.day(site.edition.date))


def _is_draft(project: Project) -> bool:
    return str(project.site.status) == "draft"


def _is_issued(project: Project, id: str) -> bool:
    return any(edition.id == id for edition in project.editions)


def stamped(localizer: Localizer, form_localizer: Localizer, sheet: Sheet) -> Stamped:
    """A sheet with its fingerprint and stamp.

    Forms are stamped in the forms' main language, the same in every book.
    """
    own = sheet.key.language == localizer.language
    speaker = localizer if own else form_localizer
    full = fingerprint(sheet)
    stamp = _of_edition(speaker, sheet, full, _stamp(speaker, full))
    if sheet.key.language == MUL and _has_stale(speaker.project, sheet):
        stamp = replace(stamp, edition=f"{stamp.edition} {speaker.say('stamp_stale')}")
    return Stamped(sheet, full, stamp)


def _has_stale(project: Project, sheet: Sheet) -> bool:
    """Whether a text of a form was edited in one language only. Its labels have no room for a mark
    each: the foot says it of the form."""
    return any(mark == Mark(sheet.source.file) for mark, _ in project.stale)


def _stamp(speaker: Localizer, full: str) -> Stamp:
    """What a leaf of this edition says at its foot; `full` is the fingerprint of its content."""
    site = speaker.project.site
    return Stamp(
        organisation=speaker.words(site.organisation),
        edition=edition_words(speaker),
        short=short_fingerprint(full),
        issue=str(site.edition.id),
        draft=_is_draft(speaker.project),
        until=speaker.day(site.edition.date + timedelta(days=site.review_days)),
        date=site.edition.date.isoformat(),
        address=str(site.address or ""),
    )


def _of_edition(speaker: Localizer, sheet: Sheet, full: str, stamp: Stamp) -> Stamp:
    """The stamp with the edition in which the sheet last changed: a leaf stays as it is while
    others are issued anew. The copy register is kept between editions, and says so."""
    last = speaker.project.last_edition
    if last is None:
        return stamp
    known = last.sheets.get((sheet.key.id, sheet.key.language, sheet.key.audience))
    is_as_issued = known is not None and known.fingerprint == full
    if stamp.draft:
        return replace(stamp, since=known.since) if known and is_as_issued else stamp
    if known is None or not is_as_issued:
        later = speaker.say("stamp_later", id=last.id, date=speaker.day(last.date))
        return replace(stamp, edition=later)
    day = speaker.day(date.fromisoformat(known.dated))
    words = speaker.say("stamp_issued", id=known.since, date=day)
    return replace(stamp, edition=words, issue=known.since, date=known.dated, since=known.since)


def with_work(content: SheetSet) -> Iterator[DepartmentSheets]:
    """Departments for which there is anything to do or to call: others have no manual."""
    for own in content.belongings.values():
        if _has_work(own):
            yield own


def _has_work(own: DepartmentSheets) -> bool:
    sheets = (own.card, own.procedure, own.contacts, own.back_entry)
    return any((*sheets, *own.scenarios, *own.forms))


def _home(localizer: Localizer, wall: Localizer, departments: Iterable[DepartmentPage]) -> Home:
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


def _departments(
    localizer: Localizer, content: SheetSet, gaps: frozenset[str]
) -> Iterator[DepartmentPage]:
    """A page for each department that has work; one without a procedure has a page that says
    so."""
    for own in content.belongings.values():
        department = own.department
        gap = gap_of(localizer, department) if department.id in gaps else None
        if not gap and not _has_work(own):
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
            has_manual=_has_work(own),
            say="" if department.say_to else localizer.words(department.say),
            gap=gap,
        )


def _department_names(localizer: Localizer, department: Department) -> tuple[str, ...]:
    """A department's other words and its places, by which search finds it."""
    names = list(localizer.listed(department.aliases))
    for place in department.places:
        names += [localizer.words(place.name), *localizer.listed(place.aliases)]
    return tuple(names)


def _plans(localizer: Localizer) -> Iterator[PlanPage]:
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
