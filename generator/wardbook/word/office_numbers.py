"""Automatic numbers of a Word file: defined so that Word counts what the plan prints. What it would
count otherwise is typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import quoteattr

from wardbook.sheets.numbering import form
from wardbook.word.auto_numbers import AutoNumbers
from wardbook.word.word_xml import W
from wardbook.word.written_marks import written_marks

_WAYS = {
    "一": "chineseCountingThousand",
    "1": "decimal",
    "I": "upperRoman",
    "i": "lowerRoman",
    "A": "upperLetter",
    "a": "lowerLetter",
    "①": "decimalEnclosedCircle",
}
_LEVELS_MOST = 9
_HANGING_INDENTS = tuple(
    f'w:left="{420 * level}" w:hanging="420"' for level in range(1, _LEVELS_MOST + 1)
)
_OFFICE_INDENTS = ('w:left="0" w:firstLine="640" w:firstLineChars="200"',) * _LEVELS_MOST
"""Of each level of a list."""
_NAMESPACE = f'xmlns:w="{W[1:-1]}"'


@dataclass(frozen=True)
class NumberedLine:
    """A number as it is printed, and its level, from 0."""

    number: str
    level: int


@dataclass(frozen=True)
class CountedLine:
    """How a line gets its number: by list `num` on a level, or typed (`num` is 0)."""

    num: int
    level: int


@dataclass
class OfficeNumbers:
    """The lists of one document. `root` is the element of its definitions."""

    root: Any
    is_office: bool = False
    """Items begin two characters in, as an office's paragraphs do, and go on at the edge."""
    _next: int = field(default=1000)

    def counted(self, lines: Sequence[NumberedLine], indents: bool) -> list[CountedLine]:
        """How some lines, which belong to one list, are numbered."""
        typed: set[int] = set()
        for _ in range(_LEVELS_MOST):
            definition = _definition(lines, typed, self._indents(indents))
            wrong = _wrong(definition, lines, typed)
            if not wrong:
                return self._written(definition, lines, typed)
            typed |= wrong
        return [CountedLine(0, line.level) for line in lines]

    def bullets(self) -> int:
        """The list of unnumbered items."""
        inside = ""
        for level in range(_LEVELS_MOST):
            indents = self._indents(True)
            inside += _level_xml(level, "bullet", "•", 1, restarts=True, indents=indents)
        return self._add(inside)

    def _indents(self, wanted: bool) -> Sequence[str]:
        """How items of each level are indented; not at all where nothing is wanted."""
        if not wanted:
            return ()
        return _OFFICE_INDENTS if self.is_office else _HANGING_INDENTS

    def _written(
        self, definition: str, lines: Sequence[NumberedLine], typed: set[int]
    ) -> list[CountedLine]:
        num = 0
        if len(typed) < len(lines):
            num = self._add(definition)
        found: list[CountedLine] = []
        for at, line in enumerate(lines):
            found.append(CountedLine(0 if at in typed else num, line.level))
        return found

    def _add(self, inside: str) -> int:
        # It comes with the library that writes Word
        from docx.oxml import parse_xml

        self._next += 1
        abstract, num = _both_xml(self._next, inside)
        first = self.root.find(f"{W}num")
        if first is None:
            self.root.append(parse_xml(abstract))
        else:
            first.addprevious(parse_xml(abstract))
        self.root.append(parse_xml(num))
        return self._next


def _definition(lines: Sequence[NumberedLine], typed: set[int], indents: Sequence[str]) -> str:
    """The levels of a list, as the first line of each shows."""
    levels: dict[int, str] = {}
    shown: dict[int, tuple[str, str, int]] = {}
    for at, line in enumerate(lines):
        if at in typed:
            continue
        mark = _mark(line.number)
        if mark is None or line.level in shown:
            continue
        shown[line.level] = (*_level_of(mark[0], line.level), mark[1])
    for level, (way, text, start) in shown.items():
        restarts = not _runs_on(lines, level)
        levels[level] = _level_xml(level, way, text, start, restarts=restarts, indents=indents)
    return "".join(levels[level] for level in sorted(levels))


def _runs_on(lines: Sequence[NumberedLine], level: int) -> bool:
    """Whether the numbers of a level go on behind a line further out, as articles do."""
    behind = False
    last = 0
    for line in lines:
        mark = _mark(line.number)
        if line.level < level:
            behind = True
        elif line.level == level and mark:
            if behind and last and mark[1] == last + 1:
                return True
            behind, last = False, mark[1]
    return False


def _mark(number: str) -> tuple[str, int] | None:
    """The example of a number, and which one it is; None for what Word can't count."""
    for mark in written_marks(f"{number.strip()} 甲"):
        if mark.text.strip() == number.strip() and mark.is_shown_by_plans:
            if all(numeral in _WAYS for numeral in form(mark.example).numerals):
                return mark.example, mark.value
    return None


def _level_of(example: str, level: int) -> tuple[str, str]:
    """Way of counting and text of a level: 1.1 on the second is %1.%2."""
    shown = form(example)
    text = shown.literals[0]
    first = level - len(shown.numerals) + 1
    for at, literal in enumerate(shown.literals[1:], first):
        text += f"%{at + 1}{literal}"
    return _WAYS[shown.numerals[-1]], text


def _wrong(definition: str, lines: Sequence[NumberedLine], typed: set[int]) -> set[int]:
    """Lines that Word would number otherwise."""
    from docx.oxml import parse_xml  # it comes with the library that writes Word

    abstract, num = _both_xml(1, definition)
    inside = (abstract + num).replace(f" {_NAMESPACE}", "")
    counting = AutoNumbers(parse_xml(f"<w:numbering {_NAMESPACE}>{inside}</w:numbering>"))
    found: set[int] = set()
    for at, line in enumerate(lines):
        if at in typed:
            continue
        shown = counting.next("1", line.level)
        if shown is None or shown.text != line.number.strip():
            found.add(at)
    return found


def _both_xml(number: int, inside: str) -> tuple[str, str]:
    kind = '<w:multiLevelType w:val="multilevel"/>'
    abstract = (
        f'<w:abstractNum {_NAMESPACE} w:abstractNumId="{number}">{kind}{inside}</w:abstractNum>'
    )
    num = f'<w:num {_NAMESPACE} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
    return abstract, num


def _level_xml(
    level: int, way: str, text: str, start: int, *, restarts: bool, indents: Sequence[str]
) -> str:
    """One level. A number that brings its own space has none behind it."""
    again = '<w:lvlRestart w:val="0"/>'
    if restarts:
        again = ""
    behind = "space"
    if text.endswith(("、", "）", "〕", "．")):
        behind = "nothing"
    indent = ""
    if indents:
        indent = f"<w:pPr><w:ind {indents[level]}/></w:pPr>"
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="{start}"/><w:numFmt w:val="{way}"/>{again}'
        f'<w:suff w:val="{behind}"/><w:lvlText w:val={quoteattr(text)}/><w:lvlJc w:val="left"/>'
        f"{indent}</w:lvl>"
    )


def list_in(paragraph: Any, num: int, level: int) -> None:
    """Make a paragraph an item of a list, on a level of it."""
    listed = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    listed.get_or_add_ilvl().val = min(level, 8)
    listed.get_or_add_numId().val = num
