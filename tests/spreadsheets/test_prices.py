"""A price list taken in whole: what is read, what is refused, what is said of the edition before;
and the paper made of it."""

import json
import re
import shlex
from pathlib import Path

import pytest
from pypdf import PdfReader
from wardbook.commands import list_files
from wardbook.plan.model.prices import amount
from wardbook.sheets.registers.price_lists import written

from tests.spreadsheets.conftest import Run, workbook

HEAD = ["编码", "名称", "规格", "单位", "单价", "分类", "窗口"]
ROWS: list[list[object]] = [
    ["0110", "普通门诊诊查费", "", "次", 10, "诊查费", "收费; 挂号"],
    ["2201", "阿莫西林胶囊", "0.25 g × 24 粒", "盒", 9.8, "西药", "药房"],
    ["3301", "血常规", "", "次", "1,018.50", "检验", "收费"],
    ["9901", "病历复印", "", "张", "0.0135", "", ""],
]
DATED = ("--edition", "2026-1", "--date", "2026-05-01")


def sheet(path: Path, rows: list[list[object]]) -> Path:
    path.write_bytes(workbook([HEAD, *rows], "prices"))
    return path


def yaml(clinic: Path) -> Path:
    return clinic / "plan_source/prices.yml"


def words(pdf: Path) -> list[str]:
    return [re.sub(r"\s+", " ", page.extract_text()) for page in PdfReader(pdf).pages]


@pytest.fixture
def listed(run: Run, clinic: Path, tmp_path: Path) -> Path:
    made = run("import", "prices", sheet(tmp_path / "prices.xlsx", ROWS), *DATED, "--write")
    assert made.exit_code == 0, made.output
    return clinic


def test_the_list_is_written_with_edition_and_date(run: Run, listed: Path) -> None:
    assert yaml(listed).read_text(encoding="utf-8").splitlines()[:5] == [
        'edition: "2026-1"',
        "date: 2026-05-01",
        "items:",
        '  - {code: "0110", name: 普通门诊诊查费, unit: 次, price: "10", group: 诊查费, windows: [收费, 挂号]}',
        '  - {code: "2201", name: 阿莫西林胶囊, spec: 0.25 g × 24 粒, unit: 盒, price: "9.8", group: 西药, windows: [药房]}',
    ]
    assert "prices.yml" not in run("check").output


def test_gbk_as_spreadsheets_write_it(run: Run, clinic: Path, tmp_path: Path) -> None:
    file = tmp_path / "prices.csv"
    file.write_bytes("编码,名称,单位,单价\r\n0110,诊查费,次,10.00\r\n".encode("gbk"))
    assert run("import", "prices", file, *DATED, "--write").exit_code == 0
    assert "诊查费" in yaml(clinic).read_text(encoding="utf-8")


def test_headings_of_other_programs(run: Run, clinic: Path, tmp_path: Path) -> None:
    file = tmp_path / "prices.csv"
    file.write_bytes(
        "项目编码,收费项目名称,计价单位,单价（元）\r\n0110,诊查费,次,10.00\r\n".encode("gbk")
    )
    assert run("import", "prices", file, *DATED, "--write").exit_code == 0
    assert "诊查费" in yaml(clinic).read_text(encoding="utf-8")


def test_another_edition_says_what_it_changes_and_takes_out_what_it_lacks(
    run: Run, listed: Path, tmp_path: Path
) -> None:
    before = yaml(listed).read_text(encoding="utf-8")
    dearer = [*ROWS[0][:4], 12, *ROWS[0][5:]]
    file = sheet(
        tmp_path / "next.xlsx", [dearer, *ROWS[2:], ["4401", "CT", "", "次", 80, "检查", ""]]
    )
    shown = run("import", "prices", file, "--edition", "2026-2", "--date", "2026-06-01")
    assert shown.stdout.splitlines() == [
        "- 2201 阿莫西林胶囊 0.25 g × 24 粒 9.8/盒",
        "+ 4401 CT 80/次",
        "~ 0110 普通门诊诊查费 10/次 → 0110 普通门诊诊查费 12/次",
    ]
    assert "1 entry changed, 1 added, 1 removed" in shown.stderr
    assert yaml(listed).read_text(encoding="utf-8") == before
    again = run("import", "prices", sheet(tmp_path / "same.xlsx", ROWS), *DATED, "--write")
    assert "nothing to write" in again.stderr


