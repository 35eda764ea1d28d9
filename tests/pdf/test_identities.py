"""Registers of identities: a number in each row, labels with the same numbers, read back as a scanner sees them."""

import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import pytest
import zxingcpp
from click.testing import CliRunner, Result
from PIL import Image
from pypdf import PdfReader
from wardbook.cli import main
from wardbook.serials.runs import serials
from wardbook.serials.serial_numbers import Pool

CLINIC = Path(__file__).parent.parent / "projects/clinic"
DPI = 300
BELOW_LETTERS = 4.5
"""Points from the bottom of a word's box, as poppler measures it, up into its letters."""
LEAST_GAP = 0.6
"""Millimetres."""
REGISTER = """\
id: numbers
code: LC-21
title: {en: Outage numbers, zh: 临时身份登记}
paper: A4-landscape
filled_by: [desk-clerk]
identities:
  label: band
  each: 4
  aliases: [{en: Unknown Pine, zh: 无名松}, {en: Unknown Elm, zh: 无名榆}]
variants:
  - {id: newborn, code: LC-21B, title: {en: Newborn numbers, zh: 新生儿临时号}}
sections:
  - grid:
      columns:
        - {id: number, label: {en: Number, zh: 临时号}, width: 4, type: serial}
        - {id: name, label: {en: Name, zh: 姓名}, width: 4}
        - {id: merged, label: {en: Merged into, zh: 并入}, width: 4}
      rows: 6
      numbered: no
back_entry: {rule: keep, by: desk-clerk}
custody: {en: Locked., zh: 锁存。}
"""
LABELS = """\
id: band
code: LC-22
title: {en: Band, zh: 腕带}
labels: {columns: 2, rows: 4, width: 90, height: 40, left: 10, top: 20}
filled_by: [desk-clerk]
sections:
  - fields:
      - {id: number, label: {en: No., zh: 号}, type: serial}
      - {id: name, label: {en: Name, zh: 姓名}}
back_entry: {rule: keep, by: desk-clerk}
"""


def run(project: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "--project", str(project), "--ui-language", "en"])


@pytest.fixture(scope="module")
def clinic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = tmp_path_factory.mktemp("identities") / "clinic"
    shutil.copytree(CLINIC, project, ignore=shutil.ignore_patterns(".cache", "build", "print"))
    forms = project / "plan_source/forms"
    (forms / "numbers.yml").write_text(REGISTER, encoding="utf-8")
    (forms / "band.yml").write_text(LABELS, encoding="utf-8")
    steps = project / "plan_source/procedures/welcome-desk.yml"
    text = steps.read_text(encoding="utf-8")
    assert text.count("gives: [fault-note]") == 1
    steps.write_text(
        text.replace("gives: [fault-note]", "gives: [fault-note, numbers, band]"), encoding="utf-8"
    )
    return project


@pytest.fixture(scope="module")
def printed(clinic: Path) -> Path:
    made = run(
        clinic,
        "forms",
        "print",
        "numbers",
        "--department",
        "W1",
        "--count",
        "7",
        "--output",
        str(clinic / "out"),
    )
    assert made.exit_code == 0, made.output
    return clinic / "out"


