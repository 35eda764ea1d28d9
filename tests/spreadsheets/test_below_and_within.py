"""What stands below a list and within its cells: lines about who made it, sums, several numbers in
one cell, hours and days as people write them. Nothing of it becomes an entry, and no entry is lost
by it."""

from pathlib import Path

import pytest
import yaml
from wardbook.commands.list_files import rejected_rows
from wardbook.findings import Mark, error, info
from wardbook.plan.data import Scalar
from wardbook.plan.model.registries import Contact
from wardbook.spreadsheets.columns import columns
from wardbook.spreadsheets.cover_words import cover_word
from wardbook.spreadsheets.headings import heading_names
from wardbook.spreadsheets.laid_out_tables import tables_of
from wardbook.spreadsheets.several_numbers import numbers_in
from wardbook.spreadsheets.worksheets import read_sheets

from tests.spreadsheets.conftest import Run
from tests.spreadsheets.files import xlsx
from tests.spreadsheets.test_as_people_keep_them import DATED, taken
from tests.spreadsheets.test_as_people_keep_them import draft as draft
from tests.spreadsheets.test_telephone_lists import written

pytestmark = pytest.mark.usefixtures("draft")
HERE = Mark("list.csv", 2, 3)


@pytest.mark.parametrize(
    ("cell", "usual", "numbers"),
    [
        ("8401/8402", 4, ["8401", "8402"]),
        ("8411、000-83660011", 4, ["8411", "000-83660011"]),
        ("内线8431；外线000-83660012", 4, ["8431", "000-83660012"]),
        ("８６０１\n８６０２", 4, ["8601", "8602"]),
        ("2301 or 2302", 4, ["2301", "2302"]),
        ("8401或8402", 4, ["8401", "8402"]),
        ("8421 8422", 4, ["8421", "8422"]),
        ("8421 8422", 8, []),
        ("8366 1234", 8, []),
        ("8301 13900000001", 4, ["8301", "13900000001"]),
        ("+86 13900000001", 4, []),
        ("139 0000 0003", 4, []),
        ("8401/02", 4, []),
        ("8401/王某", 4, []),
        ("8702转3", 4, []),
        ("8401/8401", 4, ["8401"]),
        ("8295（白班） 8296（夜班）", 4, ["8295", "8296"]),
        ("8290（13900000001）", 4, ["8290", "13900000001"]),
        ("8290（手机 13900000001）", 4, []),
        ("8290（陈工）", 4, []),
    ],
)
def test_numbers_of_a_cell(cell: str, usual: int, numbers: list[str]) -> None:
    assert list(numbers_in(Scalar(cell, HERE), usual)) == numbers


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("4250/4251 (nights 4300)", {"4250": "", "4251": "", "4300": "nights"}),
        ("8290（夜间8300）", {"8290": "", "8300": "夜间"}),
        ("日8290 夜8300", {"8290": "日", "8300": "夜"}),
        ("Day: 8421\nNight: 8429", {"8421": "Day", "8429": "Night"}),
        ("8290 day / 8300 night", {"8290": "day", "8300": "night"}),
        ("Office hrs 8412 / After hrs 8419", {"8412": "Office hrs", "8419": "After hrs"}),
        ("张工13800000011、李工13800000012", {"13800000011": "张工", "13800000012": "李工"}),
        ("8290 & 8291", {"8290": "", "8291": ""}),
        # Which number holds, or whose the words are, is not certain
        ("8290 (not 8291)", {}),
        ("was 8290, now 8300", {}),
        ("8290（原8291）", {}),
        ("Ext 8290 bleep 123", {}),
        ("T 8290 F 8299", {}),
        ("8290 or 8291 after 6pm", {}),
        ("8290~8292", {}),
        ("8601-8605 (nights 8300)", {}),
        ("(312) 555-0171 x4410", {}),
        ("020 7946 0101 ext 22", {}),
        ("8290 8:00-17:30, 8300 at night", {}),
    ],
)
def test_words_tell_the_numbers_of_a_cell_apart(cell: str, told: dict[str, str]) -> None:
    assert numbers_in(Scalar(cell, HERE), 4) == told


