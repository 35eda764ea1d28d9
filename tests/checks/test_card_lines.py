"""What is counted of a card's line is what the card prints of it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from wardbook.checks.context import Context
from wardbook.checks.paper.cards import _shown, line_lengths
from wardbook.findings import Mark
from wardbook.plan.data import Scalar
from wardbook.plan.loader import load
from wardbook.plan.project import Project
from wardbook.plan.text import parse_text
from wardbook.sheets.project_localizer import localizer_for
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


NAMED = "C <system:lines> d <contact:helpdesk> e <form:visit-slip> f <contact:helpdesk|number>"


def named(project: Project, kind: str, id: str, field: str, name: str) -> Project:
    """The project with this name of an entry."""
    words = Scalar(name, Mark("made"))
    text = parse_text({"\0mark": Mark("made"), "en": words, "zh": words})
    entries = getattr(project, kind)
    entry = entries[id].model_copy(update={field: text})
    return replace(project, **{kind: {**entries, id: entry}})


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("kind", "id", "field"),
    [
        ("terms", "paper-start", "term"),
        ("departments", "dispensary", "name"),
        ("roles", "doctor", "name"),
        ("plans", "paper-plan", "title"),
        ("plans", "paper-plan", "short"),
        ("procedures", "cable-cut", "title"),
        ("citations", "records-rule", "title"),
        ("citations", "records-rule", "number"),
    ],
)
def test_a_name_inside_a_name_is_counted_as_it_is_printed(
    project: Project, kind: str, id: str, field: str, language: str
) -> None:
    view = "|short" if field == "short" else ""
    words = Scalar(f"A <{kind.removesuffix('s')}:{id}{view}> b", Mark("made"))
    text = parse_text({"\0mark": Mark("made"), "en": words, "zh": words})
    other = named(project, kind, id, field, NAMED)
    counted = _shown(Context(other, frozenset(), date(2026, 6, 15), None), text, language)
    assert counted == text_of(localizer_for(other, language).line(text, brief=True))
    assert "<" not in counted and "C " in counted and " d " in counted


def test_a_name_that_names_itself_is_counted_once(project: Project) -> None:
    """R205 finds it; to count must end all the same."""
    words = Scalar("A <term:paper-start> b", Mark("made"))
    text = parse_text({"\0mark": Mark("made"), "en": words})
    other = named(project, "terms", "paper-start", "term", "C <term:paper-start> d")
    counted = _shown(Context(other, frozenset(), date(2026, 6, 15), None), text, "en")
    assert counted == "A C  d b"


def test_a_step_is_counted_with_a_number_of_two_digits(project: Project) -> None:
    words = Scalar("<step:welcome-desk/type-slips>", Mark("made"))
    text = parse_text({"\0mark": Mark("made"), "en": words})
    counted = _shown(Context(project, frozenset(), date(2026, 6, 15), None), text, "en")
    assert counted == "C-W1 step 00"


@pytest.mark.parametrize(
    ("language", "line", "fits"),
    [
        ("zh", "字" * 28, True),
        ("zh", "字" * 28 + "a", False),  # a Latin letter counts half
        ("zh", "字" * 27 + "ab", True),
        ("zh", "，" * 28, True),
        ("zh", "，" * 29, False),
        ("zh", "a" * 56, True),
        ("zh", "a" * 57, False),
        ("en", "a" * 60, True),
        ("en", "a" * 61, False),
    ],
)
def test_how_long_a_line_may_be(project: Project, language: str, line: str, fits: bool) -> None:
    said = {"en": "Short", "zh": "短", language: line}
    written = {name: Scalar(words, Mark("made")) for name, words in said.items()}
    procedure = project.procedures["dispensary"]
    first, *others = procedure.phases.respond
    long = first.model_copy(update={"card": parse_text({"\0mark": Mark("made"), **written})})
    phases = procedure.phases.model_copy(update={"respond": (long, *others)})
    changed = replace(
        project, procedures={"dispensary": procedure.model_copy(update={"phases": phases})}
    )
    found = line_lengths(Context(changed, frozenset(), date(2026, 6, 15), None))
    assert [dict(finding.arguments)["language"] for finding in found] == [language] * (not fits)
