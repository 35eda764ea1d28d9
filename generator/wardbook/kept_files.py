"""Files that a cache folder keeps: found only as they were written. A power cut, a bad disk or a
hand in the cache must not reach what is published."""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from pathlib import Path

from wardbook.safe_write import move, naming_folder

_KEPT = 14 * 24 * 3600.0
"""Seconds that a file is kept after its last use."""


class KeptFiles:
    """Files in a folder by their keys, each with facts about it. `ending` is that of their names,
    without a dot."""

    def __init__(self, folder: Path, ending: str = "pdf") -> None:
        self._folder = folder
        self._ending = ending

    def find(self, key: str) -> tuple[bytes, bytes] | None:
        """A file's facts and content; None when there is none or it is not as it was written."""
        try:
            facts, data = self._path(key, "json"), self._path(key, self._ending)
            digest, _, text = facts.read_bytes().partition(b"\n")
            content = data.read_bytes()
            if digest != _digest(key, content, text):
                return None
            for path in (facts, data):
                path.touch()
            return text, content
        except OSError:
            return None

    def keep(self, key: str, facts: bytes, content: bytes) -> None:
        """Keep a file. Its facts are written last: half of it is none.

        Raises OSError that names the folder when it can't be written.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        self._write(self._path(key, self._ending), content)
        self._write(self._path(key, "json"), _digest(key, content, facts) + b"\n" + facts)

    def prune(self) -> None:
        """Forget files that nothing has used for a fortnight: builds for other audiences, or beside
        this one, find theirs."""
        oldest = time.time() - _KEPT
        for path in self._folder.glob("*.*"):
            with contextlib.suppress(OSError):
                if path.stat().st_mtime < oldest:
                    path.unlink()

    def _path(self, key: str, kind: str) -> Path:
        return self._folder / f"{key}.{kind}"

    def _write(self, path: Path, data: bytes) -> None:
        temporary = path.with_name(f"{path.name}.{os.getpid()}")
        with naming_folder(self._folder, self._folder):
            temporary.write_bytes(data)
            move(temporary, path)


def _digest(key: str, content: bytes, facts: bytes) -> bytes:
    """SHA-256 (hex) over a file, its facts and the key under which they are kept: of two that were
    swapped neither is found."""
    digest = hashlib.sha256(key.encode())
    for part in (content, facts):
        digest.update(hashlib.sha256(part).digest())
    return digest.hexdigest().encode()
