"""A sheet's HTML made for the screen: what only paper needs is dropped, and its headings become the
page's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from html import escape

from wardbook.html.strict_parser import VOID, StrictParser
from wardbook.site.page import Heading, Html

_PAPER_ONLY = frozenset(("card-head", "sign", "sheet-mark"))
"""Classes of what paper needs and a page has elsewhere: name and code on top, signatures, marks
that printing measures by."""
_LEVELS = {f"h{level}": level for level in range(1, 7)}
_TRANSPARENT = "section"
"""Sections nest as chapters do; on a page, headings say the same."""

Attributes = list[tuple[str, str | None]]


def screen_parts(html: str, kind: str, shift: int = 0) -> Iterator[Heading | Html]:
    """The parts of a page that shows a sheet of `kind`. Headings with an id that stand in sections
    alone become the page's, `shift` levels lower; a first heading without id repeats the page's
    title and goes, except on a form, where it is a printed word."""
    reader = _ScreenParser(kind, shift)
    reader.feed(html)
    reader.close()
    return reader.parts()


class _ScreenParser(StrictParser):
    """Cuts HTML at the headings of the outermost sections."""

    def __init__(self, kind: str, shift: int) -> None:
        super().__init__(convert_charrefs=True)
        self._kind, self._shift = kind, shift
        self._found: list[Heading | Html] = []
        self._chunk: list[str] = []
        self._open: list[str] = []
        """Elements of the present chunk."""
        self._dropping: list[str] = []
        """Elements below one that is dropped."""
        self._heading: Heading | None = None
        """A heading that is being read."""

    def parts(self) -> Iterator[Heading | Html]:
        """What was found."""
        self._cut()
        yield from self._found

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        values = dict(attrs)
        if self._dropping or self._is_for_paper(tag, values):
            if tag not in VOID:
                self._dropping.append(tag)
            return
        if self._open:
            self._write(self._lower(tag), attrs)
            return
        anchor = values.get("id")
        if anchor and tag in _LEVELS:
            self._cut()
            self._heading = Heading(_LEVELS[tag] + self._shift, "", anchor)
        elif tag != _TRANSPARENT and not self._heading:
            self._write(self._lower(tag), attrs)

    def _is_for_paper(self, tag: str, values: Mapping[str, str | None]) -> bool:
        """Whether an element is dropped with all that stands in it."""
        classes = (values.get("class") or "").split()
        if not _PAPER_ONLY.isdisjoint(classes):
            return True
        return tag == "h1" and "id" not in values and self._kind != "form"

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if self._dropping:
            self._dropping.pop()
        elif self._open:
            self._open.pop()
            if tag == "header" and self._chunk[-1].startswith("<header"):
                self._chunk.pop()  # its title is the page's
            else:
                self._chunk.append(f"</{self._lower(tag)}>")
        elif tag in _LEVELS and self._heading:
            self._found.append(self._heading)
            self._heading = None

    def handle_data(self, data: str) -> None:
        if self._dropping:
            return
        if self._heading:
            self._heading = replace(self._heading, text=self._heading.text + data)
        elif self._open or data.strip():
            self._chunk.append(escape(data))

    def _lower(self, tag: str) -> str:
        """A heading's element on the page, lower as its level is; any other as it is. On a form,
        headings are words of the paper."""
        if tag not in _LEVELS:
            return tag
        if self._kind == "form":
            return "div"
        return f"h{min(6, _LEVELS[tag] + self._shift)}"

    def _write(self, tag: str, attrs: Attributes) -> None:
        values = "".join(f' {name}="{escape(value or "")}"' for name, value in attrs)
        self._chunk.append(f"<{tag}{values}>")
        if tag not in VOID:
            self._open.append(tag)

    def _cut(self) -> None:
        """End the present chunk: what comes next is another part of the page."""
        html = "".join(self._chunk).strip()
        if html:
            self._found.append(Html(f'<div class="wb-sheet {self._kind}">{html}</div>'))
        self._chunk = []
