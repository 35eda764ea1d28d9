"""The process that runs jobs which were sent to a machine. It serves one project: fonts are settled
once in a process, and a project may bring its own.

`run_in_child` is what a Dask worker is asked to do. Each has one such process beside it, which ends
with it, or when a job of another project comes."""

from __future__ import annotations

import atexit
import contextlib
import os
import pickle
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import IO, TypeAlias

from wardbook.build.sent_jobs import OtherProgram, SentBack, SentJob, run_sent

_ONE_AT_A_TIME = threading.Lock()
"""A Dask worker may have several threads; what lays out has none to spare."""
_MODULE = "wardbook.build.sent_worker"

Answer: TypeAlias = SentBack | Exception
"""What comes of a job, or what it raised."""


class WorkerGone(Exception):
    """The process that ran a job ended before it was done: killed, or out of memory."""


class _Child:
    """A process that runs jobs of one project, one after another."""

    def __init__(self, project: str) -> None:
        self.project = project
        self._process = subprocess.Popen(
            # The folder where a worker was started may hold a pickle.py
            [sys.executable, "-P", "-m", _MODULE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def run(self, sent: SentJob) -> Answer:
        """Run a job. Raises WorkerGone."""
        try:
            pickle.dump(sent, self._to)
            self._to.flush()
            return pickle.load(self._from)  # type: ignore[no-any-return]
        except (OSError, EOFError, pickle.UnpicklingError) as problem:
            raise WorkerGone from problem

    def end(self) -> None:
        """End the process, and wait until it has cleared away."""
        with contextlib.suppress(OSError):
            self._to.close()
        self._process.wait()
        self._from.close()

    @property
    def _to(self) -> IO[bytes]:
        assert self._process.stdin is not None
        return self._process.stdin

    @property
    def _from(self) -> IO[bytes]:
        assert self._process.stdout is not None
        return self._process.stdout


class _ChildInUse:
    """The process that runs jobs now. One of another project ends before the next begins."""

    def __init__(self) -> None:
        self._child: _Child | None = None

    def run(self, sent: SentJob) -> Answer:
        if self._child is None or self._child.project != sent.project:
            self.end()
            self._child = _Child(sent.project)
        try:
            return self._child.run(sent)
        except WorkerGone:
            self.end()
            raise

    def end(self) -> None:
        if self._child:
            self._child.end()
            self._child = None


_CHILD = _ChildInUse()
atexit.register(_CHILD.end)


def run_in_child(sent: SentJob) -> Answer:
    """Run a job in the process that serves its project. What the job raised is returned: Dask would
    try it again. Raises WorkerGone where the process ends before its time; the next job finds a new
    one."""
    with _ONE_AT_A_TIME:
        return _CHILD.run(sent)


def main() -> None:
    """Run jobs from standard input, one after another, until it ends: as pickles, each answered by
    one, with what came of it or what went wrong."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no answer
    with tempfile.TemporaryDirectory(prefix="wardbook-worker-") as folder:
        while True:
            try:
                answer = _answer(sys.stdin.buffer, Path(folder))
            except EOFError:
                return
            pickle.dump(answer, answers)
            answers.flush()


def _answer(stream: IO[bytes], folder: Path) -> Answer:
    """What comes of the next job. Raises EOFError behind the last."""
    try:
        sent = pickle.load(stream)
    except (ImportError, AttributeError):  # it names what this program does not have
        return OtherProgram()
    try:
        return run_sent(sent, folder)
    except Exception as problem:
        return problem


if __name__ == "__main__":
    # By its name, so that what is pickled here is known there
    from wardbook.build import sent_worker

    sent_worker.main()
