"""What stands beside a number: nothing that the plan does not say, and all that it does."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from wardbook.plan.project import Project
from wardbook.plan.text import Link, Text
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.project_localizer import localizer_for
from wardbook.sheets.registers.contacts import contact_rows


def test_hours_that_nobody_said_are_not_printed(en: Localizer) -> None:
    contact = next(iter(en.project.contacts.values()))
    said = [contact.model_copy(update={"hours": hours}) for hours in (None, "always", "day")]
    assert [row.hours for row in contact_rows(en, said)] == ["", "24 h", "working hours"]


def test_what_a_line_is_kept_for_and_how_its_department_is_reached_stand_beside_it(
    staff: Project, text: Callable[[str], Text]
) -> None:
    kept = {"only_for": text("reactions"), "note": text("Let it ring.")}
    line = staff.contacts["welcome-line"].model_copy(update=kept)
    desk = staff.departments["welcome-desk"].model_copy(update={"channels": ("radio", "runner")})
    departments = {**staff.departments, "welcome-desk": desk}
    changed = replace(staff, departments=departments)
    rows = contact_rows(localizer_for(changed, "en"), [line])
    assert rows[0].note == ("Only for reactions. Exchange down: radio, send somebody. Let it ring.")


@pytest.mark.parametrize(
    ("update", "note"),
    [
        ({}, "Exchange down: radio"),
        ({"channels": ("mobile",)}, "Exchange down: mobile"),
        ({"reached_from": ("analogue",)}, ""),
        ({"role": None}, ""),
    ],
)
def test_officers_who_are_always_on_duty_have_what_their_department_has(
    staff: Project, update: dict[str, object], note: str
) -> None:
    """Unless their number says otherwise, or is reached without the exchange; numbers of nobody on
    duty promise nothing."""
    role = staff.roles["desk-clerk"].model_copy(update={"cover": "always"})
    line = staff.contacts["welcome-line"]
    officer = staff.contacts["duty-line"].model_copy(
        update={"role": Link(("role",), "desk-clerk", None, line.at), "department": line.department}
    )
    desk = staff.departments["welcome-desk"].model_copy(update={"channels": ("radio",)})
    changed = replace(
        staff,
        roles={**staff.roles, "desk-clerk": role},
        departments={**staff.departments, "welcome-desk": desk},
    )
    shown = contact_rows(localizer_for(changed, "en"), [officer.model_copy(update=update)])
    assert shown[0].note == note


@pytest.mark.parametrize(
    ("has", "theirs", "note"),
    [
        (("radio", "analogue"), ("radio",), "Exchange down: radio"),
        (("mobile", "runner"), ("radio",), "mobile via 700-1234, send somebody"),
        (("radio",), ("mobile", "runner"), "Exchange down: send somebody"),
        (("mobile",), ("mobile",), ""),
        (("mobile",), ("mobile", "runner"), "Exchange down: send somebody"),
        ((), ("radio",), "Exchange down: radio"),
    ],
)
def test_the_list_of_a_department_says_what_it_has_itself(
    staff: Project, has: tuple[str, ...], theirs: tuple[str, ...], note: str
) -> None:
    """A radio that it lacks is of no use to it: the desk, which has one, passes word on."""
    channels = {"welcome-desk": theirs, "dispensary": has, "computer-room": ("radio",)}
    departments = dict(staff.departments)
    for id, ways in channels.items():
        departments[id] = departments[id].model_copy(update={"channels": ways})
    mobile = staff.contacts["helpdesk-mobile"].model_copy(update={"reached_from": ("mobile",)})
    changed = replace(
        staff, departments=departments, contacts={**staff.contacts, "helpdesk-mobile": mobile}
    )
    rows = contact_rows(
        localizer_for(changed, "en"), [changed.contacts["welcome-line"]], departments["dispensary"]
    )
    assert rows[0].note.endswith(note) and bool(rows[0].note) is bool(note)
