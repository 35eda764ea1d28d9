"""Lists of numbered forms, and what is open in each. The command and the site's page are held to
the same table."""

from dataclasses import dataclass
from typing import Any

from wardbook.serials.entries import read_entries
from wardbook.serials.issued import IssuedNumbers
from wardbook.serials.list_text import rows
from wardbook.serials.pads import between
from wardbook.serials.reconciliation import Account, reconcile

PAD = ("MZ0001", "MZ0004")
OURS = ("OP04-C2-000001-47", "OP04-C2-000003-41")


@dataclass(frozen=True)
class List:
    """A list, the ranges that were handed out, and what is open, a line each, as `open_in` says
    it."""

    name: str
    text: str
    open: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    ranges: tuple[tuple[str, str], ...] = (PAD,)
    passed: tuple[str, ...] = ()


def pad(*columns: str, heading: str) -> str:
    """A list of four numbers, all entered, with a heading and four cells for each further
    column."""
    lines = [f"编号,状态,{heading}"]
    for at in range(4):
        lines.append(
            ",".join([f"MZ000{at + 1}", "已补录", *(column.split("|")[at] for column in columns)])
        )
    return "\n".join(lines) + "\n"


FIRST = "35.50|35.50|10|10"
LESS = "0|35.50|10|10"


def pairs() -> list[List]:
    """Pairs of columns that people name in many ways: the first line differs."""
    found = []
    for heading in (
        "应收,实收",
        "手工,HIS",
        "Charged,Paid in HIS",
        "金额,系统金额",
        "Amount,System amount",
        "手工金额（元）,系统金额（元）",
        "应收金额,实收金额",
        "纸质单据金额,补录金额",
        "金额,HIS",
        "Charge,In the system",
        "Due,Paid",
        "窗口收取,信息系统",
        "手写 药费,HIS 药费",
    ):
        left, right = heading.split(",")
        shown = f"{' '.join(left.split())} 35.50 ≠ {' '.join(right.split())} 0"
        found.append(
            List(heading, pad(FIRST, LESS, heading=heading), (f"differs MZ0001 {shown} @2",))
        )
    return found


def open_columns() -> list[List]:
    """Figures that nobody compares, whatever stands above them."""
    found = []
    for heading, cells, why in (
        ("备注", "35.50|||", "no_column"),
        ("电话", "35.50|1|2|3", "no_column"),
        ("甲", "3|0|5|6", "no_column"),
        ("日期", "35.50|20261129|20261129|20261129", "no_column"),
        ("挂号费", "5|5|5|5", "no_column"),
        ("序号", "1|2|3|0", "no_column"),
        ("年龄", "45|200|3|4", "no_column"),
        ("系统", "0|0|0|0", "no_partner"),
        ("说明", "￥３５|||", "no_column"),
        ("说明", "叁拾伍元伍角|||", "no_column"),
        ("说明", "(12.00)|||", "no_column"),
        ("说明", "35 元|||", "no_column"),
        ("说明", '"1,234"|||', "no_column"),
        ("说明", '"35,50"|||', "no_column"),
        ("体温", "36.5|36.6|37|38", "no_column"),
        ("盒数", "3盒|2盒|1盒|4盒", "no_column"),
    ):
        text = pad(cells, heading=heading)
        found.append(List(f"{heading} {cells}", text, (f"{why} {heading} @1.3",)))
        told = List(f"{heading} {cells} told", text, (), (heading,), passed=(f"{heading} told",))
        found.append(told)
    return found


