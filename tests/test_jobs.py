"""Jobs: the same results alone and in parallel; a job that fails is heard."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import NoReturn

import pytest
from wardbook.build.jobs import Job, WorkerPool


def double(number: int) -> tuple[int, int]:
    return 2 * number, os.getpid()


def fail() -> NoReturn:
    raise ValueError("on purpose")


def late(path: Path) -> None:
    time.sleep(0.1)
    path.touch()


def results(workers: int, count: int = 3, own: int = -1) -> tuple[dict[str, int], list[bool]]:
    """What jobs gave, and whether each ran in this process. The one with the number `own` shall."""
    jobs = [Job(f"job_{at}", double, (at,), here=at == own) for at in range(count)]
    with WorkerPool(workers) as pool:
        found = {job.name: result for job, result in pool.run(jobs)}
    given = {name: number for name, (number, _) in sorted(found.items())}
    return given, [pid == os.getpid() for _, (_, pid) in sorted(found.items())]


@pytest.mark.slow
def test_alone_and_in_parallel_give_the_same() -> None:
    (alone, here), (together, others) = results(1), results(2, own=1)
    assert alone == together == {"job_0": 0, "job_1": 2, "job_2": 4}
    assert here == [True, True, True]
    assert others == [False, True, False]


def test_no_jobs_and_one_job_need_no_process() -> None:
    assert results(4, count=0) == ({}, [])
    assert results(4, count=1) == ({"job_0": 0}, [True])


@pytest.mark.slow
@pytest.mark.parametrize("workers", [1, 2])
def test_a_failure_is_raised_here(workers: int) -> None:
    with pytest.raises(ValueError, match="on purpose"), WorkerPool(workers) as pool:
        list(pool.run([Job("bad", fail, ()), Job("good", double, (1,))]))


@pytest.mark.slow
def test_after_a_failure_nothing_more_is_begun(tmp_path: Path) -> None:
    later = [Job("late", late, (tmp_path / str(number),)) for number in range(40)]
    with pytest.raises(ValueError, match="on purpose"), WorkerPool(2) as pool:
        list(pool.run([Job("bad", fail, ()), *later]))
    assert len(list(tmp_path.iterdir())) < len(later)


def test_jobs_run_one_by_one_as_they_are_asked_for() -> None:
    running = WorkerPool(1).run([Job("good", double, (1,)), Job("bad", fail, ())])
    assert next(running)[1][0] == 2


@pytest.mark.slow
def test_a_later_round_finds_the_workers_of_the_first() -> None:
    with WorkerPool(2) as pool:
        first, second = (
            {pid for _, (_, pid) in pool.run([Job("a", double, (1,)), Job("b", double, (2,))])}
            for _ in "ab"
        )
        assert second <= first or len(first | second) == 2
        assert {pid for _, (_, pid) in pool.run([Job("alone", double, (3,))])} <= first | second


KILLED = """
import os, sys
from tests.test_jobs import there
from wardbook.build.jobs import Job, WorkerPool
with WorkerPool(2) as pool:
    list(pool.run([Job("there", there, (sys.argv[1], moment)) for moment in (0, 0, 600, 600)]))
"""


def there(folder: str, moment: float) -> None:
    Path(folder, str(os.getpid())).touch()
    time.sleep(0.5 + moment)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="it is told by signals")
@pytest.mark.parametrize("how", ["SIGKILL", "SIGTERM"])
def test_workers_end_with_a_command_that_is_killed(tmp_path: Path, how: str) -> None:
    """A worker holds hundreds of megabytes, and would wait for its next job for ever."""
    command = subprocess.Popen(
        [sys.executable, "-c", KILLED, tmp_path],
        # Pools of this process have told those after it to look for nothing in their folder
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1])},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    while len(list(tmp_path.iterdir())) < 2:
        assert command.poll() is None, command.communicate()
        time.sleep(0.05)
    command.send_signal(getattr(signal, how))
    try:
        command.communicate(timeout=60)  # until nobody has its output any more
    except subprocess.TimeoutExpired:
        os.killpg(command.pid, signal.SIGKILL)
        raise
