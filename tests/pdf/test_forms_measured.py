"""Forms as they are laid out: places as large as their labels, cells that a pen fills, names on one line in every language, sheets that are grid."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from wardbook.pdf import layout
from wardbook.pdf.layout import lay_out, lay_out_numbered
from wardbook.pdf.renderer import PdfRenderer
from wardbook.sheets.book import Book
from wardbook.sheets.forms.forms import FormView, Marks
from wardbook.sheets.forms.labels import Label
from wardbook.sheets.sheet import Stamped
from wardbook.theme import theme_roots
from weasyprint.formatting_structure.boxes import TextBox

from tests.every_project import EVERY_PROJECT, LAID_OUT, folder_of
from tests.pdf.chosen_forms import as_close_as_may_be, fitting_of, fullest_of_each_shape
from tests.pdf.form_measures import MM, boxes, broken_names, combs, grid_share, heads, rows
from tests.pdf.renderers import renderer_of
from tests.plans import books_in
from tests.soak import is_whole, some_of

ROOT = Path(__file__).parent.parent.parent
SIGNED = (22, 9)
"""Millimetres of a cell that takes a signature and its time."""
SIGN = (15, 8)
"""Those of one that takes a signature alone."""
TIME, MOMENT = (11.5, 8), (20, 8)
"""Those of one that takes a time of day, and a day with its time."""
DIGIT = 4
"""Millimetres of a digit's place in a comb at least."""
CROWD = 150
"""Characters of a list of posts that tells nobody at the form who fills it in."""
NUMBER_WIDE = 82
"""Millimetres that a printed number takes: its words over bars, and the QR code beside them."""
PATIENTS = {"IP-15": 5, "IP-08B": 14, "DT-06": 14, "IP-03": 8, "DT-21": 8}
"""Beds, patients or drugs that a sheet holds at least."""


class Laid(NamedTuple):
    code: str
    view: FormView
    page: Any
    pages: int
    findings: tuple[str, ...]


def opened(name: str) -> tuple[Book, PdfRenderer]:
    """A project's book in its first language, and what lays it out."""
    place = folder_of(name)
    book = books_in(place, "staff")[0]
    roots = theme_roots(ROOT, book.layers)
    return book, renderer_of(book, place, roots)


def forms_in(book: Book) -> list[Stamped]:
    return [one for one in book.sheets.values() if isinstance(one.sheet.content, FormView)]


@pytest.fixture(scope="module", params=some_of(EVERY_PROJECT, LAID_OUT))
def forms(request: pytest.FixtureRequest) -> list[Laid]:
    """The forms of a project on their pages; of the largest plan the fullest of each shape, and those of
    which more is asked. Those that are fitted as a fuller one is are set once, as close as may be: to
    fit each takes twice the time."""
    request.getfixturevalue("renderer")  # sets the fonts up
    book, own = opened(request.param)
    every = forms_in(book)
    assert request.param != "." or len(every) > 60
    chosen = every if is_whole(request.config) else fullest_of_each_shape(every, fitting_of)
    fitted = [one.sheet.id for one in chosen]
    if request.param == "." and not is_whole(request.config):
        full = {*fitted, *(one.sheet.id for one in fullest_of_each_shape(every))}
        every = [one for one in every if one.sheet.id in full or _must_be_filled(one.sheet.content)]
        assert len(every) > 30
    laid = []
    for stamped in every:
        view = stamped.sheet.content
        assert isinstance(view, FormView)
        with pytest.MonkeyPatch.context() as patch:
            if stamped.sheet.id not in fitted and not _must_be_filled(view):
                patch.setattr(layout, "_fitter", as_close_as_may_be)
            made = lay_out([stamped], own)
        pages = made.documents[stamped.sheet.id].pages
        found = tuple(f"{finding.code} {finding.arguments}" for finding in made.findings)
        laid.append(Laid(view.code, view, pages[0], len(pages), found))
    return laid


