"""Every page of one language, made from its book. Pages come in the order of the navigation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from wardbook.sheets import sheet_ids
from wardbook.site import addresses as at
from wardbook.site.az_page import az_page
from wardbook.site.changes_page import changes_page
from wardbook.site.check_words_page import check_words_page
from wardbook.site.clock_page import clock_page
from wardbook.site.department_page import department_page
from wardbook.site.families import with_neighbours
from wardbook.site.form_lists import form_list
from wardbook.site.form_pages import any_numbered, form_page
from wardbook.site.home_page import home_page
from wardbook.site.list_pages import (
    any_manual,
    department_list,
    downloads_page,
    numbers_page,
)
from wardbook.site.page import Page
from wardbook.site.page_context import PageContext
from wardbook.site.plan_pages import chapter_page, plan_list, plan_page
from wardbook.site.scenario_pages import scenario_list, scenario_page
from wardbook.site.sheet_pages import fallback_page, page_below_plans, page_of_sheet
from wardbook.site.visitors_page import has_visitors, visitors_page


def pages(kit: PageContext) -> Mapping[str, Page]:
    """URI → page. The URIs are the same in every language."""
    missing = _missing(kit)
    made: dict[str, Page] = {}
    for page in _all(kit, missing):
        if page.uri in missing:
            continue
        if page.above in missing:
            # What would be listed below a page that there is not takes its place
            page = replace(page, above="")
        made[page.uri] = page
    for id, uri in at.ONCE.items():
        if uri not in made and uri not in missing:  # no place in the menu was given to it above
            made[uri] = page_of_sheet(kit, id, "plans")
    if at.AZ not in missing:
        made[at.AZ] = az_page(kit, made)
    return with_neighbours(kit, made)


def _missing(kit: PageContext) -> set[str]:
    """Fixed pages that would have nothing to show: no menu and no page leads to them."""
    book = kit.book
    missing = {uri for id, uri in at.ONCE.items() if id not in book.sheets}
    for uri in at.lists(book):
        if at.list_uri(book, uri) != uri:  # a list of one is no choice
            missing.add(uri)
    if book.audience == "public" or not _is_accounted(kit):  # for those who have the forms
        missing.add(at.ACCOUNT)
    if not book.departments:  # few names, and the menu has them all
        missing.add(at.AZ)
    missing.update(_missing_of_editions(kit))
    return missing


def _is_accounted(kit: PageContext) -> bool:
    """Whether numbered forms are entered again, so that all of them must turn up."""
    return sheet_ids.BACK_ENTRY in kit.book.sheets and any_numbered(kit)


def _missing_of_editions(kit: PageContext) -> Iterator[str]:
    if kit.book.changes is None:
        yield at.CHANGES
    if not kit.up or not any_manual(kit.book):  # the complete plan is found on its own page
        yield at.DOWNLOADS


def _all(kit: PageContext, missing: set[str]) -> Iterator[Page]:
    """What is needed in an outage first, the work of the office last."""
    yield home_page(kit, missing)
    if has_visitors(kit):
        yield visitors_page(kit)
    yield from _departments(kit)
    yield from _scenarios(kit)
    if sheet_ids.FALLBACK in kit.book.sheets:
        yield fallback_page(kit)
    if sheet_ids.CLOCK in kit.book.sheets:
        yield clock_page(kit)
    yield from _shown(kit, sheet_ids.CONTACTS)
    yield from _shown(kit, sheet_ids.CALL_TREE, "contacts", at.ONCE[sheet_ids.CONTACTS])
    yield from _shown(kit, sheet_ids.NIGHT_DUTIES, "contacts", at.ONCE[sheet_ids.CONTACTS])
    yield from _forms(kit)
    yield from _shown(kit, sheet_ids.BACK_ENTRY)
    yield from _shown(kit, sheet_ids.COORDINATION, "back_entry", at.ONCE[sheet_ids.BACK_ENTRY])
    yield numbers_page(kit)
    yield from _office(kit)
    yield downloads_page(kit)
    yield check_words_page(kit)
    if kit.book.changes:
        yield changes_page(kit, kit.book.changes)
    yield from _shown(kit, sheet_ids.GLOSSARY)


def _office(kit: PageContext) -> Iterator[Page]:
    """The plans, and what is read between outages."""
    yield from _plans(kit)
    for id in at.BESIDE_PLANS:
        if id == sheet_ids.DRILLS:
            yield from _shown(kit, id, "plans")
        elif id in kit.book.sheets:
            yield page_below_plans(kit, id)
    yield from _shown(kit, sheet_ids.COPIES, "plans")
    yield from _shown(kit, sheet_ids.REVIEWS, "plans")


def _departments(kit: PageContext) -> Iterator[Page]:
    """The list, the pages, and what is listed below them."""
    yield department_list(kit)
    for department in kit.book.departments:
        yield department_page(kit, department)
    yield from _shown(kit, sheet_ids.SNAPSHOTS, "departments", at.DEPARTMENTS)


def _scenarios(kit: PageContext) -> Iterator[Page]:
    yield scenario_list(kit)
    for id in kit.book.scenarios:
        yield scenario_page(kit, id)


def _forms(kit: PageContext) -> Iterator[Page]:
    yield form_list(kit)
    for id in kit.book.forms:
        yield form_page(kit, id)


def _plans(kit: PageContext) -> Iterator[Page]:
    yield plan_list(kit)
    for plan in kit.book.plans:
        yield plan_page(kit, plan)
        if len(plan.tops) > 1:  # an only one stands on the plan's page
            for index in range(len(plan.tops)):
                yield chapter_page(kit, plan, index)


def _shown(kit: PageContext, id: str, group: str = "", above: str = "") -> Iterator[Page]:
    """The page of a sheet that exists once, where the book holds it."""
    if id in kit.book.sheets:
        yield page_of_sheet(kit, id, group, above)
