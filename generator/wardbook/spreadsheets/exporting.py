"""A registry as a spreadsheet that people keep: CSV that Excel and WPS open rightly, or XLSX whose
cells are all text."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from wardbook.plan.data import Data
from wardbook.spreadsheets.cells import cell
from wardbook.spreadsheets.columns import ColumnKind, ListColumn
from wardbook.spreadsheets.csv_files import guarded, is_formula
from wardbook.spreadsheets.headings import heading_of

_WIDTHS = {
    ColumnKind.WORD: 18,
    ColumnKind.LINKS: 28,
    ColumnKind.TEXT: 30,
    ColumnKind.WORDS: 28,
    ColumnKind.TEXTS: 36,
    ColumnKind.ROWS: 44,
}
_ROOM = 500
"""Empty rows below that are text cells too, so that a number typed there keeps its zeros."""


def rows(entries: Sequence[Data], columns: Sequence[ListColumn], name: str) -> list[list[str]]:
    """The headings, then a row for each entry of the list `name`."""
    table = [[heading_of(column, name) for column in columns]]
    for entry in entries:
        if isinstance(entry, dict):
            table.append([cell(entry, column) for column in columns])
    return table


def as_csv(table: Sequence[Sequence[str]]) -> bytes:
    """UTF-8 with its mark (Excel reads Chinese then), CRLF, and no cell that would run as a
    formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    for row in table:
        writer.writerow(map(guarded, row))
    return text.getvalue().encode("utf-8-sig")


def as_xlsx(table: Sequence[Sequence[str]], columns: Sequence[ListColumn], name: str) -> bytes:
    """A workbook with one sheet: all cells are text, the headings stay in sight, closed lists are
    chosen from."""
    # Loading it takes an eighth of the start of a command, and few commands write a workbook.
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = name
    _fill(sheet, table)
    for place, column in enumerate(columns, 1):
        letters = sheet.cell(1, place).column_letter
        sheet.column_dimensions[letters].width = _WIDTHS[column.kind]
        for number in range(len(table) + 1, len(table) + _ROOM):
            sheet.cell(number, place).number_format = "@"
        if column.choices:
            _let_choose(sheet, f"{letters}2:{letters}{len(table) + _ROOM}", column.choices)
    sheet.freeze_panes = "B2"
    width = max(map(len, table))
    sheet.auto_filter.ref = f"A1:{sheet.cell(len(table), width).coordinate}"
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def _fill(sheet: Any, table: Sequence[Sequence[str]]) -> None:
    """Write the rows of `table` as text, the first one in bold."""
    from openpyxl.styles import Alignment, Font  # here as in `as_xlsx`

    for number, row in enumerate(table, 1):
        for place, said in enumerate(row, 1):
            made = sheet.cell(number, place)
            made.value = said or None
            made.data_type = "s" if said else "n"
            made.number_format = "@"
            made.quotePrefix = is_formula(said)
            made.alignment = Alignment(vertical="top", wrap_text=True)
            if number == 1:
                made.font = Font(bold=True)


def _let_choose(sheet: Any, cells: str, choices: Sequence[str]) -> None:
    """Offer a closed list in `cells`, a range as in A2:A9."""
    from openpyxl.worksheet.datavalidation import DataValidation  # here as in `as_xlsx`

    formula = '"' + ",".join(choices) + '"'
    validation = DataValidation("list", formula1=formula, allow_blank=True)
    validation.add(cells)
    sheet.add_data_validation(validation)
