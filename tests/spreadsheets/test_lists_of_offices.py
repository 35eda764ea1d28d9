"""Registers that offices keep for other ends than a plan: rotas, ledgers of systems, price files
that the law asks for, registers of copies. What they say goes in; what they don't say is not made
up."""

from pathlib import Path

import pytest
import yaml

from tests.spreadsheets.conftest import Run
from tests.spreadsheets.files import xlsx
from tests.spreadsheets.test_as_people_keep_them import draft as draft
from tests.spreadsheets.test_as_people_keep_them import items
from tests.spreadsheets.test_telephone_lists import written

pytestmark = pytest.mark.usefixtures("draft")
DATED = ("--edition", "2026-1", "--date", "2026-05-01")


def test_of_numbers_headed_alike_the_one_behind_the_name_is_read(
    run: Run, clinic: Path, tmp_path: Path
) -> None:
    file = tmp_path / "rota.csv"
    file.write_text(
        "日期,值班领导,电话,姓名,电话,二线,电话\n12月1日,周某,13700000001,吴某,13700000002,郑某,13700000003\n",
        encoding="utf-8",
    )
    found = written(run, clinic, file)
    assert found["line-13700000002"]["name"]["zh"] == "吴某"  # type: ignore[index,call-overload]
    assert "line-13700000001" not in found


