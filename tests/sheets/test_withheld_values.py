"""What counts as a withheld value, and what an audience can read already."""

import pytest
from wardbook.findings import Mark
from wardbook.sheets.withheld import Value, _evidence, _Opened, digits, fold

AT = Mark("a.yml", 1, 1)


def numbers_of(text: str) -> list[tuple[str, bool]]:
    found = list(_evidence(text, AT))
    assert all(value.number for value in found)
    return [(value.folded, value.grouped) for value in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1234", [("1234", False)]),
        ("123", []),
        ("12-34", [("1234", False)]),  # copies 12 to 34
        ("34-12", [("3412", True)]),
        (" 1 2 3 ", []),
        ("2026", []),
        ("1999", []),
        ("1899", [("1899", False)]),
        ("2100", [("2100", False)]),
        ("12345", [("12345", False)]),
        ("123456", [("123456", True)]),
        ("20261130", [("20261130", False)]),
        ("202611", [("202611", False)]),
        ("20261350", [("20261350", True)]),
        ("+86 571 8888 1234", [("8657188881234", True)]),
        ("（0571）８８８８１２３４", [("057188881234", True)]),
        ("*12#34", [("1234", True)]),
        ("", []),
    ],
)
def test_which_numbers_count(text: str, found: list[tuple[str, bool]]) -> None:
    assert numbers_of(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("abcd-efg", []),
        ("Abcd-efgh", [("abcdefgh", "abcd-efgh")]),
        ("A1-2345678", [("a12345678", "a1-2345678")]),
    ],
)
def test_which_ids_count(text: str, found: list[tuple[str, str]]) -> None:
    assert [(value.folded, value.spelled) for value in _evidence(text, AT)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("钥匙在", []),
        ("钥匙在柜", [("钥匙在柜", ("钥匙在柜",))]),
        ("钥匙在柜。开门", [("钥匙在柜", ("钥匙在柜",))]),
        ("钥匙在柜，柜在走廊！门卫室！", [("钥匙在柜柜在走廊", ("钥匙在柜", "柜在走廊"))]),
        ("钥匙。柜在", [("钥匙柜在", ("钥匙柜在",))]),
        ("The key is here. It is", [("thekeyishere", ("thekeyishere",))]),
        ("Key 1.5, in it", [("key15init", ("key15", "init"))]),
        ("a b", []),
        ("It is a. B c d e", [("itisabcde", ("itisabcde",))]),
        ("门 A1（一楼）：左 B2", [("门a1一楼左b2", ("门a1", "一楼", "左b2"))]),
    ],
)
def test_which_sentences_count(text: str, found: list[tuple[str, tuple[str, ...]]]) -> None:
    assert [(value.folded, value.clauses) for value in _evidence(text, AT)] == found


def test_letters_and_digits_alone() -> None:
    assert fold("Ａb－1 二。\n") == "ab1二"
    assert digits("+86 (５7) x") == "8657"


OPENED = _Opened.from_texts(
    [
        "Ask 12 35, then +86 571 8888 1234 or 6677-88.",
        "wards-night-en",
        "The key is here, behind the door",
        "两人，一起走",
    ]
)


@pytest.mark.parametrize(
    ("value", "held"),
    [
        (Value("1235", AT, number=True), True),
        (Value("12", AT, number=True), True),
        (Value("35", AT, number=True), True),
        (Value("3586", AT, number=True), False),
        (Value("057188881234", AT, number=True), True),
        (Value("57188881234", AT, number=True), True),
        (Value("8657188881234", AT, number=True), True),
        (Value("88881234", AT, number=True), True),
        (Value("667788", AT, number=True), True),
        (Value("667789", AT, number=True), False),
        (Value("thekeyishere", AT), True),
        (Value("herebehind", AT), True),
        (Value("doorkey", AT), False),
        (Value("doorwardsnight", AT), False),
        (Value("behindthekey", AT, clauses=("behind", "thekey")), True),
        (Value("behindtheroof", AT, clauses=("behind", "theroof")), False),
        (Value("roofbehind", AT, clauses=("roof", "behind")), False),
        (Value("nightwardsen", AT, spelled="x-wards-night-en"), True),
        (Value("enxwards", AT, spelled="en-wards-x"), False),
        (Value("ennight", AT, spelled="en-night"), False),
    ],
)
def test_what_can_be_read_already(value: Value, held: bool) -> None:
    assert OPENED.holds(value) is held
