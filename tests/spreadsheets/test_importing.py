"""What an import takes, what it refuses and where it says so; and that the YAML keeps what nobody
changed."""

import datetime
import io
import zipfile
from pathlib import Path

import pytest
from wardbook.report.messages import codes

from tests.spreadsheets.conftest import Run, cells, workbook

HEAD = "id,name.zh,name.en,number\n"


def yaml_of(clinic: Path, name: str = "contacts") -> str:
    return (clinic / "plan_source" / f"{name}.yml").read_text(encoding="utf-8")


def refused(run: Run, clinic: Path, file: Path) -> str:
    """What an import says that writes nothing."""
    before = yaml_of(clinic)
    result = run("import", "contacts", file, "--write")
    assert result.exit_code == 1
    assert "Nothing was written" in result.stderr
    assert yaml_of(clinic) == before
    return result.stderr.replace(str(file), file.name)


def packed(**parts: str) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return archive.getvalue()


def too_much() -> bytes:
    """A document of LibreOffice that unpacks into more than any list."""
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as made:
        kind = "application/vnd.oasis.opendocument.spreadsheet"
        made.writestr("mimetype", kind, zipfile.ZIP_STORED)
        made.writestr("content.xml", "0" * 60_000_000)
    return archive.getvalue()


BAD: dict[str, tuple[str, bytes, str]] = {
    "X601": ("list.pdf", b"%PDF", "list.pdf: error X601"),
    "X601-web-page": ("list.xls", b"<html><table><tr><td>id", "list.xls: error X601"),
    "X602-ods": ("list.ods", b"PK", "list.ods: error X602"),
    "X602-xls": ("list.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "list.xls: error X602"),
    "X602": ("list.xlsx", b"PK but no more", "list.xlsx: error X602"),
    "X602-entities": (
        "list.xlsx",
        packed(a='<!DOCTYPE x [<!ENTITY a "b">]><x/>'),
        "list.xlsx: error X602",
    ),
    "X602-entities-late": (
        "list.xlsx",
        packed(a='<?xml version="1.0"?>' + " " * 9000 + '<!DOCTYPE x [<!ENTITY a "b">]><x/>'),
        "list.xlsx: error X602",
    ),
    "X602-no-end-of-spaces": ("list.xlsx", packed(a=" " * 200_000), "list.xlsx: error X602"),
    "X628": (
        "list.xlsx",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "list.xlsx: error X628",
    ),
    "X611-field": ("list.csv", (HEAD + "x," + "y" * 200_000).encode(), "list.csv: error X611"),
    "X603": ("list.csv", b"id,number\nx,\xff\xff\xff\n", "list.csv: error X603"),
    "X604": ("list.csv", b"wing,spot,number\nEast,Corner,7001\n", "list.csv:1:1: error X604"),
    "X635": ("list.csv", b"id,verified\nhelpdesk,03/04/2026\n", "list.csv:2:2: error X635"),
    "S016-empty": ("list.csv", b"", "list.csv: error S016"),
    "X606": (
        "list.csv",
        "id,number,号码\nhelpdesk,7001,7001\n".encode(),
        "list.csv:1:3: error X606",
    ),
    "X607": ("list.csv", b"id,number\nhelpdesk,1.38E+10\n", "list.csv:2:2: error X607"),
    "X607-cell": (
        "list.xlsx",
        workbook([["id", "number"], ["helpdesk", 10**17]]),
        "list.xlsx:2:2: error X607",
    ),
    "X608": (
        "list.xlsx",
        workbook([["id", "number"], ["helpdesk", "=1/0"]]),
        "list.xlsx:2:2: error X608",
    ),
    "X608-error": (
        "list.xlsx",
        workbook([["id", "number"], ["helpdesk", "#REF!"]]),
        "list.xlsx:2:2: error X608",
    ),
    "X609": ("list.csv", b"id,number\nwelcome-line,123\n", "list.csv:2:2: error X609"),
    "X609-spaced": (
        "list.csv",
        b"name.zh,name.en,number\nA,A,0412 345 680\nB,B,412345678\n",
        "list.csv:3:3: error X609",
    ),
    "X609-cell": (
        "list.xlsx",
        workbook([["id", "number"], ["welcome-line", 123]]),
        "list.xlsx:2:2: error X609",
    ),
    "X611": ("list.ods", too_much(), "list.ods: error X611"),
    "X611-letters": ("list.csv", b"id\n" + b"x" * 40_000, "list.csv: error X611"),
    "X611-wide": ("list.xlsx", workbook([["id", *[None] * 300, "x"]]), "list.xlsx: error X611"),
    "X616": ("list.csv", b"id,number\nhelpdesk,15-Apr\n", "list.csv:2:2: error X616"),
    "X616-cell": (
        "list.xlsx",
        workbook([["id", "number"], ["helpdesk", datetime.datetime(2026, 4, 15)]]),
        "list.xlsx:2:2: error X616",
    ),
    "X617": (
        "list.xlsx",
        workbook([["id", "number"], ["helpdesk", "7001"], [None, "7002"]], merged="A2:A3"),
        "list.xlsx:3:1: error X617",
    ),
    "X617-two-columns": (
        "list.xlsx",
        workbook([["id", "number", "note.en"], ["helpdesk", "7001", None]], merged="B2:C2"),
        "list.xlsx:2:2: error X617",
    ),
    "X626": (
        "list.csv",
        "id,number\nhelpdesk,同上\n".encode(),
        "list.csv:2:2: error X626",
    ),
    "X626-amount": (
        "list.csv",
        b'id,number\nhelpdesk,"8,601"\n',
        "list.csv:2:2: error X626",
    ),
    "X630": (
        "list.csv",
        "單位,分機\n檢驗科,8501\n輸血科,8502\n合計,2\n".encode("big5"),
        "list.csv:2:1: error X630",
    ),
    "F870": (
        "list.csv",
        b'id,number,covers\nhelpdesk,7001,"all day\nlobby,7002,day\nporter,7003,night"\n',
        "list.csv:2:3: error F870",
    ),
    "F870-two-columns": (
        "list.csv",
        b'id,number\nhelpdesk,"7001\nwelcome-line,7002\n',
        "list.csv:2:2: error F870",
    ),
    "F870-closed-by-another": (
        "list.csv",
        b'id;number\nhelpdesk;"7001\nwelcome-line;"7002"\n',
        "list.csv:2:2: error F870",
    ),
    "F870-announced": (
        "list.csv",
        b'sep=;\n\nid;note.en\n\nhelpdesk;"all day\nwelcome-line;day\n',
        "list.csv:5:2: error F870",
    ),
    "L113": (
        "list.csv",
        b'id,number\nhelpdesk,"7001\nwelcome-line,7002"\n',
        "list.csv:2:2: error L113",
    ),
    "L113-name": (
        "list.xlsx",
        workbook([["id", "name.en"], ["helpdesk", "Help\ndesk"]]),
        "list.xlsx:2:2: error L113",
    ),
    "S003": ("list.csv/x.csv", b"", "error S003"),
    "S022": ("list.csv", b"id,number\nhelpdesk,70\x0701\n", "list.csv:2:2: error S022"),
    "L103": ("list.csv", b"id,number\nlobby,7009\n", "list.csv:2:1: error L103"),
    "E410": ("list.csv", (HEAD + "lobby,大堂,Lobby,\n").encode(), "list.csv:2:1: error E410"),
    "L104": ("list.csv", b"id,verified\nhelpdesk,soon\n", "list.csv:2:2: error L104"),
    "L111": ("list.csv", b"id,audience\nhelpdesk,nurses\n", "list.csv:2:2: error L111"),
    "L121": ("list.csv", b"id,number\nhelpdesk,7009\nhelpdesk,7010\n", "error L1"),
    "R202": ("list.csv", b"id,depends_on\nhelpdesk,swichboard\n", "list.csv:2:2: error R202"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_sheet_is_refused_at_its_cell(
    run: Run, clinic: Path, tmp_path: Path, case: str
) -> None:
    name, content, said = BAD[case]
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    if "/" not in name:
        file.write_bytes(content)
    assert said in refused(run, clinic, file)


def test_entries_that_the_sheet_lacks_stay_unless_asked(
    run: Run, clinic: Path, tmp_path: Path
) -> None:
    file = tmp_path / "list.csv"
    file.write_text("id,number\nhelpdesk,7002\n", encoding="utf-8")
    result = run("import", "contacts", file, "--write")
    assert result.exit_code == 0
    assert result.stderr.count("X610") == 1
    assert (
        "entries that are not in" in result.stderr and "stay: 6 (helpdesk-mobile" in result.stderr
    )
    assert "id: duty-line" in yaml_of(clinic)
    assert 'number: "7002"' in yaml_of(clinic)
    assert yaml_of(clinic).count("\n") == 12


NOTES = {
    "X605",
    "X610",
    "X614",
    "X615",
    "X618",
    "X619",
    "X627",
    "X629",
    "X631",
    "X632",
    "X633",
    "X634",
    "X636",
    "X637",
    "X638",
}
"""What stops nothing: test_as_people_keep_them.py, test_lists_of_offices.py,
test_below_and_within.py, test_unknown_headings.py."""
WRITING = {"X612", "X613"}
"""What is found out when the YAML is composed: tests/test_plan_files.py."""

OF_WORD = {"X620", "X621", "X622", "X623", "X624", "X625"}
"""What is found in files of Word: tests/word."""


def test_every_code_of_sheets_has_a_case() -> None:
    known = {code for code in codes("en") if code.startswith("X")}
    assert known - {case[:4] for case in BAD} == {*NOTES, *WRITING, *OF_WORD}


NEAR: dict[str, bytes] = {
    "as excel writes it": "\ufeffid,number\r\nhelpdesk,7002\r\n".encode(),
    "gbk": "编号,号码,备注（中文）\nhelpdesk,7002,\n".encode("gbk"),
    "utf-16": "id\tnumber\nhelpdesk\t7002\n".encode("utf-16"),
    "semicolons": b"sep=;\nid;number\nhelpdesk;7002\n",
    "headings in other letters": b" ID , NUMBER \nhelpdesk, 7002 \n",
    "number kept as text": b'id,number\nhelpdesk,="7002"\n',
    "empty rows": b"\n\nid,number\n,\nhelpdesk,7002\n,,\n",
    "zeros that were never there": b"id,number\nhelpdesk,7002\nrooms-line,7020\n",
    "a date as people write it": "id,number,最近核实\nhelpdesk,7002,2026/5/30\n".encode(),
}


@pytest.mark.parametrize("case", NEAR)
def test_a_sheet_as_programs_write_it_is_read(
    run: Run, clinic: Path, tmp_path: Path, case: str
) -> None:
    before = yaml_of(clinic)
    file = tmp_path / "list.csv"
    file.write_bytes(NEAR[case])
    result = run("import", "contacts", file, "--write")
    assert (result.exit_code, ": error" in result.stderr) == (0, False), result.stderr
    # Nobody has called the new number yet, unless the sheet says when
    line, _, others = before.partition("\n")
    line = line.replace('"7001"', '"7002"')
    if "最近核实".encode() not in NEAR[case]:
        line = line.replace(", verified: 2026-05-30", "")
    assert yaml_of(clinic) == f"{line}\n{others}"


def test_a_workbook_with_numbers_and_dates_is_read(run: Run, clinic: Path, tmp_path: Path) -> None:
    file = tmp_path / "list.xlsx"
    file.write_bytes(
        workbook([["id", "number", "verified"], ["helpdesk", 7002, datetime.datetime(2026, 6, 1)]])
    )
    assert run("import", "contacts", file, "--write").exit_code == 0
    line = yaml_of(clinic).splitlines()[0]
    assert 'number: "7002"' in line
    assert "verified: 2026-06-01" in line


def test_nothing_is_written_without_being_asked(run: Run, clinic: Path, tmp_path: Path) -> None:
    before = yaml_of(clinic)
    file = tmp_path / "list.csv"
    file.write_text("id,number\nhelpdesk,7002\n", encoding="utf-8")
    result = run("import", "contacts", file)
    assert result.exit_code == 0
    assert '+- {id: helpdesk, name: {en: Helpdesk, zh: 技术值班}, number: "7002"' in result.stdout
    assert "1 entry changed, 0 added, 0 removed" in result.stderr
    assert yaml_of(clinic) == before


def test_comments_and_layout_of_the_rest_stay(run: Run, clinic: Path, tmp_path: Path) -> None:
    path = clinic / "plan_source" / "contacts.yml"
    head = "# Kept by the desk lead.\n"
    path.write_text(
        head + yaml_of(clinic).replace("hours: day", "hours: day # weekdays"), encoding="utf-8"
    )
    before = yaml_of(clinic).splitlines()
    file = tmp_path / "list.csv"
    rows = "helpdesk,技术值班,Helpdesk,7001\nchart-vendor,病历系统厂商,Chart supplier,700-9999\n大堂,大堂,Lobby,0800\n"
    file.write_text(HEAD + rows.replace("大堂,大堂", "lobby,大堂"), encoding="utf-8")
    assert run("import", "contacts", file, "--write").exit_code == 0
    after = yaml_of(clinic).splitlines()
    assert [line for line in before if line not in after] == ['  number: "700-5678"']
    assert [line for line in after if line not in before] == [
        '  number: "700-9999"',
        "- id: lobby",
        "  name: {zh: 大堂, en: Lobby}",
        '  number: "0800"',
    ]


def test_entries_are_taken_out_when_asked(run: Run, clinic: Path, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    assert run("export", "copies", file).exit_code == 0
    lines = file.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    file.write_text("".join(lines[:-1]), encoding="utf-8")
    result = run("import", "copies", file, "--write", "--remove-missing")
    assert "0 entries changed, 0 added, 1 removed" in result.stderr
    assert "id: plan-en" not in yaml_of(clinic, "copies")


def test_a_list_that_the_project_does_not_have_yet(run: Run, clinic: Path, tmp_path: Path) -> None:
    (clinic / "plan_source" / "copies.yml").unlink()
    file = tmp_path / "list.csv"
    head = "id,manual,language,count,number,place.zh,place.en,holder\n"
    file.write_text(
        head + "plan-en,plan,en,1,01,门旁书架,Shelf by the door,technician\n", encoding="utf-8"
    )
    assert run("import", "copies", file, "--write").exit_code == 0
    assert yaml_of(clinic, "copies") == (
        "- id: plan-en\n  manual: plan\n  language: en\n  count: 1\n"
        '  number: "01"\n  place: {zh: 门旁书架, en: Shelf by the door}\n  holder: technician\n'
    )


def test_a_list_that_can_not_be_read_is_left_alone(run: Run, clinic: Path, tmp_path: Path) -> None:
    path = clinic / "plan_source" / "contacts.yml"
    path.write_text("- {id: helpdesk\n", encoding="utf-8")
    file = tmp_path / "list.csv"
    file.write_text("id,number\nhelpdesk,7002\n", encoding="utf-8")
    assert run("import", "contacts", file, "--write").exit_code == 1
    assert run("export", "contacts", tmp_path / "out.csv").exit_code == 1
    assert yaml_of(clinic) == "- {id: helpdesk\n"


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "+86 10 7001", "-7001", "@desk", "'=x"])
def test_no_cell_runs_as_a_formula(run: Run, clinic: Path, tmp_path: Path, text: str) -> None:
    path = clinic / "plan_source" / "contacts.yml"
    path.write_text(yaml_of(clinic).replace('"7040"', f'"{text}"'), encoding="utf-8")
    for kind in ("csv", "xlsx"):
        file = tmp_path / f"list.{kind}"
        assert run("export", "contacts", file).exit_code == 0
        if kind == "csv":
            assert f",'{text}," in file.read_text(encoding="utf-8-sig")
        else:
            assert text in [cell for row in cells(file) for cell in row]
            sheet = zipfile.ZipFile(file).read("xl/worksheets/sheet1.xml")
            assert b"<f>" not in sheet
        assert "already" in run("import", "contacts", file).stderr


def test_leading_zeros_survive(run: Run, tmp_path: Path) -> None:
    assert run("export", "contacts", tmp_path / "list.xlsx").exit_code == 0
    assert "0123" in [cell for row in cells(tmp_path / "list.xlsx") for cell in row]


def test_an_export_never_replaces_a_file(run: Run, clinic: Path, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("mine", encoding="utf-8")
    assert run("export", "contacts", file).exit_code == 2
    assert file.read_text(encoding="utf-8") == "mine"
    assert run("export", "contacts", tmp_path / "list.ods").exit_code == 2
    assert run("export", "contacts", clinic / "plan_source" / "list.csv").exit_code == 2


def test_lists_and_pages_are_never_mixed_up(run: Run, tmp_path: Path) -> None:
    for arguments in (
        ("export", "contacts"),
        ("export", "wards", tmp_path / "x.csv"),
        ("export", "contacts", tmp_path / "x.csv", "--audience", "public"),
        ("import", "wards", tmp_path / "x.csv"),
    ):
        assert run(*arguments).exit_code == 2
    assert list(tmp_path.glob("x.csv")) == []


def test_a_file_of_the_same_name_elsewhere_is_not_meant(
    run: Run, clinic: Path, tmp_path: Path
) -> None:
    """plans/contacts.yml is a plan, whatever a list is called."""
    source = clinic / "plan_source"
    plan = (source / "plans" / "paper-plan.yml").read_text(encoding="utf-8")
    (source / "plans" / "contacts.yml").write_text(plan, encoding="utf-8")
    file = tmp_path / "list.csv"
    file.write_text("id,number\nhelpdesk,7002\n", encoding="utf-8")
    assert "L108" not in run("import", "contacts", file).stderr


def test_an_open_quotation_mark_is_one_finding(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text('id,number\nhelpdesk,"7001\nwelcome-line,7002\n', encoding="utf-8")
    said = run("import", "contacts", file, "--write").stderr
    assert said.count(": error ") == 1


@pytest.mark.parametrize(
    "note", ['"day,\nnight, too"', '"say ""one"",\r\nthen two"', '"day\nnight"', "day"]
)
def test_words_on_several_lines_are_no_swallowed_row(run: Run, tmp_path: Path, note: str) -> None:
    file = tmp_path / "list.csv"
    file.write_text(f"id,note.en\nhelpdesk,{note}\nlobby,{note}\n", encoding="utf-8", newline="")
    assert "F870" not in run("import", "contacts", file).stderr


def test_a_cell_of_several_lines_is_no_swallowed_row(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text('id,number,notes\nhelpdesk,7001,"day,\nnight, too"\n', encoding="utf-8")
    assert "F870" not in run("import", "contacts", file).stderr
