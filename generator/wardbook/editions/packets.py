"""Update packets: for each copy of the register what is taken out of it, what is put in, and
whether the whole manual is replaced instead. Terms are those of loose-leaf publishing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from wardbook.editions.copy_standing import CopyStanding, CopyState, former_manual
from wardbook.editions.leaf_rows import FilingRow, leaf_rows
from wardbook.editions.sheet_list import SheetEntry
from wardbook.editions.void_stock import VoidStock, void_of
from wardbook.editions.word_list import WordList, word_list
from wardbook.plan.project import Project
from wardbook.sheets.book import Book
from wardbook.sheets.kinds import SheetKind
from wardbook.sheets.manuals import Manual
from wardbook.sheets.project_localizer import localizer_for

WHOLE_FROM = 0.6
"""Share of changed leaves from which the whole manual is replaced, as technical publications do."""


@dataclass(frozen=True)
class LostRow:
    """Copies that are lost, on the print office's list."""

    copy: str
    title: str
    number: str
    edition: str
    date: str
    count: int


@dataclass(frozen=True)
class IssuedChange:
    """An edition that was issued since the one that a copy holds, and what changed in it."""

    edition: str
    date: str
    summary: str


_NEW = (CopyState.FOLLOWED, CopyState.LOST)
"""States of copies that are given a manual which they have not: nothing in it is marked as new."""
_WHOLE = (CopyState.MISSING, CopyState.UNKNOWN, *_NEW)
"""States of copies that are given a whole manual."""


@dataclass(frozen=True)
class Packet:
    """What a copy needs. `whole`: all of the manual is put in; `recalled`: all of it comes out and
    nothing is put in; `posted`: where a new card has to be put up, if one has."""

    copy: str
    number: str
    count: int
    manual: str
    title: str
    language: str
    where: str
    place: str
    holder: str
    held: str
    edition: str
    rows: tuple[FilingRow, ...]
    since: tuple[IssuedChange, ...]
    whole: bool = False
    recalled: bool = False
    posted: str = ""
    file: str = ""
    """Name of its PDF, without ending."""
    had: str = ""
    """Edition of the earlier manual whose place it takes, where the copy holds one."""
    lost: bool = False
    """It takes the place of a copy that is lost."""
    followed: str = ""
    """What the manual is called of a department that was split, merged or named anew, whose place
    it takes."""
    words: WordList | None = None
    """The check words of its leaves, where it is a department's."""
    leaves: tuple[FilingRow, ...] = ()
    """The rows as leaves of paper: sheets that share leaves are one, with the code and the check
    word at their foot."""
    void: tuple[VoidStock, ...] = ()
    """Printed forms in the box that no longer hold."""
    loose: bool = False
    """A single leaf, which is exchanged where it hangs."""

    @property
    def sheets(self) -> tuple[str, ...]:
        """Ids of the sheets that are put in, in the manual's order."""
        return tuple(row.sheet for row in self.rows if row.into)


@dataclass(frozen=True)
class ShelfLists:
    """What the print office's list says besides the packets: stock that is void, copies that are
    lost."""

    void: Sequence[VoidStock]
    lost: Sequence[LostRow] = ()


def packets(
    project: Project, books: Sequence[Book], found: Sequence[CopyStanding]
) -> Iterator[Packet]:
    """A packet for each copy that is not current. `books` are those of the last edition."""
    by_language = {book.language: book for book in books}
    for standing in found:
        if not standing.is_printed:
            continue
        book = by_language.get(str(standing.copy.language), books[0])
        yield _packet(project, book, standing)


def _packet(project: Project, book: Book, standing: CopyStanding) -> Packet:
    copy, last = standing.copy, project.last_edition
    where, place, holder = _kept_at(project, book, standing)
    title = str(copy.manual)
    if standing.manual:
        title = standing.manual.title
    rows = tuple(_rows(book, standing))
    return Packet(
        copy=str(copy.id),
        number=str(copy.number or ""),
        count=standing.count,
        manual=_manual_id(standing),
        title=title,
        language=book.language,
        where=where,
        place=place,
        holder=holder,
        held="" if standing.state in _NEW else str(copy.edition or ""),
        had=str(copy.edition or "") if standing.state is CopyState.FOLLOWED else "",
        edition=last.id if last else "",
        rows=rows,
        since=tuple(_since(book.language, standing)),
        whole=standing.state in _WHOLE,
        recalled=standing.state is CopyState.RECALLED,
        posted=_posted(project, book, standing, rows),
        file=_file(standing),
        lost=standing.state is CopyState.LOST,
        followed=_former_title(project, standing),
        words=_words(project, book, standing),
        leaves=tuple(_leaves(project, book, standing, rows)),
        void=tuple(void_of(project, book, standing)),
        loose=_is_loose(book, standing),
    )


def _manual_id(standing: CopyStanding) -> str:
    """The manual that is printed: its own, else that of what its department became."""
    return standing.manual.id if standing.manual else str(standing.copy.manual)