def test_each_number_of_a_cell_is_an_entry_and_stays_it(
    run: Run, clinic: Path, tmp_path: Path
) -> None:
    file = tmp_path / "phones.csv"
    file.write_text(
        "科室,电话,备注\n导诊台,0123/7022,一楼\n氧气站,8501；13900000009,\n门卫,8503,\n",
        encoding="utf-8",
    )
    shown = run("import", "contacts", file)
    assert "phones.csv:2:2: info X629" in shown.output and "2 (rows 2, 3)" in shown.output
    found = written(run, clinic, file)
    assert found["welcome-line"]["number"] == "0123"
    assert found["line-7022"]["name"]["zh"] == "导诊台"  # type: ignore[index,call-overload]
    assert found["line-7022"]["department"] == "welcome-desk"
    assert {found[own]["number"] for own in ("line-8501", "line-13900000009")} == {
        "8501",
        "13900000009",
    }
    again = run("import", "contacts", file, "--write")
    assert "already says the same" in again.output, again.output


@pytest.mark.parametrize(
    ("cell", "meant"),
    [("8601-8605", "8601; …; 8605"), ("5130～5131", "5130; 5131"), ("8401/02", "8401; 8402")],
)
def test_a_span_of_numbers_is_refused(run: Run, tmp_path: Path, cell: str, meant: str) -> None:
    file = tmp_path / "phones.csv"
    file.write_text(f"科室,电话\n氧气站,{cell}\n", encoding="utf-8")
    said = run("import", "contacts", file, "--write")
    assert "phones.csv:2:2: error X626" in said.output and meant in said.output
    assert "Nothing was written" in said.output


@pytest.mark.parametrize("number", ["8366-1234", "000-0004", "0571-8829", "555-0130"])
def test_a_number_with_a_dash_is_no_span(
    run: Run, clinic: Path, tmp_path: Path, number: str
) -> None:
    file = tmp_path / "phones.csv"
    file.write_text(f"科室,电话\n氧气站,{number}\n", encoding="utf-8")
    numbers = [entry.get("number") for entry in written(run, clinic, file).values()]
    assert number in numbers


@pytest.mark.parametrize(
    "line",
    [
        "总值班室制,,2026年9月30日",
        "填报人：张某,复核：孔某,",
        "编制单位：院总值班室,,2026年7月1日",
        "Approved by:,,J. Doe",
        "Printed: 30/11/2026,Page 1 of 1,",
        "Printed on 11/02/2026 07:14 AM,,Page 1 of 1",
        "共5条记录,打印时间:2026-11-30 08:15,",
        "Report date,11/30/2026,",
        "*** End of report ***,,3 rows in total",
    ],
)
def test_a_line_below_a_list_is_no_entry(run: Run, clinic: Path, tmp_path: Path, line: str) -> None:
    file = tmp_path / "phones.csv"
    file.write_text(f"名称,电话,备注\n氧气站,8501,\n{line}\n", encoding="utf-8")
    before = yaml.safe_load((clinic / "plan_source/contacts.yml").read_text(encoding="utf-8"))
    after = written(run, clinic, file)
    assert set(after) - {entry["id"] for entry in before} == {"line-8501"}


@pytest.mark.parametrize(
    ("line", "own"),
    [("制剂室（自制）,8502,", "line-8502"), ("Printed matter,8503,Note: store", "printed-matter")],
)
def test_an_entry_that_looks_like_such_a_line_goes_in(
    run: Run, clinic: Path, tmp_path: Path, line: str, own: str
) -> None:
    file = tmp_path / "phones.csv"
    file.write_text(f"名称,电话,备注\n{line}\n氧气站,8501,\n", encoding="utf-8")
    assert own in written(run, clinic, file)


def test_a_sum_below_the_list_that_nobody_calculated_stops_nothing(
    run: Run, clinic: Path, tmp_path: Path
) -> None:
    file = tmp_path / "prices.xlsx"
    rows = [["编码", "名称", "单位", "单价", "成本"], ["A1", "床位费", "床日", 40, "=D2/2"]]
    file.write_bytes(xlsx({"住院": [*rows, ["合计", None, None, "=SUM(D2:D2)"]]}))
    assert [item["price"] for item in taken(run, clinic, file)] == ["40"]


def test_a_price_that_nobody_calculated_is_refused(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "prices.xlsx"
    file.write_bytes(xlsx({"住院": [["编码", "名称", "单价"], ["A1", "床位费", "=2*20"]]}))
    said = run("import", "prices", file, *DATED, "--write")
    assert "prices.xlsx:2:3: error X608" in said.output


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("5×8", "day"),
        ("5*8小时", "day"),
        ("5天8小时", "day"),
        ("周一至周五", "day"),
        ("周一至周五 8:00-17:30", "day"),
        ("Mon-Fri 08:00-18:00", "day"),
        ("Mon - Fri", "day"),
        ("Mon-Fri 22:00-6:00", "Mon-Fri 22:00-6:00"),
        ("7天24小时", "always"),
        ("7*24h", "always"),
        ("每天24小时", "always"),
        ("24 / 7", "always"),
        ("on call", "on call"),
    ],
)
def test_hours_as_people_write_them(said: str, meant: str) -> None:
    assert cover_word(said) == meant


