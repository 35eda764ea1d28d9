"""Lists as spreadsheets: the list as it stands in the plan, the file that it is written to, what an
import may bring."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TextIO

from wardbook.commands.workspace import OpenedPlan, Refused, Stopped, Workspace
from wardbook.findings import Finding, Mark, error
from wardbook.folders import SOURCE
from wardbook.options import FOUND
from wardbook.plan.data import Data
from wardbook.plan.plan_files import PlanFile, find
from wardbook.plan.project import Project
from wardbook.plan.reader import Document, read_text
from wardbook.plan.registries import BY_PLACE
from wardbook.report.messages import lines, message
from wardbook.safe_write import replace_file
from wardbook.spreadsheets import LISTS
from wardbook.spreadsheets.columns import ListColumn, columns
from wardbook.spreadsheets.exporting import as_csv, as_xlsx
from wardbook.spreadsheets.headings import ToldColumn, heading_names, is_field
from wardbook.spreadsheets.laid_out_tables import ListTable
from wardbook.spreadsheets.plan_words import PlanWords
from wardbook.spreadsheets.sheet_choice import ChosenTables, Needs, chosen_tables
from wardbook.spreadsheets.simplified_cells import in_simplified
from wardbook.spreadsheets.table_rows import cell_in
from wardbook.spreadsheets.worksheets import WRITTEN, read_sheets
from wardbook.text_encoding import is_traditional

_OF_A_KIND = 5
"""Notes of one kind that are shown one by one."""
_CHARACTERS = 12
"""Characters that are named."""
_ON_SCREEN = 200
"""Lines of changes of one sort that a screen shows; a file or another program is given all."""


PlanText = tuple[str, str]
"""What a file of the plan is called in findings, and its text."""


@dataclass(frozen=True)
class PlanList:
    """A list as it stands in the plan."""

    file: PlanFile
    entries: Sequence[Data]
    columns: tuple[ListColumn, ...]
    languages: tuple[str, ...]


def find_list(space: Workspace, name: str, project: Project) -> PlanList | None:
    """The list of that name; None when its file can't be read."""
    root = space.options.project
    file = find(root / SOURCE / LISTS[name], root)
    entries = file.document.data if file.exists else []
    if not isinstance(entries, list):
        return None
    model = BY_PLACE[file.path.name].model
    return PlanList(file, entries, columns(model, project.languages), project.languages)


@dataclass(frozen=True)
class ListFile:
    """What an import is given: a file, which of its sheets, which headings stand for which fields,
    where rows go that can't be taken, and whether it is taken in simplified characters."""

    path: Path
    sheets: tuple[str, ...] = ()
    columns: tuple[ToldColumn, ...] = ()
    rejects: Path | None = None
    is_simplified: bool = False


def read_tables(
    space: Workspace,
    file: ListFile,
    known: Sequence[ListColumn],
    name: str,
    needs: Needs,
    plan: PlanWords | None = None,
) -> ChosenTables:
    """The tables of the list `name` in a file; `plan` tells of its cells. Raises Refused for a
    sheet or a field that is not there."""
    if file.rejects:
        check_sheet_file(space, file.rejects)
    for told in file.columns:
        if not is_field(told.field, known):
            fields = ", ".join(dict.fromkeys(column.field for column in known))
            raise Refused("import_no_field", field=told.field, known=fields)
    sheets = read_sheets(file.path)
    there = [sheet.name for sheet in sheets]
    for sheet in file.sheets:
        if sheet not in there:
            raise Refused("import_no_sheet", sheet=sheet, known=", ".join(there))
    if file.is_simplified:
        sheets = tuple(map(in_simplified, sheets))
    names = heading_names(known, name, file.columns, plan)
    return chosen_tables(sheets, names, needs, file.sheets)