def _must_be_filled(view: object) -> bool:
    """Whether something is asked of a form that it has when it fills its page."""
    assert isinstance(view, FormView)
    return (
        view.code in PATIENTS or _is_a_log_on_its_side(view) or _is_of_a_patient_on_its_side(view)
    )


def _is_of_a_patient_on_its_side(view: FormView) -> bool:
    return view.size == "wide" and view.identify == "patient"


def _is_a_log_on_its_side(view: FormView) -> bool:
    """Whether a form is a grid on its side that fills the page."""
    grids = [section.grid for section in view.sections if section.grid]
    filling = any(grid.rows == 0 for grid in grids)
    return view.size == "wide" and view.identify == "none" and filling


def test_every_form_has_one_page_and_everything_fits(forms: list[Laid]) -> None:
    assert {form.code: form.findings for form in forms if form.findings or form.pages > 1} == {}


def test_the_place_for_a_label_is_as_large_as_the_label(forms: list[Laid]) -> None:
    for form in forms:
        place = form.view.place
        if place is None:
            continue
        cells = list(boxes(form.page, "place"))
        left, top = min(cell.left for cell in cells), min(cell.top for cell in cells)
        wide = max(cell.left + cell.width for cell in cells) - left
        high = max(cell.top + cell.height for cell in cells) - top
        assert wide >= place.width and high >= place.height, form.code
        covered = (left + place.width, top + place.height)
        for cell in boxes(form.page, "cell"):
            if "place" not in cell.classes:
                beside = cell.left >= covered[0] - 0.1 or cell.top >= covered[1] - 0.1
                assert beside or cell.top + cell.height <= top + 0.1, (form.code, cell.words)


def test_what_is_signed_and_timed_has_room(forms: list[Laid]) -> None:
    for form in forms:
        for cell in boxes(form.page, "type-signed", "type-sign"):
            wide, high = SIGNED if "type-signed" in cell.classes else SIGN
            size = (form.code, cell.words, round(cell.width, 1), round(cell.height, 1))
            assert cell.width >= wide and cell.height >= high, size


def test_a_time_has_room(forms: list[Laid]) -> None:
    for form in forms:
        for cell in boxes(form.page, "type-time", "type-date", "type-datetime"):
            wide, high = MOMENT if "type-datetime" in cell.classes else TIME
            size = (form.code, cell.words, round(cell.width, 1), round(cell.height, 1))
            assert cell.width >= wide and cell.height >= high, size


def test_a_number_of_known_length_has_a_place_for_each_digit(forms: list[Laid]) -> None:
    """On a line to write on, all of one width."""
    for form in forms:
        for comb in combs(form.page):
            widths = {round(place.border_width() / MM, 1) for place in comb}
            assert max(widths) - min(widths) <= 0.2 and min(widths) >= DIGIT, (form.code, widths)
            lines = {place.border_bottom_width for place in comb}
            assert min(lines) >= 0.5, form.code


def test_names_of_cells_and_columns_stand_on_one_line(forms: list[Laid]) -> None:
    broken = []
    for form in forms:
        if form.view.labels:
            continue
        for cell in boxes(form.page, "cell-label"):
            if cell.lines > 1:
                broken.append((form.code, cell.words))
        for head in heads(form.page):
            broken += [(form.code, name) for name in broken_names(head)]
    assert broken == []


def test_logs_on_their_side_are_half_grid(forms: list[Laid]) -> None:
    for form in forms:
        if _is_a_log_on_its_side(form.view):
            assert grid_share(form.page) >= 0.5, form.code


def test_what_is_written_of_one_patient_on_a_page_on_its_side_has_room(forms: list[Laid]) -> None:
    """How to fill it in stands beside the patient's block, and what stands at the foot in the strip
    for back-entry, so that the rows get the height."""
    for form in forms:
        if not _is_of_a_patient_on_its_side(form.view):
            continue
        (beside,) = boxes(form.page, "aside")
        assert grid_share(form.page) >= 0.5, form.code
        assert beside.width >= 120, form.code


