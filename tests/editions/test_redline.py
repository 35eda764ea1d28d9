"""The redline: words that went and came, lines that moved, and the PDF of it in each language."""

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from wardbook.editions.redline import (
    LineState,
    PieceMark,
    RedSheet,
    _short,
    red_lines,
    red_pieces,
)

from tests.editions.conftest import edited, release, told

LINES = st.lists(
    st.sampled_from(
        ["Count the slips.", "Ring 7030.", "清点单据。", "Wait 15 min.", "Tell the desk."]
    ),
    max_size=6,
)


def said(before: list[str], after: list[str], mark: PieceMark) -> list[str]:
    """The lines as they were (`GONE`) or are (`NEW`), read from the redline."""
    found = []
    for line in red_lines(before, after):
        words = "".join(piece.text for piece in line.pieces if piece.mark in (PieceMark.SAME, mark))
        is_other = {PieceMark.GONE: LineState.NEW, PieceMark.NEW: LineState.GONE}[mark]
        if line.state is not is_other:
            found.append(words)
    return found


@given(before=LINES, after=LINES)
def test_what_is_there_now_can_be_read_from_a_redline(before: list[str], after: list[str]) -> None:
    assert said(before, after, PieceMark.NEW) == after
    # Of what was there before nothing is lost; a line that moved stands where it is now
    assert sorted(said(before, after, PieceMark.GONE)) == sorted(before)


def test_words_of_both_languages_are_marked_one_by_one() -> None:
    english = list(red_pieces("Wait 30 min, then ring.", "Wait 15 min, then ring."))
    assert [(piece.text, str(piece.mark)) for piece in english] == [
        ("Wait ", "same"),
        ("30", "gone"),
        ("15", "new"),
        (" min, then ring.", "same"),
    ]
    chinese = [(piece.text, str(piece.mark)) for piece in red_pieces("念出姓名。", "念出全名。")]
    assert chinese == [("念出", "same"), ("姓", "gone"), ("全", "new"), ("名。", "same")]


def test_a_moved_line_is_neither_lost_nor_new() -> None:
    states = [str(line.state) for line in red_lines(["a", "b", "c", "d"], ["d", "a", "b", "c"])]
    assert states == ["moved", "same", "same", "same"]


@pytest.mark.parametrize(("now", "same"), [(["a", "b"], True), (["a", "c"], False)])
def test_a_changed_sheet_says_where_no_word_of_it_changed(now: list[str], same: bool) -> None:
    """A heading stood above "64 lines unchanged", and nobody knew whether to replace the leaf."""
    lines = tuple(_short(red_lines(["a", "b"], now)))
    sheet = RedSheet("B-O2", "Back-entry", "en", LineState.CHANGED, lines)
    assert sheet.says_the_same is same


@pytest.mark.slow
def test_each_language_gets_a_pdf_in_which_nothing_hangs_on_a_colour(
    clinic: Path, tmp_path: Path
) -> None:
    release(clinic, "1", "2026-07-01")
    edited(
        clinic,
        "procedures/dispensary.yml",
        "{en: Read the name aloud., zh: 念出姓名。}",
        "{en: Read the full name aloud., zh: 念出全名。}",
    )
    folder = tmp_path / "redline"
    assert "2 files" in told(clinic, "diff", "--format", "pdf", "--output", str(folder))
    english = words_of(folder / "redline-en.pdf")
    assert "Readthe[+full+]namealoud." in english
    assert "念出[−姓−][+全+]名。" in words_of(folder / "redline-zh.pdf")
    assert "Unchanged lines: " in PdfReader(folder / "redline-en.pdf").pages[0].extract_text()
    said = told(clinic, "diff", "--format", "pdf", "--output", str(folder), status=2)
    assert "redline" in said
    shutil.rmtree(folder)


def words_of(file: Path) -> str:
    pages = PdfReader(file).pages
    return "".join("".join(page.extract_text().split()) for page in pages)
