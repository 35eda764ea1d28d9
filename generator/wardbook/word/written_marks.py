"""Numbers at the beginning of a paragraph, typed or counted by Word: what they look like, and which
number they are."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from wardbook.sheets.numbering import form

_DIGITS = "零一二三四五六七八九"
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_H = r"[一二三四五六七八九十百零〇]{1,6}"
_N = r"\d{1,3}"
_SPACE = r"[ \t\u3000\xa0]"
_END = rf"(?={_SPACE}|$|[、，：:．.])"
_APART = rf"{_SPACE}+"
_NO_FIGURE = r"(?![\d])"

_TITLED = {"编": 0, "篇": 0, "部分": 0, "章": 1, "节": 2}


@dataclass(frozen=True)
class WrittenMark:
    """A number as it is written, and what follows it."""

    text: str
    """As it stands there."""
    example: str
    """What the first of its kind looks like: （一）, 1.1, 第一章."""
    counts: tuple[int, ...]
    """Its numbers, outermost first."""
    rest: str
    """What follows it."""
    rank: int
    """How far out it stands in most plans, 0 outermost."""
    heads: bool = False
    """Whether it never numbers a mere item of a list: 第一章, Annex A."""
    is_article: bool = False
    is_section: bool = False
    is_attachment: bool = False

    @property
    def value(self) -> int:
        """Its own number."""
        return self.counts[-1]

    @property
    def is_shown_by_plans(self) -> bool:
        """Whether a plan can count this way: it shows exactly this number again."""
        return bool(self.example) and form(self.example).words(self.counts) == self.text


def _han(text: str) -> int:
    total = digit = 0
    for sign in text.replace("〇", "零"):
        if sign == "百":
            total, digit = total + max(digit, 1) * 100, 0
        elif sign == "十":
            total, digit = total + max(digit, 1) * 10, 0
        else:
            digit = _DIGITS.index(sign)
    return total + digit


def _roman(text: str) -> int:
    total = largest = 0
    for sign in reversed(text.upper()):
        value = _ROMAN[sign]
        if value < largest:
            total -= value
        else:
            total, largest = total + value, value
    return total


def _letter(text: str) -> int:
    return ord(text.upper()) - ord("A") + 1


def _sign_from(first: str) -> Callable[[str], int]:
    return lambda text: ord(text) - ord(first) + 1


@dataclass(frozen=True)
class _Kind:
    """A way of writing a number: `pattern` has one group for it."""

    pattern: re.Pattern[str]
    numeral: str
    """What stands for the first number in an example; empty where plans can't count so."""
    number: Callable[[str], int]
    rank: int
    heads: bool = False


def _kind(
    before: str, numeral: str, after: str, rank: int, *, behind: str = "", heads: bool = False
) -> _Kind:
    """A kind whose numeral stands between two literals, and `behind` follows it."""
    signs, number = _NUMERALS[numeral]
    pattern = re.compile(rf"({before})({signs})({after}){behind}")
    return _Kind(pattern, numeral, number, rank, heads)


_NUMERALS: dict[str, tuple[str, Callable[[str], int]]] = {
    "一": (_H, _han),
    "1": (_N, int),
    "I": ("[IVXL]{1,7}", _roman),
    "i": ("[ivxl]{1,7}", _roman),
    "Ⅰ": ("[Ⅰ-Ⅻ]", _sign_from("Ⅰ")),
    "①": ("[①-⑳]", _sign_from("①")),
    "A": ("[A-Z]", _letter),
    "a": ("[a-z]", _letter),
}


def _units() -> Iterator[_Kind]:
    """第一章, 第1节, Chapter 1: they name what they number."""
    for unit, rank in _TITLED.items():
        for numeral in "一1":
            yield _kind("第", numeral, unit, rank, behind=_END, heads=True)
    for numeral in "一1":
        yield _kind("第", numeral, "条", 3, behind=_END, heads=True)
    for word, rank in (("Part", 0), ("Chapter", 1), ("Section", 2), ("Article", 3)):
        for numeral in "1IA":
            yield _kind(f"{word} ", numeral, "[.:]?", rank, behind=r"(?=\s|$)", heads=True)
    for numeral in "一1":
        yield _kind("第", numeral, "步[：:、]?", 9)
    yield _kind("(?:Step|Stage) ", "1", "[.:]?", 9, behind=r"(?=\s|$)")


def _attached() -> Iterator[_Kind]:
    for word in ("附件", "附录", "附表", "附图"):
        for numeral in "一1A":
            yield _kind(f"{word}{_SPACE}?", numeral, "", 0, behind=rf"(?={_SPACE}|$|[：:、.．])")
    for word in ("Annex", "Appendix", "Attachment", "Schedule", "ANNEX", "APPENDIX"):
        for numeral in "1AI":
            yield _kind(f"{word} ", numeral, "", 0, behind=r"(?=\s|$|[.:–—-])")


