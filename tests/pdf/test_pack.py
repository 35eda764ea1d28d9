"""The whole box of a department: what lies in it, and how many of each."""

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pypdf import PdfReader
from wardbook.cli import main

from tests.made_once import NOT_COPIED, take_drawings
from tests.pdf import samples

CLINIC = Path(__file__).parent.parent / "projects/clinic"


def run(project: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "--project", str(project), "--ui-language", "en"])


def words(pdf: Path) -> str:
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in PdfReader(pdf).pages))


@pytest.fixture(scope="module")
def box(tmp_path_factory: pytest.TempPathFactory, clinic_built: Path) -> Path:
    project = tmp_path_factory.mktemp("pack") / "clinic"
    shutil.copytree(CLINIC, project, ignore=NOT_COPIED)
    take_drawings(clinic_built, project)
    departments = project / "plan_source/departments.yml"
    twice = "{form: fault-note, per_hour: 1, hours: 1}"
    text = departments.read_text(encoding="utf-8")
    labels = "{form: vial-label, per_hour: 4, hours: 8}"
    notice = "{form: door-notice, per_hour: 1, hours: 2}"
    departments.write_text(
        text.replace(twice, f"{twice}, {twice}, {labels}, {notice}"), encoding="utf-8"
    )
    (project / "plan_source/forms/door-notice.yml").write_text(
        samples.DOOR_NOTICE, encoding="utf-8"
    )
    (project / "plan_source/forms/vial-label.yml").write_text(samples.VIAL_LABEL, encoding="utf-8")
    for more in ((), ("--drill",)):
        made = run(project, "pack", "D1", "--date", "2026-05-02", *more)
        assert made.exit_code == 0, made.output
    return project / "print" / "box-dispensary-2026-05-02"


def test_one_print_job_for_each_paper_stock(box: Path) -> None:
    pages = {path.name: len(PdfReader(path).pages) for path in box.glob("forms-*.pdf")}
    assert pages == {
        "forms-A4-landscape-white.pdf": 6,  # 1 an hour × 5 h × 1.2
        "forms-A5-green-2-part.pdf": 5,  # 1 × 3 h × 1.2 = 3.6, in pads of 5
        "forms-A4-white.pdf": 7,  # 1 × 1 h × 1.2, rounded up, listed twice; 1 × 2 h × 1.2 notices
        "forms-A4-labels-3x8-70x37mm.pdf": 2,  # 4 labels × 8 h × 1.2 = 39 labels on sheets of 24
    }


def test_each_file_says_which_forms_it_holds_and_for_whom(box: Path) -> None:
    titles = {path.name: str(PdfReader(path).metadata["/Title"]) for path in box.glob("*.pdf")}
    assert titles["forms-A4-landscape-white.pdf"] == "LC-3 · D1 Dispensary"
    assert titles["copy-masters.pdf"].endswith(" · D1 Dispensary")


def test_manual_and_card_in_every_language(box: Path) -> None:
    found = {path.relative_to(box).as_posix() for path in (box / "manual-and-card").rglob("*.pdf")}
    assert found == {
        f"manual-and-card/{part}/{language}/dispensary.pdf"
        for part in ("manuals", "cards")
        for language in ("en", "zh")
    }


def test_the_check_words_of_its_leaves_in_every_language(box: Path) -> None:
    for language, title in (("en", "Which leaves are current"), ("zh", "现行页校验字表")):
        said = words(box / f"check-words-{language}.pdf")
        assert title in said and "A-D1" in said
        manual = words(box / f"manual-and-card/manuals/{language}/dispensary.pdf")
        listed = set(re.findall(r"\b[0-9A-Z]{3}-[0-9A-Z]{3}\b", said))
        assert len(listed) > 4 and all(word in manual for word in listed)
    assert "check-words-en.pdf" in words(box / "pack.pdf")
    assert not list(box.parent.glob("*-drill/check-words-*"))


def test_box_card_and_ticket_name_every_form_with_its_numbers(box: Path) -> None:
    card, ticket = words(box / "box.pdf"), words(box / "pack.pdf")
    for code, first in (
        ("LC-3", "LC3-D1-000001-"),
        ("LC-1B", "LC1B-D1-000001-"),
        ("LC-4", "LC4-D1-000001-"),
    ):
        assert code in card and first in card
        assert code in ticket and first in ticket
    assert "Locked cabinet behind the window" in card
    assert len(PdfReader(box / "box.pdf").pages) == 2  # the list for the lid, the label for the box
    assert "pale green paper" in ticket
    assert "LC-19 Vial label 2 2 none" in card
    assert "24 a sheet, 70 × 37 mm each" in ticket and "LC-19" in ticket


