"""Numbers of chapters in both styles of writing, level by level."""

import pytest

from generator.views.numbering import chapter_number, chapter_path, han, letters, roman


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (23, "二十三"), (90, "九十"), (99, "九十九")],
)
def test_han(number: int, text: str) -> None:
    assert han(number) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [(1, "I"), (4, "IV"), (9, "IX"), (14, "XIV"), (40, "XL"), (49, "XLIX"), (90, "XC"), (104, "CIV")],
)
def test_roman(number: int, text: str) -> None:
    assert roman(number) == text


@pytest.mark.parametrize(("number", "text"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (53, "BA"), (703, "AAA")])
def test_letters(number: int, text: str) -> None:
    assert letters(number) == text


def test_numbers_are_never_equal() -> None:
    for count in (han, roman, letters):
        assert len({count(number) for number in range(1, 100)}) == 99


@pytest.mark.parametrize(
    ("position", "zh", "en"),
    [
        ((3,), "三、", "III."),
        ((3, 2), "（二）", "B."),
        ((3, 2, 1), "1.", "1."),
        ((3, 2, 1, 4), "(4)", "(4)"),
        ((3, 2, 1, 4, 5), "(5)", "(5)"),
    ],
)
def test_each_level_has_its_form(position: tuple[int, ...], zh: str, en: str) -> None:
    assert chapter_number("chinese", "zh", position) == zh
    assert chapter_number("chinese", "zh-Hans", position) == zh
    assert chapter_number("chinese", "en", position) == en


@pytest.mark.parametrize(
    ("position", "zh", "en"),
    [
        ((3,), "三", "III"),
        ((3, 2), "三（二）", "III.B"),
        ((3, 2, 1), "三（二）1", "III.B.1"),
        ((3, 2, 1, 4), "三（二）1.(4)", "III.B.1.(4)"),
    ],
)
def test_a_reference_has_the_whole_number(position: tuple[int, ...], zh: str, en: str) -> None:
    assert chapter_path("chinese", "zh", position) == zh
    assert chapter_path("chinese", "en", position) == en
