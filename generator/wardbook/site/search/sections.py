"""What a page says under each of its headings, line by line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from wardbook.html.strict_parser import StrictParser
from wardbook.kept_texts import KeptTexts, key_of
from wardbook.site.page import Heading, Page

Reads = Callable[[str], Iterable[str]]
"""Gives the lines of rendered HTML."""
_SILENT = frozenset(("header", "nav", "svg"))
"""Elements that add nothing to find: names and codes are found as such, drawings repeat steps,
links lead elsewhere."""
_INLINE = frozenset(("a", "b", "em", "i", "small", "span", "strong", "wbr"))
_CELLS = frozenset(("td", "th", "dt", "dd", "div"))
"""Blocks that stand side by side: one line holds them."""

_SAY_NOTHING = ('<div class="wb-chips">', '<p class="wb-lead wb-preview-note">')
"""How parts begin that say nothing of what a page is about: lists of links to pages which are found
themselves, what stands above every preview."""


@dataclass
class PagePart:
    """What a page says below a heading; `anchor` is empty for what stands above all of them."""

    anchor: str
    title: str
    lines: list[str] = field(default_factory=list)


def sections(page: Page, read: Reads | None = None) -> Iterator[PagePart]:
    """What the page says before its first heading below the title, then what each heading holds.
    `read` gives the lines of HTML in another way."""
    read = read or lines_of
    section = PagePart("", "")
    for part in page.parts:
        if not isinstance(part, Heading):
            if not part.html.lstrip().startswith(_SAY_NOTHING):
                section.lines += read(part.html)
        elif part.level > 1:
            yield section
            section = PagePart(part.anchor, part.text)
    yield section


def lines_of(html: str) -> Iterator[str]:
    """The lines of rendered HTML: a paragraph, an item of a list, a row of a table."""
    reader = _TextParser()
    reader.feed(html)
    reader.close()
    for line in "".join(reader.out).split("\n"):
        words = " ".join(line.split())
        if words:
            yield words


def text_of(html: str) -> str:
    """The words of rendered HTML, with a space where a block ends."""
    return " ".join(lines_of(html))


class KeptLines:
    """The lines of HTML that the last run read."""

    def __init__(self, texts: KeptTexts) -> None:
        self._texts = texts

    def of(self, html: str) -> Iterator[str]:
        """The lines of rendered HTML, kept for the next run from `save` on."""
        key = key_of(html)
        found = self._texts.find(key)
        if found is None:
            found = "".join(f"{line}\n" for line in lines_of(html))
            self._texts.keep(key, found)
        yield from found.split("\n")[:-1]

    def save(self) -> None:
        """Write what was used and read."""
        self._texts.save()


class _TextParser(StrictParser):
    """Collects the words of HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT
        self._part(tag)

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.out.append(data.replace("\n", " "))

    def _part(self, tag: str) -> None:
        if tag in _CELLS:
            self.out.append(" ")
        elif tag not in _INLINE:
            self.out.append("\n")
