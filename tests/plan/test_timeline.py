"""In which band of the card a step stands."""

from pathlib import Path

import pytest
from wardbook.plan.loader import load
from wardbook.plan.timeline import as_duration, band_of, card_text


@pytest.mark.parametrize(
    ("procedure", "step", "band"),
    [
        ("welcome-desk", "call-helpdesk", "now"),  # the default of its phase
        ("welcome-desk", "decide", "prepare"),  # a duration that a band begins with
        (
            "welcome-desk",
            "announce",
            "prepare",
        ),  # a duration between two bands stands in the earlier
        ("welcome-desk", "ask-relief", "long"),
        ("consulting-rooms", "fetch-pads", "told"),
        ("consulting-rooms", "write-visit", "paper"),
        ("consulting-rooms", "treat-collapse", "now"),  # its own start, not the default
        ("cable-cut", "all-clear", "after"),
        ("welcome-desk", "count-box", None),  # before any outage
        ("welcome-desk", "learn", None),
    ],
)
def test_band_of_a_step(clean_clinic: Path, procedure: str, step: str, band: str | None) -> None:
    project = load(clean_clinic).project
    assert project
    phase, found = next(
        (phase, it) for phase, it in project.procedures[procedure].steps() if it.id == step
    )
    chosen = band_of(project.site, phase, found)
    assert (str(chosen.id) if chosen else None) == band


def test_a_duration_before_every_band_stands_in_the_first(clinic: Path) -> None:
    path = clinic / "plan_source" / "procedures" / "welcome-desk.yml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("start: 12 min", "start: 2 min"), encoding="utf-8"
    )
    project = load(clinic).project
    assert project
    step = next(it for _, it in project.procedures["welcome-desk"].steps() if it.id == "announce")
    chosen = band_of(project.site, "activate", step)
    assert chosen and chosen.id == "now"


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("5 min", 5), ("1 h 30 min", 90), ("2 d", 2880), ("1d6h", 1800), ("0 h", 0)],
)
def test_durations(text: str, minutes: int) -> None:
    found = as_duration(text)
    assert found and found.minutes == minutes


@pytest.mark.parametrize(
    "text",
    ["noticed", "5", "min 5", "5 min 1 h", "1.5 h", "-1 h", "５ min", "", " ", "9" * 5000 + " h"],
)
def test_what_is_no_duration(text: str) -> None:
    assert as_duration(text) is None


def test_the_card_prints_the_short_line_else_the_action(clean_clinic: Path) -> None:
    project = load(clean_clinic).project
    assert project
    steps = {str(step.id): step for _, step in project.procedures["dispensary"].steps()}
    assert card_text(steps["hand-out"]) is steps["hand-out"].card
    assert card_text(steps["open-book"]) is steps["open-book"].do
