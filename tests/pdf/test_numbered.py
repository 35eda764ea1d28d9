"""Printed runs, read back by a decoder from pages as a scanner sees them; and the commands around them."""

import datetime
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import zxingcpp
from click.testing import CliRunner, Result
from openpyxl import Workbook
from PIL import Image
from pypdf import PdfReader
from wardbook.cli import main
from wardbook.pdf.layout import lay_out_set
from wardbook.pdf.renderer import PdfRenderer
from wardbook.serials.runs import serials
from wardbook.serials.serial_numbers import Pool
from wardbook.sheets.forms.forms import CopyView, FormView, Marks
from wardbook.sheets.forms.labels import Label
from weasyprint import Document
from weasyprint.formatting_structure.boxes import TableRowBox

from tests.pdf import samples
from tests.soak import only_in_soak

ROOT = Path(__file__).parent.parent
DOTS = "200"
"""Dots an inch of the scan: what cheap readers do."""


def run(project: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "--project", str(project), "--ui-language", "en"])


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The clinic with three runs: multi-part takings slips, collated visit slips, and a drill."""
    project = tmp_path_factory.mktemp("run") / "clinic"
    shutil.copytree(
        ROOT / "projects/clinic", project, ignore=shutil.ignore_patterns(".cache", "build")
    )
    for form, more in (
        ("LC-2", ()),
        ("visit-slip/child", ("--copies", "--spare", "1")),
        ("LC-1", ("--drill",)),
    ):
        made = run(
            project,
            "forms",
            "print",
            form,
            "--department",
            "R1",
            "--count",
            "3",
            *more,
            "--date",
            "2026-05-02",
        )
        assert made.exit_code == 0, made.output
    return project


def pages(pdf: Path, folder: Path) -> Iterator[Image.Image]:
    subprocess.run(
        ["pdftoppm", "-r", DOTS, "-gray", "-png", str(pdf), str(folder / "page")], check=True
    )
    for path in sorted(folder.glob("page*.png")):
        yield Image.open(path)


def read(image: Image.Image) -> dict[str, str]:
    return {str(code.format).replace(" ", ""): code.text for code in zxingcpp.read_barcodes(image)}


@pytest.mark.parametrize(
    ("name", "pool", "count", "each"),
    [
        only_in_soak("lc2-r1-", Pool("LC2", "R1"), 3, 1),
        ("lc1b-r1-", Pool("LC1B", "R1"), 4, 2),
        ("lc1-r1-drill-", Pool("LC1", "R1", drill=True), 3, 1),
    ],
)
def test_both_codes_of_every_page_read_back(
    printed: Path, tmp_path: Path, name: str, pool: Pool, count: int, each: int
) -> None:
    folder = next((printed / "print").glob(f"r-{name}*"))
    pdf = next(path for path in folder.glob("*.pdf") if path.name != "ticket.pdf")
    wanted = [serial for serial in serials(pool, 1, count) for _ in range(each)]
    found = [read(image) for image in pages(pdf, tmp_path)]
    assert [codes["Code128"] for codes in found] == [serial.plain for serial in wanted]
    assert [codes["QRCode"] for codes in found] == [f"{serial}/3" for serial in wanted]
    reader = PdfReader(pdf)
    texts = [page.extract_text() for page in reader.pages]
    assert all(str(serial) in text for serial, text in zip(wanted, texts, strict=True))
    assert str(reader.metadata["/Title"]).endswith(f" · {wanted[0]} – {wanted[-1]}")


def heights(pdf: Path) -> dict[str, float]:
    """Word → its top on the first page, as pdftotext measures it; of words that stand there once."""
    made = subprocess.run(
        ["pdftotext", "-l", "1", "-bbox", str(pdf), "-"], check=True, capture_output=True, text=True
    )
    found = re.findall(r'yMin="([0-9.]+)"[^>]*>([^<]+)</word>', made.stdout)
    words = [word for _, word in found]
    return {word: float(top) for top, word in found if words.count(word) == 1}


def test_the_head_is_as_high_without_number_as_with_one(printed: Path, tmp_path: Path) -> None:
    """Else a form that fits in the build may not fit once it is numbered. Looked at are the first
    words below the head: further down lines share what room each copy's foot leaves."""
    made = run(printed, "build", "--only", "forms", "--output", str(tmp_path / "out"))
    assert made.exit_code == 0, made.output
    for form, of, below in (("takings-slip", "lc2", "Clerk"), ("visit-slip", "lc1", "Sex")):
        blank = heights(tmp_path / f"out/forms/{form}.pdf")[below]
        numbered = heights(next((printed / "print").glob(f"r-{of}-*/LC-*.pdf")))[below]
        assert abs(blank - numbered) < 0.5, form


