"""What is written into the plan: read back before, never lost, never half; two who write at once
both do."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl.utils.exceptions import IllegalCharacterError
from wardbook.cli import main
from wardbook.commands import import_list, import_prices, new, price_file, workspace
from wardbook.findings import Finding, Mark
from wardbook.plan.data import Data, Scalar
from wardbook.plan.model.prices import PriceItem
from wardbook.plan.plan_files import find, proof
from wardbook.plan.reader import forbidden_control, read_text, with_newlines
from wardbook.spreadsheets.cells import tidy
from wardbook.spreadsheets.columns import ColumnKind, ListColumn, columns
from wardbook.spreadsheets.exporting import as_csv, as_xlsx
from wardbook.spreadsheets.found_ids import Names
from wardbook.spreadsheets.headings import heading_names
from wardbook.spreadsheets.importing import entries_of
from wardbook.spreadsheets.sheet_choice import chosen_tables
from wardbook.spreadsheets.worksheets import read_sheets

from tests.examples import examples
from tests.soak import some_of
from tests.spreadsheets.conftest import workbook

ENVIRONMENT = {"PATH": os.environ["PATH"], "PYTHONPATH": str(Path(__file__).parents[1])}
DATED = ("--edition", "2026-1", "--date", "2026-05-01")
EDITED = b"# somebody's own words\n"


def run(project: Path, *arguments: object, language: str = "en") -> Result:
    said = ["--ui-language", language, "--project", str(project), *map(str, arguments)]
    return CliRunner().invoke(main, said, catch_exceptions=False)


def csv(folder: Path, text: str, name: str = "list.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def writers(clinic: Path, folder: Path) -> dict[str, tuple[str, tuple[object, ...]]]:
    """Every command that writes into the plan: the file that it writes, and its words."""
    contacts = csv(folder, "id,number\nhelpdesk,7002\n")
    prices = csv(folder, "code,name,unit,price\n1,Bone plate #7,each,12.50\n", "prices.csv")
    run(
        clinic,
        "import",
        "prices",
        csv(folder, "code,name,unit,price\n1,a,b,1\n", "old.csv"),
        *DATED,
        "--write",
    )
    return {
        "import": ("contacts.yml", ("import", "contacts", contacts, "--write")),
        "prices": ("prices.yml", ("import", "prices", prices, *DATED, "--write")),
        "department": ("departments.yml", ("new", "department", "night-desk")),
        "form": ("forms/night-form.yml", ("new", "form", "night-form")),
        "procedure": ("procedures/night-round.yml", ("new", "procedure", "night-round")),
    }


def contents(clinic: Path) -> dict[str, bytes]:
    source = clinic / "plan_source"
    return {
        path.relative_to(source).as_posix(): path.read_bytes()
        for path in source.rglob("*")
        if path.is_file()
    }


WRITERS = ["import", "prices", "department", "form", "procedure"]


@pytest.mark.parametrize("writer", WRITERS)
@pytest.mark.parametrize("step", ["fsync", "replace", "link"])
def test_a_full_disk_changes_nothing_and_is_named_by_the_file(
    clinic: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, writer: str, step: str
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    file, command = writers(clinic, tmp_path)[writer]
    before = contents(clinic)
    if step == "link" and file not in before:  # and where there are no links, it is renamed
        monkeypatch.setattr(os, "replace", full)
    monkeypatch.setattr(os, step, full)
    failing = step == "fsync" or (step == "link") == (file not in before)
    made = run(clinic, *command)
    if not failing:
        assert made.exit_code == 0, made.output
        return
    assert made.exit_code == 2
    assert f"plan_source/{file}: No space left on device" in made.stderr
    assert contents(clinic) == before
    monkeypatch.undo()
    assert run(clinic, *command).exit_code == 0


@pytest.mark.parametrize("writer", WRITERS)
def test_what_somebody_else_writes_meanwhile_stays(
    clinic: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, writer: str
) -> None:
    """An editor knows no lock."""
    file, command = writers(clinic, tmp_path)[writer]
    path = clinic / "plan_source" / file

    def meanwhile(*arguments: object) -> tuple[Finding, ...]:
        path.write_bytes(EDITED)
        return proof(*arguments)  # type: ignore[arg-type]

    for module in (import_list, import_prices, new):
        monkeypatch.setattr(module, "proof", meanwhile)
    made = run(clinic, *command)
    assert (made.exit_code, f"plan_source/{file} was changed by somebody else" in made.stderr) == (
        2,
        True,
    )
    assert path.read_bytes() == EDITED


@pytest.mark.parametrize("writer", WRITERS)
def test_who_writes_waits_for_who_is_writing(
    clinic: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, writer: str
) -> None:
    """Before the first look at the plan: what the other one writes is seen."""
    _, command = writers(clinic, tmp_path)[writer]
    waited: list[str] = []

    class Waiting:
        def __init__(self, project: Path, waiting: Callable[[], None]) -> None:
            waited.append(project.name)
            waiting()

        def __enter__(self) -> None:
            waited.append("held")

        def __exit__(self, *_: object) -> None:
            waited.append("free")

    monkeypatch.setattr(workspace, "writing", Waiting)
    made = run(clinic, *command)
    assert (made.exit_code, waited) == (0, [clinic.name, "held", "free"])
    assert "Another wardbook is running in this project" in made.stderr


@pytest.mark.slow
def test_two_imports_at_once_both_land(clinic: Path, tmp_path: Path) -> None:
    head = "id,name.en,name.zh,number\n"
    files = [
        csv(tmp_path, f"{head}gate-{at},Gate {at},门 {at},80{at}\n", f"{at}.csv") for at in range(3)
    ]
    command = [sys.executable, "-m", "wardbook", "--project", str(clinic), "import", "contacts"]
    all_ = [
        subprocess.Popen(
            [*command, str(file), "--write"],
            env=ENVIRONMENT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        for file in files
    ]
    said = [process.communicate(timeout=300)[0].decode() for process in all_]
    assert [process.returncode for process in all_] == [0, 0, 0], said
    text = contents(clinic)["contacts.yml"].decode()
    assert [f"id: gate-{at}" in text for at in range(3)] == [True, True, True]
    assert run(clinic, "check").exit_code == 0


@pytest.mark.slow
def test_a_new_department_and_an_import_see_what_the_other_wrote(
    clinic: Path, tmp_path: Path
) -> None:
    rows = csv(tmp_path, "id,places.en,places.zh\nwelcome-desk,Side entrance,侧门\n")
    wardbook = [sys.executable, "-m", "wardbook", "--project", str(clinic)]
    commands = [
        ["import", "departments", str(rows), "--write"],
        ["new", "department", "night-desk"],
    ]
    both = [
        subprocess.Popen([*wardbook, *command], env=ENVIRONMENT, stdout=subprocess.DEVNULL)
        for command in commands
    ]
    assert [process.wait(300) for process in both] == [0, 0]
    text = contents(clinic)["departments.yml"].decode()
    assert "Side entrance" in text and "- id: night-desk" in text


@pytest.mark.parametrize(
    "name", ["Back door #2", "Who calls?", "a: b", "0123", "no", "\u00a0#1", "“后门” #2"]
)
def test_any_name_of_a_contact_goes_in(clinic: Path, tmp_path: Path, name: str) -> None:
    file = csv(tmp_path, f'id,name.en,name.zh,number\nback-door,"{name}",后门,8010\n')
    made = run(clinic, "import", "contacts", file, "--write")
    assert made.exit_code == 0, made.output
    [entry] = [
        entry
        for entry in entries(clinic, "contacts.yml")
        if isinstance(entry, dict) and entry["id"] == "back-door"
    ]
    assert entry["name"]["en"] == name.strip("\u00a0")  # type: ignore[index, call-overload]
    assert run(clinic, "check").exit_code == 0


def entries(clinic: Path, name: str) -> list[Data]:
    data = read_text(contents(clinic)[name].decode(), name).data
    assert isinstance(data, list)
    return data


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_a_registry_in_which_somebody_asks_who_calls_takes_imports_and_departments(
    clinic: Path, tmp_path: Path, ending: str
) -> None:
    """A parser of another kind stopped at the question mark."""
    for name in ("contacts.yml", "departments.yml"):
        path = clinic / "plan_source" / name
        text = (
            path.read_text(encoding="utf-8")
            .replace("{en: Helpdesk, zh", "{en: Who calls?, zh")
            .replace("{en: Welcome Desk, zh", "{en: Who comes?, zh")
        )
        assert "?" in text
        path.write_bytes(("\ufeff" + text.replace("\n", ending)).encode())
    before = contents(clinic)
    made = run(clinic, "import", "contacts", csv(tmp_path, "id,number\nhelpdesk,7002\n"), "--write")
    assert made.exit_code == 0, made.output
    added = run(clinic, "new", "department", "night-desk")
    assert added.exit_code == 0, added.output
    after = contents(clinic)
    line, _, others = before["contacts.yml"].partition(b"\n")
    line = line.replace(b'"7001"', b'"7002"').replace(b", verified: 2026-05-30", b"")
    assert after["contacts.yml"] == line + b"\n" + others
    assert after["departments.yml"].startswith(
        before["departments.yml"].rstrip() + 2 * ending.encode() + b"#"
    )
    assert after["departments.yml"].count(b"\n") == after["departments.yml"].count(ending.encode())


def test_what_would_be_read_otherwise_is_refused_with_cell_and_place(
    clinic: Path, tmp_path: Path
) -> None:
    path = clinic / "plan_source/contacts.yml"
    text = "- id: helpdesk\n  name: {en: a, zh: 甲}\n  number: 1\n-\n  # a comment - with a hyphen\n  id: lobby\n"
    path.write_text(text + "  name: {en: b, zh: 乙}\n  number: 2\n", encoding="utf-8")
    before = path.read_bytes()
    made = run(
        clinic,
        "import",
        "contacts",
        csv(tmp_path, "id,number\nhelpdesk,1\n"),
        "--write",
        "--remove-missing",
    )
    assert made.exit_code == 1
    assert "X613" in made.stderr and "plan_source/contacts.yml is unchanged" in made.stderr
    assert path.read_bytes() == before


def test_every_value_is_compared(clinic: Path) -> None:
    file = find(clinic / "plan_source/contacts.yml", clinic)
    meant = entries(clinic, "contacts.yml")
    assert proof(file, file.text, meant) == ()
    for text, at in (
        (file.text.replace('"7001"', '"7002"'), "helpdesk.number"),
        (file.text.replace("Helpdesk,", "Helpdesk ,".replace(" ,", "s,")), "helpdesk.name.en"),
        (file.text.replace("hours: always, ", ""), "helpdesk.hours"),
        (file.text + "- {id: more}\n", str(len(meant) + 1)),
    ):
        assert text != file.text
        [problem] = proof(file, text, meant)
        assert (problem.code, dict(problem.arguments)["at"]) == ("X613", at)
    [broken] = proof(file, "- {id: x", meant)
    assert broken.code == "S025"


def test_the_cell_of_what_differs_is_named(clinic: Path) -> None:
    cell = Mark("list.xlsx", 3, 2)
    file = find(clinic / "plan_source/contacts.yml", clinic)
    [problem] = proof(file, "- {id: one}\n", [{"id": Scalar("two", cell)}])
    assert problem.marks == (cell, Mark("plan_source/contacts.yml", 1, 8))
    assert dict(problem.arguments) == {"at": "two.id", "meant": "two", "said": "one"}


@pytest.mark.slow
@pytest.mark.parametrize("language", some_of(["en", "zh"], ["en"]))
def test_a_list_too_long_to_be_read_is_refused_with_the_number_that_is_possible(
    clinic: Path, tmp_path: Path, language: str
) -> None:
    rows = [f"code-{at},{'x' * 32_000},each,1\n" for at in range(930)]
    file = csv(tmp_path, "code,name,unit,price\n" + "".join(rows))
    made = run(clinic, "import", "prices", file, *DATED, "--write", language=language)
    assert (made.exit_code, "X612" in made.stderr) == (1, True)
    assert not (clinic / "plan_source/prices.yml").exists()
    fitting = int(
        next(
            word
            for word in made.stderr.replace("。", " ").split()
            if word.isdigit() and 600 < int(word) < 930
        )
    )
    csv(tmp_path, "code,name,unit,price\n" + "".join(rows[:fitting]))
    assert run(clinic, "import", "prices", file, *DATED, "--write").exit_code == 0
    assert run(clinic, "check").exit_code == 0


@pytest.mark.slow
def test_a_long_price_list_is_read_again(clinic: Path, tmp_path: Path) -> None:
    name = "Mesh for the repair of hernia" * 30
    rows = "".join(f"S{at:09d},{name} type {at},each,{at % 900}.50\n" for at in range(5_000))
    made = run(
        clinic,
        "import",
        "prices",
        csv(tmp_path, "Code,Name,Unit,Price\n" + rows),
        *DATED,
        "--write",
    )
    assert made.exit_code == 0, made.stderr
    assert (clinic / "plan_source/prices.yml").stat().st_size > 4_000_000
    assert run(clinic, "check").exit_code == 0


def test_a_price_list_keeps_its_comments_above_and_its_line_ends(
    clinic: Path, tmp_path: Path
) -> None:
    path = clinic / "plan_source/prices.yml"
    path.write_bytes(
        "# kept by 财务科\r\n# since 2026\r\nitems: [{code: A, name: a, unit: b, price: 1}]\r\n".encode()
    )
    file = csv(tmp_path, "code,name,unit,price\nA,a: #1,b,1\n")
    assert run(clinic, "import", "prices", file, *DATED, "--write").exit_code == 0
    assert path.read_bytes().decode().split("\r\n") == [
        "# kept by 财务科",
        "# since 2026",
        'edition: "2026-1"',
        "date: 2026-05-01",
        "items:",
        '  - {code: A, name: "a: #1", unit: b, price: "1"}',
        "",
    ]
    path.write_bytes(path.read_bytes().replace(b'"1"', b"1"))
    assert "nothing to write" in run(clinic, "import", "prices", file, *DATED, "--write").stderr


def test_a_price_list_that_nobody_could_look_into_is_not_replaced(
    clinic: Path, tmp_path: Path
) -> None:
    path, elsewhere = clinic / "plan_source/prices.yml", tmp_path / "elsewhere.yml"
    elsewhere.write_bytes(b"mine")
    path.symlink_to(elsewhere)
    file = csv(tmp_path, "code,name,unit,price\nA,a,b,1\n")
    made = run(clinic, "import", "prices", file, *DATED, "--write")
    assert (made.exit_code, "S001" in made.stderr, elsewhere.read_bytes()) == (1, True, b"mine")


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe\x00", "名称".encode("gbk"), b"items: [{name: Bone plate #7, unit: x}]"],
)
def test_a_price_list_that_can_not_be_read_is_replaced_by_one_that_can(
    clinic: Path, tmp_path: Path, content: bytes
) -> None:
    (clinic / "plan_source/prices.yml").write_bytes(content)
    file = csv(tmp_path, "code,name,unit,price\nA,Bone plate #7,b,1\n")
    assert run(clinic, "import", "prices", file, *DATED, "--write").exit_code == 0
    assert run(clinic, "check").exit_code == 0


def test_more_rows_than_a_list_may_have_are_said_with_their_number(
    clinic: Path, tmp_path: Path
) -> None:
    file = csv(tmp_path, "id,number\n" + "x,1\n" * 150_100)
    made = run(clinic, "import", "contacts", file)
    assert (made.exit_code, "X611" in made.stderr, "150000 rows" in made.stderr) == (1, True, True)


def test_a_workbook_s_words_come_into_the_plan_as_they_are(clinic: Path, tmp_path: Path) -> None:
    words = [
        "Bone plate #7",
        "a:?",
        "- x",
        'it\'s "so"',
        "x" * 10_000,
        "两\n行",
        "null",
        "~x",
        "`a`",
        "\\",
    ]
    file = tmp_path / "prices.xlsx"
    rows: list[list[object]] = [
        [f"0{at:03}", word, "each", "1.00"] for at, word in enumerate(words)
    ]
    file.write_bytes(workbook([["code", "name", "unit", "price"], *rows], "prices"))
    made = run(clinic, "import", "prices", file, *DATED, "--write")
    assert made.exit_code == 0, made.stderr
    data = read_text(contents(clinic)["prices.yml"].decode(), "prices.yml").data
    assert isinstance(data, dict)
    assert [item["name"] for item in data["items"]] == words  # type: ignore[index, union-attr, call-overload]


SHEET_TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=20) | st.text(
    " #:?-,[]{}\"'\\=ab\n0~", max_size=12
)


@settings(max_examples=examples(50))
@given(names=st.lists(SHEET_TEXT, min_size=1, max_size=4), kind=st.sampled_from([".csv", ".xlsx"]))
@example(names=["0E0"], kind=".csv")
def test_any_text_of_a_spreadsheet_comes_into_the_plan_or_is_refused(
    tmp_path_factory: pytest.TempPathFactory, names: list[str], kind: str
) -> None:
    """As the cell shows it: without spaces at the ends of its lines and without empty ones."""
    path = tmp_path_factory.mktemp("sheets") / f"prices{kind}"
    table = [
        ["code", "name", "unit", "price"],
        *([f"C{at}", name, "each", "1"] for at, name in enumerate(names)),
    ]
    known = columns(PriceItem, ("zh", "en"))
    try:
        path.write_bytes(as_csv(table) if kind == ".csv" else as_xlsx(table, known, "prices"))
    except IllegalCharacterError:  # no workbook can hold it
        return
    names_of_columns = heading_names(known, "prices")
    chosen = chosen_tables(read_sheets(path), names_of_columns, [("code",), ("name",), ("price",)])
    items, found = entries_of(chosen.tables, Names())
    problems = [*chosen.findings, *found]
    if any(problem.blocks for problem in problems):
        codes = {problem.code for problem in problems}
        # X607: 0E0, as a program shows a number that it rounded
        assert any(forbidden_control(name) for name in names) or codes & {"F870", "X607"}
        return
    file = find(path.parent / "plan_source/prices.yml", path.parent)
    data = price_file.edition_data(items, price_file.PriceEdition("1", None), path.as_posix(), ())
    text = price_file.price_file_text(data, file)
    assert proof(file, text, data) == ()
    name = ListColumn(("name",), ColumnKind.WORD)
    meant = [tidy(with_newlines(said), name) for said in names]
    assert [str(item.get("name", "")) for item in items] == meant