def passed_columns() -> list[List]:
    """Columns of numbers that are no amounts: each passes, and is named."""
    found = []
    for heading, cells, why in (
        ("序号", "1|2|3|4", "rows"),
        ("页", "1|2|1|2", "rows"),
        ("登记日期", "2026-11-29|2026/11/29|11-29|11月29日", "dates"),
        ("何时", "20261129|20261130|20261201|20261231", "dates"),
        ("何时", "19000101|20240229|20261231|21991231", "dates"),
        ("时间", "10:30|8:05|11:00|23:59", "dates"),
        ("时间", "1030|1040|1050|1100", "dates"),
        ("电话", "8120|8290|8120|010", "codes"),
        ("手机", "13800000000|13800000001|13800000000|13900000000", "codes"),
        ("谁", "13800000000|13800000001|13800000000|13900000000", "codes"),
        ("联系电话", "8120|8290|8120|8121", "codes"),
        ("住院号", "100234|100235|100236|100299", "codes"),
        ("卡", "000123|000124|000130|000131", "codes"),
        ("收费员工号", "1023|1024|1023|1023", "codes"),
        ("年龄", "45|3|0|70", "ages"),
        ("年龄", "130|3|1|70", "ages"),
        ("年龄", "45岁|3月|5天|70岁", "words"),
        ("床号", "12|3|4|7", "codes"),
        ("病区", "3|3|5|6", "codes"),
        ("Bed", "12|3|4|7", "codes"),
        ("张数", "1|1|1|1", "constant"),
        ("备注", "退费 35.50 元|补|无|3", "words"),
        ("核对人", "张三|李四|张三|王五", "words"),
        ("电话", "+8613800000000|+8613800000001|+8613800000002|+8613800000003", "codes"),
    ):
        text = pad(cells, heading=heading)
        found.append(List(f"{heading} {cells}", text, passed=(f"{heading} {why}",)))
    return found


def money() -> list[List]:
    """Cells that say the same amount."""
    found = []
    for cell, other in (
        ("35.50", "35.5"),
        ('"1,235.50"', "1235.5"),
        ("￥３５．５０", "35.50"),
        ("35.50元", "¥35.5"),
        ("人民币35.5元整", "35.50"),
        ("(12.00)", "-12"),
        ("−12", "12-"),
        ("3盒", "3"),
        ("叁拾伍元伍角", "35.5"),
        ("壹仟零伍拾元整", "1050"),
        ("三十五", "35"),
        ("35元5角", "35.50"),
        ("1.2万", "12000"),
        ("貳萬參仟", "23000"),
        ("一亿零二万", "100020000"),
        ("1 234.50", "1234.5"),
        (".5", "0.50"),
    ):
        text = pad(f"{cell}|1|1|1", f"{other}|1|1|1", heading="金额,系统金额")
        found.append(List(f"{cell} = {other}", text))
    return found


def no_amounts() -> list[List]:
    """Cells in which nobody can read an amount, and empty ones."""
    found = []
    for cell in (
        "ten",
        '"35,50"',
        "1.2.3",
        "12:30",
        "3/4",
        "45岁",
        "--5",
        "3千",
        "九" * 60,
        "一亿亿",
        "1" * 16,
    ):
        text = pad(f"{cell}|1|1|1", "35|1|1|1", heading="金额,系统金额")
        open_ones = ("differs MZ0001 金额 – ≠ 系统金额 35 @2", "no_number @2.3")
        found.append(List(f"{cell[:9]} is no number", text, open_ones))
    empty = pad("35||0|-", "|||/", heading="金额,系统金额")
    differences = (
        "differs MZ0001 金额 35 ≠ 系统金额 – @2",
        "differs MZ0003 金额 0 ≠ 系统金额 – @4",
    )
    found.append(List("empty is not nought", empty, differences))
    return found


DONE = "已补录"
BACKWARDS = "".join(f"{DONE},MZ000{at}\n" for at in (1, 2, 3, 4))
"""Rows of a list whose states stand before its numbers."""


