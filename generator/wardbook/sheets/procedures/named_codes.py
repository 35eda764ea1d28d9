"""Codes with the names of what they stand for: a code alone says nothing to who reads it first."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from wardbook.sheets.localizer import Localizer
from wardbook.sheets.sheet import Line, Prose, Span, Target, below, targets
from wardbook.sheets.sheet_ids import code_order


def named_codes(localizer: Localizer, shown: object) -> tuple[Line, ...]:
    """Each code that `shown` prints, once and in order, with the name of what it stands for."""
    names = localizer.names_of_sheets
    found: dict[str, Line] = {}
    for span in below(shown, Span):
        if span.kind == "code" and span.target and span.target.sheet in names:
            name = Span(names[span.target.sheet], "name", span.target)
            found[span.text] = (span, Span(" "), name)
    return tuple(found[code] for code in sorted(found, key=code_order))


def codes_alone(said: tuple[Prose, ...]) -> Iterator[Span]:
    """The codes of a text behind which their own name does not stand."""
    for line in chain.from_iterable(said):
        for at, span in enumerate(line):
            if span.kind == "code" and span.target not in set(targets(line[at + 1 : at + 3])):
                yield span


def joined(localizer: Localizer, lines: tuple[Line, ...], without: set[Target]) -> Line:
    """Codes with their names in a row, without those that lead to any of `without`."""
    row: list[Span] = []
    for line in lines:
        if not without & set(targets(line)):
            if row:
                row.append(Span(localizer.say("list_join")))
            row += line
    return tuple(row)
