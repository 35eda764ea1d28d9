"""The theme's templates as Jinja compiles them, kept in the cache: compiling took a second in every
process that fills them."""

from __future__ import annotations

import contextlib
import hashlib
from functools import cache
from importlib import metadata
from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from wardbook.kept_files import KeptFiles

TEMPLATES = "templates"
"""Folder of compiled templates in the cache."""


class CompiledTemplates(BytecodeCache):
    """Compiled templates in a folder, or none while there is no folder. Found by their source, by
    Jinja's version and by Python's; one that is not as it was written is compiled anew. `engine`
    names the settings of the engine, which decide what comes of a source."""

    def __init__(self, engine: str) -> None:
        self._kept: KeptFiles | None = None
        self._engine = engine

    def keep_in(self, cache: Path) -> None:
        """Keep them in this cache folder."""
        self._kept = KeptFiles(cache / TEMPLATES, "code")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket, if its template is kept."""
        found = self._kept.find(self._named(bucket)) if self._kept else None
        if found:
            bucket.bytecode_from_string(found[1])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what is in the bucket, if the cache can be written."""
        if self._kept:
            with contextlib.suppress(OSError):
                self._kept.keep(self._named(bucket), b"", bucket.bytecode_to_string())

    def _named(self, bucket: Bucket) -> str:
        """A key of a template as it stands in its file."""
        told = (metadata.version("jinja2"), self._engine, bucket.key, bucket.checksum)
        return hashlib.sha256(repr(told).encode()).hexdigest()[:40]


@cache
def compiled_templates(engine: str = "") -> CompiledTemplates:
    """The compiled templates of this process, by the engine that fills them: the program's own, or
    another."""
    return CompiledTemplates(engine)
