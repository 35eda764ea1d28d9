"""Who does what at night: steps of posts that work by day, with those who take them over."""

from pathlib import Path

import pytest
from wardbook.plan.loader import load
from wardbook.plan.night_duties import first_at_once, post_at_night, taken_over
from wardbook.plan.project import Project
from wardbook.sheets.books import books
from wardbook.sheets.command.night_duties import NightDutiesView, NightPost


def plan_of(root: Path) -> Project:
    plan = load(root).project
    assert plan is not None
    return plan


def posts(root: Path, audience: str) -> dict[str, NightPost]:
    """The posts of the English sheet by name; none where there is no sheet."""
    (book, *_) = books(plan_of(root), audience, ())
    stamped = book.sheets.get("night-duties")
    if stamped is None:
        return {}
    content = stamped.sheet.content
    assert isinstance(content, NightDutiesView)
    return {post.name: post for post in content.posts}


def numbers(post: NightPost) -> list[str]:
    """Numbers of the steps, procedure by procedure."""
    return [span.text for part in post.parts for step in part.steps for span in step.number]


def change(root: Path, file: str, old: str, new: str) -> None:
    path = root / "plan_source" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_the_nearest_that_is_there_takes_over(clinic: Path) -> None:
    plan = plan_of(clinic)
    found = {id: post_at_night(plan, role) for id, role in plan.roles.items()}
    names = {id: str(role.id) if role else "" for id, role in found.items()}
    assert names["doctor"] == "duty-doctor", "over the lead doctor, who works by day too"
    assert names["desk-lead"] == "desk-clerk"
    assert names["technician"] == "technician"


def test_steps_stand_under_who_does_them_in_the_order_of_the_outage(clinic: Path) -> None:
    found = posts(clinic, "staff")
    assert set(found) == {"Desk clerk", "Duty doctor", "Dispenser"}
    clerk = found["Desk clerk"]
    (part,) = clerk.parts
    assert part.instead_of == "Desk lead"
    begins = [step.begins for step in part.steps]
    assert begins == [
        "still down 10 min after discovery",
        "still down 12 min after discovery",
        "still down 4 h after discovery",
    ]
    assert clerk.count == "Steps taken over: 3; at worst 2 at once in the first half hour"


def test_a_scenario_stands_behind_what_departments_do(clinic: Path) -> None:
    duties = taken_over(plan_of(clinic))["duty-doctor"]
    assert [str(duty.procedure.id) for duty in duties] == [
        "consulting-rooms",
        "consulting-rooms",
        "cable-cut",
    ]


@pytest.mark.parametrize(
    ("limit", "first"), [("within: 30 min", 1), ("within: 31 min", 0), ("on_card: no", 0)]
)
def test_what_may_take_longer_does_not_count_in_the_first_half_hour(
    clinic: Path, limit: str, first: int
) -> None:
    """Both of the doctor's steps begin with the changeover, and the all-clear comes last."""
    change(
        clinic,
        "procedures/consulting-rooms.yml",
        "- id: fetch-pads",
        f"- id: fetch-pads\n      {limit}",
    )
    duties = taken_over(plan_of(clinic))["duty-doctor"]
    assert len(first_at_once(duties)) == first
    said = "Steps taken over: 3" + f"; at worst {first} at once in the first half hour" * bool(
        first
    )
    assert posts(clinic, "staff")["Duty doctor"].count == said, "never at worst 0"


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("roles.yml", "stands_in: [desk-clerk]", "stands_in: []"),
        (
            "roles.yml",
            "zh: 导诊组长}, department: welcome-desk, cover: day,",
            "zh: 导诊组长}, department: welcome-desk, cover: always,",
        ),
    ],
)
def test_who_takes_over_nothing_is_not_named(clinic: Path, file: str, old: str, new: str) -> None:
    change(clinic, file, old, new)
    assert "Desk clerk" not in posts(clinic, "staff")


def test_what_is_planned_for_a_day_is_staffed_for_it(clinic: Path) -> None:
    before = len(taken_over(plan_of(clinic))["duty-doctor"])
    change(clinic, "procedures/cable-cut.yml", "scenario: network", "scenario: planned")
    assert len(taken_over(plan_of(clinic))["duty-doctor"]) == before - 1


def test_the_public_is_not_told_who_stands_in(clinic: Path) -> None:
    assert posts(clinic, "posted")
    assert not posts(clinic, "public")
