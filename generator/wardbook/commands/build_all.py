"""`wardbook build --all FOLDER`: projects of many hospitals in one run, with one summary."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

from wardbook.build.group_record import (
    RECORD,
    GroupRecord,
    Shard,
    manifest_digest,
    of_shard,
    projects_in,
    write_record,
)
from wardbook.commands.build import build
from wardbook.commands.stops import Refused
from wardbook.commands.user_errors import exit_status
from wardbook.options import OK, Options
from wardbook.report.progress import Progress


def build_all(options: Options, folder: Path, shard: Shard, edition: str = "") -> int:
    """Build every project of the shard; what stops one stops no other. With an output each has a
    folder of its path in it, and a record says what `merge` needs. Gives the worst status."""
    names = projects_in(folder)
    if not names:
        raise Refused("no_projects", folder=folder)
    if options.output:
        _refuse_target(options.output)
    chosen = of_shard(names, shard)
    progress = Progress(sys.stderr, options.ui_language)
    worst, built = OK, dict[str, str]()
    for at, name in enumerate(chosen, 1):
        progress.say("group_begins", at=at, of=len(chosen), name=name)
        own = _own(options, folder, name)
        status = exit_status(own, partial(build, own, edition))
        worst = max(worst, status)
        built[name] = manifest_digest(own.target) if status == OK else ""
    record = GroupRecord(tuple(names), shard, built)
    if options.output:
        write_record(options.output, record)
    _summarize(progress, record)
    return worst


def _own(options: Options, folder: Path, name: str) -> Options:
    """The options for one project."""
    output = options.output / name if options.output else None
    return options.changed(project=folder / name, output=output)


def _refuse_target(output: Path) -> None:
    """Raises Refused for a folder that holds something else than such outputs."""
    if output.exists() and not (output / RECORD).is_file():
        if not output.is_dir() or any(output.iterdir()):
            raise Refused("output_not_ours", name=output)


def _summarize(progress: Progress, record: GroupRecord) -> None:
    """A line for each project, and how many there are; what could not be built stands last."""
    failed = record.failed()
    for name in record.built:
        if name not in failed:
            progress.say("group_built", name=name)
    for name in failed:
        progress.say("group_failed", name=name)
    progress.say("group_done", built=len(record.built) - len(failed), failed=len(failed))
