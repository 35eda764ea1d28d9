"""Paper forms: what a form holds. The frame around it belongs to the theme."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag

from wardbook.plan.model.audience import Audience, Public
from wardbook.plan.model.base import Base
from wardbook.plan.model.label_sheets import LABEL_ALERT, LABEL_HEAD, Labels
from wardbook.plan.model.links import ActorLink, FormLink, RoleLink, SystemLink, WhoLink
from wardbook.plan.model.paper_sizes import HOUSES, PAPERS
from wardbook.plan.model.procedure import MatchKey
from wardbook.plan.model.registries import Basis
from wardbook.plan.model.scalars import (
    Code,
    Count,
    Id,
    Rows,
    Several,
    Word,
    YesNo,
    one_of,
)
from wardbook.plan.text import Bilingual, Name, TextFor, WordLists

DIGIT_WIDTH = 4.0
"""Millimetres that a digit written by hand takes at least."""

PARTS_OF_WIDTH = 12
"""Parts of a form's width, in which cells are measured."""

FIELD_TYPES = (
    "text",
    "number",
    "money",
    "date",
    "time",
    "datetime",
    "tick",
    "choice",
    "sign",
    "signed",
    "area",
    "label",
    "serial",
)
"""signed: a signature and its time in one cell; serial: a number that is printed when a register of
identities is, by hand otherwise."""


class Copy(Base):
    """One copy of the set."""

    name: Name
    to: WhoLink | None = None
    """Department or post that keeps it; absent: the patient."""
    or_to: tuple[WhoLink, ...] = ()
    """Who gets this copy instead where the work is theirs: the examination that is asked for, the
    laboratory that the specimen goes to."""
    note: Bilingual | None = None


class Cell(Base):
    """A cell of a section."""

    id: Id
    label: Name
    short: Name | None = None
    """What is printed instead where the label has no room on one line; a language without it
    prints its label."""
    type: Annotated[str, one_of(*FIELD_TYPES)] = Field(default="text", validate_default=False)
    unit: Name | None = None
    span: Count = 12
    """Width in twelfths of the page."""
    rows: Count = 1
    """Height in lines of 10 mm."""
    digits: Several | None = None
    """Places for one digit each, for a number of known length."""
    choices: tuple[Bilingual, ...] = ()
    sticker: FormLink | None = None
    """The sheet of labels of which one is stuck on this place, of type label."""


class Column(Base):
    """A column of a grid."""

    id: Id
    label: Name
    short: Name | None = None
    """As of a cell."""
    width: Count = 2
    """Relative width."""
    type: Annotated[str, one_of(*FIELD_TYPES)] = Field(default="text", validate_default=False)
    unit: Name | None = None
    choices: tuple[Bilingual, ...] = ()


class GridRow(Base):
    """A row whose name is printed: a test, a vital sign, a point of a checklist."""

    name: Name
    hatched: tuple[Id, ...] = ()
    """Columns in which nothing may be written in this row."""


class GridHeading(Base):
    """A heading over several columns: a day over its hours."""

    label: Name
    short: Name | None = None
    """As of a cell."""
    start: Id = Field(alias="from")
    """The first of its columns."""
    end: Id = Field(alias="to")
    """The last of them."""
    dated: YesNo = False
    """Whether a date is written in it."""


def _form_of_rows(value: Any) -> str:
    """Which of the two it is. A finding on the whole list names it by its tag."""
    return "rows" if isinstance(value, (list, tuple)) else "count"


