"""What is due for review: by which day, whose it is, and as files that calendars read."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from icalendar import Calendar
from wardbook.cli import main
from wardbook.plan.loader import load
from wardbook.plan.project import Project
from wardbook.plan.review_dates import COPY_DAYS, Review, reviews, tasks
from wardbook.sheets.books import books
from wardbook.sheets.registers.reviews import ReviewsView

TODAY = ("--date", "2026-06-15")


def plan_of(root: Path) -> Project:
    plan = load(root).project
    assert plan is not None
    return plan


def found(root: Path, kind: str) -> list[Review]:
    return [review for review in reviews(plan_of(root)) if review.kind == kind]


def change(root: Path, file: str, old: str, new: str) -> None:
    path = root / "plan_source" / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    path.write_text(text.replace(old, new), encoding="utf-8")


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(
        main, ["due", "--project", str(root), "--ui-language", "en", *arguments]
    )


def events(path: Path) -> dict[str, date]:
    """Identity of each event → its day."""
    calendar = Calendar.from_ical(path.read_bytes())
    return {str(event["uid"]): event["dtstart"].dt for event in calendar.walk("VEVENT")}


def test_a_look_counts_for_the_period_of_its_kind(clean_clinic: Path) -> None:
    plan = plan_of(clean_clinic)
    copies = found(clean_clinic, "copy")
    assert copies
    for review in copies:
        assert review.last is not None
        assert review.due - review.last == timedelta(COPY_DAYS)
    for review in found(clean_clinic, "contact"):
        verified = plan.contacts[review.id].verified
        assert verified is not None
        assert review.due == verified + timedelta(plan.site.review_days)


def test_drills_are_due_when_planned_or_a_period_after_the_last(clean_clinic: Path) -> None:
    days = {review.id: (review.due, review.last) for review in found(clean_clinic, "drill")}
    assert days["autumn-talk"] == (date(2026, 10, 2), None)
    assert days["paper-hour"] == (date(2027, 3, 19), date(2026, 3, 19))


def test_what_nobody_has_looked_at_has_no_day(clinic: Path) -> None:
    before = {review.id for review in found(clinic, "citation")}
    change(clinic, "citations.yml", "  checked: 2026-05-01\n", "")
    assert before - {review.id for review in found(clinic, "citation")} == {"records-rule"}


def test_what_one_department_does_in_one_go_is_one_task(clean_clinic: Path) -> None:
    own = [task for task in tasks(plan_of(clean_clinic)) if task.id == "contact-computer-room"]
    assert [len(task.reviews) for task in own] == [2]
    assert own[0].due == min(review.due for review in own[0].reviews)


def test_the_page_lists_everything_the_earliest_first(clean_clinic: Path) -> None:
    plan = plan_of(clean_clinic)
    (book, *_) = books(plan, "staff", ("en",))
    content = book.sheets["reviews"].sheet.content
    assert isinstance(content, ReviewsView)
    assert len(content.rows) == len(tasks(plan))
    first = content.rows[0]
    assert (first.what, first.names, first.who) == (
        "Hold the drill (Autumn table talk)",
        (),
        "Welcome Desk",
    )
    (numbers,) = (row for row in content.rows if row.what == "Numbers to call and check: 2")
    assert len(numbers.names) == 2, "each has a place to tick"
    (posted, *_) = books(plan, "posted", ("en",))
    assert "reviews" not in posted.sheets


def test_what_is_overdue_is_said_and_is_the_status(clean_clinic: Path) -> None:
    done = run(clean_clinic, *TODAY)
    assert (done.exit_code, "OVERDUE" in done.output) == (0, False)
    late = run(clean_clinic, "--date", "2026-10-03")
    assert late.exit_code == 1
    assert "2026-10-02  OVERDUE  Hold the drill – Welcome Desk: Autumn table talk" in late.output
    some = run(clean_clinic, *TODAY, "--until", "2026-10-02")
    assert len(some.stdout.splitlines()) == 1


def test_an_event_moves_and_is_not_doubled(clinic: Path, tmp_path: Path) -> None:
    folder = tmp_path / "calendars"
    assert run(clinic, *TODAY, "--calendars", str(folder)).exit_code == 0
    before = {path.name: events(path) for path in folder.iterdir()}
    assert set(before) == {
        "office.ics",
        "welcome-desk.ics",
        "computer-room.ics",
        "consulting-rooms.ics",
    }
    every = before["office.ics"]
    for name, own in before.items():
        assert own.items() <= every.items(), name
    change(clinic, "drills/autumn-talk.yml", "planned: 2026-10-02", "planned: 2026-11-05")
    run(clinic, *TODAY, "--calendars", str(folder))
    after = events(folder / "office.ics")
    assert set(after) == set(every)
    moved = {uid: (every[uid], day) for uid, day in after.items() if every[uid] != day}
    assert list(moved.values()) == [(date(2026, 10, 2), date(2026, 11, 5))]


def test_the_same_plan_gives_the_same_bytes(clean_clinic: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        run(clean_clinic, *TODAY, "--calendars", str(tmp_path / name))
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_a_calendar_of_somebody_else_is_kept(clean_clinic: Path, tmp_path: Path) -> None:
    own = tmp_path / "office.ics"
    own.write_bytes(b"BEGIN:VCALENDAR\r\nPRODID:-//Somebody//EN\r\nEND:VCALENDAR\r\n")
    before = own.read_bytes()
    done = run(clean_clinic, *TODAY, "--calendars", str(tmp_path))
    assert done.exit_code == 2
    assert "office.ics" in done.output
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [before]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_calendars_speak_the_user_s_language(
    language: str, clean_clinic: Path, tmp_path: Path
) -> None:
    command = ["due", "--project", str(clean_clinic), "--ui-language", language, *TODAY]
    CliRunner().invoke(main, [*command, "--calendars", str(tmp_path)])
    said = (tmp_path / "welcome-desk.ics").read_text(encoding="utf-8")
    assert ("举行演练" in said) == (language == "zh")


def test_what_staff_may_not_see_is_in_no_calendar(clinic: Path, tmp_path: Path) -> None:
    change(
        clinic,
        "drills/autumn-talk.yml",
        "id: autumn-talk\n",
        "id: autumn-talk\naudience: restricted\n",
    )
    folder = tmp_path / "calendars"
    done = run(clinic, *TODAY, "--calendars", str(folder))
    assert "Autumn table talk" not in done.output
    for path in folder.iterdir():
        assert b"Autumn" not in path.read_bytes()