def headings() -> list[List]:
    """Names of columns: in two lines, on each page, below other things."""
    return [
        List(
            "names in two lines",
            f"登记表,,,\n编号,状态,金额（元）,,备注\n,,手工,系统,\nMZ0001,{DONE},35.50,0,\n"
            + "".join(f"MZ000{at},{DONE},1,1,\n" for at in (2, 3, 4)),
            ("differs MZ0001 金额（元） 手工 35.50 ≠ 金额（元） 系统 0 @4",),
        ),
        List(
            "heading on each page, groups, page numbers",
            f"序号,编号,状态\n,门诊,\n1,MZ0001,{DONE}\n2,MZ0002,{DONE}\n小计,2,\n第 1 页 共 2 页,,\n序号,编号,状态\n"
            f",药房,\n1,MZ0003,{DONE}\n2,MZ0004,{DONE}\n2026年11月29日,,\nPage 2 of 2,,\n",
            passed=("序号 rows",),
        ),
        List(
            "a title of two cells",
            f"收费登记,门诊楼\n编号,状态\nMZ0001-MZ0004,{DONE}\n",
        ),
        List(
            "two remarks in a line between",
            f"编号,状态,备注\nMZ0001,{DONE},\n张,,李\nMZ0002,{DONE},\nMZ0003,{DONE},\nMZ0004,{DONE},\n",
            ("strange 张 @3",),
        ),
        List(
            "one word below the names",
            f"编号,状态,金额,系统金额\n,,手工,\nMZ0001,{DONE},35,0\n"
            + "".join(f"MZ000{at},{DONE},1,1\n" for at in (2, 3, 4)),
            ("differs MZ0001 金额 35 ≠ 系统金额 0 @3",),
        ),
        List("names in the twentieth line", "登记表\n" * 19 + f"状态,编号\n{BACKWARDS}"),
        List(
            "names too far down",
            "登记表\n" * 20 + f"状态,编号\n{BACKWARDS}",
            (
                *(f"missing MZ000{at}" for at in (1, 2, 3, 4)),
                *(f"no_state @{at}" for at in range(21, 26)),
            ),
        ),
    ]


def no_headings() -> list[List]:
    """Columns without names."""
    return [
        List(
            "states without names, one of them empty",
            "MZ0001,\nMZ0002,作废\nMZ0003\nMZ0004,已补录\n",
        ),
        List(
            "figures without names",
            "MZ0001,已补录,35.50\nMZ0002,已补录\nMZ0003,已补录\nMZ0004,已补录\n",
            ("no_heading @1.3",),
        ),
        List(
            "figures without names, told",
            "MZ0001,已补录,35.50\nMZ0002,已补录\nMZ0003,已补录\nMZ0004,已补录\n",
            told=("3",),
            passed=("3 told",),
        ),
        List(
            "the first column, told",
            "体温,编号,状态\n" + "".join(f"36.5,MZ000{at},{DONE}\n" for at in (1, 2, 3, 4)),
            told=("1",),
            passed=("体温 told",),
        ),
    ]


def states() -> list[List]:
    """What is said of a form, with remarks and without."""
    return [
        List(
            "states with remarks",
            "编号,状态\nMZ0001,已补录（张）\nMZ0002,作废（写错）\nMZ0003,√ 李\nMZ0004,已录入HIS 10:30\n",
        ),
        List(
            "states that are none",
            "编号,状态\nMZ0001,待补录\nMZ0002,未补录\nMZ0003,已补录（未核对）\nMZ0004,entered - not in HIS\n",
            (
                *(f"missing MZ000{at}" for at in (1, 2, 3, 4)),
                *(f"no_state @{at}" for at in (2, 3, 4, 5)),
            ),
        ),
        List(
            "a remark that says another state",
            "编号,状态\nMZ0001,已补录（作废）\nMZ0002,void - entered\nMZ0003,ok\nMZ0004,已扫描归档\n",
            ("missing MZ0001", "missing MZ0002", "no_state @2", "no_state @3"),
        ),
        List(
            "ticks below states",
            "编号,已补录,作废\nMZ0001,√,\nMZ0002,√,√\nMZ0003,,√\nMZ0004,√,\n",
            ("state_ticked 作废 @1.3", "state_ticked 已补录 @1.2"),
        ),
        List(
            "remarks in a column of their own, of which two contradict",
            "编号,状态,备注\nMZ0001,已补录,HIS 未见\nMZ0002,已补录,李护士录\nMZ0003,作废,写错\n"
            "MZ0004,entered,not found in the system\n",
            ("missing MZ0001", "missing MZ0004", "remark_contradicts @2", "remark_contradicts @5"),
        ),
        List(
            "no states, and words under another name that say otherwise",
            "收据号,收款,HIS收费,进度\nMZ0001,10,10,未补\nMZ0002,10,10,李某\nMZ0003,10,10,\nMZ0004,9,9,\n",
            ("missing MZ0001", "remark_contradicts @2"),
            passed=("进度 words",),
        ),
    ]


