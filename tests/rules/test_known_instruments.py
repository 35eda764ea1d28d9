"""The list of known instruments: sound in itself, and right where plans were seen to be wrong."""

from collections import Counter
from datetime import date

import pytest
from wardbook.plan.reader import read
from wardbook.rules.instrument_numbers import document_year, standard_numbers
from wardbook.rules.known_instruments import (
    INSTRUMENTS,
    edition_name,
    editions_called,
    editions_of,
    known_instruments,
    out_of_force,
)
from wardbook.rules.library import library

NUMBERS = {str(edition.number) for edition in known_instruments().editions if edition.number}


def test_the_list_reads_clean_and_says_where_each_entry_was_read() -> None:
    assert read(INSTRUMENTS, INSTRUMENTS.parent).findings == ()
    for edition in known_instruments().editions:
        assert edition.read.words("zh") and edition.read.words("en")
        assert edition.title.words("zh") and edition.title.words("en")


def test_a_number_stands_once_and_ends_in_its_year() -> None:
    assert [number for number, count in Counter(NUMBERS).items() if count > 1] == []
    for edition in known_instruments().editions:
        written = str(edition.number or "")
        years = [number.year for number in standard_numbers(written)] or [document_year(written)]
        assert years[0] in (0, edition.year), written


def test_what_is_replaced_names_a_successor_of_the_list() -> None:
    for edition in known_instruments().editions:
        if edition.status == "replaced":
            assert str(edition.replaced_by) in NUMBERS and edition.since, edition_name(
                edition, "en"
            )


@pytest.mark.parametrize(
    ("written", "years"),
    [
        ("GB/T 20269-2022", [2006]),
        ("GB/T20270—2022", [2006]),
        ("GB／T 20281－2022", [2006, 2015, 2020]),
        ("gb/t  20269 - 2022", [2006]),
        ("GB / T 20270-2022", [2006]),
        ("GB/Z 20986-2007", [2007, 2023]),
        ("GB/T 11111-2001", []),
    ],
)
def test_the_years_of_a_number(written: str, years: list[int]) -> None:
    [number] = standard_numbers(written)
    assert [edition.year for edition in editions_of(number)] == years


def test_an_edition_is_in_force_until_its_successor_begins() -> None:
    [old, _] = editions_of(next(standard_numbers("GB/T 20988-2007")))
    assert not out_of_force(old, date(2025, 12, 31))
    assert out_of_force(old, date(2026, 1, 1))


def test_every_standard_of_the_packs_is_in_the_list() -> None:
    for pack in library().values():
        for instrument in pack.instruments:
            for number in standard_numbers(
                instrument.number.words("en") if instrument.number else ""
            ):
                assert str(number) in NUMBERS


def test_a_measure_without_a_number_is_known_by_its_title() -> None:
    [edition] = editions_called("《国家网络安全事件报告管理办法》")
    assert edition.year == 2025


@pytest.mark.parametrize(
    "text", ["100 GB 12345", "GB 12", "GB/T 20269-20222", "xGB/T 20269-2006", "16 gb 512"]
)
def test_what_is_no_number_of_a_standard(text: str) -> None:
    found = [str(number) for number in standard_numbers(text)]
    assert "GB/T 20269-2006" not in found and all(len(number) > 7 for number in found)
