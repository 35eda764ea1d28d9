"""What kind of figure a cell holds: only amounts have to be compared."""

from decimal import Decimal

import pytest
from wardbook.serials.figures import figure, is_rounded, shape


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


FIGURES = {
    "35": "35",
    "35.5": "35.5",
    ".5": "0.5",
    "1,234": "1234",
    "1 234,": None,
    "1,234,567.80": "1234567.80",
    "1,23": None,
    "35,50": None,
    "-35": "-35",
    "−35": "-35",
    "–35": "-35",
    "+35": "35",
    "35-": "-35",
    "-¥35": "-35",
    "¥-35": "-35",
    "-35-": None,
    "--35": None,
    "(35)": "-35",
    "(-35)": None,
    "(135": None,
    "135)": None,
    "(0)": "0",
    "RMB 35": "35",
    "cny35": "35",
    "USD 35": "35",
    "HK$35": "35",
    "US$ 35": "35",
    "人民币35元": "35",
    "￥35": "35",
    "$35": "35",
    "€35": "35",
    "£35": "35",
    "35元整": "35",
    "35元正": "35",
    "35 yuan": "35",
    "35rmb": "35",
    "35 盒": "35",
    "3人次": "3",
    "2万": "20000",
    "1.5万元": "15000",
    "2万盒": None,
    "35岁": None,
    "3 病区": None,
    "3度": None,
    "5元3角": "5.3",
    "5块3毛2分": "5.32",
    "¥5元": "5",
    "5元2分": "5.02",
    "叁拾伍元伍角": "35.5",
    "人民币叁拾伍圆整": "35",
    "三十五": "35",
    "十五": "15",
    "两百零五元": "205",
    "五角": "0.5",
    "五分": "0.05",
    "一元零五分": "1.05",
    "貳萬參仟": "23000",
    "一亿零二万": "100020000",
    "一二三": None,
    "十百": None,
    "百百": None,
    "元": None,
    "整": None,
    "一百万亿": "100000000000000",
    "九千万亿": None,
    "999999999999999": "999999999999999",
    "1000000000000000": None,
    "1" * 41: None,
    "": None,
    "-": None,
    "abc": None,
    "3 of 4": None,
}
"""What a cell says → its figure."""


@pytest.mark.parametrize("cell", FIGURES)
def test_what_a_figure_is_worth(cell: str) -> None:
    said = FIGURES[cell]
    assert figure(cell) == (None if said is None else Decimal(said))


SHAPES = {
    "nothing": "|-|—|/|无|n/a",
    "whole": "0|7|999999|35.0|99999.0|35 盒|3人次|2支",
    "code": "1000000|007|1234567.0|00.0|+86571888|0571盒|1e7|1.5e+07",
    "amount": "35.5|.5|¥35|35元|35块|35圆|5角|35分|2万|35rmb|35 yuan|35 cny|1,234|-35|35-|+35|+1234567|(35)|35,5|-35,50|1e6|三十五元"
    "|五块|叁拾伍圆|-3盒|3.5盒|¥3盒",
    "words": "35岁|3月|3日|3天|3时|3点|3床|3号|3楼|3层|3室|3科|3区|3组|3班|3周|3年|3级|3度|3病|3页|3行|3十|3百|3千|3亿|3拾|3佰|3仟|3万盒|2026-11-20"
    "|10:30|三十五|五角|a|35,500,1|元",
}


@pytest.mark.parametrize(("kind", "cells"), SHAPES.items())
def test_every_shape(kind: str, cells: str) -> None:
    assert [cell for cell in cells.split("|") if shape(cell) != kind] == []


@pytest.mark.parametrize(
    ("cell", "rounded"),
    [
        ("1e6", False),
        ("1e7", True),
        ("123456789012340", False),
        ("12345678901234500", True),
        ("12345678901234501", False),
        ("１２３４５６７８９０１２３４５０", True),
        ("a" * 15 + "0", False),
        ("a", False),
        ("", False),
    ],
)
def test_what_spreadsheets_round(cell: str, rounded: bool) -> None:
    assert is_rounded(cell) is rounded
