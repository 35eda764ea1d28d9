"""What is to be printed of a book: which manuals and single sheets, and which sheets have to be
drawn for them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from wardbook.pdf.job_records import Single, VolumeFile
from wardbook.sheets.book import Book, DepartmentPage
from wardbook.sheets.departments.scenario_steps import department_of
from wardbook.sheets.forms.forms import FormView
from wardbook.sheets.manuals import Manual
from wardbook.sheets.sheet import MUL, SheetKey, Stamped


@dataclass(frozen=True)
class PrintSelection:
    """What is printed of one book."""

    book: Book
    manuals: tuple[Manual, ...]
    singles: tuple[Single, ...]
    volumes: tuple[VolumeFile, ...] = ()

    def sheets(self) -> Iterator[Stamped]:
        """Every sheet that is needed, once."""
        ids = [single.sheet for single in self.singles]
        for manual in self.manuals:
            ids += [unit.id for unit in manual.units]
        for file in self.volumes:
            ids += file.volume.sheets
        for id in dict.fromkeys(ids):
            yield self.book.units.get(id) or self.book.sheets[id]


def wanted(
    book: Book, parts: Collection[str], departments: Collection[str], *, forms: bool
) -> PrintSelection:
    """What of a book is printed.

    `parts` are manuals, cards, forms; of `departments` only theirs is printed, all when empty.
    `forms`: the single forms, which are the same in every language, are printed with this book.
    """
    manuals: list[Manual] = []
    singles: list[Single] = []
    if "manuals" in parts:
        manuals = [one for one in book.manuals if _is_chosen(one.id, departments)]
    pages = [page for page in book.departments if _is_chosen(page.id, departments)]
    if "cards" in parts:
        singles += _cards(book, pages)
        singles += _loose(book, departments)
    if forms and "forms" in parts:
        singles += _forms(book, pages, every=not departments)
    volumes = () if departments else tuple(_volumes(book, parts, forms=forms))
    return PrintSelection(book, tuple(manuals), tuple(singles), volumes)


def _volumes(book: Book, parts: Collection[str], *, forms: bool) -> Iterator[VolumeFile]:
    """The volumes of this book's language, and with `forms` those of every language."""
    if "forms" not in parts:
        return
    for volume in book.volumes:
        if volume.language != MUL:
            path = f"forms/by-paper/{volume.language}/{volume.name}.pdf"
            yield VolumeFile(volume, path, volume.language)
        elif forms:
            yield VolumeFile(volume, f"forms/by-paper/{volume.name}.pdf", book.form_language)


def _is_chosen(id: str, departments: Collection[str]) -> bool:
    return not departments or id in departments


def _cards(book: Book, pages: Iterable[DepartmentPage]) -> Iterator[Single]:
    for page in pages:
        if page.card:
            yield _card(book, page.id, page.card)


def _loose(book: Book, departments: Collection[str]) -> Iterator[Single]:
    """The leaves with steps in scenarios of departments that have no manual."""
    bound = {page.scenario_steps for page in book.departments}
    for id, stamped in book.sheets.items():
        department = department_of(stamped.sheet)
        if department and id not in bound and _is_chosen(department, departments):
            yield _card(book, department, id)


def _forms(book: Book, pages: Iterable[DepartmentPage], *, every: bool) -> Iterator[Single]:
    """Every form, or those of the departments of `pages`."""
    needed: set[str] = set()
    for page in pages:
        needed.update(page.forms)
    for form in book.forms:
        if every or form in needed:
            yield _form(book, form)


def to_draw(every: Iterable[PrintSelection]) -> dict[SheetKey, Stamped]:
    """The sheets that have to be drawn, once each."""
    sheets = {}
    for one in every:
        for stamped in one.sheets():
            sheets[stamped.sheet.key] = stamped
    return sheets


def _card(book: Book, department: str, id: str) -> Single:
    title = _title(book.sheets[id])
    path = f"cards/{book.language}/{department}.pdf"
    return Single(id, path, "card", title, book.language, department, listed_language=book.language)


def _form(book: Book, id: str) -> Single:
    stamped = book.sheets[id]
    name, view = id.removeprefix("form-"), stamped.sheet.content
    assert isinstance(view, FormView)
    return Single(
        sheet=id,
        path=f"forms/{name}.pdf",
        kind="form",
        title=_title(stamped),
        language=book.form_language,
        listed_language=stamped.sheet.key.language,
        fillable=f"forms/fillable/{name}.pdf" if view.fillable else "",
    )


def _title(stamped: Stamped) -> str:
    return f"{stamped.sheet.code} {stamped.sheet.title}"
