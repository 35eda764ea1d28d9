"""The shipped workflows do what they say: each of their `run:` steps, as it stands, ends well in a project, and the paths that
later steps hand on are there then."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from wardbook.starters import STARTERS, lay_down
from wardbook.theme import product_theme

from tests.workflow_steps import WHOLE_SUITE, follow, is_left_out, steps

ROOT = Path(__file__).parent.parent
OWN = ROOT / ".github/workflows"
INSTALLERS = ("apt-get install", "brew install", "pacman -S", "pip install")
SMALL = [starter for starter in STARTERS if starter != "hospital"]
"""The flagship's own steps are tried with a small plan in its place: a whole build of it takes minutes, and
the workflow itself builds it."""


@pytest.mark.parametrize("starter", SMALL)
def test_each_step_of_a_starter_s_workflow_ends_well(
    starter: str, published: Callable[[str], Path]
) -> None:
    assert (published(starter) / "public/site/index.html").is_file()


@pytest.mark.slow
def test_each_step_of_the_repository_s_own_workflow_ends_well(tmp_path: Path) -> None:
    """In a checkout whose plan is a small one."""
    project = tmp_path / "checkout"
    lay_down("blank", project)
    shutil.copy(ROOT / "mkdocs.yml", project / "mkdocs.yml")
    (project / "theme").symlink_to(product_theme())
    (project / ".venv/bin").mkdir(parents=True)
    (project / ".venv/bin/wardbook").symlink_to(Path(sys.executable).with_name("wardbook"))
    assert follow(OWN / "publish.yml", project) == (2, 2)
    assert (project / "public/site/index.html").is_file()


@pytest.mark.slow
def test_each_step_of_the_workflow_for_all_systems_ends_well(tmp_path: Path) -> None:
    """On this system; a runner takes the same steps on Windows and macOS."""
    assert follow(OWN / "test.yml", tmp_path) == (3, 0)
    assert (tmp_path / "our-plan/build/site/index.html").is_file()


def test_every_system_and_every_python_is_in_the_matrix() -> None:
    job = yaml.safe_load((OWN / "test.yml").read_text(encoding="utf-8"))["jobs"]["systems"]
    matrix = job["strategy"]["matrix"]
    assert [name.split("-")[0] for name in matrix["system"]] == ["ubuntu", "windows", "macos"]
    assert matrix["python"] == ["3.11", "3.12", "3.13", "3.14"]
    systems = {step["if"] for step in job["steps"] if "if" in step}
    assert systems == {f"runner.os == '{name}'" for name in ("Linux", "Windows", "macOS")}
    used = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert 'requires-python = ">=3.11"' in used


def test_what_is_left_out_is_what_is_said() -> None:
    for workflow in (*OWN.glob("*.yml"), ROOT / "generator/wardbook/starters/common/publish.yml"):
        for step in filter(is_left_out, steps(workflow)):
            installs = step["run"] == ".ci/setup build"
            installs = installs or any(command in step["run"] for command in INSTALLERS)
            assert installs or step["run"] == WHOLE_SUITE
            assert "wardbook " not in step["run"]


def test_there_is_no_workflow_that_is_not_tried() -> None:
    assert sorted(path.name for path in OWN.iterdir()) == ["publish.yml", "test.yml"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "broken",
    ["run: 'false | true'", "run: wardbook build --audience nobody", "with: {path: nowhere}"],
)
def test_a_step_that_fails_is_noticed(tmp_path: Path, broken: str) -> None:
    (tmp_path / "w.yml").write_text(f"jobs: {{a: {{steps: [{{{broken}}}]}}}}", encoding="utf-8")
    with pytest.raises(AssertionError):
        follow(tmp_path / "w.yml", tmp_path)
