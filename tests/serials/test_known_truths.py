"""Lists shaped as people's, made of a known truth: the account is exact, or what it could not use is
listed; never is all accounted for when it is not."""

from dataclasses import dataclass
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from wardbook.serials.entries import read_entries
from wardbook.serials.issued import IssuedNumbers
from wardbook.serials.list_text import rows
from wardbook.serials.reconciliation import Account, reconcile
from wardbook.text_encoding import decoded

from tests.examples import examples

NUMBERS = tuple(f"MZ{at:04d}" for at in range(101, 113))
STATES = {
    "entered": ("已补录", "entered", "已录入HIS 10:30", "√", "已补录（张）", "OK"),
    "void": ("作废", "void", "作废（写错）"),
    "unused": ("未使用", "unused"),
    "scanned": ("已扫描归档", "scanned"),
}
SERIALS = ("编号", "流水号", "票据号", "Serial no.")
PAIRS = (("应收", "实收"), ("手工", "HIS"), ("金额", "系统金额"), ("Charged", "Paid in HIS"))
NOISE = ("", " 2026-11-29 10:30", " 张三")
BETWEEN = ("小计,12,,,", "第 1 页 共 2 页,,,,", "门诊,,,,", ",,,,", "2026年11月29日,,,,")


@dataclass(frozen=True)
class Truth:
    """What became of each number, what was owed for it and what the system has."""

    state: str
    owed: Decimal
    posted: Decimal


@dataclass(frozen=True)
class Export:
    """A list and what it was made of; `lost` are the numbers that no line names."""

    data: bytes
    truth: dict[str, Truth]
    lost: frozenset[str]


AMOUNTS = st.sampled_from([Decimal(text) for text in ("0", "5", "12.50", "35.5", "1234.00")])


def amount(draw: st.DrawFn, value: Decimal) -> str:
    return draw(st.sampled_from([f"{value}", f"￥{value}", f"{value}元", f'"{value:,}"']))


@st.composite
def exports(draw: st.DrawFn) -> Export:
    """A list with titles, totals, groups, repeated headings, any order and encoding; now and then
    a number is lost, or the system has another amount."""
    truth: dict[str, Truth] = {}
    for number in NUMBERS:
        owed = draw(AMOUNTS)
        posted = owed if draw(st.integers(0, 9)) else draw(AMOUNTS)
        truth[number] = Truth(draw(st.sampled_from(sorted(STATES))), owed, posted)
    lost = frozenset(draw(st.lists(st.sampled_from(NUMBERS), max_size=2)))
    paper, system = draw(st.sampled_from(PAIRS))
    order = draw(st.permutations(range(4)))
    heading = [draw(st.sampled_from(SERIALS)), "状态", paper, system]
    head = ",".join(heading[at] for at in order) + ","
    lines = draw(st.lists(st.sampled_from(["补录登记表,,,,", "登记日期：,,,,"]), max_size=3))
    lines.append(head)
    for number in draw(st.permutations([one for one in NUMBERS if one not in lost])):
        one = truth[number]
        cells = [
            number + draw(st.sampled_from(NOISE)),
            draw(st.sampled_from(STATES[one.state])),
            amount(draw, one.owed),
            amount(draw, one.posted),
        ]
        lines.append(",".join(cells[at] for at in order) + ",")
        if draw(st.integers(0, 5)) == 0:
            lines.append(draw(st.sampled_from([*BETWEEN, head])))
    encoding = draw(st.sampled_from(["utf-8", "utf-8-sig", "gbk", "utf-16"]))
    return Export("\r\n".join(lines).encode(encoding), truth, lost)


def account_of(data: bytes) -> Account:
    found = decoded(data)
    assert found is not None
    group = IssuedNumbers("", "", "", "other", NUMBERS)
    return reconcile([group], read_entries(list(rows(found.text))))


def differs(one: Truth) -> bool:
    """Whether a line must be listed: a form that owes nothing may have nothing in the system."""
    if one.state in ("entered", "scanned"):
        return one.owed != one.posted
    return one.posted != 0


@settings(max_examples=examples(300), deadline=None, derandomize=True)
@given(export=exports())
def test_the_account_is_exact(export: Export) -> None:
    account = account_of(export.data)
    assert {one.number for one in account.missing} == export.lost
    listed = {number: one for number, one in export.truth.items() if number not in export.lost}
    for state in STATES:
        assert account.counts[state] == sum(one.state == state for one in listed.values())
    found = {row.number for balance in account.balances for row in balance.differences}
    assert found == {number for number, one in listed.items() if differs(one)}
    assert account.twice == ()
    # A group's name where states stand might be a state that nobody knows: it is listed.
    assert all(one.text.startswith("门诊") for one in account.malformed)


SPOILED = {
    "MZ0105": (
        "MZ105",
        "0105",
        "MZO105",
        "Z0105",
        "第MZ0105号",
        "MZ0106",
        "1.05E+10",
        "",
        "MZ 01 05x",
    ),
}


@settings(max_examples=examples(300), deadline=None, derandomize=True)
@given(
    export=exports(),
    spoiled=st.sampled_from(SPOILED["MZ0105"]),
    state=st.sampled_from(["待补录", "?", "N", "缺页"]),
)
def test_a_spoiled_line_is_never_called_complete(export: Export, spoiled: str, state: str) -> None:
    found = decoded(export.data)
    assert found is not None
    if "MZ0105" in export.lost:
        return
    text = found.text.replace("MZ0105", spoiled)
    assert account_of(text.encode()).open > 0
    lines = found.text.split("\r\n")
    for said in STATES[export.truth["MZ0105"].state]:
        made = [line.replace(said, state) if "MZ0105" in line else line for line in lines]
        if made != lines:
            assert account_of("\r\n".join(made).encode()).open > 0
