"""Lines that end with tags: codes of forms, and by when it is done. No tag stands alone on a line:
it keeps the last words that it belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from wardbook.html.word_wrap import pieces, width_of
from wardbook.sheets.sheet import Line, Span

_LEAST = 6
"""Half-widths of words that go with a tag at least: three Chinese characters, one word."""
_NEAR = 16
"""Half-widths of the last part of a sentence that goes with a tag as a whole: where a line ends
after a mark, it cuts no word."""
_ENDS = ("，", "；", "：", "、", "。", ",", ";", ":")
"""Marks that end a part of a sentence."""
_MOST = 52
"""Half-widths of tags that stay together at most: more would be wider than a card's line."""
_LAST = 3
"""Spans of a longer row of tags that stay together: two codes and what stands between them."""
_BOUND_MOST = 32
"""Half-widths of a word and the code behind it that stay together at most, in whatever column."""
_FINAL = re.compile(r"[\s。，；：、！？）”.,;:!?)]*")
"""What may stand behind the last code of a sentence."""
_ALONE = ("code", "number")
"""Kinds of spans that do not break, so that they would stand alone on a line."""
_BETWEEN = re.compile(r"[\s、,，和及与]*|\s*and\s*")
"""What stands between two codes."""


@dataclass(frozen=True)
class Ended:
    """A line: `free` may break, `held` keeps its last words and its codes together."""

    free: Line
    held: Line


def ended(line: Line, deadline: str = "") -> Ended:
    """The line with its end held together, where codes or a `deadline` stand there."""
    at = _words_before_tags(line)
    tags = line[at + 1 :]
    width = width_of(deadline) + _width(tags)
    if not (deadline or tags):
        return Ended(line, ())
    if width > _MOST or (at < 0 and len(tags) > _LAST):
        return Ended(line[:-_LAST], line[-_LAST:])
    if at < 0:
        return Ended((), line)
    before, last = line[:at], line[at]
    if last.kind == "number":
        return _with_number(before, line[at:], deadline)
    if last.kind != "words":
        return Ended(before, line[at:])
    free, held = _parted(last, _MOST - width)
    return Ended((*before, *free), (*held, *tags))


def _with_number(before: Line, end: Line, deadline: str) -> Ended:
    """An end that begins with a number, with the words that say to call it where there is room."""
    if before and before[-1].kind == "words":
        free, held = _parted(before[-1], 0)
        if _width((*held, *end)) + width_of(deadline) <= _MOST:
            return Ended((*before[:-1], *free), (*held, *end))
    return Ended(before, end)


def bound(line: Line) -> Ended:
    """The line with the code or the number at its end held to the word before it; of several codes
    the last two to each other."""
    end = len(line)
    while end > 0 and line[end - 1].kind == "words" and _FINAL.fullmatch(line[end - 1].text):
        end -= 1
    if end < 2 or line[end - 1].kind not in _ALONE:
        return Ended(line, ())
    before = line[: end - 1]
    at = _words_before_tags(before)
    if at <= end - 1 - _LAST:
        return _held_if_short(line[: end - _LAST], line[end - _LAST :])
    if at < 0:
        return Ended((), line)
    last, rest = line[at], line[at + 1 :]
    if last.kind != "words" and _width((last, *rest)) <= _BOUND_MOST:
        return Ended(line[:at], line[at:])
    begun, words = _parted(last, 0)
    return _held_if_short((*line[:at], *begun), (*words, *rest))


def _held_if_short(free: Line, held: Line) -> Ended:
    """The end held; free as all else where it would be wider than a column."""
    if _width(held) > _BOUND_MOST:
        return Ended((*free, *held), ())
    return Ended(free, held)


def _width(line: Line) -> int:
    return sum(width_of(span.text) for span in line)


def _words_before_tags(line: Line) -> int:
    """Place of the last span that is neither a code nor stands between codes; -1 where none is."""
    at = len(line) - 1
    while at >= 0 and _is_tag(line[at]):
        at -= 1
    return at


def _is_tag(span: Span) -> bool:
    return span.kind == "code" or _BETWEEN.fullmatch(span.text) is not None


def _parted(span: Span, room: int) -> tuple[Line, Line]:
    """Words, and the last of them: at most `room` half-widths where they are a whole part of the
    sentence."""
    found = pieces(span.text)
    at = _last_words(found, min(room, _NEAR))
    free, held = "".join(found[:at]), "".join(found[at:])
    if not free:
        return (), (span,)
    if held[:1].isspace():
        free, held = free + held[:1], held[1:]
    return (replace(span, text=free),), (replace(span, text=held),)


def _last_words(found: Sequence[str], most: int) -> int:
    """Where the words begin that stay on one line with a tag: after the last punctuation mark if
    that is near, else as few as are allowed."""
    at = len(found)
    while at > 0 and width_of("".join(found[at:]).strip()) < _LEAST:
        at -= 1
    begin = at
    while begin > 0 and width_of("".join(found[begin:]).strip()) <= most:
        if found[begin - 1].rstrip().endswith(_ENDS):
            return begin
        begin -= 1
    return at
