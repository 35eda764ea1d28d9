"""Jobs of printing that run on another machine. What a job needs is sent with it, and what it makes
comes back: no disk is shared."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Any

from wardbook.build.jobs import Job
from wardbook.build.up_to_date import look_digest
from wardbook.folders import EDITIONS, RECORDS, SOURCE
from wardbook.pdf.drawn_sheets import SHEETS
from wardbook.pdf.job_records import FITS, PrintPlace
from wardbook.pdf.taken_over import BOUND
from wardbook.plan.pictures import picture_file
from wardbook.safe_write import move
from wardbook.theme import own_theme

_PICTURES = (".png", ".svg")
_FACTS = ".json"
"""Ending of what a cache folder says of a file."""
_STAGE, _CACHE, _PROJECT = "stage", "cache", "project"
_MADE = (SHEETS, FITS, BOUND)
"""Folders of the cache into which jobs write what the next build takes over."""

Files = Mapping[str, bytes]
"""Files by their path below a folder, with `/`."""


class OtherProgram(Exception):
    """A worker draws in another way than who sent it a job: its program, its theme or a tool of its
    machine is another."""


@dataclass(frozen=True)
class SentJob:
    """A job as it is sent.

    `place` is where it would run on the machine that sends it. `files` are those of the project
    that sheets may show, `drawings` those of the cache that the job reads."""

    run: Callable[..., Any]
    place: PrintPlace
    arguments: tuple[Any, ...]
    """Without the place."""
    files: Files
    drawings: Files

    @property
    def project(self) -> str:
        """A digest of the project's files, and of how they are drawn."""
        digest = hashlib.sha256(repr((self.place.look, self.place.layers)).encode())
        for name, content in sorted(self.files.items()):
            digest.update(name.encode() + b"\0" + hashlib.sha256(content).digest())
        return digest.hexdigest()[:40]


@dataclass(frozen=True)
class SentBack:
    """What a job returned, and the files that it wrote into its stage and its cache."""

    result: Any
    staged: Files
    cached: Files


def project_files(project: Path) -> Files:
    """What sheets may show besides the words that they are made of: pictures of the plan, and the
    project's own theme."""
    files = {}
    source = project / SOURCE
    left_out = {source / RECORDS, source / EDITIONS}
    for path in sorted(source.rglob("*")):
        name = path.relative_to(source).as_posix()
        if path.suffix.lower() in _PICTURES and left_out.isdisjoint(path.parents):
            if picture_file(project, name):  # not what a link leads to elsewhere
                files[f"{SOURCE}/{name}"] = path.read_bytes()
    theme = own_theme(project)
    if theme:
        for name, content in _files_below(theme):
            files[f"{theme.name}/{name}"] = content
    return files


def packed(job: Job, files: Files) -> SentJob:
    """A job as it is sent, with all that it needs. `files`: those of its project."""
    place: PrintPlace = job.arguments[0]
    drawings = {}
    for key in job.reads:
        for path in (place.cache / SHEETS).glob(f"{key}.*"):
            drawings[f"{SHEETS}/{path.name}"] = path.read_bytes()
    return SentJob(job.run, place, job.arguments[1:], files, drawings)


def unpack(back: SentBack, place: PrintPlace) -> Any:
    """Put what a job wrote elsewhere where it would have written it; its result."""
    _write(place.stage, back.staged)
    _write(place.cache, back.cached)
    return back.result


def run_sent(sent: SentJob, folder: Path) -> SentBack:
    """Run a job that was sent, in `folder`, which is ours alone and stays for the jobs of the same
    project. Raises OtherProgram where the output would be another than on
    the machine that sent it."""
    place = _place_in(folder, sent)
    if _look_here(place.project, place.layers) != sent.place.look:
        raise OtherProgram
    _empty(place)
    _write(place.cache, sent.drawings)
    result = sent.run(place, *sent.arguments)
    cached = {}
    for name, content in _files_below(place.cache):
        if PurePosixPath(name).parts[0] in _MADE and name not in sent.drawings:
            cached[name] = content
    return SentBack(result, dict(_files_below(place.stage)), cached)


def _place_in(folder: Path, sent: SentJob) -> PrintPlace:
    project = folder / _PROJECT
    if not project.is_dir():
        _write(project, sent.files)
        (project / SOURCE).mkdir(parents=True, exist_ok=True)
    return replace(sent.place, project=project, stage=folder / _STAGE, cache=folder / _CACHE)


@cache
def _look_here(project: Path, layers: tuple[str, ...]) -> str:
    return look_digest(project, layers)


def _empty(place: PrintPlace) -> None:
    """Take away what the job before left."""
    for folder in (place.stage, *(place.cache / name for name in _MADE)):
        for path in folder.rglob("*"):
            if path.is_file():
                path.unlink()


def _files_below(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def _write(folder: Path, files: Files) -> None:
    """Write files below a folder. What says something of another file comes last: half of the two
    is none."""
    for name in sorted(files, key=_is_facts):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f"{path.name}.arriving")
        temporary.write_bytes(files[name])
        move(temporary, path)


def _is_facts(name: str) -> bool:
    return name.endswith(_FACTS)