def test_hours_that_nobody_can_tell_leave_the_number(
    run: Run, clinic: Path, tmp_path: Path
) -> None:
    file = tmp_path / "phones.csv"
    file.write_text("名称,电话,值班时间\n氧气站,8501,双周轮换\n", encoding="utf-8")
    entry = written(run, clinic, file)["line-8501"]
    assert entry["number"] == "8501" and "hours" not in entry
    assert entry["note"]["zh"] == "值班时间：双周轮换"  # type: ignore[index,call-overload]


def test_days_in_digits_are_days(run: Run, clinic: Path, tmp_path: Path) -> None:
    file = tmp_path / "phones.csv"
    file.write_text("名称,电话,更新日期\n氧气站,8501,20261008\n", encoding="utf-8")
    assert str(written(run, clinic, file)["line-8501"]["verified"]) == "2026-10-08"


def test_abbreviations_do_not_make_a_column_english(run: Run, clinic: Path, tmp_path: Path) -> None:
    file = tmp_path / "phones.csv"
    file.write_text("名称,电话,备注\n影像登记,8501,CT、DR\n氧气站,8502,\n", encoding="utf-8")
    assert written(run, clinic, file)["line-8501"]["note"]["zh"] == "CT、DR"  # type: ignore[index,call-overload]


def test_a_department_that_some_rows_lack_is_the_name_all_the_same(
    run: Run, clinic: Path, tmp_path: Path
) -> None:
    file = tmp_path / "phones.csv"
    file.write_text(
        "序号,科  室,值班电话\n1,氧气站,8501\n2,导诊台,8502\n编制单位：总值班室,,2026年7月1日\n",
        encoding="utf-8",
    )
    assert written(run, clinic, file)["line-8501"]["name"]["zh"] == "氧气站"  # type: ignore[index,call-overload]


def test_a_register_of_copies_by_department_in_one_language(
    run: Run, clinic: Path, tmp_path: Path
) -> None:
    file = tmp_path / "copies.csv"
    file.write_text(
        "序号,册号,领取科室,存放位置\n1,61,药局,窗口抽屉\n2,62-63,导诊台,柜台\n", encoding="utf-8"
    )
    said = run("import", "copies", file, "--write")
    assert said.exit_code == 0, said.output
    entries = yaml.safe_load((clinic / "plan_source/copies.yml").read_text(encoding="utf-8"))
    found = {entry.get("number"): entry for entry in entries}
    assert (found["61"]["manual"], found["61"]["language"]) == ("dispensary", "zh")
    assert (found["62-63"]["count"], found["62-63"]["place"]) == (2, {"zh": "柜台"})


@pytest.mark.parametrize(
    ("name", "headings", "row", "known"),
    [
        ("prices", "类别,项目编号,检查项目,单位,现价", "一般,1001,内科检查,次,8", "1001"),
        ("prices", "Tariff no.,Service,Unit,Fee (EUR)", "001,Statement,each,1.50", "001"),
        ("departments", "机构编码,机构名称,办公时间", "A01,政策法规科,全天", "A01"),
        ("departments", "Dept No,Department", "010,Physiotherapy", "010"),
        ("contacts", "网点名称,值班电话,营业时间", "城东支行,8509,9:00-17:00", "8509"),
        ("contacts", "值班类别,值班电话,值班时间", "供氧值班,8510,24小时", "8510"),
    ],
)
def test_headings_of_other_houses(
    run: Run, clinic: Path, tmp_path: Path, name: str, headings: str, row: str, known: str
) -> None:
    file = tmp_path / "list.csv"
    file.write_text(f"{headings}\n{row}\n", encoding="utf-8")
    dated = DATED if name == "prices" else ()
    said = run("import", name, file, "--write", *dated)
    assert said.exit_code == 0, said.output
    assert known in (clinic / f"plan_source/{name}.yml").read_text(encoding="utf-8")


def test_a_title_that_comes_again_on_each_page_is_no_group(
    run: Run, clinic: Path, tmp_path: Path
) -> None:
    file = tmp_path / "prices.csv"
    page = ",收费标准公示表,,\n项目代码,项 目 名 称,计价单位,收费标准(元)\n"
    file.write_text(
        f"{page}1201,特级护理,小时,8\n,,,第1页\n{page}一、抢救,,,\n1202,大抢救,日,120元\n",
        encoding="utf-8",
    )
    found = taken(run, clinic, file)
    assert [item.get("group") for item in found] == [None, "一、抢救"]


