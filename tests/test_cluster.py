"""A build on a Dask cluster: to the byte what one machine makes, without a shared disk, and with a worker lost on the way."""

import errno
import importlib.util
import pickle
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil
import pytest
from click.testing import CliRunner
from wardbook.build import cluster
from wardbook.build.jobs import Job, WorkerPool
from wardbook.build.sent_jobs import (
    OtherProgram,
    SentBack,
    SentJob,
    packed,
    project_files,
    run_sent,
    unpack,
)
from wardbook.build.sent_worker import WorkerGone, run_in_child
from wardbook.build.up_to_date import look_digest
from wardbook.cli import main
from wardbook.commands import output
from wardbook.pdf.job_records import PrintPlace

pytestmark = pytest.mark.slow
CLINIC = Path(__file__).parent / "projects/clinic"
PARTS = ("--only", "cards", "--only", "forms", "--language", "en")
START = 30.0
"""Seconds in which a scheduler or a worker must have started."""


def told(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(main, [*map(str, arguments), "--ui-language", "en"])
    return result.exit_code, result.stderr


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture
def dressed(tmp_path: Path) -> Path:
    """The clinic with a style of its own."""
    project = Path(shutil.copytree(CLINIC, tmp_path / "clinic"))
    paper = project / "theme/print/card.css"
    paper.parent.mkdir(parents=True)
    theirs = (Path(__file__).parent.parent / "theme/print/card.css").read_text(encoding="utf-8")
    paper.write_text(theirs + "\nh1 { letter-spacing: 2pt; }\n", encoding="utf-8")
    return project


@pytest.fixture
def one_machine(dressed: Path, tmp_path: Path) -> dict[str, bytes]:
    """What one machine makes of it."""
    assert told("build", "--project", dressed, *PARTS, "--output", tmp_path / "one")[0] == 0
    shutil.rmtree(dressed / ".cache")
    return contents(tmp_path / "one")


class PackedPool(WorkerPool):
    """Packs what travels, takes its home away, and runs it from what was packed."""

    def __init__(self, project: Path, folder: Path) -> None:
        super().__init__(1)
        self._files, self._folder = project_files(project), folder

    def run(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, Any]]:
        for job in jobs:
            if not job.can_be_sent:
                yield from super().run([job])
                continue
            sent = packed(job, self._files)
            nowhere = {name: Path("/nowhere") / name for name in ("project", "stage", "cache")}
            sent = replace(pickle.loads(pickle.dumps(sent)), place=replace(sent.place, **nowhere))
            back = pickle.loads(pickle.dumps(run_sent(sent, self._folder)))
            yield job, unpack(back, job.arguments[0])


