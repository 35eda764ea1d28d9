"""What every part of the long runs shares: one try of a command and how it ended, and a row of the
table."""

from __future__ import annotations

import hashlib
import os
import random
import signal
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from click.testing import CliRunner
from wardbook.cli import main

SECONDS_MOST = 60
"""What computes for longer hangs, however busy the machine is."""
_CRASHED, _HANGING = "crashes", "timeouts"
STATUSES = {0: "taken", 1: "findings", 2: "refused"}


class TakesTooLongError(BaseException):
    """A command has not ended. It is no `Exception`, so that no command takes it for its own."""


@dataclass
class Row:
    """A row of the table: what was tried, how often, how often it ended in which way, and what ended
    as it must not."""

    what: str
    ends: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def tried(self) -> int:
        return self.ends.total()

    def text(self) -> str:
        ends = ", ".join(f"{count} {end}" for end, count in self.ends.items())
        said = f"{self.what}: {self.tried} ({self.seconds:.0f} s): {ends}"
        return "\n".join([f"{said}; faults: {len(self.faults)}", *self.faults])


@dataclass
class Bench:
    """What a part is given: a folder of its own, a source of chance, how often it tries, and where
    files go that brought a fault."""

    folder: Path
    chance: random.Random
    amount: int
    kept: Path
    minutes: float = 600
    """For how long each row is tried at most."""

    def tries(self, share: int = 1) -> Iterator[int]:
        """Count how often to try, at most one `share`th of the amount, until the time is up."""
        until = time.monotonic() + self.minutes * 60
        for at in range(self.amount // share):
            if time.monotonic() > until:
                return
            yield at

    @contextmanager
    def row(self, what: str) -> Iterator[Row]:
        """A row that is told once it is done."""
        begun = time.perf_counter()
        row = Row(what)
        yield row
        row.seconds = time.perf_counter() - begun

    def keep(self, name: str, content: bytes) -> Path:
        """Keep a file that brought a fault, for whoever mends it."""
        self.kept.mkdir(parents=True, exist_ok=True)
        path = self.kept / f"{hashlib.sha256(content).hexdigest()[:8]}-{Path(name).name}"
        path.write_bytes(content)
        return path


@dataclass(frozen=True)
class Ended:
    """How a command ended: its status, or how it broke, and what it said."""

    how: str
    said: str

    @property
    def is_fault(self) -> bool:
        return self.how in (_CRASHED, _HANGING)


def tell(project: Path, *command: str) -> Ended:
    """Run a command of the program in this process, for so long as nothing hangs."""

    def too_long(_number: int, _frame: FrameType | None) -> None:
        raise TakesTooLongError

    signal.signal(signal.SIGPROF, too_long)
    signal.setitimer(signal.ITIMER_PROF, SECONDS_MOST)
    arguments = ["--project", str(project), "--ui-language", "en", *command]
    try:
        result = CliRunner().invoke(main, arguments)
    except TakesTooLongError:
        return Ended(_HANGING, "".join(traceback.format_exc()))
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    broken = result.exception
    if broken is not None and not isinstance(broken, SystemExit):
        return Ended(_CRASHED, "".join(traceback.format_exception(broken)))
    if "Traceback" in result.output or result.exit_code not in STATUSES:
        return Ended(_CRASHED, f"{result.exit_code}: {result.output}")
    return Ended(STATUSES[result.exit_code], result.output)


def must(project: Path, *command: str) -> str:
    """Run a command that has to end well; what it said."""
    ended = tell(project, *command)
    assert ended.how == "taken", f"{command}: {ended.said}"
    return ended.said


def started(project: Path, *command: str) -> int:
    """A process of its own, the first of a group, that runs a command; its number."""
    child = os.fork()
    if child == 0:
        os.setpgid(0, 0)
        silent = os.open(os.devnull, os.O_WRONLY)
        for stream in (1, 2):
            os.dup2(silent, stream)
        result = CliRunner().invoke(main, ["--project", str(project), *command])
        os._exit(result.exit_code)
    return child


def killed(child: int, after: float, until: Callable[[], bool] | None = None) -> bool:
    """Kill a process after so many seconds, counted from when `until` holds; whether it had ended well
    by itself by then."""
    while until is not None and not until() and not _has_ended(child):
        time.sleep(0.0005)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def _has_ended(child: int) -> bool:
    """Whether a process has ended, and only waits to be asked how."""
    return os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def digest(folder: Path) -> str:
    """One digest over the name and the content of every file below a folder; empty where there is
    none."""
    if not folder.is_dir():
        return ""
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            found.update(path.relative_to(folder).as_posix().encode() + b"\0")
            found.update(hashlib.sha256(path.read_bytes()).digest())
    return found.hexdigest()