def test_what_is_no_original_is_black_across_its_head(printed: Path, tmp_path: Path) -> None:
    """Seen, not read: a band of the page's width is black, on every page but the first copy's."""
    folder = next((printed / "print").glob("r-lc1b-*"))
    bands, words = [], []
    pdf = next(path for path in folder.glob("LC-*.pdf"))
    for image in pages(pdf, tmp_path):
        head = image.crop((0, 0, image.width, image.height // 8))
        across = [head.crop((0, y, head.width, y + 1)).histogram() for y in range(head.height)]
        bands.append(sum(sum(row[:64]) > 0.6 * head.width for row in across))
    for page in PdfReader(pdf).pages:
        words.append(re.sub(r"\s+", " ", page.extract_text()))
    millimetre = int(DOTS) / 25.4
    assert all(band < 1 * millimetre for band in bands[::2]), "the original"
    assert all(band > 2 * millimetre for band in bands[1::2]), "the visitor's"
    assert [text.count("1/2 Dispensary") for text in words] == [2, 0] * 4
    assert [text.count("2/2 Visitor") for text in words] == [0, 2] * 4


def rows(document: Document) -> list[float]:
    """How far down the page the rows of a form's tables stand."""
    found = []
    for box in document.pages[0]._page_box.descendants():
        if isinstance(box, TableRowBox):
            found.append(round(box.position_y, 1))
    return found


def test_copies_of_a_set_have_their_rows_in_one_place(renderer: PdfRenderer) -> None:
    """With carbon paper between them, what is written on one goes through to its own cell."""
    one = samples.form(samples.grid(), paper="A5", identify="brief")
    view = one.sheet.content
    assert isinstance(view, FormView)
    told = Label("收费科存，患者持往药房，" * 8)
    copies = (CopyView(Label("收费联"), told), CopyView(Label("药房联"), None))
    one = replace(one, sheet=replace(one.sheet, content=replace(view, copies=copies)))
    marks = [Marks(copy.name, at, 2) for at, copy in enumerate(copies, 1)]
    first, second = (made.documents["form-log"] for made in lay_out_set(one, renderer, marks))
    assert len(rows(first)) > 5 and rows(first) == rows(second)
    (alone,) = lay_out_set(one, renderer, marks[1:])
    assert len(rows(alone.documents["form-log"])) > len(rows(second)), "it has room for more"


def test_a_drill_says_so_on_every_page(printed: Path) -> None:
    folder = next((printed / "print").glob("r-lc1-r1-drill-*"))
    pdf = next(path for path in folder.glob("LC-1-*.pdf"))
    assert all("DRILL" in page.extract_text() for page in PdfReader(pdf).pages)
    other = next(path for path in next((printed / "print").glob("r-lc2-*")).glob("LC-2-*.pdf"))
    assert not any("DRILL" in page.extract_text() for page in PdfReader(other).pages)


def test_the_ticket_says_what_the_print_office_needs(printed: Path) -> None:
    folder = next((printed / "print").glob("r-lc1b-*"))
    text = re.sub(r"\s+", " ", PdfReader(folder / "ticket.pdf").pages[0].extract_text())
    first, *_, last = serials(Pool("LC1B", "R1"), 1, 4)
    for said in (
        "LC-1B Visit slip for a child",
        "pale green paper",
        f"{first} – {last}",
        "4 (1 of them spare)",
        "100 %",
        "two holes, left edge",
        "not laminated",
        "Consulting Rooms, with this ticket",
    ):
        assert said in text
    assert "wardbook" not in text and "--" not in text, "a print office knows no commands"


def test_a_form_that_few_may_see_is_printed_for_those_who_hold_it(
    printed: Path, tmp_path: Path
) -> None:
    project = tmp_path / "few"
    shutil.copytree(printed, project, ignore=shutil.ignore_patterns("print"))
    form = project / "plan_source/forms/medicine-book.yml"
    form.write_text("audience: restricted\n" + form.read_text(encoding="utf-8"), encoding="utf-8")
    made = run(project, "forms", "print", "medicine-book", "--department", "D1", "--count", "1")
    assert (made.exit_code, made.output.count(" numbered: ")) == (0, 1)


def test_the_next_run_goes_on_where_the_last_ended(printed: Path) -> None:
    made = run(printed, "forms", "print", "LC-2", "--department", "R1", "--count", "2")
    assert made.exit_code == 0
    assert "LC2-R1-000004-" in made.output


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("LC-2", "--department", "R1", "--count", "1", "--start", "2"), "were issued already"),
        (("LC-2", "--department", "R1", "--count", "10", "--start", "999995"), "six digits"),
        (("LC-1C", "--department", "R1", "--count", "1"), "specimen only"),
        (("takings-slp", "--department", "R1", "--count", "1"), "near: takings-slip"),
        (("收款单", "--department", "R2", "--count", "1"), "near: R1"),
        (("ＬＣ－２", "--department", "zzz", "--count", "1"), "near: welcome-desk, W1"),
        (("LC-2", "--department", "welcome-dsk", "--count", "1"), "near: welcome-desk"),
        (
            ("LC-2", "--department", "R1", "--count", "1", "--output", "{plan}/out"),
            "in the plan itself",
        ),
    ],
)
def test_what_is_refused_prints_and_records_nothing(
    printed: Path, arguments: tuple[str, ...], said: str
) -> None:
    before = sorted(printed.glob("plan_source/records/runs/*")), sorted(printed.glob("print/*"))
    made = run(
        printed,
        "forms",
        "print",
        *(word.format(plan=printed / "plan_source") for word in arguments),
    )
    assert made.exit_code == 2
    assert said in made.output
    assert (
        sorted(printed.glob("plan_source/records/runs/*")),
        sorted(printed.glob("print/*")),
    ) == before


