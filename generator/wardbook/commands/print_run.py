"""The pages of a print run: numbered sets, or a register of identities with its labels."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wardbook.findings import Finding
from wardbook.folders import CACHE
from wardbook.options import Options
from wardbook.pdf.jobs import make_ready
from wardbook.plan.model.audience import AUDIENCES, inherited
from wardbook.plan.model.form import Form, Variant
from wardbook.plan.project import Project
from wardbook.serials import runs
from wardbook.serials.runs import NewRun
from wardbook.serials.serial_numbers import Serial
from wardbook.sheets import sheet_ids
from wardbook.sheets.book import Book
from wardbook.sheets.books import books as books_for
from wardbook.sheets.books import localizer_for
from wardbook.sheets.forms.forms import FormView

if TYPE_CHECKING:
    from wardbook.pdf.numbered.desk import Press


@dataclass(frozen=True)
class Piece:
    """A PDF of a run and the form that its pages are."""

    view: FormView
    data: bytes
    pages: int

    @property
    def name(self) -> str:
        """Its file's name."""
        return f"{self.view.code}-{'labels' if self.view.labels else self.view.paper}.pdf"


@dataclass(frozen=True)
class PrintJob:
    """A form (or its variant) to be printed: a run of numbers, or `count` sheets of labels without. `copies`: each copy of a
    set on a page of its own. `drill`: DRILL on every page."""

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
    def serials(self) -> tuple[Serial, ...]:
        """Its numbers, in order; labels have none."""
        return (
            ()
            if self.run is None
            else tuple(runs.serials(self.run.pool, self.run.first, self.run.count))
        )


def printed_with(project: Project, form: Form) -> Iterable[Form]:
    """The forms of which a run of `form` has pages."""
    label = (
        project.forms.get(form.identities.label.id)
        if form.identities and form.identities.label
        else None
    )
    return (form, label) if label else (form,)


def book_holding(forms: Iterable[Form], book: Book, project: Project) -> Book:
    """`book`, or the one for the few who may see every one of `forms`: who prints a form holds it in hand."""
    audience = max((inherited(form, book.audience) for form in forms), key=AUDIENCES.index)
    return book if audience == book.audience else books_for(project, audience, (book.language,))[0]


def press_for(options: Options, book: Book, language: str) -> Press:
    """The press that prints forms and lists of `book` in `language`, with all loaded that printing needs. Ask for it before
    anything of `render.desk` is imported: WeasyPrint must find the theme's fonts."""
    make_ready(options.project.resolve(), (options.project / CACHE).resolve())
    from wardbook.pdf.numbered.desk import open_press

    return open_press(options.project.resolve(), book, language)


def print_job(job: PrintJob, press: Press) -> tuple[tuple[Piece, ...], tuple[Finding, ...]]:
    """The run's PDFs; what does not fit is returned, and then there are none."""
    from wardbook.pdf.numbered.desk import NumberedOrder, labels_pdf, numbered_pdf

    view, stamped = view_of(job.book, job.sheet), job.book.sheets[job.sheet]
    if job.run is None:
        data, problems = labels_pdf(stamped, job.count, press, drill=job.drill)
        return (() if problems else (Piece(view, data, job.count),)), problems
    if job.form.identities:
        return _identities(job, job.run, press)
    printed = job.run.printed.isoformat()
    wanted = NumberedOrder(stamped, job.serials, job.run.edition, job.copies, job.drill, printed)
    data, problems = numbered_pdf(wanted, press)
    pages = job.count * (max(1, len(view.copies)) if job.copies else 1)
    return (() if problems else (Piece(view, data, pages),)), problems


def _identities(
    job: PrintJob, run: NewRun, press: Press
) -> tuple[tuple[Piece, ...], tuple[Finding, ...]]:
    from wardbook.pdf.numbered.desk import IdentityOrder, identity_pdfs
    from wardbook.pdf.numbered.identities import Identity

    register = job.book.sheets[job.sheet]
    _, *others = printed_with(job.project, job.form)
    labels = [job.book.sheets[sheet_ids.form_id(form)] for form in others]
    named = job.form.identities
    assert named is not None
    localizer = localizer_for(job.project, job.book.form_language)
    identities = tuple(
        Identity(
            serial,
            f"{localizer.words(word)} {serial.number}"
            if (word := None if job.variant else named.alias(serial.number))
            else "",
        )
        for serial in job.serials
    )
    labels_of = next(iter(labels), None)
    wanted = IdentityOrder(
        register, labels_of, identities, named.each, run.edition, job.drill, run.printed.isoformat()
    )
    printed, problems = identity_pdfs(wanted, press)
    views = [view_of(job.book, stamped.sheet.id) for stamped in (register, *labels)]
    found = ((view, printed[view.code]) for view in views if view.code in printed)
    return tuple(Piece(view, made.data, made.pages) for view, made in found), problems


def view_of(book: Book, sheet: str) -> FormView:
    """What a form's sheet holds."""
    view = book.sheets[sheet].sheet.content
    assert isinstance(view, FormView)
    return view
