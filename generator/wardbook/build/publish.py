"""Step 7: staged output → the target folder in one atomic step, with a manifest. A failed build
leaves the last good one."""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from wardbook.build.archive import ARCHIVE
from wardbook.folders import PARTIAL
from wardbook.output import OutputFile
from wardbook.plan.model.audience import AUDIENCES
from wardbook.safe_write import move, naming_folder
from wardbook.unfinished import remove_left_stages, stage_prefix

MANIFEST = "manifest.json"
_KEPT = (PARTIAL, "mkdocs")
"""Folders in the output that other commands write: they move along when a whole build replaces
it."""
_EXCHANGE = 2
"""RENAME_EXCHANGE of renameat2(2)."""
_AT_FDCWD = -100


@contextlib.contextmanager
def staging(target: Path) -> Iterator[Path]:
    """A fresh folder beside `target`, removed at the end, whatever happens. One that a killed
    process left goes too."""
    with naming_folder(target, target.parent):
        target.parent.mkdir(parents=True, exist_ok=True)
        _recover(target)
        remove_left_stages(target)
        stage = Path(tempfile.mkdtemp(prefix=stage_prefix(target), dir=target.parent))
        stage.chmod(0o755)
    try:
        with naming_folder(target, stage):
            yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)


def hand_over(stage: Path, target: Path) -> None:
    """Give a stage the name `target`, where nothing stands: whole, and on the disk for certain."""
    for path in (*stage.rglob("*"), stage):
        _sync(path)
    move(stage, target)
    _sync(target.parent)


def _sync(path: Path) -> None:
    """Have the disk hold a file's content, or a folder's names, where the system syncs folders at
    all."""
    if path.is_dir():
        with contextlib.suppress(OSError):
            _sync_open(path)
    else:
        _sync_open(path)


def _sync_open(path: Path) -> None:
    flags = os.O_RDONLY
    if os.name == "nt":  # where only a file that is open for writing can be synced
        flags = os.O_RDWR
    descriptor = os.open(path, flags)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def may_replace(target: Path, source: Path) -> bool:
    """Whether a build may stand in the place of `target`: there is nothing, or what an earlier
    build left. Everything else is somebody's work, and so is what lies in `source`, the plan's
    folder."""
    target, source = target.resolve(), source.resolve()
    if target.is_relative_to(source) or source.is_relative_to(target):
        return False
    if not target.exists():
        return True
    if not target.is_dir():
        return False
    strange = {path.name for path in target.iterdir()} - set(_KEPT)
    return not strange or _is_ours(target / MANIFEST)


def _is_ours(manifest: Path) -> bool:
    try:
        facts = json.loads(manifest.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return isinstance(facts, dict) and "wardbook" in facts


def publish(stage: Path, target: Path) -> None:
    """Put `stage` in the place of `target`. Nobody ever sees half of it; what stood there is
    removed by `staging`."""
    if not target.exists():
        move(stage, target)
        return
    for name in _KEPT:
        if _may_stay(target / name, stage) and not (stage / name).exists():
            shutil.copytree(target / name, stage / name, symlinks=True)
    if not _exchange(stage, target):
        _swap(stage, target)


def _may_stay(folder: Path, stage: Path) -> bool:
    """Whether a folder that another build left may stand beside what `stage` holds: it was made for
    nobody who may see more. Pages by MkDocs have no manifest; they are for staff by default."""
    if not folder.is_dir():
        return False
    wanted = _audience(stage / MANIFEST)
    told = _audience(folder / MANIFEST) or "staff"
    if wanted not in AUDIENCES or told not in AUDIENCES:
        return not wanted
    return AUDIENCES.index(told) <= AUDIENCES.index(wanted)


def _audience(manifest: Path) -> str:
    """The audience that an output was made for; empty where nothing says so."""
    try:
        facts = json.loads(manifest.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    if not isinstance(facts, dict):
        return ""
    return str(facts.get("audience", ""))


def _exchange(stage: Path, target: Path) -> bool:
    """Swap two folders in one system call, which Linux alone has."""
    if sys.platform != "linux":
        return False
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError):
        return False
    done: int = renameat2(_AT_FDCWD, os.fsencode(stage), _AT_FDCWD, os.fsencode(target), _EXCHANGE)
    return done == 0


def _swap(stage: Path, target: Path) -> None:
    """Two renames; if the second fails, the first is undone."""
    aside = _aside(target)
    shutil.rmtree(aside, ignore_errors=True)
    move(target, aside)
    try:
        move(stage, target)
    except OSError:
        move(aside, target)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _recover(target: Path) -> None:
    """Put back the last good output if a build was killed between the two renames of `_swap`."""
    if _aside(target).is_dir() and not target.exists():
        move(_aside(target), target)


def _aside(target: Path) -> Path:
    return target.with_name(f".{target.name}-old")


def write_manifest(stage: Path, facts: dict[str, Any], made: Sequence[OutputFile]) -> None:
    """`manifest.json`: every file with its SHA-256 and what it is, and `facts` (edition, languages,
    sheets with fingerprints)."""
    known = {entry.path: entry for entry in made}
    languages = facts["languages"]
    files: list[dict[str, Any]] = []
    for path in sorted(_files(stage)):
        if path.name == MANIFEST:
            continue
        name = path.relative_to(stage).as_posix()
        entry = known.get(name) or OutputFile(name, _kind(name), _language(name, languages))
        files.append(_described(entry, path))
    text = json.dumps({**facts, "files": files}, ensure_ascii=False, indent=1)
    (stage / MANIFEST).write_text(text + "\n", encoding="utf-8", newline="\n")


def _described(entry: OutputFile, path: Path) -> dict[str, Any]:
    """What is known of a file; what does not apply to it is left out."""
    said: dict[str, Any] = {}
    for name, value in asdict(entry).items():
        if value:
            said[name] = value
    said["sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
    said["bytes"] = path.stat().st_size
    return said


def _files(folder: Path) -> list[Path]:
    """Every file below a folder."""
    return [path for path in folder.rglob("*") if path.is_file()]


def _kind(name: str) -> str:
    if name == ARCHIVE:
        return "archive"
    if name.endswith(".html"):
        return "page"
    return "site-asset"


def _language(name: str, languages: Collection[str]) -> str:
    """The language of a file of the site, which has a folder for each; empty for all else."""
    first, _, rest = name.partition("/")
    folder = rest.partition("/")[0]
    if first == "site" and folder in languages:
        return folder
    return ""
