"""Which entry of a list was which in an earlier state of it: by name, then by what they say."""

from __future__ import annotations

import difflib
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wardbook.editions.plan_tree import Entry, named_in, said_in

_LIKE = 0.5
"""How much two entries without a name must have in common to be one that was changed."""


@dataclass(frozen=True)
class Pairing:
    """Two states of a list. `pairs` are places before and after, in the order of after."""

    pairs: tuple[tuple[int, int], ...]
    removed: tuple[int, ...]
    added: tuple[int, ...]

    @property
    def moved(self) -> frozenset[int]:
        """Places after of those that stand in another order among the ones that stayed: as few as
        explain it."""
        stayed = set(_longest_rising([before for before, _ in self.pairs]))
        found = set()
        for before, after in self.pairs:
            if before not in stayed:
                found.add(after)
        return frozenset(found)


def pair(before: Sequence[Entry], after: Sequence[Entry]) -> Pairing:
    """Pair the entries of a list with those of its later state."""
    left, right = dict(enumerate(before)), dict(enumerate(after))
    pairs: list[tuple[int, int]] = []
    for look in (_by_name, _by_words, _by_likeness):
        for old, new in look(left, right):
            del left[old], right[new]
            pairs.append((old, new))
    pairs.sort(key=lambda places: places[1])
    return Pairing(tuple(pairs), tuple(left), tuple(right))


def _by_name(left: dict[int, Entry], right: dict[int, Entry]) -> list[tuple[int, int]]:
    named = {}
    for place, entry in left.items():
        if entry.name:
            named[entry.kind, entry.name] = place
    found = []
    for place, entry in right.items():
        old = named.pop((entry.kind, entry.name), None)
        if old is not None:
            found.append((old, place))
    return found


def _by_words(left: dict[int, Entry], right: dict[int, Entry]) -> list[tuple[int, int]]:
    """Those without a name that say the same, the first with the first."""
    known: dict[Entry, list[int]] = {}
    for place, entry in left.items():
        if not entry.name:
            known.setdefault(entry, []).append(place)
    found = []
    for place, entry in right.items():
        if known.get(entry):
            found.append((known[entry].pop(0), place))
    return found


def _by_likeness(left: dict[int, Entry], right: dict[int, Entry]) -> list[tuple[int, int]]:
    """Those without a name that are most alike, the likest first."""
    rated = []
    for new, entry in right.items():
        for old, earlier in left.items():
            if entry.name or earlier.name or entry.kind != earlier.kind:
                continue
            likeness = _likeness(earlier, entry)
            if likeness >= _LIKE:
                rated.append((-likeness, abs(old - new), old, new))
    found = []
    taken: set[tuple[str, int]] = set()
    for _, _, old, new in sorted(rated):
        if ("old", old) not in taken and ("new", new) not in taken:
            taken |= {("old", old), ("new", new)}
            found.append((old, new))
    return found


def _likeness(first: Entry, second: Entry) -> float:
    """How much two entries have in common. With something of the same name in both it is enough: a
    section of a form is known by its fields."""
    likeness = like(first, second)
    if likeness < _LIKE and not _names_in(first).isdisjoint(_names_in(second)):
        return _LIKE
    return likeness


def _names_in(entry: Entry) -> set[tuple[str, str]]:
    return {(one.kind, one.name) for one in named_in(entry) if one.name}


def like(first: Entry, second: Entry, least: float = _LIKE) -> float:
    """How much two entries have in common, 0 to 1; 0 for less than `least`."""
    one, other = "\n".join(said_in(first)), "\n".join(said_in(second))
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
        return 0.0
    # Of a long entry mostly a word changed: looking for the rest takes a hundred times as long
    whole = len(one) + len(other)
    start = same_at_first(one, other)
    one, other = one[start:], other[start:]
    end = same_at_first(one[::-1], other[::-1])
    matcher.set_seqs(one[: len(one) - end], other[: len(other) - end])
    alike = start + end + sum(block.size for block in matcher.get_matching_blocks())
    return 2 * alike / max(whole, 1)


def same_at_first(one: str, other: str) -> int:
    """How many characters two texts have in common at their beginning."""
    for at, (first, second) in enumerate(zip(one, other, strict=False)):
        if first != second:
            return at
    return min(len(one), len(other))


def _longest_rising(numbers: Sequence[int]) -> Iterator[int]:
    """The longest part of a sequence that rises."""
    ends: list[int] = []
    tails: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        at = bisect_left(tails, number)
        before[number] = None
        if at:
            before[number] = ends[at - 1]
        tails[at : at + 1] = [number]
        ends[at : at + 1] = [number]
    last = None
    if ends:
        last = ends[-1]
    while last is not None:
        yield last
        last = before[last]
