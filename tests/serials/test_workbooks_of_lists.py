"""`wardbook reconcile` with workbooks of any program, as imports read them."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from wardbook.cli import main

from tests.spreadsheets.files import ods, xls, xlsx

PADS = """- id: receipts
  name: {zh: 收据, en: Receipts}
  first: "00000123"
  last: "00000126"
  department: welcome-desk
  received: 2026-05-02
  risk: charge
"""
HEAD = ["编号", "状态", "手工", "HIS"]
DONE = [[f"0000012{at}", "已补录", 10, 10] for at in range(3, 7)]


@pytest.fixture
def padded(clinic: Path) -> Path:
    (clinic / "plan_source/records").mkdir(exist_ok=True)
    (clinic / "plan_source/records/pads.yml").write_text(PADS, encoding="utf-8")
    return clinic


def reconciled(clinic: Path, file: Path) -> Result:
    said = ["--ui-language", "en", "--project", str(clinic), "reconcile", "receipts", str(file)]
    return CliRunner().invoke(main, said, catch_exceptions=False)


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods", "xls-named-csv"])
def test_every_kind_of_workbook(padded: Path, tmp_path: Path, kind: str) -> None:
    made = {
        "xlsx": lambda: xlsx({"账": [HEAD, *DONE]}),
        "xls": lambda: xls([HEAD, *DONE]),
        "ods": lambda: ods([HEAD, *([*map(str, row)] for row in DONE)]),
    }
    content = made[kind.partition("-")[0]]()
    file = tmp_path / ("list.csv" if kind.endswith("csv") else f"list.{kind}")
    file.write_bytes(content)
    result = reconciled(padded, file)
    assert (result.exit_code, "Everything is accounted for" in result.stdout) == (0, True), (
        result.output
    )


def test_the_sheet_with_the_numbers_is_read_and_the_others_named(
    padded: Path, tmp_path: Path
) -> None:
    file = tmp_path / "list.xlsx"
    file.write_bytes(xlsx({"说明": [["补录说明"], ["请勿改动"]], "账": [HEAD, *DONE[:3]]}))
    result = reconciled(padded, file)
    assert result.exit_code == 1
    assert "00000126" in result.stdout
    assert "sheets that are not read: 说明" in result.stderr


def test_numbers_are_read_as_the_cells_show_them(padded: Path, tmp_path: Path) -> None:
    file = tmp_path / "list.xlsx"
    rows = [HEAD, *([123 + at, "已补录", 10, 10] for at in range(4))]
    formats = {f"A{at}": "00000000" for at in (2, 3, 4)}
    file.write_bytes(xlsx({"账": rows}, formats=formats))
    result = reconciled(padded, file)
    assert result.exit_code == 1
    assert "126 · probably 00000126 · line 5" in result.stdout
    assert "1 still open" in result.stdout


@pytest.mark.parametrize(("code", "held", "is_open"), [("0", 10.4, True), ("0.00", 10.0001, False)])
def test_no_difference_hides_behind_a_rounded_figure(
    padded: Path, tmp_path: Path, code: str, held: float, is_open: bool
) -> None:
    rows = [HEAD, *DONE[:3], ["00000126", "已补录", held, 10]]
    file = tmp_path / "list.xlsx"
    file.write_bytes(xlsx({"账": rows}, formats={"C5": code}))
    result = reconciled(padded, file)
    assert (result.exit_code == 1) == is_open, result.output
    assert ("rounded figure and holds another" in result.stdout) == is_open


def test_a_list_of_western_windows_is_no_chinese(padded: Path, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    text = "Serial no.;Status;Remark\n00000123;entered;Ångström\n00000124;entered;38°C\n"
    file.write_bytes(text.encode("cp1252"))
    result = reconciled(padded, file)
    assert "read as Windows-1252" in result.stderr
    assert "Missing: 2" in result.stdout


def test_a_cell_without_value_is_open_and_keeps_nothing_else_from_being_read(
    padded: Path, tmp_path: Path
) -> None:
    file = tmp_path / "list.xlsx"
    file.write_bytes(xlsx({"账": [HEAD, *DONE[:3], ["00000126", "已补录", "=1/0", 10]]}))
    result = reconciled(padded, file)
    assert result.exit_code == 1
    assert "  the cell shows no value" in result.stdout
    assert "line 5, cell 3" in result.stdout
    assert "entered 4" in result.stdout


def test_a_torn_workbook_is_no_empty_list(padded: Path, tmp_path: Path) -> None:
    file = tmp_path / "list.xlsx"
    file.write_bytes(xlsx({"账": [HEAD, *DONE]})[:500])
    result = reconciled(padded, file)
    assert result.exit_code == 2
    assert "holds no line that can be read" in result.stderr
    assert result.stdout == ""
