"""The alert of a label: 24 points, white on black, right across; too long a one is found."""

from dataclasses import replace
from pathlib import Path

from wardbook.pdf.layout import lay_out
from wardbook.pdf.renderer import PdfRenderer
from wardbook.sheets.book import Book
from wardbook.sheets.forms.forms import FormView
from wardbook.sheets.forms.labels import Label
from wardbook.sheets.sheet import Stamped
from weasyprint.formatting_structure.boxes import BlockBox, TextBox

from tests.pdf.renderers import renderer_of
from tests.plans import flagship_books

ROOT = Path(__file__).parent.parent.parent
MM = 96 / 25.4


def same_name() -> tuple[Book, Stamped]:
    book = flagship_books()[0]
    return book, book.sheets["form-same-name-label"]


def test_an_alert_is_read_first(renderer: PdfRenderer) -> None:
    book, stamped = same_name()
    view = stamped.sheet.content
    assert isinstance(view, FormView) and view.labels and view.warning
    own = renderer_of(book, ROOT, renderer.roots)
    laid_out = lay_out([stamped], own)
    assert laid_out.findings == ()
    alerts, sizes = [], set()
    for box in laid_out.documents[stamped.sheet.id].pages[0]._page_box.descendants():
        if box.element is not None and box.element.get("class") == "label-alert":
            alerts.append(box)
        if isinstance(box, TextBox) and box.text == view.warning.main:
            sizes.add(round(box.style["font_size"] * 0.75, 2))
            assert box.style["color"].coordinates[:3] == (1, 1, 1)
    blocks = [box for box in alerts if isinstance(box, BlockBox)]
    assert len(blocks) == view.labels.columns * view.labels.rows
    across = view.labels.width - view.labels.inset - view.labels.outer
    for box in blocks:
        assert box.style["background_color"].coordinates[:3] == (0, 0, 0)
        assert abs(box.border_width() / MM - across) < 0.2
        assert abs(box.border_height() / MM - 8.9) < 0.2, "or there is no room for what is written"
    assert sizes == {24}


def test_an_alert_that_is_too_long_is_found(renderer: PdfRenderer) -> None:
    book, stamped = same_name()
    view = stamped.sheet.content
    assert isinstance(view, FormView)
    long = replace(view, warning=Label("同名患者，请核对两项以上标识", ("SAME NAME",)))
    own = renderer_of(book, ROOT, renderer.roots)
    sheet = replace(stamped.sheet, content=long)
    assert lay_out([replace(stamped, sheet=sheet)], own).findings
