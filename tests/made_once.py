"""Builds that several tests look at, made once in a run, however many workers it has."""

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from wardbook.commands.build import build
from wardbook.folders import CACHE
from wardbook.options import OK, Options
from wardbook.pdf.drawn_sheets import SHEETS

CLINIC = Path(__file__).parent / "projects" / "clinic"
NOT_COPIED = shutil.ignore_patterns(CACHE, "build", "print")


def shared_by_workers(factory: pytest.TempPathFactory) -> Path:
    """The folder of things that are made once in a run."""
    run = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:  # a worker's folder lies in the run's
        run = run.parent
    shared = run / "made-once"
    shared.mkdir(exist_ok=True)
    return shared


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder `name`, filled by `make(folder)` for whoever asks first; the others wait for it.
    All workers of a run share it, so nobody changes it."""
    shared = shared_by_workers(factory)
    folder, done = shared / name, shared / f"{name}.done"
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)  # half of it, by somebody who failed
            folder.mkdir()
            make(folder)
            done.touch()
    return folder


def clinic_built(factory: pytest.TempPathFactory) -> Path:
    """The clinic in a folder with an awkward name, with its whole output for staff."""
    name = "诊所 #1 50%"

    def make(folder: Path) -> None:
        shutil.copytree(CLINIC, folder / name, ignore=NOT_COPIED)
        assert build(Options(project=folder / name)) == OK

    return made_once(factory, "clinic-built", make) / name


def take_drawings(built: Path, project: Path) -> None:
    """Give `project` the sheets that a build of the same plan has drawn: what is alike in both
    need not be drawn again by a test that looks at something else."""
    shutil.copytree(built / CACHE / SHEETS, project / CACHE / SHEETS, dirs_exist_ok=True)
