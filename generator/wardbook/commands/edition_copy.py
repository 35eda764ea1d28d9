"""An issued edition as a project of its own, for commands that make something of it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wardbook.commands.workspace import Refused
from wardbook.folders import EDITIONS, SOURCE
from wardbook.plan.edition_records import HEAD, is_edition_id, record_folders


@contextmanager
def edition_copy(project: Path, edition: str) -> Iterator[Path]:
    """A copy of an edition's record, which is a project. It is gone afterwards: what is made of it
    would leave its cache in the record. Raises Refused for an edition that there is not."""
    record = project / SOURCE / EDITIONS / edition
    if not is_edition_id(edition) or not (record / HEAD).is_file():
        known = [folder.name for folder in record_folders(project)]
        raise Refused("no_edition", edition=edition, known=", ".join(known) or "–")
    with tempfile.TemporaryDirectory() as folder:
        yield Path(shutil.copytree(record, Path(folder) / edition))