class Grid(Base):
    """Rows to fill by hand."""

    columns: tuple[Column, ...] = Field(min_length=1)
    headings: tuple[GridHeading, ...] = ()
    """Headings over several columns."""
    rows: Annotated[
        Annotated[Rows, Tag("count")]
        | Annotated[
            tuple[Annotated[GridRow, TextFor("name")], ...],
            Field(min_length=1),
            Tag("rows"),
        ],
        Discriminator(_form_of_rows),
    ]
    """A number, fill (as many as the page holds), or a list of names, which are printed in the
    first column."""
    numbered: YesNo | None = None
    """Whether the rows have numbers; absent: unless they have names."""
    lines: Several = 1
    """Lines of 8 mm that a row is high: more where several things are written into one cell."""

    @property
    def row_count(self) -> int | None:
        """Number of rows; None: fill the page."""
        if self.named_rows:
            return len(self.named_rows)
        return None if self.rows == "fill" else int(str(self.rows))

    @property
    def named_rows(self) -> tuple[GridRow, ...]:
        """The rows whose names are printed; empty where they have none."""
        return self.rows if isinstance(self.rows, tuple) else ()

    @property
    def counts(self) -> bool:
        """Whether its rows have numbers."""
        return not self.named_rows if self.numbered is None else self.numbered

    def places_under(self, heading: GridHeading) -> range | None:
        """The places of a heading's columns, from 0; None where it names one that is not there,
        or names them the wrong way round."""
        ids = [str(column.id) for column in self.columns]
        if heading.start not in ids or heading.end not in ids:
            return None
        return range(ids.index(heading.start), ids.index(heading.end) + 1) or None


class Section(Base):
    """A titled part of a form: cells, or a grid of rows."""

    title: Name | None = None
    fields: tuple[Cell, ...] = ()
    grid: Grid | None = None
    text: Bilingual | None = None
    """Printed words, for notices and checklists."""


class Identities(Base):
    """Identities that a register hands out: each row of its grid is one, with a number from the
    department's pool."""

    label: FormLink | None = None
    """A sheet of labels that is printed with the same numbers."""
    each: Several = 7
    """Labels of one number."""
    aliases: tuple[Bilingual, ...] = ()
    """Words that those get as a name whose own is unknown, each with the running number behind it:
    Pine 12."""

    def alias(self, number: int) -> Bilingual | None:
        """The word of a running number: they take turns."""
        return self.aliases[(number - 1) % len(self.aliases)] if self.aliases else None


class BackEntry(Base):
    """How the form goes back into the system."""

    rule: Annotated[str, one_of("enter", "scan", "keep")]
    by: RoleLink | None = None
    after: tuple[FormLink, ...] = ()
    """Forms that must be in first."""
    verify: RoleLink | None = None
    match: tuple[MatchKey, ...] = ()
    note: Bilingual | None = None


def placed(fields: Iterable[Cell]) -> tuple[tuple[Cell, ...], ...]:
    """Cells in rows of at most twelve columns, in order."""
    lines: list[list[Cell]] = []
    used = PARTS_OF_WIDTH
    for field in fields:
        if used + field.span > PARTS_OF_WIDTH:
            lines.append([])
            used = 0
        lines[-1].append(field)
        used += field.span
    return tuple(tuple(line) for line in lines)


Risk = Annotated[str, one_of("narcotic", "blood", "drug", "charge", "other")]
"""What is at stake when a filled form is lost, the worst first."""

Stock = Annotated[str, one_of("white", "yellow", "green", "red")]
"""Paper colours that have a name on the forms."""


class Variant(Base):
    """The same form under another title, mark and paper colour."""

    id: Id
    code: Code
    title: Name
    aliases: WordLists = Field(default_factory=dict)
    """Other words for it, which search finds."""
    mark: Name | None = None
    paper: Annotated[str, one_of(*PAPERS)] | None = None
    """Paper size, where it is other than the form's: a notice as a poster."""
    stock: Stock | None = None
    """Paper colour that the law asks for."""
    rows: Rows | None = None
    """Rows of its grids, where they are others than the form's."""
    sections: tuple[Section, ...] = ()
    """What is filled in, where that is other than the form's: herbs are not written like
    tablets."""
    help: tuple[Bilingual, ...] = Field(default=(), max_length=3)
    """How to fill it, where that is other than the form's."""
    specimen: YesNo = False
    """Printed as a specimen only: controlled pads are used instead."""
    risk: Risk | None = None
    """What is at stake, where it is other than the form's."""
    audience: Audience | None = None


