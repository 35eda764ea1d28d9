"""Which leaves of paper come out of a copy and which go in: a sheet by itself, or several that
share leaves. The record of an edition says which did; one of an older program does not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from wardbook.editions.sheet_list import MANUALS_FOR
from wardbook.plan.edition_records import IssuedEdition, IssuedSheet, SharedLeaf
from wardbook.sheets.book import Book
from wardbook.sheets.manuals import Manual
from wardbook.sheets.sheet import Stamped
from wardbook.sheets.units import Unit


@dataclass(frozen=True)
class FilingRow:
    """A line of the filing instructions: a sheet by its code, with the check word of the leaf that
    comes out (empty: none) and of the one that goes in."""

    code: str
    title: str
    sheet: str
    out: str
    into: str


def leaf_rows(
    book: Book, manual: Manual, held: IssuedEdition | None, rows: Sequence[FilingRow]
) -> Iterator[FilingRow]:
    """The rows of sheets by what is taken in hand: of leaves that several sheets share, one row,
    also where a sheet on them is gone. `held`: the edition that the copy holds."""
    leaves = _leaves_of(held, manual) if held else None
    if leaves is not None:
        yield from _exchanged(book, manual, leaves)
        return
    own = {row.sheet: row for row in rows}
    for unit in manual.units:
        if unit.id in book.units:
            yield from _shared_leaf(book.units[unit.id], held)
        elif unit.id in own:
            yield own[unit.id]
    for row in rows:
        if not row.into and not manual.bound:
            yield row


def is_regrouped(book: Book, manual: Manual, held: IssuedEdition | None) -> bool:
    """Whether sheets of a manual share leaves that did not share them in the edition `held`, of
    which nobody knows which these were: none can be put in the place of one there. Codes of leaves
    name the first sheet and the last."""
    if held is None or held.shared_leaves is not None:
        return False
    for unit in manual.units:
        if unit.id in book.units:
            before = _issued(held, book.units[unit.id])
            if before is None or before.code != unit.code:
                return True
    return False


@dataclass(frozen=True)
class _HeldLeaf:
    """Leaves of paper in the manual that a copy holds, and the sheets on them."""

    issued: IssuedSheet
    sheets: tuple[str, ...]


def _leaves_of(held: IssuedEdition, manual: Manual) -> tuple[_HeldLeaf, ...] | None:
    """The leaves of a manual as an edition has it, in their order; None where its record does not
    say which sheets shared some."""
    if held.shared_leaves is None:
        return None
    found = []
    for (leaf, language), sheets in _together(held, held.shared_leaves, manual).items():
        issued = held.sheets.get((leaf, language, MANUALS_FOR))
        if issued:
            found.append(_HeldLeaf(issued, tuple(sheets)))
    return tuple(found)


def _together(
    held: IssuedEdition, leaves: Iterable[SharedLeaf], manual: Manual
) -> Mapping[tuple[str, str], Sequence[str]]:
    """Id and language of each leaf of a manual → the sheets on it."""
    shared = {}
    for one in leaves:
        if (one.manual, one.language) == (manual.id, manual.language):
            shared[one.sheet] = one.leaf, one.language
    found: dict[tuple[str, str], list[str]] = {}
    for row in held.manuals:
        if (row.manual, row.language) == (manual.id, manual.language):
            key = shared.get(row.sheet, (row.sheet, row.sheet_language))
            found.setdefault(key, []).append(row.sheet)
    return found


def _exchanged(book: Book, manual: Manual, held: Sequence[_HeldLeaf]) -> Iterator[FilingRow]:
    """What comes out and goes in, in the manual's order. A leaf takes the place of one that begins
    with the same sheet and is called the same, also if its sheets got other ids; any other comes
    out in a row of its own, before what its sheets stand on now."""
    waiting = _by_first_sheet(book, manual, held)
    for unit in manual.units:
        yield from _exchanged_for(unit, _leaf_now(book, unit), waiting)
    for leaf in waiting.values():
        yield _out(leaf.issued)


def _leaf_now(book: Book, unit: Unit) -> Stamped:
    return book.units.get(unit.id) or book.sheets[unit.id]


def _by_first_sheet(book: Book, manual: Manual, held: Sequence[_HeldLeaf]) -> dict[str, _HeldLeaf]:
    """Leaves of before by the first sheet on them: by the one that it is now, where it got another
    id and the leaf is called the same."""
    found = {leaf.sheets[0]: leaf for leaf in held}
    gone = {leaf.issued.code: leaf.sheets[0] for leaf in held}
    for unit in manual.units:
        for id in set(unit.sheets) & found.keys():
            gone.pop(found[id].issued.code, None)
    for unit in manual.units:
        former = gone.pop(_leaf_now(book, unit).sheet.code, None)
        if former:
            found.setdefault(unit.sheets[0], found.pop(former))
    return found


def _exchanged_for(unit: Unit, now: Stamped, waiting: dict[str, _HeldLeaf]) -> Iterator[FilingRow]:
    """What comes out and goes in for one leaf. `waiting` are those of before of which nobody knows
    yet whether they stay, by their first sheets."""
    out = ""
    for id in unit.sheets:
        leaf = waiting.pop(id, None)
        if leaf and id == unit.sheets[0] and leaf.issued.code == now.sheet.code:
            out = leaf.issued.word
        elif leaf:
            yield _out(leaf.issued)
    if out != now.stamp.short:
        yield FilingRow(now.sheet.code, now.sheet.title, unit.id, out, now.stamp.short)


def _out(issued: IssuedSheet) -> FilingRow:
    return FilingRow(issued.code, issued.title, issued.id, issued.word, "")


def _shared_leaf(unit: Stamped, held: IssuedEdition | None) -> Iterator[FilingRow]:
    """The row of leaves that say something else than in the edition `held`."""
    before = _issued(held, unit) if held else None
    if before is None or before.fingerprint != unit.fingerprint:
        out = before.word if before else ""
        sheet = unit.sheet
        yield FilingRow(sheet.code, sheet.title, sheet.id, out, unit.stamp.short)


def _issued(held: IssuedEdition, unit: Stamped) -> IssuedSheet | None:
    key = unit.sheet.key
    return held.sheets.get((key.id, key.language, key.audience))
