"""Spreadsheets as offices keep them: what each cell shows is what is read, or it is refused with its
place; nothing is left out unseen."""

import csv
import datetime
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook
from wardbook.plan.data import Scalar
from wardbook.plan.reader import read
from wardbook.spreadsheets.csv_files import read_csv
from wardbook.spreadsheets.number_formats import shown
from wardbook.spreadsheets.price_cells import has_comma_cents, price_text
from wardbook.spreadsheets.raw_sheets import Mark

from tests.spreadsheets.conftest import Run
from tests.spreadsheets.files import ods, without_sheets, xls, xlsx

pytestmark = pytest.mark.usefixtures("draft")

DATED = ("--edition", "2026-1", "--date", "2026-05-01")
PRICE_HEAD = ["编码", "名称", "单位", "单价"]
CATALOGUE = """全市公立医院医疗服务价格项目表,,,,,,,,,
单位：元,,,,,,,,,
序号,项目编码,项目名称,项目内涵,除外内容,计价单位,三级价格,二级价格,一级价格,说明
,一、综合医疗服务类,,,,,,,,
1,110100001,挂号费,含门诊病历,,次,1,1,1,
2,110200001-1,普通诊查费,,,次,10,8,6,
序号,项目编码,项目名称,项目内涵,除外内容,计价单位,三级价格,二级价格,一级价格,说明
,33,二、手术治疗,,,,,,,
3,330100005a,全身麻醉,,特殊导管、气管,2小时,1200,1080,960,每增加1小时加收20%
4,250203030,凝血因子测定,,,项,加收30%,,,
5,AAAA0001,新增项目,,,次,自主定价,,,
第 1 页 共 1 页,,,,,,,,,
"""


@pytest.fixture
def draft(clinic: Path) -> None:
    """In a draft, the other language may come later."""
    site = clinic / "plan_source/site.yml"
    site.write_text(site.read_text(encoding="utf-8").replace("issued", "draft"), encoding="utf-8")


def items(clinic: Path) -> list[dict[str, str]]:
    data = read(clinic / "plan_source/prices.yml", clinic).data
    assert isinstance(data, dict)
    found = data["items"]
    assert isinstance(found, list)
    return [
        {str(key): str(value) for key, value in item.items() if isinstance(value, Scalar)}
        for item in found
        if isinstance(item, dict)
    ]


def taken(run: Run, clinic: Path, file: Path, *more: object) -> list[dict[str, str]]:
    """The items of a list that goes in without an error."""
    made = run("import", "prices", file, *DATED, "--write", *more)
    assert made.exit_code == 0, made.output
    return items(clinic)


@pytest.mark.parametrize(
    ("value", "code", "said"),
    [
        (123, "0000", "0123"),
        (8001234, r"0000\-000", "8001-234"),
        (57188881234, r"0000\-00000000", "0571-88881234"),
        (1641.1666666666667, "#,##0.00", "1,641.17"),
        (13.200000000000001, "General", "13.2"),
        (2.675, "0.00", "2.68"),
        (0.3, "0%", "30%"),
        (0.125, "0.0%", "12.5%"),
        (1234567, "#,##0", "1,234,567"),
        (5, "0,000", "0,005"),
        (12, '"¥"#,##0.00', "¥12.00"),
        (1234, "[$¥-804]#,##0.00", "¥1,234.00"),
        (12.5, '0.00"元"', "12.50元"),
        (-5, "0.00", "-5.00"),
        (-5, "0.00;[Red](0.00)", "(5.00)"),
        (0, "0;-0;-", "-"),
        (0.5, "#.00", ".50"),
        (1.5, "0.##", "1.5"),
        (2, "0.##", "2"),
        (10, '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ', "¥10.00"),
        (1200, '#,##0,"k"', "1k"),
        (13800000000, "General", "13800000000"),
        (13800000000, "0.00E+00", "13800000000"),
        (5, "@", "5"),
        (0.00005, "General", "0.00005"),
    ],
)
def test_a_number_is_read_as_its_format_shows_it(value: float, code: str, said: str) -> None:
    assert shown(value, code) == said


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("１２．５０", "12.50"),
        ("¥ 10", "10"),
        ("10.00 元", "10.00"),
        ("$10.00", "10.00"),
        ("£1,200.00", "1200.00"),
        ("RMB 12.5", "12.5"),
        ("叁拾伍元伍角", "35.50"),
        ("1,018.50", "1018.50"),
        ("自主定价", "自主定价"),
        ("VARIABLE", "VARIABLE"),
        ("加收30%", "加收30%"),
        ("3盒", "3盒"),
        ("1.2.3", "1.2.3"),
        ("12,50", "12,50"),
    ],
)
def test_a_price_is_read_as_people_write_it(written: str, meant: str) -> None:
    assert price_text(Scalar(written, Mark("x")), comma_cents=False) == meant


