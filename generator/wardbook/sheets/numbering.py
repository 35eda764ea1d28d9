"""Positions → numbers in words: ids are identity, numbers are presentation.

A style is a list of forms, each read from an example (`第一条`, `1.1`), so that a variant or
another language is data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from wardbook.plan.model.items import ItemPlace
from wardbook.plan.model.numbering import Numbering, parts
from wardbook.plan.model.outline import ARTICLE, SECTION, OutlineEntry, Position, running

_DIGITS = "零一二三四五六七八九"
_ROMAN = (
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
_ROMAN_SIGNS = 12
"""Ⅰ to Ⅻ are signs of their own; what stands behind them is written in letters."""
_CIRCLED_SIGNS = 20
"""① to ⑳ are signs of their own."""
_WIDE = ("、", "．", "）", "〕", "】", "》", "」", "：")
"""Ends of a number that bring their own space."""
_OPENING = ("（", "(", "〔", "【", "[")


def han(number: int) -> str:
    """A number below 1000 in Chinese numerals: 一, 十, 十一, 二十三, 一百零五, 一百一十."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    text = ""
    if hundreds:
        text = f"{_DIGITS[hundreds]}百"
    if tens == 1 and not hundreds:
        text = "十"  # 十一, but 一百一十一
    elif tens:
        text += f"{_DIGITS[tens]}十"
    elif hundreds and ones:
        text += "零"
    if ones:
        text += _DIGITS[ones]
    return text


def roman(number: int) -> str:
    """A number in Roman numerals."""
    text = ""
    for value, letters in _ROMAN:
        while number >= value:
            text, number = text + letters, number - value
    return text


def letters(number: int) -> str:
    """A, B … Z, AA, AB …"""
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def circled(number: int) -> str:
    """①, ② … ⑳; beyond them in brackets."""
    if number > _CIRCLED_SIGNS:
        return f"({number})"
    return chr(ord("①") + number - 1)


def roman_sign(number: int) -> str:
    """Ⅰ, Ⅱ … Ⅻ; beyond them in letters."""
    if number > _ROMAN_SIGNS:
        return roman(number)
    return chr(ord("Ⅰ") + number - 1)


_COUNTS: Mapping[str, Callable[[int], str]] = {
    "一": han,
    "1": str,
    "Ⅰ": roman_sign,
    "I": roman,
    "i": lambda number: roman(number).lower(),
    "A": letters,
    "a": lambda number: letters(number).lower(),
    "①": circled,
}
"""What an example's numeral counts like."""


@dataclass(frozen=True)
class NumeralStyle:
    """What numbers of one level look like: numerals with literals around them.

    Several numerals print the levels above too.
    """

    numerals: tuple[str, ...]
    literals: tuple[str, ...]

    def words(self, counts: tuple[int, ...]) -> str:
        """The last of `counts`, as many as there are numerals.

        Where there are fewer, the outer numerals are left out: below a chapter without a number
        1.1 is 1.
        """
        shown = counts[-len(self.numerals) :]
        missing = len(self.numerals) - len(shown)
        numerals, literals = self.numerals[missing:], self.literals[missing + 1 :]
        text = self.literals[0]
        for numeral, number, literal in zip(numerals, shown, literals, strict=True):
            text += _COUNTS[numeral](number) + literal
        return text

    def alone(self) -> NumeralStyle:
        """The form without the levels above: 1 for 1.1."""
        return NumeralStyle(self.numerals[-1:], (self.literals[0], self.literals[-1]))

    def below(self, levels: int = 1) -> NumeralStyle:
        """The form of a level below it that has none of its own.

        A form of several numerals grows, any other repeats.
        """
        if len(self.numerals) == 1:
            return self
        more = (self.literals[-2],) * levels
        return NumeralStyle(
            self.numerals + (self.numerals[-1],) * levels,
            (*self.literals[:-1], *more, self.literals[-1]),
        )


def form(example: str) -> NumeralStyle:
    """The form that an example shows."""
    return NumeralStyle(*parts(example))