def test_rows_that_say_the_same_are_one_entry(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "systems.csv"
    file.write_text(
        "厂商联系人,联系电话\n何工,13600000001\n吕工,13600000002\n何工,13600000001\n",
        encoding="utf-8",
    )
    said = run("import", "contacts", file, "--write")
    assert "systems.csv:4:1: info X627" in said.output
    assert "0 entries changed, 2 added" in said.output


def test_a_figure_shown_with_its_thousands_is_one_number(
    run: Run, clinic: Path, tmp_path: Path
) -> None:
    file = tmp_path / "phones.xlsx"
    file.write_bytes(
        xlsx({"phones": [["科室", "电话"], ["氧气站", 8601]]}, formats={"B2": "#,##0"})
    )
    assert written(run, clinic, file)["line-8601"]["number"] == "8601"


def test_copies_of_a_register_with_a_row_for_each(run: Run, clinic: Path, tmp_path: Path) -> None:
    file = tmp_path / "copies.csv"
    file.write_text(
        "手册,语言,册号,存放地点\ndispensary,中文,01,窗口\ndispensary,中文,02-04,库房\n",
        encoding="utf-8",
    )
    said = run("import", "copies", file, "--write")
    assert said.exit_code == 0, said.output
    entries = yaml.safe_load((clinic / "plan_source/copies.yml").read_text(encoding="utf-8"))
    count = {entry.get("number"): entry["count"] for entry in entries}
    assert (count["01"], count["02-04"]) == (1, 3)


def test_opening_hours_are_those_of_the_calendar(run: Run, clinic: Path, tmp_path: Path) -> None:
    calendar = clinic / "plan_source/calendar.yml"
    windows = "hours:\n  - {id: desk-hours, name: {zh: 窗口时间, en: desk hours}, days: [mon], from: 8:00, to: 17:30}\n"
    calendar.write_text(calendar.read_text(encoding="utf-8") + windows, encoding="utf-8")
    file = tmp_path / "departments.csv"
    file.write_text(
        "科室,代码,开放时间\n营养科,N1,08:00-17:30\n康复科,N2,窗口时间\n高压氧科,N3,9:00-11:00\n",
        encoding="utf-8",
    )
    said = run("import", "departments", file, "--write")
    assert said.exit_code == 0, said.output
    assert "departments.csv:4:3: warning X619" in said.output
    entries = yaml.safe_load((clinic / "plan_source/departments.yml").read_text(encoding="utf-8"))
    hours = {entry["code"]: entry.get("hours") for entry in entries}
    assert (hours["N1"], hours["N2"], hours["N3"]) == (["desk-hours"], ["desk-hours"], None)


def test_the_file_of_standard_charges_is_read_as_it_is(
    run: Run, clinic: Path, tmp_path: Path
) -> None:
    """The layout that hospitals of the United States must publish."""
    file = tmp_path / "charges.csv"
    file.write_text(
        "hospital_name,last_updated_on,version\nRiverside,2026-10-01,2.0.0\n"
        "description,code|1,code|1|type,setting,standard_charge|gross,standard_charge|discounted_cash,standard_charge|min\n"
        "CBC W DIFF,00305014,CDM,both,$85.00,51.00,9\nMRI BRAIN,00610021,CDM,outpatient,3450,2070,310\n",
        encoding="utf-8",
    )
    made = run("import", "prices", file, *DATED, "--write")
    assert made.exit_code == 0, made.output
    assert [(one["code"], one["price"]) for one in items(clinic)] == [
        ("00305014", "85.00"),
        ("00610021", "3450"),
    ]


def test_a_heading_that_nothing_prints_needs_no_font(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "prices.csv"
    file.write_text("院內碼,名称,单价\nA1,敷料,35\n", encoding="utf-8")
    made = run("import", "prices", file, *DATED, "--column", "code=院內碼", "--write")
    assert made.exit_code == 0, made.output


def test_names_in_two_columns_are_one_name(run: Run, clinic: Path, tmp_path: Path) -> None:
    """As the address books of mail programs write them."""
    file = tmp_path / "outlook.csv"
    file.write_text(
        "First Name,Last Name,Job Title,Business Phone\nAlex,Stone,Head,8701\n,Reed,Engineer,8702\n",
        encoding="utf-8",
    )
    found = written(run, clinic, file, "--column", "number=Business Phone")
    assert found["alex-stone"]["name"]["en"] == "Alex Stone"  # type: ignore[index,call-overload]
    assert found["reed"]["number"] == "8702"


def test_family_and_given_name_in_chinese(run: Run, clinic: Path, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("姓,名,电话\n欧阳,某某,8701\n", encoding="utf-8")
    assert written(run, clinic, file)["line-8701"]["name"]["zh"] == "欧阳某某"  # type: ignore[index,call-overload]


def test_of_two_names_of_an_item_the_one_that_ends_as_ours_is_read(
    run: Run, clinic: Path, tmp_path: Path
) -> None:
    file = tmp_path / "drugs.csv"
    file.write_text(
        "药品编号,药品通用名称,药品商品名称,零售价\nY1,硝苯地平控释片,某某,23.10\n",
        encoding="utf-8",
    )
    made = run("import", "prices", file, *DATED, "--write")
    assert made.exit_code == 0, made.output
    assert items(clinic)[0]["name"] == "硝苯地平控释片"


def test_the_register_calls_the_complete_plan_and_days_as_people_do(
    run: Run, clinic: Path, tmp_path: Path
) -> None:
    file = tmp_path / "copies.csv"
    head = "Manual,Language,No of copies,Kept at,Last checked\n"
    file.write_text(f"{head}Complete plan,English,1,Store,20/11/2026\n", encoding="utf-8")
    assert run("import", "copies", file, "--write").exit_code == 0
    entries = yaml.safe_load((clinic / "plan_source/copies.yml").read_text(encoding="utf-8"))
    assert (entries[-1]["manual"], str(entries[-1]["checked"])) == ("plan", "2026-11-20")
    file.write_text(f"{head}Complete plan,English,1,Safe,03/04/2026\n", encoding="utf-8")
    assert "copies.csv:2:5: error X635" in run("import", "copies", file, "--write").output


@pytest.mark.parametrize(
    ("head", "row", "name", "note", "hours"),
    [
        ("Service,Contact,Phone,Remarks", "Acme,J. Reed,8411,24/7", "Acme", "Contact: J. Reed", "always"),
        ("供应商,联系人,职务,电话,备注", "某公司,何工,经理,8411,夜间打手机", "某公司", "联系人：何工；职务：经理；夜间打手机", None),
        ("供应商,联系人,电话,备注", ",何工,8411,", "何工", None, None),
        ("用途,电话,备注,位置", "氧气站,8411,24小时,一楼", "氧气站", "位置：一楼", "always"),
        ("名称,电话,服务时间", "氧气站,8411,周一至周六 9:00-17:00", "氧气站", "服务时间：周一至周六 9:00-17:00", "day"),
        ("名稱,電話,職稱", "急救站,8411,站主", "急救站", "职称：站主", None),
        ("病区,护士长,电话", "心内一病区,冯晓,8411", "心内一病区", "护士长：冯晓", None),
        ("Application,Vendor,Phone,Escalation contact", "PACS,Acme,8411,D. Reed", "PACS", "Vendor: Acme; Escalation contact: D. Reed", None),
        ("科室,电话,夜间值班人,楼层位置", "氧气站,8411,冯某,一楼", "氧气站", "夜间值班人：冯某；楼层位置：一楼", None),
        ("名称（中文）,名称（英文）,号码,备注（中文）,备注（英文）", "氧气站,,8411,夜间敲门,", "氧气站", "夜间敲门", None),
    ],
)  # fmt: skip
def test_who_answers_and_what_else_a_list_says_are_the_note(
    run: Run, clinic: Path, tmp_path: Path, head: str, row: str, name: str, note: str | None, hours: str | None
) -> None:  # fmt: skip
    file = tmp_path / "list.csv"
    file.write_text(f"{head}\n{row}\n", encoding="utf-8")
    said = run("import", "contacts", file, "--write")
    entries = yaml.safe_load((clinic / "plan_source/contacts.yml").read_text(encoding="utf-8"))
    (entry,) = [one for one in entries if one.get("number") == "8411"]
    assert list(entry["name"].values()) == [name]
    assert list(entry.get("note", {"": None}).values()) == [note]
    assert entry.get("hours") == hours
    assert "X605" not in said.output and "X619" not in said.output


def test_a_column_that_alone_has_words_holds_the_names(
    run: Run, clinic: Path, tmp_path: Path
) -> None:
    file = tmp_path / "rooms.csv"
    file.write_text("诊室,电话,编制\n内科1诊室,8411,3\n口腔科,8412,2\n", encoding="utf-8")
    assert written(run, clinic, file)["line-8412"]["name"]["zh"] == "口腔科"  # type: ignore[index,call-overload]
    assert "list.csv:1:1: info X631" in run("import", "contacts", file).output.replace(
        "rooms", "list"
    )
    file.write_text("编码,名称,库存\nA1,纱布,35\n", encoding="utf-8")
    said = run("import", "prices", file, *DATED, "--write").output
    assert 'error X604: no column is headed "price"' in said, "figures are never guessed"


def test_rejected_rows_are_as_the_file_has_them(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("供应商,联系人,电话\n某公司,何工,88O1\n", encoding="utf-8")
    rejects = tmp_path / "rejects.csv"
    run("import", "contacts", file, "--write", "--rejects", rejects)
    assert "某公司,何工,88O1" in rejects.read_text(encoding="utf-8-sig")


def test_what_can_be_done_about_traditional_characters_is_said_once(
    run: Run, tmp_path: Path
) -> None:
    file = tmp_path / "big5.csv"
    file.write_bytes("單位,分機\n檢驗科,8501\n輸血科,8502\n合計,2\n".encode("big5"))
    said = run("import", "contacts", file).output
    assert said.count("X630") == 1 and "G101" not in said
    assert "Traditional to Simplified" in said and "X605" not in said


def test_remarks_of_prices_are_kept_and_printed(run: Run, clinic: Path, tmp_path: Path) -> None:
    file = tmp_path / "prices.csv"
    file.write_text("编码,名称,单价（元/次）,备注\nA1,换药,8,每日限一次\n", encoding="utf-8")
    assert run("import", "prices", file, *DATED, "--write").exit_code == 0
    assert items(clinic)[0]["note"] == "每日限一次"
