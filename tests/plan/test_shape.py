"""Shape: every error of pydantic becomes one finding, at the place that is wrong, with what was
probably meant."""

from pathlib import Path

import pytest
from wardbook.plan.loader import load

ROLES = "- id: nurse\n  name: {{en: Nurse, zh: 护士}}\n  {line}\n"


def found(clinic: Path, file: str, text: str) -> list[tuple[str, str]]:
    """Codes and places that reading this one file gives."""
    (clinic / "plan_source" / file).write_text(text, encoding="utf-8")
    return [
        (finding.code, f"{finding.marks[0].line}:{finding.marks[0].column}")
        for finding in load(clinic).findings
        if finding.marks[0].file == f"plan_source/{file}"
    ]


@pytest.mark.parametrize(
    ("line", "code", "place"),
    [
        ("covers: day", "L102", "3:3"),
        ("xyzzy: day", "L101", "3:3"),
        ("cover: night", "L111", "3:10"),
        ("cover: [day]", "L108", "3:11"),
        ("stands_in: doctor", "L108", "3:14"),
        ("stands_in: [Doctor]", "L104", "3:15"),
        ("department: {a: b}", "L108", "3:15"),
    ],
)
def test_one_mistake_is_one_finding_at_its_place(
    clinic: Path, line: str, code: str, place: str
) -> None:
    assert found(clinic, "roles.yml", ROLES.format(line=line)) == [(code, place)]


def test_every_mistake_is_reported(clinic: Path) -> None:
    text = "- {id: Nurse, name: x y, cover: night, zzz: 1}\n- id: doctor\n- plain\n"
    assert found(clinic, "roles.yml", text) == [
        ("L104", "1:8"),
        ("L106", "1:21"),
        ("L111", "1:33"),
        ("L101", "1:40"),
        ("L103", "2:3"),
        ("L115", "3:3"),
    ]


@pytest.mark.parametrize(
    ("block", "code"),
    [
        ("- texts: {en: a, zh: b}", "L109"),
        ("- plain", "L109"),
        ("- [a]", "L109"),
        ("- {}", "L109"),
        ("- text: [a]", "L107"),
        ("- {text: {en: a, zh: b}, basis: law}", "L111"),
        ("- {text: {en: a, zh: b}, note: {en: a, zh: b}}", "L114"),
    ],
)
def test_a_bad_block_is_one_finding(clinic: Path, block: str, code: str) -> None:
    text = (
        "id: extra\ncode: Z9\ntitle: {en: Extra, zh: 附}\nnumbering: chinese\n"
        f"chapters:\n  - id: one\n    title: {{en: One, zh: 一}}\n    blocks:\n      {block}\n"
    )
    findings = found(clinic, "plans/extra.yml", text)
    assert [code for code, _ in findings] == [code]
    assert findings[0][1].startswith("9:")


def test_a_near_key_is_named(clinic: Path) -> None:
    (clinic / "plan_source/roles.yml").write_text(
        ROLES.format(line="stand_in: [doctor]"), encoding="utf-8"
    )
    (finding,) = [finding for finding in load(clinic).findings if finding.code == "L102"]
    assert dict(finding.arguments) == {"key": "stand_in", "near": "stands_in"}