@pytest.mark.parametrize(
    ("price", "unit", "said"),
    [
        ("0.3元/g", "g", "0.3"),
        ("3／小时", "小时", "3"),
        ("2.5元/瓶", "瓶", "2.5"),
        ("35.-", "次", "35"),
    ],
)
def test_a_price_with_its_unit(
    run: Run, clinic: Path, tmp_path: Path, price: str, unit: str, said: str
) -> None:
    file = tmp_path / "prices.csv"
    file.write_text(f"编码,药品,单位,单价\nZ1,当归,{unit},{price}\n", encoding="utf-8")
    assert taken(run, clinic, file)[0]["price"] == said


def test_a_price_by_another_unit_is_refused(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "prices.csv"
    file.write_text("编码,药品,单位,单价\nZ1,当归,g,3元/kg\n", encoding="utf-8")
    assert "neither an amount nor words" in run("import", "prices", file, *DATED).output


def test_an_apostrophe_before_a_number_keeps_its_zeros_only(
    run: Run, clinic: Path, tmp_path: Path
) -> None:
    file = tmp_path / "phones.csv"
    file.write_text("名称,电话,备注\n氧气站,'0571 8800,'90s wing\n", encoding="utf-8")
    found = written(run, clinic, file)["line-0571-8800"]
    assert found["number"] == "0571 8800"
    assert found["note"]["en"] == "'90s wing"  # type: ignore[index,call-overload]


def test_a_row_without_a_name_is_called_by_its_post(run: Run, clinic: Path, tmp_path: Path) -> None:
    file = tmp_path / "phones.csv"
    file.write_text("科室,姓名,电话\n锅炉房,方某,8501\n氧气站,,8502\n", encoding="utf-8")
    found = written(run, clinic, file)
    assert "氧气站" in found["line-8502"]["name"]["zh"]  # type: ignore[index,call-overload,operator]


def test_a_manual_is_known_by_its_departments_name(run: Run, clinic: Path, tmp_path: Path) -> None:
    file = tmp_path / "copies.csv"
    file.write_text("手册名称,受控号,份数\n药局手册,A-71,2\n", encoding="utf-8")
    said = run("import", "copies", file, "--write")
    assert said.exit_code == 0, said.output
    entries = yaml.safe_load((clinic / "plan_source/copies.yml").read_text(encoding="utf-8"))
    assert ("dispensary", "A-71") in [(one["manual"], one.get("number")) for one in entries]


def test_an_error_that_stands_in_the_plan_too_is_that_of_its_row(tmp_path: Path) -> None:
    file = tmp_path / "phones.csv"
    file.write_text("名称,电话\n氧气站,8501\n门卫,8503\n", encoding="utf-8")
    names = heading_names(columns(Contact, ("zh",)), "contacts")
    (table,) = tables_of(read_sheets(file)[0], names)
    first, second = (row[0].mark for row in table.rows)
    there = Mark("plan_source/contacts.yml", 3, 1)
    found = error("E401", there, second, given="x")
    alone = error("E401", there, given="y")
    noted = info("X618", first, count=1, rows="2")
    assert rejected_rows((table,), [found, alone, noted]) == {second: [found]}


def test_tables_below_one_another_and_area_codes(run: Run, clinic: Path, tmp_path: Path) -> None:
    rows = [
        ["单位", "区号", "电话"],
        ["市中心血站", "0571", "66600021"],
        ["供电抢修", "0571", "95598"],
        ["院内"],
        ["分机", "科室"],
        ["8701", "骨密度室"],
    ]
    file = tmp_path / "phones.xlsx"
    file.write_bytes(xlsx({"电话": rows}))
    numbers = [entry.get("number") for entry in written(run, clinic, file).values()]
    assert {"8701", "0571-66600021", "95598"} <= set(numbers)
    file = tmp_path / "prices.csv"
    file.write_text(
        "编码,名称,单位,单价\nA1,换药,次,5\n注：节假日另计,,,\n名称,编码,单价,单位\n导尿,A2,9,次\n",
        encoding="utf-8",
    )
    taken_in = run("import", "prices", file, *DATED)
    assert "X618: rows of a single cell that are not read: 1 (rows 3)" in taken_in.output
    assert "+ A1 换药 5/次\n+ A2 导尿 9/次\n" in taken_in.output