def answers() -> list[List]:
    """Columns that say yes or no of each form, and states that were undone."""
    return [
        List(
            "answered by yes and no",
            "Serial,Entered?,By\nMZ0001,Yes,A\nMZ0002,Y,A\nMZ0003,No,B\nMZ0004,Yes,B\n",
            ("state_ticked Entered? @1.2",),
        ),
        List(
            "answered by yes and no whether it was paid",
            "编号,是否补录,经手人\nMZ0001,是,甲\nMZ0002,是,甲\nMZ0003,否,乙\nMZ0004,是,乙\n",
            ("state_ticked 是否补录 @1.2",),
        ),
        List(
            "who entered and when is no answer",
            "编号,状态,补录人\nMZ0001,已补录,是某\nMZ0002,已补录,甲\nMZ0003,作废（已退费）,乙\nMZ0004,未用,乙\n",
        ),
        List(
            "undone behind the state",
            "No,Status\nMZ0001,entered\nMZ0002,entered then reversed\nMZ0003,已补录（已冲销）\nMZ0004,entered\n",
            ("missing MZ0002", "missing MZ0003", "no_state @3", "no_state @4"),
        ),
    ]


def numbers() -> list[List]:
    """Numbers as people and spreadsheets write them."""
    return [
        List(
            "serial and day in one cell",
            '编号,状态\nOP04-C2-000001-47 2026-11-29 10:30,已补录\n"OP04-C2-000002-44\n2026/11/29",已补录\n'
            "OP04 C2 000003 41 门诊,已补录\n",
            ranges=(OURS,),
        ),
        List(
            "zeros and letters lost",
            '编号,状态\nMZ1,已补录\n2,已补录\n"=""MZ0003""",已补录\n0004,已补录\n',
            ("strange MZ1 → MZ0001 @2", "strange 2 → MZ0002 @3", "strange 0004 → MZ0004 @5"),
        ),
        List(
            "letters for digits, letters lost, words glued to a number",
            '编号,状态\nMZOOO1,已补录\nZ0002,已补录\n第MZ0003号,已补录\n"MZ00,04",已补录\n',
            (
                "strange MZOOO1 → MZ0001 @2",
                "strange MZ00,04 → MZ0004 @5",
                "strange Z0002 → MZ0002 @3",
                "strange 第MZ0003号 → MZ0003 @4",
            ),
        ),
    ]


def from_other_programs() -> list[List]:
    """Numbers and letters as other programs write them."""
    return [
        List(
            "letters that nobody sees",
            f"\ufeff编号,状态\n\u200bMZ0001,{DONE}\n\ufeffMZ0002,\u200e{DONE}\nMZ0003,{DONE}\nMZ0004,{DONE}\n",
        ),
        List(
            "rounded by the spreadsheet",
            "编号,状态\n3.301E+17,已补录\n330100026000123000,已补录\n330100026000123402,已补录\n'330100026000123401,作废\n",
            ("strange 3.301E+17 rounded @2", "strange 330100026000123000 rounded @3"),
            ranges=(("330100026000123401", "330100026000123402"),),
        ),
        List(
            "a number with a point",
            "编号\n00000123.0\n'00000124\n",
            ranges=(("00000123", "00000124"),),
        ),
        List(
            "traditional characters",
            "編號,狀態,手寫金額,系統金額\n"
            + "".join(f"MZ000{at},已補錄,12.00,12.00\n" for at in (1, 2, 3, 4)),
        ),
    ]


