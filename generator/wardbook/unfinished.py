"""Files and folders while they are written, and what a killed process left of them.

Their names say which process of which machine writes there. On a shared drive nobody knows which
processes of another machine live: what is not of this one is taken for left after a day.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
import re
import secrets
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

_START, _END = ".wardbook-", ".new"
_STAGE = "-new-"
_OWNER = re.compile(r"-(?P<machine>[0-9a-f]{8})-(?P<process>[0-9]{1,9})-[^-]+\Z")
"""How the name of a file or folder ends that says who writes there."""
_STALE = 24 * 3600.0
"""Seconds after which nobody writes there any more, whoever it was."""


def temporary_name() -> str:
    """What a file is called while it is written. Nothing takes it for a part of the plan, and its
    name owes nothing to the target's, which may be as long as the system allows."""
    return f"{_START}{_owner()}-{secrets.token_hex(4)}{_END}"


def stage_prefix(target: Path) -> str:
    """How the name of a folder begins in which the output `target` is made."""
    return f".{target.name}{_STAGE}{_owner()}-"


def unfinished_files(folder: Path) -> Iterator[Path]:
    """Files in `folder`, and below it, that nobody is known to be writing any more."""
    for path in sorted(folder.rglob(f"{_START}*{_END}")):
        if not _is_written(path):
            yield path


def remove_left_files(folder: Path) -> None:
    """Remove the files in `folder`, and below it, that killed processes left."""
    for path in folder.rglob(f"{_START}*{_END}"):
        if _is_old(path) or _is_abandoned(path):
            with contextlib.suppress(OSError):
                path.unlink()


def remove_left_stages(target: Path) -> None:
    """Remove what killed processes left beside `target`: a stage is as large as an output. Of other
    outputs only what is known to be ours: somebody's own folder may be called so too."""
    own = f".{target.name}{_STAGE}"
    for path in target.parent.glob(f".*{_STAGE}*"):
        is_own = path.name.startswith(own)
        if _is_abandoned(path) or (is_own and _is_old(path)):
            shutil.rmtree(path, ignore_errors=True)


def _owner() -> str:
    return f"{_machine()}-{os.getpid()}"


def _machine() -> str:
    """This machine in eight signs. A container with its name counts processes by itself."""
    space = ""
    with contextlib.suppress(OSError):
        space = str(Path("/proc/self/ns/pid").readlink())
    return hashlib.sha256(f"{platform.node()} {space}".encode()).hexdigest()[:8]


def _process(path: Path) -> int | None:
    """The process of this machine that writes at `path`; None when it is of another one."""
    owner = _OWNER.search(path.name)
    if owner is None or owner["machine"] != _machine():
        return None
    return int(owner["process"])


def _is_written(path: Path) -> bool:
    """Whether a process of this machine is known to write at `path`."""
    process = _process(path)
    return process is not None and _lives(process)


def _is_abandoned(path: Path) -> bool:
    """Whether `path` is of a process of this machine that is known to live no more."""
    process = _process(path)
    return process is not None and not _lives(process)


def _lives(process: int) -> bool:
    """Whether a process lives, or might: Windows is not asked, where a signal would end it."""
    if sys.platform == "win32":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:  # it is somebody else's
        return True
    return True


def _is_old(path: Path) -> bool:
    try:
        return time.time() - path.stat().st_mtime > _STALE
    except OSError:  # it is gone, or nobody may look
        return False