def test_cents_behind_commas_are_the_whole_columns() -> None:
    column = ["1.200,00", "12,50 €", "3.000", "15"]
    assert has_comma_cents(column)
    assert [price_text(Scalar(one, Mark("x")), comma_cents=True) for one in column] == [
        "1200.00",
        "12.50",
        "3000",
        "15",
    ]
    assert not has_comma_cents(["12,50", "12.50"])
    assert not has_comma_cents(["1,200", "15"])


def test_a_catalogue_with_titles_groups_and_several_prices(
    run: Run, clinic: Path, tmp_path: Path
) -> None:
    file = tmp_path / "prices.csv"
    file.write_bytes(CATALOGUE.encode("gbk"))
    refused = run("import", "prices", file, *DATED, "--write")
    assert refused.exit_code == 1
    assert 'no column is headed "price"' in refused.stderr
    assert refused.stderr.count(": error ") == 1
    found = taken(run, clinic, file, "--column", "price=三级价格")
    assert [(one["code"], one["price"], one["group"]) for one in found] == [
        ("110100001", "1", "一、综合医疗服务类"),
        ("110200001-1", "10", "一、综合医疗服务类"),
        ("330100005a", "1200", "二、手术治疗"),
        ("250203030", "加收30%", "二、手术治疗"),
        ("AAAA0001", "自主定价", "二、手术治疗"),
    ]


def test_which_column_was_meant_is_kept_for_the_next_edition(
    run: Run, clinic: Path, tmp_path: Path
) -> None:
    file = tmp_path / "prices.csv"
    file.write_text(CATALOGUE, encoding="utf-8")
    taken(run, clinic, file, "--column", "price=三级价格")
    file.write_text(CATALOGUE.replace(",10,8,6,", ",12,9,7,"), encoding="utf-8")
    assert taken(run, clinic, file)[1]["price"] == "12"
    assert taken(run, clinic, file, "--column", "code=序号")[0]["code"] == "1"
    assert "errors: 0" in run("check").stderr or "prices.yml" not in run("check").output