def numbers_of_two() -> list[List]:
    """Numbers that could be of two pads, or two of one."""
    return [
        List(
            "letters for digits that could mean two",
            "编号\nMZ0OOL\n",
            (
                "missing MZ0001",
                "missing MZ0002",
                "missing MZO001",
                "missing MZO002",
                "strange MZ0OOL @2",
            ),
            ranges=(("MZ0001", "MZ0002"), ("MZO001", "MZO002")),
        ),
        List(
            "zeros lost in two pads",
            "编号\n2\nKM0001\n",
            ("missing KM0002", "missing MZ0001", "missing MZ0002", "strange 2 @2"),
            ranges=(("MZ0001", "MZ0002"), ("KM0001", "KM0002")),
        ),
        List(
            "wrong check digits are said of ours alone",
            "编号\nOP04-C2-000001-74\nOP04-C2-000002-44\nOP04-C2-000003-41\nOP04-C2-000009-23\nMZ9\n",
            (
                "mistyped OP04-C2-000001-74 → OP04-C2-000001-47 @2",
                "unknown OP04-C2-000009-23 @5",
                "strange MZ9 @6",
            ),
            ranges=(OURS,),
        ),
    ]


def ranges() -> list[List]:
    """Ranges, and ends of them that nobody knows."""
    return [
        List(
            "ranges of which one end is known",
            f"编号,状态\nMZ9999-MZ0002,{DONE}\nMZ0001-MZ9999,{DONE}\nMZ0001-MZ0004,{DONE}\n",
            ("strange MZ0001-MZ9999 @3", "strange MZ9999-MZ0002 @2"),
        ),
        List("a range in one cell", "编号,状态\nMZ0001-MZ0003,作废\nMZ0004,已补录\n"),
        List(
            "a range of our own in one cell",
            "编号\nOP04-C2-000001-47 至 OP04-C2-000003-41\n",
            ranges=(OURS,),
        ),
        List(
            "a range to a number that was never issued",
            "编号,至,状态\nMZ0001,MZ0009,作废\nMZ0002,MZ0004,已补录\n",
            ("strange MZ0009 → MZ0001 @2",),
        ),
    ]


def quotation_marks() -> list[List]:
    """Quotation marks that are left open, and such that close."""
    return [
        List(
            "an open quotation mark",
            '编号,状态,备注\nMZ0001,已补录,"x\nMZ0002,已补录,\nMZ0003,已补录,y"\nMZ0004,已补录,\n',
            ("missing MZ0001", "unreadable @2.3"),
        ),
        List(
            "a quotation mark that opens a number and one that closes far below",
            '编号,状态\n"MZ0001,已补录\nMZ0002,已补录\nMZ0003",已补录\nMZ0004,已补录\n',
            ("missing MZ0001", "unreadable @2.1"),
        ),
        List(
            "quotation marks in a cell, and one that is left open",
            '编号,状态,备注\nMZ0001,已补录,"a"",b","c\nMZ0002,已补录,\nMZ0003,已补录,\nMZ0004,已补录,y"\n',
            ("missing MZ0001", "unreadable @2.4"),
        ),
        List(
            "letters behind a quotation mark that closes",
            '编号,状态,备注\nMZ0001,已补录,"a"b\nMZ0002,已补录,\nMZ0003,已补录,y\nMZ0004,已补录,\n',
            ("missing MZ0001", "unreadable @2.3"),
        ),
        List(
            "a comma between quotation marks, and letters behind them",
            '编号,状态,备注\nMZ0001,已补录,"a,b"c\nMZ0002,已补录,\nMZ0003,已补录,y\nMZ0004,已补录,\n',
            ("missing MZ0001", "unreadable @2.3"),
        ),
        List(
            "a remark of two lines with fewer commas than a line of the list",
            '编号,状态,备注\nMZ0001,已补录,"张\na, b"\nMZ0002,已补录,\nMZ0003,已补录,y\nMZ0004,已补录,\n',
        ),
    ]