@dataclass(frozen=True)
class Style:
    """How one plan numbers in one language.

    `alone` are the ranks that name themselves, whatever stands above them.
    """

    language: str

    levels: tuple[NumeralStyle, ...]
    items: tuple[NumeralStyle, ...]
    """Forms of numbered lists; empty: the levels below their chapter."""
    items_continue: bool
    """Lists take the levels below their chapter, whatever forms there are for them."""
    attachment: NumeralStyle
    within: str
    """A place within an attachment: `{attachment}` and `{part}`."""
    articles: bool
    alone: frozenset[int]

    def number(self, position: Position) -> str:
        """The number before a title, punctuation included; empty without one."""
        if not position.numbered:
            return ""
        if not position.steps:
            return self._attachment(position)
        return self._level(position, len(position.steps))

    def path(self, position: Position) -> str:
        """The whole number for references: 三（二）1, 2.1.3, 第十二条（一）; empty without one."""
        if not position.numbered:
            return ""
        return self._within(position, self._said(position))

    def _said(self, position: Position) -> list[str]:
        """The numbers that a reference to a position chains: each level's that no other prints."""
        said: list[str] = []
        for length, (rank, _) in enumerate(position.steps, 1):
            above = len(self._form(rank, position).numerals) - 1
            if rank in self.alone:
                above = len(said)
            said = _with_number(said, self._level(position, length), above)
        return said

    def _within(self, position: Position, said: list[str]) -> str:
        """A chain of numbers, behind the attachment's where the position belongs to one."""
        part = _chained(said)
        if not position.attachment:
            return part
        attachment = self._attachment(position)
        if not part:
            return attachment
        return self.within.format(attachment=attachment, part=part)

    def item(self, position: Position, numbers: Iterable[ItemNumber]) -> str:
        """A list item's whole number.

        It is that of its chapter, then those of the items that it stands under and its own, but
        for those that another prints.
        """
        said = self._said(position)
        for number in numbers:
            said = _with_number(said, number.text, number.above)
        if position.attachment and not position.steps:
            return _chained([self._attachment(position), *said])
        return self._within(position, said)

    def list_numbers(self, entry: OutlineEntry, own: Sequence[str] = ()) -> ListNumbers:
        """How a numbered list in a chapter counts.

        Forms of its levels are its `own` examples, else the plan's for lists, else those below the
        chapter, or below the chapters that it holds, so that no item looks like one of them.
        """
        if own:
            forms = tuple(map(form, own))
        else:
            forms = self._list_forms(entry)
        return ListNumbers(forms, entry.position.counts)

    def _list_forms(self, entry: OutlineEntry) -> tuple[NumeralStyle, ...]:
        """The style's own forms of lists, or those of the levels below.

        Where a chapter holds others, an item that prints the chapter's number (3.1) would look
        like one of them: it keeps to its own.
        """
        below = self._forms_below(entry)
        holds_numbered = bool(entry.below or entry.procedures)
        would_repeat = holds_numbered and len(below[0].numerals) > 1
        if self.items and (would_repeat or not self.items_continue):
            return self.items
        if would_repeat:
            return (below[0].alone(),)
        return below

    def _forms_below(self, entry: OutlineEntry) -> tuple[NumeralStyle, ...]:
        """Forms of the levels below a chapter and the chapters that it holds."""
        rank = 0
        if entry.position.steps:
            rank = entry.position.steps[-1][0]
        holds_numbered = bool(entry.below or entry.procedures)
        if self.articles and rank < ARTICLE:
            # a list that stands above the articles is numbered like one in an article
            rank = ARTICLE
            holds_numbered = holds_numbered and bool(entry.position.attachment)
        first = rank + 2 if holds_numbered else rank + 1
        last = max(first + 1, len(self.levels))
        forms = []
        for below in range(first, last):
            forms.append(self._form(below, entry.position))
        return tuple(forms)

    def _level(self, position: Position, length: int) -> str:
        rank = position.steps[length - 1][0]
        return self._form(rank, position).words(position.counts[:length])

    def _form(self, rank: int, position: Position) -> NumeralStyle:
        """The form of a rank: that of the innermost chapter which gives one, else the style's."""
        for own in reversed(position.levels):
            examples = own.examples.get(self.language)
            if examples and rank >= own.rank:
                return _form_at(tuple(map(form, examples)), rank - own.rank)
        return _form_at(self.levels, rank)

    def _attachment(self, position: Position) -> str:
        return self.attachment.words((position.attachment,))


