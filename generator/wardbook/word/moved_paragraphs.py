"""Paragraphs of a returned file that stand elsewhere than they did when it was sent out: moved with
their bookmarks, or cut and put in again without."""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from wardbook.word.returned_files import ReturnedParagraph


@dataclass(frozen=True)
class MovedParagraphs:
    """Places in the returned file → the keys of the paragraphs that stand there now: `moved` from
    elsewhere, `kept` where they were though their bookmark is gone."""

    moved: Mapping[int, str]
    kept: Mapping[int, str]

    @cached_property
    def keys(self) -> frozenset[str]:
        """The paragraphs that are not gone, whatever their old place says."""
        return frozenset((*self.moved.values(), *self.kept.values()))

    @cached_property
    def places(self) -> frozenset[int]:
        """Where they stand."""
        return frozenset((*self.moved, *self.kept))

    def is_left(self, paragraph: ReturnedParagraph) -> bool:
        """Whether a paragraph is only the old place of one that stands elsewhere."""
        return str(paragraph.key) in self.keys and not paragraph.now.strip()


def moved_paragraphs(
    returned: Sequence[ReturnedParagraph], sent: Sequence[ReturnedParagraph]
) -> MovedParagraphs:
    """What stands elsewhere, of as few paragraphs as explain the order of all others."""
    places = {str(one.key): at for at, one in enumerate(sent) if one.key}
    here = _with_bookmarks(returned, places)
    without = _without_bookmarks(returned, sent, set(here.values()))
    found = dict(sorted({**here, **without}.items()))
    stay = _rising(list(found.values()))
    moved: dict[int, str] = {}
    kept: dict[int, str] = {}
    for at, place in found.items():
        if place not in stay:
            moved[at] = str(sent[place].key)
        elif at in without:
            kept[at] = str(sent[place].key)
    return MovedParagraphs(moved, kept)


def _with_bookmarks(
    returned: Sequence[ReturnedParagraph], places: Mapping[str, int]
) -> dict[int, int]:
    """Place in the returned file → place in the one that was sent, by the keys."""
    found: dict[int, int] = {}
    for at, paragraph in enumerate(returned):
        place = places.get(str(paragraph.key))
        if place is not None and paragraph.now.strip() and place not in found.values():
            found[at] = place
    return found


def _without_bookmarks(
    returned: Sequence[ReturnedParagraph], sent: Sequence[ReturnedParagraph], there: set[int]
) -> dict[int, int]:
    """The same for paragraphs without a key that say what one says whose key is gone."""
    waiting: dict[str, deque[int]] = {}
    for place, paragraph in enumerate(sent):
        if paragraph.key and place not in there:
            waiting.setdefault(paragraph.now.strip(), deque()).append(place)
    found: dict[int, int] = {}
    for at, paragraph in enumerate(returned):
        same = waiting.get(paragraph.now.strip())
        if paragraph.key is None and same:
            found[at] = same.popleft()
    return found


def _rising(numbers: Sequence[int]) -> set[int]:
    """The numbers of a longest row of them that rises."""
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for number in numbers:
        at = bisect_left(ends, number)
        before[number] = ends[at - 1] if at else None
        ends[at : at + 1] = [number]
    row: set[int] = set()
    last = ends[-1] if ends else None
    while last is not None:
        row.add(last)
        last = before[last]
    return row