def rejected_rows(
    tables: Sequence[ListTable], findings: Iterable[Finding]
) -> dict[Mark, list[Finding]]:
    """The rows that errors speak of, by where they begin, with their errors."""
    starts: dict[tuple[str, int], list[Mark]] = {}
    for table in tables:
        for row in table.rows:
            starts.setdefault((table.sheet.file, row[0].mark.line), []).append(row[0].mark)
    found: dict[Mark, list[Finding]] = {}
    for finding in findings:
        if not finding.blocks:
            continue
        # An error of the plan may stand elsewhere, and come from a row all the same
        for start in filter(None, map(partial(_row_of, starts), finding.marks)):
            found.setdefault(start, []).append(finding)
            break
    return found


def without_rows(chosen: ChosenTables, rejected: Mapping[Mark, Sequence[Finding]]) -> ChosenTables:
    """The tables without the rows that are not taken, and without cells of theirs that show no
    value (X608): those are found as the sheet is read."""
    tables = tuple(table.without(rejected) for table in chosen.tables)
    gone = list(chain.from_iterable(rejected.values()))
    findings: list[Finding] = []
    for finding in chosen.findings:
        if finding.code != "X608" or finding not in gone:
            findings.append(finding)
    return replace(chosen, tables=tables, findings=tuple(findings))


def _row_of(starts: Mapping[tuple[str, int], Sequence[Mark]], place: Mark) -> Mark | None:
    """Where the row begins in which a place stands; None where that is none of a list."""
    for start in reversed(starts.get((place.file, place.line), [])):
        if start.column <= place.column:  # several tables may stand side by side
            return start
    return None


def write_rejects(
    space: Workspace,
    path: Path,
    tables: Sequence[ListTable],
    rejected: Mapping[Mark, Sequence[Finding]],
) -> None:
    """Write the rows that were not taken as a list of their own, each with what is wrong with it:
    for whoever keeps the list."""
    language = space.options.ui_language
    made: list[list[str]] = []
    written_last: list[str] = []
    for table in tables:
        own = _without_empty_end(table.headings)
        headings = [*own, lines(language)["import_row"], lines(language)["import_why"]]
        if rejected.keys().isdisjoint(row[0].mark for row in table.rows):
            continue
        if headings != written_last:
            made.append(headings)
            written_last = headings
        written = {row[0].mark: row for row in table.sheet.rows}
        for row in table.rows:
            if row[0].mark in rejected:
                row = written.get(row[0].mark, row)  # as it is in the file
                why = "; ".join(message(one, language) for one in rejected[row[0].mark])
                cells = [cell_in(row, at) for at in range(len(own))]
                made.append([*cells, str(row[0].mark.line), why])
    write_sheet(path, made, (), "rejected")
    told = _with_traditional_in_one(chain.from_iterable(rejected.values()))
    space.show([*filter(_is_advice, told)], {})
    space.say("import_rejected", count=len(rejected), file=path)


def _without_empty_end(headings: Sequence[str]) -> list[str]:
    """Headings without the empty ones behind the last, as between tables side by side."""
    said = list(headings)
    while said and not said[-1]:
        said.pop()
    return said


def _with_traditional_in_one(findings: Iterable[Finding]) -> list[Finding]:
    """The findings with one in place of those that no font prints a traditional character (X630):
    what can be done is the same for all of them."""
    left: list[Finding] = []
    lacking: dict[str, Finding] = {}
    for finding in findings:
        character = dict(finding.arguments).get("character", "")
        if finding.code == "G101" and is_traditional(character):
            lacking.setdefault(character, finding)
        else:
            left.append(finding)
    if lacking:
        marks: dict[Mark, None] = {}
        for one in lacking.values():
            marks |= dict.fromkeys(one.marks)
        shown = " ".join(list(lacking)[:_CHARACTERS])
        left.insert(0, error("X630", *marks, count=len(lacking), characters=shown))
    return left


def _is_advice(finding: Finding) -> bool:
    return finding.code == "X630"


def show_few(space: Workspace, findings: Sequence[Finding], sources: Mapping[str, str]) -> None:
    """Show findings; of notes and warnings of one kind only the first, and how many more there
    are."""
    findings = _with_traditional_in_one(findings)
    counts = Counter(finding.code for finding in findings if not finding.blocks)
    shown: list[Finding] = []
    said: set[str] = set()
    for finding in findings:
        if finding.blocks or counts[finding.code] <= _OF_A_KIND or finding.code not in said:
            shown.append(finding)
        said.add(finding.code)
    space.show(shown, sources)
    for code, count in counts.items():
        if count > _OF_A_KIND:
            space.say("import_more", code=code, count=count - 1)