def test_unused_columns_are_named_once(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "prices.csv"
    file.write_text(CATALOGUE, encoding="utf-8")
    said = run("import", "prices", file, *DATED, "--column", "price=三级价格").stderr
    assert said.count("X605") == 1
    assert "序号, 项目内涵, 除外内容, 二级价格, 一级价格; probably" in said


def test_headings_in_two_rows(run: Run, clinic: Path, tmp_path: Path) -> None:
    file = tmp_path / "prices.xlsx"
    rows = [
        ["编码", "名称", "单位", "价格", None],
        [None, None, None, "三级", "二级"],
        ["01", "诊查费", "次", 10, 8],
    ]
    merged = ["A1:A2", "B1:B2", "C1:C2", "D1:E1"]
    file.write_bytes(xlsx({"价格": rows}, merged=merged))
    found = taken(run, clinic, file, "--column", "price=价格 三级")
    assert found == [{"code": "01", "name": "诊查费", "unit": "次", "price": "10"}]


CHARGES: list[list[object]] = [
    ["Charge", "Charge Description", "Rev", "Unit of", "Standard Price", None, "Comments"],
    ["Code", None, "Code", "Measure", "Inpatient", "Outpatient", None],
    [3001, "Blood count", 305, "TEST", 62, 58.1, "Fasting"],
]
DUTIES: list[list[object]] = [
    ["Duty", "Held by", "Contact", None, "Hours of", "Notes"],
    [None, None, "Phone", "Bleep", "cover", None],
    ["Site manager", "Band 8", 4000, 1000, "24 hours", "Holds keys"],
]


def test_headings_that_are_broken_into_two_rows(run: Run, clinic: Path, tmp_path: Path) -> None:
    file = tmp_path / "prices.xlsx"
    said = ("--column", "price=Outpatient")
    item = {"code": "003001", "name": "Blood count", "unit": "TEST", "price": "58.10"}
    for merged in ((), ("B1:B2", "E1:F1", "G1:G2")):
        formats = {"A3": "000000", "F3": "$#,##0.00"}
        file.write_bytes(xlsx({"prices": CHARGES}, merged=merged, formats=formats))
        assert taken(run, clinic, file, *said) == [{**item, "note": "Fasting"}]
    file = tmp_path / "duties.xlsx"
    file.write_bytes(xlsx({"Duties": DUTIES}, merged=("A1:A2", "B1:B2", "C1:D1", "F1:F2")))
    refused = run("import", "contacts", file, "--write", "--column", "number=Phone")
    assert refused.exit_code == 0 and "X605" not in refused.output
    made = (clinic / "plan_source/contacts.yml").read_text(encoding="utf-8")
    assert (
        """  name: {en: Site manager}
  number: "4000"
  hours: always
  note: {en: "Held by: Band 8; Bleep: 1000; Holds keys"}
"""
        in made
    )


def test_a_first_entry_in_words_is_no_second_row_of_headings(
    run: Run, clinic: Path, tmp_path: Path
) -> None:
    file = tmp_path / "prices.csv"
    file.write_text("编码,名称,单位,单价\nA,诊查费,次,自主定价\nB,纱布,块,2\n", encoding="utf-8")
    assert [one["code"] for one in taken(run, clinic, file)] == ["A", "B"]


def test_all_sheets_with_the_headings_are_read_and_the_others_named(
    run: Run, clinic: Path, tmp_path: Path
) -> None:
    file = tmp_path / "prices.xlsx"
    page = [["Code", "Description", "Charge"]]
    sheets = {
        "Procedures": [*page, ["A1", "Suture", 12]],
        "Notes": [["Kept by the cashier"], ["since 2020", 5]],
        "Pharmacy": [*page, ["D1", "Tablet", 3.5]],
        "Old": [*page, ["Z1", "Gone", 1]],
    }
    file.write_bytes(xlsx(sheets, hidden=["Old"]))
    made = run("import", "prices", file, *DATED, "--write")
    assert [one["code"] for one in items(clinic)] == ["A1", "D1"]
    assert "info X615: sheets that are not read: Notes, Old" in made.stderr
    found = taken(run, clinic, file, "--sheet", "Pharmacy", "--sheet", "Old")
    assert [one["code"] for one in found] == ["D1", "Z1"]
    wrong = run("import", "prices", file, *DATED, "--sheet", "Pharmcy")
    assert (wrong.exit_code, "Procedures, Notes, Pharmacy, Old" in wrong.stderr) == (2, True)


def test_hidden_rows_are_read_and_said(run: Run, clinic: Path, tmp_path: Path) -> None:
    file = tmp_path / "prices.xlsx"
    rows = [PRICE_HEAD, ["1", "a", "次", 1], ["2", "b", "次", 2], ["3", "c", "次", 3]]
    file.write_bytes(xlsx({"x": rows}, hidden_rows=[3, 4]))
    made = run("import", "prices", file, *DATED, "--write")
    assert len(items(clinic)) == 3
    assert "prices.xlsx:3:1: info X614: hidden rows: 2" in made.stderr


OLD = [
    ["编码", "名称", "单位", "单价", "分类"],
    [12, "诊查费", "次", 13.200000000000001, "诊查"],
    [13, "床位费", "日", 1641.1666666666667, None],
]


def test_an_old_workbook_is_read_as_it_shows(run: Run, clinic: Path, tmp_path: Path) -> None:
    file = tmp_path / "prices.xls"
    formats = {(1, 0): "0000", (2, 0): "0000", (2, 3): "#,##0.00"}
    file.write_bytes(xls(OLD, formats=formats, merged=[(1, 2, 4, 4)]))
    assert [list(one.values()) for one in taken(run, clinic, file)] == [
        ["0012", "诊查费", "次", "13.2", "诊查"],
        ["0013", "床位费", "日", "1641.17", "诊查"],
    ]


def test_a_day_in_an_old_workbook_is_no_code(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "prices.xls"
    rows = [PRICE_HEAD, [datetime.date(2026, 4, 15), "a", "次", 1]]
    file.write_bytes(xls(rows, formats={(1, 0): "d-mmm"}))
    made = run("import", "prices", file, *DATED)
    assert 'prices.xls:2:1: error X616: "2026-04-15"' in made.stderr
    assert "probably typed: 4-15" in made.stderr


def test_a_document_of_libreoffice_is_read_as_it_shows(
    run: Run, clinic: Path, tmp_path: Path
) -> None:
    file = tmp_path / "prices.ods"
    rows: list[list[tuple[str, str] | str]] = [
        ["编码", "名称", "单位", "单价", "分类"],
        [("0012", "float"), "诊查费", "次", ("¥13.20", "currency"), "诊查"],
        [("0013", "float"), "床位费", "日", ("1,641.17", "float")],
    ]
    file.write_bytes(ods(rows, spanned=2))
    assert [list(one.values()) for one in taken(run, clinic, file)] == [
        ["0012", "诊查费", "次", "13.20", "诊查"],
        ["0013", "床位费", "日", "1641.17", "诊查"],
    ]


def test_text_that_is_called_a_workbook(run: Run, clinic: Path, tmp_path: Path) -> None:
    file = tmp_path / "prices.xls"
    file.write_bytes("编码\t名称\t单位\t单价\n0012\t诊查费\t次\t13.2\n".encode("gbk"))
    assert taken(run, clinic, file)[0]["code"] == "0012"


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_separators(run: Run, clinic: Path, tmp_path: Path, separator: str) -> None:
    file = tmp_path / "prices.txt"
    lines = ["价格表", separator.join(PRICE_HEAD), separator.join(["0012", "a, b", "次", "13.2"])]
    if separator == ",":
        lines[2] = '0012,"a, b",次,13.2'
    file.write_text("\n".join([*lines, separator * 3, ""]), encoding="utf-8")
    assert taken(run, clinic, file)[0]["name"] == "a, b"


def test_a_guessed_encoding_is_the_last_line(run: Run, clinic: Path, tmp_path: Path) -> None:
    file = tmp_path / "prices.csv"
    text = (
        "code,name,spec,unit,price\nA1,Thermometer cover,38°C,pc,4\nA2,Probe,25µl Ångström,pc,1\n"
    )
    file.write_bytes(text.encode("cp1252"))
    made = run("import", "prices", file, *DATED, "--write")
    assert "it was read as Windows-1252" in made.stderr.splitlines()[-1]
    assert [one["spec"] for one in items(clinic)] == ["38°C", "25µl Ångström"]


def test_a_list_without_units(run: Run, clinic: Path, tmp_path: Path) -> None:
    file = tmp_path / "prices.csv"
    file.write_text("Charge code,Description,Gross charge\n99213,Visit,$120.00\n", encoding="utf-8")
    assert taken(run, clinic, file) == [{"code": "99213", "name": "Visit", "price": "120.00"}]
    assert run("check").exit_code == 0 or "prices.yml" not in run("check").output


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("15-Apr", "4-15"),
        ("Apr-15", "4-15"),
        ("15. Apr", "4-15"),
        ("4月15日", "4-15"),
        ("2026/4/15", "4-15"),
        ("15-avr.-26", "4-15"),
        ("15-янв", "1-15"),
        ("4월 15일", "4-15"),
    ],
)
def test_a_code_that_became_a_day_is_named_in_any_countrys_spelling(
    run: Run, tmp_path: Path, said: str, meant: str
) -> None:
    file = tmp_path / "prices.csv"
    file.write_text(f"code,name,unit,price\n{said},a,次,1\n", encoding="utf-8")
    made = run("import", "prices", file, *DATED, "--write")
    assert (made.exit_code, f"probably typed: {meant}" in made.stderr) == (1, True)