@pytest.mark.parametrize(
    ("form", "yaml", "said"),
    [
        ("LC-19", samples.VIAL_LABEL, "is a sheet of labels"),
        ("LC-20", samples.DOOR_NOTICE, "hangs on a wall"),
    ],
)
def test_what_carries_no_serial_is_not_numbered(
    printed: Path, form: str, yaml: str, said: str
) -> None:
    (printed / "plan_source/forms/unnumbered.yml").write_text(
        re.sub("^id: .*", "id: unnumbered", yaml), encoding="utf-8"
    )
    made = run(printed, "forms", "print", form, "--department", "R1", "--count", "1")
    (printed / "plan_source/forms/unnumbered.yml").unlink()
    assert made.exit_code == 2
    assert said in made.output and "build/forms/unnumbered.pdf" in made.output


def test_one_person_plays_an_outage(printed: Path, tmp_path: Path) -> None:
    numbers = [str(serial) for serial in serials(Pool("LC1B", "R1"), 1, 4)]
    record = next(printed.glob("plan_source/records/runs/r-lc1b-*")).stem
    entries = tmp_path / "entries.csv"
    wrong = numbers[3].replace("0004", "0040")
    entries.write_bytes(
        f"编号,状态\r\n{numbers[0]},已补录\r\n{numbers[0]},作废\r\n{numbers[1]},未用\r\n{wrong},已补录\r\n".encode(
            "gbk"
        )
    )
    made = run(
        printed,
        "reconcile",
        record,
        str(entries),
        "--csv",
        str(tmp_path / "o.csv"),
        "--pdf",
        str(tmp_path / "o.pdf"),
    )
    assert made.exit_code == 1
    assert f"{numbers[2]} · LC-1B" in made.output
    assert f"{wrong} · probably {numbers[3]} · line 5" in made.output
    assert f"{numbers[0]} · entered, void · line 2, 3" in made.output
    assert "3 still open" in made.output
    assert "o.csv" in made.output and "o.pd" in made.output
    table = (tmp_path / "o.csv").read_text(encoding="utf-8-sig").splitlines()
    assert len(table) == 4
    assert numbers[2] in PdfReader(tmp_path / "o.pdf").pages[0].extract_text()
    entries.write_text("".join(f"{number},entered\n" for number in numbers), encoding="utf-8")
    assert run(printed, "reconcile", record, str(entries)).exit_code == 0


def test_only_what_was_handed_out(printed: Path, tmp_path: Path) -> None:
    numbers = [str(serial) for serial in serials(Pool("LC1B", "R1"), 1, 4)]
    issued, entries = tmp_path / "issued.csv", tmp_path / "entries.csv"
    issued.write_text(f"first,last\n{numbers[0]},{numbers[1]}\n", encoding="utf-8")
    entries.write_text(f"{numbers[0]},entered\n{numbers[1]},void\n", encoding="utf-8")
    assert run(printed, "reconcile", str(issued), str(entries)).exit_code == 0
    issued.write_text(f"{numbers[0]},{numbers[3]}X\n", encoding="utf-8")
    made = run(printed, "reconcile", str(issued), str(entries))
    assert made.exit_code == 2
    assert ":1:" in made.output


