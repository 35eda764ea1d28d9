"""The steps of a workflow as a runner would take them, each by a shell, in a project and without network."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

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