def long_cells() -> list[List]:
    """Cells behind a quotation mark that are longer than any that people write."""
    return [
        List(
            "a cell in quotation marks that is too long",
            f'编号,状态,备注\nMZ0001,{DONE},"{"x" * 140_000}"\n'
            + "".join(f"MZ000{at},{DONE},\n" for at in (2, 3, 4)),
            ("missing MZ0001", "too_long @2.1"),
        ),
        List(
            "an open quotation mark before a cell that is too long",
            f'编号,状态,备注\nMZ0001,{DONE},"{"x" * 140_000}\n'
            + "".join(f"MZ000{at},{DONE},\n" for at in (2, 3, 4)),
            ("missing MZ0001", "unreadable @2.3"),
        ),
        List(
            "a quotation mark that swallows one line",
            '编号,状态,备注\nMZ0001,已补录,"x\nMZ0002,已补录,y"\nMZ0003,已补录,\nMZ0004,已补录,\n',
            ("missing MZ0001", "unreadable @2.3"),
        ),
    ]


def figures() -> list[List]:
    """Counts and amounts, on paper and in the system."""
    return [
        List(
            "counts on either side",
            pad("2|2|2|2", "2|2|3|2", heading="纸质,电脑"),
            ("differs MZ0003 纸质 2 ≠ 电脑 3 @4",),
        ),
        List(
            "nothing on paper, amounts in the system",
            pad("|||", "1|1|1|1", heading="金额,系统金额"),
            tuple(f"differs MZ000{at} 金额 – ≠ 系统金额 1 @{at + 1}" for at in (1, 2, 3, 4)),
        ),
        List(
            "one column of numbers that begin with one letter twice",
            "serial\nXX0001\nXX0002\n",
            ranges=(("XX0001", "XX0002"),),
        ),
        List(
            "remarks where amounts belong, and nothing in the system",
            pad("退|补|免|无", "|||", heading="金额,系统金额"),
            passed=("金额 words",),
        ),
    ]


def compared_figures() -> list[List]:
    """Columns that are compared, and such that could be."""
    return [
        List(
            "two columns for one side",
            pad(FIRST, FIRST, LESS, heading="应收金额,实收金额,系统金额"),
            ("column_again 实收金额 @1.4", "differs MZ0001 应收金额 35.50 ≠ 系统金额 0 @2"),
        ),
        List(
            "two pairs at once",
            pad(FIRST, LESS, "1|2|3|4", "1|2|3|5", heading="金额,已记费,发药数,下账数"),
            ("differs MZ0001 金额 35.50 ≠ 已记费 0 @2", "differs MZ0004 发药数 4 ≠ 下账数 5 @5"),
        ),
        List(
            "what the system has for a void form",
            "编号,状态,金额,系统金额\nMZ0001,作废,30,30\nMZ0002,未用,30,0\nMZ0003,已补录,1,1\nMZ0004,仅扫描,1,1\n",
            ("differs MZ0001 金额 – ≠ 系统金额 30 @2",),
        ),
        List(
            "semicolons between amounts with commas",
            "编号;状态;金额;系统金额\n"
            + "".join(f"MZ000{at};{DONE};1,234.50;1,234.50\n" for at in (1, 2, 3, 4)),
        ),
    ]


def separators() -> list[List]:
    """What stands between cells, and lists that announce it in their first line."""
    return [
        List(
            "a list announced by sep",
            "sep=;\n编号;状态\n" + "".join(f"MZ000{at};{DONE}\n" for at in (1, 2, 3, 4)),
        ),
        List(
            "a blank line above an announcement",
            "\n \nsep=;\n编号;状态\n" + "".join(f"MZ000{at};{DONE}\n" for at in (1, 2, 3, 4)),
        ),
        List("names below an announcement", "sep=;\n状态;编号\n" + BACKWARDS.replace(",", ";")),
        List(
            "an announced sign that nobody guesses",
            "sep=#\n状态#编号\n" + BACKWARDS.replace(",", "#"),
        ),
        List("an announcement of nothing", f"sep=\n状态,编号\n{BACKWARDS}"),
        List("what looks like an announcement", f"sep=;x\n状态,编号\n{BACKWARDS}"),
        List("tabs", "编号\t状态\n" + "".join(f"MZ000{at}\t{DONE}\r" for at in (1, 2, 3, 4))),
    ]


