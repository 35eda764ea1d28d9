"""Reconciliation: every issued number is accounted for, and no line of the list is lost."""

import random
import time
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wardbook.report.reconciliation_text import account_csv, account_text
from wardbook.serials.entries import Listing, read_entries
from wardbook.serials.figures import figure
from wardbook.serials.issued import IssuedNumbers
from wardbook.serials.list_headings import headings
from wardbook.serials.list_text import CELLS_MOST, rows
from wardbook.serials.list_words import STATES
from wardbook.serials.pads import between
from wardbook.serials.reconciliation import RISKS, Account, reconcile
from wardbook.serials.runs import serials
from wardbook.serials.serial_numbers import Pool
from wardbook.serials.typed_numbers import Guesses, Wrong
from wardbook.text_encoding import decoded

from tests.serials.hostile import HOSTILE
from tests.serials.lists import groups_of

NUMBERS = tuple(map(str, serials(Pool("OP04", "C2"), 1, 40)))
STRAY = (b'"', b"\0", b";", b"\t", b"\r", b"\xff", b'""', b"\xb1\xe0", b"'")
SLIPS = IssuedNumbers("OP-04", "Prescription", "Clinics", "drug", NUMBERS)


def listed(*rows: str) -> str:
    return "serial,state\n" + "".join(f"{row}\n" for row in rows)


def read(text: str) -> Listing:
    return read_entries(list(rows(text)))


def account_of(text: str, *groups: IssuedNumbers) -> Account:
    return reconcile(groups or (SLIPS,), read(text))


def test_all_accounted_for() -> None:
    account = account_of(listed(*(f"{number},entered" for number in NUMBERS)))
    assert account.open == 0
    assert account.counts == {"entered": 40, "scanned": 0, "void": 0, "unused": 0}


def test_one_missing_one_twice_one_mistyped_are_exactly_three() -> None:
    rows = [f"{number},entered" for number in NUMBERS if number != NUMBERS[4]]
    rows.append(f"{NUMBERS[6]},void")
    wrong = NUMBERS[9][:-1] + ("7" if NUMBERS[9][-1] != "7" else "3")
    rows[rows.index(f"{NUMBERS[9]},entered")] = f"{wrong},entered"
    account = account_of(listed(*rows))
    assert account.open == 3
    assert [missing.number for missing in account.missing] == [NUMBERS[4]]
    assert [(twice.number, twice.states) for twice in account.twice] == [
        (NUMBERS[6], ("entered", "void"))
    ]
    assert [(mistyped.text, mistyped.likely) for mistyped in account.mistyped] == [
        (wrong, NUMBERS[9])
    ]


def test_a_slip_that_could_mean_two_names_none() -> None:
    account = account_of(listed("OP04-C2-999999-99,entered"))
    assert account.mistyped[0].likely == ""
    assert len(account.missing) == 40


def test_guessing_ends_once_too_many_numbers_are_wrong() -> None:
    numbers = {number: number for number in ("MZ0001", "MZ0002", "MZ0003")}
    wrong = [Wrong(text, at) for at, text in enumerate(("MZ0010", "MZ0020", "MZ0030"), 2)]
    found = Guesses(dict.fromkeys(numbers, (0, 0)), numbers, left=2).all(wrong)
    assert [one.likely for one in found] == ["MZ0001", "MZ0002", ""]


@pytest.mark.parametrize(
    ("written", "meant"), [("MZ7", "MZA0007"), ("A7", "MZA0007"), ("7", "MZA0007"), ("Z7", "")]
)
def test_letters_that_are_lost_stood_at_one_end(written: str, meant: str) -> None:
    numbers = {"MZA0007": "MZA0007"}
    (found,) = Guesses({"MZA0007": (0, 0)}, numbers).all([Wrong(written, 2)])
    assert found.likely == meant


def test_well_written_but_never_issued() -> None:
    stranger = str(next(serials(Pool("OP04", "C2"), 41, 1)))
    account = account_of(
        listed(*(f"{number},entered" for number in NUMBERS), f"{stranger},entered")
    )
    assert [unknown.text for unknown in account.unknown] == [stranger]


