"""Builds and print runs that are killed at random moments, over good earlier output."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from unittest import mock

import yaml
from wardbook.build.publish import MANIFEST
from wardbook.commands import forms_print
from wardbook.folders import BUILD, CACHE, SOURCE
from wardbook.plan.loader import UNFINISHED
from wardbook.plan.registries import RUNS
from wardbook.starters import lay_down

from tests.benchmarks.strength.attempts import Bench, Row, digest, killed, must, started, tell
from tests.benchmarks.strength.spoiled_plans import CLINIC
from tests.test_run_records import PAPER

FILE = "plan_source/contacts.yml"
COLD = 12
"""Every so many kills the cache is thrown away first: what is killed then writes it anew."""
LATE = 0.08
"""Most print runs are killed within so many seconds of the moment at which they take numbers."""
WHOLE = 5
"""Every so many kills a build is let end."""
PRINT = ("forms", "print", "LC-2", "--department", "R1", "--count", "3", "--date", "2026-05-02")


def builds(bench: Bench) -> list[Row]:
    """A project that swings between two states of its plan; what is published is always the whole
    output of one of them."""
    root = bench.folder / "project"
    lay_down("blank", root)
    states, outputs, length = _both(root)
    current = outputs[0]
    with bench.row("builds killed over good output") as row:
        for at in bench.tries():
            state = 1 - at % 2
            (root / FILE).write_text(states[state], encoding="utf-8")
            if at % COLD == 0:
                shutil.rmtree(root / CACHE)
            most = length[1] if at % COLD else length[0]
            child = started(root, "build")
            if at % 2:
                ended = killed(child, bench.chance.uniform(0.02, 1.1) * most)
            else:
                late = bench.chance.uniform(0, 1.5) * length[2]
                ended = killed(child, late, until=lambda: _is_published(root))
            now = digest(root / BUILD)
            row.ends[_standing(now, current, outputs[state])] += 1
            if now not in (current, outputs[state]) or (ended and now != outputs[state]):
                row.faults.append(f"kill {at}: neither the output before nor the one after")
            current = now
            if at % WHOLE == WHOLE - 1 or now not in outputs:
                row.faults += _next_build(root, outputs[state], f"kill {at}")
                current = outputs[state]
        row.faults += _left(root, "the last")
    return [row]


def _is_published(root: Path) -> bool:
    """Whether a build is about to hand its output over: the manifest is the last that it writes."""
    return any(root.glob(f".{BUILD}-new-*/{MANIFEST}"))


def _both(root: Path) -> tuple[tuple[str, str], tuple[str, str], tuple[float, float]]:
    """Both states of the plan, their outputs, and how long a build takes with and without a cache."""
    text = (root / FILE).read_text(encoding="utf-8")
    number = next(line for line in text.splitlines() if "number:" in line)
    states = (text, text.replace(number, number.replace("8", "9").replace("1", "2")))
    assert states[0] != states[1]
    outputs = []
    lengths = []
    for state in (*states, *states):
        (root / FILE).write_text(state, encoding="utf-8")
        begun = time.perf_counter()
        must(root, "build")
        lengths.append(time.perf_counter() - begun)
        outputs.append(digest(root / BUILD))
    assert outputs[:2] == outputs[2:] and outputs[0] != outputs[1]
    (root / FILE).write_text(states[0], encoding="utf-8")
    child = started(root, "build")
    begun = time.perf_counter()
    while not _is_published(root):
        begun = time.perf_counter()
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    late = time.perf_counter() - begun
    return states, (outputs[0], outputs[1]), (lengths[0], lengths[3], late)


def _standing(now: str, before: str, after: str) -> str:
    if now == before:
        return "as before"
    if now == after:
        return "as after"
    return "neither"


def _next_build(root: Path, wanted: str, when: str) -> list[str]:
    """What is wrong with the build that comes after a killed one."""
    ended = tell(root, "build")
    if ended.how != "taken":
        return [f"{when}: the next build ends with {ended.how}: {ended.said[-500:]}"]
    if digest(root / BUILD) != wanted:
        return [f"{when}: the next build's output is another"]
    return _left(root, when)


def _left(root: Path, when: str) -> list[str]:
    """What killed builds left beside the output or in the plan, once the next one has ended."""
    found = [path for path in root.iterdir() if path.name.startswith(f".{BUILD}-")]
    found += list((root / SOURCE).rglob(".wardbook-*"))
    return [f"{when}: {path.name} is left" for path in found]


def workers(bench: Bench) -> list[Row]:
    """Whole builds with two workers of their own, as programs: none outlives the command that is
    killed."""
    root = Path(shutil.copytree(CLINIC, bench.folder / "clinic"))
    command = [sys.executable, "-m", "wardbook", "--project", str(root), "build"]
    with bench.row("builds with workers killed") as row:
        for at in bench.tries():
            shutil.rmtree(root / CACHE, ignore_errors=True)
            build = subprocess.Popen(
                command,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
            time.sleep(bench.chance.uniform(1, 12))
            build.send_signal(signal.SIGKILL)
            build.wait()
            left = _left_running(build.pid)
            row.ends["killed" if not left else "left running"] += 1
            if left:
                row.faults.append(f"kill {at}: {left} processes outlive the command by 10 s")
                os.killpg(build.pid, signal.SIGKILL)
        must(root, "build")
        row.faults += _left(root, "the last")
    return [row]


def _left_running(group: int) -> int:
    """How many processes of a group still run after at most ten seconds."""
    until = time.monotonic() + 10
    while True:
        members = [path for path in Path("/proc").glob("[0-9]*") if _group(path) == group]
        if not members or time.monotonic() > until:
            return len(members)
        time.sleep(0.1)


def _group(process: Path) -> int:
    """The group of a process that is no zombie; 0 for one that is, or is gone."""
    try:
        fields = (process / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return 0
    return 0 if fields[0] == "Z" else int(fields[2])


def prints(bench: Bench) -> list[Row]:
    """Runs of numbered forms killed: no number is on paper twice, none without a record. In the second
    row the paper is there at once, as a build's sheets are: what is killed is what writes."""
    root = Path(shutil.copytree(CLINIC, bench.folder / "clinic"))
    rows = [_prints(bench, root, "print runs of numbered forms killed", 10)]
    with mock.patch.object(forms_print, "_files", lambda *_: PAPER):
        rows.append(_prints(bench, root, "print runs killed, whose paper is there at once", 1))
    must(root, *PRINT)
    rows[1].faults += [f"{path} is left" for path in root.rglob(".*-new-*") if path.is_dir()]
    return rows


