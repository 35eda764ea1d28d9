"""Files as spreadsheet programs write them, made for tests."""

import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import xlwt
from openpyxl import Workbook


def xlsx(
    sheets: Mapping[str, Sequence[Sequence[object]]],
    *,
    formats: Mapping[str, str] | None = None,
    merged: Sequence[str] = (),
    hidden_rows: Sequence[int] = (),
    hidden: Sequence[str] = (),
) -> bytes:
    """A workbook. `formats`, `merged` and `hidden_rows` are of its first sheet."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        for row in rows:
            page.append(list(row))
        if title in hidden:
            page.sheet_state = "hidden"
    first = book.worksheets[0]
    for place, code in (formats or {}).items():
        first[place].number_format = code
    for cells in merged:
        first.merge_cells(cells)
    for number in hidden_rows:
        first.row_dimensions[number].hidden = True
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def xls(
    rows: Sequence[Sequence[Any]],
    *,
    formats: Mapping[tuple[int, int], str] | None = None,
    merged: Sequence[tuple[int, int, int, int]] = (),
) -> bytes:
    """An old workbook; places count from 0, a merged cell is top, bottom, left, right."""
    book = xlwt.Workbook()
    page = book.add_sheet("Sheet1")
    for top, bottom, left, right in merged:
        page.merge(top, bottom, left, right)
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            code = (formats or {}).get((number, column), "General")
            if value is not None:
                page.write(number, column, value, xlwt.easyxf(num_format_str=code))
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def ods(rows: Sequence[Sequence[tuple[str, str] | str]], *, spanned: int = 1) -> bytes:
    """A document of LibreOffice: cells are texts, or what is shown with its type; `spanned` is how
    many rows the last cell of the second row stands for."""
    lines = []
    for number, row in enumerate(rows):
        cells = []
        for at, cell in enumerate(row):
            said, kind = cell if isinstance(cell, tuple) else (cell, "string")
            is_spanned = spanned > 1 and number == 1 and at == len(row) - 1
            span = f' table:number-rows-spanned="{spanned}"' if is_spanned else ""
            cells.append(
                f'<table:table-cell office:value-type="{kind}"{span}><text:p>{said}</text:p></table:table-cell>'
                if said
                else "<table:table-cell/>"
            )
        lines.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    content = (
        '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
        ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
        ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
        f'<table:table table:name="Sheet1">{"".join(lines)}<table:table-row table:number-rows-repeated="1048000">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        made.writestr("content.xml", content)
    return packed.getvalue()


def without_sheets(book: bytes) -> bytes:
    """A workbook, or a document of LibreOffice, whose list of sheets is empty."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            content = re.sub(rb"<(sheets|table:table)[ >].*?</\1>", b"<sheets/>", old.read(name))
            new.writestr(
                name, content.replace(b"<sheets/>", b"") if name == "content.xml" else content
            )
    return packed.getvalue()