def test_the_worst_is_looked_for_first() -> None:
    groups = [
        IssuedNumbers(risk, risk, "Clinics", risk, (f"{risk.upper()}1", f"{risk.upper()}2"))
        for risk in reversed(RISKS)
    ]
    missing = account_of(listed(), *groups).missing
    assert [one.group.risk for one in missing[::2]] == [
        "narcotic",
        "blood",
        "drug",
        "charge",
        "other",
    ]
    assert [one.number for one in missing[:2]] == ["NARCOTIC1", "NARCOTIC2"]


def test_ranges_of_unused_forms() -> None:
    text = (
        f"serial,to,state\n{NUMBERS[0]},{NUMBERS[29]},entered\n{NUMBERS[30]},{NUMBERS[39]},unused\n"
    )
    account = account_of(text)
    assert account.open == 0
    assert account.counts["unused"] == 10
    backwards = account_of(f"serial,to,state\n{NUMBERS[29]},{NUMBERS[0]},entered\n")
    assert [line.why for line in backwards.malformed] == ["no_range"]
    assert len(backwards.missing) == 40


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_lists_as_spreadsheets_write_them(encoding: str, delimiter: str) -> None:
    rows = [("流水号", "处理"), *((number, "已补录") for number in NUMBERS)]
    text = decoded("".join(f"{delimiter.join(row)}\r\n" for row in rows).encode(encoding))
    assert text is not None
    assert account_of(text.text).open == 0


def test_bytes_that_are_neither() -> None:
    assert decoded(b"\xff\xff\x00") is None


def test_lines_that_cannot_be_used_are_listed_with_their_numbers() -> None:
    text = listed(
        f"{NUMBERS[0]},entered", "", ",entered", f"{NUMBERS[1]},eaten", f'"{NUMBERS[2]}\nx",entered'
    )
    malformed = read(text).malformed
    assert [(line.line, line.why) for line in malformed] == [(4, "no_serial"), (5, "no_state")]
    account = account_of("serial,state,amount,posted\n" + f"{NUMBERS[0]},entered,ten,10\n")
    assert [(line.line, line.why) for line in account.malformed] == [(2, "no_number")]


def test_what_is_compared_is_named_as_it_stands_from_left_to_right() -> None:
    """What belongs together by its subject first is not first in the list for that."""
    text = "serial,state,by hand,dispensed,deducted,system\n" + f"{NUMBERS[0]},entered,1,2,2,1\n"
    names = [(one.left_name, one.right_name) for one in account_of(text).balances]
    assert names == [("by hand", "system"), ("dispensed", "deducted")]


def test_a_number_whose_state_is_left_empty_is_missing() -> None:
    rows = [f"{number}," for number in NUMBERS]
    rows[0], rows[1] = f"{NUMBERS[0]},entered", NUMBERS[1]
    account = account_of(listed(*rows))
    assert account.counts["entered"] == 1
    assert [missing.number for missing in account.missing] == list(NUMBERS[1:])
    strange = account_of(listed("OP04-C2-000001-00,"))
    assert [wrong.text for wrong in strange.mistyped] == ["OP04-C2-000001-00"]


def test_numbers_alone_are_what_was_entered() -> None:
    assert account_of("".join(f"{number}\n" for number in NUMBERS)).counts["entered"] == 40
    assert (
        account_of("serial,amount\n" + "".join(f"{number},1\n" for number in NUMBERS)).counts[
            "entered"
        ]
        == 40
    )


def test_headings_as_people_write_them() -> None:
    text = f"号码,去向（已录或作废）,系统金额(元),备注\n{NUMBERS[0]},作废,,\n"
    assert headings(list(rows(text))).names == ("serial", "state", "", "")
    assert account_of(text).counts["void"] == 1


