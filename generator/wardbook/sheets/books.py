"""The books of a project: what one audience sees of it, in one book for each language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from wardbook.plan.former_ids import became
from wardbook.plan.project import Project
from wardbook.sheets import sheet_ids
from wardbook.sheets.book import Book
from wardbook.sheets.check_words import CheckWord, followed, issued_words, words_of
from wardbook.sheets.command.outage_clock import outage_clock
from wardbook.sheets.kinds import SheetKind
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.making import SheetSources
from wardbook.sheets.manuals import Manual, department_manual, loose_leaves, plan_manual
from wardbook.sheets.named_things import named_things
from wardbook.sheets.project_localizer import localizer_for
from wardbook.sheets.sheet import Stamped
from wardbook.sheets.sheet_set import SheetSet, make_sheets
from wardbook.sheets.sheet_sources import sheet_sources
from wardbook.sheets.site_pages import department_pages, home_page, plan_pages, published
from wardbook.sheets.stamping import edition_words, is_draft, stamped_sheets, stamped_units
from wardbook.sheets.volumes import volumes


def books(project: Project, audience: str, languages: tuple[str, ...] = ()) -> tuple[Book, ...]:
    """A book for each of `languages` (default: all of the project)."""
    # Asked of the whole plan: a procedure that is withheld is no gap
    gaps = frozenset(str(one.id) for one in project.without_procedure)
    sources = sheet_sources(project, audience, languages)
    return tuple(_book(of_language, gaps) for of_language in sources)


def _book(sources: SheetSources, gaps: frozenset[str]) -> Book:
    """The book of one language. `gaps`: departments that have no procedure."""
    localizer, form_localizer = sources.localizer, sources.form_localizers[0]
    project = localizer.project
    content = make_sheets(sources)
    sheets = stamped_sheets(sources, content)
    manuals = tuple(_manuals(localizer, content))
    departments = tuple(department_pages(localizer, content, gaps))
    units = stamped_units(localizer, content, sheets, manuals)
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
        draft=is_draft(project),
        home=home_page(localizer, sources.wall, departments),
        departments=departments,
        scenarios=tuple(map(sheet_ids.procedure_id, project.scenarios)),
        plans=tuple(plan_pages(localizer)),
        forms=tuple(_form_ids(content)),
        sheets=sheets,
        manuals=manuals,
        leaves=tuple(loose_leaves(localizer, content, edition_words(localizer))),
        units=units,
        volumes=volumes(localizer, form_localizer, content.sheets.values()),
        clock=outage_clock(localizer) if sheet_ids.CLOCK in sheets else None,
        check_words=tuple(_check_words(project, {**sheets, **units})),
        checked_numbers=dict(_checked_numbers(localizer)),
        named_things=named_things(localizer),
        published=published(localizer),
    )


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
    yield from words_of(sheets.values(), issued, draft=is_draft(project))


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


def _manuals(localizer: Localizer, content: SheetSet) -> Iterator[Manual]:
    """The manual of each department that has one, then the complete plan."""
    edition = edition_words(localizer)
    for own in content.with_work():
        yield department_manual(localizer, content, own, edition)
    yield plan_manual(localizer, content, edition)
