"""Running heads and feet stand on one line: a long title gives way to edition, check word and code."""

import pytest
from wardbook.pdf.running_lines import (
    BANNER,
    CODE,
    LINE,
    USUAL,
    beside_banner,
    room_of_title,
    shortened,
)

REST = "draft of 2026.1 (2026-11-01) · U7H-5P4"
LONG = {
    "en": "Z1 Information systems operation and security special emergency plan of the whole hospital group",
    "zh": "Z1 信息系统运行与安全专项应急预案（含各分支机构及其下属单位）及现场处置方案汇编（二〇二六年修订）",
}


@pytest.mark.parametrize("language", LONG)
@pytest.mark.parametrize("code", ["Z1", "Z1 to Z1-ORGANISATION"])
def test_a_long_title_gives_way_at_the_foot(language: str, code: str) -> None:
    title = shortened(LONG[language], room_of_title(REST, code))
    assert title.startswith("Z1 ")
    assert title.endswith("…")
    foot = USUAL.width(f"{title} · {REST}") + CODE.width(f"{code} · 1/1")
    assert LINE - 40 < foot < LINE


def test_what_fits_stays_as_it_is() -> None:
    assert shortened("Z1 Special plan", room_of_title(REST, "Z1")) == "Z1 Special plan"
    assert shortened("一二三四五", USUAL.width("一二三四五")) == "一二三四五"


def test_a_cut_falls_between_words_and_leaves_no_bracket() -> None:
    room = USUAL.width("Plan of the whole organis…")
    assert shortened("Plan of the whole organisation", room) == "Plan of the whole…"
    assert shortened("预案（节选）", USUAL.width("预案（…")) == "预案…"


def test_the_head_keeps_clear_of_the_word_in_its_middle() -> None:
    banner = "Internal · DRAFT"
    head = beside_banner(LONG["en"], banner)
    assert USUAL.width(head) + BANNER.width(banner) / 2 < LINE / 2
    assert USUAL.width(beside_banner(LONG["en"], "")) < LINE / 2


def test_what_stands_behind_a_colon_gives_way_as_a_whole() -> None:
    """ "Medical Affairs Department: action…" said no more than the department."""
    title = "A-D2 Medical Affairs Department: action card"
    assert shortened(title, USUAL.width(title) - 4) == "A-D2 Medical Affairs Department"


def test_letters_take_their_own_widths() -> None:
    widths = [USUAL.width(letter * 4) for letter in ("i", "a", "A", "m", "一")]
    assert widths == sorted(set(widths))
