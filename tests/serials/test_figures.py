"""What kind of figure a cell holds: only amounts have to be compared."""

import pytest
from wardbook.serials.figures import is_rounded, shape


@pytest.mark.parametrize(
    ("cell", "kind"),
    [
        ("", "nothing"),
        ("-", "nothing"),
        ("0", "whole"),
        ("35", "whole"),
        ("35.0", "whole"),
        ("999999", "whole"),
        ("1000000", "code"),
        ("035", "code"),
        ("35.50", "amount"),
        ("1,234", "amount"),
        ("¥35", "amount"),
        ("(35)", "amount"),
        ("35,50", "amount"),
        ("三十五元", "amount"),
        ("1.5E+06", "amount"),
        ("1.5E+07", "code"),
        ("3.301E+17", "code"),
        ("2026-11-20", "words"),
        ("45岁", "words"),
        ("退费 35.50 元", "words"),
    ],
)
def test_what_a_cell_holds(cell: str, kind: str) -> None:
    assert shape(cell) == kind


@pytest.mark.parametrize(
    ("cell", "rounded"),
    [
        ("1.5E+06", False),
        ("1.5E+07", True),
        ("123456789012345", False),
        ("1234567890123450", True),
        ("1234567890123451", False),
    ],
)
def test_a_number_that_a_spreadsheet_has_rounded(cell: str, rounded: bool) -> None:
    assert is_rounded(cell) is rounded
