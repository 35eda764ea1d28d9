"""What a page needs besides what paper needs: numbers that can be tapped, cells that say what they
are where a table becomes a list, the language of foreign words."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from typing import NamedTuple

from wardbook.html.strict_parser import VOID, StrictParser

_LINES = frozenset(("br", "div", "li", "p"))
"""Elements that begin a line of their own."""
_UNTOUCHED = frozenset(("script", "style", "svg", "textarea"))
"""Elements in which words are data or drawing."""
_NUMBERS = frozenset(("number", "dial-number", "ring"))
"""Classes whose whole text is numbers to call."""
_HAN = r"[㐀-鿿]"
_HAN_RUN = re.compile(rf"{_HAN}(?:[^<A-Za-z0-9]*{_HAN})?")
_LATIN_RUN = re.compile(
    r"[A-Za-z][a-z]+(?:[ ,;:/&'’-]+[A-Za-z0-9][A-Za-z0-9-]*)*[ -][A-Za-z][a-z]+"
)
"""Two English words at least: a short name such as LIS is a word of both languages."""
_DIGITS = re.compile(r"\+?[0-9](?:[0-9 \u00a0-]*[0-9])?")
_SHORTEST = 4
"""Digits of a number that is known in running words: 120 may be minutes."""
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")

_DAY = re.compile(r"(?<![\w-])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![\w-])", re.ASCII)
"""A date that a narrow cell would break at its hyphens."""

Attributes = list[tuple[str, str | None]]


def known_numbers(numbers: Iterable[str]) -> re.Pattern[str] | None:
    """A pattern of these numbers where they stand alone in running words; None where none can be
    known."""
    found = set()
    for number in numbers:
        digits = re.sub(r"[^0-9]", "", number)
        if len(digits) >= _SHORTEST and not _YEAR.fullmatch(number):
            found.add(number)
    if not found:
        return None
    longest_first = sorted(found, key=lambda number: (-len(number), number))
    either = "|".join(map(re.escape, longest_first))
    return re.compile(rf"(?<![\w.,/+-])(?:{either})(?![\w/]|[.,-]\w)", re.ASCII)


def telephone(number: str) -> str:
    """The address that calls a number."""
    return "tel:" + re.sub(r"[^0-9+*#]", "", number)


@dataclass(frozen=True)
class Reading:
    """How pages of one language are made readable."""

    language: str
    han: str
    """Language of Chinese words on a page in another; empty on a Chinese page."""
    latin: str
    """Language of English words on a Chinese page; empty elsewhere."""
    numbers: re.Pattern[str] | None
    """Numbers that are known in running words."""

    def readable(self, html: str) -> str:
        """The HTML of a part with what screens need."""
        writer = _Rewriter(self)
        writer.feed(html)
        writer.close()
        return writer.finished()


@dataclass
class _ReadTable:
    """Where a table is being read."""

    labels: list[str] = field(default_factory=list)
    """Of each column, from the head's row that has most of them."""
    row: list[str] = field(default_factory=list)
    spans: dict[int, int] = field(default_factory=dict)
    """Column → rows that a cell from above still fills."""
    column: int = 0
    in_head: bool = False
    heading: list[str] | None = None
    """Text of the head's cell that is being read."""
    across: int = 1

    def begin_row(self) -> None:
        """Go on with the first column."""
        self.column, self.row = 0, []

    def end_row(self) -> None:
        """Keep the labels of a head's row; cells from above come one row nearer their end."""
        if self.in_head and len(self.row) >= len(self.labels):
            self.labels = self.row
        for column in list(self.spans):
            self.spans[column] -= 1
            if self.spans[column] <= 0:
                del self.spans[column]

    def place(self, across: int, down: int) -> int:
        """The column of the next cell, which fills `across` columns and `down` rows."""
        while self.column in self.spans:
            self.column += 1
        at = self.column
        if down > 1:
            for column in range(at, at + across):
                self.spans[column] = down
        self.column += across
        return at

    def label(self, column: int) -> str:
        """What a column is called."""
        if column < len(self.labels):
            return self.labels[column]
        return ""


class _OpenElement(NamedTuple):
    """An element that is open, and what holds for all that stands in it."""

    tag: str = ""
    classes: frozenset[str] = frozenset()
    in_form: bool = False
    in_link: bool = False
    is_untouched: bool = False
    """Whether its words are data or drawing."""
    says_language: bool = False


