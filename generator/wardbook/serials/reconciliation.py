"""Accounts for every numbered form: issued = entered + scanned only + void + unused, and what does
not come out even."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from wardbook.serials.columns import ComparedColumns
from wardbook.serials.entries import FormEntry, Listing, Malformed, NotCompared
from wardbook.serials.issued import IssuedNumbers, Places, key_of, places_of
from wardbook.serials.list_words import STATES
from wardbook.serials.typed_numbers import Guesses, TypedRange, Wrong, kind_of, span_of, unguarded

RISKS = ("narcotic", "blood", "drug", "charge", "other")
"""What is at stake with a lost form, the worst first: the order of the list of missing ones."""


@dataclass(frozen=True)
class Twice:
    """A number that stands in the list more than once."""

    number: str
    lines: tuple[int, ...]
    states: tuple[str, ...]


@dataclass(frozen=True)
class Difference:
    """A line whose two figures differ."""

    number: str
    line: int
    left: Decimal | None
    right: Decimal | None


@dataclass(frozen=True)
class Balance:
    """Two columns that must agree: `left` on paper, `right` in the system, named as the list names
    them."""

    left_name: str
    right_name: str
    left: Decimal
    right: Decimal
    differences: tuple[Difference, ...]

    @property
    def difference(self) -> Decimal:
        """What there is more on paper than in the system; negative: less."""
        return self.left - self.right


@dataclass(frozen=True)
class Missing:
    """An issued number that nobody listed."""

    number: str
    group: IssuedNumbers


@dataclass(frozen=True)
class Account:
    """The whole reconciliation."""

    issued: int
    counts: Mapping[str, int]
    """State → numbers in it."""
    missing: tuple[Missing, ...]
    twice: tuple[Twice, ...]
    mistyped: tuple[Wrong, ...]
    """Like our numbers, with wrong check digits."""
    unknown: tuple[Wrong, ...]
    """Well written, never issued."""
    strange: tuple[Wrong, ...]
    """Neither: no number of what is accounted for."""
    malformed: tuple[Malformed, ...]
    balances: tuple[Balance, ...]
    groups: tuple[IssuedNumbers, ...] = ()
    not_compared: tuple[NotCompared, ...] = ()

    @property
    def open(self) -> int:
        """How many things somebody must still clear up; 0: all is accounted for."""
        texts = (*self.mistyped, *self.unknown, *self.strange)
        total = len(self.missing) + len(self.twice) + len(texts) + len(self.malformed)
        for balance in self.balances:
            total += len(balance.differences)
        return total


@dataclass
class _Count:
    """What is gathered line by line."""

    seen: dict[str, list[FormEntry]] = field(default_factory=dict)
    wrong: dict[str, list[Wrong]] = field(default_factory=dict)
    """What is wrong with them → texts that are no issued numbers."""
    malformed: list[Malformed] = field(default_factory=list)


def reconcile(groups: Sequence[IssuedNumbers], listing: Listing) -> Account:
    """Account for every number of `groups` by the lines of a list."""
    places = places_of(groups)
    count = _Count(malformed=list(listing.malformed))
    for entry in listing.entries:
        _enter(count, places, entry)
    missing: dict[str, Missing] = {}
    for key, place in places.items():
        if key not in count.seen:
            missing[key] = Missing(place.group.numbers[place.at], place.group)
    guesses = Guesses(places, {key: one.number for key, one in missing.items()})
    # The order matters: only so many guesses are made.
    mistyped = guesses.all(count.wrong.get("mistyped", ()))
    unknown = guesses.all(count.wrong.get("unknown", ()))
    strange = guesses.all(count.wrong.get("strange", ()))
    for one in (*mistyped, *strange):
        missing.pop(key_of(one.likely), None)
    lost = _LostToEnds(places, missing)
    first_states = Counter(listed[0].state for listed in count.seen.values())
    return Account(
        issued=len(places),
        counts={state: first_states[state] for state in STATES},
        missing=tuple(sorted(missing.values(), key=_urgency)),
        twice=tuple(_twice(count.seen, places)),
        mistyped=tuple(map(lost.told, mistyped)),
        unknown=tuple(lost.told(replace(one, likely="", why="")) for one in unknown),
        strange=tuple(map(lost.told, strange)),
        malformed=tuple(_with_lost(count.malformed, places, missing)),
        balances=tuple(_balances(listing.pairs, count.seen, places)),
        groups=tuple(groups),
        not_compared=listing.not_compared,
    )


def _urgency(missing: Missing) -> tuple[int, str]:
    return RISKS.index(missing.group.risk), missing.number


def _enter(count: _Count, places: Places, entry: FormEntry) -> None:
    """Count the numbers that a line means, or what is wrong with it."""
    found = span_of(places, entry.serial, entry.to)
    if found is None:
        text = f"{entry.serial}, {entry.to}"
        count.malformed.append(
            Malformed(entry.line, text, "no_range", serial=entry.serial, to=entry.to)
        )
        return
    if isinstance(found, str):
        wrong = Wrong(found, entry.line, other=_other_end(entry, found))
        count.wrong.setdefault(kind_of(found), []).append(wrong)
        return
    if not entry.state:
        return
    for number in found.group.numbers[found.first : found.last + 1]:
        count.seen.setdefault(key_of(number), []).append(entry)


def _other_end(entry: FormEntry, wrong: str) -> str:
    """The other end of the range of which `wrong` is one; empty where a line names one number."""
    if entry.to and wrong == entry.to:
        return entry.serial
    return entry.to


def _with_lost(
    malformed: Sequence[Malformed], places: Places, missing: Mapping[str, Missing]
) -> Iterator[Malformed]:
    """What can't be used in order of its lines, with how many numbers are missing for it: those
    that it names and that no other line accounts for."""
    sums: dict[int, list[int]] = {}
    for one in sorted(malformed, key=lambda line: line.line):
        named = _named(one, places)
        if named is None:
            yield one
            continue
        group = id(named.group)
        if group not in sums:
            sums[group] = _sums_of_missing(named.group, missing)
        yield replace(one, lost=sums[group][named.last + 1] - sums[group][named.first])


class _LostToEnds:
    """How many numbers are missing for a range of which one end is no issued number."""

    def __init__(self, places: Places, missing: Mapping[str, Missing]) -> None:
        self._places, self._missing = places, missing
        self._sums: dict[int, list[int]] = {}
        self._unchecked: dict[int, dict[str, int]] = {}

    def told(self, one: Wrong) -> Wrong:
        """A text with how many numbers are missing for it; none where nobody can tell."""
        right = self._places.get(key_of(unguarded(one.other)))
        if right is None or not one.other:
            return one
        at = self._meant(one, right.group)
        if at is None:
            return one
        group = id(right.group)
        if group not in self._sums:
            self._sums[group] = _sums_of_missing(right.group, self._missing)
        first, last = sorted((at, right.at))
        sums = self._sums[group]
        return replace(one, lost=sums[last + 1] - sums[first])

    def _meant(self, one: Wrong, group: IssuedNumbers) -> int | None:
        """Where the number stands that was meant: the likely one, else the one of the same group
        with other check digits."""
        if one.likely:
            place = self._places[key_of(one.likely)]
            if place.group is not group:
                return None
            return place.at
        if id(group) not in self._unchecked:
            unchecked = {key_of(number)[:-2]: at for at, number in enumerate(group.numbers)}
            self._unchecked[id(group)] = unchecked
        return self._unchecked[id(group)].get(key_of(unguarded(one.text))[:-2])


def _sums_of_missing(group: IssuedNumbers, missing: Mapping[str, Missing]) -> list[int]:
    """How many numbers are missing before each place of a group: a list may name a large one on
    every line."""
    sums = [0]
    for number in group.numbers:
        sums.append(sums[-1] + int(key_of(number) in missing))
    return sums


def _named(one: Malformed, places: Places) -> TypedRange | None:
    """The issued numbers that a line names which can't be used, also from the last to the first;
    None where nobody can tell."""
    if not one.serial:
        return None
    found = span_of(places, one.serial, one.to)
    if found is None:
        found = span_of(places, one.to, one.serial)
    if isinstance(found, TypedRange):
        return found
    return None


def _twice(seen: Mapping[str, list[FormEntry]], places: Places) -> Iterator[Twice]:
    for key, listed in seen.items():
        if len(listed) == 1:
            continue
        place = places[key]
        yield Twice(
            place.group.numbers[place.at],
            lines=tuple(entry.line for entry in listed),
            states=tuple(entry.state for entry in listed),
        )


def _balances(
    pairs: Sequence[ComparedColumns], seen: Mapping[str, list[FormEntry]], places: Places
) -> Iterator[Balance]:
    """Columns that somebody filled. One listed twice counts once, and the figures of a range are
    those of all its forms."""
    lines: dict[int, tuple[str, FormEntry]] = {}
    for key, listed in seen.items():
        entry = listed[0]
        lines.setdefault(entry.line, (key, entry))
    for pair in pairs:
        left = right = Decimal(0)
        differences: list[Difference] = []
        is_filled = False
        for key, entry in lines.values():
            owed, posted = _compared(entry, pair)
            if owed is None and posted is None:
                continue
            is_filled = True
            left += owed or 0
            right += posted or 0
            if owed != posted:
                place = places[key]
                number = place.group.numbers[place.at]
                differences.append(Difference(number, entry.line, owed, posted))
        if is_filled:
            yield Balance(pair.left_name, pair.right_name, left, right, tuple(differences))


def _compared(entry: FormEntry, pair: ComparedColumns) -> tuple[Decimal | None, Decimal | None]:
    """What a line owes and what the system has for it. A void or unused form owes nothing, whatever
    stands on it: so nothing may be in the system for it either."""
    owed, posted = entry.figures.get(pair.left), entry.figures.get(pair.right)
    if entry.state in ("entered", "scanned"):
        return owed, posted
    return None, posted or None
