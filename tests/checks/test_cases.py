"""Every check: cases that fire, with their exact places, and near misses that stay silent.

A new case is a new folder. `UPDATE_EXPECTED=1 pytest tests/checks/test_cases.py` writes what is found
now into expected.txt, where a place is the text of its line, with what fills the message: read the
difference.
"""

import inspect
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from wardbook.checks import all_checks, run_checks
from wardbook.checks.context import Context
from wardbook.checks.discovery import Check
from wardbook.checks.wording import glyphs
from wardbook.findings import Finding
from wardbook.folders import SOURCE
from wardbook.plan.loader import Loaded, load
from wardbook.plan.project import Project
from wardbook.plan.reader import Document, read
from wardbook.report.messages import codes
from wardbook.theme import forget_words

from tests.checks.anchors import described
from tests.made_once import CLINIC, NOT_COPIED

CASES = Path(__file__).parent.parent / "cases"
BAD = sorted(path for path in (CASES / "bad").iterdir() if path.is_dir())
GOOD = sorted(path for path in (CASES / "good").iterdir() if path.is_dir())
Lay = Callable[[Path], tuple[Path, Loaded]]
LETTERS = frozenset(
    {*range(0x20, 0x24F), *range(0x2010, 0x2040), *range(0x3000, 0x3020), *range(0x4E00, 0x9FFF)}
)
LETTERS |= frozenset(range(0xFF00, 0xFFEF))
TODAY = date(2026, 6, 15)
ORDERED = ("F841-second-label", "P603-two")
"""Cases in which the order of entries does decide: which label is the second, which of two entries of one
department is read."""
ELSEWHERE = {
    *("S001", "S002", "S003", "S004", "S005", "S014", "S016", "S017", "S018", "S030", "S031"),
    *("L112", "T306"),
    "A110",
    *("Y101", "Y102", "Y103"),
    *("D718", "K507", "K601", "K602", "K603", "K604", "K605"),
}
"""Codes whose files can't stand in a folder of text: tests/plan makes them, tests/editions those of records,
tests/rules that of a language, tests/site those of searches. G102 to G107, G110, G116 to G118 and
F859 come from the machine and from rendering, F870 and X6.. from spreadsheets: tests/spreadsheets
makes them."""


@pytest.fixture(autouse=True)
def no_system_fonts(monkeypatch: pytest.MonkeyPatch) -> None:
    """What the machine's fonts print must not decide what a case finds."""
    monkeypatch.setattr(glyphs, "system_covers", lambda _: "")


def findings_of(project: Path) -> tuple[Finding, ...]:
    return findings_in(load(project, untouched(project)))


def findings_in(loaded: Loaded) -> tuple[Finding, ...]:
    return run_checks(loaded, LETTERS, TODAY, codes("en")).findings


@cache
def documents() -> dict[str, Document]:
    """Every file of the clinic, read once."""
    files = sorted((CLINIC / SOURCE).rglob("*.yml"))
    return {path.relative_to(CLINIC).as_posix(): read(path, CLINIC) for path in files}


def untouched(project: Path) -> dict[Path, Document]:
    """The files of a copy of the clinic that are as they were."""
    found = {}
    for name, document in documents().items():
        path = project / name
        if path.is_file() and path.read_bytes() == document.raw:
            found[path] = document
    return found


