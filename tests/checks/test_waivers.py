"""Waivers: what they cover is counted, not failed; in every form of the report, and only as long as they hold."""

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from wardbook.checks import run_checks
from wardbook.checks.waivers import waivable
from wardbook.cli import main
from wardbook.findings import Mark, error, info, warning
from wardbook.plan.loader import load

WAIVER = (
    "- {code: T307, place: procedures/dispensary.yml, reason: Under review, until: 2026-07-31}\n"
)


@pytest.fixture
def differing(clinic: Path) -> Path:
    """A clinic whose two languages differ in a number, and that has decided to live with it for a time."""
    path = clinic / "plan_source/procedures/dispensary.yml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("念出姓名", "念 2 遍"), encoding="utf-8"
    )
    (clinic / "plan_source/waivers.yml").write_text(WAIVER, encoding="utf-8")
    return clinic


def check(project: Path, *options: str) -> tuple[int, str]:
    done = CliRunner().invoke(
        main, ["check", "--strict", "--ui-language", "en", "--project", str(project), *options]
    )
    return done.exit_code, done.output


def test_what_is_waived_is_counted_and_fails_nothing(differing: Path) -> None:
    assert check(differing) == (0, "No findings. Waived: 1.\n")
    (differing / "plan_source/waivers.yml").unlink()
    assert check(differing)[0] == 1


def test_it_holds_on_its_last_day_and_not_after(differing: Path) -> None:
    assert check(differing, "--date", "2026-07-31")[0] == 0
    status, said = check(differing, "--date", "2026-08-01")
    assert status == 1
    assert "warning T307" in said
    assert "warning W101: the waiver of T307 expired on 2026-07-31" in said


def test_json_gives_the_reason(differing: Path) -> None:
    said = json.loads(check(differing, "--format", "json")[1])
    assert said["findings"] == []
    (one,) = said["waived"]
    assert (one["code"], one["reason"], one["until"]) == (
        "T307",
        {"*": "Under review"},
        "2026-07-31",
    )
    assert [place["line"] for place in one["places"]] == [19, 19]


def test_a_finding_keeps_the_places_that_nobody_has_waived(clinic: Path) -> None:
    for name, old in (
        ("dispensary", "Read the name aloud."),
        ("welcome-desk", "No cash without a slip."),
    ):
        path = clinic / f"plan_source/procedures/{name}.yml"
        path.write_text(
            path.read_text(encoding="utf-8").replace(old, '"Ring 7001."'), encoding="utf-8"
        )
    (clinic / "plan_source/waivers.yml").write_text(
        "- {code: T309, place: procedure:dispensary, reason: x, until: 2026-12-31}\n",
        encoding="utf-8",
    )
    checked = run_checks(load(clinic), None, date(2026, 6, 15))
    (kept,) = (finding for finding in checked.findings if finding.code == "T309")
    assert [mark.file for mark in kept.marks] == ["plan_source/procedures/welcome-desk.yml"]
    (waived,) = checked.waived
    assert [mark.file for mark in waived.finding.marks] == ["plan_source/procedures/dispensary.yml"]


def test_what_has_another_code_stays(differing: Path) -> None:
    path = differing / "plan_source/procedures/dispensary.yml"
    text = path.read_text(encoding="utf-8").replace("Read the name aloud.", '"Ring 7001."')
    path.write_text(text, encoding="utf-8")
    checked = run_checks(load(differing), None, date(2026, 6, 15))
    assert [one.finding.code for one in checked.waived] == ["T307"]
    assert [finding.code for finding in checked.findings] == ["T309"]


@pytest.mark.parametrize(
    ("finding", "may"),
    [
        (warning("T307", Mark("a.yml")), True),
        (info("T310", Mark("a.yml")), True),
        (error("P611", Mark("a.yml")), True),
        (error("R202", Mark("a.yml")), False),
        (error("S021", Mark("a.yml")), False),
        (error("P610", Mark("a.yml")), False),
        (warning("T301", Mark("a.yml")), True),
        (error("T301", Mark("a.yml")), False),
    ],
)
def test_what_may_be_waived(finding: object, may: bool) -> None:
    assert waivable(finding) is may  # type: ignore[arg-type]


def test_what_could_not_be_judged_is_listed(clinic: Path) -> None:
    path = clinic / "plan_source/contacts.yml"
    path.write_text(path.read_text(encoding="utf-8") + "- {id: broken-line}\n", encoding="utf-8")
    assert "contact (broken-line): not judged, because it could not be read\n" in check(clinic)[1]
    assert "contact (broken-line): not judged" in check(clinic, "--format", "github")[1]


def test_numbers_are_not_compared_in_a_language_whose_words_are_unknown(clinic: Path) -> None:
    path = clinic / "plan_source/site.yml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("languages: [en, zh]", "languages: [en, de]", 1),
        encoding="utf-8",
    )
    skipped = run_checks(load(clinic), None, date(2026, 6, 15)).skipped
    assert ("T307 (de)", "language") in [(one.check, one.reason) for one in skipped]


def test_nobody_calls_a_waiver_useless_while_a_file_can_not_be_read(differing: Path) -> None:
    """What it covers may stand there, or be found only with what stands there."""
    procedure = differing / "plan_source/procedures/dispensary.yml"
    procedure.write_text(procedure.read_text(encoding="utf-8") + "no: [field", encoding="utf-8")
    status, said = check(differing)
    assert (status, "W102" in said) == (1, False)


def test_a_waiver_of_what_an_issued_plan_must_have_is_right_in_a_draft(clinic: Path) -> None:
    """A release is held to more than a draft, and on another day: a check in between fails not."""
    site = clinic / "plan_source/site.yml"
    text = site.read_text(encoding="utf-8")
    assert "status: draft" not in text
    site.write_text(f"{text}\nstatus: draft\n", encoding="utf-8")
    place = "plans/paper-plan.yml"
    waiver = "- {{code: {code}, place: {place}, reason: Until then, until: 2036-07-31}}\n"
    path = clinic / "plan_source/waivers.yml"
    path.write_text(waiver.format(code="T307", place=place), encoding="utf-8")
    assert "W102" in check(clinic)[1], "covers nothing, now or later"
    path.write_text(waiver.format(code="M101", place="contacts.yml"), encoding="utf-8")
    assert "M101" not in check(clinic)[1].replace("waiver of M101", "")
    assert "W102" not in check(clinic)[1], "its numbers are due before the waiver ends"
    path.write_text(waiver.format(code="Y102", place="searches.yml"), encoding="utf-8")
    assert "W102" not in check(clinic)[1], "found by check --search alone"