@pytest.mark.parametrize("code", ["4-15A", "SEP-400", "2-1-1", "15-May-be", "Mar", "D-15"])
def test_a_code_that_looks_a_little_like_a_day_is_one(
    run: Run, clinic: Path, tmp_path: Path, code: str
) -> None:
    file = tmp_path / "prices.csv"
    file.write_text(f"code,name,unit,price\n{code},a,次,1\n", encoding="utf-8")
    assert taken(run, clinic, file)[0]["code"] == code


@pytest.mark.parametrize(
    ("codes", "lost"),
    [
        (["0001", "2"], "0002"),
        (["0001", "0002", "13"], "0013"),
        (["0001", "1101"], ""),
        (["01", "0101", "2"], ""),
        (["1", "22", "333"], ""),
        (["0001", "A2"], ""),
    ],
)
def test_a_new_code_that_lost_its_zeros(
    run: Run, tmp_path: Path, codes: list[str], lost: str
) -> None:
    file = tmp_path / "prices.csv"
    lines = [f"{code},item,次,1" for code in codes]
    file.write_text("\n".join(["code,name,unit,price", *lines]), encoding="utf-8")
    said = run("import", "prices", file, *DATED).stderr
    assert ("X609" in said) == bool(lost)
    assert lost in said


def test_bad_rows_go_back_as_a_list_and_the_others_are_taken(
    run: Run, clinic: Path, tmp_path: Path
) -> None:
    file = tmp_path / "prices.csv"
    lines = [f"C{at:04},item {at},次,{at}.50" for at in range(300)]
    lines[7] = "C0007,item 7,次,12O"
    lines[9] = "C0009,,次,5"
    lines[11] = "C0010,again,次,5"
    file.write_text("\n".join(["code,name,unit,price", *lines]), encoding="utf-8")
    refused = run("import", "prices", file, *DATED, "--write")
    assert (refused.exit_code, (clinic / "plan_source/prices.yml").exists()) == (1, False)
    rejects = tmp_path / "rejects.csv"
    found = taken(run, clinic, file, "--rejects", rejects)
    assert len(found) == 297
    with rejects.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.reader(opened))
    assert rows[0] == ["code", "name", "unit", "price", "row", "what is wrong"]
    assert [row[4] for row in rows[1:]] == ["9", "11", "13"]
    assert rows[1][:4] == ["C0007", "item 7", "次", "12O"]
    assert "neither an amount nor words" in rows[1][5]
    again = run("import", "prices", file, *DATED, "--rejects", rejects)
    assert again.exit_code == 2


