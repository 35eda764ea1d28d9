"""Texts that were edited in one language only: found, confirmed, and in the way of a release."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from wardbook.cli import main
from wardbook.commands.workspace import Workspace
from wardbook.editions.sheet_lines import sheet_lines
from wardbook.options import Options
from wardbook.sheets.book import Book

from tests.editions.conftest import SUMMARY, edited, opened, told

NOTE = "procedure:dispensary/step:hand-out#note"
FILE = "plan_source/records/translations.csv"


@pytest.fixture
def root(edition_1: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(edition_1, tmp_path / "clinic"))


def stale(root: Path) -> list[tuple[str, str]]:
    said = told_either(root)
    status = 1 if "translations confirm when" in said else 0
    found = json.loads(told(root, "translations", "--format", "json", status=status))["stale"]
    return [(one["text"], one["language"]) for one in found]


def told_either(root: Path) -> str:
    return CliRunner().invoke(main, ["--project", str(root), "translations"]).output


def note(root: Path, language: str, words: str) -> None:
    path = root / "plan_source/procedures/dispensary.yml"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    at = next(place for place, line in enumerate(lines) if line.strip().startswith("note: "))
    other = {"en": "zh: 念出姓名。", "zh": "en: Read the name aloud."}[language]
    lines[at] = f"      note: {{{language}: {words}, {other}}}\n"
    path.write_text("".join(lines), encoding="utf-8")


def test_each_language_makes_the_other_stale(root: Path) -> None:
    assert stale(root) == []
    note(root, "en", "Read it aloud.")
    assert stale(root) == [(NOTE, "zh")]
    note(root, "zh", "念出全名。")
    assert stale(root) == [(NOTE, "en")]


def test_an_edit_of_both_is_none_and_so_is_another_change(root: Path) -> None:
    edited(
        root,
        "procedures/dispensary.yml",
        "{en: Read the name aloud., zh: 念出姓名。}",
        "{en: Read it., zh: 念出。}",
    )
    edited(root, "contacts.yml", '"7030"', '"7031"')
    assert stale(root) == []


def test_what_guides_action_comes_first(root: Path) -> None:
    note(root, "en", "Read it aloud.")
    edited(root, "departments.yml", "Behind the counter,", "Beside the counter,")
    edited(
        root,
        "procedures/dispensary.yml",
        "Two people check each medicine,",
        "Two check each medicine,",
    )
    assert [text.split("#")[1] for text, _ in stale(root)] == ["card", "note", "posted"]


def test_a_confirmation_holds_for_two_wordings(root: Path) -> None:
    note(root, "en", "Read it aloud.")
    told(root, "translations", "confirm", NOTE, "--date", "2026-07-02")
    assert stale(root) == []
    (row,) = (root / FILE).read_text(encoding="utf-8").splitlines()[1:]
    assert row.startswith(f"{NOTE},zh,") and row.endswith(",2026-07-02")
    note(root, "en", "Read it twice.")
    assert stale(root) == [(NOTE, "zh")]
    note(root, "en", "Read it aloud.")
    assert stale(root) == []


@pytest.mark.slow
def test_a_release_waits_for_them(root: Path) -> None:
    note(root, "en", "Read it aloud.")
    said = told(root, "release", "2", "--date", "2026-08-01", *SUMMARY, status=1)
    assert "1 text was edited in one language" in said
    assert not (root / "plan_source/editions/2").exists()
    told(root, "translations", "confirm", "--all")
    assert "No text was left behind" in told(root, "--ui-language", "en", "translations")
    told(root, "release", "2", "--date", "2026-08-01", *SUMMARY)
    assert stale(root) == []


def test_what_is_not_stale_is_not_confirmed(root: Path) -> None:
    note(root, "en", "Read it aloud.")
    said = told(root, "translations", "confirm", NOTE, "x#y", status=2)
    assert '"x#y" is not stale' in said
    assert not (root / FILE).exists()


def test_a_damaged_list_of_confirmations_confirms_nothing(root: Path) -> None:
    note(root, "en", "Read it aloud.")
    (root / FILE).parent.mkdir(exist_ok=True)
    (root / FILE).write_bytes(b"\xff\xfe,")
    assert stale(root) == [(NOTE, "zh")]
    (root / FILE).write_text("one,two\n", encoding="utf-8")
    assert stale(root) == [(NOTE, "zh")]


def test_what_somebody_wrote_into_the_list_of_confirmations_stays(root: Path) -> None:
    """A column of their own, a line, in the encoding in which their spreadsheet saved it."""
    note(root, "en", "Read it aloud.")
    told(root, "translations", "confirm", NOTE, "--date", "2026-07-02")
    head, row = (root / FILE).read_bytes().splitlines()
    by_hand = b"\xef\xbb\xbf%s,by\r\n%s,%s\r\nask Li Wei\r\n" % (head, row, "李伟".encode("gbk"))
    conflict = b"<<<<<<< HEAD\r\n=======\r\n>>>>>>> theirs\r\n"
    (root / FILE).write_bytes(by_hand + conflict)
    assert stale(root) == []
    note(root, "en", "Read it twice.")
    told(root, "translations", "confirm", "--all", "--date", "2026-07-03")
    assert stale(root) == []
    first, *rows, last = (root / FILE).read_bytes().splitlines()
    assert (first, last) == (head + b",by", b"ask Li Wei") and len(rows) == 2
    assert row + b"," + "李伟".encode("gbk") in rows


def test_a_draft_says_what_was_left_behind(root: Path) -> None:
    edited(root, "procedures/dispensary.yml", "Read the name aloud.", "Read the full name aloud.")
    edited(root, "departments.yml", "Behind the counter,", "Beside the counter,")
    edited(root, "forms/fault-note.yml", "What you saw", "What you saw and heard")
    forms = drafted(root, "zh").sheets
    assert forms["form-fault-note"].stamp.edition.endswith("[translation being checked]")
    assert "translation" not in forms["form-visit-slip"].stamp.edition
    assert (
        printed(root, "zh", "procedure-dispensary").count("［译文待更新］Read the full name aloud.")
        == 1
    )
    assert "译文待" not in printed(root, "en", "procedure-dispensary")
    every = everything(root)
    assert "［译文待核对］" in every and "Beside the counter" not in every
    told(root, "translations", "confirm", "--all")
    every = everything(root)
    assert "译文待" not in every and "念出姓名。" in every


def drafted(root: Path, language: str) -> Book:
    (book,) = Workspace(Options(project=root, languages=(language,))).books(opened(root))
    return book


def printed(root: Path, language: str, id: str) -> str:
    return "\n".join(sheet_lines(drafted(root, language).sheets[id].sheet))


def everything(root: Path) -> str:
    found = []
    for stamped in drafted(root, "zh").sheets.values():
        found += sheet_lines(stamped.sheet)
    return "\n".join(found)
