"""`wardbook import LIST FILE`: what a spreadsheet changes in a list of the plan."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from wardbook.commands.list_files import (
    PlanList,
    find_list,
    lock_if,
    new_findings,
    refuse_errors,
)
from wardbook.commands.workspace import OpenedPlan, Workspace
from wardbook.findings import Finding, Mark, ordered
from wardbook.options import OK, Options
from wardbook.plan.plan_files import PlanFile, proof, put
from wardbook.plan.reader import Document
from wardbook.plan.registries import BY_PLACE
from wardbook.plan.yaml_edit import Manner, rewrite
from wardbook.spreadsheets.columns import keys
from wardbook.spreadsheets.importing import Merged, merge, without
from wardbook.spreadsheets.worksheets import read_sheet


def import_list(
    options: Options, name: str, file: Path, *, write: bool, remove_missing: bool
) -> int:
    """Show what the sheet would change; write it into the YAML when asked to and when it brings no
    error."""
    space = Workspace(options)
    with lock_if(write, space):
        before, found = _opened(space, name)
        sheet = read_sheet(file, name)
        merged = merge(found.entries, sheet, found.columns, name, found.languages)
        if remove_missing:
            merged = without(merged)
        after = space.open({found.file.path: _document(found, merged)})
        brought = _not_of(merged, new_findings(before.checked.findings, after.checked.findings))
        sources = {**after.loaded.sources, sheet.file: sheet.text}
        text, fresh = _proved(found, merged, ordered([*merged.findings, *brought]))
        sources[found.file.name] = text or found.file.text
        refuse_errors(space, fresh, sources, found.file)
        space.show(fresh, sources)
        return _take_over(space, found.file, merged, text, write=write)


def _opened(space: Workspace, name: str) -> tuple[OpenedPlan, PlanList]:
    """The plan before the import, and the list. Raises Stopped when it can't be read."""
    plan = space.open()
    if plan.loaded.project is None:
        space.stop(plan)
    found = find_list(space, name, plan.project)
    if found is None:
        space.stop(plan)
    return plan, found


def _document(found: PlanList, merged: Merged) -> Document:
    """The list's file as the sheet wants it."""
    return replace(found.file.document, data=list(merged.entries))


def _not_of(merged: Merged, brought: Iterable[Finding]) -> list[Finding]:
    """Findings in the plan, without those at cells with which the sheet itself is at odds: they
    have the same cause."""
    reported: set[Mark] = set()
    for finding in merged.findings:
        if finding.blocks:
            reported.update(finding.marks)
    return [finding for finding in brought if reported.isdisjoint(finding.marks)]


def _proved(
    found: PlanList, merged: Merged, fresh: tuple[Finding, ...]
) -> tuple[str, tuple[Finding, ...]]:
    """The file's new text, empty where nothing is to be written, and all that is found then."""
    if not merged.alters or any(finding.blocks for finding in fresh):
        return "", fresh
    text = _rewritten(found, merged)
    entries = list(merged.entries)
    return text, (*fresh, *proof(found.file, text, entries, len(entries)))


def _rewritten(found: PlanList, merged: Merged) -> str:
    """The list's new text: what the sheet does not change stays as it is written."""
    bare = set()
    for column in found.columns:
        if column.is_count or column.is_yes_no:
            bare.add(column.path[-1])
    manner = Manner(keys(BY_PLACE[found.file.path.name].model), frozenset(bare))
    return found.file.mark + rewrite(found.file.text, found.entries, merged.entries, manner)


def _take_over(space: Workspace, file: PlanFile, merged: Merged, text: str, *, write: bool) -> int:
    """Show what changes, and write the list when asked to."""
    if not merged.alters:
        space.say("import_same", file=file.name)
        return OK
    _show_difference(file, text)
    said = "import_shown"
    if write:
        put(file, text)
        said = "import_done"
    space.say(
        said,
        file=file.name,
        changed=len(merged.changed),
        added=len(merged.added),
        removed=len(merged.removed),
    )
    return OK


def _show_difference(file: PlanFile, text: str) -> None:
    """The lines that change, as `diff` writes them."""
    old = _lines(file.text)
    new = _lines(text.removeprefix(file.mark))
    for line in difflib.unified_diff(old, new, file.name, file.name):
        sys.stdout.write(line.removesuffix("\n") + "\n")


def _lines(text: str) -> Sequence[str]:
    return text.splitlines(keepends=True)
