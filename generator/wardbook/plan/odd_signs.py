"""Signs that look like those of YAML and are others: spaces that do not count, full-width colons,
dashes. People paste them from word processors, or type them with a Chinese keyboard."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from wardbook.findings import Finding, Mark, error

_SPACES = "\u00a0\u00ad\u1680\u2000-\u200d\u202f\u205f\u2060\u3000\ufeff"
_KEY = r"[A-Za-z_][A-Za-z0-9_-]*"
_NO_WIDTH = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Signs that nobody sees, and that stand in the place of nothing."""
_IN_STRUCTURE: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(rf"^[ -]*([{_SPACES}])"), " "),
    (re.compile(rf"^ *(?:- +)*{_KEY} ?(：)"), ": "),
    (re.compile(rf"[{{,] *{_KEY} ?(：)"), ": "),
    (re.compile(rf"^ *(?:- +)*{_KEY}:([{_SPACES}])"), " "),
    (re.compile(rf"(，) *{_KEY}[:：]"), ", "),
    (re.compile(r"^ *([－–—])\s"), "- "),
    (re.compile(rf"^ *(?:- +)*(?:{_KEY}: +)?(｛) *{_KEY} *[:：]"), "{"),
    (re.compile(rf"\{{ *{_KEY}: [^{{}}]*(｝) *$"), "}"),
    (re.compile(rf"^ *(?:- +)*{_KEY}: +(［).*[]］] *$"), "["),
    (re.compile(rf"{_KEY}: +\[[^\[\]]*(］) *$"), "]"),
)
"""Where a sign stands in the place of one of YAML's, and which that is."""
_IN_KEY = re.compile(r"[：，｛｝［］]|[" + _SPACES + "]")
"""What makes one key of a mapping in one line."""
_MEANT = {"：": ": ", "，": ", ", "｛": "{", "｝": "}", "［": "[", "］": "]"}


def in_lines(lines: Iterable[str], file: str, first: int) -> Finding | None:
    """S032 for the first of such signs in some lines of a file, of which one could not be read;
    `first` is the number of the first line."""
    for number, line in enumerate(lines, first):
        for pattern, meant in _IN_STRUCTURE:
            found = pattern.search(line)
            if found:
                return _finding(Mark(file, number, found.start(1) + 1), found[1], meant)
    return None


def in_key(key: str, mark: Mark) -> Finding | None:
    """S032 for such a sign in what was read as a key: {zh：…，en：…} is one key without a value."""
    found = _IN_KEY.search(key)
    if found is None:
        return None
    return _finding(mark, found[0], _MEANT.get(found[0], " "))


def _finding(mark: Mark, sign: str, meant: str) -> Finding:
    found = {"point": f"U+{ord(sign):04X}", "name": unicodedata.name(sign, "?")}
    if sign in _NO_WIDTH:
        return error("S033", mark, **found)
    return error("S032", mark, **found, meant=meant)
