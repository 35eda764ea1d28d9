"""What could not be read accuses nobody else: a broken file, or an entry with a field too many, is all that is found."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import yaml
from wardbook.checks import run_checks
from wardbook.findings import Finding
from wardbook.folders import SOURCE
from wardbook.plan.loader import load

from tests.checks.test_cases import edit
from tests.made_once import CLINIC

FILES = sorted(
    path.relative_to(CLINIC / SOURCE).as_posix() for path in (CLINIC / SOURCE).rglob("*.yml")
)


def findings_of(project: Path) -> tuple[Finding, ...]:
    return run_checks(load(project), None, date(2026, 6, 15)).findings


@pytest.mark.parametrize("name", FILES)
def test_a_broken_file_is_all_that_is_found(clinic: Path, name: str) -> None:
    (clinic / SOURCE / name).write_text("- [\n", encoding="utf-8")
    found = findings_of(clinic)
    assert {mark.file for finding in found for mark in finding.marks} == {f"{SOURCE}/{name}"}
    assert {finding.code for finding in found} <= {"S025", "Q109"}


def spoiled(text: str) -> Iterator[str]:
    """The text of a file with a field too many in each of its entries in turn."""
    root = yaml.compose(text, Loader=yaml.BaseLoader)
    entries = root.value if isinstance(root, yaml.SequenceNode) else [root]
    for entry in entries:
        if isinstance(entry, yaml.MappingNode):
            start = entry.value[0][0].start_mark
            field = "zzz: 1, " if entry.flow_style else "zzz: 1\n" + " " * start.column
            yield text[: start.index] + field + text[start.index :]


@pytest.mark.parametrize("name", FILES)
def test_an_entry_that_is_lost_is_all_that_is_found(clinic: Path, name: str) -> None:
    file = clinic / SOURCE / name
    for text in spoiled(file.read_text(encoding="utf-8")):
        file.write_text(text, encoding="utf-8")
        found = findings_of(clinic)
        assert [finding.code for finding in found if finding.code != "Q109"] == ["L101"]
        assert {mark.file for finding in found for mark in finding.marks} == {f"{SOURCE}/{name}"}


def test_what_could_not_be_read_is_named_as_not_checked(clinic: Path) -> None:
    """An entry of a registry, and the words of a language in a theme of the project's own."""
    (clinic / SOURCE / "forms/fault-note.yml").write_text("- [\n", encoding="utf-8")
    (clinic / "theme/words").mkdir(parents=True)
    (clinic / "theme/words/en.yml").write_text("- [\n", encoding="utf-8")
    skipped = run_checks(load(clinic), None, date(2026, 6, 15)).skipped
    named = {one.check for one in skipped if one.reason == "unread"}
    assert named >= {"theme (en)", "form (fault-note)"}


def test_of_a_theme_only_the_language_that_could_not_be_read_is_not_checked(clinic: Path) -> None:
    (clinic / "theme/words").mkdir(parents=True)
    (clinic / "theme/words/zh.yml").write_text("- [\n", encoding="utf-8")
    skipped = run_checks(load(clinic), None, date(2026, 6, 15)).skipped
    assert [one.check for one in skipped if one.reason == "unread"] == ["theme (zh)"]


def test_a_language_that_could_not_be_read_hides_no_fault_of_those_behind_it(clinic: Path) -> None:
    old = ("< languages: [en, zh]", "< form_languages: [en, zh]")
    edit(clinic, ["site.yml", *old, "> languages: [zh, en]", "> form_languages: [zh, en, fr]"])
    for file, text in {
        "words/zh.yml": "- [\n",
        "phrases/en.yml": "within_noticed: '{x}'\n",
    }.items():
        path = clinic / "theme" / file
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    found = [one for one in findings_of(clinic) if one.code in ("G108", "G112")]
    assert [one.code for one in found] == ["G108", "G112"]
