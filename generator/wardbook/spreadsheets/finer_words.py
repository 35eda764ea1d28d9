"""Systems that a sheet names as a whole, of which the plan knows which functions are used: HIS
beside his/orders and his/registration. What is finer stays, and it is said."""

from __future__ import annotations

from collections.abc import Sequence

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
    finer = [one for one in had if one.partition("/")[0] in said and one not in said]
    if not finer:
        return text, ()
    whole = {one.partition("/")[0] for one in finer}
    made = [*had, *(one for one in said if one not in whole and one not in had)]
    kept = [one for one in had if one not in said]
    return Scalar("; ".join(made), text.mark), tuple(kept)


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
