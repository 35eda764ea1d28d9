"""Records of print runs: numbers are recorded before any paper with them can be printed, and paper
that failed takes none.

The order, for whatever ends the program: a mark says that a run is unfinished; the record takes its
numbers; the paper is written and handed over; the mark goes. Killed before the record, nothing is
taken. Killed behind it, the numbers are taken, never go out twice, and `wardbook check` says so
(Q110) until somebody has looked for the paper. To take a mark or a record away needs no room on the
disk.
"""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from wardbook.folders import SOURCE
from wardbook.plan.loader import UNFINISHED
from wardbook.safe_write import create_file
from wardbook.serials.runs import FOLDER, NewRun


@contextlib.contextmanager
def recorded(
    project: Path, runs: Sequence[NewRun], target: Path, undone: Callable[[], None]
) -> Iterator[tuple[Path, ...]]:
    """Record `runs`, and hold them while their paper is written to `target`, where nothing stands
    yet. Whoever calls it holds the lock of the numbers. What fails takes the records back, unless
    the paper is there all the same; `undone` is called then.

    Raises `FileExistsError` when a record stands there, `NotWrittenError` when one can't be
    written."""
    folder = project / SOURCE / FOLDER
    _forget_marks(folder)
    records: list[Path] = []
    try:
        for run in runs:
            records.append(_record(folder / f"{run.id}.yml", run, target))
        yield tuple(records)
    except BaseException:  # an interrupt too: whoever presses Ctrl-C has no paper
        if os.path.lexists(target):
            _unmark(records)
        elif _taken_back([folder / f"{run.id}.yml" for run in runs]):
            undone()
        raise
    _unmark(records)


def _record(path: Path, run: NewRun, target: Path) -> Path:
    """Write the mark of a run, then its record. One that stands there is never written over."""
    if os.path.lexists(path):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    create_file(path.with_suffix(UNFINISHED), f"{target}\n".encode())
    create_file(path, run.text().encode())
    return path


def _taken_back(records: Sequence[Path]) -> bool:
    """Remove records that were written for paper that failed, and their marks. Returns whether all
    are gone. A record that can't be removed keeps its mark, so that it is not taken for one with
    paper."""
    for path in records:
        mark = path.with_suffix(UNFINISHED)
        if not mark.exists():  # then the record, if there is one, is not ours
            continue
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
            mark.unlink()
    return not any(path.with_suffix(UNFINISHED).exists() for path in records)


def _unmark(records: Sequence[Path]) -> None:
    for path in records:
        with contextlib.suppress(OSError):
            path.with_suffix(UNFINISHED).unlink()


def _forget_marks(folder: Path) -> None:
    """Remove marks without a record: their process was killed before it took a number."""
    for mark in folder.glob(f"*{UNFINISHED}"):
        if not os.path.lexists(mark.with_suffix(".yml")):
            with contextlib.suppress(OSError):
                mark.unlink()
