"""The form that a reporting rule makes takes its words from the theme, as all that is printed does: a third language brings
them with its other words."""

from pathlib import Path

import pytest
from wardbook.plan.loader import load
from wardbook.theme import forget_words

from tests.checks.test_cases import findings_of


def labels(project: Path) -> dict[str, dict[str, str]]:
    """Cell of the form → its label by language, of the cells that have words of the theme."""
    loaded = load(project).project
    assert loaded
    cells = {}
    for section in loaded.forms["privacy-report"].sections:
        for cell in section.fields:
            if not str(cell.id).startswith("content-"):
                cells[str(cell.id)] = {
                    language: cell.label.words(language) for language in ("en", "zh", "fr")
                }
    return cells


@pytest.fixture
def trilingual(clinic: Path) -> Path:
    """The clinic in three languages, with a theme that has two words of the third."""
    site = clinic / "plan_source/site.yml"
    text = site.read_text(encoding="utf-8")
    assert text.count("\nlanguages: [en, zh]\n") == 1
    site.write_text(text.replace("\nlanguages: [en, zh]\n", "\nlanguages: [en, zh, fr]\n"), "utf-8")
    write_words(clinic, 'report_sheet_consent: "Accord de"\nreport_sheet_signature: ""\n')
    return clinic


def write_words(project: Path, text: str) -> None:
    path = project / "theme/phrases/fr.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    forget_words()


def test_its_words_are_those_of_the_theme(trilingual: Path) -> None:
    said = labels(trilingual)
    assert said["consent"] == {"en": "Agreed by", "zh": "同意上报", "fr": "Accord de"}
    assert said["signature"]["fr"] == "–", "what a theme leaves empty loses no cell"


def test_a_word_that_a_language_lacks_is_found(trilingual: Path) -> None:
    (lacking,) = (
        dict(finding.arguments)
        for finding in findings_of(trilingual)
        if finding.code == "G109" and finding.marks[0].file == "theme/phrases/fr.yml"
    )
    whole = int(lacking["count"])
    write_words(trilingual, 'report_sheet_consent: "Accord de"\nreport_sheet_noticed: "Vu à"\n')
    counts = [
        int(dict(finding.arguments)["count"])
        for finding in findings_of(trilingual)
        if finding.code == "G109" and finding.marks[0].file == "theme/phrases/fr.yml"
    ]
    assert counts == [whole - 1]


def test_a_theme_that_cannot_be_read_stops_no_loading(trilingual: Path) -> None:
    write_words(trilingual, "report_sheet_consent: [Accord")
    assert labels(trilingual)["consent"]["en"] == "Agreed by"


def ticks(project: Path) -> dict[str, list[str]]:
    """What can be ticked on the form, by cell."""
    loaded = load(project).project
    assert loaded
    found = {}
    for section in loaded.forms["privacy-report"].sections:
        for cell in section.fields:
            if cell.choices:
                found[str(cell.id)] = [choice.words("en") for choice in cell.choices]
    return found


def test_it_asks_how_the_fault_became_known_and_who_is_sent(clinic: Path) -> None:
    found = ticks(clinic)
    assert found["known"] == ["Alarm of the server", "A visitor complains"]
    assert found["send"] == ["Ground floor", "Box under the stairs"]


def test_what_fewer_may_read_is_not_on_it(clinic: Path) -> None:
    path = clinic / "plan_source/plans/paper-plan.yml"
    text = path.read_text(encoding="utf-8")
    alarm = "{what: {en: Alarm of the server"
    assert text.count(alarm) == 1
    path.write_text(text.replace(alarm, "{audience: restricted, what: {en: Alarm of the server"))
    assert ticks(clinic)["known"] == ["A visitor complains"]


def test_without_such_blocks_it_asks_nothing_of_them(clinic: Path) -> None:
    path = clinic / "plan_source/plans/paper-plan.yml"
    text = path.read_text(encoding="utf-8")
    begin, end = text.index("      - discovery:"), text.index("      - warning:")
    path.write_text(text[:begin] + text[end:], encoding="utf-8")
    assert set(ticks(clinic)) == {"conditions"}
