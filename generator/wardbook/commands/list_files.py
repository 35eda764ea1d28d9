"""Lists as spreadsheets: the list as it stands in the plan, the file that it is written to, what an
import may bring."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path

from wardbook.commands.workspace import Refused, Stopped, Workspace
from wardbook.findings import Finding
from wardbook.folders import SOURCE
from wardbook.options import FOUND
from wardbook.plan.data import Data
from wardbook.plan.plan_files import PlanFile, find
from wardbook.plan.project import Project
from wardbook.plan.registries import BY_PLACE
from wardbook.safe_write import replace_file
from wardbook.spreadsheets import LISTS
from wardbook.spreadsheets.columns import ListColumn, columns
from wardbook.spreadsheets.exporting import as_csv, as_xlsx
from wardbook.spreadsheets.worksheets import KINDS


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


def check_sheet_file(space: Workspace, file: Path) -> None:
    """Raises Refused unless `file` ends as CSV or XLSX, is not there yet and lies outside the plan.

    An export never overwrites: somebody may have worked in the file."""
    if file.suffix.lower() not in KINDS:
        raise Refused("unknown_sheet", kinds=", ".join(KINDS))
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


def refuse_errors(
    space: Workspace, brought: Sequence[Finding], sources: Mapping[str, str], file: PlanFile
) -> None:
    """Raises Stopped if an import brings an error, and shows then all that it brings."""
    if not any(finding.blocks for finding in brought):
        return
    space.show(brought, sources)
    space.say("import_refused", file=file.name)
    raise Stopped(FOUND)
