"""The headings of a sheet: exported in Chinese and English, read in either, or as the plan language's own key."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from wardbook.findings import Finding, error
from wardbook.plan.data import Scalar
from wardbook.spreadsheets.columns import ListColumn
from wardbook.spreadsheets.worksheets import Row

_FILE = Path(__file__).with_name("headings.yml")
_IGNORED = re.compile(r"[\s()\[\]:：_/.*-]+")


def heading(column: ListColumn, name: str) -> str:
    """The heading that export writes for a column of the list `name`: 号码 Number; 名称（英文） Name (English)."""
    return " ".join(dict.fromkeys(_said(column, name)))


def columns_of(
    rows: Sequence[Row], known: Sequence[ListColumn], name: str
) -> tuple[dict[int, ListColumn], list[Finding]]:
    """Place in the row → column, for each heading of the first row that is understood, and what is wrong with the others.
    A column with content needs a heading."""
    names = {
        _folded(said): column
        for column in known
        for said in (
            *_read_too(column, name),
            column.key,
            heading(column, name),
            *_said(column, name),
        )
    }
    found: dict[int, ListColumn] = {}
    findings: list[Finding] = []
    for at, cell in _headed(rows):
        column = names.get(_folded(cell))
        if column is None:
            near = next(iter(difflib.get_close_matches(_folded(cell), names, 1, 0.6)), "")
            findings.append(
                error(
                    "X605",
                    cell.mark,
                    heading=cell.strip(),
                    near=heading(names[near], name) if near else "",
                )
            )
        elif column in found.values():
            findings.append(error("X606", cell.mark, heading=cell.strip()))
        else:
            found[at] = column
    return found, findings


def _headed(rows: Sequence[Row]) -> Iterator[tuple[int, Scalar]]:
    """Each column's heading; where it is empty, the first cell with content stands for it."""
    for at in range(max(len(row) for row in rows)):
        cells = [row[at] for row in rows if at < len(row)]
        first = next((cell for cell in cells if cell.strip()), None)
        if first is not None:
            yield at, first if at < len(rows[0]) and rows[0][at].strip() else Scalar("", first.mark)


def _said(column: ListColumn, name: str) -> Iterator[str]:
    """The heading in each language that has words for it; the bare key where none has."""
    key = ".".join(column.path)
    own = {**_words()["all"], **_words().get(name, {})}
    if key not in own:
        yield column.key
        return
    for language, words in own[key].items():
        yield words + (
            _words()["in"][language].format(_language(column.language, language))
            if column.language
            else ""
        )


def _read_too(column: ListColumn, name: str) -> Sequence[str]:
    found: Sequence[str] = _words()["read_too"].get(name, {}).get(".".join(column.path), ())
    return found


def _language(code: str, language: str) -> str:
    found: str = _words()["languages"].get(code, {}).get(language, code)
    return found


def _folded(text: str) -> str:
    """A heading without what people type differently: width, case, spaces, brackets."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", text).casefold())


@cache
def _words() -> Mapping[str, Any]:
    found: Mapping[str, Any] = yaml.load(_FILE.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return found
