"""On which sheets a change of the plan shows, and who holds them.

The sheets that changed are known by their fingerprints. Which change shows on which is read from
their words: a sheet shows a change if it lost the words of before or got those of now."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from wardbook.editions.plan_changes import Action, Change
from wardbook.editions.plan_state import PlanState
from wardbook.editions.plan_tree import Entry, Leaf, LinkName, Value, Wording, wordings_in
from wardbook.editions.sheet_lines import line_changes
from wardbook.editions.sheet_list import SheetEntry, former_keys, sheet_changes
from wardbook.plan.model.scalars import Clock, Duration
from wardbook.plan.registries import TABLE
from wardbook.plan.text import Text, Words
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.sheet import MUL

_SPACE = re.compile(r"\s+")
_UNPRINTED = ("aliases",)
"""Fields that search alone reads."""
_PROCEDURE = "procedure"
"""A kind of entry, and of sheet: one is often named like its department."""
_SHORTEST = 2
"""Signs of a word that says where something shows."""


@dataclass(frozen=True)
class ShownChange:
    """A change of the plan and the sheets that it shows on."""

    change: Change
    sheets: tuple[SheetEntry, ...]


@dataclass(frozen=True)
class PlanDifference:
    """All that differs between two states. `other` are sheets that changed with what a change
    brings about: a number that counts on, a list that names them."""

    before: PlanState
    after: PlanState
    changes: tuple[ShownChange, ...]
    other: tuple[SheetEntry, ...]


@dataclass(frozen=True)
class _Reworded:
    """A sheet that changed and how its words did, without spaces."""

    entry: SheetEntry
    lost: str
    got: str


def plan_difference(
    before: PlanState, after: PlanState, changes: Sequence[Change]
) -> PlanDifference:
    """Where each change shows."""
    reworded = tuple(_reworded(before, after))
    former = former_keys(before.sheets, after.sheets)
    shown = []
    named: set[tuple[str, str]] = set()
    for change in changes:
        if change.action is Action.RENAMED:
            sheets = tuple(_renamed_with(change, reworded, former))
        else:
            sheets = tuple(_sheets_of(change, reworded, before, after))
        named |= {sheet.key for sheet in sheets}
        shown.append(ShownChange(change, sheets))
    other = []
    for sheet in reworded:
        if sheet.entry.key not in named:
            other.append(sheet.entry)
    return PlanDifference(before, after, tuple(shown), tuple(other))


def _reworded(before: PlanState, after: PlanState) -> Iterator[_Reworded]:
    changes = sheet_changes(before.sheets, after.sheets)
    former = former_keys(before.sheets, after.sheets)
    for entry in (*changes.changed, *changes.added, *changes.withdrawn):
        old = before.lines(former.get(entry.key, entry.key))
        words = line_changes(old, after.lines(entry.key))
        yield _Reworded(entry, _joined(words.lost), _joined(words.got))


def _joined(lines: Iterable[str]) -> str:
    return "\n".join(_SPACE.sub("", line) for line in lines)


def _sheets_of(
    change: Change, reworded: Sequence[_Reworded], before: PlanState, after: PlanState
) -> Iterator[SheetEntry]:
    """The sheets that lost or got its words; else those of the entry itself."""
    old, new = _needles(change.before, before.localizers), _needles(change.after, after.localizers)
    found = False
    for sheet in reworded:
        language = sheet.entry.language
        if _holds(sheet.lost, old[language]) or _holds(sheet.got, new[language]):
            found = True
            yield sheet.entry
    if not found and change.field not in _UNPRINTED:
        for sheet in reworded:
            if _is_own(sheet.entry, change):
                yield sheet.entry


def _renamed_with(
    change: Change,
    reworded: Sequence[_Reworded],
    former: Mapping[tuple[str, str], tuple[str, str]],
) -> Iterator[SheetEntry]:
    """The sheets that got another id with an entry. Ids are not printed: each says the same, and
    bears another check word."""
    old, new = f"-{change.before}", f"-{change.after}"
    is_procedure = change.entry.kind == _PROCEDURE
    for sheet in reworded:
        was = former.get(sheet.entry.key)
        if was is None or (sheet.entry.kind == _PROCEDURE) is not is_procedure:
            continue
        kind = was[0].removesuffix(old)
        if kind != was[0] and sheet.entry.id == f"{kind}{new}":
            yield sheet.entry


Needles = Mapping[str, tuple[str, ...]]
"""Language → words, without spaces, of which one suffices; under `MUL` those of all languages."""


def _holds(words: str, needles: tuple[str, ...]) -> bool:
    return bool(words) and any(needle in words for needle in needles)


def _needles(value: Value | None, localizers: Mapping[str, Localizer]) -> Needles:
    needles: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for language, localizer in localizers.items():
        found = []
        for words in _finished(value, localizer):
            bare = _SPACE.sub("", words)
            if len(bare) >= _SHORTEST:
                found.append(bare)
        needles[language] = tuple(dict.fromkeys(found))
        needles[MUL] += needles[language]
    return needles


def _finished(value: Value | None, localizer: Localizer) -> Iterator[str]:
    """What a value prints in a language: a text whole, and what stands between its references."""
    if isinstance(value, Wording | Entry):
        for wording in wordings_in(value):
            yield from _pieces(wording.text, localizer)
    elif isinstance(value, tuple):
        for item in value:
            yield from _finished(item, localizer)
    else:
        yield from _finished_leaf(value, localizer)


def _finished_leaf(value: LinkName | Leaf | None, localizer: Localizer) -> Iterator[str]:
    match value:
        case LinkName():
            yield localizer.name(value.link)
        case Duration():
            yield localizer.duration(value)
        case datetime.date():
            yield localizer.day(value)
        case str() | Clock():
            yield str(value)


def _pieces(text: Text, localizer: Localizer) -> Iterator[str]:
    for paragraph in text.paragraphs(localizer.language):
        for inline in paragraph:
            if isinstance(inline, Words):
                yield inline.text
    yield localizer.words(text)


_OWN_SHEETS = {
    "department": ("card-{}", "contacts-{}", "back-entry-{}"),
    "procedure": ("procedure-{}", "scenario-{}"),
    "form": ("form-{}",),
    "plan": ("plan-{}",),
}
"""Sheets of an entry itself, by its kind."""
_LISTS = {row.kind: PurePosixPath(row.place).stem for row in TABLE}
"""The sheet that lists the entries of each other kind: it is called like their file or folder,
`contacts` like contacts.yml."""


def _is_own(sheet: SheetEntry, change: Change) -> bool:
    """Whether a sheet is one of the entry that was changed: of its chapter, where it has one."""
    top = change.path[0]
    if len(change.path) > 1 and change.path[1].kind == "chapter":
        return sheet.id == f"chapter-{top.name}-{change.path[1].name}"
    patterns = _OWN_SHEETS.get(top.kind) or (_LISTS[top.kind],)
    for pattern in patterns:
        own = pattern.format(top.name)
        if sheet.id == own or sheet.id.startswith(f"{own}-"):
            return True
    return False
