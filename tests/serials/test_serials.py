"""Serials: every slip of the pen is caught, and what people type is understood."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from wardbook.serials.serial_numbers import MOST, Pool, Serial, cleaned, is_valid, near

POOLS = st.builds(
    Pool,
    st.from_regex(r"[A-Z]{2}[0-9]{2}[A-Z]?", fullmatch=True),
    st.from_regex(r"[A-Z][0-9]", fullmatch=True),
    st.booleans(),
)
SERIALS = st.builds(Serial, POOLS, st.integers(1, MOST))


@given(SERIALS)
def test_no_single_slip_passes(serial: Serial) -> None:
    assert is_valid(serial.plain)
    assert not [text for text in near(serial.plain) if is_valid(text)]


def test_near_holds_every_substitution_and_every_transposition() -> None:
    texts = set(near("AB12"))
    assert {"XB12", "A012", "AB1Z"} <= texts
    for first, second in combinations(range(4), 2):
        swapped = list("AB12")
        swapped[first], swapped[second] = swapped[second], swapped[first]
        assert "".join(swapped) in texts
    assert "AB12" not in texts
    assert len(texts) == 4 * 35 + 6 - 0


def test_what_is_printed() -> None:
    serial = Serial(Pool("OP04B", "C2"), 123)
    assert str(serial) == f"OP04B-C2-000123-{serial.check}"
    assert serial.plain == f"OP04BC2000123{serial.check}"
    drill = Serial(Pool("OP04B", "C2", drill=True), 123)
    assert str(drill).startswith("OP04B-C2-D000123-")
    assert drill.check != serial.check


def test_digits_alone_follow_the_standard() -> None:
    # ISO 7064 MOD 97-10: 794 has the check digits 44 (an example of ISO 17442's annex)
    assert is_valid("79444")
    assert not is_valid("79445")


@pytest.mark.parametrize(
    "typed",
    [
        "op04b-c2-000123-{check}",
        " OP04BC2000123{check} ",
        "ＯＰ０４Ｂ－Ｃ２－０００１２３－{check}",
        "OP04B – C2 – 000123 – {check}",
        "OP04B-C2-000123-{check}/2026.1",
        "OP04B_C2_000123_{check}",
    ],
)
def test_what_people_type_and_scanners_send(typed: str) -> None:
    serial = Serial(Pool("OP04B", "C2"), 123)
    assert cleaned(typed.format(check=serial.check)).replace("-", "") == serial.plain


@pytest.mark.parametrize("text", ["", "-", "OP04B", "急诊", "OP04BC2000123é1"])
def test_what_is_no_serial(text: str) -> None:
    assert not is_valid(cleaned(text).replace("-", ""))
