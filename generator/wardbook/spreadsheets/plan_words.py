"""What the plan itself tells of the cells of a list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from wardbook.spreadsheets.columns import ListColumn

IsName = Callable[[ListColumn, str], bool]


def _of_none(_column: ListColumn, _text: str) -> bool:
    return False


@dataclass(frozen=True)
class PlanWords:
    """Whether a text names one of the entries that a column may name, and how many digits the
    telephone numbers of the plan have."""

    is_name: IsName = _of_none
    lengths: frozenset[int] = frozenset()
