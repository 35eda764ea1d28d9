"""Leaves: what must fit one page does, fills it, and is found when it does not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from wardbook.pdf import cell_sizes
from wardbook.pdf.layout import lay_out
from wardbook.pdf.renderer import PdfRenderer
from wardbook.sheets.command.clock import ClockBand, ClockRow, ClockView, PosterLine
from wardbook.sheets.forms.forms import FormView
from wardbook.sheets.forms.label_sheets import LabelGrid
from wardbook.sheets.kinds import SheetKind
from wardbook.sheets.sheet import Stamped
from weasyprint.formatting_structure.boxes import TextBox

from tests.pdf import samples

PIXELS = 96 / 25.4


def codes(renderer: PdfRenderer, *sheets: Stamped) -> list[str]:
    return [finding.code for finding in lay_out(sheets, renderer).findings]


def test_names_on_two_lines_and_cells_too_small_for_a_pen_are_told(renderer: PdfRenderer) -> None:
    long = samples.field("既往史、过敏史和目前用药情况", 2)
    when = samples.field("时", 1, kind="datetime")
    sheet = samples.form(samples.cells((long, when, samples.field("病情", 9))), paper="A5")
    found = {one.code: dict(one.arguments)["words"] for one in lay_out([sheet], renderer).findings}
    assert list(found) == ["G117", "G118"]
    assert found["G117"].startswith("既往史") and "mm" in found["G118"]
    assert codes(renderer, samples.form(samples.cells((samples.field("病情"),)))) == []


def test_a_card_s_cell_that_is_too_small_for_a_pen_is_told(
    renderer: PdfRenderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    sheet = samples.card()
    assert codes(renderer, sheet) == []
    monkeypatch.setitem(cell_sizes._LEAST, "type-signed", (22.0, 9.6))
    (finding,) = lay_out([sheet], renderer).findings
    assert finding.code == "G118" and "22.4 × 9.1 mm" in dict(finding.arguments)["words"]


def test_a_long_title_keeps_the_edge_of_the_paper(renderer: PdfRenderer) -> None:
    """Its head and foot give way to one line each, ten millimetres away from it."""
    made = samples.procedure(2)
    title = (
        "Response procedures of the outpatient pharmacy and of the dispensary for take-home drugs"
    )
    sheet = replace(made, sheet=replace(made.sheet, title=title))
    page = lay_out([sheet], renderer).documents[made.sheet.id].pages[0]
    lines = []
    for box in page._page_box.descendants():
        if isinstance(box, TextBox) and box.text.strip():
            lines.append(box.position_y / PIXELS)
            below = (page.height - box.position_y - box.height * 0.8) / PIXELS
            assert min(lines[-1] + 0.2 * box.height / PIXELS, below) >= 10, box.text
    assert min(lines) > 11, "the head takes one line"


def left_over(renderer: PdfRenderer, sheet: Stamped) -> float:
    """Millimetres between a sheet's end and the bottom margin."""
    page = lay_out([sheet], renderer).documents[sheet.sheet.id].pages[0]
    return float(
        (page.height - page._page_box.margin_bottom - page.anchors[f"{sheet.sheet.id}--end"][1])
        / PIXELS
    )


def test_sixteen_lines_fit_a_card(renderer: PdfRenderer) -> None:
    assert codes(renderer, samples.card(16)) == []


def test_a_card_that_runs_over_names_itself(renderer: PdfRenderer) -> None:
    (finding,) = lay_out([samples.card(16, "说明窗口和现象，记下时间，" * 6)], renderer).findings
    assert (finding.code, dict(finding.arguments)["sheet"]) == ("G103", "A-P1")


def test_a_card_says_until_when_it_counts(renderer: PdfRenderer) -> None:
    card = samples.card(6)
    card = replace(card, stamp=replace(card.stamp, until="2027-11-20"))
    page = lay_out([card], renderer).documents[card.sheet.id].pages[0]
    printed = "".join(getattr(box, "text", "") for box in page._page_box.descendants())
    assert "有效至 2027-11-20" in printed


