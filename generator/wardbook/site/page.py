"""A page of the site as plain data: what it says, where it stands, and by which words it is
found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum

TOP = "page_top"
"""Anchor of a page's title. No id holds a low line: what a page lists may have any id."""


class Rank(IntEnum):
    """Which page comes first when a query holds the names of several: the higher."""

    CHAPTER = 0
    PLAN = 1
    FORM = 2
    LIST = 3
    SCENARIO = 4
    DEPARTMENT = 5


@dataclass(frozen=True)
class Heading:
    """A heading with its explicit id, the same in every language."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True)
class Html:
    """Rendered HTML: balanced elements."""

    html: str


@dataclass(frozen=True)
class SearchEntry:
    """How search finds a page."""

    rank: Rank = Rank.CHAPTER
    names: tuple[str, ...] = ()
    """What people call it. A query that holds one of them means this page."""
    words: tuple[str, ...] = ()
    """Further words that find it but are not printed."""


@dataclass(frozen=True)
class Page:
    """One page. `uri` is the Markdown file's address from the language's root, the same in every
    language."""

    uri: str
    title: str
    parts: tuple[Heading | Html, ...]
    found: SearchEntry = field(default_factory=SearchEntry)
    group: str = ""
    """Which entry of the navigation it belongs to; empty: none."""
    label: str = ""
    """What the navigation calls it; empty: not listed."""
    above: str = ""
    """URI of the page below which the navigation lists it; empty: directly in its group."""
    matter: Mapping[str, object] = field(default_factory=dict)
    """Front matter beyond the title."""


def with_sidebars_hidden(kind: str) -> Mapping[str, object]:
    """Front matter of a page without sidebars. `kind` becomes a class of the page."""
    return {"kind": kind, "hide": ["navigation", "toc"]}


def with_contents_hidden(kind: str) -> Mapping[str, object]:
    """Front matter of a page without its table of contents: it has its own links to its parts, or
    too few for a table. `kind` becomes a class of the page."""
    return {"kind": kind, "hide": ["toc"]}


def jumps_to(parts: Iterable[Heading | Html]) -> tuple[tuple[str, str], ...]:
    """Text and anchor of each heading among `parts`, for links on top of their page."""
    return tuple((part.text, part.anchor) for part in parts if isinstance(part, Heading))
