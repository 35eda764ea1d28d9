"""What the static host puts around a page: head, header, navigation, footer, by the templates of
the theme."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment, FileSystemLoader, Undefined, pass_context
from jinja2.runtime import Context

from wardbook.site.addresses import location
from wardbook.site.language_site import LanguageSite
from wardbook.site.navigation import navigation
from wardbook.site.page import Heading

_TEMPLATE = "main.html"
_OUTSIDE = ("#", "/", "data:", "mailto:", "tel:", "http:", "https:")


@dataclass(frozen=True)
class Shown:
    """A page as the frame takes it; texts are HTML."""

    uri: str
    title: str
    content: str
    headings: tuple[Heading, ...] = ()
    """What its table of contents lists."""
    hides: frozenset[str] = frozenset()
    """Of navigation and toc what it does without."""
    top: str = ""
    """Anchor of its title."""


@dataclass(frozen=True)
class MenuEntry:
    """An entry of the navigation. Of one with entries below it, the first is its own page."""

    title: str
    url: str
    children: tuple[MenuEntry, ...] = ()
    uris: frozenset[str] = field(default_factory=frozenset)
    """The pages of the entry and of all below it."""
    active: bool = False
    """Whether the page that is shown is among them."""


class PageFrame:
    """Fills the theme's templates around the pages of one language."""

    def __init__(self, site: LanguageSite, styles: Sequence[str], scripts: Sequence[str]) -> None:
        """`styles` and `scripts`: addresses of what every page loads, from the language's root."""
        folders: list[Path] = []
        for root in site.context.roots:
            folders += [root / "site/overrides", root / "site/static"]
        # Not escaped, as in MkDocs, for which the same templates are written
        self._engine = Environment(
            loader=FileSystemLoader(folders),
            autoescape=False,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._engine.filters["url"] = _relative
        self._template = self._engine.get_template(_TEMPLATE)
        self._site = site
        self._entries = tuple(_entries(navigation(site.pages.values(), site.context.words)))
        extra = {"wardbook": site.printed()}
        theme = {"name": "static", "language": site.book.language}
        self._config = SimpleNamespace(
            extra=extra, theme=theme, extra_css=styles, extra_javascript=scripts, plugins={}
        )

    def html(self, page: Shown) -> str:
        """The whole page. Raises jinja2's errors for a theme that can't be used."""
        own = self._site.pages.get(page.uri)
        here = SimpleNamespace(
            title=page.title,
            content=page.content,
            url=location(page.uri),
            meta=dict(own.matter) if own else {},
            headings=page.headings,
            hides=page.hides,
            top=page.top,
            is_homepage=page.uri == "index.md",
        )
        entries = [_marked(entry, page.uri) for entry in self._entries]
        return self._template.render(
            config=self._config,
            page=here,
            nav=SimpleNamespace(items=entries),
            wardbook=self._site.template_values(page.uri),
            lang=_Words(self._site.context.words),
            base_url=_up(page.uri),
        )


class _Words:
    """Words that the templates ask for by the names that Material has for them."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words

    def t(self, key: str) -> str:
        """The site's own word for one of Material's."""
        return self._words[f"frame_{key.replace('.', '_')}"]


@pass_context
def _relative(context: Context, address: str) -> str:
    """An address from the language's root as a link of the page that is filled."""
    if isinstance(address, Undefined) or address.startswith(_OUTSIDE):
        return str(address)
    start = posixpath.dirname(f"/{context['page'].url}")
    return posixpath.relpath(f"/{address}", start)


def _up(uri: str) -> str:
    """From a page to the language's root."""
    return "/".join([".."] * uri.count("/")) or "."


def _entries(listed: Sequence[Mapping[str, Any]]) -> Iterator[MenuEntry]:
    """The navigation as entries, from the form in which MkDocs takes it."""
    for one in listed:
        for title, below in one.items():
            yield _entry(title, below)


def _entry(title: str, below: Any) -> MenuEntry:
    if isinstance(below, str):
        return MenuEntry(title, location(below), uris=frozenset((below,)))
    first, *rest = below
    children = (_entry(title, first), *_entries(rest))
    uris: frozenset[str] = frozenset().union(*(child.uris for child in children))
    return MenuEntry(title, location(first), children, uris)


def _marked(entry: MenuEntry, uri: str) -> MenuEntry:
    """The entry as it stands beside the page `uri`: what leads to the page is marked."""
    if uri not in entry.uris:
        return entry
    children = tuple(_marked(child, uri) for child in entry.children)
    return replace(entry, children=children, active=True)