def test_a_form_that_runs_over_is_found_and_a_full_one_is_not(renderer: PdfRenderer) -> None:
    long = samples.field("病史", 12, rows=8)
    assert codes(renderer, samples.form(samples.cells((long,), (long,)))) == []
    assert codes(renderer, samples.form(samples.cells(*[(long,)] * 5))) == ["G103"]


def test_by_how_much_a_form_runs_over_is_measured(renderer: PdfRenderer) -> None:
    """Eight lines of 8 mm more are 64 mm more, whatever stands on the pages behind the first."""
    long = samples.field("病史", 12, rows=8)
    over = []
    for count in (4, 5, 9):
        (finding,) = lay_out([samples.form(samples.cells(*[(long,)] * count))], renderer).findings
        over.append(int(dict(finding.arguments)["over"]))
    assert over[1] - over[0] == pytest.approx(64, abs=3)
    assert over[2] - over[0] == pytest.approx(5 * 64, abs=6)
    assert over[0] < 64
    assert codes(renderer, samples.form(samples.cells(*[(long,)] * 3))) == []


@pytest.mark.parametrize("paper", samples.PAPERS)
def test_an_open_grid_fills_its_page(renderer: PdfRenderer, paper: str) -> None:
    assert left_over(renderer, samples.form(samples.grid(), paper=paper)) < 6


def test_cells_of_several_lines_take_what_is_left(renderer: PdfRenderer) -> None:
    rows = [
        (samples.field("主诉", 12, rows=2),),
        (samples.field("处置", 12, rows=2),),
        (samples.field("签名"),),
    ]
    assert left_over(renderer, samples.form(samples.cells(*rows), identify="patient")) < 6


@pytest.mark.parametrize("identify", ["brief", "patient"])
def test_a_place_for_a_digit_is_as_wide_as_a_hand_writes(
    renderer: PdfRenderer, identify: str
) -> None:
    """And stands at the foot of its cell, however high the lines of the form came out."""
    number = replace(samples.field("电话"), digits=11)
    sheet = samples.form(
        samples.cells((number, samples.field("姓名"))), paper="A5", identify=identify
    )
    page = lay_out([sheet], renderer).documents["form-log"].pages[0]
    boxes = [box for box in page._page_box.descendants() if box.element is not None]
    places = [box for box in boxes if box.element_tag == "i"]
    cell = next(
        box
        for box in boxes
        if box.element_tag == "td" and "电话" in "".join(box.element.itertext())
    )
    assert len(places) == 11
    assert all(place.border_width() / PIXELS >= 4 for place in places)
    foot = {
        round(
            (cell.position_y + cell.border_height() - place.position_y - place.border_height())
            / PIXELS,
            1,
        )
        for place in places
    }
    assert all(-0.1 <= below <= 0.6 for below in foot), foot


def test_rows_of_several_lines_are_that_high_and_fill_their_page(renderer: PdfRenderer) -> None:
    grid = samples.grid()
    assert grid.grid is not None
    sheet = samples.form(replace(grid, grid=replace(grid.grid, lines=3)), paper="A4")
    page = lay_out([sheet], renderer).documents["form-log"].pages[0]
    rows = [
        box
        for box in page._page_box.descendants()
        if box.element_tag == "tr" and box.height / PIXELS > 20
    ]
    assert len(rows) >= 5
    assert all(row.height / PIXELS >= 23.9 for row in rows)
    assert left_over(renderer, sheet) < 24


def test_no_line_is_lower_than_a_pen_needs(renderer: PdfRenderer) -> None:
    sheet = samples.form(samples.grid(14), paper="A4")
    page = lay_out([sheet], renderer).documents["form-log"].pages[0]
    rows = [
        box for box in page._page_box.descendants() if box.element_tag == "tr" and box.height > 0
    ]
    heights = [row.height / PIXELS for row in rows]
    assert sum(height >= 7.9 for height in heights) >= 14