def test_what_hangs_on_a_wall_has_no_number_and_nothing_to_enter(box: Path) -> None:
    pages = [page.extract_text() for page in PdfReader(box / "forms-A4-white.pdf").pages]
    notices = [page for page in pages if "We are open" in page]
    assert len(notices) == 3
    assert not any(
        word in notice
        for notice in notices
        for word in ("Back-entry", "Serial", "LC20", "Outage no.")
    )
    assert "LC-20 Door notice 3 2 none" in words(box / "box.pdf")
    masters = words(box / "copy-masters.pdf")
    assert "Fault note" in masters and "We are open" not in masters


def test_each_label_says_its_edition_and_what_it_is_not_for(box: Path) -> None:
    name = "forms-A4-labels-3x8-70x37mm.pdf"
    found, drill = words(box / name), words(box.with_name(f"{box.name}-drill") / name)
    assert (
        found.count("LC-19 Vial label")
        == found.count("LC-19 Vial label 药瓶标签")
        == found.count("ed. 3")
        == 48
    )
    assert drill.count("DRILL 演练 ed. 3") == 48
    assert "药瓶标签" not in drill
    assert "DRILL" not in found


def test_numbered_forms_say_when_they_were_printed_and_until_when_they_count(box: Path) -> None:
    jobs = sorted(box.glob("forms-A4-landscape-white*.pdf")) + sorted(
        box.glob("forms-A5-green*.pdf")
    )
    assert len(jobs) == 2
    for job in jobs:
        found, pages = words(job), len(PdfReader(job).pages)
        said = "".join(found.split())
        assert said.count("Printed印制2026-05-02") == pages
        assert said.count("Validuntil有效至2027-06-15") == pages
        assert found.count("Outage no.") == pages
    assert "Strike empty rows" in words(jobs[0])


def test_a_box_for_a_drill_has_numbers_of_the_drill(box: Path) -> None:
    drill = box.with_name(f"{box.name}-drill")
    assert "FOR A DRILL" in words(drill / "box.pdf") and "FOR A DRILL" in words(drill / "pack.pdf")
    assert "DRILL" in words(drill / "forms-A5-green-2-part.pdf")
    assert "LC3-D1-000001-" not in words(drill / "box.pdf")


def test_the_ticket_names_every_file_with_its_pages(box: Path) -> None:
    ticket = words(box / "pack.pdf")
    for path in box.rglob("*.pdf"):
        assert path.name == "pack.pdf" or path.relative_to(box).as_posix() in ticket
    assert "1–2" in ticket and "3–4" in ticket  # the fault note, which the box lists twice
    assert "two holes" in ticket and "sheets left whole" in ticket and "with this ticket" in ticket
    assert "wardbook" not in ticket and "--" not in ticket, "a print office knows no commands"


def test_copies_on_pages_of_their_own_need_no_multi_part_paper(
    box: Path, tmp_path: Path, clinic_built: Path
) -> None:
    project = tmp_path / "clinic"
    shutil.copytree(CLINIC, project, ignore=NOT_COPIED)
    take_drawings(clinic_built, project)
    made = run(project, "pack", "D1", "--copies", "--output", str(tmp_path / "apart"))
    assert made.exit_code == 0, made.output
    assert len(PdfReader(tmp_path / "apart/forms-A5-green.pdf").pages) == 10
    ticket = words(tmp_path / "apart/pack.pdf")
    assert "collated by number" in ticket and "1–10" in ticket
    assert "carbonless" not in ticket and "2-part carbonless paper" in words(box / "pack.pdf")


def test_every_number_is_recorded(box: Path) -> None:
    records = sorted(
        path.stem for path in (box.parents[1] / "plan_source/records/runs").glob("*-d1-0*")
    )
    assert [record.rsplit("-", 1)[0] for record in records] == [
        "r-lc1b-d1-000001",
        "r-lc3-d1-000001",
        "r-lc4-d1-000001",
        "r-lc4-d1-000003",
    ]


def test_a_form_that_the_box_lists_twice_never_gets_a_number_twice(box: Path) -> None:
    assert run(box.parents[1], "check").exit_code == 0


def test_the_same_box_twice_is_refused_and_a_box_without_forms_too(box: Path) -> None:
    project = box.parents[1]
    before = sorted(project.glob("plan_source/records/runs/*"))
    again = run(project, "pack", "dispensary", "--date", "2026-05-02")
    assert (again.exit_code, "is there already" in again.output) == (2, True)
    empty = run(project, "pack", "consulting-rooms")
    assert (empty.exit_code, "no forms are listed" in empty.output) == (2, True)
    assert sorted(project.glob("plan_source/records/runs/*")) == before
