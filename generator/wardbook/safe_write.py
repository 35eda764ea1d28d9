"""Files that matter are written whole or not at all: beside their place, synced, read back, and
only then renamed.

A full disk, a process that is killed or a missing right leaves the old file as it was, byte for
byte."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from wardbook.unfinished import remove_left_files, temporary_name

_TRIES = 25
"""How often Windows is asked again for a name that somebody holds."""
_PAUSE = 0.2
"""Seconds between two tries."""


class NotWrittenError(OSError):
    """A file could not be written. `filename` is the file that was meant; what stood there before
    is as it was."""


def replace_file(path: Path, content: bytes) -> None:
    """Write `content` at `path`, over what stands there. A link stays a link, and its target is
    written. A device or a pipe stays what it is: it takes the bytes.

    Raises `NotWrittenError` when it could not be written; the old file, or none, stands there
    then."""
    with _naming(path):
        if _takes_bytes(path):
            # A file in its place would be one for every program: /dev/null of a whole machine
            path.write_bytes(content)
            return
        target = path.resolve()
        if target.exists() and not os.access(target, os.W_OK):  # a rename would not ask
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        with _beside(target, content) as temporary:
            _resemble(temporary, target)
            move(temporary, target)
            _sync_folder(target.parent)
            _compare(target, content)


def _takes_bytes(path: Path) -> bool:
    """Whether a device, a pipe or a socket stands at `path`: nothing that can be replaced."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def move(source: Path, target: Path) -> None:
    """Give a file or a folder the name `target`, over a file that stands there.

    Windows refuses while anybody has it open, as what looks for viruses has for moments after a
    file was written: it is asked again for a few seconds. Raises OSError."""
    if sys.platform == "win32":
        for _ in range(_TRIES):
            with contextlib.suppress(PermissionError):
                source.replace(target)
                return
            time.sleep(_PAUSE)
    source.replace(target)


def create_file(path: Path, content: bytes) -> None:
    """Write `content` at `path`, where nothing may stand yet; missing folders are made.

    Raises `FileExistsError` when something stands there, and `NotWrittenError` when it could not be
    written."""
    if os.path.lexists(path):
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    with _naming(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with _beside(path, content) as temporary:
            _put_where_nothing_is(temporary, path)
            _sync_folder(path.parent)
            _compare(path, content)


@contextlib.contextmanager
def naming_folder(folder: Path, hidden: Path | None = None) -> Iterator[None]:
    """Make an error of the system that names no file, or one in `hidden`, name `folder`: writing to
    an open file on a full disk names none, and a folder that was ours alone is gone again when
    people look for it."""
    try:
        yield
    except NotWrittenError:
        raise
    except OSError as problem:
        # A library that is missing has no number; a pipe that nobody reads any more is no fault of
        # the folder's
        if problem.errno in (None, errno.EPIPE):
            raise
        if problem.filename is not None and not _lies_in(problem.filename, hidden):
            raise
        raise OSError(problem.errno, problem.strerror, str(folder)) from problem


def _lies_in(named: object, folder: Path | None) -> bool:
    """Whether what an error names lies in `folder`; some name a file by its descriptor."""
    if folder is None or not isinstance(named, (str, Path)):
        return False
    return Path(named).is_relative_to(folder)


@contextlib.contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Make whatever the system says against it an error that names `path`."""
    try:
        yield
    except (FileExistsError, NotWrittenError):
        raise
    except OSError as problem:
        number = problem.errno or errno.EIO
        reason = problem.strerror or os.strerror(number)
        raise NotWrittenError(number, reason, str(path)) from problem
    except RuntimeError as problem:  # resolving a circle of links
        raise NotWrittenError(errno.ELOOP, os.strerror(errno.ELOOP), str(path)) from problem


@contextlib.contextmanager
def _beside(target: Path, content: bytes) -> Iterator[Path]:
    """A file beside `target` that holds `content` for certain. It is gone afterwards, unless it was
    renamed."""
    remove_left_files(target.parent)
    temporary = target.with_name(temporary_name())
    try:
        with temporary.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _compare(temporary, content)
        yield temporary
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()


def _compare(path: Path, content: bytes) -> None:
    """Read a file back. Raises `OSError` when it does not hold `content`."""
    if path.read_bytes() != content:
        raise OSError(errno.EIO, os.strerror(errno.EIO))


def _resemble(temporary: Path, target: Path) -> None:
    """Give the new file the rights and, where the system allows it, the owner of the one that it
    replaces."""
    if not target.exists():
        return
    shutil.copymode(target, temporary)
    found = target.stat()
    if hasattr(os, "chown"):
        with contextlib.suppress(OSError):
            os.chown(temporary, found.st_uid, found.st_gid)


def _put_where_nothing_is(temporary: Path, path: Path) -> None:
    """Give `temporary` its name. Raises `FileExistsError` when somebody else was quicker."""
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
        move(temporary, path)


def _sync_folder(folder: Path) -> None:
    """Make the new name last, where the system syncs folders at all. The file itself is safe
    already."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
