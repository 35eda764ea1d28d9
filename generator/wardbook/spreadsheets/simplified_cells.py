"""Sheets written in traditional characters, in simplified ones, where somebody asks for it."""

from __future__ import annotations

from dataclasses import replace

from wardbook.findings import Mark, info
from wardbook.plan.data import Scalar
from wardbook.spreadsheets.raw_sheets import Row
from wardbook.spreadsheets.worksheets import Worksheet

_SHOWN = 8
"""Cells that are named."""


def in_simplified(sheet: Worksheet) -> Worksheet:
    """The sheet in simplified characters. X634 says how many cells that changes."""
    # Its dictionaries load slowly, and few lists need them
    from opencc import OpenCC

    convert = OpenCC("t2s").convert
    changed: list[tuple[Mark, str]] = []
    rows: list[Row] = []
    for row in sheet.rows:
        made: list[Scalar] = []
        for cell in row:
            plain = cell if cell.isascii() else convert(cell)
            if plain != cell:
                changed.append((cell.mark, f"{cell} → {plain}"))
                cell = Scalar(plain, cell.mark)
            made.append(cell)
        rows.append(tuple(made))
    if not changed:
        return sheet
    shown = ", ".join(dict.fromkeys(" ".join(said.split()) for _, said in changed[:_SHOWN]))
    told = info("X634", changed[0][0], cells=shown, count=len(changed))
    return replace(sheet, rows=tuple(rows), findings=(*sheet.findings, told))
