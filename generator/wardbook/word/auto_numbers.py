"""Numbers that Word counts by itself, computed from its definitions of lists and shown as it shows
them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from wardbook.sheets.numbering import circled, han, letters, roman
from wardbook.word.word_xml import W, child, is_on, said, whole

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_FORMAL = dict(zip("零一二三四五六七八九十百", "零壹贰叁肆伍陆柒捌玖拾佰", strict=True))


def _of_signs(signs: str, number: int) -> str:
    """The sign at a place of a closed row; figures behind its end."""
    if number > len(signs):
        return str(number)
    return signs[number - 1]


def _wide(number: int) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) for sign in str(number))


def _from(first: str, most: int, number: int) -> str:
    """A sign of a row that begins with `first`; figures in brackets behind its end."""
    if number > most:
        return f"({number})"
    return chr(ord(first) + number - 1)


def _formal(number: int) -> str:
    return "".join(_FORMAL[sign] for sign in han(number))


def _ordinal(number: int) -> str:
    if number % 100 // 10 == 1:
        return f"{number}th"
    return str(number) + {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


_REPEATED = 26


def _repeated(number: int) -> str:
    """A … Z, AA, BB: Word repeats the letter."""
    rounds, at = divmod(number - 1, _REPEATED)
    return letters(at + 1) * (rounds + 1)


_FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "decimalEnclosedCircle": circled,
    "decimalEnclosedCircleChinese": circled,
    "decimalEnclosedParen": lambda number: _from("⑴", 20, number),
    "decimalEnclosedFullstop": lambda number: _from("⒈", 20, number),
    "ideographEnclosedCircle": lambda number: _from("㊀", 10, number),
    "upperRoman": roman,
    "lowerRoman": lambda number: roman(number).lower(),
    "upperLetter": _repeated,
    "lowerLetter": lambda number: _repeated(number).lower(),
    "chineseCounting": han,
    "chineseCountingThousand": han,
    "japaneseCounting": han,
    "taiwaneseCounting": han,
    "taiwaneseCountingThousand": han,
    "ideographDigital": han,
    "japaneseDigitalTenThousand": han,
    "taiwaneseDigital": han,
    "chineseLegalSimplified": _formal,
    "ideographLegalTraditional": _formal,
    "ideographTraditional": lambda number: _of_signs(_STEMS, number),
    "ideographZodiac": lambda number: _of_signs(_BRANCHES, number),
    "ordinal": _ordinal,
    "none": lambda _: "",
}
"""How Word calls a way of counting → what it shows. Any other is shown in figures, as Word does
that does not know it."""
_LIKE_TEN = ("ideographDigital", "japaneseDigitalTenThousand", "taiwaneseDigital")
_DIGITS = "〇一二三四五六七八九"


def counted(way: str, number: int) -> str:
    """A number in one of Word's ways of counting."""
    if number < 1:
        return str(number)
    if way in _LIKE_TEN and number >= 10:  # 一〇, 一一: figures, not words
        return "".join(_DIGITS[int(sign)] for sign in str(number))
    return _FORMATS.get(way, str)(number)


@dataclass(frozen=True)
class NumberedLevel:
    """One level of a list, as the file defines it."""

    way: str = "decimal"
    shown: str = ""
    """What is shown, with %1 for the number of the first level."""
    start: int = 1
    restarts_after: int | None = None
    """The level (from 1) behind which it begins anew; 0: never; None: behind any above it."""
    in_figures: bool = False
    """Whether it shows the levels above in figures, whatever these look like by themselves."""
    style: str = ""


@dataclass
class _List:
    """The levels of a definition, and where each counts."""

    levels: dict[int, NumberedLevel]
    counts: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


@dataclass(frozen=True)
class ShownNumber:
    """A number as shown, and whether it is a bullet."""

    text: str
    is_bullet: bool


