"""Systems that a sheet names as a whole, of which the plan knows which functions are used: HIS
beside his/orders and his/registration. What is finer stays, and it is said."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import filterfalse

from wardbook.findings import Finding, info
from wardbook.plan.data import Scalar
from wardbook.spreadsheets.cells import words
from wardbook.spreadsheets.columns import ColumnKind, ListColumn

_SHOWN = 12


def with_finer(column: ListColumn, text: Scalar, before: str) -> tuple[Scalar, tuple[str, ...]]:
    """What a cell says, with the plan's functions in place of a system that is named as a whole,
    and what stays so. A cell that is coarser than the plan is no reason to lose what it does not
    name."""
    if column.kind is not ColumnKind.LINKS or not text or not before:
        return text, ()
    said, had = words(text), words(before)
    whole = {_system(one) for one in had if _system(one) in said} - set(had)
    if not whole:
        return text, ()
    more = filterfalse({*whole, *had}.__contains__, said)
    kept = filterfalse(said.__contains__, had)
    return Scalar("; ".join([*had, *more]), text.mark), tuple(kept)


def _system(word: str) -> str:
    """The system of which a word names a function."""
    return word.partition("/")[0]


def kept_finer(kept: Sequence[tuple[Scalar, tuple[str, ...]]]) -> list[Finding]:
    """X636: what stays of the plan's, in one finding with its places."""
    if not kept:
        return []
    named: dict[str, None] = {}
    for _, stays in kept:
        named |= dict.fromkeys(stays)
    marks = [cell.mark for cell, _ in kept]
    shown = ", ".join(list(named)[:_SHOWN])
    return [info("X636", *marks, names=shown, count=len(kept))]
