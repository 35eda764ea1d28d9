"""Shorter ways through WeasyPrint lead to the same bytes."""

from collections.abc import Iterator
from pathlib import Path

import pydyf
import pytest
from wardbook.pdf import renderer, shortcuts
from wardbook.pdf.drawing import draw
from wardbook.pdf.layout import lay_out
from wardbook.pdf.renderer import PdfRenderer
from wardbook.sheets.sheet import Stamped
from wardbook.theme import product_theme, theme_roots
from weasyprint import CSS
from weasyprint.css import AnonymousStyle, ComputedStyle
from weasyprint.layout import percent
from weasyprint.text.line_break import Layout

from tests.pdf import samples

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("own_drawings")]


def drawn(stamped: Stamped, project: Path) -> bytes:
    renderer = PdfRenderer(theme_roots(project), project, "zh", "2026-11-20", draft=True)
    document = lay_out([stamped], renderer).documents[stamped.sheet.id]
    return draw(document, "identity", {}).data


@pytest.fixture
def the_long_way(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    with monkeypatch.context() as long:
        yield long


@pytest.mark.parametrize(
    "stamped", [samples.card(), samples.procedure(), samples.form()], ids=lambda one: one.sheet.id
)
def test_both_ways_lead_to_the_same_bytes(
    stamped: Stamped, tmp_path: Path, the_long_way: pytest.MonkeyPatch
) -> None:
    short = drawn(stamped, tmp_path)
    assert ComputedStyle.__missing__ is shortcuts._value_of  # they were taken
    the_long_way.setattr(ComputedStyle, "__missing__", shortcuts._computed)
    the_long_way.setattr(AnonymousStyle, "__missing__", shortcuts._anonymous)
    the_long_way.setattr(percent, "resolve_one_percentage", shortcuts._resolve_one)
    the_long_way.setattr(Layout, "setup", shortcuts._set_up)
    the_long_way.setattr(pydyf, "_to_bytes", shortcuts._as_bytes)
    the_long_way.setattr(renderer, "matched_at_once", list)
    assert drawn(stamped, tmp_path) == short


def test_style_sheets_with_layers_stay_apart() -> None:
    plain, layered = CSS(string="p { color: red }"), CSS(string="@layer a { p { color: blue } }")
    assert len(shortcuts.matched_at_once([plain, plain])) == 1
    assert shortcuts.matched_at_once([plain, layered]) == [plain, layered]


def test_the_theme_is_matched_at_once() -> None:
    sheets = [CSS(filename=str(path)) for path in sorted((product_theme() / "print").glob("*.css"))]
    (whole,) = shortcuts.matched_at_once(sheets)
    assert len(whole.page_rules) == sum(len(sheet.page_rules) for sheet in sheets)
    assert whole.page_rules