class AutoNumbers:
    """Counts the paragraphs of one document in their order."""

    def __init__(self, numbering: Any) -> None:
        """`numbering` is the root of the definitions; None in a document without any."""
        self._lists: dict[str, _List] = {}
        self._abstract: dict[str, str] = {}
        self._own: dict[str, dict[int, NumberedLevel]] = {}
        self._starts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        if numbering is not None:
            self._read(numbering)

    def _read(self, root: Any) -> None:
        for element in root.findall(f"{W}abstractNum"):
            levels: dict[int, NumberedLevel] = {}
            for level in element.findall(f"{W}lvl"):
                levels[whole(level.get(f"{W}ilvl"))] = _level(level)
            self._lists[element.get(f"{W}abstractNumId") or ""] = _List(levels)
        for element in root.findall(f"{W}num"):
            self._read_num(element)

    def _read_num(self, element: Any) -> None:
        name = element.get(f"{W}numId") or ""
        self._abstract[name] = said(element, "abstractNumId")
        for override in element.findall(f"{W}lvlOverride"):
            at = whole(override.get(f"{W}ilvl"))
            level = override.find(f"{W}lvl")
            if level is not None:
                self._own.setdefault(name, {})[at] = _level(level)
            start = said(override, "startOverride")
            if start:
                self._starts.setdefault(name, {})[at] = whole(start)

    def level_of_style(self, name: str, style: str) -> int:
        """The level of list `name` that belongs to a paragraph style; 0 where none does."""
        listed = self._lists.get(self._abstract.get(name, ""))
        if listed is None:
            return 0
        for at, level in listed.levels.items():
            if level.style == style:
                return at
        return 0

    def next(self, name: str, at: int) -> ShownNumber | None:
        """Count one paragraph of list `name` on a level, from 0: its number as Word shows it. None
        for a list that is not defined."""
        listed = self._lists.get(self._abstract.get(name, ""))
        if listed is None or not 0 <= at < _LEVELS:
            return None
        level = self._level(name, listed, at)
        self._count(name, listed, at)
        if level.way == "bullet":
            return ShownNumber("", True)
        return ShownNumber(self._shown(name, listed, level).strip(), False)

    def _level(self, name: str, listed: _List, at: int) -> NumberedLevel:
        own = self._own.get(name, {}).get(at)
        return own or listed.levels.get(at) or NumberedLevel()

    def _count(self, name: str, listed: _List, at: int) -> None:
        start = self._level(name, listed, at).start
        if (name, at) not in self._begun and at in self._starts.get(name, {}):
            listed.counts[at] = self._starts[name][at]
        else:
            before = listed.counts[at]
            if before is not None:
                start = before + 1
            listed.counts[at] = start
        self._begun.add((name, at))
        for above in range(at):
            if listed.counts[above] is None:
                listed.counts[above] = self._level(name, listed, above).start
        for below in range(at + 1, _LEVELS):
            if self._begins_anew(name, listed, below, behind=at):
                listed.counts[below] = None

    def _begins_anew(self, name: str, listed: _List, at: int, *, behind: int) -> bool:
        after = self._level(name, listed, at).restarts_after
        return after is None or (after > 0 and behind < after)

    def _shown(self, name: str, listed: _List, level: NumberedLevel) -> str:
        def number(place: re.Match[str]) -> str:
            at = int(place[1]) - 1
            way = self._level(name, listed, at).way
            if level.in_figures:
                way = "decimal"
            return counted(way, listed.counts[at] or 1)

        return _PLACE.sub(number, level.shown)


def _level(element: Any) -> NumberedLevel:
    restart = said(element, "lvlRestart")
    after = None
    if restart:
        after = whole(restart)
    figures = child(element, "isLgl")
    return NumberedLevel(
        way=_way(element),
        shown=said(element, "lvlText"),
        start=whole(said(element, "start"), 1),
        restarts_after=after,
        in_figures=figures is not None and is_on(figures),
        style=said(element, "pStyle"),
    )


def _way(element: Any) -> str:
    """How a level counts; it may stand in an alternative for newer programs."""
    found = said(element, "numFmt")
    for other in element.iter(f"{W}numFmt"):
        found = found or other.get(f"{W}val") or ""
    return found or "decimal"
