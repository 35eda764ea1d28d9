"""What on a printed leaf is new since the edition that a copy held."""

import pytest
from wardbook.editions.new_words import bare, new_pieces


@pytest.mark.parametrize(
    ("before", "after", "printed", "new"),
    [
        (["Call 7020."], ["Call 7021."], ["Call ", "7021", "."], ["7021"]),
        (["a", "b"], ["a", "b"], ["a", "b"], []),
        (["a"], ["a", "A wholly other line"], ["a", "A wholly", " other line"], ["A wholly", " other line"]),
        (["1 h", "15 min", "x", "15 min"], ["1 h", "15 min", "x", "30 min"], ["15 min", "1 h", "30 min", "x"], ["30 min"]),
        (["15 min", "x", "20 min"], ["15 min", "x", "15 min"], ["x", "15 min", "Check by 15 min", "15 min"], ["15 min"]),
        (["keep", "this one goes", "end"], ["keep", "end"], ["keep", "end"], ["keep"]),
        (["念出姓名和床号。"], ["念出姓名。"], ["念出", "姓名。"], ["姓名。"]),
        (["one long line", "another line", "zzz"], ["another line", "zzz", "one long line"], ["another line", "zzz", "one long line"], ["one long line"]),
        (["a"], ["b, which no leaf prints"], ["a"], []),
    ],
)  # fmt: skip
def test_pieces_that_say_what_was_not_said_before(
    before: list[str], after: list[str], printed: list[str], new: list[str]
) -> None:
    found = new_pieces(before, after, printed)
    assert [printed[place] for place in sorted(found)] == new


def test_what_setting_a_page_changes_is_no_difference() -> None:
    assert bare("LC‑1\u00a0the\u200b slip\n") == "LC-1theslip"
    assert new_pieces(["LC-1 the slip"], ["LC-1 the slip", "More words"], ["LC‑1\u00a0the", " slip", "More\u00a0words"]) == {2}  # fmt: skip
