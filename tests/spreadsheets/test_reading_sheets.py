"""Lists as workbooks for people: they print on the paper of the house with their headings on each page, and hold nothing
that their readers may not see."""

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from wardbook.spreadsheets.reading_sheets import ReadingColumn, ReadingSheet, reading_workbook

from tests.spreadsheets.conftest import Run


def book_of(run: Run, file: Path, name: str, *more: object) -> Any:
    made = run("export", name, file, "--for-reading", *more)
    assert made.exit_code == 0, made.stderr
    return load_workbook(file).active


@pytest.mark.parametrize("name", ["contacts", "departments", "back-entry"])
def test_a_list_for_people_is_ready_to_print(name: str, run: Run, tmp_path: Path) -> None:
    sheet = book_of(run, tmp_path / "list.xlsx", name, "--language", "zh")
    width = sheet.max_column
    last = sheet.cell(sheet.max_row, width).coordinate
    assert sheet.print_area.replace("$", "").endswith(f"!A1:{last}")
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("B4", "$1:$3")
    assert sheet.page_setup.paperSize == 9
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    widths = [sheet.column_dimensions[cell.column_letter].width for cell in sheet[3]]
    assert len(widths) == width and min(widths) >= 6
    assert sheet.max_row > 4
    for row in sheet.iter_rows():
        merged = [str(cells) for cells in sheet.merged_cells.ranges]
        is_alone = f"{row[0].coordinate}:{row[-1].coordinate}" in merged
        for cell, width in zip(row, [sum(widths)] if is_alone else widths, strict=not is_alone):
            assert lines_of(cell, width) * cell.font.size * 1.3 <= (
                sheet.row_dimensions[cell.row].height
            ), cell.value


def lines_of(cell: Any, width: float) -> int:
    """Lines that a cell takes at least: letters that are drawn twice as wide count two."""
    lines = 0
    for line in (cell.value or "").split("\n"):
        takes = sum(2 if ord(sign) > 0x2E80 else 1 for sign in line) * cell.font.size / 11
        lines += max(1, -(-takes // width))
    return int(lines)


def test_a_row_is_as_high_as_its_longest_cell() -> None:
    said = "科室名称很长" * 4
    columns = (ReadingColumn("x", 9), ReadingColumn("y", 9))
    shown = ReadingSheet("A", said * 2, columns, (("1", said), ("1", "2")))
    sheet = load_workbook(io.BytesIO(reading_workbook(shown))).active
    heights = [sheet.row_dimensions[number].height for number in (2, 4, 5)]
    assert heights == [94.4, 94.4, 17.4]


def test_a_house_on_letter_prints_on_letter(run: Run, clinic: Path, tmp_path: Path) -> None:
    with (clinic / "plan_source/site.yml").open("a", encoding="utf-8") as site:
        site.write("conventions: {paper: Letter}\n")
    assert book_of(run, tmp_path / "list.xlsx", "contacts").page_setup.paperSize == 1


def test_numbers_that_its_readers_may_not_see_are_not_in_the_file(
    run: Run, clinic: Path, tmp_path: Path
) -> None:
    marked = clinic / "plan_source/contacts.yml"
    text = marked.read_text(encoding="utf-8")
    text += "\n- id: hidden-line\n  name: {en: Hidden, zh: 暗线}\n  number: '0099887'\n"
    marked.write_text(text + "  audience: restricted\n", encoding="utf-8")
    for audience, is_there in (("staff", False), ("restricted", True)):
        file = tmp_path / f"{audience}.xlsx"
        book_of(run, file, "contacts", "--audience", audience)
        with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as packed:
            whole = b"".join(map(packed.read, packed.namelist()))
        assert ("0099887" in whole.decode(errors="replace")) == is_there


def test_what_looks_like_a_formula_or_a_number_stays_text() -> None:
    shown = ReadingSheet(
        "A/B", "", (ReadingColumn("x", 9), ReadingColumn("y", 9)), (("=1+1", "0012"), ("group",))
    )
    sheet = load_workbook(io.BytesIO(reading_workbook(shown))).active
    said = [(cell.value, cell.data_type) for cell in sheet[4]]
    assert said == [("=1+1", "s"), ("0012", "s")]
    assert [str(cells) for cells in sheet.merged_cells.ranges][-1] == "A5:B5"


def test_a_list_for_people_is_a_workbook_that_is_not_there_yet(run: Run, tmp_path: Path) -> None:
    assert run("export", "contacts", tmp_path / "list.csv", "--for-reading").exit_code == 2
    assert run("export", "copies", tmp_path / "list.xlsx", "--for-reading").exit_code == 2
    (tmp_path / "there.xlsx").write_text("mine", encoding="utf-8")
    assert run("export", "back-entry", tmp_path / "there.xlsx").exit_code == 2
    assert (tmp_path / "there.xlsx").read_text(encoding="utf-8") == "mine"
