"""Folded lines: YAML turns a line end inside a sentence into a space. Chinese has none there; a
space that the author wrote on one line stays."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

HAN = r"\u2e80-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’…—"
"""Chinese characters and their marks, for a character class."""
_BREAK_IN_HAN = re.compile(rf"(?<=[{HAN}])[ \t]*\n[ \t]*(?=[{HAN}])")
_IS_HAN = re.compile(rf"[{HAN}]")
_ESCAPE = re.compile(r'\\(["\\/ ])')


def unfolded(event: Any, lines: Sequence[str]) -> str:
    """The text of a YAML scalar with one newline for each paragraph break, whatever the style it
    was written in, and without the spaces that line ends between Chinese characters became. `lines`
    are those of the file."""
    text: str = event.value
    if event.style == "|":
        text = _BREAK_IN_HAN.sub("", text.strip("\n"))
        return re.sub(r"\n+", lambda gap: " " if len(gap[0]) == 1 else "\n", text)
    if event.start_mark.line == event.end_mark.line or not _IS_HAN.search(text):
        return text
    return _without_folds(text, _written(event, lines))


def _without_folds(text: str, written: Sequence[str]) -> str:
    """Follows the lines as `written` through the text, which holds them in their order with a space
    at each fold."""
    at = 0
    for line in written:
        found = text.find(line, at)
        if found < 0:  # an escape that is not known here: from there on nothing is sure
            return text
        before = text[max(at - 1, 0) : at]
        if _is_fold(before, text[at:found], line):
            text = text[:at] + text[found:]
            found = at
        at = found + len(line)
    return text


def _is_fold(before: str, between: str, after: str) -> bool:
    """Whether only spaces, one at least, stand between the Chinese character `before` and a line
    that begins with another."""
    if not between or between.strip(" "):
        return False
    return bool(_IS_HAN.match(before) and _IS_HAN.match(after))


def _written(event: Any, lines: Sequence[str]) -> list[str]:
    """The lines of a scalar of several lines as its text holds them, without quotes and
    indentation."""
    first, last = event.start_mark, event.end_mark
    own = [lines[first.line][first.column :], *lines[first.line + 1 : last.line]]
    if last.line < len(lines):
        own.append(lines[last.line][: last.column])
    if event.style == ">":
        own = own[1:]
    elif event.style:
        own = [own[0][1:], *own[1:-1], own[-1].rstrip()[:-1]]
    return [_plain(line.strip(" \t"), event.style) for line in own]


def _plain(line: str, style: str | None) -> str:
    if style == "'":
        return line.replace("''", "'")
    if style == '"':
        return _ESCAPE.sub(r"\1", line)
    return line
