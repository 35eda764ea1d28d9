"""Positions → numbers in words: ids are identity, numbers are presentation. A style is a list of forms, each read from an
example (`第一条`, `1.1`), so that a variant or another language is data."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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
_WIDE = ("、", "．", "）", "〕", "】", "》", "」", "：")
"""Ends of a number that bring their own space."""
_OPENING = ("（", "(", "〔", "【", "[")


def han(number: int) -> str:
    """A number below 1000 in Chinese numerals: 一, 十, 十一, 二十三, 一百零五, 一百一十."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    head = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if head and ones and not tens:
        head += "零"
    middle = ("" if tens == 1 and not head else _DIGITS[tens]) + "十" if tens else ""
    return head + middle + (_DIGITS[ones] if ones else "")


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
    return chr(ord("①") + number - 1) if number <= 20 else f"({number})"


_COUNTS: Mapping[str, Callable[[int], str]] = {
    "一": han,
    "1": str,
    "Ⅰ": lambda number: chr(ord("Ⅰ") + number - 1) if number <= _ROMAN_SIGNS else roman(number),
    "I": roman,
    "i": lambda number: roman(number).lower(),
    "A": letters,
    "a": lambda number: letters(number).lower(),
    "①": circled,
}
"""What an example's numeral counts like."""


@dataclass(frozen=True)
class NumeralStyle:
    """What numbers of one level look like: numerals with literals around them. Several numerals print the levels above too."""

    numerals: tuple[str, ...]
    literals: tuple[str, ...]

    def words(self, counts: tuple[int, ...]) -> str:
        """The last of `counts`, as many as there are numerals."""
        shown = counts[-len(self.numerals) :]
        said = [
            _COUNTS[numeral](number) for numeral, number in zip(self.numerals, shown, strict=True)
        ]
        return self.literals[0] + "".join(
            number + after for number, after in zip(said, self.literals[1:], strict=True)
        )


def form(example: str) -> NumeralStyle:
    """The form that an example shows."""
    return NumeralStyle(*parts(example))


@dataclass(frozen=True)
class Style:
    """How one plan numbers in one language. `alone` are the ranks that name themselves, whatever stands above them."""

    levels: tuple[NumeralStyle, ...]
    items: tuple[NumeralStyle, ...]
    """Forms of numbered lists; empty: the levels below their chapter."""
    attachment: NumeralStyle
    within: str
    """A place within an attachment: `{attachment}` and `{part}`."""
    articles: bool
    alone: frozenset[int]

    def number(self, position: Position) -> str:
        """The number before a title, punctuation included; empty without one."""
        if not position.numbered:
            return ""
        return (
            self._level(position, len(position.steps))
            if position.steps
            else self._attachment(position)
        )

    def path(self, position: Position) -> str:
        """The whole number for references: 三（二）1, 2.1.3, 第十二条（一）; empty without one."""
        if not position.numbered:
            return ""
        said: list[str] = []
        for length, (rank, _) in enumerate(position.steps, 1):
            numerals = len(self._form(rank).numerals)
            above = len(said) if rank in self.alone else numerals - 1
            said = [*said[: max(0, len(said) - above)], self._level(position, length)]
        part = _chained(said)
        if not position.attachment:
            return part
        attachment = self._attachment(position)
        return self.within.format(attachment=attachment, part=part) if part else attachment

    def item(self, position: Position, numbers: tuple[str, ...]) -> str:
        """A list item's whole number: that of its chapter, then those of the items that it stands under and its own."""
        return _chained([self.path(position), *numbers])

    def list_forms(self, entry: OutlineEntry, own: Sequence[str] = ()) -> tuple[NumeralStyle, ...]:
        """Forms of the levels of a numbered list in a chapter: its `own` examples, else the plan's for lists, else those below
        the chapter, or below the chapters that it holds, so that no item looks like one of them."""
        if own or self.items:
            return tuple(form(example) for example in own) or self.items
        rank = entry.position.steps[-1][0] if entry.position.steps else 0
        holds = bool(entry.below or entry.procedures)
        if self.articles and rank < ARTICLE:
            rank, holds = ARTICLE, holds and bool(entry.position.attachment)
        return self.levels[rank + 1 + holds :] or self.levels[-1:]

    def _level(self, position: Position, length: int) -> str:
        counts = tuple(number for _, number in position.steps[:length])
        return self._form(position.steps[length - 1][0]).words(counts)

    def _form(self, rank: int) -> NumeralStyle:
        """The form of a rank. Below the last, a form of several numerals grows, any other repeats."""
        last = self.levels[-1]
        deeper = rank - len(self.levels) + 1
        if deeper <= 0:
            return self.levels[rank]
        if len(last.numerals) == 1:
            return last
        more = (last.literals[-2],) * deeper
        return NumeralStyle(
            last.numerals + (last.numerals[-1],) * deeper,
            (*last.literals[:-1], *more, last.literals[-1]),
        )

    def _attachment(self, position: Position) -> str:
        return self.attachment.words((position.attachment,))


def item_number(forms: Sequence[NumeralStyle], at: int) -> str:
    """The number of an item at the outermost level of `forms`."""
    return forms[0].words((at,)) if len(forms[0].numerals) == 1 else str(at)


def path_numbers(forms: Sequence[NumeralStyle], path: Sequence[ItemPlace]) -> tuple[str, ...]:
    """The numbers of an item and of the items that it stands under; those of unnumbered lists have none."""
    said = []
    for place in path:
        if place.numbered:
            said.append(item_number(forms, place.at))
            forms = forms[1:] or forms
    return tuple(said)


def style(numbering: Numbering, language: str, phrases: Mapping[str, str]) -> Style:
    """A plan's style in one language: the plan's own examples, else those of the language's phrases."""
    name = str(numbering.style)
    levels = numbering.levels.get(language) or _examples(phrases, name)
    forms = [form(example) for example in levels]
    if name == "articles":
        forms.insert(SECTION, form(numbering.section.get(language) or phrases["numbering_section"]))
    items = numbering.items.get(language) or _examples(phrases, f"{name}_items")
    return Style(
        levels=tuple(forms),
        items=tuple(form(example) for example in items),
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
    return "" if not number or number.endswith(_WIDE) else " "


def _examples(phrases: Mapping[str, str], name: str) -> tuple[str, ...]:
    """The forms of a style in a language, separated by |."""
    return tuple(filter(None, phrases[f"numbering_{name}"].split("|")))


def _chained(said: list[str]) -> str:
    """Numbers of several levels as one: 三、 and （二） make 三（二）, 第二部分 and 1. make 第二部分 1."""
    text = ""
    for part in said:
        head = text.rstrip("、．")
        if head and part[0].isalpha() and part[:2].isalpha() and part.isascii():
            text = f"{head.rstrip('.')}, {part}"
        elif head and part.endswith(")") and not part.startswith(_OPENING):
            text = f"{head} {part}"
        elif head and head[-1].isalnum() and not part.startswith((*_OPENING, "第")):
            text = (
                f"{head} {part}"
                if part[0].isascii() and not head[-1].isascii() and head[0] == "第"
                else f"{head}.{part}"
            )
        else:
            text = head + part
    return text.rstrip("、．.：")
