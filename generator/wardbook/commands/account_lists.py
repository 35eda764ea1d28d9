"""What `wardbook reconcile` reads: which numbers were handed out, and the list of what became of
them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from wardbook.commands.names import near
from wardbook.commands.workspace import Refused, Workspace
from wardbook.folders import SOURCE
from wardbook.plan.data import Scalar
from wardbook.plan.project import Project
from wardbook.serials.entries import Malformed
from wardbook.serials.issued import (
    IssuedNumbers,
    of_pad,
    of_run,
    part,
    places_of,
)
from wardbook.serials.list_headings import headings
from wardbook.serials.list_text import HEAD, Row, rows
from wardbook.serials.runs import FOLDER
from wardbook.spreadsheets.sheet_choice import not_read
from wardbook.spreadsheets.worksheets import WORKBOOKS, Worksheet, is_workbook, read_sheets
from wardbook.text_encoding import decoded

_ALL, _DRILLS = "all", "drills"
_BYTES_MOST = 10_000_000
"""Of a list: a hundred thousand forms take a third of it."""


@dataclass(frozen=True)
class ListRows:
    """The lines of a list, and cells of a workbook that show no value, or a rounded one."""

    rows: list[Row]
    unread: list[Malformed]
    rounded: list[Malformed] = field(default_factory=list)


def is_whole(issued: str) -> bool:
    """Whether all records are asked for, or all of drills."""
    return issued in (_ALL, _DRILLS)


def rows_of_list(space: Workspace, path: Path) -> ListRows:
    """Read a list, CSV or XLSX. Raises Refused."""
    if not path.is_file():
        raise Refused("reconcile_no_file", path=path)
    if path.stat().st_size > _BYTES_MOST:
        raise Refused("reconcile_too_large", path=path, megabytes=_BYTES_MOST // 1_000_000)
    data = path.read_bytes()
    if is_workbook(data) or path.suffix.lower() in WORKBOOKS:
        return _rows_of_workbook(space, path)
    found = decoded(data)
    if found is None:
        raise Refused("reconcile_encoding", path=path)
    if found.is_guess:
        space.say("import_encoding", encoding=found.encoding)
    return ListRows(list(rows(found.text)), [])


def _rows_of_workbook(space: Workspace, path: Path) -> ListRows:
    """The lines of the first sheet that names a column of numbers; the others are named."""
    sheets = read_sheets(path)
    sheet = next(filter(_has_serials, sheets), sheets[0])
    findings = [*sheet.findings, *not_read(sheets, [sheet])]
    space.show(findings, {one.file: one.text for one in sheets})
    found = list(map(_line, sheet.rows))
    if sheet.findings and not found:
        raise Refused("reconcile_no_rows", path=path)
    rounded = [Malformed(mark.line, "", "rounded", mark.column) for mark in sheet.rounded]
    return ListRows(found, list(_valueless(sheet)), rounded)


def _line(row: Sequence[Scalar]) -> Row:
    return Row(row[0].mark.line, " | ".join(row), tuple(map(str, row)))


def _has_serials(sheet: Worksheet) -> bool:
    """Whether one of the first lines of a sheet names a column of numbers."""
    return headings(list(map(_line, sheet.rows[:HEAD]))).line > 0


def _valueless(sheet: Worksheet) -> Iterator[Malformed]:
    """Cells that show no value."""
    for finding in sheet.findings:
        if finding.blocks and finding.marks and finding.marks[0].line:
            mark = finding.marks[0]
            yield Malformed(mark.line, "", "no_value", mark.column)


def issued_numbers(space: Workspace, project: Project, issued: str) -> Iterator[IssuedNumbers]:
    """The numbers that must be accounted for: all records but those of drills, those of drills,
    some of them by id, or the ranges of a file. Raises Refused."""
    if Path(issued).suffix:
        ranges = list(_ranges(space, project, Path(issued)))
        if not ranges:
            raise Refused("reconcile_no_ranges", path=issued)
        yield from ranges
        return
    wanted = _wanted(project, issued)
    if not wanted:
        raise Refused("reconcile_no_records", folder=f"{SOURCE}/{FOLDER}")
    for id in wanted:
        yield _record(project, id, space.options.ui_language)


def _wanted(project: Project, issued: str) -> list[str]:
    """Ids of runs and pads that are meant by `all`, by `drills`, or one by one."""
    drills = [id for id, run in project.runs.items() if run.drill]
    if issued == _DRILLS:
        return drills
    if issued == _ALL:
        return [id for id in (*project.runs, *project.pads) if id not in drills]
    named = map(str.strip, issued.split(","))
    return list(filter(None, named))


def _record(project: Project, id: str, language: str) -> IssuedNumbers:
    """The numbers of a run or a pad. Raises Refused."""
    if id in project.pads and id not in project.runs:
        return of_pad(project, project.pads[id], language)
    run = project.runs.get(id)
    if run is None:
        known = [*project.runs, *project.pads]
        raise Refused("reconcile_no_run", run=id, near=near(id, known))
    group = of_run(project, run, language)
    if group is None:
        raise Refused("reconcile_gone", run=id)
    return group


def _ranges(space: Workspace, project: Project, path: Path) -> Iterator[IssuedNumbers]:
    """Ranges that were handed out, first and last number a line, out of the recorded runs and pads.
    Raises Refused."""
    places = places_of(_all_records(project, space.options.ui_language))
    for row in rows_of_list(space, path).rows:
        _refuse_broken(path, row)
        first, last = _ends(row)
        found = part(places, first, last)
        if found:
            yield found
        elif row.line > 1 or _has_digit(first):  # not a heading
            raise Refused("reconcile_no_range", path=path, line=row.line, first=first, last=last)


def _all_records(project: Project, language: str) -> list[IssuedNumbers]:
    groups = []
    for run in project.runs.values():
        group = of_run(project, run, language)
        if group:
            groups.append(group)
    for pad in project.pads.values():
        groups.append(of_pad(project, pad, language))
    return groups


def _refuse_broken(path: Path, row: Row) -> None:
    if row.broken:
        key = "reconcile_too_long"
        if row.broken == "unreadable":
            key = "reconcile_no_table"
        raise Refused(key, path=path, line=row.line, column=row.column)


def _ends(row: Row) -> tuple[str, str]:
    """The first number of a range and its last, which is the first where none is written."""
    cells = [cell.strip() for cell in row.cells]
    first, last = (*cells, "", "")[:2]
    return first, last or first


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))