def test_sheets_hold_a_ward(forms: list[Laid]) -> None:
    for form in forms:
        if form.code in PATIENTS:
            assert rows(form.page) >= PATIENTS[form.code], form.code


def _elsewhere(view: FormView) -> frozenset[str]:
    """Parts that a form does not print: half a page and a page on its side leave to the list of
    back-entry who enters and checks what after what; a specimen goes nowhere; a label has no foot.
    Who fills in a notice, or what a whole hospital fills in, stands in the list of forms."""
    names = {"organisation"}
    if view.labels or view.size in ("half", "wide", "half-wide"):
        names |= {"replaces", "filled_by", "by", "verify", "match", "back_entry"}
    if view.notice or (view.filled_by and len(view.filled_by.main) >= CROWD):
        names.add("filled_by")
    if view.specimen:
        names |= {"copies", "back_entry"}
    return frozenset(names)


def _labels(part: object, elsewhere: frozenset[str]) -> Iterator[Label]:
    """Every label that a form prints."""
    if isinstance(part, Label):
        yield part
    elif isinstance(part, tuple):
        for one in part:
            yield from _labels(one, elsewhere)
    elif is_dataclass(part):
        for field in fields(part):
            sign = field.name == "unit" and getattr(part, "type", "") == "money"
            if field.name not in elsewhere and not sign:
                yield from _labels(getattr(part, field.name), elsewhere)


def _letters(words: str) -> str:
    return re.sub(r"[\W_]+", "", words)


def test_every_name_is_printed_in_every_language(forms: list[Laid]) -> None:
    """None is dropped for want of room."""
    lacking = []
    for form in forms:
        said = [box.text for box in form.page._page_box.descendants() if isinstance(box, TextBox)]
        printed = _letters("".join(said))
        for label in _labels(form.view, _elsewhere(form.view)):
            if form.view.labels and label in (form.view.title, form.view.stock):
                continue  # a mark stands in its place
            for words in (label.main, *label.others):
                if _letters(words) not in printed:
                    lacking.append((form.code, words))
    assert lacking == []


def test_nothing_is_printed_at_the_paper_s_edge(forms: list[Laid]) -> None:
    """Ten millimetres of a sheet; six of a sheet of labels, which are cut to its edge."""
    for form in forms:
        edge = (6 if form.view.labels else 10) - 0.05
        page = form.page
        for box in page._page_box.descendants():
            if not isinstance(box, TextBox) or not box.text.strip():
                continue
            slack = 0.2 * box.height
            right = (page.width - box.position_x - box.width) / MM
            below = (page.height - box.position_y - box.height + slack) / MM
            place = (form.code, box.text)
            assert min(box.position_x / MM, right) >= edge, place
            assert min((box.position_y + slack) / MM, below) >= edge, place


@pytest.mark.usefixtures("renderer", "set_once")
@pytest.mark.parametrize("name", some_of(EVERY_PROJECT, LAID_OUT))
def test_a_number_is_printed_within_the_margins(name: str, pytestconfig: pytest.Config) -> None:
    """On a page that lies on its side, number and title share a line. One form of each shape shows
    it, the one with most on it."""
    book, own = opened(name)
    chosen = forms_in(book) if is_whole(pytestconfig) else fullest_of_each_shape(forms_in(book))
    for stamped in chosen:
        view = stamped.sheet.content
        assert isinstance(view, FormView)
        if view.labels or view.register or view.posted:
            continue
        made = lay_out_numbered(stamped, own, Marks(printed="2026-11-30", drill=True))
        page = made.documents[stamped.sheet.id].pages[0]
        (place,) = boxes(page, "serial-place")
        assert place.left >= 10 and place.left + NUMBER_WIDE <= page.width / MM - 10, view.code
