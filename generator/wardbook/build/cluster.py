"""The jobs of a command on a Dask cluster: `wardbook build --scheduler tcp://…`.

Dask brings jobs to workers, and does those of a lost one again. It is optional: the wheel's extra
`cluster`, or `pip install distributed`, on each of the machines."""

from __future__ import annotations

import importlib.util
import logging
import warnings
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from wardbook.build.jobs import ClusterFault, Job, WorkerPool
from wardbook.build.sent_jobs import OtherProgram, packed, project_files, unpack
from wardbook.build.sent_worker import Answer, WorkerGone, run_in_child

_CONNECT = 10.0
"""Seconds in which a scheduler must answer."""
_WORKERS = 30.0
"""Seconds in which it must have a worker."""
_RETRIES = 3
"""How often a job is tried again whose process ended before its time."""


class ClusterPool:
    """The workers of a scheduler, as a pool for the jobs of one project's command. What can't
    be sent runs on this machine. Entering raises ClusterFault."""

    def __init__(self, address: str, project: Path, workers: int | None = None) -> None:
        self._address = address
        self._files = project_files(project)
        self._here = WorkerPool(workers)
        self._client: Any = None

    @property
    def workers(self) -> int:
        """How many workers the scheduler has now."""
        return max(1, len(self._client.scheduler_info(n_workers=-1)["workers"]))

    def __enter__(self) -> ClusterPool:
        if importlib.util.find_spec("distributed") is None:
            raise ClusterFault("cluster_no_dask")
        # Inside: it takes half a second to load, and most machines do without
        from distributed import Client

        # What goes wrong is said by us; what is mended by itself is not said
        logging.getLogger("distributed").setLevel(logging.CRITICAL)
        try:
            self._client = Client(self._address, timeout=_CONNECT, set_as_default=False)
        except (OSError, ValueError) as problem:
            raise ClusterFault("cluster_unreachable", address=self._address) from problem
        try:
            self._client.wait_for_workers(1, timeout=_WORKERS)
        except TimeoutError as problem:
            self._client.close()
            raise ClusterFault("cluster_no_workers", address=self._address) from problem
        return self

    def __exit__(self, kind: object, problem: object, trace: object) -> None:
        self._client.close()
        self._here.__exit__(kind, problem, trace)

    def warm(self, job: Job) -> None:
        """Nothing: workers of a cluster have loaded what they need for the build before."""

    def run(self, jobs: Iterable[Job]) -> Iterator[tuple[Job, Any]]:
        """Run jobs on the cluster, those that can't be sent here, and yield each with its result as
        it ends. Raises ClusterFault, and the first exception of a job."""
        away: list[Job] = []
        here: list[Job] = []
        for job in jobs:
            if job.can_be_sent:
                away.append(job)
            else:
                here.append(job)
        running = self._sent(away)
        yield from self._here.run(here)
        yield from self._arriving(running)

    def _sent(self, jobs: Iterable[Job]) -> dict[Any, Job]:
        running = {}
        with warnings.catch_warnings():
            # What is sent has to be: there is no disk where it could be read instead
            warnings.filterwarnings("ignore", message="Sending large graph")
            for job in jobs:
                sent = packed(job, self._files)
                future = self._client.submit(run_in_child, sent, pure=False, retries=_RETRIES)
                running[future] = job
        return running

    def _arriving(self, running: dict[Any, Job]) -> Iterator[tuple[Job, Any]]:
        from distributed import as_completed  # inside, as above

        for future in as_completed(list(running), loop=self._client.loop):
            job = running.pop(future)
            answer = self._answer_of(future)
            future.release()
            if isinstance(answer, OtherProgram):
                raise ClusterFault("cluster_differs")
            if isinstance(answer, Exception):  # of the job itself
                raise answer
            yield job, unpack(answer, job.arguments[0])

    def _answer_of(self, future: Any) -> Answer:
        """What came of a job. Raises ClusterFault where nothing did."""
        from distributed import CancelledError, KilledWorker  # inside, as above

        try:
            return future.result()  # type: ignore[no-any-return]
        except (ImportError, AttributeError) as problem:  # the worker lacks what it is to run
            raise ClusterFault("cluster_differs") from problem
        except (KilledWorker, WorkerGone) as problem:
            raise ClusterFault("cluster_worker_died") from problem
        except (CancelledError, TimeoutError, OSError) as problem:
            raise ClusterFault("cluster_lost", address=self._address) from problem
