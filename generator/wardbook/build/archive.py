"""The archive of a whole output, for a USB stick: the same bytes for the same files. What was
packed for the last output is not packed again."""

from __future__ import annotations

import contextlib
import hashlib
import json
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

from wardbook.kept_files import KeptFiles

ARCHIVE = "wardbook-offline.zip"
PACKED = "packed"
"""Folder of packed members in the cache."""
_TIME = (1980, 1, 1, 0, 0, 0)
_RAW = -15
"""A window of 32 kilobytes, and no header: members of archives have their own."""


class PackedMembers:
    """The members of the last archive by their content, packed. `program` is a digest of what
    packs."""

    def __init__(self, cache: Path, program: str) -> None:
        self._store = KeptFiles(cache / PACKED, "packed")
        told = f"{program} {zlib.ZLIB_RUNTIME_VERSION}"
        self._key = hashlib.sha256(told.encode()).hexdigest()[:40]
        self._places: dict[str, tuple[int, int]] = {}
        self._content = b""
        self._used: dict[str, bytes] = {}
        found = self._store.find(self._key)
        if found:
            self._places, self._content = json.loads(found[0]), found[1]

    def of(self, data: bytes) -> bytes:
        """`data` packed."""
        digest = hashlib.sha256(data).hexdigest()
        if digest in self._places:
            begin, end = self._places[digest]
            packed = self._content[begin:end]
        else:
            packed = _pack(data)
        self._used[digest] = packed
        return packed

    def save(self) -> None:
        """Keep what was packed. Where the cache has no room it is packed again the next time."""
        places, at = {}, 0
        for digest, packed in self._used.items():
            places[digest] = (at, at + len(packed))
            at += len(packed)
        with contextlib.suppress(OSError):
            self._store.keep(self._key, json.dumps(places).encode(), b"".join(self._used.values()))
            self._store.prune()


def _pack(data: bytes) -> bytes:
    packer = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, _RAW)
    return packer.compress(data) + packer.flush()


class _Ready:
    """Stands for what packs a member that is packed already."""

    def __init__(self, packed: bytes) -> None:
        self._packed = packed

    def compress(self, _: bytes) -> bytes:
        """Nothing before the end."""
        return b""

    def flush(self) -> bytes:
        """The whole member."""
        return self._packed


def write_archive(stage: Path, folders: Sequence[str], members: PackedMembers) -> None:
    """Write the files of these folders of `stage` into its archive: sorted, fixed times."""
    files: list[Path] = []
    for folder in folders:
        files += [path for path in (stage / folder).rglob("*") if path.is_file()]
    with zipfile.ZipFile(stage / ARCHIVE, "w") as archive:
        for path in sorted(files):
            entry = zipfile.ZipInfo(f"wardbook/{path.relative_to(stage).as_posix()}", _TIME)
            entry.external_attr = 0o644 << 16
            data = path.read_bytes()
            if path.suffix == ".pdf":  # compressed already
                archive.writestr(entry, data)
                continue
            entry.compress_type, entry.file_size = zipfile.ZIP_DEFLATED, len(data)
            with archive.open(entry, "w") as member:
                # The module has no way to take a member that is packed already. Where a Python
                # keeps what packs under another name, members are packed anew, to the same bytes
                member._compressor = _Ready(members.of(data))  # type: ignore[attr-defined]
                member.write(data)
    members.save()
