"""What looks like a hole on a page: links that lead nowhere, lists and tables without entries, headings above nothing."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from wardbook.html.strict_parser import StrictParser
from wardbook.site.page import Heading, Html, Page

ENTRIES = frozenset({"li", "dt", "tr", "div"})
LISTS = frozenset({"ul", "ol", "dl", "tbody"})
HEADING = re.compile(r"<h([1-6])\b[^>]*>(.*?)</h\1>", re.DOTALL)
FILLED = re.compile(
    r"<(?:svg|img|input|canvas)\b|\bdata-(?:list|tick|given)\b|wb-which|wb-filter|wb-narrow"
)
"""What shows without words: pictures, and places that a script of the site fills."""
BY_HAND = frozenset({"sign", "done", "count", "seen", "gate"})
"""Classes of columns that people write into, as they do into every grid of a form."""


class _Reader(StrictParser):
    """Keeps the open lists with the entries counted so far, and the cells of the open table by column."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self._lists: list[list[object]] = []
        self._heads: list[tuple[str, str]] = []
        self._filled: set[int] = set()
        self._column = -1
        self._head = False
        self._whole = True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and given.get("href", "-") in ("", "tel:", "#"):
            self.found.append(f"a link to {given.get('href')!r}")
        if tag in ENTRIES and self._lists:
            self._lists[-1][1] = True
        if tag in LISTS and "data-list" not in given:
            self._lists.append([tag, False])
        self._table(tag, given)
        if given.get("class", "").startswith("tick") and not self._head:
            self._filled.add(self._column)

    def _table(self, tag: str, given: Mapping[str, str]) -> None:
        if tag == "table":
            self._heads, self._filled, self._whole = [], set(), given.get("class") != "rows"
        elif tag == "tr":
            self._column = -1
        elif tag in ("td", "th"):
            self._column += 1
            self._head = given.get("scope") == "col"
            self._whole = self._whole and not {"colspan", "rowspan"} & set(given)
            if self._head:
                self._heads.append(("", given.get("class", "")))

    def handle_data(self, data: str) -> None:
        if not data.strip():
            return
        if self._head and self._heads:
            self._heads[-1] = (self._heads[-1][0] + data.strip(), self._heads[-1][1])
        else:
            self._filled.add(self._column)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th"):
            self._head = False
        if tag in LISTS and self._lists and self._lists[-1][0] == tag:
            _, entries = self._lists.pop()
            if not entries:
                self.found.append(f"an empty {tag}")
        if tag == "table" and self._whole:
            for column, (head, kind) in enumerate(self._heads):
                if head and BY_HAND.isdisjoint(kind.split()) and column not in self._filled:
                    self.found.append(f"nothing below {head!r}")


@cache  # most pages are alike in plans that differ by one entry
def holes(html: str) -> list[str]:
    """The holes in a piece of HTML."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.found


def holes_of(page: Page) -> Iterator[str]:
    """The holes of a page, headings above nothing among them."""
    for part in page.parts:
        if isinstance(part, Html):
            yield from holes(part.html)
    yield from bare_headings(page.parts)


def bare_headings(parts: Iterable[Heading | Html]) -> Iterator[str]:
    """Headings with neither words nor a deeper heading before the next of their level."""
    shown = [part for part in parts if isinstance(part, Heading) or shows_something(part.html)]
    for part, following in zip(shown, (*shown[1:], None), strict=True):
        if isinstance(part, Heading) and (
            following is None or (isinstance(following, Heading) and following.level <= part.level)
        ):
            yield f"nothing under {part.text!r}"


def holes_on_paper(html: str) -> Iterator[str]:
    """The headings above nothing in a sheet's HTML as it is printed."""
    yield from bare_headings(_split(html))


def _split(html: str) -> Iterator[Heading | Html]:
    """HTML cut at its headings."""
    end = 0
    for match in HEADING.finditer(html):
        yield Html(html[end : match.start()])
        yield Heading(int(match[1]), re.sub("<[^>]*>", "", match[2]), "")
        end = match.end()
    yield Html(html[end:])


def shows_something(html: str) -> bool:
    """Whether there are words, a picture, or what a script fills."""
    return bool(FILLED.search(html) or re.sub("<[^>]*>", "", html).strip())
