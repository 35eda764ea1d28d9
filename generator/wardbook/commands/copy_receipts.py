"""What a return slip changes in the copy register: the whole of an entry, or some of its numbers.

Those that came get an entry of their own, whose id ends in `-received`; what is open keeps the
entry, its id and the edition that it holds. Once both hold one edition they are one entry again,
unless somebody wrote of one of them what the other does not say: its place, its holder, a note."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, TypeGuard

from wardbook.commands.workspace import Refused
from wardbook.findings import Mark
from wardbook.plan.copy_numbers import copy_numbers, said_as
from wardbook.plan.data import MARK_KEY, Data, Scalar
from wardbook.plan.yaml_edit import says_same

_CAME = "-received"
_OF_PART = re.compile(rf"{_CAME}(-\d+)?$")
_NOWHERE = Mark("")
_OF_EACH = ("id", "count", "number", "checked", "checked_by", "lost", MARK_KEY)
"""What each part of an entry has of its own; all else must be the same for parts to be joined."""


@dataclass(frozen=True)
class Receipt:
    """A return slip: a copy that was brought up to date, to which edition and when. `numbers`:
    which of an entry of several; empty: all of them."""

    copy: str
    edition: str
    date: datetime.date
    by: str = ""
    numbers: str = ""


def received(
    entries: Sequence[Data], receipt: Receipt, manual: str, noted: Collection[str] = ()
) -> list[Data]:
    """The register after a receipt. `noted`: ids of entries with a comment of somebody's, which
    stay. Raises Refused for numbers that its entry has not."""
    found: list[Data] = []
    new: list[Data] = []
    for entry in entries:
        if not (isinstance(entry, dict) and str(entry.get("id")) == receipt.copy):
            found.append(entry)
            continue
        rest, came = _parted(entry, receipt)
        if rest:
            found.append(rest)
            new.append(_whole({**came, "id": _free(entries, receipt.copy)}, receipt, manual))
        else:
            found.append(_whole(came, receipt, manual))
    return _joined([*found, *new], receipt.copy, noted)


def _free(entries: Sequence[Data], copy: str) -> Scalar:
    """An id for what came: nothing else in the register has it."""
    taken = {str(one.get("id")) for one in entries if isinstance(one, dict)}
    id, count = f"{_base(copy)}{_CAME}", 1
    while id in taken:
        count += 1
        id = f"{_base(copy)}{_CAME}-{count}"
    return scalar(id)


def _base(copy: str) -> str:
    """The id of the entry that something came of."""
    return _OF_PART.sub("", copy)


def _parted(
    entry: dict[str, Any], receipt: Receipt
) -> tuple[dict[str, Any] | None, dict[str, Any]]:
    """What of an entry is still open, and what came."""
    own = _numbers(entry)
    wanted = set(copy_numbers(receipt.numbers)) if receipt.numbers else set(own)
    if receipt.numbers and not (wanted and own):
        raise Refused("copies_no_numbers", copy=receipt.copy)
    strange = wanted - set(own)
    said = str(entry.get("number", ""))
    if strange:
        raise Refused(
            "copies_strange_numbers", copy=receipt.copy, numbers=said_as(strange, said), has=said
        )
    if wanted == set(own):
        return None, dict(entry)
    rest, came = _with(entry, set(own) - wanted), _with(entry, wanted)
    return _losses_shared(rest, {**came, MARK_KEY: _NOWHERE}, wanted)


def _losses_shared(
    rest: dict[str, Any], came: dict[str, Any], wanted: Collection[int]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Lost copies whose number came are those of the part that came; others are open."""
    open_losses: list[Data] = []
    closed: list[Data] = []
    for one in rest.pop("lost", ()):
        ours = copy_numbers(str(one.get("number", "")))
        (closed if ours and set(ours) <= set(wanted) else open_losses).append(one)
    came.pop("lost", None)
    if open_losses:
        rest["lost"] = open_losses
    if closed:
        came["lost"] = closed
    return rest, came


def _numbers(entry: dict[str, Any]) -> tuple[int, ...]:
    """The numbers of an entry; none where they are not as many as its copies."""
    numbers = copy_numbers(str(entry.get("number", "")))
    return numbers if str(len(numbers)) == str(entry.get("count")) else ()


def _with(entry: dict[str, Any], numbers: Collection[int]) -> dict[str, Any]:
    """An entry with other numbers."""
    said = said_as(numbers, str(entry.get("number", "")))
    return {**entry, "count": scalar(str(len(numbers))), "number": scalar(said)}


def _whole(entry: dict[str, Any], receipt: Receipt, manual: str) -> dict[str, Any]:
    """An entry of the register as it is after the receipt: copies that were lost are replaced."""
    day = scalar(receipt.date.isoformat())
    said: dict[str, Any] = {"edition": scalar(receipt.edition), "checked": day}
    if receipt.by:
        said["checked_by"] = scalar(receipt.by)
    if manual:
        said["manual"] = scalar(manual)
    if "lost" in entry:
        said["lost"] = [{"replaced": day, **one} for one in entry["lost"]]
    # Whoever looked at it before did not see what came now
    kept = dict(entry)
    kept.pop("checked_by", None)
    return {**kept, **said}


def _joined(entries: Sequence[Data], copy: str, noted: Collection[str]) -> list[Data]:
    """The register with parts of one entry as one again, as soon as they say the same."""
    found: list[Any] = []
    for entry in entries:
        if _is_part(entry, _base(copy)) and str(entry["id"]) not in noted:
            place = _like(found, entry, _base(copy))
            if place is not None:
                found[place] = _together(found[place], entry)
                continue
        found.append(entry)
    return found


def _is_part(entry: Any, base: str) -> TypeGuard[dict[str, Any]]:
    """Whether an entry is the one of this id or a part of it, with a number for each copy."""
    return isinstance(entry, dict) and _base(str(entry.get("id"))) == base and bool(_numbers(entry))


def _like(entries: Sequence[Any], part: dict[str, Any], base: str) -> int | None:
    """Where the first part stands that a later one can be joined with; None where there is
    none."""
    for place, entry in enumerate(entries):
        if _is_part(entry, base) and not {*_numbers(entry)} & {*_numbers(part)}:
            if says_same(_shared(entry), _shared(part)):
                return place
    return None


def _shared(part: dict[str, Any]) -> dict[str, Any]:
    """What a part says of all of its entry."""
    return {key: value for key, value in part.items() if key not in _OF_EACH}


def _together(one: dict[str, Any], other: dict[str, Any]) -> dict[str, Any]:
    """Two parts as the first of them, by all who signed. It counts as looked at when the earlier
    one was: a later day would hide for how long nobody has seen some of the copies."""
    joined = _with(one, {*_numbers(one), *_numbers(other)})
    joined.pop("checked", None)
    if "checked" in one and "checked" in other:
        joined["checked"] = min(one["checked"], other["checked"], key=str)
    signed: dict[str, None] = {}
    for part in (one, other):
        if part.get("checked_by"):
            signed[str(part["checked_by"])] = None
    if signed:
        joined["checked_by"] = scalar(", ".join(signed))
    lost = [*one.get("lost", ()), *other.get("lost", ())]
    return {**joined, "lost": lost} if lost else joined


def scalar(said: str) -> Scalar:
    """A value that a command writes into the register."""
    return Scalar(said, _NOWHERE)
