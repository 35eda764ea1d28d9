"""The sheets of a build or an edition by name and fingerprint, the manuals that hold them, and what
differs between two such lists."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from wardbook.plan.edition_records import UNIT, IssuedEdition

if TYPE_CHECKING:
    from wardbook.sheets.book import Book
    from wardbook.sheets.bound_sheets import ManualSheets
    from wardbook.sheets.manuals import Manual
    from wardbook.sheets.printed_sheets import PrintedSheets
    from wardbook.sheets.sheet import Stamped

MANUALS_FOR = "staff"
"""The audience that manuals are printed for."""


@dataclass(frozen=True)
class SheetEntry:
    """A sheet as it was printed. `word` are the six characters on its leaves."""

    id: str
    language: str
    code: str
    kind: str
    title: str
    fingerprint: str
    word: str
    since: str = ""
    """Edition in which its content last changed; empty where none was released."""

    @property
    def key(self) -> tuple[str, str]:
        """What stays the same from edition to edition: its id, and its language."""
        return self.id, self.language


@dataclass(frozen=True)
class ManualEntry:
    """A manual and what it holds: the keys of its sheets, in their order. `together`: those that
    share leaves, group by group; none where that was not recorded."""

    id: str
    language: str
    title: str
    sheets: tuple[tuple[str, str], ...]
    together: tuple[tuple[tuple[str, str], ...], ...] = ()


@dataclass(frozen=True)
class SheetList:
    """All sheets for one audience, by key, and the manuals."""

    audience: str
    edition: str
    sheets: Mapping[tuple[str, str], SheetEntry]
    manuals: tuple[ManualEntry, ...] = ()


@dataclass(frozen=True)
class SheetChanges:
    """How the sheets of one list differ from those of an earlier one."""

    changed: tuple[SheetEntry, ...]
    """As they are now."""
    added: tuple[SheetEntry, ...]
    withdrawn: tuple[SheetEntry, ...]
    """As they were."""

    def __bool__(self) -> bool:
        return bool(self.changed or self.added or self.withdrawn)


@dataclass(frozen=True)
class ManualChange:
    """What has to be done with the copies of a manual.

    `new` or `dropped`: the whole manual was or is not there."""

    manual: ManualEntry
    replace: tuple[SheetEntry, ...] = ()
    """Leaves to print again, as they are now."""
    insert: tuple[SheetEntry, ...] = ()
    """Leaves that were not in it."""
    remove: tuple[SheetEntry, ...] = ()
    """Leaves to take out."""
    new: bool = False
    dropped: bool = False
    former: str = ""
    """The manual whose place a new one takes: its department got another id."""


def sheet_list(books: Sequence[Book | PrintedSheets]) -> SheetList:
    """What `books` of one audience hold."""
    sheets = {}
    manuals = []
    for book in books:
        for stamped in book.sheets.values():
            entry = _entry(stamped)
            sheets[entry.key] = entry
        for manual in book.handed_out:
            manuals.append(_manual(book, manual))
    return SheetList(books[0].audience, books[0].edition, sheets, tuple(manuals))


def issued_list(edition: IssuedEdition) -> SheetList:
    """The sheets and manuals of an edition, as staff have them."""
    sheets = {}
    for sheet in edition.sheets.values():
        if sheet.audience == MANUALS_FOR and sheet.kind != UNIT:
            entry = SheetEntry(
                sheet.id,
                sheet.language,
                sheet.code,
                sheet.kind,
                sheet.title,
                sheet.fingerprint,
                sheet.word,
                sheet.since,
            )
            sheets[entry.key] = entry
    return SheetList(MANUALS_FOR, edition.id, sheets, tuple(_issued_manuals(edition)))


def _issued_manuals(edition: IssuedEdition) -> Iterator[ManualEntry]:
    held: dict[tuple[str, str, str], list[tuple[str, str]]] = {}
    for leaf in edition.manuals:
        key = (leaf.manual, leaf.language, leaf.title)
        held.setdefault(key, []).append((leaf.sheet, leaf.sheet_language))
    for (id, language, title), keys in held.items():
        yield ManualEntry(id, language, title, tuple(keys))


def _entry(stamped: Stamped) -> SheetEntry:
    sheet = stamped.sheet
    return SheetEntry(
        id=sheet.id,
        language=sheet.key.language,
        code=sheet.code,
        kind=str(sheet.kind),
        title=sheet.title,
        fingerprint=stamped.fingerprint,
        word=stamped.stamp.short,
    )


def _manual(book: Book | PrintedSheets, manual: Manual | ManualSheets) -> ManualEntry:
    keys = {}
    for id in manual.sheets:
        keys[id] = (id, book.sheets[id].sheet.key.language)
    together = []
    for unit in manual.units:
        if len(unit.sheets) > 1:
            together.append(tuple(keys[id] for id in unit.sheets))
    sheets = tuple(keys.values())
    return ManualEntry(manual.id, manual.language, manual.title, sheets, tuple(together))


def former_keys(before: SheetList, after: SheetList) -> dict[tuple[str, str], tuple[str, str]]:
    """Key of each sheet that got another id → the key that it had: one with the same code and of
    the same kind is gone. On the shelf it takes the place of that one."""
    gone = {}
    for key, entry in before.sheets.items():
        if entry.code and key not in after.sheets:
            gone[entry.code, entry.kind, entry.language] = key
    found: dict[tuple[str, str], tuple[str, str]] = {}
    if not gone:
        return found
    for key, entry in after.sheets.items():
        if key not in before.sheets:
            old = gone.pop((entry.code, entry.kind, entry.language), None)
            if old:
                found[key] = old
    return found


def under_new_names(before: SheetList, after: SheetList) -> SheetList:
    """The earlier list with the ids that sheets have in the later one."""
    now = {old: new for new, old in former_keys(before, after).items()}
    if not now:
        return before
    sheets = {}
    for key, entry in before.sheets.items():
        new = now.get(key, key)
        sheets[new] = replace(entry, id=new[0])

    def named(keys: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        return tuple(now.get(key, key) for key in keys)

    manuals = []
    for manual in before.manuals:
        together = tuple(map(named, manual.together))
        manuals.append(replace(manual, sheets=named(manual.sheets), together=together))
    return replace(before, sheets=sheets, manuals=tuple(manuals))


def sheet_changes(before: SheetList, after: SheetList) -> SheetChanges:
    """What became of the sheets: compared by fingerprint, in the order in which they are listed."""
    before = under_new_names(before, after)
    changed, added = [], []
    for key, entry in after.sheets.items():
        earlier = before.sheets.get(key)
        if earlier is None:
            added.append(entry)
        elif earlier.fingerprint != entry.fingerprint:
            changed.append(entry)
    withdrawn = []
    for key, entry in before.sheets.items():
        if key not in after.sheets:
            withdrawn.append(entry)
    return SheetChanges(tuple(changed), tuple(added), tuple(withdrawn))


def manual_changes(before: SheetList, after: SheetList) -> tuple[ManualChange, ...]:
    """What has to be done with each manual; manuals of which no leaf changed are not named."""
    before = under_new_names(before, after)
    earlier = {(manual.id, manual.language): manual for manual in before.manuals}
    found = []
    for manual in after.manuals:
        old = earlier.pop((manual.id, manual.language), None)
        if old is None:
            sheets = tuple(_held(manual, after))
            former = _former(manual, before, after)
            earlier.pop((former, manual.language), None)
            found.append(ManualChange(manual, insert=sheets, new=True, former=former))
            continue
        change = _manual_change(old, manual, before, after)
        if change.replace or change.insert or change.remove:
            found.append(change)
    for manual in earlier.values():
        gone = tuple(_held(manual, before))
        found.append(ManualChange(manual, remove=gone, dropped=True))
    return tuple(found)


def _former(manual: ManualEntry, before: SheetList, after: SheetList) -> str:
    """The manual that is gone and held the first sheet of a new one; empty where none did."""
    former = ""
    for old in before.manuals:
        if old.language == manual.language and old.sheets[:1] == manual.sheets[:1]:
            former = old.id
    for kept in after.manuals:
        if (kept.id, kept.language) == (former, manual.language):
            return ""
    return former


def _manual_change(
    old: ManualEntry, new: ManualEntry, before: SheetList, after: SheetList
) -> ManualChange:
    held = {entry.key: entry for entry in _held(old, before)}
    again, insert = [], []
    for entry in _held(new, after):
        earlier = held.pop(entry.key, None)
        if earlier is None:
            insert.append(entry)
        elif earlier.fingerprint != entry.fingerprint:
            again.append(entry)
    return ManualChange(new, tuple(again), tuple(insert), tuple(held.values()))


def with_shared_leaves(change: ManualChange, before: SheetList, after: SheetList) -> ManualChange:
    """A change with all sheets that are printed again: those that share leaves with one that
    changed, came or went are among them, since these leaves bear another check word."""
    if change.new or change.dropped:
        return change
    before = under_new_names(before, after)
    inserted = {entry.key for entry in change.insert}
    again = {entry.key for entry in change.replace}
    touched = again | inserted | {entry.key for entry in change.remove}
    for sheets in (before, after):
        again |= _beside(sheets, change.manual, touched)
    held = []
    for entry in _held(change.manual, after):
        if entry.key in again - inserted:
            held.append(entry)
    return replace(change, replace=tuple(held))


def _beside(
    sheets: SheetList, manual: ManualEntry, touched: set[tuple[str, str]]
) -> set[tuple[str, str]]:
    """The sheets that share leaves of a manual, as it stands in a list, with some that changed."""
    found: set[tuple[str, str]] = set()
    for listed in sheets.manuals:
        if (listed.id, listed.language) == (manual.id, manual.language):
            for group in listed.together:
                if not touched.isdisjoint(group):
                    found.update(group)
    return found


def _held(manual: ManualEntry, sheets: SheetList) -> Iterator[SheetEntry]:
    """The sheets of a manual; none that its list lost."""
    for key in manual.sheets:
        if key in sheets.sheets:
            yield sheets.sheets[key]


def as_data(sheets: SheetList) -> dict[str, Any]:
    """The list as plain data for JSON."""
    return {
        "audience": sheets.audience,
        "edition": sheets.edition,
        "sheets": list(map(asdict, sheets.sheets.values())),
        "manuals": list(map(asdict, sheets.manuals)),
    }


def from_data(data: Mapping[str, Any]) -> SheetList:
    """What `as_data` wrote. Raises KeyError, TypeError or ValueError when it is something else."""
    sheets = {}
    for found in data["sheets"]:
        entry = SheetEntry(**found)
        sheets[entry.key] = entry
    manuals = []
    for found in data["manuals"]:
        together = tuple(map(_keys, found.get("together", ())))
        names = (found["id"], found["language"], found["title"])
        manuals.append(ManualEntry(*names, _keys(found["sheets"]), together))
    return SheetList(str(data["audience"]), str(data["edition"]), sheets, tuple(manuals))


def _keys(found: Sequence[Sequence[Any]]) -> tuple[tuple[str, str], ...]:
    return tuple((str(id), str(language)) for id, language in found)
