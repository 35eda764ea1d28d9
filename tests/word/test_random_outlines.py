"""Whatever outline is written into a Word file, the draft prints the same: headings, numbers, lists, prose."""

import docx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wardbook.plan.loader import load
from wardbook.sheets.numbering import han
from wardbook.sheets.plan.chapters import chapter_views
from wardbook.sheets.project_localizer import localizer_for
from wardbook.word.docx_files import read_docx
from wardbook.word.drafted_plans import DraftWishes, drafted_plans, written
from wardbook.word.source_accounts import account_of

from tests.examples import examples
from tests.fixtures import CLINIC
from tests.word.printed_words import chapter_lines, saved, squeezed

PROJECT = load(CLINIC).project
assert PROJECT is not None

WORDS = st.text("应急处置科室信息电话停用恢复报告记录单据核对补录时间", min_size=2, max_size=12)
SENTENCES = WORDS.map(lambda words: f"{words}，{words}。")
NUMBERS = {
    "一、": lambda at: f"{han(at)}、",
    "（一）": lambda at: f"（{han(at)}）",
    "1.": lambda at: f"{at}.",
    "（1）": lambda at: f"（{at}）",
}


@st.composite
def outlines(draw: st.DrawFn) -> list[tuple[str, str, int]]:
    """Lines of a plan: number, words, level of heading (0: none)."""
    lines: list[tuple[str, str, int]] = []
    for chapter in range(1, draw(st.integers(1, 4)) + 1):
        lines.append((f"{han(chapter)}、", draw(WORDS), 1))
        sections = draw(st.integers(0, 3))
        if not sections or draw(st.booleans()):
            lines += prose(draw)
        for section in range(1, sections + 1):
            lines.append((f"（{han(section)}）", draw(WORDS), 2))
            lines += prose(draw)
    return lines


def prose(draw: st.DrawFn) -> list[tuple[str, str, int]]:
    """A paragraph, then perhaps a list with a list below, then perhaps a paragraph."""
    lines = [("", draw(SENTENCES), 0)]
    items = draw(st.integers(0, 4))
    for at in range(1, items + 1):
        lines.append((f"{at}.", draw(SENTENCES), 0))
        for below in range(1, draw(st.sampled_from((0, 0, 2, 3))) + 1):
            lines.append((f"（{below}）", draw(SENTENCES), 0))
    if items and draw(st.booleans()):
        lines.append(("", draw(SENTENCES), 0))
    return lines


@settings(max_examples=examples(25), suppress_health_check=[HealthCheck.too_slow])
@given(outlines(), st.booleans(), st.booleans())
def test_an_outline_comes_back_as_it_was(
    lines: list[tuple[str, str, int]], is_styled: bool, has_gaps: bool
) -> None:
    document = docx.Document()
    document.add_paragraph("应急预案", "Title")
    gap = " " if has_gaps else ""
    for number, words, level in lines:
        text = number + gap * bool(number) + words
        if level and is_styled:
            document.add_heading(text, level)
        else:
            document.add_paragraph(text)
    source = read_docx(saved(document), "plan.docx")
    (made,) = drafted_plans(source, PROJECT, DraftWishes("zh"))
    views = chapter_views(localizer_for(PROJECT, "zh"), made.plan(PROJECT))
    printed: list[str] = []
    for view in views:
        printed += map(squeezed, chapter_lines(view))
    assert printed == [squeezed(number + words) for number, words, _ in lines]
    heads = [squeezed(view.number + view.title) for view in views]
    assert heads == [squeezed(number + words) for number, words, level in lines if level == 1]
    account = account_of(source, [(made, written(made.data).places)])
    assert all(line.line for line in account.lines)
