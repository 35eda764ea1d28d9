"""The record of a print run reads back as what was printed, whatever the edition is called."""

import datetime
from dataclasses import replace
from pathlib import Path

import pytest
from wardbook.plan.loader import load
from wardbook.plan.model.records import PrintRun
from wardbook.plan.reader import read_text
from wardbook.serials import runs
from wardbook.serials.issued import of_run
from wardbook.serials.pads import MOST, between
from wardbook.serials.runs import NewRun
from wardbook.serials.serial_numbers import Pool


@pytest.mark.parametrize(
    "edition",
    [
        "2026.1",
        '2026 "draft"',
        "2026\\1",
        "2026年第1版 # 试行",
        "3",
        "2026 \U000e0020",
    ],
)
def test_a_record_reads_back(edition: str) -> None:
    new = NewRun(
        "slip",
        "wards",
        Pool("OP04", "C2", True),
        1,
        30,
        edition,
        datetime.date(2026, 5, 2),
        "3f20aa",
    )
    read = read_text(new.text(), "run.yml")
    assert read.findings == ()
    run = PrintRun.model_validate(read.data)
    assert (run.id, run.edition, run.first, run.last, run.drill) == (new.id, edition, 1, 30, True)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("KM-", "KM-0005"),
        ("KM-0001", "KM-"),
        ("", ""),
        ("KM-0001", "KM-00005"),
        ("KM-1", "KN-5"),
        ("5", "4"),
    ],
)
def test_numbers_that_make_no_range(first: str, last: str) -> None:
    assert between(first, last) is None


def test_how_many_numbers_a_range_may_have() -> None:
    held = between("KM-00001", "KM-00001")
    assert held and list(held.numbers()) == ["KM-00001"]
    assert between("0" * 9, f"{MOST - 1:09d}") is not None
    assert between("0" * 9, f"{MOST:09d}") is None


@pytest.mark.parametrize(
    ("first", "count", "holds"),
    [
        (1, 1, None),
        (1, 2, None),
        (1, 3, "r-3"),
        (2, 1, None),
        (3, 1, "r-3"),
        (5, 9, "r-3"),
        (6, 9, None),
        (1, 99, "r-3"),
    ],
)
def test_what_of_new_numbers_is_taken(
    first: int, count: int, holds: str | None, clean_clinic: Path
) -> None:
    project = load(clean_clinic).project
    assert project
    run = recorded("r-3", first=3, count=3)
    project = replace(project, runs={"r-3": run})
    of = runs.pool_of_run(project, run)
    assert of
    found = runs.taken(project, of, first, count)
    assert (found and str(found.id)) == holds
    assert runs.next_number(project, of) == 6
    assert runs.next_number(replace(project, runs={}), of) == 1
    later = recorded("r-4", first=first, count=count)
    overlaps = list(runs.overlaps(replace(project, runs={"r-3": run, "r-4": later})))
    assert bool(overlaps) is (holds is not None)


@pytest.mark.parametrize(
    ("ranges", "found"),
    [
        (((1, 3), (4, 7), (9, 4)), [("r-1", "r-2")]),
        (((1, 10), (2, 2), (9, 1)), [("r-0", "r-1"), ("r-0", "r-2")]),
        (((1, 3), (4, 3), (7, 3)), []),
    ],
)
def test_each_overlap_is_with_the_run_that_reaches_furthest(
    clean_clinic: Path, ranges: tuple[tuple[int, int], ...], found: list[tuple[str, str]]
) -> None:
    project = load(clean_clinic).project
    assert project
    made = {}
    for at, (first, count) in enumerate(ranges):
        made[f"r-{at}"] = recorded(f"r-{at}", first=first, count=count)
    overlaps = runs.overlaps(replace(project, runs=made))
    assert [(str(one.first.id), str(one.second.id)) for one in overlaps] == found


def test_a_run_whose_form_or_department_is_gone_has_no_numbers(clean_clinic: Path) -> None:
    project = load(clean_clinic).project
    assert project
    run = recorded("r-3", first=3, count=3)
    assert of_run(project, run, "en")
    assert of_run(replace(project, departments={}), run, "en") is None
    assert of_run(replace(project, forms={}), run, "en") is None
    assert runs.pool_of_run(replace(project, departments={}), run) is None


def recorded(id: str, *, first: int, count: int) -> PrintRun:
    text = f"id: {id}\nform: visit-slip\ndepartment: welcome-desk\nfirst: {first}\ncount: {count}\n"
    data = read_text(f"{text}edition: '3'\nprinted: 2026-05-02\ndrill: no\n", "run.yml").data
    return PrintRun.model_validate(data)
