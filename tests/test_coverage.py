"""`wardbook coverage`: the rules in words, as data and as a table, with the place of what answers them."""

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from wardbook.cli import main

DEPARTMENTS = ("welcome-desk", "consulting-rooms", "dispensary")
"""Those of the clinic in scope; each has a procedure of its own name."""


def run(project: Path, *arguments: str) -> Result:
    return CliRunner().invoke(
        main, ["coverage", "--project", str(project), "--ui-language", "en", *arguments]
    )


def test_a_rule_is_shown_with_what_answers_it_and_where(clean_clinic: Path) -> None:
    done = run(clean_clinic)
    assert done.exit_code == 0
    assert (
        "Met 1 · missing 0 · confirmed by a person 1 · waiting for a person 0 · skipped 0"
        in done.output
    )
    assert "[met] house-lead · 2.1 · stated\n" in done.output
    assert (
        "    → Z1 II “People”, Helpdesk\n      plan_source/plans/paper-plan.yml:39:9, plan_source/contacts.yml:1:3"
        in (done.output)
    )
    assert "Technician, 2026-05-02: Tried on Mondays" in done.output


def test_what_nobody_decides_and_what_is_skipped_are_named_with_the_reason(
    clean_clinic: Path,
) -> None:
    done = run(clean_clinic, "--pack", "outside-rules")
    assert done.exit_code == 0
    assert (
        "[to confirm] outside-cash · Conditions of the insurer · our advice, unverified\n"
        in done.output
    )
    assert "[skipped, not in force yet] outside-archive" in done.output
    assert "    → in force from 2027-01-01\n" in done.output


def test_packs_that_are_off_are_named(clean_clinic: Path) -> None:
    (line,) = [
        line for line in run(clean_clinic).stderr.splitlines() if "site.yml does not" in line
    ]
    assert "outside-rules" in line
    assert "gbt-29639-2020" in line
    assert "house-rules" not in line


def test_in_chinese(clean_clinic: Path) -> None:
    done = run(clean_clinic, "--pack", "outside-rules", "--ui-language", "zh")
    assert "[待人确认] outside-cash · 保险公司条件 · 本系统建议、未核对\n" in done.output


def test_as_data(clean_clinic: Path) -> None:
    said = json.loads(run(clean_clinic, "--format", "json").stdout)
    assert said["as_of"] == "2026-06-15"
    rules = {rule["rule"]: rule for rule in said["rules"]}
    assert rules["house-lead"]["places"][0] == {
        "refers": "plan:paper-plan/people",
        "file": "plan_source/plans/paper-plan.yml",
        "line": 39,
    }
    assert [rule["state"] for rule in said["rules"]] == ["met", "confirmed"]
    assert rules["house-generator"]["confirmed"]["by"] == "technician"
    first, second = json.loads(
        run(clean_clinic, "--format", "json", "--pack", "outside-rules").stdout
    )["rules"]
    assert (first["state"], first["from"]) == ("not_yet", "2027-01-01")
    assert (second["state"], second["source_read"]) == ("ask", False)


def test_as_a_table(clean_clinic: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run(clean_clinic, "--format", "csv").stdout)))
    assert [row["state"] for row in rows if row["pack"]] == ["met", "confirmed"]
    assert rows[0]["source"] == "Handbook of the lakeside clinics (LC-H)"
    assert rows[0]["places"] == "plan_source/plans/paper-plan.yml:39:9 plan_source/contacts.yml:1:3"


def test_a_pack_can_be_tried_before_it_is_switched_on(clean_clinic: Path) -> None:
    done = run(clean_clinic, "--pack", "gbt-29639-2020")
    assert done.exit_code == 1, "the standard itself asks for something that the clinic lacks"
    assert "[missing] gbt29639-cover" in done.output
    assert "house-lead" not in done.output
    assert run(clean_clinic, "--pack", "nist-800-34").exit_code == 0, "guidance only advises"


def test_the_day_can_be_chosen(clean_clinic: Path) -> None:
    done = run(clean_clinic, "--pack", "outside-rules", "--date", "2027-01-01")
    assert "[to confirm] outside-archive" in done.output


@pytest.mark.parametrize(
    ("asked", "said"), [("nist-800-43", "Did you mean nist-800-34?"), ("qqq", "no such rule pack")]
)
def test_an_unknown_pack_is_wrong_use(asked: str, said: str, clean_clinic: Path) -> None:
    done = run(clean_clinic, "--pack", asked)
    assert done.exit_code == 2
    assert said in done.output


def test_without_a_pack_it_says_which_there_are(clinic: Path) -> None:
    site = clinic / "plan_source" / "site.yml"
    site.write_text(
        site.read_text(encoding="utf-8").replace("packs: [house-rules]\n", ""), encoding="utf-8"
    )
    done = run(clinic)
    assert done.exit_code == 0
    assert "site.yml switches on no rule pack" in done.output
    assert "gbt-29639-2020" in done.output


def test_a_plan_with_errors_is_not_judged(clinic: Path) -> None:
    site = clinic / "plan_source" / "site.yml"
    site.write_text(
        site.read_text(encoding="utf-8").replace("[house-rules]", "[house-rule]"), encoding="utf-8"
    )
    done = run(clinic)
    assert done.exit_code == 1
    assert "A103" in done.output


@pytest.fixture
def gap(clinic: Path) -> Path:
    """The clinic with a department in scope that nobody has written a procedure for."""
    for file, old, new in (
        ("departments.yml", "  in_scope: no\n", ""),
        ("site.yml", "status: issued", "status: draft"),
    ):
        path = clinic / "plan_source" / file
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), encoding="utf-8")
    return clinic


def test_departments_are_listed_those_without_a_procedure_first(clinic: Path) -> None:
    whole = run(clinic)
    assert "Departments in scope 3 · without a procedure 0\n" in whole.output
    assert "  [met] W1 Welcome Desk\n" in whole.output
    assert "Computer Room" not in whole.output, "it is not in scope"


def test_a_department_without_a_procedure_is_missing_in_every_format(gap: Path) -> None:
    text = run(gap).output
    assert (
        "Departments in scope 4 · without a procedure 1\n\n  [missing] K1 Computer Room\n" in text
    )
    assert "    → No procedure yet\n      plan_source/departments.yml:56:3\n" in text
    rows = list(csv.DictReader(io.StringIO(run(gap, "--format", "csv").stdout)))
    assert [row["rule"] for row in rows[-4:-2]] == [
        "department:computer-room",
        "department:welcome-desk",
    ]
    assert [row["state"] for row in rows[-4:]] == ["missing", "met", "met", "met"]
    first, *others = json.loads(run(gap, "--format", "json").stdout)["departments"]
    assert (first["department"], first["state"]) == ("computer-room", "missing")
    assert "procedure" not in first
    assert {one["procedure"] for one in others} == set(DEPARTMENTS)
