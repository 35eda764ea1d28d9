"""What a telephone list says beyond the plan's columns: who answers beside what the number is of,
posts, places, further remarks, hours in words. It goes into the note, behind its heading."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from wardbook.findings import Mark
from wardbook.plan.data import Scalar
from wardbook.plan.model.scalars import is_id
from wardbook.spreadsheets.columns import ListColumn
from wardbook.spreadsheets.cover_words import COVERS, cover_word, says_more
from wardbook.spreadsheets.headed_columns import in_its_language, in_language_of
from wardbook.spreadsheets.heading_rows import HeadingRows
from wardbook.spreadsheets.headings import (
    HeadingNames,
    folded,
    is_one_of,
    is_worth_a_note,
    simplified,
)
from wardbook.spreadsheets.phone_cells import number_and_remark, phone_digits, says_nothing
from wardbook.spreadsheets.raw_sheets import Row
from wardbook.spreadsheets.table_rows import cell_in, filled_cells
from wardbook.spreadsheets.worksheets import Worksheet

_HAN = re.compile("[㐀-鿿]")
_WORDS_FOR_A_NAME = ("name", "note")


@dataclass(frozen=True)
class NoteSource:
    """A column whose cells go into the note, and what stands before them there."""

    at: int
    label: str = ""
    is_person: bool = False


def _at(source: NoteSource) -> int:
    return source.at


@dataclass(frozen=True)
class NotedColumns:
    """The columns of a list, and those of which the note is made; `width` is the place behind the
    last one."""

    columns: dict[int, ListColumn]
    sources: tuple[NoteSource, ...] = ()
    width: int = 0

    def place(self, field: str) -> int | None:
        """Where a field stands in a row; None where the sheet has no such column."""
        for at, column in self.columns.items():
            if column.field == field:
                return at
        return None

    def takes(self, heading: Scalar, headings: Row) -> bool:
        """Whether the column of a heading is read for the note."""
        taken = [*self.columns, *map(_at, self.sources)]
        return any(cell_in(headings, at) is heading for at in taken)


def noted_columns(
    columns: dict[int, ListColumn],
    sheet: Worksheet,
    head: HeadingRows,
    names: HeadingNames,
    beside: Collection[int] = (),
) -> NotedColumns:
    """The columns, and what else the headings say; `beside` are places of what might be a name too.
    Of a service or a supplier and a person the first is the name. A list with ids is the plan's
    own: all its columns are known."""
    fields = {column.field for column in columns.values()}
    if names.name != "contacts" or "id" in fields or "name" not in fields:
        return NotedColumns(columns)
    made = _with_things(columns, sheet, head, names)
    found = list(_for_notes(made, head, names, beside))
    if len(set(found) & set(made)) > 1:  # a note in each language
        return NotedColumns(made)
    width = max(map(len, (head.cells, *sheet.rows)))
    return NotedColumns(made, tuple(_sources(found, head.cells, names)), width)


def _for_notes(
    made: Mapping[int, ListColumn],
    head: HeadingRows,
    names: HeadingNames,
    beside: Collection[int],
) -> Iterator[int]:
    """The places of which nothing else is read and that are worth a note."""
    for at, heading in enumerate(head.cells):
        is_free = at not in made or made[at].field == "note"
        if is_free and (at in beside or _is_for_notes(heading, names)):
            yield at


def _with_things(
    columns: Mapping[int, ListColumn], sheet: Worksheet, head: HeadingRows, names: HeadingNames
) -> dict[int, ListColumn]:
    """The columns, with what a number is of for the name where that was who answers."""
    made = dict(columns)
    for at, column in columns.items():
        if column.field != "name" or not is_one_of(head.cells[at], "persons"):
            continue
        things: list[int] = []
        for place, heading in enumerate(head.cells):
            if place not in made and is_one_of(heading, "things"):
                things.append(place)
        if things:
            likeliest = min(things, key=lambda place: names.rank(head.cells[place]))
            del made[at]
            made[likeliest] = in_its_language(column, sheet, head, likeliest, names)
    return made


def _is_for_notes(heading: str, names: HeadingNames) -> bool:
    """Whether what stands below a heading is worth a note."""
    if not heading.strip():
        return False
    meant = names.whole(heading)
    if meant is not None:
        return meant.field in _WORDS_FOR_A_NAME
    kinds = ("things", "persons", "notes")
    return any(is_one_of(heading, kind) for kind in kinds) or is_worth_a_note(heading)


def _sources(
    found: Sequence[int], headings: Sequence[Scalar], names: HeadingNames
) -> Iterator[NoteSource]:
    """The columns of the note. Remarks need no heading there, nor does what is the only one and
    says no more than a note does."""
    for at in found:
        heading = headings[at]
        is_person = is_one_of(heading, "persons")
        is_plain = is_one_of(heading, "remarks") or folded(heading) in names.own
        meant = names.whole(heading)
        is_note = meant is not None and meant.field == "note"
        if len(found) == 1 and is_note and not is_one_of(heading, "notes"):
            is_plain = True
        yield NoteSource(at, "" if is_plain else simplified(" ".join(heading.split())), is_person)


def with_notes(
    noted: NotedColumns, rows: Sequence[Row], head: HeadingRows, names: HeadingNames
) -> tuple[dict[int, ListColumn], tuple[Row, ...]]:
    """The columns and the rows with all that goes into the notes."""
    if not noted.width:
        return noted.columns, tuple(rows)
    note, hours = noted.place("note"), noted.place("hours")
    writing = _Writing(noted, head, _or(note, noted.width), _or(hours, noted.width + 1))
    made = tuple(map(writing.row, rows))
    columns = dict(noted.columns)
    said = _said_at(made, writing.note)
    is_own = note is not None and folded(cell_in(head.cells, note)) in names.own
    if said and not is_own:
        column = columns.get(writing.note) or _column(names, "note")
        columns[writing.note] = in_language_of(column, said, names)
    if hours is None and _said_at(made, writing.hours):
        columns[writing.hours] = _column(names, "hours")
    return columns, made


def _said_at(rows: Sequence[Row], at: int) -> list[str]:
    """What rows say at a place."""
    said: list[str] = []
    for row in rows:
        if cell_in(row, at).strip():
            said.append(cell_in(row, at).strip())
    return said


def _column(names: HeadingNames, field: str) -> ListColumn:
    """The first column of a field."""
    return next(column for column in names.known if column.field == field)


def _or(place: int | None, other: int) -> int:
    return other if place is None else place


@dataclass(frozen=True)
class _Writing:
    """Rows whose notes and hours are written at these places."""

    noted: NotedColumns
    head: HeadingRows
    note: int
    hours: int

    def row(self, row: Row) -> Row:
        """A row with its note. One of a single cell names a group."""
        if len(filled_cells(row)) < 2:
            return row
        cells = dict(enumerate(row))
        parts = [*self._hours(cells, row), *self._parts(cells, row), *self._of_number(cells, row)]
        if len(parts) == 1 and parts[0] == cell_in(row, self.note).strip():
            parts = []  # as it stands
        elif parts:
            text = _joined(parts)
            cells[self.note] = Scalar(text, parts[0].mark)
        elif self.note in cells and self.note < len(row):
            cells[self.note] = Scalar("", row[self.note].mark)
        return _as_row(cells, row)

    def _parts(self, cells: dict[int, Scalar], row: Row) -> Iterator[Scalar]:
        """What the note says, piece by piece. Who answers is the name where nothing else is."""
        name = self.noted.place("name")
        for source in self.noted.sources:
            said = cell_in(row, source.at)
            if says_nothing(said):
                continue
            if source.is_person and name is not None and not cell_in(row, name).strip():
                cells[name] = said
                continue
            if not source.label and self._is_cover(said):
                cells[self.hours] = Scalar(cover_word(said), said.mark)
                if not says_more(said):
                    continue
            yield _labelled(source.label, said)

    def _is_cover(self, said: str) -> bool:
        """Whether a remark says when a number is answered, on a list without such a column."""
        return self.noted.place("hours") is None and cover_word(said) in COVERS

    def _of_number(self, cells: dict[int, Scalar], row: Row) -> Iterator[Scalar]:
        """What is said of the number in brackets behind it."""
        place = self.noted.place("number")
        if place is None:
            return
        said = cell_in(row, place)
        number, remark = number_and_remark(said)
        if not remark or not phone_digits(number):
            return
        cells[place] = Scalar(number, said.mark)
        if self._is_cover(remark):
            cells[self.hours] = Scalar(cover_word(remark), said.mark)
            if not says_more(remark):
                return
        yield Scalar(remark, said.mark)

    def _hours(self, cells: dict[int, Scalar], row: Row) -> Iterator[Scalar]:
        """The hours, where they say more than whether somebody answers at night."""
        said = cell_in(row, self.hours)
        if not said.strip() or self.noted.place("hours") is None or is_id(said.strip()):
            return
        is_cover = cover_word(said) in COVERS
        if not is_cover:
            cells[self.hours] = Scalar("", said.mark)
        if not says_nothing(said) and (not is_cover or says_more(said)):
            yield _labelled(simplified(" ".join(self.head.cells[self.hours].split())), said)


def _labelled(label: str, said: Scalar) -> Scalar:
    """A piece of a note behind its heading."""
    text = said.strip()
    if not label:
        return Scalar(text, said.mark)
    return Scalar(f"{label}{'：' if _HAN.search(label) else ': '}{text}", said.mark)


def _joined(parts: Sequence[str]) -> str:
    return ("；" if _HAN.search("".join(parts)) else "; ").join(parts)


def _as_row(cells: Mapping[int, Scalar], row: Row) -> Row:
    """Cells by their places as a row; those between that say nothing have a place of their own."""
    made: list[Scalar] = []
    for at in range(max(cells) + 1):
        mark = Mark(row[0].mark.file, row[0].mark.line, row[0].mark.column + at)
        made.append(cells.get(at, Scalar("", mark)))
    return tuple(made)
