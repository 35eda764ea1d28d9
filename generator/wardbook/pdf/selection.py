"""What is to be printed of a book: which manuals and single sheets, and which sheets have to be drawn for them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from wardbook.pdf.jobs import Single
from wardbook.sheets.book import Book
from wardbook.sheets.forms.forms import FormView
from wardbook.sheets.manuals import Manual
from wardbook.sheets.sheet import SheetKey, Stamped


@dataclass(frozen=True)
class PrintSelection:
    """What is printed of one book."""

    book: Book
    manuals: tuple[Manual, ...]
    singles: tuple[Single, ...]

    def sheets(self) -> Iterator[Stamped]:
        """Every sheet that is needed, once."""
        ids = [
            *(single.sheet for single in self.singles),
            *(id for manual in self.manuals for id in manual.sheets),
        ]
        return (self.book.sheets[id] for id in dict.fromkeys(ids))


def wanted(
    book: Book, parts: Collection[str], departments: Collection[str], *, forms: bool
) -> PrintSelection:
    """What of a book is printed. `parts`: manuals, cards, forms; `departments`: only theirs, all when empty. `forms`: the
    single forms are printed with this book: they are the same in every language."""

    def chosen(id: str) -> bool:
        return not departments or id in departments

    manuals = [manual for manual in book.manuals if "manuals" in parts and chosen(manual.id)]
    pages = [page for page in book.departments if chosen(page.id)]
    cards = [_card(book, page.id, page.card) for page in pages if page.card and "cards" in parts]
    needed = {form for page in pages for form in page.forms} if departments else set(book.forms)
    listed = [
        _form(book, form) for form in book.forms if form in needed and forms and "forms" in parts
    ]
    return PrintSelection(book, tuple(manuals), (*cards, *listed))


def to_draw(every: Iterable[PrintSelection]) -> dict[SheetKey, Stamped]:
    """The sheets that have to be drawn, once each."""
    return {stamped.sheet.key: stamped for one in every for stamped in one.sheets()}


def _card(book: Book, department: str, id: str) -> Single:
    title = _title(book.sheets[id])
    path = f"cards/{book.language}/{department}.pdf"
    return Single(id, path, "card", title, book.language, department=department, of=book.language)


def _form(book: Book, id: str) -> Single:
    stamped = book.sheets[id]
    name, view = id.removeprefix("form-"), stamped.sheet.content
    assert isinstance(view, FormView)
    copy = f"forms/fillable/{name}.pdf" if view.fillable else ""
    of = stamped.sheet.key.language
    return Single(
        id, f"forms/{name}.pdf", "form", _title(stamped), book.form_language, of=of, fillable=copy
    )


def _title(stamped: Stamped) -> str:
    return f"{stamped.sheet.code} {stamped.sheet.title}"