PHONES = """科室,电话,位置,负责人
导诊台,7111,一楼大厅,张三
药局,7222,一楼东侧,李四
放射科,7333,二楼,王五
"""


def contacts(clinic: Path) -> dict[str, dict[str, object]]:
    data = read(clinic / "plan_source/contacts.yml", clinic).data
    assert isinstance(data, list)
    return {str(entry["id"]): dict(entry) for entry in data if isinstance(entry, dict)}


def test_a_telephone_list_by_departments(run: Run, clinic: Path, tmp_path: Path) -> None:
    file = tmp_path / "phones.csv"
    file.write_bytes(PHONES.encode("gbk"))
    made = run("import", "contacts", file, "--write")
    assert made.exit_code == 0, made.output
    found = contacts(clinic)
    assert found["welcome-line"]["number"] == "7111", "called like the contact that is there"
    assert found["line-7333"]["name"] == {**found["line-7333"]["name"], "zh": "放射科"}  # type: ignore[dict-item]
    assert "X605" not in made.stderr, "who is in charge is a note"
    assert "department" not in found["line-7333"]


def test_names_find_ids_and_new_rows_get_one(run: Run, clinic: Path, tmp_path: Path) -> None:
    file = tmp_path / "phones.csv"
    file.write_text(
        "Description,Extension,Department,Location\nNight porter,7301,Welcome Desk,Hall\n"
        "Night porter,7302,药局,Yard\nCold store,7303,dispensary,Cellar\n",
        encoding="utf-8",
    )
    assert run("import", "contacts", file, "--write").exit_code == 0
    found = contacts(clinic)
    assert [
        found[own]["department"] for own in ("night-porter", "night-porter-2", "cold-store")
    ] == [
        "welcome-desk",
        "dispensary",
        "dispensary",
    ]
    assert found["cold-store"]["note"]["en"] == "Cellar"  # type: ignore[index,call-overload]


