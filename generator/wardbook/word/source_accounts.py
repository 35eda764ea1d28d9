"""The account of a source: every paragraph, cell and picture of it with where it went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from wardbook.findings import Finding, Mark, info
from wardbook.word.drafted_plans import DraftedPlan
from wardbook.word.sources import LostThing, SourceFile, SourceParagraph, SourceTable


@dataclass(frozen=True)
class AccountLine:
    """A paragraph of the source. `went` says what it became, `line` where that stands in `file`."""

    place: int
    kind: str
    """paragraph, cell, box, header, footer, comment."""
    says: str
    went: str
    file: str = ""
    line: int = 0
    remarks: tuple[str, ...] = ()
    lost: tuple[LostThing, ...] = ()
    pictures: int = 0
    notes: tuple[str, ...] = ()
    cell: str = ""
    """Of a cell: table, row and cell in it, as 2/3/1."""


@dataclass(frozen=True)
class SourceAccount:
    """All of a source."""

    source: str
    lines: tuple[AccountLine, ...]

    def counts(self) -> Mapping[str, int]:
        """How many paragraphs went where; empty ones are left out."""
        return Counter(line.went for line in self.lines if line.went != "empty")


def account_of(
    source: SourceFile,
    plans: Sequence[tuple[DraftedPlan, Mapping[Mark, int]]],
) -> SourceAccount:
    """The account of a source. With each plan come the lines of its file, by place."""
    lines: list[AccountLine] = []
    tables = 0
    for plan, places in plans:
        for piece in plan.pieces:
            if isinstance(piece, SourceTable):
                tables += 1
                lines += _table_lines(piece, tables, plan, places)
            else:
                lines.append(_line(source.name, piece, plan, places))
    for paragraph in source.beside:
        lines.append(AccountLine(paragraph.place, paragraph.kind, paragraph.text, "beside"))
    return SourceAccount(source.name, tuple(lines))


def _table_lines(
    table: SourceTable, number: int, plan: DraftedPlan, places: Mapping[Mark, int]
) -> Iterator[AccountLine]:
    file = plan.data["id"].mark.file  # type: ignore[union-attr]
    if table.caption:
        yield _line(file, table.caption, plan, places)
    for at, row in enumerate(table.rows, 1):
        for column, cell in enumerate(row, 1):
            first = _first_filled(cell.paragraphs)
            for paragraph in cell.paragraphs:
                where = f"{number}/{at}/{column}"
                yield _line(file, paragraph, plan, places, cell=where, within=first)


def _first_filled(paragraphs: Sequence[SourceParagraph]) -> int:
    for paragraph in paragraphs:
        if not paragraph.is_empty:
            return paragraph.place
    return 0


def _line(
    file: str,
    paragraph: SourceParagraph,
    plan: DraftedPlan,
    places: Mapping[Mark, int],
    *,
    cell: str = "",
    within: int = 0,
) -> AccountLine:
    went = plan.went
    place = went.joined.get(paragraph.place, within or paragraph.place)
    return AccountLine(
        place=paragraph.place,
        kind="cell" if cell else paragraph.kind,
        says=paragraph.shown.strip(),
        went=went.kinds.get(paragraph.place, "lost"),
        file=plan.place,
        line=places.get(Mark(file, place, 1), 0),
        remarks=tuple(went.remarks.get(paragraph.place, ())),
        lost=paragraph.lost,
        pictures=len(paragraph.pictures),
        notes=tuple(note.label for note in paragraph.notes),
        cell=cell,
    )


def not_carried(account: SourceAccount) -> Iterator[Finding]:
    """X625: what of the source no plan can hold, a finding for each kind with all its places."""
    kinds: dict[str, list[Mark]] = {}
    for line in account.lines:
        mark = Mark(account.source, line.place, 1)
        for lost in line.lost:
            kinds.setdefault(lost.kind, []).append(mark)
        for remark in line.remarks:
            kinds.setdefault(remark, []).append(mark)
        if line.went == "beside":
            kinds.setdefault(line.kind, []).append(mark)
    for kind, marks in kinds.items():
        unique = tuple(dict.fromkeys(marks))
        yield info("X625", *unique, what=kind, count=len(marks))
