"""Laid-out leaves → PDFs: manuals with their front leaves and blank backs, and single cards and forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from weasyprint import Document

from generator.findings import Finding, Mark, error
from generator.fonts import FAMILY
from generator.render.leaves import LaidOut
from generator.render.shop import Frame, Shop
from generator.render.tags import mend_tags
from generator.views.manual_shapes import Manual
from generator.views.sheet import Stamped

_DUPLEX = {"Duplex": "/DuplexFlipLongEdge"}
_FULL_SIZE = {"PrintScaling": "/None"}
"""What a viewer's print dialogue is preset to: forms keep their millimetres, manuals are printed on both sides."""

_FRONT_PAGES = 4
"""Pages that the front leaves of most manuals take, a blank back included: the first guess."""


@dataclass(frozen=True)
class Bound:
    """A finished PDF, and what was found while it was written."""

    data: bytes
    pages: int
    findings: tuple[Finding, ...] = ()
    system_fonts: tuple[str, ...] = ()
    """Fonts of the machine that it holds besides ours."""


def bind(manual: Manual, sheets: Mapping[str, Stamped], laid_out: LaidOut, shop: Shop) -> Bound:
    """A manual: front leaves, then its sheets, each on a right-hand page."""
    documents = [laid_out.documents[id] for id in manual.sheets]
    with shop.listening() as heard:
        front = _front(manual, sheets, laid_out, shop)
        pages = _right_handed([front, *documents], shop)
        identity = f"{manual.id}/{manual.language}/{manual.edition}"
        document = front.copy(pages)
        data = _written(document, identity, {**_FULL_SIZE, **_DUPLEX})
        findings = tuple(error("G105", Mark(""), problem=line) for line in dict.fromkeys(heard.take()))
    return Bound(data, len(pages), findings, _system_fonts(document))


def single(stamped: Stamped, laid_out: LaidOut, shop: Shop) -> Bound:
    """A PDF of one sheet: a card or a form."""
    document = laid_out.documents[stamped.sheet.id].copy()
    with shop.listening() as heard:
        data = _written(document, f"{stamped.sheet.id}/{stamped.fingerprint}", _FULL_SIZE)
        findings = tuple(error("G105", stamped.sheet.source, problem=line) for line in dict.fromkeys(heard.take()))
    return Bound(data, len(document.pages), findings, _system_fonts(document))


def _front(manual: Manual, sheets: Mapping[str, Stamped], laid_out: LaidOut, shop: Shop) -> Document:
    """Cover, list of sheets, what is kept elsewhere. The list names each sheet's page, which depends on how many pages the
    list takes: it is laid out again when the first guess was wrong."""
    taken = _FRONT_PAGES
    while True:
        listing = list(_listing(manual, sheets, laid_out, taken))
        document = shop.document(
            Frame(
                languages=(manual.language,),
                title=f"{manual.title} · {manual.organisation}",
                kind="front",
                id=f"manual-{manual.id}",
                organisation=manual.organisation,
                code="",
                foot=f"{manual.organisation} · {manual.title} · {manual.edition}",
                body=shop.template("print/front.html", {"m": manual, "listing": listing}),
            )
        )
        needed = len(document.pages) + len(document.pages) % 2  # the first sheet starts on a right-hand page
        if needed == taken:
            return document
        taken = needed


def _listing(
    manual: Manual, sheets: Mapping[str, Stamped], laid_out: LaidOut, before: int
) -> Iterator[tuple[str, list[dict[str, object]]]]:
    """Groups of the list of sheets with what is known only after laying out: page count and first page, `before` pages
    standing before the first sheet; and the check word that a leaf prints."""
    start = before + 1
    for title, group in manual.groups:
        rows: list[dict[str, object]] = []
        for listed in group:
            pages = laid_out.pages(listed.sheet)
            word = sheets[listed.sheet].stamp.short
            rows.append(
                {
                    "id": listed.sheet,
                    "code": listed.code,
                    "title": listed.title,
                    "pages": pages,
                    "start": start,
                    "word": word,
                }
            )
            start += pages + pages % 2
        yield title, rows


def _right_handed(documents: Sequence[Document], shop: Shop) -> list[Any]:
    """Pages of the documents, each starting on a right-hand page: blank backs where a document has an odd number."""
    pages: list[Any] = []
    for at, document in enumerate(documents):
        pages += document.pages
        if len(document.pages) % 2 and at < len(documents) - 1:
            last = document.pages[-1]
            pages.append(shop.blank(last.width, last.height))
    return pages


def _system_fonts(document: Document) -> tuple[str, ...]:
    """Families that a written document holds besides ours."""
    return tuple(sorted({font.family for font in document.fonts.values()} - {FAMILY}))


def _written(document: Document, identity: str, preferences: Mapping[str, str]) -> bytes:
    """The PDF: tagged, running page labels, and an identifier that depends on content alone."""

    def finish(_document: Document, pdf: Any) -> None:
        pdf.catalog["PageLabels"] = "<</Nums [0 <</S /D>>]>>"
        pdf.catalog["ViewerPreferences"].update(preferences)
        mend_tags(pdf)

    identifier = sha256(identity.encode()).digest()[:16]
    data: bytes = document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=identifier, finisher=finish)
    return data