@pytest.mark.parametrize("remark", ['"open', '"shut" again', f'"open\n{NUMBERS[5]},entered,"x" y'])
def test_an_open_quotation_mark_swallows_no_line(remark: str) -> None:
    rows = [f"{number},entered,ok\n" for number in NUMBERS]
    rows[3] = f"{NUMBERS[3]},entered,{remark}\n"
    listing = read("serial,state,remark\n" + "".join(rows))
    assert (listing.malformed[0].line, listing.malformed[0].why) == (5, "unreadable")
    assert {entry.serial for entry in listing.entries} >= set(NUMBERS) - {NUMBERS[3], NUMBERS[5]}


def test_money_drugs_and_examinations_balance() -> None:
    head = "serial,state,amount,posted,dispensed,deducted\n"
    rows = f'{NUMBERS[0]},entered,"1,200.50",1200.50,2,2\n{NUMBERS[1]},entered,￥30,,1,3\n{NUMBERS[2]},void,5,,,\n'
    money, drugs = account_of(head + rows).balances
    assert (money.left, money.right) == (Decimal("1230.50"), Decimal("1200.50"))
    assert [(row.number, row.right) for row in money.differences] == [(NUMBERS[1], None)]
    assert [(row.left, row.right) for row in drugs.differences] == [(Decimal(1), Decimal(3))]


def test_a_figure_beyond_all_measure_is_no_number() -> None:
    account = account_of(
        f"serial,state,amount,posted\n{NUMBERS[0]},entered,9e999999,\n{NUMBERS[1]},entered,{'9' * 16},\n"
    )
    assert [line.why for line in account.malformed] == ["no_number", "no_number"]


def test_a_list_as_a_cashier_keeps_it() -> None:
    """From a Chinese spreadsheet: titles, a column of row numbers, units in headings, wide digits,
    a total, who made it."""
    wide = NUMBERS[1].translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
    rows = [
        "2026年11月23日补录清单,,,,,",
        "制表：收费科,,,,,",
        ",,,,,",
        "序号,单据编号,补录情况,手工金额（元）,系统金额（元）,备注",
        f'1,{NUMBERS[0]},√,"1,235.50",1235.5,',
        f"2,{wide},录 入,８８．００,￥88 元,",
        f"3,{NUMBERS[2]},作废,/,—,",
        f"4,{NUMBERS[3].replace('-', ' ')},已补录,人民币12,(12.00),退款",
        '合计,,,"1,335.50",,',
        "审核人：李四,,,,,",
    ]
    text = decoded("".join(f"{row}\r\n" for row in rows).encode("gbk"))
    assert text is not None
    account = account_of(text.text)
    assert account.malformed == () and account.mistyped == ()
    assert (account.counts["entered"], account.counts["void"]) == (3, 1)
    (money,) = account.balances
    assert (money.left, money.right, money.difference) == (
        Decimal("1335.50"),
        Decimal("1311.50"),
        Decimal("24"),
    )
    assert [(row.line, row.right) for row in money.differences] == [(8, Decimal(-12))]


def test_a_column_without_its_partner_is_said_once() -> None:
    account = account_of(f"serial,state,amount\n{NUMBERS[0]},entered,10\n{NUMBERS[1]},entered,20\n")
    assert [(it.line, it.text, it.why) for it in account.malformed] == [(1, "amount", "no_partner")]
    assert account.balances == ()


def test_a_column_of_figures_never_passes_unread() -> None:
    account = account_of(f"编号,状态,窗口收取金额,备注\n{NUMBERS[0]},已补录,10,\n")
    assert [(it.text, it.why) for it in account.malformed] == [("窗口收取金额", "no_column")]


def test_a_figure_that_cannot_be_read_leaves_the_form_accounted_for() -> None:
    account = account_of(f'serial,state,amount,posted\n{NUMBERS[0]},entered,"35,50",35.50\n')
    assert [it.why for it in account.malformed] == ["no_number"]
    assert account.counts["entered"] == 1
    assert NUMBERS[0] not in [missing.number for missing in account.missing]


