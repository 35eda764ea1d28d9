"""Runs independent jobs in processes of their own. A job is plain data in, plain data out, by a
module-level function."""

from __future__ import annotations

import atexit
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any, Protocol, Self

_WORKERS_MOST = 60
"""Windows waits for no more processes at once."""


@dataclass(frozen=True)
class Job:
    """A call that can be pickled. Progress shows its `name`, and its `size`: how many things it
    makes. One that is done `here` runs in the caller's process while the workers do the others:
    what it is given need not be sent, which for all sheets takes a second.

    One that `can_be_sent` may run on another machine: its first argument is the `PrintPlace` that
    it works in, and of the place's cache it needs the drawings with the keys in `reads`."""

    name: str
    run: Callable[..., Any]
    arguments: tuple[Any, ...]
    size: int = 1
    here: bool = False
    can_be_sent: bool = False
    reads: tuple[str, ...] = ()


class ClusterFault(Exception):
    """A cluster can't be used; `key` is the program's line that says why, `values` fill it."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key, self.values = key, values


class Workers(Protocol):
    """Workers for the jobs of a command. A context manager: they are its own until it ends."""

    @property
    def workers(self) -> int:
        """How many jobs run at once."""

    def __enter__(self) -> Self: ...

    def __exit__(self, kind: object, problem: object, trace: object) -> None: ...

    def warm(self, job: Job) -> None:
        """Let workers run `job` while the caller still prepares what it wants of them."""

    def run(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, Any]]:
        """Run jobs and yield each with its result as it ends."""


class WorkerPool:
    """Workers for the jobs of a command, one a processor unless told. A context manager: they live
    until it ends, so that the jobs of a later round find them with everything loaded.

    Processes are spawned, not forked: a fork would copy fonts and locks that libraries below Python
    hold."""

    def __init__(self, workers: int | None = None) -> None:
        self.workers = min(workers or os.cpu_count() or 1, _WORKERS_MOST)
        self._stack = ExitStack()
        self._executor: ProcessPoolExecutor | None = None

    def __enter__(self) -> WorkerPool:
        return self

    def __exit__(self, kind: object, problem: object, trace: object) -> None:
        if problem is not None and self._executor is not None:
            # What has not begun is not wanted any more
            self._executor.shutdown(wait=False, cancel_futures=True)
        self._stack.close()

    def warm(self, job: Job) -> None:
        """Let every worker run `job` while the caller still prepares what it wants of them. Nothing
        is returned."""
        if self.workers > 1:
            for _ in range(self.workers):
                self._workers().submit(job.run, *job.arguments)

    def run(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, Any]]:
        """Run jobs in parallel and yield each with its result as it ends. The first exception of a
        job is raised here. One job alone, or one worker, needs no process."""
        jobs = list(jobs)
        if self.workers == 1 or (len(jobs) == 1 and self._executor is None):
            for job in jobs:
                yield job, job.run(*job.arguments)
            return
        running: dict[Future[Any], Job] = {}
        for job in jobs:
            if not job.here:
                running[self._workers().submit(job.run, *job.arguments)] = job
        for job in jobs:
            if job.here:
                yield job, job.run(*job.arguments)
        for future in as_completed(running):
            yield running[future], future.result()

    def _workers(self) -> ProcessPoolExecutor:
        if self._executor is None:
            # A spawned interpreter looks for its first modules in the working folder, which may
            # hold a pickle.py
            os.environ["PYTHONSAFEPATH"] = "1"
            context = multiprocessing.get_context("spawn")
            executor = ProcessPoolExecutor(self.workers, mp_context=context, initializer=_begin)
            self._executor = self._stack.enter_context(executor)
        return self._executor


def _begin() -> None:
    """Settle when a worker ends: quickly with its pool, and at once with a command that is killed.

    It holds nothing that has to be put away: taking millions of laid-out boxes apart took seconds.
    """
    atexit.register(os._exit, 0)
    threading.Thread(target=_end_with_the_command, daemon=True).start()


def _end_with_the_command() -> None:
    """Nobody else tells a worker: it would wait for its next job for ever, with all its memory."""
    command = multiprocessing.parent_process()
    if command is not None:
        command.join()
        os._exit(1)
