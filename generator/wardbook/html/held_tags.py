"""Lines to tick that end with tags: codes of forms, and by when it is done. No tag stands alone on
a line: it keeps the last words that it belongs to."""

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
_BETWEEN = re.compile(r"[\s、,，和及与]*|\s*and\s*")
"""What stands between two codes."""


@dataclass(frozen=True)
class Ended:
    """A line to tick: `free` may break, `held` keeps its last words and its codes together."""

    free: Line
    held: Line


def ended(line: Line, deadline: str = "") -> Ended:
    """The line with its end held together, where codes or a `deadline` stand there."""
    at = _words_before_tags(line)
    tags = line[at + 1 :]
    width = width_of(deadline) + sum(width_of(span.text) for span in tags)
    if at < 0 or not (deadline or tags):
        return Ended(line, ())
    if width > _MOST:
        return Ended(line[:-_LAST], line[-_LAST:])
    before, last = line[:at], line[at]
    if last.kind != "words":
        return Ended(before, line[at:])
    free, held = _parted(last, _MOST - width)
    return Ended((*before, *free), (*held, *tags))


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
    """Where the last words begin: behind the last mark of the sentence, where that is near, else
    with the fewest that go with a tag."""
    at = len(found)
    while at > 0 and width_of("".join(found[at:]).strip()) < _LEAST:
        at -= 1
    begin = at
    while begin > 0 and width_of("".join(found[begin:]).strip()) <= most:
        if found[begin - 1].rstrip().endswith(_ENDS):
            return begin
        begin -= 1
    return at
