"""Words that people write into lists: each is read as what it means, alone and in every writing. They are written out here, so
that none gets lost."""

import re

import pytest
from wardbook.serials.column_headings import HeadingMeaning, meaning_of
from wardbook.serials.column_kinds import judged
from wardbook.serials.list_words import (
    MOST_LETTERS,
    column_of,
    has_digit,
    is_date,
    is_nothing,
    is_of_the_table,
    narrow,
    state_of,
    vocabulary,
    word,
)

HAN = re.compile("[一-鿿]+")
STATES = {
    "entered": "entered|merged|done|ok|yes|已补录|补录|已录|录|已录入|录入|已补|补录完成|完成|已完成|已登|已合并|合并|是|√|✓|✔|☑"
    "|已录入his|已录his|已录系统|已录入系统|已补录his|已入系统|entered in his|Entered|ＯＫ",
    "scanned": "scanned|scan only|scan|仅扫描|扫描|已扫描|只扫描|已扫描归档|扫描归档|已归档扫描",
    "void": "void|voided|spoiled|作废|废|已作废|作废单",
    "unused": "unused|blank|returned|未用|未使用|空白|空白单|退回|退库",
}
COLUMNS = {
    "serial": "serial|serial no.|serial number|number|no.|编号|号码|流水号|序列号|单号|单据编号|单据号|票据号|票号|凭据号|起号",
    "to": "to|last|until|至|止号|末号",
    "state": "state|status|outcome|状态|去向|结果|处理|处理结果|补录情况|补录状态",
}
OF_THE_TABLE = (
    "合计|总计|小计|共计|本页合计|本日小计|本页总计|本日共计|total|subtotal|totals|Subtotals|制表：|审核:|复核:|核对:|填表人:|经办人:"
    "|prepared by|checked by|verified by A. Li|第1页|第 1 页 共 3 页|第1页/共3页|共 12 页|page 1|page 1 of 3|Page 2/3"
)
NOT_OF_THE_TABLE = "1|已补录|第一|页|制表|合|page|total 35|totally|共3|12页"
NOTHING = "|-|--|—|——|–|/|\\|无|n/a|N/A"
DATES = (
    "2026-11-20|2026/1/2|2026.11.20|2026年11月20日|2026 年 1 月 2 日|2026年11月20|11-20|11/20|11月20日|20-11-2026|20/11/2026|20.11.2026"
    "|10:30|8:05:09|2026-11-20 10:30|2026-11-20T10:30|11-20 8:05"
)
NO_DATES = "|11|2026|10:3|2026-11|11.20|20.11.26|10.30|x 11-20|11-20 x"

MONEY = "金额|费用|收费|总金额|合计金额|总额|款|款额|钱|费|amount|amounts|sum|total|money|charge|charges|fee|fees|price"
SIDES = {
    "system": "信息系统|系统|his|补录|录入|入账|记账|已记费|记费|计费|电脑|计算机|posted|system|recorded|booked|computer",
    "paper": "手工|手写|人工|纸质|纸面|纸|单据|凭据|票面|应收|应付|paper|manual|handwritten|written|slip|charged|billed|due|owed",
    "received": "实收|实付|已收|paid|received|collected",
}
KNOWN = {
    ("paper", "drugs"): "dispensed|发药|发药数|发药数量|实发数|实发数量",
    ("system", "drugs"): "deducted|下账|下账数|下账数量|扣减数|扣减数量",
    ("paper", "examinations"): "done|performed|已做|已做数|已做数量|检查数|检查数量",
    ("system", "examinations"): "confirmed|已确认|确认|确认数|确认数量|系统确认|系统确认数",
}
UNITS = "元|圆|人民币|rmb|cny|yuan|盒|瓶|支|片|张|份|次|件|人次|¥|￥|€|$"