def _former_title(project: Project, standing: CopyStanding) -> str:
    """What a manual that is sent back is called in the edition that the copy holds, with its id;
    the id alone where no record says it. Empty where none is."""
    copy = standing.copy
    if standing.state is not CopyState.FOLLOWED:
        return ""
    held, manual = project.edition(str(copy.edition)), former_manual(project, copy) or copy.manual
    if held:
        for row in held.manuals:
            if (row.manual, row.language) == (manual, copy.language):
                return f"{row.title} ({manual})"
    return str(manual)


def _file(standing: CopyStanding) -> str:
    """What a packet's file is called: an entry of the register can need several."""
    name = str(standing.copy.id)
    if standing.state is CopyState.LOST:
        return f"{name}-lost"
    if standing.state is CopyState.FOLLOWED:
        return f"{name}-{_manual_id(standing)}"
    return name


def _kept_at(project: Project, book: Book, standing: CopyStanding) -> tuple[str, str, str]:
    """Department, place and post that keep a copy, in words: its own, else those of the box."""
    copy, localizer = standing.copy, localizer_for(project, book.language)
    department = project.keeper_of(copy) or project.departments.get(_manual_id(standing))
    place, holder = copy.place, copy.holder
    if department is None:
        return "", localizer.words(place), localizer.name(holder)
    if _is_loose(book, standing):
        place = place or department.posted
    elif department.box:
        place, holder = place or department.box.place, holder or department.box.key
    return localizer.words(department.name), localizer.words(place), localizer.name(holder)


def _posted(project: Project, book: Book, standing: CopyStanding, rows: Sequence[FilingRow]) -> str:
    """Where a new card of the manual's department hangs, or its single leaf; empty where it has
    none."""
    department = project.departments.get(_manual_id(standing))
    if _is_loose(book, standing):
        return _kept_at(project, book, standing)[1]
    if department and any(row.into and _is_card(book, row.sheet) for row in rows):
        return localizer_for(project, book.language).words(department.posted)
    return ""


def _is_loose(book: Book, standing: CopyStanding) -> bool:
    """Whether the copy is of a single leaf."""
    return any(leaf.id == _manual_id(standing) for leaf in book.leaves)


def _words(project: Project, book: Book, standing: CopyStanding) -> WordList | None:
    department = project.departments.get(_manual_id(standing))
    return word_list(project, book, department) if department else None


def _is_card(book: Book, id: str) -> bool:
    return id in book.sheets and book.sheets[id].sheet.kind is SheetKind.CARD


def _since(language: str, standing: CopyStanding) -> Iterator[IssuedChange]:
    for edition in standing.between:
        yield IssuedChange(edition.id, edition.date.isoformat(), edition.summary.words(language))


def _rows(book: Book, standing: CopyStanding) -> Iterator[FilingRow]:
    """What comes out and goes in, in the manual's order; then what only comes out."""
    change, before = standing.change, standing.before or {}
    if change is None:
        if standing.manual:
            yield from _whole(book, standing)
        return
    changed = {entry.key: entry for entry in (*change.replace, *change.insert)}
    for key in change.manual.sheets:
        if key in changed:
            yield _row(changed[key], before)
    for entry in change.remove:
        yield FilingRow(entry.code, entry.title, entry.id, entry.word, "")


def _row(entry: SheetEntry, before: Mapping[tuple[str, str], SheetEntry]) -> FilingRow:
    old = before.get(entry.key)
    return FilingRow(entry.code, entry.title, entry.id, old.word if old else "", entry.word)


def _leaves(
    project: Project, book: Book, standing: CopyStanding, rows: Sequence[FilingRow]
) -> Iterator[FilingRow]:
    """The rows by what is taken in hand."""
    manual = _manual_of(book, _manual_id(standing))
    if manual is None or standing.state in _WHOLE:
        yield from rows
        return
    held = project.edition(str(standing.copy.edition))
    yield from leaf_rows(book, manual, held, rows)


def _manual_of(book: Book, id: str) -> Manual | None:
    for manual in book.handed_out:
        if manual.id == id:
            return manual
    return None


def _whole(book: Book, standing: CopyStanding) -> Iterator[FilingRow]:
    assert standing.manual is not None
    for id, _ in standing.manual.sheets:
        stamped = book.sheets.get(id)
        if stamped:
            sheet = stamped.sheet
            yield FilingRow(sheet.code, sheet.title, id, "", stamped.stamp.short)


def lost_rows(found: Sequence[CopyStanding]) -> Iterator[LostRow]:
    """Copies that are lost and not replaced: whoever finds one destroys it."""
    for standing in found:
        if standing.state is not CopyState.LOST:
            continue
        copy = standing.copy
        title = standing.manual.title if standing.manual else str(copy.manual)
        for lost in copy.missed:
            held = str(lost.edition or copy.edition or "")
            number = str(lost.number or copy.number or "")
            day = lost.date.isoformat()
            yield LostRow(str(copy.id), title, number, held, day, lost.count)
