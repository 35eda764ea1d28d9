"""Which level an outage has, and what the calendar says of a moment."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from wardbook.cli import main

from tests.checks.test_cases import edit


def said(project: Path, *arguments: str) -> str:
    made = CliRunner().invoke(main, [*arguments, "--project", str(project), "--ui-language", "en"])
    assert made.exit_code == 0, made.output
    return made.output


@pytest.mark.parametrize(
    ("length", "level"),
    [
        ("3:59", "3 h 59 min is Short (less than 4 h); Desk lead activates"),
        ("4:00", "4 h is Long (4 h or more); Clinic manager activates"),
        ("2 d", "2 days is Long (4 h or more); Clinic manager activates"),
    ],
)
def test_a_level_holds_its_start_and_not_its_end(
    clean_clinic: Path, length: str, level: str
) -> None:
    found = said(clean_clinic, "level", length)
    assert found == f"Plan for work on paper: an outage of {level}.\n"


def test_a_length_that_is_none_is_wrong_use(clean_clinic: Path) -> None:
    here = ["--project", str(clean_clinic), "--ui-language", "en"]
    for arguments in (["level", "4"], ["peak", "monday"]):
        made = CliRunner().invoke(main, [*arguments, *here])
        assert (made.exit_code, "write it like" in made.output) == (2, True)


@pytest.mark.parametrize(
    ("moment", "lines"),
    [
        ("2026-06-15T08:00", ["2026-06-15 08:00 Mon", "Peak hours: Monday morning (8:00–10:30)."]),
        ("2026-06-15T10:30", ["2026-06-15 10:30 Mon", "No peak hours."]),
        ("0001-01-01T12:00", ["0001-01-01 12:00 Mon", "No peak hours."]),
        ("2026-06-15 9:05", ["2026-06-15 09:05 Mon", "Peak hours: Monday morning (8:00–10:30)."]),
        # Monday, and a holiday
        (
            "2026-10-05T09:00",
            [
                "2026-10-05 09:00 Mon",
                "A holiday: Autumn break. No peak hours and no opening hours hold.",
                "No peak hours.",
            ],
        ),
        # Saturday, worked like a Monday
        (
            "2026-10-10T09:00",
            [
                "2026-10-10 09:00 Sat",
                "A working day by the calendar.",
                "Peak hours: Monday morning (8:00–10:30).",
            ],
        ),
        # Saturday, worked like any weekday: a window of Mondays alone does not hold
        (
            "2026-10-17T09:00",
            ["2026-10-17 09:00 Sat", "A working day by the calendar.", "No peak hours."],
        ),
        (
            "2026-06-16T23:00",
            [
                "2026-06-16 23:00 Tue",
                "No peak hours.",
                "Night (20:00–7:00): posts that work by day are away.",
            ],
        ),
    ],
)
def test_the_calendar_decides_what_a_moment_is(clinic: Path, moment: str, lines: list[str]) -> None:
    edit(
        clinic,
        [
            "calendar.yml",
            ">   - {date: 2026-10-05, name: {en: Autumn break, zh: 秋假}}",
            "> working_days: [{date: 2026-10-10, like: mon}, {date: 2026-10-17}]",
        ],
    )
    assert said(clinic, "peak", moment).splitlines() == lines
