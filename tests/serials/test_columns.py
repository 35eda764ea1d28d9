"""Which columns of a list are compared, where several have one subject or none."""

from wardbook.serials.columns import layout

PAPER, SYSTEM = ("35.50", "12.00", "8.80"), ("35.50", "12.10", "8.80")


def test_a_second_column_of_a_subject_keeps_no_others_from_being_compared() -> None:
    headings = ("编号", "状态", "实收金额", "系统金额", "实收金额", "手工合计", "系统")
    cells = {2: PAPER, 3: SYSTEM, 4: PAPER, 5: PAPER, 6: SYSTEM}
    found = layout(headings, cells)
    assert [(pair.left, pair.right) for pair in found.pairs] == [(2, 3), (5, 6)]
    assert [(column.at, column.why) for column in found.open] == [(4, "column_again")]