def test_of_a_wide_line_the_first_twenty_cells_are_shown() -> None:
    more = [f"c{at}" for at in range(5, 30)]
    account = account_of(
        f"serial,state,amount,posted,{','.join(more)}\n{NUMBERS[0]},entered,ten,10,{','.join(more)}\n"
    )
    assert [it.text for it in account.malformed] == [
        f"{NUMBERS[0]}, entered, ten, 10, " + ", ".join(more[:16])
    ]


def test_what_is_listed_twice_is_said_with_its_states_and_lines() -> None:
    account = account_of(
        listed(f"{NUMBERS[0]},entered", f"{NUMBERS[1]},void", f"{NUMBERS[0]},void")
    )
    assert f"  {NUMBERS[0]} · entered, void · line 2, 4" in account_text(account, "en").splitlines()


def test_columns_that_are_not_compared_are_named_with_the_reason() -> None:
    table = f"serial,state,bed,ward,by hand\n{NUMBERS[0]},entered,12,A,35\n{NUMBERS[1]},entered,4,B,30\n"
    account = reconcile((SLIPS,), read_entries(list(rows(table)), ("by hand",)))
    assert account_text(account, "en").splitlines()[-3] == (
        "Not compared: bed (numbers of persons, things or telephones); ward (words); by hand (as you said)"
    )


def test_the_figures_of_a_range_count_once() -> None:
    account = account_of(
        f"serial,to,state,amount,posted\n{NUMBERS[0]},{NUMBERS[9]},entered,700,690\n{NUMBERS[10]},,entered,5,5\n"
    )
    (money,) = account.balances
    assert (money.left, money.right) == (Decimal(705), Decimal(695))
    assert [row.number for row in money.differences] == [NUMBERS[0]]


def test_figures_without_a_heading_do_not_pass_unread() -> None:
    account = account_of(f"{NUMBERS[0]},entered,35,30\n{NUMBERS[1]},entered,remark\n")
    assert [(it.line, it.column, it.why) for it in account.malformed] == [
        (1, 3, "no_heading"),
        (1, 4, "no_heading"),
    ]
    assert account.counts["entered"] == 2


NO_COLUMNS = ["0", "257", "99999999999", "000001" + "9" * 5, "9" * 5000, "1" + "0" * 5000]


@pytest.mark.parametrize("number", NO_COLUMNS, ids=lambda number: number[:12])
def test_the_number_of_no_column_means_none(number: str) -> None:
    table = f"{NUMBERS[0]},entered,35\n"
    listing = read_entries(list(rows(table)), (number, "003"))
    assert listing.unmatched == (number,)
    assert [one.name for one in listing.not_compared] == ["3"]


def test_the_number_of_the_last_column_there_may_be() -> None:
    table = f"{NUMBERS[0]},entered{',' * (CELLS_MOST - 3)},35\n"
    listing = read_entries(list(rows(table)), (str(CELLS_MOST),))
    assert listing.unmatched == ()
    assert [one.name for one in listing.not_compared] == [str(CELLS_MOST)]


def test_columns_that_nobody_filled_are_no_balance() -> None:
    account = account_of(f"serial,state,amount,posted\n{NUMBERS[0]},entered,,\n")
    assert account.balances == () and account.malformed == ()
    void = account_of(f"serial,state,amount,posted\n{NUMBERS[0]},void,35,0\n")
    assert void.balances == ()
    (money,) = account_of(f"serial,state,amount,posted\n{NUMBERS[0]},void,35,5\n").balances
    assert (money.left, money.right) == (0, 5)


@pytest.mark.parametrize(
    "cell", [f"1{'0' * 5000}", "1e5000", f"={'9' * 5000}", "亿" * 39, "九亿亿"]
)
def test_a_number_without_end_is_listed_in_every_column(cell: str) -> None:
    account = account_of(
        f"serial,to,state,amount,posted\n{cell},,entered,{cell},{cell}\n"
        f"{NUMBERS[0]},{cell},entered,1,1\n{NUMBERS[1]},,{cell},1,1\n{NUMBERS[2]},,entered,{cell},1\n"
    )
    assert account.open >= 4
    assert account_csv(account, "en")
    assert account_text(account, "zh")