def _prints(bench: Bench, root: Path, what: str, share: int) -> Row:
    must(root, *PRINT)
    begun = time.perf_counter()
    must(root, *PRINT)
    length = time.perf_counter() - begun
    with bench.row(what) as row:
        for at in bench.tries(share):
            known, marks = len(_runs(root)), len(_marks(root))
            child = started(root, *PRINT)
            if at % 4 == 0:
                killed(child, bench.chance.uniform(0.02, 1.2) * length)
            else:
                late = bench.chance.uniform(0, min(LATE, length))
                killed(child, late, until=partial(_is_marked, root, marks))
            row.ends["recorded" if len(_runs(root)) > known else "not recorded"] += 1
            if at % WHOLE == 0:
                must(root, *PRINT)
            row.faults += _numbers_twice(root, at)
    return row


def _is_marked(root: Path, before: int) -> bool:
    """Whether a print run has begun to take numbers."""
    return len(_marks(root)) > before


def _marks(root: Path) -> list[Path]:
    """Marks of print runs that nobody has seen end."""
    return list((root / SOURCE / RUNS).glob(f"*{UNFINISHED}"))


def _runs(root: Path) -> Mapping[str, range]:
    """The numbers of each recorded run."""
    found = {}
    for path in (root / SOURCE / RUNS).glob("r-lc2-*.yml"):
        record = yaml.safe_load(path.read_text(encoding="utf-8"))
        found[str(record["id"])] = range(record["first"], record["first"] + record["count"])
    return found


def _numbers_twice(root: Path, at: int) -> list[str]:
    """Numbers that two records hold, and paper that no record speaks of."""
    runs = _runs(root)
    counts = Counter(number for numbers in runs.values() for number in numbers)
    faults = [f"kill {at}: number {number} twice" for number, n in counts.items() if n > 1]
    for folder in (root / "print").glob("[!.]*"):
        if folder.name not in runs:
            faults.append(f"kill {at}: {folder.name} was printed and has no record")
    return faults
