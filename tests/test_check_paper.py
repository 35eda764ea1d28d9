"""`wardbook check --paper`: what a build would print is laid out, and nothing is built."""

import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from wardbook.cli import main

from tests.made_once import take_drawings

pytestmark = pytest.mark.slow

CLINIC = Path(__file__).parent / "projects/clinic"
WHEN = "{en: The Welcome Desk has announced paper., zh: 导诊台宣布改用纸质。}"
"""When the dispensary changes to paper: its card says so in full."""
LONG = f"{{en: {'The chart does not open at the window. ' * 100}, zh: 导诊台宣布改用纸质。}}"


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    project = tmp_path / "clinic"
    shutil.copytree(CLINIC, project, ignore=shutil.ignore_patterns(".cache", "build"))
    return project


def run(project: Path, *arguments: str, language: str = "en") -> Result:
    command = [*arguments, "--project", str(project), "--ui-language", language]
    return CliRunner().invoke(main, command)


def lengthen_card(project: Path) -> None:
    path = project / "plan_source/departments.yml"
    head, dispensary = path.read_text(encoding="utf-8").split("- id: dispensary\n")
    assert WHEN in dispensary
    path.write_text(
        f"{head}- id: dispensary\n{dispensary.replace(WHEN, LONG, 1)}", encoding="utf-8"
    )


def drawn(project: Path) -> set[str]:
    return {path.name for path in (project / ".cache/sheets").iterdir()}


def test_a_card_that_is_too_long_is_found_with_its_measure(
    clinic: Path, clinic_built: Path
) -> None:
    take_drawings(clinic_built, clinic)  # of what is not changed
    lengthen_card(clinic)
    made = run(clinic, "check", "--paper", "--language", "en", "--format", "json")
    assert made.exit_code == 1
    (finding,) = json.loads(made.stdout)["findings"]
    assert finding["code"] == "G103"
    over = re.search(r"A-D1 Dispensary.* by (\d+) mm", finding["message"])
    assert over and int(over[1]) > 20
    assert not (clinic / "build").exists()
    said = run(clinic, "check", "--paper", "--language", "en", language="zh")
    assert said.exit_code == 1 and f"超出 {over[1]} 毫米" in said.stdout
    build = run(clinic, "build", "--only", "cards", "--language", "en")
    assert build.exit_code == 1 and f"by {over[1]} mm" in build.stderr


def test_what_it_draws_is_drawn_for_the_build(clinic: Path) -> None:
    assert run(clinic, "check", "--paper", "--language", "en").exit_code == 0
    before = drawn(clinic)
    assert before and not (clinic / "build").exists()
    assert run(clinic, "build", "--only", "cards", "--language", "en").exit_code == 0
    assert drawn(clinic) == before


def test_a_plan_with_errors_is_not_laid_out_and_says_so(clinic: Path) -> None:
    contacts = clinic / "plan_source/contacts.yml"
    contacts.write_text(
        contacts.read_text(encoding="utf-8").replace("number:", "numbr:", 1), encoding="utf-8"
    )
    made = run(clinic, "check", "--paper")
    assert made.exit_code == 1
    assert "paper: not laid out, because the plan has errors" in made.stdout
    assert not (clinic / ".cache/sheets").exists()


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        (("--language", "en"), "are for --paper"),
        (("--audience", "public"), "are for --paper"),
        (("--paper", "--language", "fr"), "fr"),
    ],
)
def test_choices_that_do_not_fit_are_wrong_use(
    clinic: Path, choices: tuple[str, ...], said: str
) -> None:
    made = run(clinic, "check", *choices)
    assert (made.exit_code, said in made.stderr) == (2, True)