def test_a_department_above_its_numbers(run: Run, clinic: Path, tmp_path: Path) -> None:
    file = tmp_path / "phones.xlsx"
    rows = [
        ["内部电话", None],
        ["电话名称", "分机"],
        ["导诊台", None],
        ["Night bell", "7401"],
        ["请勿外传", None],
        ["Side door", "7402"],
    ]
    file.write_bytes(xlsx({"电话": rows}, merged=["A1:B1", "A3:B3"]))
    made = run("import", "contacts", file, "--write")
    assert made.exit_code == 0, made.output
    found = contacts(clinic)
    assert found["night-bell"]["department"] == "welcome-desk"
    assert "department" not in found["side-door"]
    assert "info X618: rows of a single cell that are not read: 1 (rows 5)" in made.stderr


def test_a_merged_cell_holds_for_all_its_rows(run: Run, clinic: Path, tmp_path: Path) -> None:
    file = tmp_path / "contacts.xlsx"
    rows = [["编号", "名称（中文）", "名称（英文）", "号码", "科室"]]
    rows += [
        [f"ward-{letter}", f"{letter}区", f"Ward {letter}", f"730{letter}", "导诊台"]
        for letter in "abc"
    ]
    for row in rows[2:]:
        row[4] = None  # type: ignore[call-overload]
    file.write_bytes(xlsx({"contacts": rows}, merged=["E2:E4"]))
    assert run("import", "contacts", file, "--write").exit_code == 0
    found = contacts(clinic)
    assert [found[f"ward-{letter}"]["department"] for letter in "abc"] == ["welcome-desk"] * 3
    file = tmp_path / "buildings.xlsx"
    rows = [["楼栋", "名称", "电话"], ["住院楼", "配餐间", "7451"], [None, "开水间", "7452"]]
    file.write_bytes(xlsx({"电话": rows}, merged=["A2:A3"]))
    assert run("import", "contacts", file, "--write").exit_code == 0
    assert contacts(clinic)["line-7452"]["note"]["zh"] == "楼栋：住院楼", "part of a note"


def test_numbers_are_dialled_as_the_cells_show_them(run: Run, clinic: Path, tmp_path: Path) -> None:
    file = tmp_path / "contacts.xlsx"
    rows: list[list[object]] = [["id", "name.en", "name.zh", "number"]]
    rows += [["night-line", "Night", "夜班", 123], ["mobile", "Mobile", "手机", 8001234]]
    formats = {"D2": "0000", "D3": r"0000\-000"}
    file.write_bytes(xlsx({"contacts": rows}, formats=formats))
    assert run("import", "contacts", file, "--write").exit_code == 0
    found = contacts(clinic)
    assert [found[own]["number"] for own in ("night-line", "mobile")] == ["0123", "8001-234"]