class Form(Base):
    """forms/ID.yml."""

    id: Public[Id]
    code: Public[Code]
    title: Public[Name]
    aliases: Public[WordLists] = Field(default_factory=dict)
    """Other words for it, which search finds."""
    paper: Public[Annotated[str, one_of(*PAPERS)]] = Field(default="A4", validate_default=False)
    labels: Public[Labels | None] = None
    """The form is a sheet of labels: its fields are printed once on each."""
    identities: Public[Identities | None] = None
    """The form is a register of identities: numbers stand in its rows, in the column of type
    serial."""
    audience: Public[Audience | None] = None
    basis: Public[Basis | None] = None
    replaces: Public[tuple[SystemLink, ...]] = ()
    filled_by: Public[tuple[ActorLink, ...]] = ()
    identify: Public[Annotated[str, one_of("patient", "brief", "none")]] = Field(
        default="none", validate_default=False
    )
    """patient: the whole block; brief: its first line, on slips about money that treat nobody."""
    corner: Public[
        tuple[Annotated[str, one_of("card_no", "inpatient_no", "urgent", "mark")], ...]
    ] = Field(default=(), max_length=2)
    mark: Public[Name | None] = None
    """What stands in the `mark` corner."""
    copies: Public[tuple[Copy, ...]] = ()
    help: Public[tuple[Bilingual, ...]] = Field(default=(), max_length=3)
    sections: Public[tuple[Section, ...]] = Field(min_length=1)
    back: Public[tuple[Section, ...]] = ()
    """What is filled in on the back; absent: it stays empty."""
    back_entry: Public[BackEntry | None] = None
    custody: Public[Bilingual | None] = None
    warning: Public[Bilingual | None] = None
    approval: Public[Word | None] = None
    """Number under which the organisation approved the form; the print office's ticket shows it."""
    stock: Public[Stock | None] = None
    proof_of_payment: Public[YesNo] = False
    risk: Public[Risk] = Field(default="other", validate_default=False)
    """What is at stake when a filled one is lost: decides which missing numbers are looked for
    first."""
    posted: Public[YesNo] = False
    """It hangs on a wall or lies in a lid for all to read: no number, nothing to enter
    afterwards."""
    variants: Public[tuple[Variant, ...]] = ()

    def on_paper_of(self, house: str) -> Form:
        """The form on the paper of the house, A4 or Letter. A sheet of labels keeps its own: it is
        bought ready cut."""
        if self.labels:
            return self
        sizes = HOUSES[house]
        variants = []
        for variant in self.variants:
            paper = str(variant.paper or "")
            variants.append(variant.model_copy(update={"paper": sizes.get(paper, paper) or None}))
        own = sizes.get(str(self.paper), str(self.paper))
        if own == self.paper and tuple(variants) == self.variants:
            return self
        return self.model_copy(update={"paper": own, "variants": tuple(variants)})

    @property
    def bodies(self) -> tuple[tuple[Section, ...], ...]:
        """What is filled in: on the form, on its back, and on each variant that has sections of its
        own."""
        own = [variant.sections for variant in self.variants if variant.sections]
        return (self.sections, *((self.back,) if self.back else ()), *own)

    @property
    def every_section(self) -> tuple[Section, ...]:
        """The sections of all its bodies."""
        return tuple(section for body in self.bodies for section in body)

    def sheets_for(self, count: int) -> int:
        """Sheets of paper that `count` sets or labels take: a box counts single labels, and is
        packed by whole sheets."""
        if not self.labels:
            return count
        return -(-count // (self.labels.columns * self.labels.rows))  # rounded up

    @property
    def numbered(self) -> bool:
        """Whether its sets are printed with numbers that are accounted for."""
        return not self.labels and not self.posted

    @property
    def identifies(self) -> bool:
        """Whether it has room for who the patient is, in the same place as every other form."""
        return self.identify != "none"

    @property
    def serial_places(self) -> int:
        """Fields and columns that hold a printed number."""
        places = 0
        for section in self.sections:
            types = [cell.type for cell in section.fields]
            if section.grid:
                types += [column.type for column in section.grid.columns]
            places += types.count("serial")
        return places

    @property
    def label_line(self) -> float:
        """Millimetres of height that a line to write on has on a label; 0 for a form that is no
        sheet of labels."""
        if not self.labels:
            return 0.0
        lines = 0
        for section in self.sections:
            for line in placed(section.fields):
                lines += max(cell.rows for cell in line)
        if not lines:
            return 0.0
        above = LABEL_HEAD + (LABEL_ALERT if self.warning else 0)
        return (self.labels.height - 2 * self.labels.edge_on(str(self.paper)) - above) / lines
