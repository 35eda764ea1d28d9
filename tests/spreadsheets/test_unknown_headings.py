"""Headings that stand in no list of names: what a column holds is told by the words of which its
heading is made and by its cells, or asked for. A fax, a pager, a code or an old price is never
read."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from wardbook.spreadsheets.heading_sounds import sense_by_sound
from wardbook.spreadsheets.heading_words import sense_of

from tests.spreadsheets.conftest import Run
from tests.spreadsheets.files import ods, xls, xlsx
from tests.spreadsheets.test_as_people_keep_them import draft as draft

pytestmark = pytest.mark.usefixtures("draft")
DATED = ("--edition", "1", "--date", "2026-11-01")


def entries(clinic: Path, name: str) -> list[dict[str, Any]]:
    """The entries of a list as they stand in the plan."""
    text = (clinic / f"plan_source/{name}.yml").read_text(encoding="utf-8")
    found = yaml.safe_load(text)
    listed: list[dict[str, Any]] = found["items"] if name == "prices" else found
    return listed


def names_by(clinic: Path, name: str, key: str) -> dict[str, str]:
    """What the entries of a list are called, by one of their fields, digits alone."""
    found: dict[str, str] = {}
    for entry in entries(clinic, name):
        called = entry.get("name", "")
        said = "|".join(called.values()) if isinstance(called, dict) else called
        found[str(entry.get(key, "")).replace("-", "")] = said
    return found


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("Ext. (24h)", "phone"),
        ("分机 日间", "phone"),
        ("Phone after hours", "phone"),
        ("夜间", "when"),
        ("内線號", "phone"),
        ("Tel. No./電話號碼", "phone"),
        ("EXTNO", "phone"),
        ("Telefonnummer", "phone"),
        ("Fax/傳真", "other_line"),
        ("Tube stn #", "other_code"),
        ("Dept no", "code"),
        ("Book #", "copy"),
        ("Number of beds", "count"),
        ("Charge desc", "name"),
        ("Std Amt", "money"),
        ("PRICE_OLD", "other_money"),
        ("中标价", "other_money"),
        ("IP Price", "money"),
        ("Private price", "money"),
        ("Assigned To", "person"),
        ("科室全称", "name"),
        ("Abteilung / Department", "department"),
    ],
)
def test_a_heading_speaks_by_its_main_word(heading: str, kind: str) -> None:
    assert sense_of(heading).heads == {kind}


def test_what_speaks_of_nothing_is_of_no_kind() -> None:
    assert not sense_of("Zyx").kinds
    assert (sense_by_sound("LXDH").heads, sense_by_sound("Zyx").heads) == ({"phone"}, set())


WARDS = [["Maple", "3201", "24"], ["Oak", "3202", "28"], ["Elm", "3204", "30"]]
READ = {
    "abbreviated": xls(
        [
            ["Unit Name", "Desk Ph.", "Nurse Mgr", "Tube Stn #"],
            ["4 West", "700-1401", "P. Doe", "141"],
            ["NICU", "700-1402", "R. Poe", "142"],
        ]
    ),
    "cells alone": ods([["Ward", "Nurses' stn", "Beds"], *WARDS]),
    "below a title": xlsx(
        {
            "Night": [
                ["If the system stops, ring"],
                ["Whom to ring", "On what", "From when"],
                ["Operator", "8555", "24h"],
                ["Bed manager", "8558", "17:30-08:00"],
            ]
        }
    ),
    "side by side": "樓層,場所,撥,樓層,場所,撥\n1F,檢傷,1101,2F,刀房,2101\n1F,批價,1102,3F,產房,3101\n".encode(),
    "no headings": b"Pain team,4811\nStoma care,4814\n",
    "first letters": "KSDM,KSMC,LXDH\n0801,碎石室,5802\n0803,肛肠科,5803\n".encode("gbk"),
    "two rows": xlsx(
        {
            "Cover": [
                ["Service line", "First contact", "", "Backup", ""],
                ["", "Name", "Ext", "Name", "Ext"],
                ["PACS", "A. One", "5511", "B. One", "5512"],
                ["LIMS", "A. Two", "5521", "B. Two", "5522"],
            ]
        },
        merged=["B1:C1", "D1:E1", "A1:A2"],
    ),
    "mobile": "名稱,客戶經理手機,24小時熱線\n甲軟件,13900000001,4001110001\n乙軟件,13900000002,4001110002\n".encode(),
    "what stands first": xlsx(
        {
            "Week": [
                ["Discipline", "Team this week", "Consultant on call", "1st call"],
                ["Urology", "Team B", "Dr Lim", "4921"],
                ["Vascular", "Team A", "Dr Ong", "4922"],
            ]
        }
    ),
    "who answers": b"Location,Extension,Contact\nPoisons desk,4501,Dr A\nFracture desk,4502,Sr C\n",
    "whose it is": "代碼,意義,撥打分機,負責單位\n333,火警,6633,安全室\n555,急救,6655,急救小組\n".encode(),
}
PHONES = {
    "what stands first": {"4921": "Urology", "4922": "Vascular"},
    "who answers": {"4501": "Poisons desk", "4502": "Fracture desk"},
    "whose it is": {"6633": "火警", "6655": "急救"},
    "abbreviated": {"7001401": "4 West", "7001402": "NICU"},
    "cells alone": {"3201": "Maple", "3202": "Oak", "3204": "Elm"},
    "below a title": {"8555": "Operator", "8558": "Bed manager"},
    "side by side": {"1101": "检伤", "1102": "批价", "2101": "刀房", "3101": "产房"},
    "no headings": {"4811": "Pain team", "4814": "Stoma care"},
    "first letters": {"5802": "碎石室", "5803": "肛肠科"},
    "two rows": {"5511": "PACS", "5521": "LIMS"},
    "mobile": {"4001110001": "甲软件", "4001110002": "乙软件"},
}


@pytest.mark.parametrize("case", READ)
def test_numbers_are_read_where_only_one_column_can_hold_them(
    run: Run, clinic: Path, tmp_path: Path, case: str
) -> None:
    before = names_by(clinic, "contacts", "number")
    is_text = READ[case][:1] not in (b"P", b"\xd0") or case == "no headings"
    file = tmp_path / f"list.{'csv' if is_text else 'xlsx'}"
    file.write_bytes(READ[case])
    made = run("import", "contacts", file, "--write", "--simplified")
    assert made.exit_code == 0, made.output
    after = names_by(clinic, "contacts", "number")
    assert {number: after[number] for number in after.keys() - before.keys()} == PHONES[case]
    assert "info X631" in made.output or case in ("two rows", "who answers")
    notes = {"what stands first": "Dr Lim", "who answers": "Contact: Dr A", "whose it is": "安全室"}
    text = (clinic / "plan_source/contacts.yml").read_text(encoding="utf-8")
    assert notes.get(case, "") in text


REFUSED = {
    "two lines": (
        b"Section,Line A,Line B\nRenal,5601,5701\nDay unit,5603,5703\n",
        ["Line A", "Line B"],
    ),
    "by day and by night": (
        "单位,分机 日间,分机 夜间\n骨密度室,5601,5701\n肺功能室,5602,5702\n".encode(),
        ["分机 日间", "分机 夜间"],
    ),
    "only a fax": (b"Section,Facsimile line\nRenal,5601\nDay unit,5603\n", ["…"]),
    "short figures": (b"Section,Zyx\nRenal,560\nDay unit,563\n", ["Zyx"]),
    "beside a mobile": (
        b"Crew,Pager,Cell,Office\nRapid,5550201,7000101,7000171\nRed,5550202,7000102,7000172\n",
        ["Cell", "Office"],
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_columns_that_compete_are_proposed(run: Run, tmp_path: Path, case: str) -> None:
    content, proposed = REFUSED[case]
    file = tmp_path / "list.csv"
    file.write_bytes(content)
    said = run("import", "contacts", file, "--write")
    assert said.exit_code == 1
    assert 'error X604: no column is headed "number"' in said.output
    told = "; ".join(f'--column "number={one}"' for one in proposed)
    assert f"hint: say which one it is: {told}\n" in said.output


PRICES = {
    "charges": (
        b"CDM #,Charge Desc,Rev Code,CPT/HCPCS,Std Amt\n"
        b'4501,ED VISIT,450,99283,"1,210.00"\n2501,ASPIRIN,250,,1.25\n',
        {"4501": "1210.00", "2501": "1.25"},
    ),
    "old price": (
        "物价码,项目,现行价,原价\nA101,诊查费,12,10\nA102,护理,30,24\n".encode("gbk"),
        {"A101": "12", "A102": "30"},
    ),
    "house code": (
        "国家编码,院内项目编号,项目名称,三甲价格\nG1,Z001,吸氧,3.00\nG2,Z002,清创,110.00\n".encode("gbk"),
        {"Z001": "3.00", "Z002": "110.00"},
    ),
    "years": (b"Svc Code,Procedure,Fee FY26,Fee FY27\nA1,Visit,150.00,155.00\n", None),
    "two at once": (
        b"Nr A,Nr B,Desc,Amount A,Amount B\n101,501,Gauze,12.50,13.50\n102,502,Cup,22.50,23.50\n",
        None,
    ),
    "stock": (b"Code,Name,Zyx\nA1,Gauze,35\nA2,Splint,12\n", None),
}  # fmt: skip


@pytest.mark.parametrize("case", PRICES)
def test_prices_are_read_where_only_one_column_can_hold_them(
    run: Run, clinic: Path, tmp_path: Path, case: str
) -> None:
    content, wanted = PRICES[case]
    file = tmp_path / "prices.csv"
    file.write_bytes(content)
    said = run("import", "prices", file, *DATED, "--write")
    if case == "two at once":
        told = '--column "code=Nr A" --column "price=Amount A"; --column "code=Nr B"'
        assert f"hint: say which one it is: {told}" in said.output
    if wanted is None:
        assert 'error X604: no column is headed "price"' in said.output
        has_rivals = '--column "price=Fee FY26"; --column "price=Fee FY27"' in said.output
        assert has_rivals == (case == "years")
        return
    assert said.exit_code == 0, said.output
    found = {str(one["code"]): str(one["price"]) for one in entries(clinic, "prices")}
    assert found == wanted


def test_a_department_is_called_in_two_languages(run: Run, clinic: Path, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text(
        "科室标识,科室中文名,科室英文名,依托的系统\n801,疼痛科,Pain Clinic,CHART\n",
        encoding="utf-8",
    )
    made = run("import", "departments", file, "--write")
    assert made.exit_code == 0, made.output
    (found,) = [one for one in entries(clinic, "departments") if one["code"] == "801"]
    assert found["name"] == {"zh": "疼痛科", "en": "Pain Clinic"}
    assert found["uses"] == ["chart"]


@pytest.mark.parametrize(
    ("preset", "shown", "day"),
    [
        ("us", "11/02/2026", "2026-11-02"),
        ("uk", "11/02/2026", "2026-02-11"),
        ("cn", "11/11/2026", "2026-11-11"),
        ("cn", "11/02/2026", ""),
        ("us", "25/12/2026", "2026-12-25"),
    ],
)
def test_a_day_is_read_as_the_country_writes_it(
    run: Run, clinic: Path, tmp_path: Path, preset: str, shown: str, day: str
) -> None:
    site = clinic / "plan_source/site.yml"
    said = site.read_text(encoding="utf-8")
    site.write_text(f"{said}conventions: {{preset: {preset}}}\n", encoding="utf-8")
    file = tmp_path / "books.csv"
    file.write_text(f"Department,Book #,Last checked,Held at\nDispensary,91,{shown},Lodge\n")
    made = run("import", "copies", file, "--write")
    if not day:
        assert "X635" in made.output and "2026-11-02 or 2026-02-11" in made.output
        return
    assert made.exit_code == 0, made.output
    found = entries(clinic, "copies")[-1]
    assert (found["number"], str(found["checked"]), found["manual"]) == ("91", day, "dispensary")
    assert found["place"] == {"en": "Lodge"}


def test_another_order_in_the_column_leaves_a_day_open(
    run: Run, tmp_path: Path, clinic: Path
) -> None:
    site = clinic / "plan_source/site.yml"
    site.write_text(
        f"{site.read_text(encoding='utf-8')}conventions: {{preset: us}}\n", encoding="utf-8"
    )
    file = tmp_path / "books.csv"
    rows = "Dispensary,91,11/02/2026\nDispensary,92,25/12/2026\n"
    file.write_text(f"Department,Copy no,Last checked\n{rows}")
    assert "books.csv:2:3: error X635" in run("import", "copies", file).output


def test_a_place_under_held_at_is_where_the_copy_lies(
    run: Run, clinic: Path, tmp_path: Path
) -> None:
    departments = clinic / "plan_source/departments.yml"
    text = departments.read_text(encoding="utf-8")
    (place,) = {one["name"]["en"]: one for one in entries(clinic, "departments")}.keys() & {
        "Dispensary"
    }
    file = tmp_path / "copies.csv"
    file.write_text(f"Manual,Copy no,Held at\n{place},93,Porters' lodge\n{place},94,Welcome Desk\n")
    made = run("import", "copies", file, "--write")
    assert made.exit_code == 0, made.output
    lodge, desk = entries(clinic, "copies")[-2:]
    assert (lodge["place"], lodge.get("department")) == ({"en": "Porters' lodge"}, None)
    assert (desk.get("place"), desk["department"]) == (None, "welcome-desk")
    assert "info X637" in made.output and "Porters' lodge (–); 1 cell" in made.output
    assert text == departments.read_text(encoding="utf-8")


def test_new_departments_without_codes_get_the_next_free_ones(
    run: Run, clinic: Path, tmp_path: Path
) -> None:
    taken = {entry["code"] for entry in entries(clinic, "departments")}
    file = tmp_path / "units.csv"
    file.write_text("Department,Grab box location\nAcute Oncology,Desk 2\nStroke Unit,Bay 1\n")
    made = run("import", "departments", file, "--write")
    assert made.exit_code == 0 and "info X638" in made.output, made.output
    oncology, stroke = entries(clinic, "departments")[-2:]
    assert oncology["code"] != stroke["code"] and taken.isdisjoint(
        (oncology["code"], stroke["code"])
    )
    assert f"acute-oncology → {oncology['code']}" in made.output
    assert stroke["box"]["place"] == {"en": "Bay 1"}


CHARGES = {
    "two prices": (
        "CDM,Description,OP Price,IP Price\n4101,Visit,812.00,790.00\n4102,Scan,9,8\n",
        "",
    ),
    "codes of all": (
        "CDM,Description,HCPCS,Price\n4100012,Visit,99283,812.00\n4100013,Scan,99283,9.00\n",
        "4100012",
    ),
    "item is a code": (
        "Item,Description,Our fee\n55028,Ultrasound,210.00\n56001,CT,340.00\n",
        "55028",
    ),
}


@pytest.mark.parametrize("case", CHARGES)
def test_of_two_prices_none_is_taken_and_codes_are_those_of_the_house(
    run: Run, clinic: Path, tmp_path: Path, case: str
) -> None:
    text, code = CHARGES[case]
    file = tmp_path / "charges.csv"
    file.write_text(text)
    made = run("import", "prices", file, "--write", *DATED)
    if not code:
        assert made.exit_code == 1
        assert "price=OP Price" in made.output and "price=IP Price" in made.output
        return
    assert made.exit_code == 0, made.output
    assert entries(clinic, "prices")[0]["code"] == code