@dataclass(frozen=True)
class ItemNumber:
    """An item's number; `above` is how many levels above it the number itself prints."""

    text: str
    above: int


@dataclass(frozen=True)
class ListNumbers:
    """How one level of a numbered list counts, and the levels below it.

    `counts` are those of the levels above it: of its chapter and of the items that it stands under.
    """

    forms: tuple[NumeralStyle, ...]
    counts: tuple[int, ...] = ()

    def number(self, at: int) -> str:
        """The number of the item at a place of the list."""
        return self.forms[0].words((*self.counts, at))

    def below(self, at: int) -> ListNumbers:
        """How a list below the item at a place counts."""
        forms = self.forms[1:] or (self.forms[0].below(),)
        return ListNumbers(forms, (*self.counts, at))

    def path(self, places: Iterable[ItemPlace]) -> Iterator[ItemNumber]:
        """The numbers of an item and of the items that it stands under.

        Items of unnumbered lists have none.
        """
        level = self
        for place in places:
            if place.numbered:
                above = len(level.forms[0].numerals) - 1
                yield ItemNumber(level.number(place.at), above)
                level = level.below(place.at)


def _form_at(forms: Sequence[NumeralStyle], at: int) -> NumeralStyle:
    """The form at a place; below the last it is that form's next one."""
    deeper = at - len(forms) + 1
    if deeper <= 0:
        return forms[at]
    return forms[-1].below(deeper)


def _with_number(said: list[str], number: str, above: int) -> list[str]:
    """A chain with one number more, which prints `above` of those before it."""
    kept = max(0, len(said) - above)
    return [*said[:kept], number]


def style(numbering: Numbering, language: str, phrases: Mapping[str, str]) -> Style:
    """A plan's style in one language: its own examples, else those of the language's phrases."""
    name = str(numbering.style)
    levels = numbering.levels.get(language) or _examples(phrases, name)
    forms = list(map(form, levels))
    if name == "articles":
        forms.insert(SECTION, form(numbering.section.get(language) or phrases["numbering_section"]))
    items = numbering.items.get(language) or _examples(phrases, f"{name}_items")
    return Style(
        language=language,
        levels=tuple(forms),
        items=tuple(map(form, items)),
        items_continue=numbering.items_continue,
        attachment=form(numbering.attachments.get(language) or phrases["numbering_attachment"]),
        within=phrases["attachment_part"],
        articles=name == "articles",
        alone=running(numbering),
    )


def joined(number: str, title: str) -> str:
    """A heading: 一、总则 without a gap; III. Organisation with one."""
    if not number or not title:
        return number or title
    return number + gap(number) + title


def gap(number: str) -> str:
    """What stands between a number and what follows it."""
    if not number or number.endswith(_WIDE):
        return ""
    return " "


def _examples(phrases: Mapping[str, str], name: str) -> tuple[str, ...]:
    """The forms of a style in a language, separated by |."""
    return tuple(filter(None, phrases[f"numbering_{name}"].split("|")))


def _chained(said: list[str]) -> str:
    """Numbers of several levels as one.

    三、 and （二） make 三（二）, 第二部分 and 1. make 第二部分 1.
    """
    text = ""
    for number in said:
        head = text.rstrip("、．")
        text = _appended(head, number) if head else number
    return text.rstrip("、．.：")


def _appended(head: str, number: str) -> str:
    """The number of a level behind those of the levels above it, which are not empty."""
    begins_with_word = number[:2].isalpha() and number.isascii()
    if begins_with_word:
        return f"{head.rstrip('.')}, {number}"
    if number.endswith(")") and not number.startswith(_OPENING):
        return f"{head} {number}"
    if not head[-1].isalnum() or number.startswith((*_OPENING, "第")):
        return head + number
    stands_behind_words = head[0] == "第" and not head[-1].isascii()
    if stands_behind_words and number[0].isascii():
        return f"{head} {number}"
    return f"{head}.{number}"
