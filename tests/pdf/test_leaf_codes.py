"""The small code on binder leaves: read back from a picture of the page, beside everything else that is printed there."""

import io
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image
from pydantic import TypeAdapter, ValidationError
from pypdf import PdfReader
from wardbook.findings import Mark
from wardbook.fonts import fonts_by_size, vendored_fonts
from wardbook.pdf.binding import BindingOptions, Part, bind
from wardbook.pdf.drawing import draw
from wardbook.pdf.layout import lay_out
from wardbook.pdf.leaf_codes import leaf_text
from wardbook.pdf.renderer import PdfRenderer
from wardbook.plan.data import Scalar
from wardbook.plan.model.scalars import WebAddress
from wardbook.sheets.book import Book
from wardbook.sheets.books import books
from wardbook.sheets.check_words import typed_words
from wardbook.sheets.sheet import Stamped

from tests.editions.conftest import opened

MM = 72 / 25.4
DPI = 300


@pytest.fixture(scope="module")
def book(clean_clinic: Path) -> Book:
    return next(one for one in books(opened(clean_clinic), "staff") if one.language == "zh")


def printed(stamped: Stamped, renderer: PdfRenderer, code: str, folder: Path) -> Path:
    """A PDF of one sheet as a manual has it."""
    document = lay_out([stamped], renderer).documents[stamped.sheet.id]
    drawn = draw(document, "x", fonts_by_size(renderer.roots), code)
    fonts = {font.name: font for font in vendored_fonts(renderer.roots)}
    path = folder / "leaf.pdf"
    path.write_bytes(bind([Part(drawn)], BindingOptions("x", "zh"), fonts).data)
    return path


def pictures(file: Path, engine: str) -> list[Image.Image]:
    target = file.parent / f"{engine}-%d.png"
    commands = {
        "poppler": ["pdftoppm", "-r", str(DPI), "-png", str(file), str(file.parent / engine)],
        "mupdf": ["mutool", "draw", "-q", "-r", str(DPI), "-o", str(target), str(file)],
        "ghostscript": [
            "gs",
            "-q",
            "-dBATCH",
            "-dNOPAUSE",
            "-sDEVICE=pnggray",
            f"-r{DPI}",
            f"-sOutputFile={target}",
            str(file),
        ],
    }
    if shutil.which(commands[engine][0]) is None:
        pytest.skip(f"no {engine} here")
    subprocess.run(commands[engine], check=True, capture_output=True)
    return [Image.open(path) for path in sorted(file.parent.glob(f"{engine}-*.png"))]


def codes(picture: Image.Image) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(picture)]


@pytest.mark.parametrize("engine", ["poppler", "mupdf", "ghostscript"])
@pytest.mark.parametrize("address", ["", "https://plan.lakeside-clinic.example.org"])
def test_the_code_is_read_from_a_picture_of_the_leaf(
    book: Book, renderer: PdfRenderer, tmp_path: Path, engine: str, address: str
) -> None:
    stamped = book.sheets["procedure-dispensary"]
    stamped = replace(stamped, stamp=replace(stamped.stamp, address=address))
    text = leaf_text(stamped, "zh")
    word = stamped.stamp.short
    assert list(typed_words(text)) == [word]
    said = f"C-D1:3:{word}"
    assert text == (f"{address}/zh/check-words.html#w={said}" if address else said)
    found = pictures(printed(stamped, renderer, text, tmp_path), engine)
    assert codes(found[0]) == [text]
    assert all(codes(picture) == [] for picture in found[1::2])  # the back of the leaf


def test_it_stands_in_the_margin_and_moves_nothing(
    book: Book, renderer: PdfRenderer, tmp_path: Path
) -> None:
    stamped = book.sheets["procedure-dispensary"]
    without = printed(stamped, renderer, "", tmp_path)
    bare = pictures(without, "poppler")[0].convert("L")
    words = PdfReader(io.BytesIO(without.read_bytes())).pages[0].extract_text()
    with_code = printed(stamped, renderer, leaf_text(stamped, "zh"), tmp_path)
    coded = pictures(with_code, "poppler")[0].convert("L")
    assert PdfReader(with_code).pages[0].extract_text() == words
    left, top, right, bottom = _difference(bare, coded)
    dots = DPI / 25.4
    assert left / dots >= 10 - 0.1  # what no printer prints
    assert right / dots <= 21 - 1.2  # the quiet zone towards the sheet
    assert bare.height / dots - bottom / dots >= 10
    # Below the lowest of four holes, 28.5 mm from the edge and 6 mm wide, with white between
    assert bare.height / dots - top / dots <= 25.5 - 1.2
    assert (right - left) / dots >= 9
    # With its quiet zone on all sides it is no smaller than the codes of serials
    around = coded.crop((round(8.3 * dots), top - 18, left - 1, bottom + 18))
    assert around.getextrema() == (255, 255)


def _difference(one: Image.Image, other: Image.Image) -> tuple[int, int, int, int]:
    from PIL import ImageChops  # what only this asks for

    box = ImageChops.difference(one, other).getbbox()
    assert box
    return box


def test_cards_and_forms_have_no_room_for_one(
    book: Book, renderer: PdfRenderer, tmp_path: Path
) -> None:
    card = book.sheets["card-dispensary"]
    assert (
        codes(pictures(printed(card, renderer, leaf_text(card, "zh"), tmp_path), "poppler")[0])
        == []
    )
    form = next(one for one in book.sheets.values() if one.sheet.key.language == "mul")
    assert leaf_text(form, "zh") == ""


@pytest.mark.parametrize(
    "given",
    ["plan.example.org", "https://a b", "https://a/#x", "javascript:alert(1)", "https://诊所.cn"],
)
def test_only_the_address_of_a_site_is_one(given: str) -> None:
    adapter = TypeAdapter(WebAddress)
    with pytest.raises(ValidationError):
        adapter.validate_python(Scalar(given, Mark("site.yml")))
    assert (
        adapter.validate_python(Scalar("https://a.example/plan/", Mark("x")))
        == "https://a.example/plan"
    )
