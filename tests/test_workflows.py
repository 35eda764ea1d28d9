"""The shipped workflows do what they say: each of their `run:` steps, as it stands, ends well in a project, and the paths that
later steps hand on are there then."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from wardbook.starters import STARTERS, lay_down
from wardbook.theme import product_theme

ROOT = Path(__file__).parent.parent
OWN = ROOT / ".github/workflows"
SMALL = [starter for starter in STARTERS if starter != "hospital"]
"""The flagship's own steps are tried with a small plan in its place: a whole build of it takes minutes, and
`test_flagship.py` builds it."""
SETS_UP = {"Set up", "Set up (a wheel in wheels/ goes before the package index)"}
"""Steps that install packages from the network: what they would install runs these tests."""
WHOLE_SUITE = ".ci/run"
"""Runs these tests, and so can't be run by them."""


def steps(workflow: Path) -> Iterator[dict[str, Any]]:
    """The steps of all jobs, in their order."""
    for job in yaml.safe_load(workflow.read_text(encoding="utf-8"))["jobs"].values():
        yield from job["steps"]


def is_left_out(step: dict[str, Any]) -> bool:
    return step.get("name") in SETS_UP or step.get("run") == WHOLE_SUITE


def follow(workflow: Path, project: Path) -> tuple[int, int]:
    """Do the steps of a workflow in `project`; how many were run, and how many paths were handed on."""
    ran = handed = 0
    tools = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    offline = {
        "PATH": tools,
        "HOME": str(project),
        "LANG": "C.UTF-8",
        "http_proxy": "http://127.0.0.1:9",
    }
    for step in steps(workflow):
        if is_left_out(step):
            continue
        if command := step.get("run"):
            shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", command]
            done = subprocess.run(
                shell, cwd=project, env=offline, capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
            ran += 1
        elif path := step.get("with", {}).get("path"):
            assert (project / path).exists(), path
            handed += 1
    return ran, handed


@pytest.mark.parametrize("starter", SMALL)
def test_each_step_of_a_starter_s_workflow_ends_well(starter: str, tmp_path: Path) -> None:
    lay_down(starter, tmp_path / "plan")
    workflow = tmp_path / "plan/.github/workflows/publish.yml"
    assert follow(workflow, tmp_path / "plan") == (2, 2)
    assert (tmp_path / "plan/public/site/index.html").is_file()


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


def test_what_is_left_out_is_what_is_said() -> None:
    for workflow in (*OWN.glob("*.yml"), ROOT / "generator/wardbook/starters/common/publish.yml"):
        for step in filter(is_left_out, steps(workflow)):
            installs = "apt-get install" in step["run"] or step["run"] == ".ci/setup build"
            assert installs or step["run"] == WHOLE_SUITE
            assert "wardbook " not in step["run"]


def test_there_is_no_workflow_that_is_not_tried() -> None:
    assert [path.name for path in OWN.iterdir()] == ["publish.yml"]


@pytest.mark.parametrize(
    "broken",
    ["run: 'false | true'", "run: wardbook build --audience nobody", "with: {path: nowhere}"],
)
def test_a_step_that_fails_is_noticed(tmp_path: Path, broken: str) -> None:
    (tmp_path / "w.yml").write_text(f"jobs: {{a: {{steps: [{{{broken}}}]}}}}", encoding="utf-8")
    with pytest.raises(AssertionError):
        follow(tmp_path / "w.yml", tmp_path)
