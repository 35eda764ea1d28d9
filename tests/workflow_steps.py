"""The commands of a workflow as a runner would give them to a shell, in a project and without network: GitHub's, GitLab's, Gitee's.

A step that is one plain command of the program is run in this process, in which everything is
loaded already: each start takes two seconds, and a build starts more. A shell takes the others.
"""

import contextlib
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from click.testing import CliRunner
from wardbook import __version__
from wardbook.cli import main

SETS_UP = (
    "bash setup.sh",
    ".ci/setup build",
    "apt-get install",
    "python3 -m venv .venv",
    "pip install",
    "brew install",
    "pacman -S",
    "gh release create",
)
"""What needs the network: it installs packages, and what it would install runs these tests; or it
hands a release to the service."""
WHOLE_SUITE = (".ci/run", ".ci/run soak")
"""Run these tests, and so can't be run by them."""
PULL_REQUEST = "github.event_name == 'pull_request'"
"""What only a pull request has: a branch that it is compared with."""
_PRIVATE = "github.event.repository.private"
_PROGRAM = ".venv/bin/wardbook"
_PLAIN = re.compile(re.escape(_PROGRAM) + "[A-Za-z0-9 ./=_-]+")
"""A command of the program in which nothing means anything to a shell."""


def steps(workflow: Path) -> Iterator[dict[str, Any]]:
    """The steps of all jobs, in their order. A command is `run`, a path that is handed on `with: path`."""
    data = yaml.safe_load(workflow.read_text(encoding="utf-8"))
    if "jobs" in data:
        for job in data["jobs"].values():
            yield from job["steps"]
    elif isinstance(data["stages"][0], dict):
        for stage in data["stages"]:
            for step in stage["steps"]:
                yield from ({"run": command} for command in step["commands"])
    else:
        yield from gitlab_steps(data)


def gitlab_steps(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for job in data.values():
        if isinstance(job, dict) and "script" in job:
            before = job.get("before_script", data["default"]["before_script"])
            yield from ({"run": command} for command in (*before, *job["script"]))
            handed = [*job["artifacts"]["paths"], *job["artifacts"].get("reports", {}).values()]
            yield from ({"with": {"path": path}} for path in handed)


def is_left_out(step: dict[str, Any]) -> bool:
    command = step.get("run", "")
    if step.get("if") == PULL_REQUEST:
        return True
    return command in WHOLE_SUITE or any(part in command for part in SETS_UP)


def is_for_private(step: dict[str, Any]) -> bool:
    """Whether a step is taken in private repositories only."""
    return step.get("if") == _PRIVATE


def hands_on(step: dict[str, Any]) -> str:
    """The path that a step hands on; none for one that keeps what was downloaded or drawn."""
    if "actions/cache@" in step.get("uses", ""):
        return ""
    path: str = step.get("with", {}).get("path", "")
    return path


def set_up(project: Path) -> None:
    """Put the program that runs these tests where a set-up would put one."""
    (project / ".venv/bin").mkdir(parents=True)
    (project / _PROGRAM).symlink_to(Path(sys.executable).with_name("wardbook"))


def follow(workflow: Path, project: Path, *, private: bool = False) -> tuple[int, int]:
    """Do the steps of a workflow in `project`; how many were run, and how many paths were handed on."""
    ran = handed = 0
    for step in steps(workflow):
        if is_left_out(step) or (is_for_private(step) and not private):
            continue
        if command := step.get("run"):
            run(command, project)
            ran += 1
        elif path := hands_on(step):
            assert (project / path).exists(), path
            handed += 1
    return ran, handed


def run(command: str, project: Path) -> None:
    """Run a command, which must end well."""
    if _PLAIN.fullmatch(command):
        run_here(command, project)
    else:
        run_in_shell(command, project)


def run_here(command: str, project: Path) -> None:
    """Run a plain command of the program in this process, as if it had been started in `project`."""
    program, *arguments = command.split()
    assert (project / program).exists(), program
    with contextlib.chdir(project):
        done = CliRunner(env={"LANG": "C.UTF-8", "WARDBOOK_LANG": None}).invoke(main, arguments)
    assert done.exit_code == 0, f"{command}\n{done.output}"


def run_in_shell(command: str, project: Path) -> None:
    """Have a shell run a command as it stands."""
    offline = {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "HOME": str(project),
        "LANG": "C.UTF-8",
        "GITHUB_REF_NAME": f"v{__version__}",
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": "HEAD",
        "AUDIENCE": "staff",
        "http_proxy": "http://127.0.0.1:9",
    }
    shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", command]
    done = subprocess.run(
        shell, cwd=project, env=offline, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
