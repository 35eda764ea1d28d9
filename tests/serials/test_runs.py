"""The record of a print run reads back as what was printed, whatever the edition is called."""

import datetime

import pytest
from wardbook.plan.model.records import PrintRun
from wardbook.plan.reader import read_text
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
