"""What is printed in one go outside a build: a form with its numbers, or sheets of labels.

Loads nothing that draws: which books and forms are needed is known before the printer is ready."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from wardbook.plan.model.audience import AUDIENCES, inherited
from wardbook.plan.model.form import Form, Variant
from wardbook.plan.project import Project
from wardbook.serials import runs
from wardbook.serials.runs import NewRun
from wardbook.serials.serial_numbers import Serial
from wardbook.sheets import sheet_ids
from wardbook.sheets.book import Book
from wardbook.sheets.books import books
from wardbook.sheets.forms.forms import FormView


@dataclass(frozen=True)
class Piece:
    """A PDF of a run and the form that its pages are."""

    view: FormView
    data: bytes
    pages: int

    @property
    def name(self) -> str:
        """Its file's name."""
        kind = "labels" if self.view.labels else self.view.paper
        return f"{self.view.code}-{kind}.pdf"


@dataclass(frozen=True)
class PrintJob:
    """A form (or its variant) to be printed: a run of numbers, or `count` sheets of labels without.

    `copies`: each copy of a set on a page of its own. `drill`: DRILL on every page."""

    project: Project
    book: Book
    form: Form
    variant: Variant | None
    run: NewRun | None
    count: int
    copies: bool = False
    drill: bool = False

    @property
    def sheet(self) -> str:
        """Id of the form's sheet."""
        return sheet_ids.form_id(self.form, self.variant)

    @property
    def view(self) -> FormView:
        """What the form's sheet holds."""
        return view_of(self.book, self.sheet)

    @property
    def serials(self) -> tuple[Serial, ...]:
        """Its numbers, in order; labels have none."""
        if self.run is None:
            return ()
        return tuple(runs.serials(self.run.pool, self.run.first, self.run.count))


def printed_with(project: Project, form: Form) -> tuple[Form, ...]:
    """The forms of which a run of `form` has pages."""
    label = None
    if form.identities and form.identities.label:
        label = project.forms.get(form.identities.label.id)
    return (form, label) if label else (form,)


def book_holding(forms: Iterable[Form], book: Book, project: Project) -> Book:
    """`book`, or the one for the few who may see every one of `forms`: who prints a form holds it
    in hand."""
    audience = book.audience
    for form in forms:
        audience = max(audience, inherited(form, book.audience), key=AUDIENCES.index)
    if audience == book.audience:
        return book
    return books(project, audience, (book.language,))[0]


def view_of(book: Book, sheet: str) -> FormView:
    """What a form's sheet holds."""
    view = book.sheets[sheet].sheet.content
    assert isinstance(view, FormView)
    return view
