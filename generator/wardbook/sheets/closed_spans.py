"""Spans of a line without the spaces and marks that their print does not need."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from wardbook.sheets.sheet import Line, Span

_CHINESE = re.compile(r"[\u2e80-\u303f\u3400-\u9fff\uff00-\uffef“”‘’…—]")


def closed(spans: Iterable[Span]) -> Line:
    """The spans without the signs around a reference that its print does not need.

    These are the spaces that writers leave where it prints as Chinese among Chinese, and the title
    marks that they write around one that brings its own.
    """
    found = list(spans)
    for at in range(len(found) - 1):
        found[at], found[at + 1] = _closed_pair(found[at], found[at + 1])
    return tuple(found)


def _closed_pair(before: Span, after: Span) -> tuple[Span, Span]:
    """Two neighbours, of which one loses what its other side does not need."""
    left, right = before.text, after.text
    trimmed = left.rstrip(" ")
    if before.kind == "words" and trimmed != left and _joins(trimmed, right):
        return replace(before, text=trimmed), after
    if _meet("《", left, right):
        return replace(before, text=left[:-1]), after
    if _meet("》", left, right):
        return before, replace(after, text=right[1:])
    trimmed = right.lstrip(" ")
    if after.kind == "words" and trimmed != right and _joins(left, trimmed):
        return before, replace(after, text=trimmed)
    return before, after


def _meet(mark: str, before: str, after: str) -> bool:
    """Whether the same mark ends one text and starts the next."""
    return before.endswith(mark) and after.startswith(mark)


def _joins(before: str, after: str) -> bool:
    """Whether Chinese meets Chinese."""
    return bool(before and after and _CHINESE.match(before[-1]) and _CHINESE.match(after[0]))


def trim(spans: list[Span]) -> None:
    """Take the spaces away that `spans` end in: what they stood before is not printed."""
    last = spans.pop()
    text = last.text.rstrip()
    if text:
        spans.append(replace(last, text=text))