@pytest.fixture(scope="module")
def spare(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy of the clinic for all cases of a worker, each of which leaves it as it was."""
    project = tmp_path_factory.mktemp("cases") / "clinic"
    shutil.copytree(CLINIC, project, ignore=NOT_COPIED)
    before = contents(project)
    yield project
    assert contents(project) == before, "a case has left something behind"


def contents(project: Path) -> dict[Path, bytes | None]:
    """Everything in a folder."""
    return {path: path.read_bytes() if path.is_file() else None for path in project.rglob("*")}


@pytest.fixture
def laid(spare: Path) -> Iterator[Lay]:
    """Lays a case over the clinic: the project, loaded. Afterwards the clinic is as it was."""
    changed: set[Path] = set()

    def lay(case: Path) -> tuple[Path, Loaded]:
        changed.update(overlay(case, spare))
        as_ever = {spare / name: document for name, document in documents().items()}
        for path in changed:
            as_ever.pop(path, None)
        return spare, load(spare, as_ever)

    yield lay
    for path in changed:
        put_back(path, spare)
    if any("theme" in path.relative_to(spare).parts for path in changed):
        forget_words()  # those of a theme at the same place


def put_back(path: Path, project: Path) -> None:
    """Make a file of the project what it is in the clinic, which may have neither it nor its folder."""
    original = CLINIC / path.relative_to(project)
    if original.exists():
        shutil.copyfile(original, path)
        return
    path.unlink()
    while not (CLINIC / path.parent.relative_to(project)).exists() and not any(
        path.parent.iterdir()
    ):
        path = path.parent
        path.rmdir()


def overlay(case: Path, project: Path) -> set[Path]:
    """Lay a case over a project: its files replace those of the project, its `edits.txt` changes lines of them.
    Gives all files that it has changed.

    An edit is a block: the file's path, lines to find behind `<`, lines to put there behind `>` (none: take out; nothing
    to find: put at the end). What is to be found must stand in the file exactly once.
    """
    changed = set()
    for path in sorted(case.rglob("*")):
        if path.is_file() and path.name not in ("edits.txt", "expected.txt"):
            target = project / path.relative_to(case)
            changed.add(target)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
    edits = case / "edits.txt"
    for block in edits.read_text(encoding="utf-8").strip().split("\n\n") if edits.exists() else ():
        lines = block.split("\n")
        edit(project, lines)
        changed.add(project / "plan_source" / lines[0])
    return changed


def edit(project: Path, block: list[str]) -> None:
    path = project / "plan_source" / block[0]
    old = "\n".join(line[2:] for line in block[1:] if line.startswith("<"))
    new = "\n".join(line[2:] for line in block[1:] if line.startswith(">"))
    text = path.read_text(encoding="utf-8")
    if old:
        assert text.count(old) == 1, f"{block[0]}: {text.count(old)} places match {old!r}"
    path.write_text(text.replace(old, new) if old else text + new + "\n", encoding="utf-8")


def test_the_clinic_itself_is_clean(clean_clinic: Path) -> None:
    assert described(findings_of(clean_clinic), clean_clinic) == ""


@pytest.mark.parametrize("case", BAD, ids=lambda case: case.name)
def test_bad_case_is_found_at_its_place(case: Path, laid: Lay) -> None:
    project, loaded = laid(case)
    findings = findings_in(loaded)
    found = described(findings, project)
    expected = case / "expected.txt"
    if os.environ.get("UPDATE_EXPECTED"):
        expected.write_text(found, encoding="utf-8")
    assert found, "a bad case must be found"
    known = expected.read_text(encoding="utf-8") if expected.exists() else ""
    assert found == known, (
        f"if this is right, UPDATE_EXPECTED=1 pytest tests/checks/test_cases.py -k {case.name} writes it"
    )
    if loaded.project and not loaded.waivers and case.name not in ORDERED:
        asked = frozenset(one.code for one in findings if checks_that_say(one.code))
        context = Context(in_other_order(loaded.project), loaded.unread, TODAY, LETTERS)
        checks = dict.fromkeys(check for code in asked for check in checks_that_say(code))
        again = [one for check in checks for one in check(context)]
        assert places_of(again, asked) == places_of(findings, asked)


def in_other_order(project: Project) -> Project:
    """The project with the last entry of each registry first: an entry that a check passes by must not
    keep it from those that follow."""
    turned: dict[str, Any] = {}
    for field in fields(project):
        held = getattr(project, field.name)
        if isinstance(held, Mapping):
            turned[field.name] = dict(reversed(list(held.items())))
    return replace(project, **turned)


@cache
def checks_that_say(code: str) -> tuple[Check, ...]:
    """Those of modules that name a code: to ask all of them twice takes long."""
    return tuple(check for check in all_checks() if code in source_of(check.__module__))


@cache
def source_of(module: str) -> str:
    return inspect.getsource(sys.modules[module])


def places_of(found: Iterable[Finding], codes: frozenset[str]) -> list[tuple[str, list[str]]]:
    """The findings of these codes with their places, in whatever order they were found."""
    return sorted((one.code, sorted(map(str, one.marks))) for one in found if one.code in codes)


@pytest.mark.parametrize("case", BAD[::20], ids=lambda case: case.name)
def test_lines_above_move_no_case(case: Path, clinic: Path) -> None:
    """Two more lines at the top of every file of the clinic: each finding is at the same words."""
    for path in clinic.rglob("*.yml"):
        path.write_bytes(b"# One line more\n# and another\n" + path.read_bytes())
    overlay(case, clinic)
    found = described(findings_of(clinic), clinic)
    assert found == (case / "expected.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("case", GOOD, ids=lambda case: case.name)
def test_near_miss_stays_silent(case: Path, laid: Lay) -> None:
    project, loaded = laid(case)
    assert described(findings_in(loaded), project) == ""


def test_every_code_has_a_case() -> None:
    fired = set()
    for case in BAD:
        expected = (case / "expected.txt").read_text(encoding="utf-8")
        fired.update(re.findall(r"^\w+", expected, re.MULTILINE))
    from_rendering = {
        code for code in codes("en") if re.fullmatch(r"G10[2-7]|G110|G11[678]|F859|F870|X6..", code)
    }
    missing = set(codes("en")) - fired - ELSEWHERE - from_rendering
    assert missing == set(), "add a folder of tests/cases/bad/ for each"


def test_rules_that_nobody_has_judged_are_named_with_the_reason(clinic: Path) -> None:
    edit(clinic, ["site.yml", "< packs: [house-rules]", "> packs: [house-rules, outside-rules]"])
    skipped = run_checks(load(clinic), LETTERS, TODAY, codes("en")).skipped
    assert [(found.check, found.reason) for found in skipped] == [
        ("outside-rules (outside-cash)", "rule_ask"),
        ("outside-rules (outside-archive)", "rule_not_yet"),
    ]


def test_an_absolute_name_of_a_picture_is_refused_wherever_it_leads(clinic: Path) -> None:
    """It leads into the project on this machine, and nowhere on the next one."""
    there = clinic / "plan_source/figures/other.svg"
    edit(clinic, ["plans/paper-plan.yml", "< file: figures/lines.svg", f"> file: {there}"])
    assert [finding.code for finding in findings_of(clinic)] == ["N101"]