@pytest.mark.parametrize(
    ("text", "dated", "said"),
    [
        ("code,name,unit,price\n1,a,b,10\n", (), "list.csv:1:1: error Q107"),
        ("code,name,unit,price\n1,a,b,1.2.3\n", DATED, "list.csv:2:4: error Q106"),
        ("code,name,unit,price\n1,a,b,1\n1,c,b,2\n", DATED, "list.csv:3:1: error Q105"),
        ("code,name,unit,price\n1,,b,1\n", DATED, "error L103"),
        ("code,name,unit\n1,a,b\n", DATED, 'no column is headed "price"'),
        ("code,name,unit,price\n1,a,b,1O.50\n", DATED, "list.csv:2:4: error Q106"),
        ("code,name,unit,price\n1,a,b,N/A\n", DATED, "list.csv:2:4: error Q106"),
        ("code,name,unit,price\n1,a,b,-5\n", DATED, "list.csv:2:4: error Q106"),
        ('code,name,unit,price\n1,a,b,"12,50"\n2,c,b,12.50\n', DATED, "list.csv:2:4: error Q106"),
        ("code,name,unit,price\n1,a,b,15-Apr\n", DATED, "list.csv:2:4: error X616"),
        ("code,name,unit,price\n0001,a,b,1\n2,c,b,2\n", DATED, "list.csv:3:1: error X609"),
        ("code,name,unit,price\n1.2E+11,a,b,1\n", DATED, "list.csv:2:1: error X607"),
        ("code,name,unit,price\n", DATED, "error L110"),
        ("", DATED, "error S016"),
    ],
)
def test_what_is_wrong_is_said_at_its_cell_and_nothing_is_written(
    run: Run, clinic: Path, tmp_path: Path, text: str, dated: tuple[str, ...], said: str
) -> None:
    file = tmp_path / "list.csv"
    file.write_text(text, encoding="utf-8")
    result = run("import", "prices", file, *dated, "--write")
    assert (result.exit_code, said in result.stderr, yaml(clinic).exists()) == (1, True, False), (
        result.stderr
    )


def test_options_that_do_not_belong_together(run: Run, tmp_path: Path) -> None:
    file = sheet(tmp_path / "prices.xlsx", ROWS)
    assert run("import", "prices", file, *DATED, "--remove-missing").exit_code == 2
    assert run("import", "contacts", file, *DATED).exit_code == 2


@pytest.mark.slow
@pytest.mark.usefixtures("listed")
def test_booklet_and_a_page_for_each_window(run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out"
    made = run("prices", "--output", out)
    assert made.exit_code == 0, made.output
    assert sorted(path.name for path in out.iterdir()) == [
        "prices.pdf",
        "top-1-收费.pdf",
        "top-2-挂号.pdf",
        "top-3-药房.pdf",
    ]
    [booklet] = words(out / "prices.pdf")
    assert [booklet.index(name) for name in ("诊查费", "西药", "检验", "Other")] == sorted(
        booklet.index(name) for name in ("诊查费", "西药", "检验", "Other")
    )
    assert "1 018.50" in booklet.replace("\xa0", " ") and "0.0135" in booklet and "9.80" in booklet
    [window] = words(out / "top-1-收费.pdf")
    assert "血常规" in window and "阿莫西林" not in window
    assert all(
        page.count("Edition 2026-1 · Prices as of 2026-05-01") >= 1 for page in (booklet, window)
    )


@pytest.mark.slow
def test_a_window_page_stays_one_page_and_says_what_it_leaves_out(run: Run, tmp_path: Path) -> None:
    rows: list[list[object]] = [
        [f"C{at}", f"项目{at}" + "很长的名称" * 6, "", "次", at, "", ""] for at in range(70)
    ]
    assert (
        run("import", "prices", sheet(tmp_path / "long.xlsx", rows), *DATED, "--write").exit_code
        == 0
    )
    assert run("prices", "--output", tmp_path / "out").exit_code == 0
    [page] = words(tmp_path / "out/top-1.pdf")
    held = int(re.search(r"The first (\d+) of 70 items", page)[1])  # type: ignore[index]
    assert 10 < held < 60
    assert f"项目{held - 1}很" in page and f"项目{held}很" not in page
    booklet = words(tmp_path / "out/prices.pdf")
    assert len(booklet) > 1 and all(
        "Edition 2026-1 · Prices as of 2026-05-01" in said for said in booklet
    )


@pytest.mark.slow
@pytest.mark.usefixtures("listed")
def test_one_window_and_as_many_items_as_asked_for(run: Run, tmp_path: Path) -> None:
    assert (
        run("prices", "--window", "收费", "--top", "1", "--output", tmp_path / "out").exit_code == 0
    )
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "prices.pdf",
        "top-1-收费.pdf",
    ]
    assert "The first 1 of 2 items" in words(tmp_path / "out/top-1-收费.pdf")[0]
    wrong = run("prices", "--window", "病房", "--output", tmp_path / "other")
    assert (wrong.exit_code, "收费, 挂号, 药房" in wrong.stderr) == (2, True)


def test_nothing_is_printed_without_a_list_or_into_the_plan(run: Run, clinic: Path) -> None:
    assert "there is no price list yet" in run("prices").stderr
    yaml(clinic).write_text(
        "edition: A\ndate: 2026-05-01\nitems: [{code: A1, name: a, unit: b, price: 1}]\n",
        encoding="utf-8",
    )
    assert run("prices", "--output", clinic / "plan_source/out").exit_code == 2


