"""What each sheet says now beside what it said, word by word: for a reviewer on paper."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from wardbook.editions.plan_state import PlanState
from wardbook.editions.sheet_list import SheetEntry, former_keys, sheet_changes
from wardbook.sheets import sheet_ids
from wardbook.sheets.sheet import MUL

_WORD = re.compile(r"[0-9A-Za-z\u00c0-\u024f]+(?:[.:/'-][0-9A-Za-z\u00c0-\u024f]+)*|\s+|.")
"""A word, a number or a code; of scripts without spaces each sign."""
_AROUND = 2
"""Unchanged lines that are shown around a change."""
_ALIKE = 0.4
"""How much two lines must have in common to be one that was edited."""


class PieceMark(StrEnum):
    """What became of a piece of a line."""

    SAME = "same"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True)
class RedPiece:
    """Words of a line that follow each other and have one mark."""

    text: str
    mark: PieceMark


class LineState(StrEnum):
    """What became of a line."""

    SAME = "same"
    CHANGED = "changed"
    NEW = "new"
    GONE = "gone"
    MOVED = "moved"
    LEFT_OUT = "left-out"
    """Unchanged lines that are not shown; `count` says how many."""


@dataclass(frozen=True)
class RedLine:
    """A line of a sheet."""

    state: LineState
    pieces: tuple[RedPiece, ...] = ()
    count: int = 1


@dataclass(frozen=True)
class RedSheet:
    """A sheet that was changed, added or withdrawn."""

    code: str
    title: str
    language: str
    state: LineState
    lines: tuple[RedLine, ...]

    @property
    def says_the_same(self) -> bool:
        """Whether no word of it changed, though the sheet did: what it leads to, or its order."""
        unchanged = all(line.state is LineState.LEFT_OUT for line in self.lines)
        return self.state is LineState.CHANGED and unchanged


def red_sheets(before: PlanState, after: PlanState, language: str) -> Iterator[RedSheet]:
    """The sheets of a language that differ between two states; forms, too, which print several."""
    changes = sheet_changes(before.sheets, after.sheets)
    former = former_keys(before.sheets, after.sheets)
    for state, entries in (
        (LineState.CHANGED, changes.changed),
        (LineState.NEW, changes.added),
        (LineState.GONE, changes.withdrawn),
    ):
        # The audit draws another sample at each edition: behind what somebody changed
        for entry in sorted(entries, key=lambda entry: entry.id == sheet_ids.AUDIT):
            if entry.language in (language, MUL):
                old: tuple[str, ...] = ()
                if state is LineState.CHANGED:
                    old = before.lines(former.get(entry.key, entry.key))
                yield _sheet(entry, state, old, after)


def _sheet(
    entry: SheetEntry, state: LineState, before: Sequence[str], after: PlanState
) -> RedSheet:
    lines: tuple[RedLine, ...] = ()
    if state is not LineState.GONE:
        lines = tuple(_short(red_lines(before, after.lines(entry.key))))
    return RedSheet(entry.code, entry.title, entry.language, state, lines)


def red_lines(before: Sequence[str], after: Sequence[str]) -> tuple[RedLine, ...]:
    """The lines of a sheet with what became of each. One that only stands elsewhere is moved, and
    is shown where it stands now."""
    leaving = _moved(before, after)
    arriving = Counter(leaving)  # each line is counted off once where it was, once where it is
    found: list[RedLine] = []
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        old, new = before[old_from:old_to], after[new_from:new_to]
        if kind == "equal":
            found += [_line(LineState.SAME, line) for line in new]
        else:
            found += _edited(_without(old, leaving), new, arriving)
    return tuple(found)


def _moved(before: Sequence[str], after: Sequence[str]) -> Counter[str]:
    """Lines that stand at another place: how many of each."""
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    gone, new = Counter(before), Counter(after)
    for block in matcher.get_matching_blocks():
        same = Counter(after[block.b : block.b + block.size])
        gone -= same
        new -= same
    return gone & new


def _without(lines: Sequence[str], moved: Counter[str]) -> list[str]:
    """The lines that were not moved elsewhere. Each that was is taken from `moved`."""
    stayed = []
    for line in lines:
        if moved[line]:
            moved[line] -= 1
        else:
            stayed.append(line)
    return stayed


def _edited(waiting: list[str], new: Sequence[str], moved: Counter[str]) -> Iterator[RedLine]:
    """The `new` lines that stand where the `waiting` ones stood: each beside the one that it is
    most like. Each that was moved here is taken from `moved`."""
    for line in new:
        if moved[line]:
            moved[line] -= 1
            yield _line(LineState.MOVED, line)
            continue
        partner = _partner(line, waiting)
        if partner is None:
            yield _line(LineState.NEW, line, PieceMark.NEW)
            continue
        at = waiting.index(partner)
        for gone in waiting[:at]:
            yield _line(LineState.GONE, gone, PieceMark.GONE)
        waiting = waiting[at + 1 :]
        yield RedLine(LineState.CHANGED, tuple(red_pieces(partner, line)))
    for gone in waiting:
        yield _line(LineState.GONE, gone, PieceMark.GONE)


def _partner(line: str, waiting: Sequence[str]) -> str | None:
    """The line of `waiting` that `line` was made from, going by what they have in common; None
    where none is like it."""
    best, most = None, _ALIKE
    for other in waiting:
        ratio = difflib.SequenceMatcher(None, other, line, autojunk=False).ratio()
        if ratio > most:
            best, most = other, ratio
    return best


def red_pieces(before: str, after: str) -> Iterator[RedPiece]:
    """The words of an edited line: those that were taken out, then those in their place."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for kind, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if kind == "equal":
            yield RedPiece("".join(new[new_from:new_to]), PieceMark.SAME)
            continue
        if old_to > old_from:
            yield RedPiece("".join(old[old_from:old_to]), PieceMark.GONE)
        if new_to > new_from:
            yield RedPiece("".join(new[new_from:new_to]), PieceMark.NEW)


def _line(state: LineState, text: str, mark: PieceMark = PieceMark.SAME) -> RedLine:
    return RedLine(state, (RedPiece(text, mark),))


def _short(lines: Sequence[RedLine]) -> Iterator[RedLine]:
    """The lines without those that are unchanged and far from a change."""
    near: set[int] = set()
    for at, line in enumerate(lines):
        if line.state is not LineState.SAME:
            near.update(range(at - _AROUND, at + _AROUND + 1))
    left_out = 0
    for at, line in enumerate(lines):
        if at not in near:
            left_out += 1
            continue
        if left_out:
            yield RedLine(LineState.LEFT_OUT, count=left_out)
            left_out = 0
        yield line
    if left_out:
        yield RedLine(LineState.LEFT_OUT, count=left_out)