class _Rewriter(StrictParser):
    """Reads the HTML of a part and writes it again."""

    def __init__(self, reading: Reading) -> None:
        super().__init__(convert_charrefs=True)
        self._reading = reading
        self._out: list[str] = []
        self._open = [_OpenElement()]
        """The elements that are open, the part itself first."""
        self._tables: list[_ReadTable] = []

    def finished(self) -> str:
        """What was written."""
        return "".join(self._out)

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        values = dict(attrs)
        above = self._open[-1]
        more = ""
        if not above.in_form:
            more = self._for_table(tag, values)
        if tag in _LINES and self._tables and self._tables[-1].heading is not None:
            self._tables[-1].heading.append(" ")
        self._out.append(f"<{tag}")
        for name, value in attrs:
            self._out.append(f' {name}="{escape(value or "")}"')
        self._out.append(f"{more}>")
        if tag not in VOID:
            self._open.append(_opened(above, tag, values))

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if len(self._open) > 1:
            self._open.pop()
        self._out.append(f"</{tag}>")
        if not self._tables or self._open[-1].in_form:
            return
        table = self._tables[-1]
        if tag == "table":
            self._tables.pop()
        elif tag == "thead":
            table.in_head = False
        elif tag == "tr":
            table.end_row()
        elif tag == "th" and table.heading is not None:
            label = " ".join("".join(table.heading).split())
            table.row += [label] * table.across
            table.heading = None

    def handle_data(self, data: str) -> None:
        if self._tables and self._tables[-1].heading is not None:
            self._tables[-1].heading.append(data)
        if self._open[-1].is_untouched:
            self._out.append(escape(data))
            return
        self._out.append("".join(self._said(data)))

    def _for_table(self, tag: str, values: dict[str, str | None]) -> str:
        """Keep where the table stands; a cell's attribute that says what it is."""
        if tag == "table":
            self._tables.append(_ReadTable())
        if not self._tables:
            return ""
        table = self._tables[-1]
        if tag == "thead":
            table.in_head = True
        elif tag == "tr":
            table.begin_row()
        elif tag in ("td", "th"):
            return self._for_cell(table, tag, values)
        return ""

    def _for_cell(self, table: _ReadTable, tag: str, values: dict[str, str | None]) -> str:
        across = int(values.get("colspan") or 1)
        column = table.place(across, int(values.get("rowspan") or 1))
        if table.in_head:
            if tag == "th":
                table.heading, table.across = [], across
            else:
                table.row += [""] * across
            return ""
        label = table.label(column)
        if tag == "td" and label and across == 1:
            return f' data-label="{escape(label)}"'
        return ""

    def _said(self, text: str) -> Iterator[str]:
        """Words with their languages and numbers."""
        element = self._open[-1]
        if element.in_link or element.in_form:
            yield self._spoken(text)
        elif element.classes & _NUMBERS or self._is_ringing():
            yield from _tapped(text, _DIGITS, self._spoken)
        elif self._reading.numbers:
            yield from _tapped(text, self._reading.numbers, self._spoken)
        else:
            yield self._spoken(text)

    def _is_ringing(self) -> bool:
        """Whether this is the bold number of a cell of numbers."""
        return self._open[-1].tag == "b" and bool(self._open[-2].classes & _NUMBERS)

    def _spoken(self, text: str) -> str:
        """Words, those of another language marked, dates held together."""
        said = self._in_languages(text)
        if self._open[-1].in_form:
            return said
        return _DAY.sub(r'<span class="wb-day">\g<0></span>', said)

    def _in_languages(self, text: str) -> str:
        if self._open[-1].says_language:
            return escape(text)
        if self._reading.han:
            return _marked(text, _HAN_RUN, self._reading.han)
        if self._reading.latin:
            return _marked(text, _LATIN_RUN, self._reading.latin)
        return escape(text)


def _opened(above: _OpenElement, tag: str, values: dict[str, str | None]) -> _OpenElement:
    """An element of `above` with these attributes."""
    classes = frozenset((values.get("class") or "").split())
    return _OpenElement(
        tag,
        classes,
        in_form=above.in_form or "form" in classes,
        in_link=above.in_link or tag == "a",
        is_untouched=above.is_untouched or tag in _UNTOUCHED,
        says_language=above.says_language or "lang" in values,
    )


def _tapped(text: str, numbers: re.Pattern[str], spoken: Callable[[str], str]) -> Iterator[str]:
    """The text with a link to each number that `numbers` finds."""
    done = 0
    for found in numbers.finditer(text):
        yield spoken(text[done : found.start()])
        yield f'<a href="{telephone(found[0])}">{escape(found[0])}</a>'
        done = found.end()
    yield spoken(text[done:])


def _marked(text: str, words: re.Pattern[str], language: str) -> str:
    """The text, escaped, with the language of what `words` finds."""
    made, done = [], 0
    for found in words.finditer(text):
        made.append(escape(text[done : found.start()]))
        made.append(f'<span lang="{language}">{escape(found[0])}</span>')
        done = found.end()
    return "".join((*made, escape(text[done:])))
