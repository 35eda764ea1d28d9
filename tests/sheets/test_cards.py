"""Action cards: bands in order, short lines, codes once, the numbers that may hang on a wall."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from wardbook.plan.loader import load
from wardbook.plan.project import Project
from wardbook.plan.text import Text
from wardbook.sheets.audience import for_audience
from wardbook.sheets.book import Book
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.procedures.cards import Card, CardLine, card_sheet, desk_dial, peak_title
from wardbook.sheets.project_localizer import localizer_for


@pytest.fixture(scope="session")
def wall(project: Project) -> Localizer:
    return localizer_for(for_audience(project, "posted"), "en")


def card(localizer: Localizer, department: str) -> Card:
    sheet = card_sheet(localizer, localizer.project.departments[department], "staff")
    assert sheet is not None
    assert isinstance(sheet.content, Card)
    return sheet.content


def lines(shown: Card) -> list[tuple[str, str]]:
    return [(band.label, words(line)) for band in shown.bands for line in band.lines]


def words(line: CardLine) -> str:
    return "".join(run.text for run in line.text)


def test_lines_stand_in_the_bands_of_their_starts(wall: Localizer) -> None:
    assert lines(card(wall, "welcome-desk")) == [
        ("Now", "Call 7001, note the time LC-4"),
        ("Now", "Take chest pain straight to the duty doctor"),
        ("10 min", "Decide whether the clinic goes to paper"),
        ("10 min", "Announce the paper start in every room"),
        ("On paper", "Write LC-1 for each visitor and hand it over"),
        ("On paper", "Take payment against LC-2 LC-1"),
        ("4 hours", "Ask the manager for a second clerk"),
        ("Afterwards", "Type each LC-1 into booking"),
        ("Afterwards", "Type each LC-2 and compare the day's total"),
    ]


def test_steps_outside_the_outage_and_those_kept_off_are_not_on_it(wall: Localizer) -> None:
    shown = " ".join(text for _, text in lines(card(wall, "dispensary")))
    assert "Hand out" not in shown
    assert "Two people check each medicine" in shown
    assert "Close the window" not in shown
    assert "Count the" not in " ".join(text for _, text in lines(card(wall, "welcome-desk")))


def test_a_deadline_and_urgency_stand_beside_the_line(wall: Localizer) -> None:
    first, second = card(wall, "welcome-desk").bands[0].lines
    assert (first.deadline, first.urgent) == ("within 5 min of discovery", False)
    assert (second.deadline, second.urgent) == ("at once", True)


def test_a_time_and_initials_are_written_beside_what_has_a_limit_alone(wall: Localizer) -> None:
    """What is done at once waits for no pen."""
    shown = card(wall, "welcome-desk")
    timed = [(words(line), line.deadline) for b in shown.bands for line in b.lines if line.timed]
    assert timed == [("Call 7001, note the time LC-4", "within 5 min of discovery")]


def test_numbers_to_dial(wall: Localizer) -> None:
    desk, day, night = card(wall, "consulting-rooms").dials
    assert (desk.label, desk.number) == ("Call first: Helpdesk", "7001")
    assert desk.note == "", "the second number is staff's own: it does not hang on a wall"
    assert (day.label, day.number) == ("By day, report to: Welcome Desk", "0123")
    assert (night.label, night.number) == ("At night: Duty doctor", "7040")
    assert (day.note, night.note) == ("", "")


def test_one_number_by_day_and_night_stands_once(wall: Localizer) -> None:
    contacts = dict(wall.project.contacts)
    (by_day,) = (id for id, one in contacts.items() if one.number == "0123")
    for id, contact in contacts.items():
        if contact.number == "7040":
            contacts[id] = contact.model_copy(update={"number": contacts[by_day].number})
    shown = card(
        replace(wall, project=replace(wall.project, contacts=contacts)), "consulting-rooms"
    )
    assert [dial.label for dial in shown.dials][1:] == ["Report to: Welcome Desk"]


def test_who_holds_the_card_writes_when_paper_starts(wall: Localizer) -> None:
    assert card(wall, "consulting-rooms").paper_starts == "T0, paper starts"
    site = wall.project.site
    bands = tuple(band for band in site.bands if band.start != "manual")
    project = replace(wall.project, site=site.model_copy(update={"bands": bands}))
    assert card(replace(wall, project=project), "consulting-rooms").paper_starts == ""


def test_who_answers_the_desk_calls_on(wall: Localizer) -> None:
    desk = wall.project.contacts["helpdesk"]
    answered = desk.model_copy(
        update={"department": wall.project.contacts["rooms-line"].department}
    )
    contacts = {**wall.project.contacts, "helpdesk": answered}
    first, night = card(
        replace(wall, project=replace(wall.project, contacts=contacts)), "consulting-rooms"
    ).dials
    assert (first.label, first.number) == ("Call first: Welcome Desk", "0123")
    assert (night.label, night.number) == ("At night: Duty doctor", "7040")


def test_the_second_number_stands_where_it_may_be_seen(en: Localizer) -> None:
    assert desk_dial(en).note == "Can't get through: 700-1234"


def test_a_card_says_what_its_post_has_while_the_exchange_is_down(project: Project) -> None:
    """Beside whom it reports to at night: the notice of the day comes by telephone."""
    rooms = project.departments["consulting-rooms"].model_copy(
        update={"channels": ("radio", "runner")}
    )
    changed = replace(project, departments={**project.departments, "consulting-rooms": rooms})
    for language, said in (
        ("en", "No line: radio, runner"),
        ("zh", "程控停用：对讲机、派人去"),
    ):
        wall = localizer_for(for_audience(changed, "posted"), language)
        assert [dial.note for dial in card(wall, "consulting-rooms").dials][1:] == ["", said]
        assert not any(dial.note for dial in card(wall, "dispensary").dials[1:])


def test_ways_without_the_exchange_say_what_is_called_by_them(project: Project) -> None:
    """A mobile does not reach the extension above it: the desk's second number does. A radio is of
    use to whoever knows its channel, and a wall names none that is for staff alone."""
    contacts = dict(project.contacts)
    backup = str(project.site.desk_backup.id) if project.site.desk_backup else ""
    contacts[backup] = contacts[backup].model_copy(update={"reached_from": ("mobile",)})
    line = contacts["rooms-line"]
    for id, number, audience in (("secret", "CH-9", "staff"), ("command", "CH-3", "posted")):
        changed = {"id": id, "number": number, "reached_from": ("radio",), "audience": audience}
        contacts[id] = line.model_copy(update=changed)
    ways = ("radio", "mobile", "runner")
    rooms = project.departments["consulting-rooms"].model_copy(update={"channels": ways})
    departments = {**project.departments, "consulting-rooms": rooms}
    told = replace(project, contacts=contacts, departments=departments)
    shown = card(localizer_for(told, "en"), "consulting-rooms")
    assert shown.dials[-1].note == "No line: radio CH-3, mobile 700-1234, runner"
    desk = contacts["helpdesk"].model_copy(update={"department": line.department})
    ours = replace(told, contacts={**contacts, "helpdesk": desk})
    night = card(localizer_for(ours, "en"), "consulting-rooms").dials[-1]
    assert night.note == "No line: radio CH-3, mobile, runner", "nobody calls their own desk"


def test_what_surrounds_the_lines(wall: Localizer) -> None:
    shown = card(wall, "dispensary")
    assert (shown.department, shown.other_name, shown.code) == ("Dispensary", "药局", "D1")
    assert shown.cluster == "Organised by: Welcome Desk"
    assert (shown.box_place, shown.box_key) == ("", ""), "where a box stands is for staff"
    assert "".join(run.text for line in shown.stop for run in line).startswith("Never hand out")
    assert shown.never_waits == "Chest pain and anaphylaxis wait for no form."


def test_a_card_for_staff_says_where_the_box_is_and_calls_nobody_above_the_wall(
    wall: Localizer, staff: Project
) -> None:
    sheet = card_sheet(wall, staff.departments["dispensary"], "staff")
    assert sheet is not None
    shown = sheet.content
    assert isinstance(shown, Card)
    assert (shown.box_place, shown.box_key) == (
        "Locked cabinet behind the window",
        "Key: Dispenser",
    )
    assert [dial.number for dial in shown.dials] == [
        dial.number for dial in card(wall, "dispensary").dials
    ]


def test_without_a_number_there_is_no_dial_but_a_line_that_says_where_they_are(
    project: Project,
) -> None:
    contacts = {}
    for id, contact in project.contacts.items():
        contacts[id] = contact.model_copy(update={"audience": "staff"})
    withheld = replace(project, contacts=contacts)
    localizer = localizer_for(for_audience(withheld, "posted"), "en")
    shown = card(localizer, "welcome-desk")
    assert [(dial.label, dial.number, dial.note) for dial in shown.dials] == [
        ("Numbers: see the staff manual", "", "")
    ]
    assert desk_dial(localizer) is None


def test_the_public_is_sent_to_no_manual_that_it_has_not(project: Project) -> None:
    localizer = localizer_for(for_audience(project, "public"), "en")
    assert card(localizer, "welcome-desk").dials == ()
    assert desk_dial(localizer) is None


def test_where_every_number_is_open_a_card_refers_to_no_manual(project: Project) -> None:
    """Nobody has the numbers yet: no edition lists them."""
    contacts = {}
    for id, contact in project.contacts.items():
        contacts[id] = contact.model_copy(update={"number": None})
    localizer = localizer_for(for_audience(replace(project, contacts=contacts), "staff"), "en")
    assert card(localizer, "welcome-desk").dials == ()


def test_who_is_told_where_it_is_not_the_patients(
    wall: Localizer, text: Callable[[str], Text]
) -> None:
    assert card(wall, "dispensary").say_title == ""
    told = wall.project.departments["dispensary"].model_copy(update={"say_to": text("the wards")})
    departments = {**wall.project.departments, "dispensary": told}
    assert (
        card(
            replace(wall, project=replace(wall.project, departments=departments)), "dispensary"
        ).say_title
        == "Tell the wards"
    )


def test_peak_hours_in_words(en: Localizer, zh: Localizer, project: Project) -> None:
    (window,) = project.calendar.peaks
    assert peak_title(en, window) == "Peak hours (Mon 8:00–10:30)"
    weekdays = window.model_copy(update={"days": ("mon", "tue", "wed", "thu", "fri")})
    assert peak_title(en, weekdays) == "Peak hours (Mon–Fri 8:00–10:30)"
    assert "8:00" in peak_title(zh, window)


def test_no_procedure_no_card(wall: Localizer) -> None:
    without = replace(wall, project=replace(wall.project, procedures={}))
    assert card_sheet(without, wall.project.departments["dispensary"], "staff") is None


@pytest.mark.parametrize(
    ("start", "band"),
    [
        ("noticed", "Now"),
        ("announced", "On notice"),
        ("manual", "On paper"),
        ("all_clear", "Afterwards"),
        ("1 min", "Now"),
        ("9 min", "Now"),
        ("10 min", "10 min"),
        ("3 h 59 min", "10 min"),
        ("4 h", "4 hours"),
        ("2 d", "4 hours"),
    ],
)
def test_a_duration_stands_in_the_last_band_that_has_begun(
    clinic: Path, start: str, band: str
) -> None:
    path = clinic / "plan_source/procedures/welcome-desk.yml"
    text = path.read_text(encoding="utf-8")
    assert text.count("start: 12 min") == 1
    path.write_text(text.replace("start: 12 min", f"start: {start}"), encoding="utf-8")
    loaded = load(clinic)
    assert loaded.project is not None
    shown = lines(card(localizer_for(loaded.project, "en"), "welcome-desk"))
    assert [label for label, text in shown if text.startswith("Announce")] == [band]


def test_a_book_holds_a_card_for_each_department_in_scope(book: Book, project: Project) -> None:
    cards = {id for id, stamped in book.sheets.items() if isinstance(stamped.sheet.content, Card)}
    assert cards == {
        f"card-{id}" for id, department in project.departments.items() if department.in_scope
    }


def test_a_line_that_rests_on_an_unverified_rule_is_marked_and_the_mark_explained(
    project: Project,
) -> None:
    rule = project.citations["records-rule"].model_copy(update={"status": "unverified"})
    unsure = replace(project, citations={**project.citations, "records-rule": rule})
    for language, said in (("en", "still to be verified"), ("zh", "待核实")):
        shown = card(localizer_for(for_audience(unsure, "posted"), language), "welcome-desk")
        marked = [text for _, text in lines(shown) if "°" in text]
        assert len(marked) == 1
        assert "LC-1" in marked[0]
        assert said in "".join(run.text for run in shown.names[-1])
        sure = card(localizer_for(for_audience(project, "posted"), language), "welcome-desk")
        assert not any("°" in text for _, text in lines(sure))
        assert not any("°" in "".join(run.text for run in line) for line in sure.names)
