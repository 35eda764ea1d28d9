"""What is counted of a card's line is what the card prints of it."""

from datetime import date
from pathlib import Path

import pytest
from wardbook.checks.context import Context
from wardbook.checks.paper.cards import _shown
from wardbook.findings import Mark
from wardbook.plan.data import Scalar
from wardbook.plan.loader import load
from wardbook.plan.project import Project
from wardbook.plan.text import parse_text
from wardbook.sheets.books import localizer_for
from wardbook.sheets.sheet import text_of

REFERENCES = (
    "contact:helpdesk",
    "contact:helpdesk|number",
    "contact:helpdesk|name",
    "form:visit-slip",
    "form:visit-slip|code",
    "form:visit-slip|name",
    "form:visit-slip/child",
    "form:visit-slip/child|name",
    "procedure:dispensary",
    "procedure:dispensary|code",
    "procedure:dispensary|name",
    "procedure:cable-cut",
    "procedure:cable-cut|code",
    "department:dispensary",
    "role:doctor",
    "system:chart",
    "system:chart|name",
    "system:lines",
    "system:chart/booking",
    "term:paper-start",
    "window:monday-morning",
    "plan:paper-plan",
    "plan:paper-plan|short",
    "citation:records-rule",
    "citation:good-practice",
)


@pytest.fixture(scope="module")
def project(clean_clinic: Path) -> Project:
    found = load(clean_clinic).project
    assert found
    return found


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("reference", REFERENCES)
def test_the_check_counts_what_the_card_prints(
    project: Project, reference: str, language: str
) -> None:
    words = Scalar(f"A <{reference}> b.", Mark("made"))
    text = parse_text({"\0mark": Mark("made"), "en": words, "zh": words})
    counted = _shown(Context(project, frozenset(), date(2026, 6, 15), None), text, language)
    printed = text_of(localizer_for(project, language).line(text, brief=True))
    assert counted == printed.rstrip("。.")


def test_a_step_is_counted_with_a_number_of_two_digits(project: Project) -> None:
    words = Scalar("<step:welcome-desk/type-slips>", Mark("made"))
    text = parse_text({"\0mark": Mark("made"), "en": words})
    counted = _shown(Context(project, frozenset(), date(2026, 6, 15), None), text, "en")
    assert counted == "C-W1 step 00"
