"""The records of issued editions, read. Whoever needs nothing else of a plan does not load the
models of its files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from wardbook.findings import error
from wardbook.plan.data import Scalar
from wardbook.plan.edition_records import FORMAT, HEAD, IssuedEdition, issued, record_folders
from wardbook.plan.load_context import LoadContext
from wardbook.plan.model.edition_record import EditionHead


def load_editions(root: Path) -> tuple[IssuedEdition, ...]:
    """The records of issued editions alone, those that can be used: no plan is read for them."""
    return tuple(editions_in(LoadContext(root, {}), root))


def editions_in(context: LoadContext, root: Path) -> Iterator[IssuedEdition]:
    """The records that can be used. K602: one that a newer program wrote."""
    for folder in record_folders(root):
        document = context.read(folder / HEAD)
        found = document.data.get("format") if isinstance(document.data, dict) else None
        if isinstance(found, Scalar) and found.isdigit() and int(found) > FORMAT:
            context.findings.append(error("K602", found.mark, edition=folder.name))
            continue
        if document.data is None:
            continue
        head = context.validate(EditionHead, document.data, document.file)
        if head:
            yield issued(head, folder)