def test_a_figure_parted_by_its_own_comma_is_listed() -> None:
    account = account_of(f"serial,amount,posted\n{NUMBERS[0]},1,1,234\n")
    assert [it.why for it in account.malformed] == ["no_heading"]


def test_of_two_columns_of_one_name_none_wins_silently() -> None:
    account = account_of(f"编号,状态,应收金额,实收金额,系统金额\n{NUMBERS[0]},已补录,35,30,30\n")
    assert [(it.text, it.why) for it in account.malformed] == [("实收金额", "column_again")]
    assert [(row.left, row.right) for row in account.balances[0].differences] == [
        (Decimal(35), Decimal(30))
    ]


def test_an_empty_second_column_of_states_takes_nothing_back() -> None:
    account = account_of(f"serial,state,status\n{NUMBERS[0]},void,\n")
    assert account.counts["void"] == 1


def test_the_last_of_two_columns_of_numbers_is_read() -> None:
    account = account_of(f"No.,Serial,State\n1,{NUMBERS[0]},void\n")
    assert (account.counts["void"], account.malformed, account.mistyped) == (1, (), ())


@pytest.mark.parametrize("struck", ["/", "—", "-", "无"])
def test_a_struck_end_of_a_range_is_none(struck: str) -> None:
    account = account_of(f"serial,to,state\n{NUMBERS[0]},{struck},void\n")
    assert (account.counts["void"], account.mistyped) == (1, ())


@pytest.mark.parametrize("state", ["void", "unused"])
def test_what_the_system_has_for_a_form_that_owes_nothing_is_open(state: str) -> None:
    account = account_of(
        f"serial,state,amount,posted\n{NUMBERS[0]},{state},30,30\n{NUMBERS[1]},{state},30,0\n"
    )
    (money,) = account.balances
    assert [(row.number, row.left, row.right) for row in money.differences] == [
        (NUMBERS[0], None, Decimal(30))
    ]
    assert money.difference == -30


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("1,235.50", "1235.50"),
        ("３５．５", "35.5"),
        ("¥ 1，000", "1000"),
        ("RMB 12.00", "12.00"),
        ("3盒", "3"),
        ("-4", "-4"),
        ("（４）", "-4"),
    ],
)
def test_figures(cell: str, number: str) -> None:
    assert figure(cell) == Decimal(number)


@pytest.mark.parametrize("cell", ["35,50", "1,2345", "1.2.3", "1E5", "ten", "3/4", "12:30"])
def test_what_is_no_figure(cell: str) -> None:
    assert figure(cell) is None


def test_unicode_text_of_a_spreadsheet() -> None:
    text = decoded("".join(f"{number}\t已补录\r\n" for number in NUMBERS).encode("utf-16"))
    assert text is not None
    assert account_of(text.text).open == 0


def test_foreign_pads_have_no_check_digits() -> None:
    delivery = between("MZ0098", "MZ0102")
    assert delivery
    pad = IssuedNumbers("OP-04D", "Narcotic pad", "Pharmacy", "narcotic", tuple(delivery.numbers()))
    account = account_of(
        listed("mz0098,entered", "MZ0099,void", "MZ0100,entered", "MZ0101,unused"), pad
    )
    assert [missing.number for missing in account.missing] == ["MZ0102"]


@pytest.mark.parametrize("prefix", ["MZ/", "2026/", "/", "精麻/"])
def test_a_stroke_in_a_foreign_number_keeps_it_whole(prefix: str) -> None:
    delivery = between(f"{prefix}0001", f"{prefix}0005")
    assert delivery
    pad = IssuedNumbers("", "Narcotic pad", "Pharmacy", "narcotic", tuple(delivery.numbers()))
    account = account_of(listed(f"{prefix}0001,entered", f"{prefix.lower()}0003,void"), pad)
    assert account.issued == 5
    assert [it.number for it in account.missing] == [
        f"{prefix}0002",
        f"{prefix}0004",
        f"{prefix}0005",
    ]


