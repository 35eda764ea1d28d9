"""`builds.json`: which projects of a folder were built, so that what several machines made of it
can be put together."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from wardbook.build.publish import MANIFEST
from wardbook.folders import SOURCE
from wardbook.safe_write import replace_file

RECORD = "builds.json"
_SITE = "site.yml"
"""The file that every plan has."""
_DEEPEST = 4
"""Levels of folders below the first in which projects are looked for."""


class RecordError(Exception):
    """A record that can't be used, or an output that is not as it says. `place` is the file."""

    def __init__(self, place: Path) -> None:
        super().__init__(str(place))
        self.place = place


@dataclass(frozen=True)
class Shard:
    """Part `part` of `of`: every so many projects, counted from the first. Raises ValueError where
    there is no such part."""

    part: int = 1
    of: int = 1

    def __post_init__(self) -> None:
        if not 1 <= self.part <= self.of:
            raise ValueError(f"{self.part}/{self.of}")


@dataclass(frozen=True)
class GroupRecord:
    """What was built of a folder of projects.

    `projects` are all that it has, by their paths in it, those of other shards too. `built`: of
    each project of this shard the SHA-256 of its manifest, empty where it could not be built.
    """

    projects: tuple[str, ...]
    shard: Shard
    built: Mapping[str, str]

    def failed(self) -> list[str]:
        """Projects that could not be built."""
        return [name for name, manifest in self.built.items() if not manifest]


def projects_in(folder: Path) -> list[str]:
    """Paths of all projects below a folder, from it, in the order of the alphabet. What lies in a
    project, or in a hidden folder, is none."""
    return sorted(_projects(folder, folder, _DEEPEST))


def _projects(root: Path, folder: Path, deeper: int) -> Iterator[str]:
    for path in folder.iterdir():
        if path.name.startswith(".") or not path.is_dir():
            continue
        if (path / SOURCE / _SITE).is_file():
            yield path.relative_to(root).as_posix()
        elif deeper:
            yield from _projects(root, path, deeper - 1)


def of_shard(names: list[str], shard: Shard) -> list[str]:
    """The projects of a shard. All together have each once, whatever their number."""
    return names[shard.part - 1 :: shard.of]


def manifest_digest(output: Path) -> str:
    """The SHA-256 of an output's manifest; empty where there is none."""
    manifest = output / MANIFEST
    if not manifest.is_file():
        return ""
    return hashlib.sha256(manifest.read_bytes()).hexdigest()


def write_record(folder: Path, record: GroupRecord) -> None:
    """Write the record beside the outputs."""
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(asdict(record), ensure_ascii=False, indent=1) + "\n"
    replace_file(folder / RECORD, text.encode())


def read_record(folder: Path) -> GroupRecord:
    """The record in a folder. Raises RecordError where it can't be used."""
    path = folder / RECORD
    try:
        facts = json.loads(path.read_text(encoding="utf-8"))
        record = GroupRecord(
            projects=tuple(map(_inside, facts["projects"])),
            shard=Shard(int(facts["shard"]["part"]), int(facts["shard"]["of"])),
            built={_inside(name): str(digest) for name, digest in facts["built"].items()},
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
        raise RecordError(path) from problem
    if set(record.built) != set(of_shard(list(record.projects), record.shard)):
        raise RecordError(path)
    return record


def sound_files(output: Path, digest: str) -> list[str]:
    """The files of a built project with its manifest, by their paths in it.

    Raises RecordError for one that is not as the record and the manifest say."""
    if manifest_digest(output) != digest:
        raise RecordError(output / MANIFEST)
    try:
        facts: Any = json.loads((output / MANIFEST).read_text(encoding="utf-8"))
        said = {_inside(file["path"]): file["sha256"] for file in facts["files"]}
    except (ValueError, KeyError, TypeError) as problem:
        raise RecordError(output / MANIFEST) from problem
    for name, expected in said.items():
        path = output / name
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != expected:
            raise RecordError(path)
    return [*said, MANIFEST]


def _inside(name: object) -> str:
    """A path that stays in its folder. Raises ValueError for another."""
    path = PurePosixPath(str(name))
    if path.is_absolute() or ".." in path.parts or "\\" in str(name) or ":" in str(name):
        raise ValueError(name)
    return path.as_posix()
