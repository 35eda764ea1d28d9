"""Characters that nobody sees: found wherever they stand, one finding a character."""

from pathlib import Path

from tests.checks.test_cases import edit, findings_of


def test_each_character_is_one_finding_with_all_its_places(clinic: Path) -> None:
    edit(
        clinic,
        ["roles.yml", "< {en: Dispenser, zh: 调剂员}", '> {en: "Dispen\\u200bser", zh: 调剂员}'],
    )
    edit(clinic, ["systems.yml", "< {en: Network, zh: 网络}", '> {en: Network, zh: "网\\u200b络"}'])
    edit(
        clinic,
        ["glossary.yml", "< {en: catching up, zh: 补登}", '> {en: "\\u200ecatching up", zh: 补登}'],
    )
    found = [one for one in findings_of(clinic) if one.code == "T306"]
    said = [(dict(one.arguments), [mark.file for mark in one.marks]) for one in found]
    assert said == [
        ({"point": "U+200E", "name": "LEFT-TO-RIGHT MARK"}, ["plan_source/glossary.yml"]),
        (
            {"point": "U+200B", "name": "ZERO WIDTH SPACE"},
            ["plan_source/roles.yml", "plan_source/systems.yml"],
        ),
    ]
