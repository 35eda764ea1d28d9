"""Places in words: the line, the column, what is cut away, and which of several lines."""

from pathlib import Path

import pytest
from wardbook.findings import Mark, error

from tests.checks.anchors import anchor, described

LONG = "  - " + "a" * 50 + "bc" + "d" * 50


@pytest.mark.parametrize(
    ("text", "line", "column", "shown"),
    [
        ("# top\n  id: ann\n", 2, 7, "id: ⟦ann"),
        ("  id: ann\n", 1, 1, "⟦  id: ann"),
        ("id: ann\n", 2, 1, "⟦"),
        ("id: ann", 1, 8, "id: ann⟦"),
        (LONG, 1, 56, f"…{'a' * 39}b⟦c{'d' * 29}…"),
        (LONG, 1, 5, f"- ⟦{'a' * 30}…"),
        ("- by: ann\n- by: bo\n  - by: ann\n", 3, 9, "- by: ⟦ann (2)"),
        ("- by: anna\n- by: ann\n", 2, 7, "- by: ⟦ann"),
        (f"{LONG}\n{LONG}e\n{LONG}\n", 3, 56, f"…{'a' * 39}b⟦c{'d' * 29}… (3)"),
    ],
)
def test_a_place_is_the_text_around_it(text: str, line: int, column: int, shown: str) -> None:
    assert anchor(text, line, column) == shown


def test_another_column_or_line_is_another_place() -> None:
    text = "- {by: ann, verify: ann}\n- {by: ann, verify: ann}\n"
    shown = {anchor(text, line, column) for line in (1, 2) for column in range(1, 25)}
    assert len(shown) == 48


def test_each_place_of_a_finding_has_a_line(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text("id: ann\n", encoding="utf-8")
    finding = error("U401", Mark("a.yml", 1, 5), Mark("b.yml"))
    assert described([finding], tmp_path) == "U401 error a.yml | id: ⟦ann\n       and b.yml\n"


def test_what_a_finding_says_has_a_line_of_its_own(tmp_path: Path) -> None:
    finding = error("U401", Mark("b.yml"), id="ann", text="one\ntwo")
    lines = "U401 error b.yml\n      says id: ann, text: one\\ntwo\n"
    assert described([finding], tmp_path) == lines
