"""Lists that call departments and systems otherwise than the plan, or keep several numbers, tables
and languages on a sheet: what is meant is found and said, or stays open."""

import csv
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import Result
from wardbook.spreadsheets.spoken_names import in_letters

from tests.spreadsheets.conftest import Run
from tests.spreadsheets.files import xlsx
from tests.spreadsheets.test_as_people_keep_them import draft as draft

pytestmark = pytest.mark.usefixtures("draft")


@pytest.fixture
def known(clinic: Path) -> Path:
    """The clinic, whose dispensary is also called 药房."""
    file = clinic / "plan_source/departments.yml"
    text = file.read_text(encoding="utf-8")
    named = "name: {en: Dispensary, zh: 药局}\n"
    assert named in text
    aliases = "  aliases: {zh: [药房, 领药], en: [pharmacy]}\n"
    file.write_text(text.replace(named, f"{named}{aliases}"), encoding="utf-8")
    return clinic


def plain(clinic: Path, made: Result, name: str = "contacts") -> dict[str, dict[str, Any]]:
    """The entries of a list by id after it went in without an error."""
    assert made.exit_code == 0, made.output
    text = (clinic / f"plan_source/{name}.yml").read_text(encoding="utf-8")
    return {entry["id"]: entry for entry in yaml.safe_load(text)}


def test_aliases_and_short_names_of_systems_are_departments(
    run: Run, known: Path, tmp_path: Path
) -> None:
    file = tmp_path / "people.csv"
    file.write_text(
        "姓名,科室,电话\n甲某,药房,8801\n乙某,Chart室,8802\n丙某,总务科,8803\n", encoding="utf-8"
    )
    found = plain(known, run("import", "contacts", file, "--write"))
    told = {entry["number"]: (entry["name"], entry.get("department")) for entry in found.values()}
    assert told["8801"] == ({"zh": "甲某"}, "dispensary")
    assert told["8802"] == ({"zh": "Chart室 乙某"}, "computer-room"), "a part of a department"
    assert told["8803"] == ({"zh": "总务科 丙某"}, None)
    said = run("import", "contacts", file, "--remove-missing").output
    assert "药房 (dispensary), Chart室 (computer-room); 2 cells are read so" in said


def test_a_row_with_an_alias_and_the_same_code_is_that_department(
    run: Run, known: Path, tmp_path: Path
) -> None:
    file = tmp_path / "departments.csv"
    file.write_text("科室代码,科室名称,使用系统\nD1,药房,CHART\n", encoding="utf-8")
    said = run("import", "departments", file, "--write")
    found = plain(known, said, "departments")["dispensary"]
    assert found["name"] == {"en": "Dispensary", "zh": "药局"}
    assert found["uses"] == ["chart/dispensing"], "a system as a whole takes no function away"
    assert "info X636" in said.output and "chart/dispensing; 1 cell" in said.output
    assert "X632: called otherwise than in the plan: 药房 (dispensary)" in said.output


@pytest.mark.usefixtures("known")
@pytest.mark.parametrize(
    "rows", ["Z9,药房,\n", ",药房,CHART\n,领药,CHART\n"], ids=["code", "twice"]
)
def test_an_alias_that_may_be_another_is_a_new_department(
    run: Run, tmp_path: Path, rows: str
) -> None:
    file = tmp_path / "departments.csv"
    file.write_text(f"科室代码,科室名称,使用系统\n{rows}", encoding="utf-8")
    shown = run("import", "departments", file).output
    assert "(dispensary)" not in shown and "yaofang" in shown


def test_a_new_department_has_an_id_of_its_sound(run: Run, known: Path, tmp_path: Path) -> None:
    file = tmp_path / "departments.csv"
    head = "科室代码,科室名称,英文名称,别名\n"
    file.write_text(
        f"{head}M1,门诊药房二部,,\nM2,CT室,,CT、断层\nM3,体检中心,Check-ups,\n", encoding="utf-8"
    )
    said = run("import", "departments", file, "--write")
    found = plain(known, said, "departments")
    assert {"menzhen-yaofang-er-bu", "ct-shi", "check-ups"} < found.keys()
    assert found["ct-shi"]["aliases"] == {"zh": ["CT", "断层"]}
    assert "门诊药房二部 → menzhen-yaofang-er-bu, CT室 → ct-shi; 2 in all" in said.output


def test_names_are_said_word_by_word() -> None:
    assert in_letters("绿色通道") == "lvsetongdao"
    assert in_letters("重症医学科") == "zhongzheng yixue ke", "a syllable depends on its word"
    assert in_letters("Ward 7") == "Ward 7"


NURSES = "病区,护士站,医生站,备注\n骨科,6301,6302,三楼\n妇科,,6402,\n"


