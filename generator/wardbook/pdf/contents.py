"""Page numbers of the tables of contents: known only when every sheet is laid out and the front
leaves' length is guessed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from wardbook.sheets.manuals import Manual
from wardbook.sheets.plan.approvals import ContentsLine, PlanContents


@dataclass(frozen=True)
class Leaves:
    """A drawn sheet: how many pages it has, on which of them (0: the first) each of its anchors
    stands, the check word that they print, and the issued edition in which it last changed."""

    pages: int
    anchors: Mapping[str, int]
    word: str = ""
    since: str = ""


@dataclass(frozen=True)
class ContentsRow:
    """A line of a table of contents with its page in the bound manual (0: not known). `href` leads
    to it."""

    number: str
    gap: str
    title: str
    level: int
    page: int
    href: str


@dataclass(frozen=True)
class ContentsTable:
    """A plan's table of contents."""

    title: str
    page: int
    href: str
    rows: tuple[ContentsRow, ...]


def contents_tables(
    manual: Manual, leaves: Mapping[str, Leaves], before: int, link: str
) -> tuple[ContentsTable, ...]:
    """A manual's tables of contents.

    `leaves` by sheet id, `before` pages stand before the first sheet, an address is `link` and an
    anchor. A sheet that the manual lacks is not listed.
    """
    starts = dict(_starts(manual, leaves, before))
    tables = []
    for contents in manual.contents:
        if contents.sheet in starts:
            tables.append(_table(contents, leaves, starts, link))
    return tuple(tables)


def _starts(manual: Manual, leaves: Mapping[str, Leaves], before: int) -> Iterator[tuple[str, int]]:
    """First page of each sheet, counted from 1: each starts on a right-hand page."""
    page = before + 1
    for sheet in manual.sheets:
        yield sheet, page
        page += leaves[sheet].pages + leaves[sheet].pages % 2


def _table(
    contents: PlanContents, leaves: Mapping[str, Leaves], starts: Mapping[str, int], link: str
) -> ContentsTable:
    rows = []
    for line in contents.lines:
        if line.sheet in starts:
            rows.append(_row(line, leaves[line.sheet], starts[line.sheet], link))
    href = f"{link}{contents.sheet}"
    return ContentsTable(contents.title, starts[contents.sheet], href, tuple(rows))


def _row(line: ContentsLine, leaves: Leaves, start: int, link: str) -> ContentsRow:
    """A line with its page: that of its anchor in the sheet that starts on page `start`."""
    anchor, page = line.sheet, start
    if line.anchor:
        anchor = f"{line.sheet}--{line.anchor}"
        within = leaves.anchors.get(anchor)
        page = 0 if within is None else start + within
    return ContentsRow(line.number, line.gap, line.title, line.level, page, f"{link}{anchor}")
