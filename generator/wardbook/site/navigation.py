"""The navigation of one language, as MkDocs wants it: titles are HTML, a page that has others below
it is a list that begins with its own address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from wardbook.site.page import Page


def navigation(pages: Iterable[Page], words: Mapping[str, str]) -> list[dict[str, Any]]:
    """Groups in the order of their first pages. A group of one page is a link; `words` name the
    others."""
    listed = [page for page in pages if page.label]
    tops: dict[str, list[Page]] = {}
    for page in listed:
        of_group = tops.setdefault(page.group, [])
        if not page.above:
            of_group.append(page)
    entries: list[dict[str, Any]] = []
    for group, own in tops.items():
        if len(own) == 1:
            entries.append(_entry(listed, own[0]))
            continue
        first, *rest = own
        below = [_entry(listed, page) for page in rest]
        entries.append({escape(words[group]): [first.uri, *below]})
    return entries


def _entry(listed: Sequence[Page], page: Page) -> dict[str, Any]:
    """A page with those that are listed below it."""
    below: list[dict[str, Any]] = []
    for other in listed:
        if other.above == page.uri:
            below.append(_entry(listed, other))
    if not below:
        return {escape(page.label): page.uri}
    return {escape(page.label): [page.uri, *below]}
