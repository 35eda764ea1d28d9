"""The copy of a form that is filled in on a PC: what its fields are called, where they stand, and what stays for the pen."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import pikepdf
import pypdf
import pytest
from wardbook.fonts import vendored_fonts
from wardbook.pdf.binding import BindingOptions, Part, bind
from wardbook.pdf.drawing import draw
from wardbook.pdf.drawn_sheets import DrawnSheets
from wardbook.pdf.fillable import fillable
from wardbook.pdf.form_blanks import blanks
from wardbook.pdf.layout import lay_out, lay_out_numbered
from wardbook.pdf.renderer import PdfRenderer
from wardbook.sheets.forms.forms import FormView, Marks
from wardbook.sheets.forms.labels import Label, ShortLabel
from wardbook.sheets.forms.sections import ColumnView, GridHead, GridView, SectionView
from wardbook.sheets.sheet import Stamped

from tests.pdf import samples

MILLIMETRE = 72 / 25.4
MULTILINE, FULL = 1 << 12, 1 << 23
TWO_DIGITS = 12.9
"""Points of two digits of 8 pt, with the edges that a viewer keeps free."""
SHORT = replace(
    samples.field("皮试"), label=ShortLabel("皮试", ("Test",), Label("皮试结果", ("Skin test",)))
)
CELLS = samples.cells(
    (samples.field("姓名"), samples.field("科别")),
    (samples.field("病情", 12, 3), samples.field("签名", kind="sign")),
    (SHORT, samples.field("床号")),
    (samples.field("时间", 6, kind="datetime"), samples.field("金额", 6, kind="money")),
    (
        samples.field("检查", 6, kind="tick", choices=("血", "尿")),
        samples.field("侧别", 6, kind="choice", choices=("左", "右")),
    ),
    (samples.field("贴标签处", 12, kind="label"),),
)
FORM = samples.form(CELLS, samples.grid(4), paper="A5", identify="patient")


class Box(NamedTuple):
    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: Box) -> bool:
        across = min(self.right, other.right) - max(self.left, other.left)
        return across > 0 and min(self.top, other.top) - max(self.bottom, other.bottom) > 0


def copy_of(stamped: Stamped, renderer: PdfRenderer) -> bytes:
    fonts = {font.name: font for font in vendored_fonts(renderer.roots)}
    document = lay_out([stamped], renderer).documents[stamped.sheet.id]
    drawn = draw(
        document, stamped.fingerprint, {font.stat().st_size: font for font in fonts.values()}
    )
    return fillable(
        bind([Part(drawn)], BindingOptions("Title", "zh"), fonts).data, drawn, fonts, "log"
    )


@pytest.fixture(scope="module")
def data(renderer: PdfRenderer) -> bytes:
    return copy_of(FORM, renderer)


@pytest.fixture(scope="module")
def pdf(data: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(data))


@pytest.fixture(scope="module")
def fields(pdf: pypdf.PdfReader) -> dict[str, Any]:
    root: Any = pdf.trailer["/Root"]
    return {
        str(field.get_object()["/T"]).removeprefix("log_"): field.get_object()
        for field in root["/AcroForm"]["/Fields"]
    }


def boxes(pdf: pypdf.PdfReader) -> list[tuple[str, Box]]:
    notes: Any = pdf.pages[0]["/Annots"]
    widgets = [note.get_object() for note in notes if note.get_object()["/Subtype"] == "/Widget"]
    return [(str(one["/TU"]), Box(*map(float, one["/Rect"]))) for one in widgets]


def test_fields_are_named_by_the_ids_of_the_plan_and_grids_by_row(fields: dict[str, Any]) -> None:
    assert {
        "id-姓名",
        "id-病情",
        "id-检查",
        "id-侧别",
        "card_no",
        "urgent",
        "patient_name",
        "patient_sex",
    } <= set(fields)
    assert {f"id-卡号_{row}" for row in range(1, 5)} <= set(fields)
    assert "id-卡号_5" not in fields
    assert {f"id-时间_{part}" for part in range(1, 6)} <= set(fields), (
        "a date is typed between its printed words"
    )


def test_a_name_that_comes_again_gets_a_number(fields: dict[str, Any]) -> None:
    assert "id-检查_2" in fields, "of ticks any may be set, so each is a field"
    assert "id-时间_1_2" in fields, "the grid has a column of the same name"


def test_what_is_signed_or_labelled_by_hand_has_no_field(
    pdf: pypdf.PdfReader, fields: dict[str, Any]
) -> None:
    assert not any(
        name.startswith(("id-签名", "id-贴")) for name in fields if not name.startswith("id-签名_")
    )
    serial = [label for label, _ in boxes(pdf) if "流水号" in label or "Serial" in label]
    assert serial == [], "the number is written by hand, here too"


def test_tooltips_say_the_label_in_both_languages(fields: dict[str, Any]) -> None:
    assert fields["id-姓名"]["/TU"] == "姓名 Label"
    assert fields["patient_name"]["/TU"] == "姓名 Name"
    assert fields["id-皮试"]["/TU"] == "皮试结果 Skin test", "the whole label, printed short"
    assert fields["id-卡号_2"]["/TU"] == "卡号 Word: 第 2 行 row 2"
    assert fields["id-检查_2"]["/TU"] == "检查 Label: 尿"


def doses() -> SectionView:
    """Rows in which two columns of a name stand under a date, and one is a choice."""
    due, given, by = Label("应给", ("Due",)), Label("给药", ("Given",)), Label("皮试", ("Test",))
    columns = [ColumnView("test", by, "choice", 28, None, (Label("阴"), Label("阳")))]
    for at, label in enumerate((due, given, due, given), 1):
        columns.append(ColumnView(f"dose-{at}", label, "time", 18, None, ()))
    heads = (GridHead(None, 1), GridHead(Label("日期", ("Date",)), 4, "head-dose-1", dated=True))
    return SectionView(None, (), (), GridView(tuple(columns), 2, False, heads=heads))


def test_no_two_boxes_of_a_table_say_the_same_and_a_date_has_room(renderer: PdfRenderer) -> None:
    copy = pypdf.PdfReader(io.BytesIO(copy_of(samples.form(doses(), paper="A5"), renderer)))
    found = boxes(copy)
    labels = [label for label, _ in found]
    assert {
        "皮试 Test: 第 2 行 row 2: 阳",
        "应给 Due 1: 第 1 行 row 1",
        "应给 Due 2: 第 1 行 row 1",
        "日期 Date: 年",
    } <= set(labels)
    assert len(labels) == len(set(labels))
    dated = [box for label, box in found if label.startswith("日期")]
    assert len(dated) == 3 and all(box.right - box.left >= TWO_DIGITS for box in dated)


def test_a_choice_is_one_field_and_its_boxes_clear_each_other(fields: dict[str, Any]) -> None:
    choice = fields["id-侧别"]
    states = [set(box.get_object()["/AP"]["/N"]) - {"/Off"} for box in choice["/Kids"]]
    assert states == [{"/1"}, {"/2"}]
    assert not choice.get("/Ff", 0), "not a radio button: a second click clears it"


def test_names_begin_with_their_form(pdf: pypdf.PdfReader) -> None:
    """Copies of several forms that are merged keep their answers apart."""
    root: Any = pdf.trailer["/Root"]
    names = [str(field.get_object()["/T"]) for field in root["/AcroForm"]["/Fields"]]
    assert all(name.startswith("log_") for name in names) and len(set(names)) == len(names)


def test_typed_text_is_never_smaller_than_what_is_read_on_paper(fields: dict[str, Any]) -> None:
    texts = [field for field in fields.values() if field["/FT"] == "/Tx"]
    assert {str(field["/DA"]) for field in texts} == {"/WbTyped 8 Tf 0 g"}
    assert int(fields["id-病情"]["/Ff"]) == MULTILINE | FULL
    assert int(fields["patient_name"]["/Ff"]) == MULTILINE | FULL, (
        "Firefox would cut off the end of a single line"
    )
    assert int(fields["patient_name"]["/MaxLen"]) >= 18, (
        "a number of identity, and no more than fits"
    )
    assert "/MaxLen" not in fields["id-病情"]
    parts = [fields[f"id-时间_{part}"] for part in range(1, 6)]
    assert all(2 <= int(part["/MaxLen"]) <= 4 for part in parts)
    widths = [float(part["/Rect"][2]) - float(part["/Rect"][0]) for part in parts]
    assert min(widths) >= TWO_DIGITS, "the room between two printed words is all the gap's"


def test_every_box_takes_eight_points_and_none_covers_another(pdf: pypdf.PdfReader) -> None:
    for label, box in boxes(pdf):
        assert box.top - box.bottom >= 8, label
        assert box.right - box.left >= 8, label
    for (first, one), (second, other) in combinations(boxes(pdf), 2):
        narrower = other._replace(bottom=other.bottom + 3.5, top=other.top - 3.5)
        assert not one.meets(narrower), (first, second)


def test_boxes_stay_off_the_edge(pdf: pypdf.PdfReader) -> None:
    page = pdf.pages[0].mediabox
    for label, box in boxes(pdf):
        assert min(box.left, box.bottom) >= 10 * MILLIMETRE, label
        assert (
            min(float(page.width) - box.right, float(page.height) - box.top) >= 10 * MILLIMETRE
        ), label


def test_the_copy_says_what_it_is(pdf: pypdf.PdfReader, renderer: PdfRenderer) -> None:
    words = "".join(pdf.pages[0].extract_text((0, 90)).split())
    assert "电脑填写件，编号手填；中文用本机字体PCcopy:numberbyhand;ChineseinafontofthePC" in words
    wide = pypdf.PdfReader(
        io.BytesIO(copy_of(samples.form(samples.grid(2), paper="A5-landscape"), renderer))
    )
    assert "电脑填写件" in wide.pages[0].extract_text((0,))


def test_no_font_for_typing_is_embedded_and_the_file_is_small(
    data: bytes, pdf: pypdf.PdfReader
) -> None:
    root: Any = pdf.trailer["/Root"]
    assert root["/AcroForm"]["/DR"]["/Font"]["/WbTyped"]["/BaseFont"] == "/Helvetica"
    assert len(data) < 400_000


def test_chinese_that_is_typed_is_drawn_by_a_reader_with_a_font_for_it(
    data: bytes, tmp_path: Path
) -> None:
    """MuPDF takes its font for Chinese where the file says the script, else it drops single characters."""
    typed, path = "张三，疑难骨折 ABC", tmp_path / "typed.pdf"
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert str(pdf.Root.Lang) == "zh-Hans"
        (name,) = [one for one in pdf.Root.AcroForm.Fields if str(one.T) == "log_patient_name"]
        name.V = pikepdf.String(typed)
        pdf.save(path)
    read = subprocess.run(
        ["mutool", "draw", "-F", "txt", "-o", "-", str(path)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "".join(typed.split()) in "".join(read.stdout.split())
    assert "cannot encode" not in read.stderr


def forms_below(element: Any) -> Iterator[Any]:
    kids = element.get("/K", [])
    for kid in kids if isinstance(kids, list) else [kids]:
        found = kid.get_object()
        if isinstance(found, dict) and found.get("/S") == "/Form":
            yield found
        elif isinstance(found, dict) and "/S" in found:
            yield from forms_below(found)


def test_screen_readers_find_every_box(pdf: pypdf.PdfReader) -> None:
    root: Any = pdf.trailer["/Root"]["/StructTreeRoot"]
    tagged = list(forms_below(root["/K"][0].get_object()))
    assert len(tagged) == len(boxes(pdf))
    numbers = root["/ParentTree"]["/Nums"]
    led = dict(zip(numbers[::2], numbers[1::2], strict=True))
    for element in tagged:
        assert led[element["/K"]["/Obj"].get_object()["/StructParent"]].get_object() == element


def test_the_same_bytes_again(data: bytes, renderer: PdfRenderer) -> None:
    assert copy_of(FORM, renderer) == data


def test_blanks_survive_the_cache(renderer: PdfRenderer, tmp_path: Path) -> None:
    drawn = draw(lay_out([FORM], renderer).documents[FORM.sheet.id], "x", {})
    store = DrawnSheets(tmp_path, "look")
    store.keep("key", drawn)
    assert store.find("key") == drawn
    assert drawn.blanks


def test_a_run_of_numbered_forms_has_no_blanks(renderer: PdfRenderer) -> None:
    laid_out = lay_out_numbered(FORM, renderer, Marks())
    assert list(blanks(laid_out.documents[FORM.sheet.id].pages)) == []


def test_specimens_and_notices_are_nothing_to_fill_in() -> None:
    def view(stamped: Stamped) -> FormView:
        assert isinstance(stamped.sheet.content, FormView)
        return stamped.sheet.content

    assert view(FORM).fillable
    assert not view(samples.form(CELLS, specimen=True)).fillable
    assert not view(samples.form(samples.notice())).fillable
