"""Two commands in one project: the second waits, and a process that dies takes its lock with it."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from wardbook.lock import one_at_a_time

HOLD = """
import sys, time
from pathlib import Path
from wardbook.lock import one_at_a_time
with one_at_a_time(Path(sys.argv[1]), "build", lambda: None):
    print("held", flush=True)
    time.sleep(60)
"""
ENVIRONMENT = {
    "PATH": os.environ["PATH"],
    "PYTHONPATH": str(Path(__file__).parents[1] / "generator"),
}


def test_the_second_waits_until_the_first_ends(clinic: Path) -> None:
    order: list[str] = []
    waiting, ended = threading.Event(), threading.Event()

    def second() -> None:
        with one_at_a_time(clinic, "build", waiting.set):
            order.append("second")
        ended.set()

    with one_at_a_time(clinic, "build", lambda: None):
        threading.Thread(target=second, daemon=True).start()
        assert waiting.wait(10)
        order.append("first")
    assert ended.wait(10)
    assert order == ["first", "second"]


def test_other_work_does_not_wait(clinic: Path) -> None:
    with one_at_a_time(clinic, "build", pytest.fail), one_at_a_time(clinic, "numbers", pytest.fail):
        pass


@pytest.mark.slow
def test_a_process_that_is_killed_leaves_no_lock(clinic: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(clinic)],
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        holder.kill()
        holder.wait()
        with one_at_a_time(clinic, "build", pytest.fail):
            pass


def test_a_folder_that_is_no_project_stays_empty(tmp_path: Path) -> None:
    with one_at_a_time(tmp_path, "build", pytest.fail):
        assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_two_who_print_at_once_get_different_numbers(clinic: Path) -> None:
    """Without the lock both would read the records before either writes one."""
    print_run = [sys.executable, "-m", "wardbook", "--project", str(clinic)]
    print_run += ["forms", "print", "LC-2", "--department", "R1", "--count", "3"]
    both = [
        subprocess.Popen(
            [*print_run, "--output", str(clinic / f"out-{at}")],
            env=ENVIRONMENT,
            stderr=subprocess.PIPE,
        )
        for at in range(2)
    ]
    said = [process.communicate(timeout=100)[1].decode() for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    first = sorted(
        path.name.split("-")[3] for path in (clinic / "plan_source/records/runs").glob("r-lc2-*")
    )
    assert first == ["000001", "000004"]
