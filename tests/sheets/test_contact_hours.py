"""Nothing is promised of a number that the plan does not say."""

from wardbook.sheets.localizer import Localizer
from wardbook.sheets.registers.contacts import contact_rows


def test_hours_that_nobody_said_are_not_printed(en: Localizer) -> None:
    contact = next(iter(en.project.contacts.values()))
    said = [contact.model_copy(update={"hours": hours}) for hours in (None, "always", "day")]
    assert [row.hours for row in contact_rows(en, said)] == ["", "24 h", "working hours"]
