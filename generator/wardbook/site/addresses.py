"""Where everything stands on the site: sheet → page and anchor, the same in every language."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from wardbook.sheets import sheet_ids
from wardbook.sheets.book import Book, DepartmentPage, PlanPage
from wardbook.sheets.departments.scenario_steps import ScenarioPart
from wardbook.sheets.kinds import SheetKind
from wardbook.sheets.registers.contacts import ContactRow
from wardbook.sheets.registers.fallback import FallbackSystem
from wardbook.sheets.sheet import MUL, Target, below
from wardbook.sheets.volumes import Volume

HOME = "index.md"
DEPARTMENTS = "departments/index.md"
SCENARIOS = "scenarios/index.md"
FORMS = "forms/index.md"
PLANS = "plans/index.md"
DOWNLOADS = "downloads.md"
ACCOUNT = "account.md"
"""Accounting for numbered forms."""
CHECK_WORDS = "check-words.md"
VISITORS = "visitors.md"
"""What the public is told, in an edition for it."""
SEND = "send"
"""Folder of the files that open alone, beside the languages."""
CHANGES = "changes.md"
"""What changed since the edition before."""
AZ = "a-z.md"
"""Every name, in the order of the alphabet."""
ONCE: Mapping[str, str] = {
    kind.value.id: f"{kind.value.page}.md" for kind in SheetKind if kind.value.page
}
"""Pages of the sheets that exist once: sheet id → page."""


BESIDE_PLANS = (
    sheet_ids.SHELF_CHECK,
    sheet_ids.AUDIT,
    sheet_ids.COVERAGE,
    sheet_ids.DRILLS,
)
"""Sheets whose pages are listed with the plans: work of the office, not of a ward."""


@dataclass(frozen=True)
class SheetPlace:
    """A page, and the anchor at which a sheet starts on it (empty: the page's top)."""

    uri: str
    anchor: str = ""
    listed: frozenset[str] | None = None
    """Anchors that there are, where a reader may not see everything; None: all linked to."""

    def shows(self, anchor: str) -> bool:
        """Whether the anchor is there; the page's top, an empty anchor, always is."""
        return self.listed is None or not anchor or anchor in self.listed


_ROWS: Mapping[str, type[ContactRow] | type[FallbackSystem]] = {
    sheet_ids.CONTACTS: ContactRow,
    sheet_ids.FALLBACK: FallbackSystem,
}
"""Sheets of which not every entry has an anchor → what bears one."""


def places(book: Book) -> Mapping[str, SheetPlace]:
    """Sheet id → where it is shown. A department's page shows several sheets, one by one."""
    found = dict(_pages_of_their_own(book))
    for scenario in book.scenarios:
        found[scenario] = SheetPlace(scenario_uri(scenario))
    for form in book.forms:
        found[form] = SheetPlace(form_uri(form))
    for plan in book.plans:
        found[plan.leaf] = SheetPlace(plan_uri(plan))
        for chapter in plan.tops:
            found[chapter] = chapter_place(plan, chapter)
    for department in book.departments:
        for sheet, anchor in _shown_by(department):
            if sheet:
                found[sheet] = SheetPlace(department_uri(department.id), anchor)
    return {**dict(_loose_leaves(book)), **found}


def _loose_leaves(book: Book) -> Iterator[tuple[str, SheetPlace]]:
    """The leaves of departments without a page: the page of their first scenario has the steps."""
    for id, stamped in book.sheets.items():
        for part in islice(below(stamped.sheet.content, ScenarioPart), 1):
            yield id, SheetPlace(scenario_uri(part.target.sheet))


def _pages_of_their_own(book: Book) -> Iterator[tuple[str, SheetPlace]]:
    """The sheets that exist once. Of numbers and systems only those are linked to that are
    listed: what a reader may not see, or what nothing stands in for, has no anchor."""
    for id, uri in ONCE.items():
        if id not in book.sheets:
            continue
        listed = None
        if id in _ROWS:
            rows = below(book.sheets[id].sheet.content, _ROWS[id])
            listed = frozenset(row.id for row in rows)
        yield id, SheetPlace(uri, listed=listed)


def lists(book: Book) -> Mapping[str, tuple[str, ...]]:
    """Pages that list others → the pages that they list."""
    beside = tuple(ONCE[id] for id in BESIDE_PLANS if id in book.sheets)
    return {
        DEPARTMENTS: tuple(department_uri(department.id) for department in book.departments),
        SCENARIOS: tuple(map(scenario_uri, book.scenarios)),
        FORMS: tuple(map(form_uri, book.forms)),
        PLANS: (*map(plan_uri, book.plans), *beside),
    }


def list_uri(book: Book, uri: str) -> str:
    """Where a link to the list at `uri` leads: to the only page of a list of one, nowhere for an
    empty list, whose answer is empty."""
    listed = lists(book)[uri]
    if len(listed) > 1:
        return uri
    return "".join(listed)


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


def steps_for(department: str) -> str:
    """Where a scenario's page, or the clock, names a department; with it in the address only its
    steps show."""
    return f"for-{department}"


def chapter_place(plan: PlanPage, sheet: str) -> SheetPlace:
    """Where one of a plan's chapters is shown: an only one on the plan's own page."""
    if len(plan.tops) == 1:
        return SheetPlace(plan_uri(plan))
    return SheetPlace(chapter_uri(plan, sheet))


def location(uri: str) -> str:
    """The address of the built page: `forms/receipt.html`."""
    return uri.removesuffix(".md") + ".html"


def href(start: str, uri: str, anchor: str = "") -> str:
    """A link from the page `start` to the page `uri`; within one page only the anchor."""
    if start == uri and anchor:
        return f"#{anchor}"
    path = posixpath.relpath(f"/{location(uri)}", posixpath.dirname(f"/{start}"))
    if not anchor:
        return path
    return f"{path}#{anchor}"


@dataclass(frozen=True)
class Links:
    """Links of one page.

    `up` leads from the language's root to the folder that holds the PDFs; empty: there are none.
    """

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
        if place is None or not place.shows(target.anchor):
            return ""
        return href(self.start, place.uri, target.anchor or place.anchor)

    def tile(self, sheet: str) -> str:
        """A link of a tile: a sheet, or `department:ID`."""
        kind, _, id = sheet.partition(":")
        if kind == "department" and id:
            return self.page(department_uri(id))
        return self.sheet(sheet)

    def manual(self, id: str) -> str:
        """A link to a manual's PDF; empty when there are none."""
        return self._pdf(f"manuals/{self.language}/{id}.pdf")

    def card(self, department: str) -> str:
        """A link to a card's PDF."""
        return self._pdf(f"cards/{self.language}/{department}.pdf")

    def form(self, sheet: str) -> str:
        """A link to a form's PDF."""
        return self._pdf(f"forms/{sheet.removeprefix('form-')}.pdf")

    def one_file(self, department: str) -> str:
        """A link to the file of a department that opens alone; it stands in no language."""
        return f"{'../' * (self.start.count('/') + 1)}{SEND}/{department}.html"

    def volume(self, volume: Volume) -> str:
        """A link to the PDF of the forms or posters of one paper."""
        folder = "forms/by-paper"
        if volume.language != MUL:
            folder += f"/{volume.language}"
        return self._pdf(f"{folder}/{volume.name}.pdf")

    def fillable(self, sheet: str) -> str:
        """A link to the copy of a form that is filled in on a PC."""
        return self._pdf(f"forms/fillable/{sheet.removeprefix('form-')}.pdf")

    def _pdf(self, path: str) -> str:
        if not self.up:
            return ""
        to_root = "../" * self.start.count("/")
        return f"{to_root}{self.up}/{path}"


def _shown_by(department: DepartmentPage) -> tuple[tuple[str, str], ...]:
    """Sheets of a department's page with the anchors of their headings."""
    return (
        (department.card, "card"),
        (department.procedure, "steps"),
        (department.scenario_steps, "scenario-steps"),
        (department.fallback, "fallback"),
        (department.contacts, "numbers"),
        (department.back_entry, "back-entry"),
        (department.box, "box"),
    )
