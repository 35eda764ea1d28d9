"""Telephone lists, registers of copies and price lists with the headings and cells that offices
use: what is read is what was meant, or the sheet is refused."""

from pathlib import Path

import pytest
from wardbook.plan.data import Data, Scalar
from wardbook.plan.model.prices import PriceItem
from wardbook.plan.model.registries import Contact
from wardbook.plan.reader import read
from wardbook.spreadsheets.columns import columns
from wardbook.spreadsheets.cover_words import cover_word
from wardbook.spreadsheets.headings import heading_names
from wardbook.spreadsheets.phone_cells import no_phones, phone_text
from wardbook.spreadsheets.raw_sheets import Mark

from tests.list_headings import HOURS, PAGES, renewed
from tests.spreadsheets.conftest import Run
from tests.spreadsheets.files import xlsx
from tests.spreadsheets.test_as_people_keep_them import draft as draft

LANGUAGES = ("zh", "en")
HERE = Mark("list.csv", 2, 3)
pytestmark = pytest.mark.usefixtures("draft")


def written(run: Run, clinic: Path, file: Path, *more: object) -> dict[str, dict[str, Data]]:
    """The telephone numbers by id after a list went in without an error."""
    made = run("import", "contacts", file, "--write", *more)
    assert made.exit_code == 0, made.output
    data = read(clinic / "plan_source/contacts.yml", clinic).data
    assert isinstance(data, list)
    return {str(entry["id"]): entry for entry in data if isinstance(entry, dict)}  # type: ignore[misc]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("内线8290", "8290"),
        ("转 8290", "8290"),
        ("ext. 8290", "8290"),
        ("Extn 8290", "8290"),
        ("x8290", "8290"),
        ("电话：0571-8829", "0571-8829"),
        ("８２９０", "8290"),
        ("8295（白班） 8296（夜班）", "8295(白班) 8296(夜班)"),
        ("8290/8291", "8290/8291"),
        ("8290、8291", "8290、8291"),
        ("总机转8290", "总机转8290"),
        ("+44 20 7946 0111", "+44 20 7946 0111"),
        ("555.123.4567 ext 12", "555.123.4567 ext 12"),
        ("8290x12", "8290x12"),
        ("无", ""),
        ("—", ""),
        ("n/a", ""),
        ("待定", ""),
        ("*", ""),
    ],
)
def test_a_number_is_read_as_people_write_it(said: str, meant: str) -> None:
    text = phone_text(Scalar(said, HERE))
    assert text == meant
    assert not list(no_phones(text, ""))


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("同上", "–"),
        ("O571-8888", "0571-8888"),
        ("829l", "8291"),
        ("8290.0", "8290"),
        ("#REF!", "–"),
        ("8821.5", "–"),
        ("88Z1", "–"),
        ("8,601", "8601"),
        ("301,302", "–"),
        ("82??", "–"),
        ("829x", "–"),
    ],
)
def test_what_nobody_can_call_is_refused(said: str, meant: str) -> None:
    (found,) = no_phones(Scalar(said, HERE), "")
    assert (found.code, dict(found.arguments)["meant"]) == ("X626", meant)
    assert not list(no_phones(Scalar(said, HERE), said)), "the plan says so already"


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("24h", "always"),
        ("24小时值班", "always"),
        ("7×24", "always"),
        ("00:00-24:00", "always"),
        ("8:30-17:30", "day"),
        ("工作日", "day"),
        ("day", "day"),
        ("20:00-08:00", "20:00-08:00"),
        ("17:30-22:00", "17:30-22:00"),
        ("周末", "周末"),
        ("24 hours a day", "always"),
        ("24 hours a day, 7 days a week", "always"),
        ("24-hour service", "always"),
        ("24 hours/day", "always"),
        ("7 days a week, 24 hours", "always"),
        ("全天24小时接听", "always"),
        ("7 days a week", "7 days a week"),
        ("24 hours notice", "24 hours notice"),
        ("Mon-Fri 24 hours", "Mon-Fri 24 hours"),
        ("Monday to Friday 8am - 6pm", "day"),
        ("M-F 8:00a-4:30p", "day"),
        ("Mon-Sat 9am-5pm", "day"),
        ("Mon-Fri 8am-8pm; Sat & Sun 9am-1pm", "day"),
        ("上午8:00-12:00 下午2:00-5:30", "day"),
        ("週一至週五 8:00-17:00（國定假日除外）", "週一至週五 8:00-17:00（國定假日除外）"),
        ("週一至週五 8:00-17:00（節假日除外）", "day"),
        ("8:30-12:00, 14:00-21:00", "8:30-12:00, 14:00-21:00"),
        ("Monday to Friday 08:00 - 17:00, excluding bank holidays", "day"),
        ("8 a.m. to 5:30 p.m.", "day"),
        ("12am-12pm", "12am-12pm"),
        ("6pm to 8am", "6pm to 8am"),
        ("13am-2pm", "13am-2pm"),
    ],
)
def test_when_a_number_is_answered(said: str, meant: str) -> None:
    assert cover_word(said) == meant


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("座机", "number"),
        ("急诊值班电话", "number"),
        ("Tel (internal)", "number"),
        ("Extn", "number"),
        ("传真电话", None),
        ("家庭电话", None),
        ("Home phone", None),
        ("Hotel", None),
        ("Dept. name", "department"),
        ("处室", "department"),
        ("英文名称", "name"),
        ("Chinese name", "name"),
        ("科室/岗位", "name"),
        ("Ward / Department", "department"),
        ("厂商联系人", "name"),
        ("单位（处室）", "department"),
        ("联络员", "name"),
        ("Liaison officer", "name"),
        ("单位（万元）", None),
        ("Hours of operation", "hours"),
        ("Opening times", "hours"),
    ],
)
def test_headings_of_telephone_lists(heading: str, field: str | None) -> None:
    names = heading_names(columns(Contact, LANGUAGES), "contacts")
    found = names.column(heading)
    assert (found.field if found else None) == field


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("执行价（元）", "price"),
        ("Unit price ($)", "price"),
        ("现行收费标准(元)", "price"),
        ("零售价格", "price"),
        ("收费名称", "name"),
        ("计费单位", "unit"),
        ("药品代码", "code"),
        ("Price EUR", "price"),
        ("门诊收费价格", "price"),
        ("医保编码类别", None),
        ("厂家代码", None),
        ("生产单位", None),
        ("Price code", "code"),
        ("Price type", None),
        ("原价", None),
        ("成本价", None),
        ("采购价格", None),
        ("Discounted cash price", None),
        ("生产企业名称", None),
        ("中文品名", "name"),
        ("自費價", "price"),
        ("Libellé", "name"),
        ("Prix (EUR)", "price"),
        ("Einheit", "unit"),
        ("code|1", "code"),
        ("code|1|type", None),
        ("standard_charge|gross", "price"),
    ],
)
def test_headings_of_price_lists(heading: str, field: str | None) -> None:
    names = heading_names(columns(PriceItem, LANGUAGES), "prices")
    found = names.column(heading)
    assert (found.field if found else None) == field