@pytest.mark.parametrize("other", ["KM0050", "km-0050", "K/M0050", "KM0.050", "ＫＭ0050"])
def test_pads_whose_numbers_are_typed_alike_share_them(other: str) -> None:
    one, two = between("KM0001", "KM0050"), between(other, other)
    assert one and two and one.shares(two)


@pytest.mark.parametrize(
    ("first", "last", "shared"),
    [("KM0005", "KM0009", True), ("KM0006", "KM0009", False), ("KM0001", "KM0003", False)],
)
def test_pads_that_meet_share_a_number(first: str, last: str, shared: bool) -> None:
    one, two = between("KM0004", "KM0005"), between(first, last)
    assert one and two
    assert one.shares(two) is shared
    assert two.shares(one) is shared


def test_pads_of_other_letters_share_nothing() -> None:
    one, two = between("精0001", "精0050"), between("麻0001", "麻0050")
    assert one and two and not one.shares(two)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("A1", "B2"),
        ("A01", "A1"),
        ("A9", "A1"),
        ("A", "A"),
        ("1", "10"),
        ("202600000001", "802600000500"),
        ("1" * 5000, "2" * 5000),
    ],
)
def test_what_is_no_range(first: str, last: str) -> None:
    assert between(first, last) is None


@given(
    st.lists(
        st.tuples(
            st.sampled_from([*NUMBERS, "x", "", "OP04-C2-000001-00"]),
            st.sampled_from([*STATES, "?"]),
        )
    )
)
def test_nothing_is_lost_whatever_the_list_says(rows: list[tuple[str, str]]) -> None:
    text = listed(*(f"{serial},{state}" for serial, state in rows))
    listing = read(text)
    assert len(listing.entries) + len(listing.malformed) == sum(
        1 for serial, state in rows if serial or state
    )
    account = reconcile([SLIPS], listing)
    guessed = sum(1 for wrong in {wrong.likely for wrong in account.mistyped} if wrong)
    assert sum(account.counts.values()) + len(account.missing) + guessed == 40
    found = [missing.number for missing in account.missing]
    assert all(one < other for one, other in pairwise(found))


@pytest.mark.parametrize("name", HOSTILE)
def test_no_list_takes_longer_than_its_length(name: str) -> None:
    text = HOSTILE[name]()
    begun = time.process_time()
    account = account_of(text, *groups_of((("MZ0001", "MZ0400"),)))
    assert time.process_time() - begun < 2
    assert account.open or account.counts["entered"] == 400


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "gb18030", "utf-8-sig"])
def test_every_encoding_of_spreadsheets(encoding: str) -> None:
    lines = ["编号;状态", *(f"{number};已补录" for number in NUMBERS)]
    text = decoded("\r\n".join(lines).encode(encoding))
    assert text is not None
    assert account_of(text.text).open == 0


def test_bytes_of_any_kind_end_with_a_word_and_in_good_time() -> None:
    """Stray marks, zeros, delimiters and bytes of other encodings, anywhere in a list: hundreds of
    them."""
    chance = random.Random(12)
    whole = (
        "编号,状态,金额,系统金额\r\n"
        + "".join(f"{number},已补录,35.50,35.50\r\n" for number in NUMBERS * 8)
    ).encode()
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(chance.randrange(1, 30)):
            at = chance.randrange(len(data))
            data[at : at + chance.randrange(3)] = chance.choice(
                (b'"', b"\0", b";", b"\t", b"\r", b"\xff", b'""', b"\xb1\xe0", b"'")
            )
        begun = time.process_time()
        text = decoded(bytes(data))
        if text is not None:
            account = account_of(text.text)
            assert account.open or account.counts["entered"] == 40
        assert time.process_time() - begun < 2


