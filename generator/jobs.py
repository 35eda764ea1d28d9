"""Runs independent jobs in processes of their own. A job is plain data in, plain data out, by a module-level function."""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Job:
    """A call that can be pickled. `name` is what progress shows."""

    name: str
    run: Callable[..., Any]
    arguments: tuple[Any, ...]


def run_jobs(jobs: Iterable[Job], workers: int | None = None) -> Iterator[tuple[Job, Any]]:
    """Run jobs in parallel and yield each with its result as it ends. The first exception of a job is raised here.

    Processes are spawned, not forked: a fork would copy fonts and locks that libraries below Python hold.
    """
    jobs = list(jobs)
    workers = min(workers or os.cpu_count() or 1, len(jobs))
    if workers <= 1:
        for job in jobs:
            yield job, job.run(*job.arguments)
        return
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as executor:
        running = {executor.submit(job.run, *job.arguments): job for job in jobs}
        for future in as_completed(running):
            yield running[future], future.result()