def test_of_several_known_headings_the_likeliest_is_read(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "prices.csv"
    file.write_text(
        "国家编码,项目编码,项目名称,最高限价,执行价\nN1,F1,挂号,9,1\n", encoding="utf-8"
    )
    dated = ("--edition", "2026-1", "--date", "2026-05-01")
    said = run("import", "prices", file, *dated).output
    assert "+ F1 挂号 1" in said
    assert "columns that are not read: 国家编码, 最高限价" in said


def test_a_list_by_department_and_post(run: Run, clinic: Path, tmp_path: Path) -> None:
    rows = [
        ["内部通讯录", None, None, None, None, None],
        ["序号", "科别", "岗位", "座机", "短号", "备注"],
        [1, "氧气站", "值班", "内线8301", 66301, None],
        [2, "配电房", "值班", "8302", 66302, "夜间请打短号"],
        ["合计", None, None, None, None, "2 部"],
    ]
    file = tmp_path / "phones.xlsx"
    file.write_bytes(xlsx({"通讯录": rows}, merged=["A1:F1"]))
    found = written(run, clinic, file)
    assert found["line-8301"]["number"] == "8301"
    assert found["line-8302"]["name"]["zh"] == "配电房 值班"  # type: ignore[index,call-overload]
    rows[1][2], rows[2][3] = "岗位/用途", "8305"
    file.write_bytes(xlsx({"通讯录": rows}, merged=["A1:F1"]))
    found = written(run, clinic, file)
    assert found["line-8301"]["number"] == "8305", "of the same name"


def test_sheets_of_departments_without_names_are_all_read(
    run: Run, clinic: Path, tmp_path: Path
) -> None:
    head = ["科室", "分机"]
    book = tmp_path / "list.xlsx"
    sheets = {"一院区": [head, ["放射科", "3070"]], "二院区": [head, ["康复科", "4070"]]}
    book.write_bytes(xlsx(sheets))
    made = written(run, clinic, book)
    assert {"line-3070", "line-4070"} <= set(made)


def test_numbers_by_day_and_by_night_ask_which(run: Run, clinic: Path, tmp_path: Path) -> None:
    rows = [
        ["部门", "联系电话", None, "地点"],
        [None, "白班", "夜班", None],
        ["监控室", "8311", "8312", "负一楼"],
    ]
    file = tmp_path / "phones.xlsx"
    file.write_bytes(xlsx({"夜间": rows}, merged=["B1:C1", "A1:A2", "D1:D2"]))
    refused = run("import", "contacts", file, "--write")
    assert refused.exit_code == 1
    assert 'error X604: no column is headed "number"' in refused.stderr
    assert "columns that are not read: 联系电话 白班, 联系电话 夜班" in refused.stderr
    found = written(run, clinic, file, "--column", "number=联系电话 夜班")
    assert found["line-8312"]["number"] == "8312"


def test_a_name_that_begins_like_a_total_is_an_entry(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "prices.csv"
    file.write_text(
        "Description,Code,Price\nTotal hip replacement,H1,9\nTotal items,2,9\n", encoding="utf-8"
    )
    said = run("import", "prices", file, "--edition", "2", "--date", "2026-05-01").output
    assert "+ H1 Total hip replacement 9" in said
    assert "1 added" in said


def test_a_second_known_heading_is_named(run: Run, clinic: Path, tmp_path: Path) -> None:
    file = tmp_path / "phones.csv"
    file.write_text(
        "Location name,Internal ext.,DDI,备注\nPlaster room,3301,01632 960301,仅夜间\n合计,1,,2026\n",
        encoding="utf-8",
    )
    found = written(run, clinic, file)
    assert found["plaster-room"]["number"] == "01632 960301"
    assert found["plaster-room"]["note"] == {**found["plaster-room"]["note"], "zh": "仅夜间"}  # type: ignore[dict-item]


def test_rows_that_are_counted_have_no_ids(run: Run, clinic: Path, tmp_path: Path) -> None:
    file = tmp_path / "phones.csv"
    file.write_text("编号,科室,电话,值班时间\n1,氧气站,8301,24h\n2,药局,8302,日间\n", "utf-8")
    found = written(run, clinic, file)
    assert (found["line-8301"]["number"], found["line-8301"]["hours"]) == ("8301", "always")
    assert found["dispensary-line"]["number"] == "8302"


def test_numbers_of_departments_are_codes_and_places_stay(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "departments.csv"
    file.write_text("编号,科别,地址\nD1,药局,2 号楼\n", encoding="utf-8")
    said = run("import", "departments", file, "--write").output
    assert "columns that are not read: 地址" in said
    assert "already says the same" in said


def test_sheets_without_the_headings_name_those_of_the_best(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "prices.xlsx"
    sheets = {"说明": [["物价办维护"]], "价目": [["代码", "品名", "甲"], ["Y1", "维C", 2]]}
    file.write_bytes(xlsx(sheets))
    dated = ("--edition", "2026-1", "--date", "2026-05-01")
    said = run("import", "prices", file, *dated).stderr
    assert '[价目]:1:1: error X604: no column is headed "price"' in said
    assert said.count("X604") == 1


def test_copies_are_known_by_their_numbers(run: Run, clinic: Path, tmp_path: Path) -> None:
    file = tmp_path / "copies.csv"
    file.write_text(
        "册号,手册,语种,份数,存放地点\n01,plan,英文,1,New shelf\n02,药局,中文,1,窗口抽屉\n",
        encoding="utf-8",
    )
    made = run("import", "copies", file, "--write")
    assert made.exit_code == 0, made.output
    assert "1 entries changed, 1 added" in made.output or "1 entry changed, 1 added" in made.output
    data = read(clinic / "plan_source/copies.yml", clinic).data
    assert isinstance(data, list)
    last = data[-1]
    assert isinstance(last, dict)
    assert (last["id"], last["manual"], last["language"]) == ("dispensary-02", "dispensary", "zh")


@pytest.mark.parametrize(
    ("heading", "row", "verified"),
    [
        ("id,number", "helpdesk,7777", None),  # nobody has called the new number yet
        ("id,number", "helpdesk,7001", "2026-05-30"),
        ("id,number,verified", "helpdesk,7777,2026-06-02", "2026-06-02"),
    ],
)
def test_a_day_of_checking_is_that_of_the_number(
    run: Run, clinic: Path, tmp_path: Path, heading: str, row: str, verified: str | None
) -> None:
    file = tmp_path / "numbers.csv"
    file.write_text(f"{heading}\n{row}\n", encoding="utf-8")
    found = written(run, clinic, file)
    assert found["helpdesk"].get("verified") == verified  # type: ignore[union-attr]
    assert found["helpdesk-mobile"].get("verified") == "2026-05-30"  # type: ignore[union-attr]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_on_lists_names_all_that_is_read(language: str) -> None:
    page = PAGES[language].read_text(encoding="utf-8")
    assert page == renewed(page, language), "run python -m tests.list_headings"
    for meant, said in HOURS.items():
        for words in said:
            assert cover_word(words) == (meant or words)