def test_a_file_of_ranges_that_is_not_there(printed: Path, tmp_path: Path) -> None:
    entries = tmp_path / "entries.csv"
    entries.write_text("", encoding="utf-8")
    made = run(printed, "reconcile", str(tmp_path / "gone.csv"), str(entries))
    assert (made.exit_code, "there is no file" in made.output) == (2, True)


@pytest.mark.parametrize("ranges", ["", "first,last\n", "\n\n"])
def test_a_file_without_ranges_does_not_pass_for_an_account(
    printed: Path, tmp_path: Path, ranges: str
) -> None:
    issued, entries = tmp_path / "issued.csv", tmp_path / "entries.csv"
    issued.write_text(ranges, encoding="utf-8")
    entries.write_text("", encoding="utf-8")
    made = run(printed, "reconcile", str(issued), str(entries))
    assert made.exit_code == 2
    assert "names no numbers" in made.output


@pytest.mark.parametrize("option", ["--csv", "--pdf"])
def test_no_result_takes_the_place_of_what_somebody_wrote(
    printed: Path, tmp_path: Path, option: str
) -> None:
    entries = tmp_path / "entries.csv"
    entries.write_text("LC1B-R1-000001,entered\n", encoding="utf-8")
    plan = printed / "plan_source/site.yml"
    before = entries.read_bytes(), plan.read_bytes()
    for target in (entries, plan, plan.with_name("open.csv")):
        assert run(printed, "reconcile", "all", str(entries), option, str(target)).exit_code == 2
    assert (entries.read_bytes(), plan.read_bytes()) == before
    assert not plan.with_name("open.csv").exists()


def test_a_table_with_an_open_quote_is_said_without_a_traceback(
    printed: Path, tmp_path: Path
) -> None:
    issued, entries = tmp_path / "issued.csv", tmp_path / "entries.csv"
    issued.write_text('LC1B-R1-000001,"' + "x" * 200_000, encoding="utf-8")
    entries.write_text("x\n", encoding="utf-8")
    made = run(printed, "reconcile", str(issued), str(entries))
    assert (made.exit_code, made.exception.__class__) == (2, SystemExit)
    assert "issued.csv:1:2: a quotation mark is left open" in made.output


def test_money_that_nobody_posted_is_open_until_it_is_named(printed: Path, tmp_path: Path) -> None:
    numbers = [str(serial) for serial in serials(Pool("LC1B", "R1"), 1, 4)]
    record = next(printed.glob("plan_source/records/runs/r-lc1b-*")).stem
    entries = tmp_path / "entries.csv"
    entries.write_text(
        "编号,状态,应收,体温\n"
        + "".join(f"{number},已补录,10,36.{at}\n" for at, number in enumerate(numbers)),
        encoding="utf-8",
    )
    made = run(printed, "reconcile", record, str(entries))
    assert (made.exit_code, "2 still open" in made.output) == (1, True)
    assert "应收 · nothing to compare these figures with" in made.output
    assert "体温 · figures that nobody compares" in made.output
    settled = ("--not-compared", "应收", "--not-compared", "4", "--pdf", str(tmp_path / "o.pdf"))
    made = run(printed, "reconcile", record, str(entries), *settled)
    assert (made.exit_code, "Everything is accounted for" in made.output) == (0, True)
    assert "Not compared: 应收 (as you said); 体温 (as you said)" in made.output
    assert "said to need no comparing" in PdfReader(tmp_path / "o.pdf").pages[0].extract_text()
    made = run(printed, "reconcile", record, str(entries), "--not-compared", "收款")
    assert made.exit_code == 2
    assert "it has: 编号, 状态, 应收, 体温" in made.output


def test_a_workbook_of_entries(printed: Path, tmp_path: Path) -> None:
    numbers = [str(serial) for serial in serials(Pool("LC1B", "R1"), 1, 4)]
    record = next(printed.glob("plan_source/records/runs/r-lc1b-*")).stem
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["编号", "状态", "手工", "HIS", "核对日期"])
    for number in numbers:
        sheet.append([number, "已补录", 35.5, 35.5, datetime.date(2026, 11, 29)])
    sheet["D5"] = "=1/0"
    book.save(tmp_path / "entries.xlsx")
    made = run(printed, "reconcile", record, str(tmp_path / "entries.xlsx"))
    assert made.exit_code == 1
    assert "the cell shows no value" in made.output and "line 5, cell 4" in made.output
    sheet["D5"] = 35.5
    book.save(tmp_path / "entries.xlsx")
    made = run(printed, "reconcile", record, str(tmp_path / "entries.xlsx"))
    assert (made.exit_code, "手工: 142.0 in all; HIS: 142.0 in all" in made.output) == (0, True)
    (tmp_path / "torn.xlsx").write_bytes((tmp_path / "entries.xlsx").read_bytes()[:500])
    made = run(printed, "reconcile", record, str(tmp_path / "torn.xlsx"))
    assert (made.exit_code, "holds no line that can be read" in made.output) == (2, True)