def test_notes_of_one_kind_are_one_line_with_a_count(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "contacts.csv"
    rows = [f"line-{at},线路{at},79{at:02}" for at in range(63)]
    file.write_text("\n".join(["id,name.zh,number", *rows]), encoding="utf-8")
    said = run("import", "contacts", file).stderr
    assert said.count("warning T301") == 1
    assert "… and 62 more of the kind T301." in said


def test_fields_and_options_that_are_not_there(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "prices.csv"
    file.write_text("code,name,price\n1,a,1\n", encoding="utf-8")
    for option, said in (("price", "FIELD=HEADING"), ("colour=Farbe", "It has: code, name, spec")):
        made = run("import", "prices", file, *DATED, "--column", option)
        assert (made.exit_code, said in made.stderr) == (2, True), made.stderr
    made = run("import", "prices", file, *DATED, "--column", "spec=Stärke")
    assert (made.exit_code, 'no column is headed "spec"' in made.stderr) == (1, True)


def test_rejects_may_be_a_workbook(run: Run, clinic: Path, tmp_path: Path) -> None:
    file = tmp_path / "contacts.csv"
    file.write_text(
        "id,name.zh,name.en,number\na,甲,A,1.38E+10\nb,乙,B,7001\nc,丙,C,#REF!\n", encoding="utf-8"
    )
    refused = run("import", "contacts", file)
    assert refused.exit_code == 1
    assert "at fault: 2. To take the other 1" in refused.output
    assert refused.output.rstrip().endswith('add: --rejects "contacts-rejects.csv"')
    out = tmp_path / "rejects.xlsx"
    made = run("import", "contacts", file, "--write", "--rejects", out)
    assert made.exit_code == 0, made.output
    [_, row, broken] = list(load_workbook(out).worksheets[0].iter_rows(values_only=True))
    assert row[:5] == ("a", "甲", "A", "1.38E+10", "2")
    assert broken[:5] == ("c", "丙", "C", "#REF!", "4") and "X608" not in made.output
    assert "b" in contacts(clinic) and not {"a", "c"} & contacts(clinic).keys()
    assert re.search("2 rows were not taken", made.stderr)


def contact_of(clinic: Path, number: str) -> dict[str, str]:
    """What the plan says of the line with a number, texts in Chinese."""
    data = read(clinic / "plan_source/contacts.yml", clinic).data
    assert isinstance(data, list)
    for entry in data:
        if isinstance(entry, dict) and str(entry["number"]) == number:
            said = {}
            for key, value in entry.items():
                if isinstance(value, Scalar | dict):
                    said[str(key)] = str(value["zh"] if isinstance(value, dict) else value)
            return said
    raise AssertionError(number)


def test_tables_side_by_side_are_one_list(run: Run, clinic: Path, tmp_path: Path) -> None:
    file = tmp_path / "phones.xlsx"
    rows = [
        ["内部电话", None, None, None],
        ["科室", "电话", "科室", "电话"],
        ["导诊台", None, None, None],
        ["挂号处", 7801, "收费处", 7802],
        ["导医台", 7803, "药局", 7804],
        ["分诊台", 7805, None, None],
    ]
    file.write_bytes(xlsx({"电话": rows}, merged=("A1:D1", "A3:D3")))
    made = run("import", "contacts", file, "--write")
    assert made.exit_code == 0, made.stderr
    names = {number: contact_of(clinic, number)["name"] for number in ("7801", "7802", "7803")}
    assert names == {"7801": "挂号处", "7802": "收费处", "7803": "导医台"}
    for number, department in (
        ("7802", "welcome-desk"),
        ("7804", "dispensary"),
        ("7805", "welcome-desk"),
    ):
        assert contact_of(clinic, number)["department"] == department


def test_a_bad_row_of_tables_side_by_side_goes_back_alone(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "phones.csv"
    file.write_text("科室,电话,科室,电话\n甲室,7801,乙室,15-Apr\n丙室,7803,,\n", encoding="utf-8")
    back = tmp_path / "back.csv"
    made = run("import", "contacts", file, "--rejects", back)
    assert made.exit_code == 0, made.stderr
    rows = list(csv.reader(back.open(encoding="utf-8-sig")))
    assert [row[:2] for row in rows[1:]] == [["乙室", "15-Apr"]]


def test_posts_and_departments_of_others_are_named_and_nobody_is_lost(
    run: Run, clinic: Path, tmp_path: Path
) -> None:
    file = tmp_path / "phones.csv"
    text = "部门,岗位,内线,外线\n设备科,值班员,7801,\n设备科,科长,7802,\n药局,窗口,7803,\n"
    file.write_text(text, encoding="utf-8")
    made = run("import", "contacts", file, "--write")
    assert made.exit_code == 0, made.stderr
    assert "warning X619" in made.stderr and "设备科; 2 cells" in made.stderr
    assert contact_of(clinic, "7801")["name"] == "设备科 值班员"
    assert "department" not in contact_of(clinic, "7801")
    told = contact_of(clinic, "7803")
    assert (told["name"], told["department"]) == ("窗口", "dispensary")
    again = run("import", "contacts", file, "--write")
    assert "there is nothing to write" in again.stderr


def test_a_name_says_more_than_the_group_above_it(run: Run, clinic: Path, tmp_path: Path) -> None:
    file = tmp_path / "phones.csv"
    file.write_text("科室,电话\n导诊台,\n药局,7801\n", encoding="utf-8")
    assert run("import", "contacts", file, "--write").exit_code == 0
    assert contact_of(clinic, "7801")["department"] == "dispensary"


@pytest.mark.parametrize(
    "head", ["代碼,項目名稱,單位,收費標準", "药品编码,通用名称,包装单位,零售价（元）"]
)
def test_headings_of_other_regions_and_programs(
    head: str, run: Run, clinic: Path, tmp_path: Path
) -> None:
    file = tmp_path / "prices.csv"
    file.write_text(f"{head}\n一、,检查,,\nA1,血常规,次,20\n", encoding="utf-8")
    (item,) = taken(run, clinic, file)
    said = {"code": "A1", "name": "血常规", "unit": "次", "price": "20", "group": "检查"}
    assert item == said


def test_a_row_without_id_changes_the_entry_of_its_name(
    run: Run, clinic: Path, tmp_path: Path
) -> None:
    file = tmp_path / "phones.csv"
    file.write_text("id,name.zh,number\n,诊疗室,7899\n", encoding="utf-8")
    made = run("import", "contacts", file, "--write")
    assert made.exit_code == 0, made.stderr
    assert contact_of(clinic, "7899")["id"] == "rooms-line"


@pytest.mark.parametrize("ending", ["xlsx", "ods"])
@pytest.mark.parametrize(
    "command",
    [
        ("import", "contacts"),
        ("import", "prices", "--edition", "1", "--date", "2026-05-01"),
        ("reconcile", "all"),
        ("copies", "received", "--from"),
    ],
)
def test_a_workbook_without_sheets_is_refused_in_a_line(
    run: Run, tmp_path: Path, ending: str, command: tuple[str, ...]
) -> None:
    content = xlsx({"1": [["id"]]}) if ending == "xlsx" else ods([["id"]])
    file = tmp_path / f"list.{ending}"
    file.write_bytes(without_sheets(content))
    first, second, *more = command
    result = (
        run(first, second, *more, file) if first == "copies" else run(*command[:2], file, *more)
    )
    assert result.exit_code != 0
    refused = "a list of return slips has the columns" if first == "copies" else "error X602"
    assert refused in result.output


def test_what_a_file_announces_separates_its_cells_and_is_no_row() -> None:
    rows = read_csv(b"sep=;\r\nname;price\r\nbed, day;1\r\n", "prices.csv").rows
    assert rows == [(), ("name", "price"), ("bed, day", "1")]
    below = read_csv(b"\r\n \r\nsep=;\r\nname;price\r\nbed, day;1\r\n", "prices.csv").rows
    assert below == [(), (), (), *rows[1:]], "each on its own line"
    assert below[3][0].mark.line == 4