def test_a_list_whose_every_line_is_broken_is_read_in_good_time() -> None:
    begun = time.process_time()
    malformed = read('"OP04-C2-000001-47"x,entered\n' * 50_000).malformed
    assert len(malformed) == 50_000
    assert time.process_time() - begun < 2


def test_a_line_that_can_not_be_used_is_named_before_the_forms_that_are_missing_for_it() -> None:
    text = (
        f"serial,to,state\n{NUMBERS[0]},{NUMBERS[17]},entred\n{NUMBERS[30]},{NUMBERS[39]},unused\n"
    )
    account = account_of(text)
    assert [(one.line, one.lost) for one in account.malformed] == [(2, 18)]
    words = account_text(account, "en").splitlines()
    assert words[2:6] == [
        "Lines that can't be used, so that their forms count as missing: 1",
        f"  {NUMBERS[0]}, {NUMBERS[17]}, entred · the state is one of: entered, scanned, void, unused"
        " · line 2 · 18 forms of it count as missing",
        "",
        "Missing: 30",
    ]
    assert words[6] == "  OP04-C2-000001–000030 (30) · OP-04 Prescription · drugs · Clinics"
    assert words[-1] == "31 still open."


def test_what_another_line_accounts_for_is_not_missing_for_the_broken_one() -> None:
    lines = [f"{NUMBERS[29]},{NUMBERS[0]},entered", f"{NUMBERS[0]},{NUMBERS[9]},void"]
    account = account_of("serial,to,state\n" + "\n".join(lines))
    assert [(one.why, one.lost) for one in account.malformed] == [("no_range", 20)]


def test_missing_numbers_that_follow_each_other_share_a_line() -> None:
    pad = IssuedNumbers("", "Pad", "Clinics", "drug", ("MZ004502", "MZ004503", "MZ004504"))
    rows = [f"{number},entered" for number in NUMBERS if number not in NUMBERS[3:7]]
    rows.append(f"{NUMBERS[4]},void")
    words = account_text(account_of(listed(*rows), SLIPS, pad), "en").splitlines()
    assert [row.split(" · ")[0].strip() for row in words if "Clinics" in row] == [
        "MZ004502–MZ004504 (3)",
        NUMBERS[3],
        "OP04-C2-000006–000007 (2)",
    ]
    table = account_csv(account_of(listed(*rows), SLIPS, pad), "en")
    assert table.count("Clinics") == 6


def test_how_many_numbers_are_missing_for_a_line_that_can_not_be_used() -> None:
    account = account_of(
        f"serial,to,state\n{NUMBERS[10]},{NUMBERS[19]},what\n{NUMBERS[12]},,entered\n{NUMBERS[30]},,what\n"
    )
    assert [(one.line, one.why, one.lost) for one in account.malformed] == [
        (2, "no_state", 9),
        (4, "no_state", 1),
    ]


@pytest.mark.parametrize("at", [0, 17])
def test_a_range_with_one_wrong_end_is_a_cause_too(at: int) -> None:
    """Its check digits are wrong at either end; the number before them says which was meant."""
    ends = [NUMBERS[0], NUMBERS[17]]
    ends[ends.index(NUMBERS[at])] = f"{NUMBERS[at][:-2]}00"
    account = account_of(f"serial,to,state\n{ends[0]},{ends[1]},entered\n{NUMBERS[5]},,void\n")
    assert [(one.line, one.lost) for one in account.mistyped] == [(2, 17)]
    words = account_text(account, "en").splitlines()
    assert words[2] == "Lines that can't be used, so that their forms count as missing: 1"
    assert "one end is no number that was issued · line 2 · 17 forms of it" in words[3]
    assert not any(line.startswith("Wrong check digits") for line in words)


def test_a_wrong_end_that_nobody_can_tell_is_said_as_it_is() -> None:
    account = account_of(f"serial,to,state\n{NUMBERS[0]},XX-1,entered\n")
    assert [(one.text, one.lost) for one in account.strange] == [("XX-1", 0)]
    assert "XX-1" in account_text(account, "en")
