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


def pages(context: PageContext) -> Mapping[str, Page]:
    """URI → page. The URIs are the same in every language."""
    missing = _missing(context)
    made: dict[str, Page] = {}
    for page in _all(context, missing):
        if page.uri in missing:
            continue
        if page.above in missing:
            # What would be listed below a page that there is not takes its place
            page = replace(page, above="")
        made[page.uri] = page
    for id, uri in at.ONCE.items():
        if uri not in made and uri not in missing:  # no place in the menu was given to it above
            made[uri] = page_of_sheet(context, id, "plans")
    if at.AZ not in missing:
        made[at.AZ] = az_page(context, made)
    return with_neighbours(context, made)


def _missing(context: PageContext) -> set[str]:
    """Fixed pages that would have nothing to show: no menu and no page leads to them."""
    book = context.book
    missing = {uri for id, uri in at.ONCE.items() if id not in book.sheets}
    for uri in at.lists(book):
        if at.list_uri(book, uri) != uri:  # a list of one is no choice
            missing.add(uri)
    if book.audience == "public" or not _is_accounted(context):  # for those who have the forms
        missing.add(at.ACCOUNT)
    if not book.departments:  # few names, and the menu has them all
        missing.add(at.AZ)
    missing.update(_missing_of_editions(context))
    return missing


def _is_accounted(context: PageContext) -> bool:
    """Whether numbered forms are entered again, so that all of them must turn up."""
    return sheet_ids.BACK_ENTRY in context.book.sheets and any_numbered(context)


def _missing_of_editions(context: PageContext) -> Iterator[str]:
    if context.book.changes is None:
        yield at.CHANGES
    if not context.up or not any_manual(context.book):  # the complete plan is found on its own page
        yield at.DOWNLOADS


def _all(context: PageContext, missing: set[str]) -> Iterator[Page]:
    """What is needed in an outage first, the work of the office last."""
    yield home_page(context, missing)
    if has_visitors(context):
        yield visitors_page(context)
    yield from _departments(context)
    yield from _scenarios(context)
    if sheet_ids.FALLBACK in context.book.sheets:
        yield fallback_page(context)
    if sheet_ids.CLOCK in context.book.sheets:
        yield clock_page(context)
    yield from _shown(context, sheet_ids.CONTACTS)
    yield from _shown(context, sheet_ids.CALL_TREE, "contacts", at.ONCE[sheet_ids.CONTACTS])
    yield from _shown(context, sheet_ids.NIGHT_DUTIES, "contacts", at.ONCE[sheet_ids.CONTACTS])
    yield from _forms(context)
    yield from _shown(context, sheet_ids.BACK_ENTRY)
    yield from _shown(context, sheet_ids.COORDINATION, "back_entry", at.ONCE[sheet_ids.BACK_ENTRY])
    yield numbers_page(context)
    yield from _office(context)
    yield downloads_page(context)
    yield check_words_page(context)
    if context.book.changes:
        yield changes_page(context, context.book.changes)
    yield from _shown(context, sheet_ids.GLOSSARY)


def _office(context: PageContext) -> Iterator[Page]:
    """The plans, and what is read between outages."""
    yield from _plans(context)
    for id in at.BESIDE_PLANS:
        if id == sheet_ids.DRILLS:
            yield from _shown(context, id, "plans")
        elif id in context.book.sheets:
            yield page_below_plans(context, id)
    yield from _shown(context, sheet_ids.COPIES, "plans")
    yield from _shown(context, sheet_ids.REVIEWS, "plans")


def _departments(context: PageContext) -> Iterator[Page]:
    """The list, the pages, and what is listed below them."""
    yield department_list(context)
    for department in context.book.departments:
        yield department_page(context, department)
    yield from _shown(context, sheet_ids.SNAPSHOTS, "departments", at.DEPARTMENTS)


def _scenarios(context: PageContext) -> Iterator[Page]:
    yield scenario_list(context)
    for id in context.book.scenarios:
        yield scenario_page(context, id)


def _forms(context: PageContext) -> Iterator[Page]:
    yield form_list(context)
    for id in context.book.forms:
        yield form_page(context, id)


def _plans(context: PageContext) -> Iterator[Page]:
    yield plan_list(context)
    for plan in context.book.plans:
        yield plan_page(context, plan)
        if len(plan.tops) > 1:  # an only one stands on the plan's page
            for index in range(len(plan.tops)):
                yield chapter_page(context, plan, index)


def _shown(context: PageContext, id: str, group: str = "", above: str = "") -> Iterator[Page]:
    """The page of a sheet that exists once, where the book holds it."""
    if id in context.book.sheets:
        yield page_of_sheet(context, id, group, above)
