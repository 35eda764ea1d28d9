"""Where the lines of a manual's lists lead: what is printed at the foot of the leaf."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wardbook.sheets.manuals import Manual
from wardbook.sheets.plan.approvals import ContentsLine, PlanContents


@dataclass(frozen=True)
class Leaves:
    """A drawn unit as one of its sheets is found in it: how many pages it has, on which of them (0:
    the first) each of its anchors stands, the check word that they print, the issued edition in
    which the sheet last changed, the code at their foot, and the page on which the sheet starts."""

    pages: int
    anchors: Mapping[str, int]
    word: str = ""
    since: str = ""
    code: str = ""
    first: int = 0

    def foot(self, page: int) -> str:
        """What stands at the foot of a page (0: the first)."""
        if not self.code:
            return str(page + 1)
        return f"{self.code} · {page + 1}/{self.pages}"


@dataclass(frozen=True)
class ContentsRow:
    """A line of a table of contents with the foot of its page (empty: not known). `href` leads to
    it."""

    number: str
    gap: str
    title: str
    level: int
    page: str
    href: str


@dataclass(frozen=True)
class ContentsTable:
    """A plan's table of contents."""

    title: str
    href: str
    rows: tuple[ContentsRow, ...]


def contents_tables(
    manual: Manual, leaves: Mapping[str, Leaves], link: str
) -> tuple[ContentsTable, ...]:
    """A manual's tables of contents.

    `leaves` by sheet id; an address is `link` and an anchor. A sheet that the manual lacks is not
    listed.
    """
    held = set(manual.sheets)
    tables = []
    for contents in manual.contents:
        if contents.sheet in held:
            tables.append(_table(manual, contents, leaves, link))
    return tuple(tables)


def _table(
    manual: Manual, contents: PlanContents, leaves: Mapping[str, Leaves], link: str
) -> ContentsTable:
    held = set(manual.sheets)
    rows = []
    for line in contents.lines:
        if line.sheet in held:
            rows.append(_row(manual, line, leaves[line.sheet], link))
    return ContentsTable(contents.title, f"{link}{contents.sheet}", tuple(rows))


def _row(manual: Manual, line: ContentsLine, leaves: Leaves, link: str) -> ContentsRow:
    """A line with the foot of the page that its anchor stands on; one that runs on counts pages."""
    anchor, page = line.sheet, leaves.first
    if line.anchor:
        anchor = f"{line.sheet}--{line.anchor}"
        page = leaves.anchors.get(anchor, -1)
    return ContentsRow(
        line.number, line.gap, line.title, line.level, foot(manual, leaves, page), f"{link}{anchor}"
    )


def foot(manual: Manual, leaves: Leaves, page: int) -> str:
    """What a list prints of a page; empty where it is not known (-1)."""
    if page < 0:
        return ""
    if manual.runs_on and leaves.pages > 1:
        return str(page + 1)
    return leaves.foot(page)