def _plain() -> Iterator[_Kind]:
    """一、 （一） 1. (1) ① a): they stand alone."""
    yield _kind("", "一", "[、．.]", 4)
    yield _kind("", "Ⅰ", "[、．.]", 4)
    yield _kind("", "I", r"[.、]", 4, behind=rf"(?={_SPACE})")
    for before, after in (("（", "）"), (r"\(", r"\)"), ("〔", "〕"), ("【", "】"), ("〈", "〉")):
        yield _kind(before, "一", after, 5)
    yield _kind("", "A", r"[.、．]", 5, behind=r"(?![A-Za-z])")
    yield _kind("", "1", "[、．.]", 7, behind=_NO_FIGURE)
    yield _kind("〔", "1", "〕", 8)
    yield _kind("（", "1", "）", 8)
    yield _kind(r"\(", "1", r"\)", 8)
    yield _kind("", "1", "[）)]", 9)
    yield _kind("", "①", "[、.．]?", 9)
    yield _kind(r"\(", "i", r"\)", 10)
    for before, after in (("（", "）"), (r"\(", r"\)"), ("", r"[)）]"), ("", r"[.、．]")):
        yield _kind(before, "a", after, 10, behind=r"(?![A-Za-z])")
    yield _kind("", "A", r"[)）]", 10)
    for after in (r"[)）]", r"[.、．]"):
        yield _kind("", "i", after, 11, behind=r"(?![A-Za-z])")


_ATTACHMENTS = tuple(_attached())
_KINDS = (*_units(), *_plain())
_DECIMAL = re.compile(
    rf"(\d{{1,2}}(?:[.．]\d{{1,2}}){{1,5}})([.．、]?)"
    rf"(?={_SPACE}|$|[^\d%.．℃\w]|[^\x00-\x7f])"
)
_BARE = re.compile(rf"(\d{{1,2}})(?={_APART}\S)")
_SPACED = re.compile(r"^([（(〔]?)\s*([一二三四五六七八九十百]{1,4}|\d{1,2})\s+(?=[、.．）)〕])")
"""A number with a space inside, as people type it: 一 、总则."""
_AROUND = "()（）.、． "
_LETTERS = ("a", "A")
_UNCOUNTED = re.compile(r"[⑴-⒇⒈-⒛㈠-㈩㊀-㊉]")
_UNITS = re.compile(r"(?:小时|分钟|天|日|月|年|元|人|个|次|台|份|%|h\b|min\b|mm\b)")


def written_marks(text: str) -> list[WrittenMark]:
    """The numbers that a paragraph may begin with, the likeliest first: C. is a letter or Roman.
    None where there is no number."""
    said = _SPACED.sub(r"\1\2", text.strip())
    sure = _attachment(said) or _decimal(said)
    if sure:
        return [sure]
    found: list[WrittenMark] = []
    for kind in _KINDS:
        match = kind.pattern.match(said)
        if match:
            found.append(_mark(said, kind, match))
    bare = _bare(said)
    if bare and not found:
        found.append(bare)
    return found


def _attachment(said: str) -> WrittenMark | None:
    for kind in _ATTACHMENTS:
        match = kind.pattern.match(said)
        if match:
            example = re.sub(rf"{_SPACE}+", " ", match[1]) + kind.numeral
            rest = _behind(said, match.end()).lstrip("：:、.．–— -")
            counts = (kind.number(match[2]),)
            return WrittenMark(
                match[0], example, counts, rest.strip(), 0, heads=True, is_attachment=True
            )
    return None


def _mark(said: str, kind: _Kind, match: re.Match[str]) -> WrittenMark:
    after = match[3]
    example = match[1] + kind.numeral + after
    return WrittenMark(
        text=match[0],
        example=example,
        counts=(kind.number(match[2]),),
        rest=_behind(said, match.end()),
        rank=kind.rank,
        heads=kind.heads,
        is_article=after == "条" or match[1] == "Article ",
        is_section=after == "节" or match[1] == "Section ",
    )


def _decimal(said: str) -> WrittenMark | None:
    """1.1, 2.3.1: the numbers of all levels in one."""
    match = _DECIMAL.match(said)
    if match is None:
        return None
    rest = _behind(said, match.end())
    if _UNITS.match(rest):  # 3.5 小时
        return None
    dot = match[1].strip("0123456789")[:1]
    counts = tuple(int(part) for part in re.split("[.．]", match[1]))
    example = dot.join("1" * len(counts)) + match[2]
    return WrittenMark(match[0], example, counts, rest, 5 + len(counts))


def _bare(said: str) -> WrittenMark | None:
    """1 总则: a number and a space before a short title."""
    match = _BARE.match(said)
    if match is None:
        return None
    rest = _behind(said, match.end())
    if not is_like_title(rest) or _UNITS.match(rest) or rest[:1].isdigit():
        return None
    return WrittenMark(match[0], "1", (int(match[1]),), rest, 6)


def _behind(said: str, at: int) -> str:
    return said[at:].lstrip(" \t\u3000\xa0")


_JUMP = 10
"""How far a number may be behind the last of its kind: a source lacks some."""
_TITLE_MOST = 45
"""Widths of a Chinese character up to which something is a title."""
_ENDS = re.compile(r"[。；;：:，,！!？?]$|\.$")


def is_like_title(text: str) -> bool:
    """Whether a text is short and no sentence: people make headings of such."""
    said = text.strip()
    if not said or "\n" in said or "。" in said or _ENDS.search(said):
        return False
    width = 2 * len(said)
    for sign in said:
        width -= sign.isascii()
    return width <= 2 * _TITLE_MOST


def is_uncounted(text: str) -> bool:
    """Whether a text begins with a sign that is a number in itself: ⑴ ㈠ ⒈."""
    return _UNCOUNTED.match(text.strip()) is not None


def follows(mark: WrittenMark, before: Sequence[int]) -> bool:
    """Whether a number comes next behind another of its kind, perhaps with a jump; letters have
    none, for i) is a Roman one behind c)."""
    if len(mark.counts) != len(before):
        return False
    jump = _JUMP
    if mark.example.strip(_AROUND) in _LETTERS:
        jump = 1
    return before[-1] <= mark.value <= before[-1] + jump
