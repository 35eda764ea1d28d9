"""A group of hospitals built on a Dask scheduler with four workers, one of which is killed: to the byte what this machine
makes alone.

python -m tests.benchmarks.cluster [hospitals, 30 unless told]

Each hospital is the tests' clinic under a name of its own, with everything that it prints and its site.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

CLINIC = Path(__file__).parent.parent / "projects/clinic"
HOSPITALS = 30
WORKERS = 4
WARDBOOK = (sys.executable, "-m", "wardbook", "build", "--ui-language", "en")
KILLED_AFTER = 3
"""Hospitals that are built before a worker is killed."""


def group_in(folder: Path, hospitals: int) -> Path:
    """So many projects, each with a name of its own."""
    for number in range(1, hospitals + 1):
        project = Path(shutil.copytree(CLINIC, folder / f"hospital-{number:02}"))
        site = project / "plan_source/site.yml"
        lines = []
        for line in site.read_text(encoding="utf-8").splitlines():
            if line.startswith("organisation:"):
                line = f"organisation: {{en: Clinic {number}, zh: 第{number}诊所}}"
            lines.append(line)
        site.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def started(*arguments: object) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def built(group: Path, output: Path, *choices: str) -> tuple[subprocess.Popen[bytes], Path]:
    """A build of the group that has begun, and the file of what it says."""
    said = output.with_suffix(".txt")
    with said.open("wb") as stream:
        command = [*WARDBOOK, "--all", str(group), "--output", str(output), *choices]
        process = subprocess.Popen(command, stdout=stream, stderr=stream)
    return process, said


def kill_one(
    workers: list[subprocess.Popen[bytes]], said: Path, build: subprocess.Popen[bytes]
) -> None:
    """Kill a worker with all below it once some hospitals are built."""
    begun = re.compile(r"^\d+ \D+ \d+\D+hospital-", re.MULTILINE)
    while len(begun.findall(said.read_text(encoding="utf-8"))) <= KILLED_AFTER:
        if build.poll() is not None:
            sys.exit("built before a worker could be killed")
        time.sleep(0.2)
    worker = psutil.Process(workers[0].pid)
    for process in (*worker.children(recursive=True), worker):
        process.kill()


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@contextmanager
def cluster_in(folder: Path) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """The address of a scheduler on this machine, and its workers."""
    file = folder / "scheduler.json"
    loopback = ("--scheduler-file", file, "--host", "127.0.0.1", "--no-dashboard")
    running = [started("distributed.cli.dask_scheduler", *loopback, "--port", 0)]
    for number in range(WORKERS):
        place = ("--local-directory", folder / f"worker-{number}", "--nthreads", 1)
        running.append(started("distributed.cli.dask_worker", *loopback, *place))
    try:
        while not file.is_file() or '"address"' not in file.read_text(encoding="utf-8"):
            time.sleep(0.1)
        yield json.loads(file.read_text(encoding="utf-8"))["address"], running[1:]
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.wait()


def ended(process: subprocess.Popen[bytes], said: Path) -> None:
    """Wait for a build that must succeed."""
    if process.wait() != 0:
        sys.exit(said.read_text(encoding="utf-8"))


def main() -> None:
    """Build twice, compare, and print what was measured."""
    hospitals = int(sys.argv[1]) if len(sys.argv) > 1 else HOSPITALS
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        begun = time.monotonic()
        ended(*built(group_in(folder / "alone/group", hospitals), folder / "alone/output"))
        alone = time.monotonic() - begun
        group = group_in(folder / "together/group", hospitals)
        with cluster_in(folder) as (address, workers):
            begun = time.monotonic()
            process, said = built(group, folder / "together/output", "--scheduler", address)
            kill_one(workers, said, process)
            ended(process, said)
            together = time.monotonic() - begun
        one, two = contents(folder / "alone/output"), contents(folder / "together/output")
    differ = [path for path in one.keys() | two.keys() if one.get(path) != two.get(path)]
    told = [
        f"{hospitals} hospitals, {len(one)} files, {sum(map(len, one.values())):,} bytes",
        f"one machine of {os.cpu_count()} processors: {alone:.0f} s",
        f"a scheduler and {WORKERS} workers on it, one killed: {together:.0f} s",
        f"files that differ: {len(differ)}",
        *differ[:20],
    ]
    sys.stdout.write("\n".join(told) + "\n")
    sys.exit(1 if differ else 0)


if __name__ == "__main__":
    main()
