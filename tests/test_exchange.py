"""`wardbook json` and the plan beside a build: where it goes, and what stops it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from wardbook.cli import main


def run(project: Path, *arguments: object) -> Result:
    said = ["--ui-language", "en", "--project", str(project), *map(str, arguments)]
    return CliRunner().invoke(main, said, catch_exceptions=False)


def test_json_goes_to_standard_output_alone(clean_clinic: Path) -> None:
    result = run(clean_clinic, "json", "--audience", "public")
    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(result.stdout)["audience"] == "public"


def test_json_goes_into_a_file(clean_clinic: Path, tmp_path: Path) -> None:
    assert run(clean_clinic, "json", "--output", tmp_path / "plan.json").exit_code == 0
    assert (tmp_path / "plan.json").read_text(encoding="utf-8") == run(clean_clinic, "json").stdout
    assert [path.name for path in tmp_path.iterdir()] == ["plan.json"]


def test_nothing_of_the_plan_is_replaced(clinic: Path) -> None:
    site = clinic / "plan_source/site.yml"
    before = site.read_bytes()
    assert run(clinic, "json", "--output", site).exit_code == 2
    assert site.read_bytes() == before


def test_a_plan_with_errors_is_not_exported(clinic: Path) -> None:
    path = clinic / "plan_source/contacts.yml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("computer-room", "no-room"), encoding="utf-8"
    )
    result = run(clinic, "json")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "error R2" in result.stderr
    path.with_name("site.yml").unlink()
    assert run(clinic, "json").exit_code == 2


def test_the_schema_is_printed(clean_clinic: Path) -> None:
    assert (
        json.loads(run(clean_clinic, "schema", "plan-json").stdout)["title"]
        == "Wardbook: plan-json"
    )


@pytest.mark.slow
def test_a_whole_build_holds_the_plan_and_a_partial_one_does_not(clinic: Path) -> None:
    part = ("--only", "cards", "--language", "en", "--department", "D1", "--audience", "posted")
    assert run(clinic, "build", *part).exit_code == 0
    assert not (clinic / "build/partial/plan.json").exists()
