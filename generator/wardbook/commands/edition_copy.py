"""An issued edition as a project of its own, for commands that make something of it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wardbook.commands.workspace import Refused
from wardbook.folders import EDITIONS, SOURCE
from wardbook.plan.edition_loading import load_editions
from wardbook.plan.edition_records import HEAD, IssuedEdition, is_edition_id, record_folders


@contextmanager
def edition_copy(project: Path, edition: str) -> Iterator[Path]:
    """A copy of an edition's record, which is a project, with the records before it.

    It is gone afterwards: what is made of it would leave its cache in the record. Raises Refused
    for an edition that there is not."""
    record = project / SOURCE / EDITIONS / edition
    if not is_edition_id(edition) or not (record / HEAD).is_file():
        known = [folder.name for folder in record_folders(project)]
        raise Refused("no_edition", edition=edition, known=", ".join(known) or "–")
    with tempfile.TemporaryDirectory() as folder:
        copied = Path(shutil.copytree(record, Path(folder) / edition))
        for earlier in _before(project, edition):
            shutil.copytree(earlier.folder, copied / SOURCE / EDITIONS / earlier.id)
        yield copied


def _before(project: Path, id: str) -> Iterator[IssuedEdition]:
    """The editions before one: manuals list them, and their check words are known."""
    known = {edition.id: edition for edition in load_editions(project)}
    edition = known.pop(id, None)
    while edition:
        edition = known.pop(edition.after, None)
        if edition:
            yield edition
