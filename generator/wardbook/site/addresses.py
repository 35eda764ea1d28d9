"""Where everything stands on the site: sheet → page and anchor. The same addresses in every language."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass

from wardbook.sheets import sheet_ids
from wardbook.sheets.book import Book, DepartmentPage, PlanPage
from wardbook.sheets.registers.contacts import ContactRow
from wardbook.sheets.sheet import Target, below

HOME = "index.md"
DEPARTMENTS = "departments/index.md"
SCENARIOS = "scenarios/index.md"
FORMS = "forms/index.md"
PLANS = "plans/index.md"
DOWNLOADS = "downloads.md"
NUMBERS = "numbers.md"
ONCE: Mapping[str, str] = {
    sheet_ids.CONTACTS: "contacts.md",
    sheet_ids.CALL_TREE: "call-tree.md",
    sheet_ids.CLOCK: "clock.md",
    sheet_ids.BACK_ENTRY: "back-entry.md",
    sheet_ids.FALLBACK: "which-system.md",
    sheet_ids.GLOSSARY: "glossary.md",
    sheet_ids.COPIES: "copies.md",
    sheet_ids.COVERAGE: "coverage.md",
    sheet_ids.DRILLS: "drills.md",
    sheet_ids.SNAPSHOTS: "snapshots.md",
    sheet_ids.SHELF_CHECK: "shelf-check.md",
    sheet_ids.AUDIT: "audit.md",
    sheet_ids.COORDINATION: "coordination.md",
}
"""Pages of the sheets that exist once: sheet id → page."""


@dataclass(frozen=True)
class SheetPlace:
    """A page, and the anchor at which a sheet starts on it (empty: the page's top)."""

    uri: str
    anchor: str = ""
    listed: frozenset[str] | None = None
    """Anchors that there are, where a reader may not see everything; None: all that are linked to."""


def places(book: Book) -> Mapping[str, SheetPlace]:
    """Sheet id → where it is shown. A department's page shows several sheets, one below the other."""
    found = {sheet: SheetPlace(uri) for sheet, uri in ONCE.items() if sheet in book.sheets}
    if contacts := book.sheets.get(sheet_ids.CONTACTS):
        numbers = frozenset(row.id for row in below(contacts.sheet.content, ContactRow))
        found[sheet_ids.CONTACTS] = SheetPlace(ONCE[sheet_ids.CONTACTS], listed=numbers)
    found |= {scenario: SheetPlace(scenario_uri(scenario)) for scenario in book.scenarios}
    found |= {form: SheetPlace(form_uri(form)) for form in book.forms}
    for plan in book.plans:
        found[plan.leaf] = SheetPlace(plan_uri(plan))
        found |= {chapter: SheetPlace(chapter_uri(plan, chapter)) for chapter in plan.tops}
    for department in book.departments:
        uri = department_uri(department.id)
        found |= {
            sheet: SheetPlace(uri, anchor) for sheet, anchor in _shown_by(department) if sheet
        }
    return found


def department_uri(id: str) -> str:
    """A department's page."""
    return f"departments/{id}.md"


def scenario_uri(sheet: str) -> str:
    """A scenario's page."""
    return f"scenarios/{sheet.removeprefix('scenario-')}.md"


def form_uri(sheet: str) -> str:
    """A form's page."""
    return f"forms/{sheet.removeprefix('form-')}.md"


def plan_uri(plan: PlanPage) -> str:
    """A plan's first page."""
    return f"plans/{plan.id}/index.md"


def chapter_uri(plan: PlanPage, sheet: str) -> str:
    """The page of one of a plan's chapters."""
    return f"plans/{plan.id}/{sheet.removeprefix(f'chapter-{plan.id}-')}.md"


def location(uri: str) -> str:
    """The address of the built page: `forms/receipt.html`."""
    return uri.removesuffix(".md") + ".html"


def href(start: str, uri: str, anchor: str = "") -> str:
    """A link from the page `start` to the page `uri`; within one page only the anchor."""
    if start == uri and anchor:
        return f"#{anchor}"
    path = posixpath.relpath(f"/{location(uri)}", posixpath.dirname(f"/{start}"))
    return f"{path}#{anchor}" if anchor else path


@dataclass(frozen=True)
class Links:
    """Links of one page. `up` leads from the language's root to the folder that holds the PDFs; empty: there are none."""

    start: str
    where: Mapping[str, SheetPlace]
    up: str
    language: str

    def page(self, uri: str, anchor: str = "") -> str:
        """A link to a page."""
        return href(self.start, uri, anchor)

    def sheet(self, id: str) -> str:
        """A link to where a sheet is shown; empty when it is not on the site."""
        return self.target(Target(id))

    def target(self, target: Target) -> str:
        """A link to an anchor on a sheet; empty when the site does not show it."""
        place = self.where.get(target.sheet)
        if place is None or (
            place.listed is not None and target.anchor and target.anchor not in place.listed
        ):
            return ""
        return href(self.start, place.uri, target.anchor or place.anchor)

    def tile(self, sheet: str) -> str:
        """A link of a tile: a sheet, or `department:ID`."""
        kind, _, id = sheet.partition(":")
        return self.page(department_uri(id)) if kind == "department" and id else self.sheet(sheet)

    def manual(self, id: str) -> str:
        """A link to a manual's PDF; empty when there are none."""
        return self._pdf(f"manuals/{self.language}/{id}.pdf")

    def card(self, department: str) -> str:
        """A link to a card's PDF."""
        return self._pdf(f"cards/{self.language}/{department}.pdf")

    def form(self, sheet: str) -> str:
        """A link to a form's PDF."""
        return self._pdf(f"forms/{sheet.removeprefix('form-')}.pdf")

    def fillable(self, sheet: str) -> str:
        """A link to the copy of a form that is filled in on a PC."""
        return self._pdf(f"forms/fillable/{sheet.removeprefix('form-')}.pdf")

    def _pdf(self, path: str) -> str:
        return "../" * self.start.count("/") + f"{self.up}/{path}" if self.up else ""


def _shown_by(department: DepartmentPage) -> tuple[tuple[str, str], ...]:
    """Sheets of a department's page with the anchors of their headings."""
    return (
        (department.card, "card"),
        (department.procedure, "steps"),
        (department.contacts, "numbers"),
        (department.back_entry, "back-entry"),
    )
