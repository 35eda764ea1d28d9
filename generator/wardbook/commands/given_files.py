"""Files that a user names to be read."""

from __future__ import annotations

from pathlib import Path

from wardbook.commands.stops import Refused


def bytes_of(path: Path) -> bytes:
    """The content of a file. Raises Refused for one that is not there, or that can't be read."""
    try:
        return path.read_bytes()
    except OSError as problem:
        raise Refused("given_unread", file=path, problem=problem.strerror) from problem