CODES = (
    "号|号码|编码|代码|条码|工号|电话|手机|分机|联系方式|床|床位|床号|病区|病房|房间|性别|邮编|bed|ward|room|phone|tel|telephone"
    "|mobile|ext|extension|fax|id|ids|mrn|code|codes|barcode|no|no.|number|numbers|sex|gender|bed no."
)
AGES = "年龄|岁|age|患者年龄"
TIMES = "日期|时间|时刻|年份|年月|date|time|day|year|month"
ROWS = "序号|序|行号|行|no.|no|#|row|rows|line|item|"
CHARGED = "费|额|款|价|金|元|钱|收|付|¥|$|数量|发药|amount|fee|charge|price|cost|paid|money|cash|sum|total|qty|quantity|due|his|系统|手工"


def listed(words: dict[str, str]) -> list[tuple[str, str]]:
    return [(word, meant) for meant, said in words.items() for word in said.split("|")]


@pytest.mark.parametrize(("said", "state"), listed(STATES))
def test_what_became_of_a_form(said: str, state: str) -> None:
    assert state_of(said) == state
    assert state_of(f"{said}（12日）") == state
    if HAN.fullmatch(said):
        assert state_of(" ".join(said)) == state
    assert column_of(said) == ""


@pytest.mark.parametrize(
    "said",
    [
        "未补录",
        "没录",
        "待补录",
        "不是",
        "not entered",
        "no scan",
        "isn't done",
        "pending",
        "entered, pending",
        "done except two",
        "entered?",
        "已补录（未完）",
        "已补录，另一张作废",
        "entered, one void",
        "void (scanned)",
        "maybe",
        "√ 作废",
        "x",
        "",
    ],
)
def test_what_leaves_a_state_in_doubt(said: str) -> None:
    assert state_of(said) is None


@pytest.mark.parametrize(
    "said",
    [
        "√3张",
        "✓ 12日",
        "已补录:张",
        "已补录 张",
        "已补录、张",
        "已补录/张",
        "entered (by A)",
        "entered - A",
        "done—A",
        "done; A",
    ],
)
def test_what_is_remarked_behind_a_state(said: str) -> None:
    assert state_of(said) == "entered"


@pytest.mark.parametrize(("said", "column"), listed(COLUMNS))
def test_what_columns_are_called(said: str, column: str) -> None:
    assert column_of(said) == column
    assert column_of(f"{said} (A)") == column
    assert column_of(f"{said}x") == ""
    assert column_of(" ".join(said)) == (column if HAN.fullmatch(said) else "")
    assert state_of(said) is None


def test_cells_that_belong_to_the_table() -> None:
    assert [said for said in OF_THE_TABLE.split("|") if not is_of_the_table(said)] == []
    assert [said for said in NOT_OF_THE_TABLE.split("|") if is_of_the_table(said)] == []


def test_what_is_struck_or_empty() -> None:
    assert [said for said in NOTHING.split("|") if not is_nothing(said)] == []
    assert [said for said in ("0", "---", "x", "无3") if is_nothing(said)] == []


def test_days_and_times() -> None:
    assert [said for said in DATES.split("|") if not is_date(said)] == []
    assert [said for said in NO_DATES.split("|") if is_date(said)] == []


def test_cells_are_read_in_one_writing() -> None:
    assert narrow("  Ｎｏ．  1 \t 2 ") == "no. 1 2"
    assert word("已 补 录 A 1") == "已补录 a 1"
    assert narrow("x" * 300) == "x" * MOST_LETTERS == "x" * 200
    assert has_digit("a１") and not has_digit("a一")


@pytest.mark.parametrize(("said", "side"), listed(SIDES))
def test_which_side_a_heading_speaks_of(said: str, side: str) -> None:
    assert meaning_of(said) == HeadingMeaning(side, "", False)
    assert meaning_of(f"{said} 药 (of the)") == HeadingMeaning(side, "药", False)
    assert meaning_of(f"{said} amount") == HeadingMeaning(side, "money", True)
    if said.isascii():
        assert meaning_of(f"x{said}y").side == ""


@pytest.mark.parametrize("said", MONEY.split("|"))
def test_what_money_is_called(said: str) -> None:
    assert meaning_of(said) == HeadingMeaning("", "money", True)
    assert meaning_of(f"{said}x") != HeadingMeaning("", "money", True)


