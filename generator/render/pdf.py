"""Sheets → laid-out leaves → PDFs. Each sheet is laid out once in a process and bound into as many manuals as need it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from weasyprint import Document

from generator.findings import Finding, Mark, error
from generator.render.html import Setting, body
from generator.render.shop import Shop
from generator.render.spill import spilled_words
from generator.views.shapes import FormView, Manual
from generator.views.sheet import Kind, Stamped

_ONE_LEAF = (Kind.CARD, Kind.FORM)
"""Kinds that must fit on one page."""
_PIXELS = 96 / 25.4
"""CSS pixels of a millimetre."""
_ROW, _ROW_WANTED, _ROW_MOST = 8.0, 9.0, 14.0
"""Height of a line to write on in millimetres: at least 8 for handwriting; wanted where a grid fills the page; at most."""


@dataclass(frozen=True)
class LaidOut:
    """Leaves by sheet id, and what was wrong with them."""

    documents: Mapping[str, Document]
    findings: tuple[Finding, ...]

    def pages(self, sheet: str) -> int:
        """Number of pages of a sheet."""
        return len(self.documents[sheet].pages)


@dataclass(frozen=True)
class Bound:
    """A finished PDF."""

    data: bytes
    pages: int


def lay_out(sheets: Sequence[Stamped], shop: Shop) -> LaidOut:
    """Lay every sheet out once. What does not fit its page or its cell is a finding that names the sheet's file."""
    documents: dict[str, Document] = {}
    findings: list[Finding] = []
    with shop.listening() as heard:
        for stamped in sheets:
            document = _form(stamped, shop) if stamped.sheet.kind is Kind.FORM else _document(stamped, shop, "", 1)
            documents[stamped.sheet.id] = document
            findings += _faults(stamped, document)
            findings += [error("G105", _mark(stamped), problem=line) for line in heard.take()]
    return LaidOut(documents, tuple(findings))


def bind(manual: Manual, sheets: Mapping[str, Stamped], laid_out: LaidOut, shop: Shop) -> Bound:
    """A manual: front leaves, then its sheets, each on a right-hand page."""
    with shop.listening():
        front = shop.document(
            {
                "language": manual.language,
                "title": f"{manual.title} · {manual.organisation}",
                "kind": "front",
                "id": f"manual-{manual.id}",
                "organisation": manual.organisation,
                "code": "",
                "foot": f"{manual.title} · {manual.edition}",
                "body": shop.template("print/front.html", {"m": manual, "listing": _listing(manual, sheets, laid_out)}),
            }
        )
        pages = _right_handed([front, *(laid_out.documents[id] for id in manual.sheets)], shop)
        return _written(front.copy(pages), f"{manual.id}/{manual.language}/{manual.edition}")


def single(sheet: Stamped, laid_out: LaidOut, shop: Shop) -> Bound:
    """A PDF of one sheet: a card or a form."""
    with shop.listening():
        return _written(laid_out.documents[sheet.sheet.id], f"{sheet.sheet.id}/{sheet.fingerprint}")


def _document(stamped: Stamped, shop: Shop, style: str, fill_rows: int) -> Document:
    sheet, stamp = stamped.sheet, stamped.stamp
    setting: Setting = replace(shop.setting(sheet.id), fill_rows=fill_rows)
    return shop.document(
        {
            "language": setting.language if sheet.kind is not Kind.FORM else shop.form_language,
            "title": f"{sheet.code} {sheet.title}",
            "kind": str(sheet.kind),
            "id": sheet.id,
            "organisation": stamp.organisation,
            "code": sheet.code,
            "foot": f"{sheet.code} {sheet.title} · {stamp.edition} · {stamp.short}",
            "style": style,
            "paper": sheet.content.paper if isinstance(sheet.content, FormView) else "",
            "body": body(stamped, setting),
        }
    )


