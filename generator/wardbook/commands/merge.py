"""`wardbook merge TARGET SHARD...`: combines what several machines built from one folder."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from wardbook.build.group_record import (
    RECORD,
    GroupRecord,
    RecordError,
    Shard,
    read_record,
    sound_files,
    write_record,
)
from wardbook.build.publish import publish, staging
from wardbook.commands.stops import Refused
from wardbook.options import FOUND, OK, Options
from wardbook.report.progress import Progress


def merge(options: Options, target: Path, folders: Sequence[Path]) -> int:
    """Put the outputs of all shards into `target`, in one step. FOUND where a project could not be
    built. Raises Refused where a shard is missing, is there twice, belongs to something else, or is
    not as it was built."""
    if target.exists() and not (target / RECORD).is_file():
        if not target.is_dir() or any(target.iterdir()):
            raise Refused("output_not_ours", name=target)
    try:
        with staging(target) as stage:
            whole = _put_together(folders, stage)
            write_record(stage, whole)
            publish(stage, target)
    except RecordError as problem:
        raise Refused("shard_unusable", file=problem.place) from problem
    progress = Progress(sys.stderr, options.ui_language)
    failed = whole.failed()
    for name in failed:
        progress.say("group_failed", name=name)
    progress.say("group_done", built=len(whole.built) - len(failed), failed=len(failed))
    return FOUND if failed else OK


def _put_together(folders: Sequence[Path], stage: Path) -> GroupRecord:
    """Copy what all shards hold into `stage`; what is there then. Raises Refused, RecordError."""
    records = {folder: read_record(folder) for folder in folders}
    _refuse_others(records)
    _refuse_gaps(records)
    built: dict[str, str] = {}
    for folder, record in records.items():
        for name, digest in record.built.items():
            built[name] = digest
            if digest:
                _copy(folder / name, digest, stage / name)
    first = records[folders[0]]
    return GroupRecord(first.projects, Shard(), dict(sorted(built.items())))


def _copy(output: Path, digest: str, to: Path) -> None:
    """Copy a project's output, each file of which is as it was built."""
    for file in sound_files(output, digest):
        (to / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(output / file, to / file)


def _refuse_others(records: Mapping[Path, GroupRecord]) -> None:
    """Raises Refused unless all are shards of one state of one folder."""
    (first, *others) = records
    for other in others:
        same_projects = records[other].projects == records[first].projects
        if not same_projects or records[other].shard.of != records[first].shard.of:
            raise Refused("shards_differ", one=first, other=other)


def _refuse_gaps(records: Mapping[Path, GroupRecord]) -> None:
    """Raises Refused unless every shard is there once."""
    seen: dict[int, Path] = {}
    of = 0
    for folder, record in records.items():
        part, of = record.shard.part, record.shard.of
        if part in seen:
            raise Refused("shard_twice", one=seen[part], other=folder)
        seen[part] = folder
    missing = [f"{part}/{of}" for part in range(1, of + 1) if part not in seen]
    if missing:
        raise Refused("shards_missing", shards=", ".join(missing))