def show_lines(space: Workspace, changes: Sequence[str]) -> None:
    """Show changes of one sort; of many the first, where a screen shows them."""
    most = _ON_SCREEN if _is_screen(sys.stdout) else len(changes)
    sys.stdout.writelines(f"{line}\n" for line in changes[:most])
    if len(changes) > most:
        sys.stdout.flush()
        space.say("import_lines", count=len(changes) - most)


def _is_screen(stream: TextIO) -> bool:
    return stream.isatty()


def say_encoding(space: Workspace, tables: ChosenTables) -> None:
    """Say how a file was read where nothing in it says so: the last line, so that it is seen."""
    if tables.encoding:
        space.say("import_encoding", encoding=tables.encoding)


def check_sheet_file(space: Workspace, file: Path) -> None:
    """Raises Refused unless `file` ends as CSV or XLSX, is not there yet and lies outside the plan.

    An export never overwrites: somebody may have worked in the file."""
    if file.suffix.lower() not in WRITTEN:
        raise Refused("unknown_sheet", kinds=", ".join(WRITTEN))
    if os.path.lexists(file):
        raise Refused("sheet_exists", file=file)
    space.keep_out_of_plan(file)


def write_sheet(
    file: Path, table: Sequence[Sequence[str]], columns: Sequence[ListColumn], name: str
) -> None:
    """Write a table, its headings first, as CSV or XLSX by the file's ending."""
    if file.suffix.lower() == ".csv":
        replace_file(file, as_csv(table))
    else:
        replace_file(file, as_xlsx(table, columns, name))


def lock_if(write: bool, space: Workspace) -> AbstractContextManager[None]:
    """Hold the lock of those who write into the plan, if the import is to write."""
    return space.writing() if write else nullcontext()


def new_findings(before: Iterable[Finding], after: Iterable[Finding]) -> list[Finding]:
    """Findings that were not there before, wherever they stand: an import answers for what it
    brings, not for the rest."""
    known = Counter((finding.code, finding.arguments) for finding in before)
    fresh = []
    for finding in after:
        key = (finding.code, finding.arguments)
        if known[key]:
            known[key] -= 1
        else:
            fresh.append(finding)
    return fresh


def refuse_new_errors(
    space: Workspace, before: OpenedPlan, edited: Mapping[Path, PlanText]
) -> None:
    """Raises Stopped where files of the plan, as they are to be written, bring an error into it."""
    if not edited:
        return
    instead: dict[Path, Document] = {}
    sources: dict[str, str] = {}
    for path, (name, text) in edited.items():
        instead[path] = read_text(text, name)
        sources[name] = text
    after = space.open(instead)
    fresh = new_findings(before.checked.findings, after.checked.findings)
    space.show(fresh, sources)
    if any(finding.blocks for finding in fresh):
        space.say("review_refused")
        raise Stopped(FOUND)


@dataclass(frozen=True)
class Imported:
    """What an import reads, and the file of the plan that it is for."""

    given: ListFile
    tables: Sequence[ListTable]
    file: PlanFile


def refuse_errors(
    space: Workspace, brought: Sequence[Finding], sources: Mapping[str, str], imported: Imported
) -> None:
    """Raises Stopped if an import brings an error, and shows then all that it brings; where only
    some rows are at fault, also how to take the others."""
    blocking = [finding for finding in brought if finding.blocks]
    if not blocking:
        return
    show_few(space, brought, sources)
    space.say("import_refused", file=imported.file.name)
    rows = rejected_rows(imported.tables, blocking)
    of_rows = sum(map(len, rows.values()))
    total = sum(len(table.rows) for table in imported.tables)
    if not imported.given.rejects and of_rows == len(blocking) and len(rows) < total:
        option = f'--rejects "{imported.given.path.stem}-rejects.csv"'
        space.say("import_others", count=len(rows), others=total - len(rows), option=option)
    raise Stopped(FOUND)
