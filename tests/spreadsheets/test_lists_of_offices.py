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
        "系统名称,厂商联系人,联系电话\nHIS,何工,13600000001\nLIS,吕工,13600000002\nEMR,何工,13600000001\n",
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
    assert "copies.csv:2:5: error L104" in run("import", "copies", file, "--write").output
