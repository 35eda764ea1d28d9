"""Posts, departments and hours that a list names in the words of whoever keeps it, and that
the plan does not have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wardbook.findings import Finding, Mark, info, warning
from wardbook.plan.data import Scalar
from wardbook.plan.model.scalars import is_id
from wardbook.spreadsheets.columns import ListColumn

WINDOW = ("window",)
"""What a column of opening hours names: windows of the calendar."""
_KINDS = (("role",), ("department",), WINDOW)
_SHOWN = 12


def is_unknown(column: ListColumn, text: Scalar) -> bool:
    """Whether a cell names a post, a department or hours in words that none is called;
    `text` is an id where one is. What looks like an id is left to the checks: it may be
    misspelt."""
    if not text.strip():
        return False
    if "always" in column.choices:  # when a number is answered: 白加黑, on call
        return text not in column.choices and not is_id(text)
    if column.names not in _KINDS:
        return False
    return not all(is_id(said.strip()) for said in text.split(";"))


def name_with(department: str, name: Scalar) -> Scalar:
    """What a new entry is called whose department the plan does not have: its words before the
    name, so that the number stays with whom it belongs to."""
    if not department or not name or department in name:
        return name
    return Scalar(f"{department} {name}", name.mark)


def unknown_names(unknown: Sequence[Scalar]) -> Iterator[Finding]:
    """X619: all of a list in one finding with their places."""
    if unknown:
        names = list(dict.fromkeys(map(str, unknown)))
        marks = (said.mark for said in unknown)
        yield warning("X619", *marks, names=", ".join(names[:_SHOWN]), count=len(unknown))


def otherwise_called(called: Sequence[tuple[Scalar, str]]) -> Iterator[Finding]:
    """X632: words that are no names of what they mean, but something else it is called, in one
    finding with their places."""
    if called:
        said: dict[str, None] = {}
        marks: dict[Mark, None] = {}
        for word, meant in called:
            said[f"{word} ({meant})"] = None
            marks[word.mark] = None
        yield info("X632", *marks, names=", ".join(list(said)[:_SHOWN]), count=len(marks))