@pytest.mark.parametrize(
    ("said", "meant"), [(said, meant) for meant, all in KNOWN.items() for said in all.split("|")]
)
def test_headings_that_say_side_and_subject(said: str, meant: tuple[str, str]) -> None:
    assert meaning_of(said) == HeadingMeaning(*meant, True)


@pytest.mark.parametrize("unit", UNITS.split("|"))
def test_units_behind_a_heading(unit: str) -> None:
    assert meaning_of(f"金额（{unit}）") == HeadingMeaning("", "money", True)
    assert meaning_of(f"药 {unit}").subject == f"药{unit}".lower().replace("￥", "¥")


@pytest.mark.parametrize(
    "filler",
    [
        "in",
        "on",
        "by",
        "the",
        "of",
        "as",
        "per",
        "的",
        "按",
        "(",
        ")",
        "/",
        ":",
        "_",
        ",",
        "|",
        "-",
    ],
)
def test_fillers_of_a_heading(filler: str) -> None:
    assert meaning_of(f"药 {filler} 盒").subject == "药盒"


BIG = ["35", "120", "48", "260"]


@pytest.mark.parametrize(
    ("headings", "cells", "why"),
    [
        (CODES, BIG, "codes"),
        (AGES, BIG[:3], "ages"),
        (TIMES, BIG, "dates"),
        (ROWS, ["1", "2"], "rows"),
    ],
)
def test_headings_of_numbers_that_are_no_amounts(headings: str, cells: list[str], why: str) -> None:
    assert [said for said in headings.split("|") if judged(said, cells) != why] == []


@pytest.mark.parametrize("heading", ["agency", "x day x", "no. x", "numbered", "idea", "某"])
def test_headings_that_excuse_nothing(heading: str) -> None:
    assert judged(heading, BIG) == ""


def test_what_is_charged_or_counted_is_never_excused() -> None:
    for said in CHARGED.split("|"):
        assert judged(said, ["1", "2", "3"]) == judged(f"某{said}某", ["2", "2"]) == "", said
    assert judged("某", ["1", "2", "3"]) == "rows"
    assert judged("某", ["2", "2"]) == "constant"


@pytest.mark.parametrize(
    ("heading", "cells", "why"),
    [
        ("年龄", ["130", "45"], "ages"),
        ("年龄", ["131", "45"], ""),
        ("年龄", ["0", "45"], "ages"),
        ("某", ["9", "9"], "constant"),
        ("某", ["10", "10"], ""),
        ("某", ["9"], ""),
        ("某", ["1"], ""),
        ("某", ["1", "2"], ""),
        ("某", ["1", "2", "1"], "rows"),
        ("某", ["1", "1", "1"], "constant"),
        ("某", ["1", "3", "4"], ""),
        ("序号", ["1"], "rows"),
        ("序号", ["2", "3"], "codes"),
        ("行", ["2", "3"], ""),
        ("某", ["0123", "45"], "codes"),
        ("某", ["1234567", "7654321"], "codes"),
        ("某", ["1234567", "45"], ""),
        ("某", ["20261130", "20261201"], "dates"),
        ("某", ["19000101", "21991231"], "dates"),
        ("某", ["18991231", "22000101"], "codes"),
        ("某", ["20261131", "20261130"], "codes"),
        ("某", ["20261130", "0"], ""),
        ("某", ["2026113", "2026114"], "codes"),
        ("某", ["202611301", "202611302"], "codes"),
        ("某", ["甲", "乙", "3"], "words"),
        ("某", ["甲", "3"], ""),
        ("某", ["11-20", "甲"], "dates"),
        ("某", ["11-20", "甲", "乙"], "words"),
        ("某", ["", "-"], "nothing"),
        ("某", ["甲", "乙", "35.50"], ""),
        ("某", ["35.0", "36.0"], ""),
    ],
)
def test_why_a_column_is_none_of_figures(heading: str, cells: list[str], why: str) -> None:
    assert judged(heading, cells) == why


def test_the_page_gets_the_same_words() -> None:
    assert vocabulary() is not vocabulary()
    assert set(vocabulary()) >= {*STATES, *COLUMNS, *SIDES, "money", "unit", "rows", "charged"}
