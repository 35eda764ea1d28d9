"""SARIF: the facts of the standard that readers rely on (the official schema is not at hand;
sections are those of 2.1.0)."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from wardbook.checks import Checked, Skipped, run_checks
from wardbook.cli import main
from wardbook.findings import Mark, error, info, warning
from wardbook.plan.loader import load
from wardbook.report.messages import codes
from wardbook.report.sarif import as_sarif

FOUND = (
    error(
        "R202",
        Mark("plan_source/a b/诊.yml", 2, 12),
        Mark("x.yml", 3, 1),
        kind="form",
        id="prescripton",
        near="p",
    ),
    warning("T303", Mark("plan_source/b.yml", 1, 1)),
    warning("T303", Mark("plan_source/b.yml", 9, 4)),
    info("G106"),
    error("S016", Mark("plan_source/empty.yml")),
)


def run_of(checked: Checked, language: str = "en") -> dict[str, Any]:
    log = json.loads(as_sarif(checked, language))
    assert set(log) == {"$schema", "version", "runs"}
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    return dict(run)


def assert_whole(run: dict[str, Any]) -> None:
    """What 3.14 to 3.52 demand of the objects that are used here, and nothing that they do not
    know."""
    assert set(run) <= {"tool", "language", "columnKind", "invocations", "results"}
    driver = run["tool"]["driver"]
    assert driver["name"] and re.fullmatch(r"\d+\.\d+\.\d+.*", driver["semanticVersion"])
    ids = [rule["id"] for rule in driver["rules"]]
    assert len(ids) == len(set(ids)), "3.19.23: unique"
    for rule in driver["rules"]:
        assert set(rule) == {"id", "shortDescription", "fullDescription", "help"}
        assert all(rule[key]["text"] for key in ("shortDescription", "fullDescription", "help"))
    assert run["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
    for invocation in run["invocations"]:
        assert invocation["executionSuccessful"] is True, "3.20.14: required"
    for result in run["results"]:
        assert set(result) <= {
            "ruleId", "ruleIndex", "level", "message", "locations", "relatedLocations", "suppressions",
        }  # fmt: skip
        assert result["message"]["text"], "3.27.11: required"
        assert ids[result["ruleIndex"]] == result["ruleId"], "3.27.6: the same rule"
        assert result["level"] in ("none", "note", "warning", "error")
        for location in (*result["locations"], *result.get("relatedLocations", ())):
            assert_place(location["physicalLocation"])
        numbers = [location["id"] for location in result.get("relatedLocations", ())]
        assert len(numbers) == len(set(numbers)), "3.28.2: unique"


def assert_place(place: dict[str, Any]) -> None:
    uri = place["artifactLocation"]["uri"]
    assert re.fullmatch(r"[A-Za-z0-9._~%/-]+", uri), "RFC 3986, relative"
    assert not uri.startswith("/")
    if "region" in place:
        assert set(place["region"]) == {"startLine", "startColumn"}
        assert min(place["region"].values()) >= 1


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_log_is_whole(language: str) -> None:
    run = run_of(Checked(FOUND, (Skipped("glyphs", "no_fonts"),)), language)
    assert_whole(run)
    assert [result["level"] for result in run["results"]] == [
        "error",
        "warning",
        "warning",
        "note",
        "error",
    ]
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == [
        "G106",
        "R202",
        "S016",
        "T303",
    ]
    (notice,) = run["invocations"][0]["toolExecutionNotifications"]
    assert notice["message"]["text"].startswith("glyphs: ")


def test_places_are_relative_and_encoded() -> None:
    results = run_of(Checked(FOUND))["results"]
    (first,) = results[0]["locations"]
    assert first["physicalLocation"] == {
        "artifactLocation": {"uri": "plan_source/a%20b/%E8%AF%8A.yml"},
        "region": {"startLine": 2, "startColumn": 12},
    }
    assert [place["id"] for place in results[0]["relatedLocations"]] == [1]
    assert results[3]["locations"] == []
    assert "region" not in results[4]["locations"][0]["physicalLocation"]


def test_what_the_project_lives_with_is_suppressed_with_its_reason(clinic: Path) -> None:
    path = clinic / "plan_source/procedures/dispensary.yml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("念出姓名", "念 2 遍"), encoding="utf-8"
    )
    (clinic / "plan_source/waivers.yml").write_text(
        "- {code: T307, place: step:dispensary/hand-out, reason: {zh: 待核, en: To be checked}, until: 2026-12-31}\n",
        encoding="utf-8",
    )
    checked = run_checks(load(clinic), None, date(2026, 6, 15), codes("en"))
    run = run_of(checked, "zh")
    assert_whole(run)
    (result,) = run["results"]
    assert result["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "待核"}
    ]


def test_the_command_writes_it(clean_clinic: Path) -> None:
    done = CliRunner().invoke(main, ["check", "--project", str(clean_clinic), "--format", "sarif"])
    assert done.exit_code == 0
    assert_whole(json.loads(done.stdout)["runs"][0])
    assert json.loads(done.stdout)["runs"][0]["results"] == []