def test_each_row_has_a_number_and_an_alias(printed: Path) -> None:
    pages = [
        re.sub(r"\s+", " ", page.extract_text())
        for page in PdfReader(printed / "LC-21-A4-landscape.pdf").pages
    ]
    assert len(pages) == 2
    for at, serial in enumerate(serials(Pool("LC21", "W1"), 1, 7)):
        alias = f"Unknown {'Pine' if serial.number % 2 else 'Elm'} {serial.number}"
        assert f"{serial} {alias}" in pages[at // 6]


def test_an_alias_stands_clear_of_its_rows_bottom_line(clinic: Path, tmp_path: Path) -> None:
    """In rows that are as low as any: those of a register that fills its page."""
    project, out = tmp_path / "clinic", tmp_path / "out"
    shutil.copytree(CLINIC, project, ignore=shutil.ignore_patterns(".cache", "build", "print"))
    shutil.copytree(clinic / "plan_source", project / "plan_source", dirs_exist_ok=True)
    form = project / "plan_source/forms/numbers.yml"
    form.write_text(REGISTER.replace("rows: 6", "rows: fill"), encoding="utf-8")
    wanted = ("--department", "W1", "--count", "3", "--output", str(out))
    made = run(project, "forms", "print", "numbers", *wanted)
    assert made.exit_code == 0, made.output
    file = out / "LC-21-A4-landscape.pdf"
    words = ["pdftotext", "-bbox", "-l", "1", str(file), "-"]
    found = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    box = r'xMin="([\d.]+)" yMin="[\d.]+" xMax="([\d.]+)" yMax="([\d.]+)">Pine<'
    places = re.findall(box, found)
    assert places
    drawn = ["pdftoppm", "-gray", "-r", str(DPI), "-l", "1", str(file), str(tmp_path / "page")]
    subprocess.run(drawn, check=True)
    (picture,) = tmp_path.glob("page-*.pgm")
    with Image.open(picture) as page:
        for left, right, bottom in places:
            middle = float(bottom) - BELOW_LETTERS
            left, top, right, end = (
                round(float(at) * DPI / 72) for at in (left, middle, right, middle + 24)
            )
            gap = white_below_ink(page.crop((left, top, right, end)))
            assert gap / DPI * 25.4 >= LEAST_GAP


def white_below_ink(strip: Image.Image) -> int:
    """Dots of white between the letters that a strip begins in and the line below them."""
    white = 0
    has_begun = False
    for row in range(strip.height):
        levels = strip.crop((0, row, strip.width, row + 1)).getextrema()
        if levels[0] > 200:
            has_begun = True
            white += 1
        elif has_begun:
            return white
    raise AssertionError("no line below")


def test_the_labels_of_one_number_lie_together_and_read_back(printed: Path, tmp_path: Path) -> None:
    subprocess.run(
        [
            "pdftoppm",
            "-r",
            "200",
            "-gray",
            "-png",
            str(printed / "LC-22-labels.pdf"),
            str(tmp_path / "page"),
        ],
        check=True,
    )
    found = [
        zxingcpp.read_barcodes(Image.open(path)) for path in sorted(tmp_path.glob("page*.png"))
    ]
    wanted = [f"{serial}/3" for serial in serials(Pool("LC21", "W1"), 1, 7)]
    assert [Counter(code.text for code in page) for page in found] == [
        Counter(dict.fromkeys(wanted[start : start + 2], 4)) for start in range(0, 7, 2)
    ]
    for page in found:
        columns = {(code.text, code.position.top_left.x // 300) for code in page}
        assert len(columns) == len({code.text for code in page})


def test_the_ticket_names_both_files_and_the_label_sheet(printed: Path) -> None:
    text = re.sub(r"\s+", " ", PdfReader(printed / "ticket.pdf").pages[0].extract_text())
    for said in (
        "LC-21-A4-landscape.pdf, LC-22-labels.pdf",
        "LC-21-A4-landscape.pdf Pages: 2",
        "LC-22-labels.pdf Pages: 4",
        "90.0 × 40.0 mm, 2 across, 4 down",
    ):
        assert said in text


def test_numbers_never_go_out_twice_and_drills_have_their_own(clinic: Path, printed: Path) -> None:
    assert printed.exists()
    more = run(
        clinic,
        "forms",
        "print",
        "LC-21",
        "--department",
        "W1",
        "--count",
        "1",
        "--output",
        str(clinic / "more"),
    )
    assert f"{next(serials(Pool('LC21', 'W1'), 8, 1))}" in more.output
    drill = clinic / "drill"
    made = run(
        clinic,
        "forms",
        "print",
        "LC-21",
        "--department",
        "W1",
        "--count",
        "1",
        "--drill",
        "--output",
        str(drill),
    )
    assert made.exit_code == 0, made.output
    label = PdfReader(drill / "LC-22-labels.pdf").pages[0].extract_text()
    assert "LC21-W1-D000001-" in label
    assert "DRILL" in label
    assert len(PdfReader(drill / "ticket.pdf").pages) == 1, "signed on the page that is signed for"


def test_a_variant_is_a_register_of_its_own_without_aliases(clinic: Path) -> None:
    output = clinic / "newborn"
    made = run(
        clinic,
        "forms",
        "print",
        "LC-21B",
        "--department",
        "W1",
        "--count",
        "2",
        "--output",
        str(output),
    )
    assert made.exit_code == 0, made.output
    (page,) = PdfReader(output / "LC-21B-A4-landscape.pdf").pages
    text = re.sub(r"\s+", " ", page.extract_text())
    assert "Newborn numbers" in text
    assert all(str(serial) in text for serial in serials(Pool("LC21B", "W1"), 1, 2))
    assert "Unknown" not in text


def test_a_number_that_was_merged_is_accounted_for(
    clinic: Path, printed: Path, tmp_path: Path
) -> None:
    assert printed.exists()
    first, second, *rest = (str(serial) for serial in serials(Pool("LC21", "W1"), 1, 7))
    entries = tmp_path / "entries.csv"
    entries.write_text(f"serial,state\n{first},merged\n{second},void\n", encoding="utf-8")
    record = next(clinic.glob("plan_source/records/runs/r-lc21-w1-000001-*")).stem
    made = run(clinic, "reconcile", record, str(entries))
    assert made.exit_code == 1
    assert first not in made.output
    assert rest[0].rpartition("-")[0] in made.output  # the first of a range


def test_a_column_too_narrow_for_the_number_is_refused(clinic: Path, tmp_path: Path) -> None:
    project = tmp_path / "clinic"
    shutil.copytree(clinic, project, ignore=shutil.ignore_patterns("out", "more", "drill"))
    register = project / "plan_source/forms/numbers.yml"
    register.write_text(
        register.read_text(encoding="utf-8").replace("width: 4, type", "width: 1, type"),
        encoding="utf-8",
    )
    made = run(project, "forms", "print", "LC-21", "--department", "W1", "--count", "1")
    assert made.exit_code == 1
    assert "F859" in made.output
    assert not list(project.glob("print/*"))
