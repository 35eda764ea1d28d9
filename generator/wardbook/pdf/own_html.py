"""HTML of the theme's templates → the tree that WeasyPrint lays out. Its parser reads what anybody
may have written, letter by letter, and takes a tenth of laying out; what is written strictly, as
templates are, is cut at its tags. Whatever is not goes to that parser."""

from __future__ import annotations

import re
from html import unescape
from xml.etree.ElementTree import Element, ParseError, SubElement, fromstring

_PIECE = re.compile(r"(<svg\s.*?</svg>)|<(/)?([a-z][a-z0-9]*)((?:\s[^<>]*)?)>|([^<]+)|<", re.DOTALL)
_ATTRIBUTE = re.compile(r'\s+([a-z][a-z0-9:.-]*)(?:="([^"]*)")?')
_UNUSUAL = re.compile(r"[\r\f\0]")
_SVG = "http://www.w3.org/2000/svg"
_BLANK = " \t\n"
_VOID = frozenset(("br", "col", "hr", "img", "meta", "wbr"))
_IN_LINES = frozenset(("a", "b", "br", "cite", "code", "em", "i", "img", "s")).union(
    ("small", "span", "strong", "sub", "sup", "u", "wbr")
)
"""What stands in a line: all else ends a paragraph that is still open."""
_KNOWN = _IN_LINES.union(
    ("html", "head", "meta", "title", "style", "body", "main", "header", "footer", "section"),
    ("div", "p", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "figure", "figcaption"),
    ("ul", "ol", "li", "dl", "dt", "dd"),
    ("table", "caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "td", "th"),
)
"""Elements whose tree is as they are nested; of others, such as fields, HTML says more."""
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_ITEMS = frozenset(("li", "dt", "dd"))
_LISTS = frozenset(("ul", "ol", "dl"))
_CELLS = frozenset(("td", "th", "caption"))
_HEAD = frozenset(("title", "meta", "style"))
_INSIDE = {
    "table": frozenset(("caption", "colgroup", "thead", "tbody", "tfoot")),
    "colgroup": frozenset(("col",)),
    "thead": frozenset(("tr",)),
    "tbody": frozenset(("tr",)),
    "tfoot": frozenset(("tr",)),
    "tr": frozenset(("td", "th")),
}
"""What alone may stand in parts of a table: all else is moved by the other parser."""
_OF_TABLES: frozenset[str] = frozenset().union(*_INSIDE.values())
_BETWEEN = frozenset(("", "html", "head", *_INSIDE))
"""Where nothing stands between elements but line breaks."""


class NotStrict(Exception):
    """HTML that is not written as strictly as templates write it."""


def tree_of(text: str) -> Element:
    """The tree of a whole document. Raises NotStrict where only a parser of HTML can tell it."""
    start = text.find("<html")
    if text[:start].strip().lower() != "<!doctype html>" or _UNUSUAL.search(text):
        raise NotStrict
    return _TreeFromTags().built(text[start:])


class _TreeFromTags:
    """Builds a tree from its tags."""

    def __init__(self) -> None:
        self._above: list[Element] = []
        """The elements that are open, the outermost first."""
        self._implied: list[Element] = []
        """Bodies of tables that no tag began, of those the open ones."""
        self._root: Element | None = None
        self._before: Element | None = None
        """The element that the next text stands behind; None: it is the first in its own."""

    def built(self, text: str) -> Element:
        """The tree of `text`, which begins with its root."""
        for piece in _PIECE.finditer(text):
            drawing, end, name, more, words = piece.groups()
            if words is not None:
                self._add_text(words)
            elif drawing is not None:
                self._add_drawing(drawing)
            elif name not in _KNOWN:
                raise NotStrict
            elif end:
                self._close(name, more)
            else:
                self._begin(name, more)
        if self._root is None or self._above:
            raise NotStrict
        return self._root

    def _begin(self, name: str, more: str) -> None:
        """Begin an element where the last one ended."""
        above = self._above[-1].tag if self._above else ""
        if name == "tr" and above == "table":
            self._begin("tbody", "")
            self._implied.append(self._above[-1])
            above = "tbody"
        if not self._may_stand(name, above):
            raise NotStrict
        attributes = _attributes(more)
        if self._above:
            made = SubElement(self._above[-1], name, attributes)
        elif self._root is None and name == "html":
            made = self._root = Element(name, attributes)
        else:
            raise NotStrict
        if name in _VOID:
            self._before = made
        else:
            self._above.append(made)
            self._before = None

    def _may_stand(self, name: str, above: str) -> bool:
        """Whether an element stands below `above` as it is written."""
        if above in _INSIDE:
            return name in _INSIDE[above]
        if name in _OF_TABLES:
            return False
        if name in ("head", "body"):
            return above == "html"
        if (above == "head") != (name in _HEAD):
            return False
        if name not in _IN_LINES:
            return self._begins_block(name)
        return name != "a" or all(one.tag != "a" for one in self._above)

    def _begins_block(self, name: str) -> bool:
        """Whether a block leaves what is open as it is: it ends a paragraph, an item ends the one
        before it, a heading the one that it stands in."""
        for one in reversed(self._above):
            tag = one.tag
            if tag == "p" or (tag in _ITEMS and name in _ITEMS):
                return False
            if tag in _HEADINGS and name in _HEADINGS:
                return False
            if tag in _LISTS and name in _ITEMS:
                return self._begins_block("div")
            if tag in _CELLS:
                return True
        return True

    def _close(self, name: str, more: str) -> None:
        """Close the innermost element, and with a table its body that no tag began."""
        if name == "table" and self._implied and self._above[-1] is self._implied[-1]:
            self._implied.pop()
            self._above.pop()
        if more or not self._above or self._above[-1].tag != name:
            raise NotStrict
        self._before = self._above.pop()

    def _add_drawing(self, written: str) -> None:
        """Add a drawing, which is XML."""
        above = self._above[-1].tag if self._above else ""
        if above in _BETWEEN or above in _HEAD:
            raise NotStrict
        try:
            drawn = fromstring(written)
        except ParseError as problem:
            raise NotStrict from problem
        if drawn.tag != f"{{{_SVG}}}svg":
            raise NotStrict
        drawn.set("{http://www.w3.org/2000/xmlns/}xmlns", _SVG)  # as a parser of HTML has it
        self._above[-1].append(drawn)
        self._before = drawn

    def _add_text(self, words: str) -> None:
        """Add text where the last element ended."""
        within = self._above[-1].tag if self._above else ""
        if within in _BETWEEN and words.strip(_BLANK):
            raise NotStrict
        if within != "style":
            words = unescape(words)
        if within in ("", "html"):
            self._add_between(words)
        elif self._before is None:
            self._above[-1].text = words
        else:
            self._before.tail = words

    def _add_between(self, breaks: str) -> None:
        """Add line breaks around head and body: those in front are dropped, those behind belong to
        the body."""
        parts = [] if self._root is None else list(self._root)
        if len(parts) == 1:
            parts[0].tail = breaks
        elif len(parts) == 2:
            body = parts[1]
            if len(body):
                body[-1].tail = (body[-1].tail or "") + breaks
            else:
                body.text = (body.text or "") + breaks


def _attributes(written: str) -> dict[str, str]:
    """Attributes as they are written in a tag. Raises NotStrict where there is something else."""
    attributes: dict[str, str] = {}
    at = 0
    for attribute in _ATTRIBUTE.finditer(written):
        if attribute.start() != at:
            raise NotStrict
        at = attribute.end()
        name, value = attribute.groups()
        attributes.setdefault(name, unescape(value or ""))
    if written[at:].strip(_BLANK):
        raise NotStrict
    return attributes