def test_a_notice_grows_to_its_page(renderer: PdfRenderer) -> None:
    few, many = (
        lay_out([samples.form(samples.notice(count))], renderer).documents["form-log"].pages[0]
        for count in (3, 12)
    )
    sizes = [
        max(box.style["font_size"] for box in page._page_box.descendants()) for page in (few, many)
    ]
    assert sizes[0] > sizes[1]


def is_patient(box: Any) -> bool:
    return box.element is not None and "patient" in (box.element.get("class") or "").split()


def test_patients_stand_in_the_same_place_on_every_form(renderer: PdfRenderer) -> None:
    plain = samples.form(samples.grid(), identify="patient")
    other = samples.form(
        samples.cells((samples.field("项目", 12, rows=2),)),
        id="form-other",
        code="F-02B",
        identify="patient",
    )
    laid_out = lay_out([plain, other], renderer)
    tops = [
        next(box.position_y for box in document.pages[0]._page_box.descendants() if is_patient(box))
        for document in laid_out.documents.values()
    ]
    assert tops[0] == pytest.approx(tops[1])


def test_words_that_leave_their_cell_are_found(renderer: PdfRenderer) -> None:
    narrow = samples.grid(3, *["W" * 14] * 8)
    (finding,) = lay_out([samples.form(narrow)], renderer).findings
    assert finding.code == "G104"
    assert "WWW" in dict(finding.arguments)["words"]


def test_a_long_start_stays_in_its_column_on_a_clock(renderer: PdfRenderer) -> None:
    """With few rows its type is 20 pt, and seven columns are narrow."""
    step = PosterLine(samples.line("Call the desk"), "within 10 min of discovery")
    bands = (ClockBand("0–5 min", "from discovery"),) * 7
    row = ClockRow("D1", "Dispensary", "", ((step,),) * len(bands))
    view = ClockView("Clock", None, "Never wait.", ("Fault",), "Write the time.", "", bands, (row,))
    assert codes(renderer, samples.stamped(SheetKind.CLOCK, "clock", "U", "Clock", view)) == []


def test_words_that_just_fit_are_not(renderer: PdfRenderer) -> None:
    assert codes(renderer, samples.form(samples.grid(3, *["WWWWW"] * 8))) == []


def test_what_the_layout_program_says_is_a_finding(renderer: PdfRenderer) -> None:
    sheet = samples.procedure()
    with renderer.listening() as heard:
        renderer.document(samples.frame('<img src="https://example.org/x.png" alt="x">'))
        assert "not a file of the theme or the project" in heard.take()[0]
    assert codes(renderer, sheet) == []


def labels(words: str) -> Stamped:
    """A sheet of 24 labels, each with three lines, the last with `words`."""
    lines = [
        (samples.field("姓名", 12),),
        (samples.field("号码", 12),),
        (samples.field(words, 12),),
    ]
    stamped = samples.form(samples.cells(*lines))
    view = stamped.sheet.content
    assert isinstance(view, FormView)
    grid = LabelGrid(
        3, 8, 70, 37, left=0, top=0.5, across=0, down=0, inset=2, outer=6, edge=5.5, line=8
    )
    return replace(stamped, sheet=replace(stamped.sheet, content=replace(view, labels=grid)))


def below(box: Any) -> Iterator[Any]:
    yield box
    for child in getattr(box, "children", ()):
        yield from below(child)


def test_labels_stand_where_the_sheet_is_cut(renderer: PdfRenderer) -> None:
    laid_out = lay_out([labels("标本")], renderer)
    (page,) = laid_out.documents["form-log"].pages
    found = [
        box
        for box in below(page._page_box)
        if box.element is not None and "one-label" in box.element.get("class", "").split()
    ]
    places = {
        (round(box.position_x / PIXELS, 1), round(box.position_y / PIXELS, 1)) for box in found
    }
    assert places == {(70.0 * column, 0.5 + 37 * row) for column in range(3) for row in range(8)}
    assert laid_out.findings == ()


def test_words_that_leave_their_label_are_found(renderer: PdfRenderer) -> None:
    assert "G104" in codes(renderer, labels("标本名称、采集部位和采集时间" * 20))