def test_several_columns_of_numbers_are_entries_each(
    run: Run, clinic: Path, tmp_path: Path
) -> None:
    file = tmp_path / "wards.csv"
    file.write_text(NURSES, encoding="utf-8")
    told = ("--column", "number=护士站", "--column", "number=医生站")
    found = plain(clinic, run("import", "contacts", file, "--write", *told))
    names = {entry["number"]: entry["name"].get("zh") for entry in found.values()}
    assert names["6301"] == "骨科"
    assert (names["6302"], names["6402"]) == ("骨科 医生站", "妇科 医生站")
    again = run("import", "contacts", file, "--write", *told)
    assert "already says the same" in again.output, again.output


@pytest.mark.parametrize(
    ("cell", "number", "note"),
    [("13812345678（张工）", "13812345678", "张工"), ("8290 (夜间转总机)", "8290", "夜间转总机")],
)
def test_a_remark_behind_a_number_is_a_note(
    run: Run, clinic: Path, tmp_path: Path, cell: str, number: str, note: str
) -> None:
    file = tmp_path / "phones.csv"
    file.write_text(f"名称,电话\n氧气站,{cell}\n", encoding="utf-8")
    entry = plain(clinic, run("import", "contacts", file, "--write"))[f"line-{number}"]
    assert (entry["number"], entry["note"]) == (number, {"zh": note})


def test_tables_apart_have_their_own_headings(run: Run, clinic: Path, tmp_path: Path) -> None:
    rows = [
        ["Downtime contacts"],
        ["Department", "Extension", None, "Vendor", "Support #", "Hours"],
        ["Linen room", 8811, None, "Acme", "0800 555 0199", "8:00-20:00"],
        ["Kitchen", "88l2", None, "Bolt", "O800 555 0142", "24/7"],
    ]
    file = tmp_path / "downtime.xlsx"
    file.write_bytes(xlsx({"Sheet1": rows}))
    rejects = tmp_path / "rejects.csv"
    found = plain(clinic, run("import", "contacts", file, "--write", "--rejects", rejects))
    assert found["linen-room"]["number"] == "8811"
    assert (found["acme"]["number"], found["acme"]["hours"]) == ("0800 555 0199", "day")
    assert found["acme"]["note"] == {"en": "Hours: 8:00-20:00"}, "longer than a working day"
    lines = list(csv.reader(rejects.read_text(encoding="utf-8-sig").splitlines()))
    assert [line[0] for line in lines] == ["Department", "Kitchen", "Vendor", "Bolt"]


def test_rejects_of_one_list_side_by_side_have_their_headings_once(
    run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "side.csv"
    file.write_text("科室,电话,,科室,电话\n氧气站,88O1,,锅炉房,88O2\n", encoding="utf-8")
    rejects = tmp_path / "rejects.csv"
    run("import", "contacts", file, "--rejects", rejects)
    lines = list(csv.reader(rejects.read_text(encoding="utf-8-sig").splitlines()))
    assert [line[0] for line in lines] == ["科室", "氧气站", "锅炉房"]
    assert {len(line) for line in lines} == {4}


def test_a_told_heading_is_of_the_sheets_that_have_it(
    run: Run, clinic: Path, tmp_path: Path
) -> None:
    sheets = {
        "A": [["诊位", "分机"], ["一诊位", "8811"]],
        "B": [["病区", "分机"], ["五病区", "8812"]],
    }
    file = tmp_path / "sheets.xlsx"
    file.write_bytes(xlsx(sheets))
    found = plain(clinic, run("import", "contacts", file, "--write", "--column", "name=诊位"))
    assert {"line-8811", "line-8812"} < found.keys()
    refused = run("import", "contacts", file, "--column", "name=没有")
    assert 'error X604: no column is headed "name.' in refused.output


def test_a_list_in_traditional_characters_is_taken_in_simplified_ones(
    run: Run, clinic: Path, tmp_path: Path
) -> None:
    file = tmp_path / "big5.csv"
    file.write_bytes("單位,分機\n電腦部支援台,8501\n".encode("big5"))
    found = plain(clinic, run("import", "contacts", file, "--write", "--simplified"))
    assert found["line-8501"]["name"] == {"zh": "电脑部支援台"}
    shown = run("import", "contacts", file, "--simplified", "--remove-missing").output
    assert "X634" in shown and "電腦部支援台 → 电脑部支援台" in shown


def test_a_register_of_copies_numbers_them_under_any_heading(
    run: Run, clinic: Path, tmp_path: Path
) -> None:
    file = tmp_path / "copies.csv"
    file.write_text(
        "编号,手册名称,存放地点\n001,药局,窗口\n002,整本预案,保险柜\n", encoding="utf-8"
    )
    assert run("import", "copies", file, "--write").exit_code == 0
    text = (clinic / "plan_source/copies.yml").read_text(encoding="utf-8")
    found = {entry.get("number"): entry["manual"] for entry in yaml.safe_load(text)}
    assert (found["001"], found["002"]) == ("dispensary", "plan")