def _form(stamped: Stamped, shop: Shop) -> Document:
    """A form that fills its page: laid out once at the smallest height to measure what is left, then again with it."""
    document = _document(stamped, shop, _unit(_ROW), 1)
    view = stamped.sheet.content
    assert isinstance(view, FormView)
    left = _left(stamped.sheet.id, document)
    if left is None or left < 1:
        return document
    rows, unit = _fitted(view, left)
    fitted = _document(stamped, shop, _unit(unit), rows)
    return fitted if len(fitted.pages) == 1 else document


def _unit(millimetres: float) -> str:
    return f".form {{ --unit: {millimetres:.2f}mm }}"


def _left(sheet: str, document: Document) -> float | None:
    """Millimetres between the form's end and the bottom margin; None when it runs past its page."""
    if len(document.pages) != 1:
        return None
    page = document.pages[0]
    end = page.anchors[f"{sheet}--end"][1]
    bottom = page.height - page._page_box.margin_bottom
    return float((bottom - end) / _PIXELS)


def _fitted(view: FormView, left: float) -> tuple[int, float]:
    """Rows of the fill grid and the height of a line, so that the page is full. `left` was measured with one row of the
    smallest height."""
    lines = sum(max(field.rows for field in line) for section in view.sections for line in section.lines)
    lines += 2 if view.identify == "patient" else 0
    lines += sum(section.grid.rows or 1 for section in view.sections if section.grid)
    spare = left - 0.5
    fills = any(section.grid and not section.grid.rows for section in view.sections)
    rows = 1
    if fills:
        rows = max(1, int((spare + _ROW * lines - _ROW_WANTED * (lines - 1)) / (_ROW_WANTED + 0.4)))
        spare, lines = spare - (rows - 1) * (_ROW + 0.25), lines + rows - 1
    return rows, min(_ROW_MOST, _ROW + max(0.0, spare) / max(1, lines))


def _faults(stamped: Stamped, document: Document) -> Iterator[Finding]:
    sheet = stamped.sheet
    if sheet.kind in _ONE_LEAF and len(document.pages) > 1:
        yield error("G103", _mark(stamped), sheet=sheet.code, title=sheet.title, pages=len(document.pages))
    words = [text for page in document.pages for text in spilled_words(page)]
    if words:
        yield error("G104", _mark(stamped), sheet=sheet.code, title=sheet.title, words=" / ".join(words[:5]))


def _mark(stamped: Stamped) -> Mark:
    return stamped.sheet.source


def _listing(manual: Manual, sheets: Mapping[str, Stamped], laid_out: LaidOut) -> list[dict[str, Any]]:
    """The list of sheets with what is known only after laying out: pages; and the check word that a leaf prints."""
    return [
        {
            "title": title,
            "rows": [
                {
                    "id": listed.sheet,
                    "code": listed.code,
                    "title": listed.title,
                    "pages": laid_out.pages(listed.sheet),
                    "word": sheets[listed.sheet].stamp.short,
                }
                for listed in group
            ],
        }
        for title, group in manual.groups
    ]


def _right_handed(documents: Sequence[Document], shop: Shop) -> list[Any]:
    """Pages of the documents, each starting on a right-hand page: blank backs where a document has an odd number."""
    pages: list[Any] = []
    for at, document in enumerate(documents):
        pages += document.pages
        if len(document.pages) % 2 and at < len(documents) - 1:
            last = document.pages[-1]
            pages.append(shop.blank(last.width, last.height))
    return pages


def _written(document: Document, identity: str) -> Bound:
    """The PDF: tagged, running page labels, and an identifier that depends on content alone."""
    data = document.write_pdf(
        pdf_variant="pdf/ua-1",
        pdf_identifier=sha256(identity.encode()).digest()[:16],
        finisher=_label_pages,
    )
    return Bound(data, len(document.pages))


def _label_pages(_document: Document, pdf: Any) -> None:
    pdf.catalog["PageLabels"] = "<</Nums [0 <</S /D>>]>>"