def of_cashiers() -> list[List]:
    """What cashiers write into a list besides its forms: days above it, sums carried from page to
    page, short ranges, remarks on what is still to be done."""
    done = "已补录"
    return [
        List(
            "days and names above the headings",
            f"收费登记,,\n日期：2026-11-20,,收费员：甲\n票号,姓名,状态\nMZ0001-0004,张某,{done}\n",
        ),
        List("a range without its letters again", f"编号,状态\nMZ0001—0004,{done}\n"),
        List(
            "a range of fewer digits is no number",
            f"编号,状态\nMZ0001-0003,{done}\nMZ0004-05,{done}\n",
            ("missing MZ0004", "strange MZ0004-05 @3"),
        ),
        List(
            "sums carried forward",
            f"编号,状态,金额,系统金额\nMZ0001,{done},10,10\nMZ0002,{done},10,10\n过次页,,20,20\n"
            f"承前页,,20,20\nMZ0003,{done},10,10\nMZ0004,{done},10,10\n",
        ),
        *(
            List(
                f"entered, and a remark: {remark}",
                f"编号,状态,备注\nMZ0001-MZ0003,{done},\nMZ0004,{done},{remark}\n",
                ("missing MZ0004", "remark_contradicts @3"),
            )
            for remark in ("明天补", "后补", "等病人来", "尚缺签字", "to be entered tomorrow")
        ),
    ]


LISTS = [
    *of_cashiers(),
    *pairs(),
    *open_columns(),
    *passed_columns(),
    *money(),
    *no_amounts(),
    *headings(),
    *no_headings(),
    *states(),
    *answers(),
    *numbers(),
    *from_other_programs(),
    *numbers_of_two(),
    *ranges(),
    *quotation_marks(),
    *long_cells(),
    *figures(),
    *compared_figures(),
    *separators(),
]


def account_of(text: str, *groups: IssuedNumbers, told: tuple[str, ...] = ()) -> Account:
    """The account of a list as the command makes it."""
    return reconcile(groups, read_entries(list(rows(text)), told))


def groups_of(ranges: tuple[tuple[str, str], ...]) -> list[IssuedNumbers]:
    """Ranges as they are recorded: ours by their numbers, a pad's by its digits."""
    found = []
    for first, last in ranges:
        if first.startswith("OP04-C2-"):
            numbers = ("OP04-C2-000001-47", "OP04-C2-000002-44", "OP04-C2-000003-41")
        else:
            held = between(first, last)
            assert held
            numbers = tuple(held.numbers())
        found.append(IssuedNumbers("", "", "", "other", numbers))
    return found


def open_in(account: Account) -> list[str]:
    """What is open, in words that owe nothing to a language."""
    found = [f"missing {one.number}" for one in account.missing]
    for kind in ("mistyped", "unknown", "strange"):
        for one in getattr(account, kind):
            likely = f" → {one.likely}" if one.likely else ""
            found.append(f"{kind} {one.text}{likely}{f' {one.why}' if one.why else ''} @{one.line}")
    found += [f"twice {one.number}" for one in account.twice]
    for one in account.malformed:
        is_column = one.why in ("no_partner", "no_column", "column_again", "state_ticked")
        name = f" {one.text}" if is_column else ""
        found.append(f"{one.why}{name} @{one.line}{f'.{one.column}' if one.column else ''}")
    for balance in account.balances:
        for row in balance.differences:
            left, right = (shown(balance.left_name, row.left), shown(balance.right_name, row.right))
            found.append(f"differs {row.number} {left} ≠ {right} @{row.line}")
    return sorted(found)


def shown(name: str, figure: Any) -> str:
    return f"{' '.join(name.split())} {'–' if figure is None else figure}"
