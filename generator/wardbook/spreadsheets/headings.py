"""The headings of a sheet: exported in Chinese and English, read in either, or as the plan
language's own key."""

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
    """The heading that export writes for a column of the list `name`: 号码 Number; 名称（英文）
    Name (English)."""
    return " ".join(dict.fromkeys(_said(column, name)))


def heading_in(column: ListColumn, name: str, language: str) -> str:
    """The heading of a column of the list `name` in one language; one that there is for each
    language of a project ends in *."""
    key = ".".join(column.path)
    own = {**_words()["all"], **_words().get(name, {})}
    said: str = own.get(key, {}).get(language, key)
    if column.language:
        return f"{said}*"
    return said


def columns_of(
    rows: Sequence[Row], known: Sequence[ListColumn], name: str
) -> tuple[dict[int, ListColumn], list[Finding]]:
    """Place in the row → column, for each heading of the first row that is understood, and what is
    wrong with the others. A column with content needs a heading."""
    names = _names(known, name)
    found: dict[int, ListColumn] = {}
    findings: list[Finding] = []
    for at, cell in _headed(rows):
        column = names.get(_folded(cell))
        if column is None:
            near = _nearest(cell, names, name)
            findings.append(error("X605", cell.mark, heading=cell.strip(), near=near))
        elif column in found.values():
            findings.append(error("X606", cell.mark, heading=cell.strip()))
        else:
            found[at] = column
    return found, findings


def _names(known: Sequence[ListColumn], name: str) -> dict[str, ListColumn]:
    """Every heading, folded, by which a column of the list `name` may be called → the column."""
    found: dict[str, ListColumn] = {}
    for column in known:
        for said in _read_too(column, name):
            found[_folded(said)] = column
        found[_folded(column.key)] = column
        found[_folded(heading(column, name))] = column
        for said in _said(column, name):
            found[_folded(said)] = column
    return found


def _nearest(cell: str, names: Mapping[str, ListColumn], name: str) -> str:
    """The heading that was probably meant; empty where none is like it."""
    for near in difflib.get_close_matches(_folded(cell), names, n=1, cutoff=0.6):
        return heading(names[near], name)
    return ""


def _headed(rows: Sequence[Row]) -> Iterator[tuple[int, Scalar]]:
    """Each column's heading; where it is empty, the first cell with content stands for it."""
    for at in range(max(map(len, rows))):
        first = _first_filled(rows, at)
        if first is None:
            continue
        has_heading = at < len(rows[0]) and rows[0][at].strip() != ""
        if not has_heading:
            first = Scalar("", first.mark)
        yield at, first


def _first_filled(rows: Sequence[Row], at: int) -> Scalar | None:
    """The first cell with content of the column `at`."""
    for row in rows:
        if at < len(row) and row[at].strip():
            return row[at]
    return None


def _said(column: ListColumn, name: str) -> Iterator[str]:
    """The heading in each language that has words for it; the bare key where none has."""
    key = ".".join(column.path)
    own = {**_words()["all"], **_words().get(name, {})}
    if key not in own:
        yield column.key
        return
    for language, words in own[key].items():
        if not column.language:
            yield words
            continue
        in_language: str = _words()["in"][language]
        yield words + in_language.format(_language(column.language, language))


def _read_too(column: ListColumn, name: str) -> Sequence[str]:
    """Other names of a column that are understood, but never written."""
    found: Sequence[str] = _words()["read_too"].get(name, {}).get(".".join(column.path), ())
    return found


def _language(code: str, language: str) -> str:
    """How the language `code` is called in `language`."""
    found: str = _words()["languages"].get(code, {}).get(language, code)
    return found


def _folded(text: str) -> str:
    """A heading without what people type differently: width, case, spaces, brackets."""
    return _IGNORED.sub("", unicodedata.normalize("NFKC", text).casefold())


@cache
def _words() -> Mapping[str, Any]:
    """What `headings.yml` says."""
    found: Mapping[str, Any] = yaml.load(_FILE.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return found
