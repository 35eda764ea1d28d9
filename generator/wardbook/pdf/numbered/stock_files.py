"""The files of a pack: forms of one paper stock one behind the other, as the print office takes
them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pikepdf

from wardbook.pdf.binding import add_pages, new_tags, write_tags
from wardbook.pdf.description import describe_alike
from wardbook.pdf.numbered.print_job import Piece
from wardbook.sheets.box_papers import BoxLine, PackedFile, StockFile, StockRow


class StockPages:
    """Gathers what goes into the file of one paper stock, for the box of a department."""

    def __init__(self, file: str, parts: int, department: str) -> None:
        self._file = file
        self._parts = parts
        self._department = department
        self._data: list[bytes] = []
        self._rows: list[StockRow] = []

    def add(self, piece: Piece, line: BoxLine, *, apart: bool) -> None:
        """Put pages behind those that are there. `apart`: each copy of a set has its own."""
        start = self._rows[-1].end + 1 if self._rows else 1
        self._data.append(piece.data)
        self._rows.append(
            StockRow(
                view=piece.view,
                count=piece.pages if piece.view.labels else line.count,
                first=line.first,
                last=line.last,
                start=start,
                end=start + piece.pages - 1,
                apart=apart,
            )
        )

    def told(self) -> StockFile:
        """What the ticket says of the file."""
        return StockFile(self._file, self._parts, tuple(self._rows))

    def write(self, folder: Path) -> None:
        """Write the file."""
        codes = dict.fromkeys(row.view.code for row in self._rows)
        title = " · ".join((*codes, self._department))
        (folder / self._file).write_bytes(_joined(self._data, title))


def _joined(parts: Sequence[bytes], title: str) -> bytes:
    """PDFs one behind the other. They are printed at full size: labels and barcodes must fit."""
    pdf = pikepdf.new()
    tags = new_tags(pdf)
    sources = [pikepdf.open(io.BytesIO(data)) for data in parts]
    for source in sources:
        add_pages(pdf, source, tags)
    write_tags(pdf, tags)
    describe_alike(pdf, sources[0], title)
    pdf.Root.ViewerPreferences = pikepdf.Dictionary(
        DisplayDocTitle=True, PrintScaling=pikepdf.Name("/None")
    )
    made = io.BytesIO()
    pdf.save(made, deterministic_id=True)
    return made.getvalue()


def packed_files(folder: Path, pattern: str) -> tuple[PackedFile, ...]:
    """The PDFs of a pack that fit `pattern`, as its ticket names them, with their pages."""
    found = []
    for path in sorted(folder.glob(pattern)):
        with pikepdf.open(path) as pdf:
            found.append(PackedFile(path.relative_to(folder).as_posix(), len(pdf.pages)))
    return tuple(found)