def test_an_open_quotation_mark_is_a_finding_at_its_cell(printed: Path, tmp_path: Path) -> None:
    numbers = [str(serial) for serial in serials(Pool("LC1B", "R1"), 1, 4)]
    record = next(printed.glob("plan_source/records/runs/r-lc1b-*")).stem
    entries = tmp_path / "entries.csv"
    lines = [f"{number},已补录,x\n" for number in numbers * 80]
    lines[10], lines[200] = f'{numbers[2]},已补录,"x\n', f'{numbers[0]},已补录,x"\n'
    entries.write_text("编号,状态,备注\n" + "".join(lines), encoding="utf-8")
    made = run(printed, "reconcile", record, str(entries))
    assert made.exit_code == 1
    assert "entries.csv:12:3: error F870" in made.output


def test_a_drill_is_no_part_of_the_real_account(printed: Path, tmp_path: Path) -> None:
    entries = tmp_path / "entries.csv"
    entries.write_text("number,remark\nLC2-R1-000009-99,late\n", encoding="utf-8")
    real = run(printed, "reconcile", "all", str(entries)).output
    drill = run(printed, "reconcile", "drills", str(entries)).output
    assert "LC2-R1-000001" in real and "LC1-R1-D000001" not in real
    assert "LC2-R1-000001" not in drill and "LC1-R1-D000001" in drill
    assert "Not compared: remark (words)" in real and "every line counts as entered" in real


def test_a_code_that_goes_over_to_another_form_brings_no_number_out_twice(tmp_path: Path) -> None:
    project = tmp_path / "clinic"
    shutil.copytree(
        ROOT / "projects/clinic", project, ignore=shutil.ignore_patterns(".cache", "build")
    )
    for name, was, now in (("fault-note", "LC-4", "LC-77"), ("takings-slip", "LC-2", "LC-4")):
        path = project / f"plan_source/forms/{name}.yml"
        path.write_text(
            path.read_text(encoding="utf-8").replace(f"code: {was}\n", f"code: {now}\n"),
            encoding="utf-8",
        )
    made = run(
        project,
        "forms",
        "print",
        "takings-slip",
        "--department",
        "K1",
        "--count",
        "2",
        "--start",
        "30",
    )
    assert made.exit_code == 2
    assert "holds 1 to 30" in made.output
    entries = tmp_path / "entries.csv"
    entries.write_text("LC4-K1-000001-65,entered\n", encoding="utf-8")
    made = run(project, "reconcile", "r-lc4-k1-000001-3f20aa", str(entries))
    assert "30 issued: entered 1" in made.output
    assert "LC4-K1-000002–000030 (29)" in made.output


def test_records_rebuild_nothing_and_are_no_part_of_the_plan(printed: Path) -> None:
    checked = run(printed, "check", "--format", "json")
    assert not [
        found for found in json.loads(checked.stdout)["findings"] if "records" in str(found)
    ]


def test_a_sheet_of_labels_carries_no_serial(tmp_path: Path) -> None:
    project = tmp_path / "clinic"
    shutil.copytree(
        Path(__file__).parent.parent / "projects/clinic",
        project,
        ignore=shutil.ignore_patterns(".cache", "build"),
    )
    form = project / "plan_source/forms/fault-note.yml"
    grid = "labels: {columns: 3, rows: 5, width: 70, height: 50}"
    form.write_text(f"{form.read_text(encoding='utf-8')}{grid}\n", encoding="utf-8")
    boxes = project / "plan_source/departments.yml"
    held = ", {form: fault-note, per_hour: 1, hours: 1}"
    boxes.write_text(boxes.read_text(encoding="utf-8").replace(held, ""), encoding="utf-8")
    made = run(project, "forms", "print", "LC-4", "--department", "D1", "--count", "1")
    assert made.exit_code == 2
    assert "build/forms/fault-note.pdf" in made.output
    assert not (project / "print").exists()
