"""A patient's number is asked for once: in the corner of a form, or in its identification block."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from wardbook.html.templates import Setting, body
from wardbook.plan.loader import load
from wardbook.sheets.book import Book
from wardbook.sheets.books import books
from wardbook.sheets.forms.forms import FormView
from wardbook.starters import lay_down
from wardbook.theme import theme_roots

from tests.every_project import EVERY_PROJECT, folder_of
from tests.plans import books_in

ROOT = Path(__file__).parent.parent.parent


def book_of(name: str) -> Book:
    """The first book of a project: forms print all languages."""
    return books_in(folder_of(name), "staff")[0]


def forms(book: Book) -> Iterator[tuple[FormView, str]]:
    """Each form with its HTML as it is printed."""
    roots = theme_roots(ROOT, book.layers)
    setting = Setting(roots, book.language, "print", lambda _: "", lambda _: "", str)
    for stamped in book.sheets.values():
        if isinstance(stamped.sheet.content, FormView):
            yield stamped.sheet.content, body(stamped, setting)


def asked(html: str) -> list[str]:
    """What each box of the corner and each cell asks for, in the main language; a cell that takes
    one of two things asks for each."""
    corners = re.findall(r'class="corner corner-\w+_no".*?<b>(.*?)</b>', html)
    cells = re.findall(r'class="cell-label"><span class="main">(.*?)</span>', html)
    return [*corners, *(one for cell in cells for one in cell.split(" / "))]


@pytest.mark.slow
@pytest.mark.parametrize("name", EVERY_PROJECT)
def test_a_number_in_the_corner_is_not_asked_for_again(name: str) -> None:
    for view, html in forms(book_of(name)):
        boxes = asked(html)
        numbers = re.findall(r'class="corner corner-\w+_no".*?<b>(.*?)</b>', html)
        assert [boxes.count(number) for number in numbers] == [1] * len(numbers), view.code
        kinds = {corner.name for corner in view.corner}
        if view.identify != "none" and "card_no" in kinds:
            assert 'data-blank="patient_number"' not in html, view.code
        if view.identify != "none" and not kinds & {"card_no", "inpatient_no"}:
            assert "patient_number" in html or view.specimen, view.code


@pytest.mark.slow
def test_the_room_goes_to_place_and_allergies() -> None:
    """Name, sex and birth stand where they stand on every other form."""
    shown = {view.code: asked(html) for view, html in forms(book_of("."))}
    block = ["姓名", "性别", "科室", "床号", "出生日期", "年龄", "过敏史", "未知身份代号"]
    assert shown["IP-02"][:9] == ["住院号", *block]
    half = ["姓名", "性别", "出生日期", "年龄", "科室", "床号", "未知身份代号", "过敏史"]
    assert shown["OP-04"][:9] == ["就诊卡号", *half]


def test_another_number_than_the_corner_s_is_still_asked_for(tmp_path: Path) -> None:
    """In the United States the corner may hold the encounter's number; the block asks for the MRN."""
    place = tmp_path / "hospital-us"
    lay_down("hospital-us", place)
    form = place / "plan_source/forms/mar.yml"
    text = form.read_text(encoding="utf-8")
    form.write_text(text.replace("corner: [card_no]", "corner: [inpatient_no]"), encoding="utf-8")
    project = load(place).project
    assert project is not None
    shown = {view.code: asked(html) for view, html in forms(books(project, "staff")[0])}
    assert [one for one in shown["DT-21"] if one in ("MRN", "Encounter no.")] == [
        "Encounter no.",
        "MRN",
    ]
