"""Step 4 as one function: a project, an audience and a language → the book of that language."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from wardbook.plan.model.plan import Plan
from wardbook.plan.model.procedure import Procedure
from wardbook.plan.project import Project
from wardbook.rules.coverage import Standing, coverage
from wardbook.sheets import sheet_ids
from wardbook.sheets.audience import AUDIENCES, for_audience, narrower
from wardbook.sheets.book import Book, DepartmentPage, Home, PlanPage, Tile
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.manual_shapes import SignRow
from wardbook.sheets.manuals import department_manual, plan_manual
from wardbook.sheets.plan.plans import in_order
from wardbook.sheets.procedures.cards import desk_dial
from wardbook.sheets.shapes import Dial
from wardbook.sheets.sheet import Sheet, Stamp, Stamped, fingerprint, short_fingerprint
from wardbook.sheets.sheet_set import DepartmentSheets, SheetSet, shelf
from wardbook.theme import theme_roots, words

WALL = "posted"
"""Cards hang on walls: they never show more than this audience may see."""
INSIDE = "staff"
"""What a plan lacks of the rules is for those who work with it, not for the public."""


def books(project: Project, audience: str, languages: tuple[str, ...] = ()) -> tuple[Book, ...]:
    """A book for each of `languages` (default: all of the project)."""
    visible = for_audience(project, audience)
    wall = for_audience(project, narrower(audience, WALL))
    inside = AUDIENCES.index(audience) >= AUDIENCES.index(INSIDE)
    rules = _rules(project, visible) if inside else ()
    return tuple(
        _book(visible, wall, language, rules) for language in languages or project.languages
    )


def _rules(project: Project, visible: Project) -> tuple[Standing, ...]:
    """How the whole plan stands to the rules of the packs that the audience may see."""
    hidden = set(project.packs) - set(visible.packs)
    standings = coverage(project, project.site.edition.date)
    return tuple(standing for standing in standings if str(standing.pack.id) not in hidden)


def localizer_for(project: Project, language: str) -> Localizer:
    """The localizer of one language, with the theme's phrases."""
    phrases = words(theme_roots(Path(project.root), str(project.site.kind)), "phrases", language)
    return Localizer(project, language, phrases, _carded(project))


def _carded(project: Project) -> frozenset[str]:
    """Departments that have a card: those in scope with a procedure."""
    own = {
        procedure.department.id for procedure in project.procedures.values() if procedure.department
    }
    return frozenset(
        id for id, department in project.departments.items() if department.in_scope and id in own
    )


def _book(project: Project, wall: Project, language: str, rules: tuple[Standing, ...]) -> Book:
    wall_lens = localizer_for(wall, language)
    localizer = replace(localizer_for(project, language), carded=wall_lens.carded)
    forms = tuple(localizer_for(project, form_language) for form_language in project.form_languages)
    content = shelf(localizer, wall_lens, forms, rules)
    edition = edition_words(localizer)
    manuals = [
        department_manual(localizer, content, own, edition) for own in content.belongings.values()
    ]
    return Book(
        language=language,
        languages=tuple(
            (code, localizer_for(project, code).say("language_name")) for code in project.languages
        ),
        audience=project.audience,
        title=localizer.words(project.site.title),
        organisation=localizer.words(project.site.organisation),
        kind=str(project.site.kind),
        edition=edition,
        date=project.site.edition.date.isoformat(),
        form_language=project.form_languages[0],
        draft=str(project.site.status) == "draft",
        home=_home(localizer, wall_lens, content),
        departments=tuple(_department(localizer, own) for own in content.belongings.values()),
        scenarios=tuple(sheet_ids.procedure_id(procedure) for procedure in project.scenarios),
        plans=tuple(_plan(localizer, plan) for plan in in_order(project.plans)),
        forms=tuple(sheet.id for sheet in content.sheets.values() if sheet.id.startswith("form-")),
        sheets={id: stamped(localizer, forms[0], sheet) for id, sheet in content.sheets.items()},
        manuals=(*manuals, plan_manual(localizer, content, edition)),
    )


def edition_words(localizer: Localizer) -> str:
    """What a stamp says of the edition."""
    site = localizer.project.site
    return localizer.say(
        f"stamp_{site.status}", id=site.edition.id, date=localizer.day(site.edition.date)
    )


def stamped(localizer: Localizer, form_lens: Localizer, sheet: Sheet) -> Stamped:
    """A sheet with its fingerprint and stamp; forms are stamped in the forms' main language, the same in every book."""
    speaker = localizer if sheet.key.language == localizer.language else form_lens
    full = fingerprint(sheet)
    site = speaker.project.site
    said = (speaker.words(site.organisation), edition_words(speaker), short_fingerprint(full))
    until = speaker.day(site.edition.date + timedelta(days=site.review_days))
    return Stamped(
        sheet, full, Stamp(*said, str(site.edition.id), str(site.status) == "draft", until)
    )


def _home(localizer: Localizer, wall: Localizer, content: SheetSet) -> Home:
    site = localizer.project.site
    tiles = [
        Tile(
            _tile(localizer, it),
            _tile_note(localizer, it),
            str(it.code),
            sheet_ids.procedure_id(it),
        )
        for it in localizer.project.scenarios
    ]
    return Home(
        desk=desk_dial(localizer),
        backup=_backup(localizer),
        never_waits=wall.words(site.never_waits),
        scenarios=tuple(tiles),
        departments=tuple(_department_tile(localizer, own) for own in content.belongings.values()),
    )


def _backup(localizer: Localizer) -> Dial | None:
    """The number for when the desk's is dead."""
    link = localizer.project.site.desk_backup
    backup = localizer.project.contacts.get(link.id) if link else None
    return (
        Dial(localizer.words(backup.name), str(backup.number)) if backup and backup.number else None
    )


def _tile(localizer: Localizer, scenario: Procedure) -> str:
    return localizer.words(scenario.tile.label if scenario.tile else scenario.title)


def _tile_note(localizer: Localizer, scenario: Procedure) -> str:
    return localizer.words(scenario.tile.note) if scenario.tile else ""


def _department_tile(localizer: Localizer, own: DepartmentSheets) -> Tile:
    department = own.department
    return Tile(
        localizer.words(department.name), "", str(department.code), f"department:{department.id}"
    )


def _department(localizer: Localizer, own: DepartmentSheets) -> DepartmentPage:
    department = own.department
    return DepartmentPage(
        id=str(department.id),
        code=str(department.code),
        name=localizer.words(department.name),
        cluster=localizer.name(department.cluster),
        aliases=tuple(localizer.words(place) for place in department.places),
        card=own.card,
        procedure=own.procedure,
        contacts=own.contacts,
        back_entry=own.back_entry,
        forms=own.forms,
        scenarios=own.scenarios,
    )


def _plan(localizer: Localizer, plan: Plan) -> PlanPage:
    return PlanPage(
        id=str(plan.id),
        code=str(plan.code),
        title=localizer.words(plan.title),
        leaf=sheet_ids.plan_id(plan),
        signoff=tuple(SignRow(localizer.name(link), "") for link in plan.signoff),
        chapters=tuple(sheet_ids.chapter_id(plan, chapter) for chapter in plan.chapters),
        attachments=tuple(
            sheet_ids.chapter_id(plan, attachment) for attachment in plan.attachments
        ),
    )
