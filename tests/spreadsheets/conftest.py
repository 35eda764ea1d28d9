"""Lists of small projects, laid out and taken back through the real commands."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from openpyxl import Workbook, load_workbook
from wardbook.cli import main

Run = Callable[..., Result]


@pytest.fixture
def run(clinic: Path) -> Run:
    """Runs a command on the clinic that may be spoiled."""

    def wardbook(*arguments: object) -> Result:
        said = ["--ui-language", "en", "--project", str(clinic), *map(str, arguments)]
        return CliRunner().invoke(main, said, catch_exceptions=False)

    return wardbook


def workbook(rows: list[list[object]], title: str = "contacts", merged: str = "") -> bytes:
    """A workbook as somebody makes it by hand."""
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    if merged:
        book.active.merge_cells(merged)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def cells(path: Path) -> list[list[object]]:
    """Every cell of a workbook's first sheet."""
    return [list(row) for row in load_workbook(path).worksheets[0].iter_rows(values_only=True)]