def test_a_job_brings_all_that_it_needs(
    dressed: Path,
    one_machine: dict[str, bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(output, "_pool", lambda _: PackedPool(dressed, tmp_path / "elsewhere"))
    build = ("build", "--project", dressed, *PARTS, "--output", tmp_path / "two")
    assert told(*build)[0] == 0
    assert contents(tmp_path / "two") == one_machine
    drawn = sorted(path.name for path in (dressed / ".cache/sheets").iterdir())
    shutil.rmtree(tmp_path / "elsewhere")
    monkeypatch.undo()
    # What came back is found by the next build, which draws nothing
    assert told(*build[:-1], tmp_path / "three")[0] == 0
    assert sorted(path.name for path in (dressed / ".cache/sheets").iterdir()) == drawn
    assert contents(tmp_path / "three") == one_machine


def test_a_picture_that_a_link_brings_from_elsewhere_stays_at_home(tmp_path: Path) -> None:
    source = tmp_path / "project/plan_source"
    (source / "figures").mkdir(parents=True)
    (source / "records").mkdir()
    (tmp_path / "private.png").write_bytes(b"private")
    (source / "figures/ours.svg").write_text("<svg/>", encoding="utf-8")
    (source / "records/slip.png").write_bytes(b"slip")
    (source / "figures/theirs.png").symlink_to(tmp_path / "private.png")
    (source / "figures/folder.png").mkdir()
    assert set(project_files(source.parent)) == {"plan_source/figures/ours.svg"}


def started(*arguments: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.fixture
def workers(tmp_path: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler, and its two workers."""
    file = tmp_path / "scheduler.json"
    loopback = ("--scheduler-file", file, "--host", "127.0.0.1")
    running = [started("distributed.cli.dask_scheduler", *loopback, "--port", 0, "--no-dashboard")]
    for number in (1, 2):
        place = ("--local-directory", tmp_path / f"worker-{number}", "--no-dashboard")
        running.append(started("distributed.cli.dask_worker", *loopback, "--nthreads", 1, *place))
    try:
        yield address_in(file), running[1:]
    finally:
        for process in running:  # they hold nothing, and take seconds to leave by themselves
            process.kill()
        for process in running:
            process.wait()


def address_in(file: Path) -> str:
    """What a scheduler wrote of itself."""
    end = time.monotonic() + START
    while time.monotonic() < end:
        if file.is_file() and '"address"' in file.read_text(encoding="utf-8"):
            return file.read_text(encoding="utf-8").split('"address": "')[1].split('"')[0]
        time.sleep(0.05)
    raise AssertionError("no scheduler")


def kill_at_work(workers: list[subprocess.Popen[bytes]], killed: list[int]) -> None:
    """Kill a worker with all below it, as soon as the process that draws for it is there: whichever
    is the first, since on a busy machine the other may come late."""
    end = time.monotonic() + 10 * START
    while time.monotonic() < end:
        for worker in workers:
            below = psutil.Process(worker.pid).children(recursive=True)
            if any(is_drawing(process) for process in below):
                for process in (psutil.Process(worker.pid), *below):
                    process.kill()
                    killed.append(process.pid)
                return
        time.sleep(0.02)


def is_drawing(process: psutil.Process) -> bool:
    try:
        return "wardbook.build.sent_worker" in process.cmdline()
    except psutil.Error:  # it has ended, or only begins
        return False


def test_a_worker_that_is_lost_changes_nothing(
    dressed: Path,
    one_machine: dict[str, bytes],
    workers: tuple[str, list[subprocess.Popen[bytes]]],
    tmp_path: Path,
) -> None:
    address, processes = workers
    killed: list[int] = []
    killer = threading.Thread(target=kill_at_work, args=(processes, killed))
    killer.start()
    two = ("--output", tmp_path / "two", "--scheduler", address)
    status, said = told("build", "--project", dressed, *PARTS, *two)
    killer.join()
    assert status == 0, said
    assert len(killed) > 1
    assert contents(tmp_path / "two") == one_machine


def write_into_stage(place: PrintPlace, text: str) -> int:
    place.stage.mkdir(parents=True, exist_ok=True)
    (place.stage / "made.txt").write_text(text, encoding="utf-8")
    return len(list(place.stage.iterdir()))


def no_room(*_: object) -> None:
    raise OSError(errno.ENOSPC, "no room")


def die(*_: object) -> None:
    psutil.Process().kill()


def test_another_look_or_a_lost_process_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(
        "PYTHONPATH", str(Path(__file__).parent.parent)
    )  # where the jobs below stand
    place = PrintPlace(
        tmp_path, tmp_path, tmp_path, look_digest(tmp_path, ()), "en", "2026-12-01", draft=False
    )
    job = SentJob(write_into_stage, place, ("here",), {}, {})
    assert run_in_child(job) == SentBack(1, {"made.txt": b"here"}, {})
    other = replace(job, place=replace(place, look="of another program"))
    assert isinstance(run_in_child(other), OtherProgram)
    # What the job raises comes back as it is: Dask would try it again, and call it a lost worker
    raised = run_in_child(replace(job, run=no_room))
    assert isinstance(raised, OSError) and raised.errno == errno.ENOSPC
    with pytest.raises(WorkerGone):
        run_in_child(replace(job, run=die))
    # The next one finds a new process, and nothing that an earlier one left
    assert run_in_child(replace(job, arguments=("there",))) == SentBack(
        1, {"made.txt": b"there"}, {}
    )


@pytest.mark.parametrize(
    "fault, said",
    [("no-dask", "which this machine lacks"), ("nobody", "No Dask scheduler answers")],
)
def test_a_cluster_that_cannot_be_used_is_one_line(
    fault: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = Path(shutil.copytree(CLINIC, tmp_path / "clinic"))
    if fault == "no-dask":
        monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    monkeypatch.setattr(cluster, "_CONNECT", 0.5)
    status, lines = told("build", "--project", project, *PARTS, "--scheduler", "tcp://127.0.0.1:9")
    assert status == 2
    assert said in lines.splitlines()[-1] and "Traceback" not in lines
    assert not contents(project / "build")


def test_a_scheduler_without_workers_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = Path(shutil.copytree(CLINIC, tmp_path / "clinic"))
    file = tmp_path / "scheduler.json"
    scheduler = started(
        "distributed.cli.dask_scheduler",
        "--scheduler-file",
        file,
        "--host",
        "127.0.0.1",
        "--port",
        0,
        "--no-dashboard",
    )
    monkeypatch.setattr(cluster, "_WORKERS", 0.5)
    try:
        status, lines = told("build", "--project", project, *PARTS, "--scheduler", address_in(file))
    finally:
        scheduler.terminate()
        scheduler.wait()
    assert status == 2 and "has no worker" in lines
