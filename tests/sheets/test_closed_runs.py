"""Spaces around references: none where Chinese meets Chinese, kept beside Latin, digits and framed codes."""

import pytest
from wardbook.sheets.closed_spans import closed
from wardbook.sheets.sheet import Span


@pytest.mark.parametrize(
    ("texts", "joined"),
    [
        (["凭 ", "挂号单", " 接诊"], "凭挂号单接诊"),
        (["见 ", "《办法》", " ，照办"], "见《办法》，照办"),
        (["拨 ", "8120", " 报修"], "拨 8120 报修"),
        (["查 ", "HIS", " 日志"], "查 HIS 日志"),
        (["tell ", "信息中心", " now"], "tell 信息中心 now"),
        (["", "挂号单", ""], "挂号单"),
        (["依据《", "《供水条例》", "》制定"], "依据《供水条例》制定"),
        (["依据《", "供水条例", "》制定"], "依据《供水条例》制定"),
    ],
)
def test_spaces_around_references(texts: list[str], joined: str) -> None:
    before, name, after = texts
    assert (
        "".join(run.text for run in closed([Span(before), Span(name, "name"), Span(after)]))
        == joined
    )


def test_both_ends_of_the_words_between_two_references() -> None:
    runs = closed(
        [
            Span("甲", "name"),
            Span(" 和 "),
            Span("乙", "name"),
            Span(" 同办 "),
            Span("8120", "number"),
        ]
    )
    assert "".join(run.text for run in runs) == "甲和乙同办 8120"
