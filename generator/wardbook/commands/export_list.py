"""`wardbook export LIST FILE`: a list of the plan as CSV or XLSX, by the file's ending."""

from __future__ import annotations

from pathlib import Path

from wardbook.commands.list_files import check_sheet_file, find_list, write_sheet
from wardbook.commands.workspace import Workspace
from wardbook.options import OK, Options
from wardbook.spreadsheets.exporting import rows


def export_list(options: Options, name: str, file: Path) -> int:
    """Write the list, also of a plan with errors: people mend it in a spreadsheet."""
    space = Workspace(options)
    check_sheet_file(space, file)
    plan = space.open()
    if plan.loaded.project is None:
        space.stop(plan)
    found = find_list(space, name, plan.project)
    if found is None:
        space.stop(plan)
    table = rows(found.entries, found.columns, name)
    write_sheet(file, table, found.columns, name)
    space.say("list_exported", count=len(table) - 1, file=file)
    return OK
