"""Ends of pages: no last page of a few lines, no caption or head of a table parted from its first row, and a row that is taller than a page breaks under a repeated head."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from wardbook.pdf.fitting import Fit
from wardbook.pdf.last_page import lines_on, with_full_end
from wardbook.pdf.renderer import Frame, PdfRenderer
from wardbook.sheets.plan.blocks.views import TableView
from wardbook.sheets.sheet import Prose, Span
from weasyprint import Document

from tests.pdf import samples

CAPTION, HEAD, FIRST, SECOND = "表题", "栏目甲", "首行", "次行"
LONG = "写得很长的一格，一行接一行，直到半页也放不下。"


def said(page: Any) -> str:
    return "".join(getattr(box, "text", "") for box in page._page_box.descendants())


def lines(count: int) -> str:
    return "".join(f"<p>第 {at} 行。</p>" for at in range(count))


def framed(body: str, fit: Fit) -> Frame:
    frame = replace(samples.frame(f'<section class="chapter">{body}</section>'), kind="chapter")
    styles = ("tight",) if fit.tight else ()
    return replace(frame, style=fit.style, styles=styles)


@pytest.fixture(scope="module")
def full(renderer: PdfRenderer) -> int:
    """How many of these lines fill a page."""
    document = renderer.document(framed(lines(120), Fit()))
    return lines_on(document.pages[0])


@pytest.mark.parametrize("over", [1, 2, 3, 4, 5])
def test_no_last_page_holds_a_few_lines(renderer: PdfRenderer, full: int, over: int) -> None:
    def lay(fit: Fit) -> Document:
        return renderer.document(framed(lines(full + over), fit))

    plain = lay(Fit())
    assert len(plain.pages) == 2 and lines_on(plain.pages[1]) < 6
    mended = with_full_end(plain, Fit(), lay)
    assert len(mended.pages) == 1 or lines_on(mended.pages[-1]) > 5
    assert said(mended.pages[-1]).count("行。") >= 5 or len(mended.pages) == 1


def test_a_page_that_holds_enough_stays(renderer: PdfRenderer, full: int) -> None:
    def lay(fit: Fit) -> Document:
        return renderer.document(framed(lines(full + 20), fit))

    plain = lay(Fit())
    assert with_full_end(plain, Fit(), lay) is plain


def table(renderer: PdfRenderer, *cells: str) -> str:
    def prose(text: str) -> Prose:
        return ((Span(text),),)

    view = TableView(CAPTION, (HEAD, "栏目乙"), tuple((prose(cell), prose("值")) for cell in cells))
    values = {"v": view, "label": "", "medium": "print", "href": lambda _: ""}
    return str(renderer.template("blocks/table.html", values))


@pytest.mark.parametrize("before", range(-8, 1, 2))
def test_caption_and_head_stand_with_the_first_row(
    renderer: PdfRenderer, full: int, before: int
) -> None:
    body = lines(full + before) + table(renderer, FIRST, SECOND, "三行", "四行")
    for page in renderer.document(framed(body, Fit())).pages:
        text = said(page)
        assert (CAPTION in text) == (HEAD in text)
        assert CAPTION not in text or "行" in text.split(HEAD)[1].replace("栏目乙", "")


@pytest.mark.parametrize(("times", "before"), [(25, 0), (25, 12), (25, 30), (60, 0), (60, 30)])
def test_a_tall_row_breaks_under_a_repeated_head(
    renderer: PdfRenderer, times: int, before: int
) -> None:
    body = lines(before) + table(renderer, FIRST + LONG * times, SECOND, "三行")
    for page in renderer.document(framed(body, Fit())).pages:
        text = said(page)
        if "写得很长" in text or SECOND in text:
            assert HEAD in text, "the head stands on every page of the table"
            assert CAPTION in text
