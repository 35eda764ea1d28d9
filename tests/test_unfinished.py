"""What killed processes leave: gone with the next command, but never what somebody might be writing."""

import os
import sys
import time
from pathlib import Path

import pytest
from wardbook import lock, unfinished
from wardbook.checks import run_checks
from wardbook.folders import SOURCE
from wardbook.plan.loader import load

DEAD = 999_999_999
"""No process has this number."""
DAY = 24 * 3600


def name(machine: str = "", process: int = DEAD) -> str:
    """What another process would call a file that it writes."""
    return f".wardbook-{machine or unfinished._machine()}-{process}-0a1b2c3d.new"


def write(path: Path, *, days: int = 0) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("7739341", encoding="utf-8")
    written = time.time() - days * DAY - 60
    os.utime(path, (written, written))
    return path


LEFT = ((name(), 0), (name("00000000"), 2), (".wardbook-4711-0a1b2c3d.new", 2))
"""Names and days of files that nobody writes any more."""
IN_HAND = (
    (name(process=os.getpid()), 0),
    (name(process=1), 0),
    (name("00000000"), 0),
    (".wardbook-4711-0a1b2c3d.new", 0),
    ("contacts.yml", 9),
)
"""Of living processes, of somebody else's, of another machine, of another program."""


@pytest.mark.skipif(sys.platform == "win32", reason="nobody asks for processes there")
@pytest.mark.parametrize(("left", "days"), LEFT, ids=range(len(LEFT)))
@pytest.mark.parametrize("folder", [".", "records/runs"])
def test_whoever_takes_the_lock_removes_what_killed_processes_left(
    tmp_path: Path, left: str, days: int, folder: str
) -> None:
    path = write(tmp_path / SOURCE / folder / left, days=days)
    with lock.one_at_a_time(tmp_path, "plan", lambda: None):
        assert not path.exists()


@pytest.mark.parametrize(("kept", "days"), IN_HAND, ids=range(len(IN_HAND)))
def test_what_somebody_might_be_writing_stays(tmp_path: Path, kept: str, days: int) -> None:
    path = write(tmp_path / SOURCE / kept, days=days)
    with lock.one_at_a_time(tmp_path, "plan", lambda: None):
        assert path.exists()


def test_the_name_says_who_writes(tmp_path: Path) -> None:
    path = write(tmp_path / unfinished.temporary_name())
    assert unfinished._process(path) == os.getpid()
    assert list(unfinished.unfinished_files(tmp_path)) == []


def test_check_says_that_something_was_left(clinic: Path) -> None:
    left = write(clinic / SOURCE / name())
    write(clinic / SOURCE / name(process=os.getpid()))
    checked = run_checks(load(clinic), None, load(clinic).project.site.edition.date)
    said = [(found.code, found.severity.value, found.marks[0].file) for found in checked.findings]
    assert said == [("S031", "info", f"{SOURCE}/{left.name}")]


@pytest.mark.parametrize(
    ("stage", "days", "stays"),
    [
        (f".build-new-{unfinished._machine()}-{DEAD}-ab_12cd3", 0, False),
        (f".other-new-{unfinished._machine()}-{DEAD}-ab_12cd3", 0, False),
        (f".build-new-{unfinished._machine()}-{os.getpid()}-ab_12cd3", 0, True),
        (f".build-new-00000000-{DEAD}-ab_12cd3", 0, True),
        (f".build-new-00000000-{DEAD}-ab_12cd3", 2, False),
        (f".other-new-00000000-{DEAD}-ab_12cd3", 2, True),
        (".build-new-ab_12cd3", 2, False),
        (".my-new-house", 2, True),
        ("build-new-ab_12cd3", 2, True),
    ],
    ids=range(9),  # names that hold a process would differ between the workers
)
def test_stages_beside_an_output(tmp_path: Path, stage: str, days: int, stays: bool) -> None:
    folder = tmp_path / stage
    folder.mkdir()
    written = time.time() - days * DAY - 60
    os.utime(folder, (written, written))
    unfinished.remove_left_stages(tmp_path / "build")
    assert folder.exists() == stays


def test_version_control_ignores_what_is_left() -> None:
    root = Path(__file__).parent.parent
    for path in (root / ".gitignore", root / "generator/wardbook/starters/common/gitignore"):
        ignored = path.read_text(encoding="utf-8").split("\n")
        assert {".wardbook-*.new", ".*-new-*/"} <= set(ignored)
