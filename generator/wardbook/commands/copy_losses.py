"""What the copy register says of lost copies: when one is missed, and when it is found again."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wardbook.commands.copy_receipts import scalar
from wardbook.commands.stops import Refused
from wardbook.plan.copy_numbers import copy_numbers, said_as
from wardbook.plan.data import Data


@dataclass(frozen=True)
class Loss:
    """Copies of an entry that nobody finds. `by`: who reported it."""

    copy: str
    date: datetime.date
    by: str = ""
    number: str = ""
    count: int = 1


@dataclass(frozen=True)
class Find:
    """Copies of an entry that were lost, and lie where they belong again."""

    copy: str
    number: str = ""
    count: int = 1


def lost(entries: Sequence[Data], loss: Loss, edition: str) -> list[Data]:
    """The register as it is after a loss."""
    count = str(loss.count) if loss.count > 1 else ""
    said = {"date": loss.date.isoformat(), "count": count, "number": loss.number}
    said |= {"edition": edition, "by": loss.by}
    one: Data = {key: scalar(value) for key, value in said.items() if value}
    changed: list[Data] = []
    for entry in entries:
        if isinstance(entry, dict) and str(entry.get("id")) == loss.copy:
            changed.append({**entry, "lost": [*_losses(entry), one]})
        else:
            changed.append(entry)
    return changed


def found(entries: Sequence[Data], find: Find) -> list[Data]:
    """The register once lost copies are found: their losses are gone. Raises Refused for copies of
    which no loss is open; one whose place was filled meanwhile is old paper."""
    changed: list[Data] = []
    for entry in entries:
        if isinstance(entry, dict) and str(entry.get("id")) == find.copy:
            changed.append(_with_losses(entry, _still_lost(_losses(entry), find)))
        else:
            changed.append(entry)
    return changed


def _losses(entry: Mapping[str, Any]) -> list[Data]:
    return list(entry.get("lost", ()))


def _with_losses(entry: dict[str, Any], losses: Sequence[Data]) -> dict[str, Any]:
    if losses:
        return {**entry, "lost": list(losses)}
    return {key: value for key, value in entry.items() if key != "lost"}


def _still_lost(losses: Sequence[Any], find: Find) -> list[Data]:
    """The losses without what was found. What has a number is found by it alone."""
    take = _some_found
    if find.number:
        take = _numbers_found
    left = take(losses, find)
    if left is None:
        raise Refused("copies_not_lost", copy=find.copy, lost=_open_losses(losses))
    return left


def _numbers_found(losses: Sequence[Any], find: Find) -> list[Data] | None:
    """The losses without these numbers; None where one of them is not missed."""
    wanted = set(copy_numbers(find.number))
    open_numbers: set[int] = set()
    left: list[Data] = []
    for one in losses:
        own = _missed_numbers(one)
        open_numbers |= own
        if not own & wanted:
            left.append(one)
        elif own - wanted:
            left.append(_of_numbers(one, own - wanted))
    if not wanted or not wanted <= open_numbers:
        return None
    return left


def _missed_numbers(loss: dict[str, Any]) -> set[int]:
    """The numbers of a loss that is open."""
    if "replaced" in loss:
        return set()
    return set(copy_numbers(str(loss.get("number", ""))))


def _some_found(losses: Sequence[Any], find: Find) -> list[Data] | None:
    """The losses without so many of those that have no number; None where fewer are missed."""
    count = find.count
    left: list[Data] = []
    for one in losses:
        here = 0 if "replaced" in one or "number" in one else int(str(one.get("count", 1)))
        taken = min(here, count)
        count -= taken
        if not taken:
            left.append(one)
        elif here > taken:
            left.append(_of_count(one, here - taken))
    if count:
        return None
    return left


def _of_numbers(loss: dict[str, Any], numbers: Collection[int]) -> Data:
    """A loss of these numbers alone."""
    said = said_as(numbers, str(loss["number"]))
    return _of_count({**loss, "number": scalar(said)}, len(numbers))


def _of_count(loss: dict[str, Any], count: int) -> Data:
    """A loss of so many copies."""
    rest = {key: value for key, value in loss.items() if key != "count"}
    if count > 1:
        rest["count"] = scalar(str(count))
    return rest


def _open_losses(losses: Sequence[Any]) -> str:
    """What is lost and not replaced, by numbers, else by the day and how many."""
    said = []
    for one in losses:
        if "replaced" not in one:
            said.append(str(one.get("number") or f"{one['date']} × {one.get('count', 1)}"))
    return ", ".join(said) or "–"
