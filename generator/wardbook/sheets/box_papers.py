"""What is printed with the forms of a department's box: the card in its lid with the label, and the
ticket for the print office."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wardbook.plan.model.registries import Department
from wardbook.plan.project import Project
from wardbook.sheets.book import Book
from wardbook.sheets.departments.boxes import things_in
from wardbook.sheets.forms.forms import FormView
from wardbook.sheets.procedures.cards import Dial
from wardbook.sheets.project_localizer import localizer_for


@dataclass(frozen=True)
class BoxLine:
    """A form in the box: how many sets or sheets, below how many the box does not last its hours,
    and its numbers. What hangs on walls and labels have none: empty."""

    view: FormView
    count: int
    minimum: int
    first: str = ""
    last: str = ""


@dataclass(frozen=True)
class BoxCard:
    """The card in the lid, and the label of the box."""

    department: str
    """Its id."""
    code: str
    name: str
    others: tuple[tuple[str, str], ...]
    """Its name in the plan's other languages, each with the language."""
    place: str
    key: str
    posted: str
    edition: str
    desk: Dial | None
    lines: tuple[BoxLine, ...]
    things: tuple[str, ...]
    """What else lies in it of the department's own."""
    drill: bool


@dataclass(frozen=True)
class StockRow:
    """A form in a file: how many sets or sheets, its numbers, its first and its last page there.

    `apart`: each copy of a set has a page of its own."""

    view: FormView
    count: int
    first: str
    last: str
    start: int
    end: int
    apart: bool


@dataclass(frozen=True)
class StockFile:
    """The forms of one paper stock: colour, size, parts, or the cut of a label sheet."""

    file: str
    parts: int
    rows: tuple[StockRow, ...]


@dataclass(frozen=True)
class PackedFile:
    """Another file of the pack, and its pages."""

    file: str
    pages: int


@dataclass(frozen=True)
class PackTicket:
    """The ticket of a whole box: each file, on which paper, and how often."""

    card: BoxCard
    printed: str
    """ISO date."""
    jobs: tuple[StockFile, ...]
    manuals: tuple[PackedFile, ...]
    cards: tuple[PackedFile, ...]
    box: tuple[PackedFile, ...]
    words: tuple[PackedFile, ...]
    """Lists of check words, in each language; none of a drill."""
    masters: tuple[PackedFile, ...]
    """For what an outage of weeks is copied from; none of a drill."""


def box_card(
    project: Project,
    book: Book,
    department: Department,
    lines: Sequence[BoxLine],
    *,
    drill: bool,
) -> BoxCard:
    """The card of a department's box, in the words of `book`'s language."""
    localizer = localizer_for(project, book.language)
    others = []
    for language in project.languages[1:]:
        name = localizer_for(project, language).words(department.name)
        others.append((language, name))
    box = department.box
    return BoxCard(
        department=str(department.id),
        code=str(department.code),
        name=localizer.words(department.name),
        others=tuple(others),
        place=localizer.words(box.place) if box else "",
        key=localizer.name(box.key) if box else "",
        posted=localizer.words(department.posted),
        edition=book.edition,
        desk=book.home.desk,
        lines=tuple(lines),
        things=things_in(localizer, department),
        drill=drill,
    )


def stock_name(form: FormView, parts: int) -> str:
    """Name of the print job that a form goes into: paper, colour and parts, or the cut of the label
    sheet."""
    grid = form.labels
    if grid:
        cut = f"{grid.columns}x{grid.rows}-{grid.width:g}x{grid.height:g}mm"
        return f"{form.paper}-labels-{cut}"
    name = f"{form.paper}-{form.stock_name or 'white'}"
    if parts > 1:
        name += f"-{parts}-part"
    if form.back:
        name += "-two-sided"
    return name
