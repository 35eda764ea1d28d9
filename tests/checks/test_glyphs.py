"""Characters that no font prints are found wherever they are written."""

from datetime import date
from pathlib import Path

import pytest
from wardbook.checks import run_checks
from wardbook.checks.wording import glyphs
from wardbook.findings import Finding
from wardbook.plan.loader import load

LETTERS = (
    frozenset(range(0x20, 0x24F))
    | frozenset(range(0x2010, 0x2040))
    | frozenset(range(0x3000, 0xA000))
)
LETTERS |= frozenset(range(0xFF00, 0xFFEF))


def checked(project: Path, letters: frozenset[int] = LETTERS) -> list[Finding]:
    return [
        finding
        for finding in run_checks(load(project), letters, date(2026, 6, 15)).findings
        if finding.code[0] == "G"
    ]


def write(project: Path, file: str, old: str, new: str) -> None:
    path = project / "plan_source" / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("contacts.yml", '"7040"', '"7040☎"'),
        ("systems.yml", "short: Chart", "short: Chart☎"),
        ("site.yml", 'id: "3"', 'id: "3☎"'),
        ("plans/paper-plan.yml", "kind: material", "kind: material☎"),
        ("procedures/cable-cut.yml", "zh: [断线]", "zh: [断线☎]"),
        ("procedures/dispensary.yml", "念出姓名", "念出姓名☎"),
    ],
)
def test_every_printed_scalar_is_looked_at(
    clinic: Path, monkeypatch: pytest.MonkeyPatch, file: str, old: str, new: str
) -> None:
    monkeypatch.setattr(glyphs, "system_covers", lambda _: "")
    write(clinic, file, old, new)
    (finding,) = checked(clinic)
    assert finding.code == "G101"
    assert dict(finding.arguments) == {
        "character": "☎",
        "point": "U+260E",
        "name": "BLACK TELEPHONE",
    }
    assert [mark.file for mark in finding.marks] == [f"plan_source/{file}"]


def test_a_character_of_a_system_font_is_named_with_it(
    clinic: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        glyphs, "system_covers", lambda point: "Symbols.ttf" if point == 0x260E else ""
    )
    write(clinic, "contacts.yml", '"7040"', '"7040☎"')
    (finding,) = checked(clinic)
    assert (finding.code, finding.severity, dict(finding.arguments)["font"]) == (
        "G102",
        "info",
        "Symbols.ttf",
    )


def test_one_finding_for_a_character_with_all_its_places(
    clinic: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(glyphs, "system_covers", lambda _: "")
    write(clinic, "contacts.yml", '"7040"', '"7040☎"')
    write(clinic, "contacts.yml", '"7030"', '"7030☎☎"')
    (finding,) = checked(clinic)
    assert len(finding.marks) == 2


def test_without_fonts_the_check_is_skipped_not_passed(clean_clinic: Path) -> None:
    result = run_checks(load(clean_clinic), None, date(2026, 6, 15))
    assert [(skipped.check, skipped.reason) for skipped in result.skipped] == [
        ("glyphs", "no_fonts")
    ]


def test_without_a_site_rules_are_skipped_not_passed(tmp_path: Path) -> None:
    result = run_checks(load(tmp_path), LETTERS, date(2026, 6, 15))
    assert [(skipped.check, skipped.reason) for skipped in result.skipped] == [("rules", "no_site")]


@pytest.mark.parametrize("escape", [r"\u200b", r"\L", r"\P", r"\u00ad"])
def test_what_is_never_seen_needs_no_glyph(
    clinic: Path, monkeypatch: pytest.MonkeyPatch, escape: str
) -> None:
    monkeypatch.setattr(glyphs, "system_covers", lambda _: "")
    write(clinic, "procedures/dispensary.yml", "Read the name aloud.", f'"Read{escape}it."')
    assert checked(clinic, LETTERS - {0x200B, 0x2028, 0x2029, 0xAD}) == []