@pytest.mark.usefixtures("listed")
def test_no_export_of_the_plan_holds_a_price(run: Run) -> None:
    for audience in ("public", "restricted"):
        told = run("json", "--audience", audience)
        assert told.exit_code == 0
        assert "prices" not in json.loads(told.stdout) and "病历复印" not in told.stdout


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("10", "10.00"),
        ("9.8", "9.80"),
        ("¥1,200元", "1,200.00"),
        ("0.0135", "0.0135"),
        ("1.500", "1.50"),
        ("0", "0.00"),
    ],
)
def test_amounts_are_printed_with_their_decimals(text: str, said: str) -> None:
    figure = amount(text)
    assert figure is not None
    assert written(figure) == said


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_an_export_comes_back_as_the_very_same_list(
    run: Run, clinic: Path, tmp_path: Path, ending: str
) -> None:
    rows = [
        *ROWS,
        ["+11", "-复印", "@A4; 双面", "'页", "¥0.50", '"其他"', "收费；住院"],
        ["00", "a,b", "x\ty", "次", "1", "", ""],
    ]
    taken = run("import", "prices", sheet(tmp_path / "in.xlsx", rows), *DATED, "--write")
    assert taken.exit_code == 0, taken.output
    text = yaml(clinic).read_text(encoding="utf-8").replace('{code: "+11",', '{code: "=1+1",')
    yaml(clinic).write_text(text, encoding="utf-8")
    before = yaml(clinic).read_bytes()
    assert b'"=1+1"' in before
    file = tmp_path / f"out.{ending}"
    made = run("export", "prices", file)
    assert made.exit_code == 0, made.output
    assert "6 items" in made.stderr and "--edition 2026-1 --date 2026-05-01" in made.stderr
    yaml(clinic).unlink()
    again = run("import", "prices", file, *DATED, "--write")
    assert again.exit_code == 0, again.output
    assert yaml(clinic).read_bytes() == before


def test_no_export_over_a_file_into_the_plan_or_of_nothing(
    run: Run, listed: Path, tmp_path: Path
) -> None:
    there = tmp_path / "there.csv"
    there.write_bytes(b"kept")
    for file in (there, listed / "plan_source/prices.csv", tmp_path / "prices.txt"):
        assert run("export", "prices", file).exit_code == 2
    assert there.read_bytes() == b"kept"
    yaml(listed).unlink()
    none = run("export", "prices", tmp_path / "none.csv")
    assert (none.exit_code, "no price list" in none.stderr) == (2, True)


def test_a_window_that_a_sheet_would_tear_apart_is_not_exported(
    run: Run, listed: Path, tmp_path: Path
) -> None:
    text = yaml(listed).read_text(encoding="utf-8")
    yaml(listed).write_text(
        text.replace("windows: [药房]", 'windows: ["药房，一层"]'), encoding="utf-8"
    )
    made = run("export", "prices", tmp_path / "out.csv")
    assert (made.exit_code, "药房，一层" in made.stderr) == (2, True)
    assert not (tmp_path / "out.csv").exists()


def test_the_command_that_takes_a_sheet_back_can_be_copied(
    run: Run, clinic: Path, tmp_path: Path
) -> None:
    dated = ("--edition", "2026 first", "--date", "2026-05-01")
    run("import", "prices", sheet(tmp_path / "prices.xlsx", ROWS), *dated, "--write")
    file = tmp_path / "our prices.csv"
    said = run("export", "prices", file).output
    assert f"wardbook import prices '{file}' --edition '2026 first' --date 2026-05-01" in said
    again = shlex.split(said.partition("wardbook import ")[2].removesuffix(".\n"))
    assert run("import", *again).exit_code == 0
    assert yaml(clinic).is_file()


@pytest.mark.slow
def test_the_booklet_is_sorted_in_two_columns_with_guide_words(run: Run, tmp_path: Path) -> None:
    """9,474 items that way are some 90 pages; 100 items a page is what that takes."""
    rows: list[list[object]] = [
        [f"1{at:08}", f"{word}{at:03}", "", "次", at + 1, "检验", ""]
        for at in range(65)
        for word in ("血清", "安置", "M超")
    ]
    rows.append(["9", "新项目", "", None, "自主定价", "检验", ""])
    for at, row in enumerate(rows):
        row[0] = f"1{at:08}"
    file = sheet(tmp_path / "prices.xlsx", rows)
    assert run("import", "prices", file, *DATED, "--write").exit_code == 0
    assert run("prices", "--output", tmp_path / "out").exit_code == 0
    pages = words(tmp_path / "out/prices.pdf")
    assert len(pages) == 2
    said = " ".join(pages)
    order = [said.index(name) for name in ("M超005", "安置005", "血清005")]
    assert order == sorted(order)
    assert "M超000 – " in pages[0]
    assert "自主定价" in said


def test_a_screen_shows_the_first_of_many_changes(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file, or another program, is given all of them."""
    rows: list[list[object]] = [[f"C{at}", f"项目{at}", "", "次", at, "", ""] for at in range(300)]
    file = sheet(tmp_path / "long.xlsx", rows)
    assert len(run("import", "prices", file, *DATED).stdout.splitlines()) == 300
    monkeypatch.setattr(list_files, "_is_screen", lambda _: True)
    shown = run("import", "prices", file, *DATED)
    assert len(shown.stdout.splitlines()) == 200
    assert "… and 100 more" in shown.stderr
