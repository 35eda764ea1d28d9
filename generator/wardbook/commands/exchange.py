"""The story of what is handed to other programs and taken from them: lists as spreadsheets, and the plan as JSON."""

from __future__ import annotations

import difflib
import os
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from wardbook.build.leaks import guard_for, search_texts
from wardbook.checks import Checked
from wardbook.commands.pipeline import leaks, load_checked, stopped
from wardbook.findings import Finding, ordered
from wardbook.folders import SOURCE
from wardbook.options import FOUND, OK, WRONG_USE, Options
from wardbook.plan.data import Data
from wardbook.plan.plan_files import PlanFile, find, proof, put, writing
from wardbook.plan.project import Project
from wardbook.plan.registries import BY_PLACE
from wardbook.plan.yaml_edit import Manner, rewrite
from wardbook.report.formats import write_findings
from wardbook.report.progress import Progress
from wardbook.safe_write import replace_file
from wardbook.sheets.plan_json import plan_text
from wardbook.spreadsheets import LISTS
from wardbook.spreadsheets.columns import ListColumn, columns, keys
from wardbook.spreadsheets.exporting import as_csv, as_xlsx, rows
from wardbook.spreadsheets.importing import Merged, merge, without
from wardbook.spreadsheets.worksheets import KINDS, read_sheet


@dataclass(frozen=True)
class _List:
    """A list as it stands in the project. `entries` is None when its file can't be read."""

    file: PlanFile
    entries: Sequence[Data] | None
    columns: tuple[ListColumn, ...]
    languages: tuple[str, ...]


def export_json(options: Options) -> int:
    """`wardbook json`: the whole checked plan for an audience, to standard output or into a file."""
    loaded, checked = load_checked(options)
    if loaded.project is None or any(finding.blocks for finding in checked.findings):
        return stopped(options, loaded, checked)
    text = plan_text(loaded.project, options.audience)
    if leaks(
        options, search_texts(guard_for(loaded.project, options.audience), {"plan.json": text})
    ):
        return FOUND
    if options.output is None:
        sys.stdout.write(text)
        return OK
    if _is_in_plan(options, options.output):
        return WRONG_USE
    replace_file(options.output, text.encode())
    Progress(sys.stderr, options.ui_language).say("json_done", file=options.output)
    return OK


def export_list(options: Options, name: str, file: Path) -> int:
    """`wardbook export LIST FILE`: a list as CSV or XLSX, by the file's ending. Never overwrites: somebody may have worked
    in the file."""
    if not may_export(options, file):
        return WRONG_USE
    loaded, checked = load_checked(options)
    found = _list(options, name, loaded.project) if loaded.project else None
    if found is None or found.entries is None:
        return stopped(options, loaded, checked)
    table = rows(found.entries, found.columns, name)
    write_sheet(file, table, found.columns, name)
    Progress(sys.stderr, options.ui_language).say("list_exported", count=len(table) - 1, file=file)
    return OK


def may_export(options: Options, file: Path) -> bool:
    """Whether a list may be written to `file`: CSV or XLSX, not there yet and outside the plan. Says why not."""
    progress = Progress(sys.stderr, options.ui_language)
    if file.suffix.lower() not in KINDS:
        progress.say("unknown_sheet", kinds=", ".join(KINDS))
    elif os.path.lexists(file):
        progress.say("sheet_exists", file=file)
    else:
        return not _is_in_plan(options, file)
    return False


def write_sheet(
    file: Path, table: Sequence[Sequence[str]], columns: Sequence[ListColumn], name: str
) -> None:
    """Write a table, its headings first, as CSV or XLSX by the file's ending."""
    replace_file(
        file, as_csv(table) if file.suffix.lower() == ".csv" else as_xlsx(table, columns, name)
    )


def import_list(
    options: Options, name: str, file: Path, *, write: bool, remove_missing: bool
) -> int:
    """`wardbook import LIST FILE`: shows what the sheet would change; writes it into the YAML when asked to and when it
    brings no error."""
    with lock_to_write(options, write=write):
        before, known = load_checked(options)
        found = _list(options, name, before.project) if before.project else None
        if found is None or found.entries is None:
            return stopped(options, before, known)
        sheet = read_sheet(file, name)
        merged = merge(found.entries, sheet, found.columns, name, found.languages)
        merged = without(merged) if remove_missing else merged
        wanted = replace(found.file.document, data=list(merged.entries))
        after, now = load_checked(options, {found.file.path: wanted})
        fresh = ordered([*merged.findings, *new_findings(known.findings, now.findings)])
        text = ""
        if merged.alters and not any(finding.blocks for finding in fresh):
            text = _rewritten(found, merged)
            fresh = (*fresh, *proof(found.file, text, list(merged.entries), len(merged.entries)))
        sources = {
            **after.sources,
            found.file.name: text or found.file.text,
            sheet.file: sheet.text,
        }
        if not may_go_on(options, fresh, sources, found.file):
            return FOUND
        return _take_over(options, found, merged, text, write=write)


def lock_to_write(options: Options, *, write: bool) -> AbstractContextManager[None]:
    """Hold the lock of those who write into the plan, if this command does: from the first look at the plan to the last, so
    that nothing which somebody else imports at the same time is lost."""
    if not write:
        return nullcontext()
    progress = Progress(sys.stderr, options.ui_language)
    return writing(options.project, lambda: progress.say("waiting"))


def may_go_on(
    options: Options, fresh: Sequence[Finding], sources: Mapping[str, str], file: PlanFile
) -> bool:
    """Show what an import has found; whether it may be written."""
    if fresh:
        write_findings(Checked(tuple(fresh), ()), sources, "text", options.ui_language, sys.stderr)
    if not any(finding.blocks for finding in fresh):
        return True
    Progress(sys.stderr, options.ui_language).say("import_refused", file=file.name)
    return False


def _take_over(options: Options, found: _List, merged: Merged, text: str, *, write: bool) -> int:
    """Show what changes, and write the registry when asked to."""
    progress, name = Progress(sys.stderr, options.ui_language), found.file.name
    if not merged.alters:
        progress.say("import_same", file=name)
        return OK
    old, new = (
        said.splitlines(keepends=True)
        for said in (found.file.text, text.removeprefix(found.file.mark))
    )
    for line in difflib.unified_diff(old, new, name, name):
        sys.stdout.write(line if line.endswith("\n") else f"{line}\n")
    if write:
        put(found.file, text)
    counts = {
        "changed": len(merged.changed),
        "added": len(merged.added),
        "removed": len(merged.removed),
    }
    progress.say("import_done" if write else "import_shown", file=name, **counts)
    return OK


def _rewritten(found: _List, merged: Merged) -> str:
    """The registry's new text."""
    bare = frozenset(
        column.path[-1] for column in found.columns if column.is_count or column.is_yes_no
    )
    model = BY_PLACE[found.file.path.name].model
    text = rewrite(found.file.text, found.entries or (), merged.entries, Manner(keys(model), bare))
    return found.file.mark + text


def _list(options: Options, name: str, project: Project) -> _List:
    file = find(options.project / SOURCE / LISTS[name], options.project)
    data = file.document.data if file.exists else []
    return _List(
        file=file,
        entries=data if isinstance(data, list) else None,
        columns=columns(BY_PLACE[file.path.name].model, project.languages),
        languages=project.languages,
    )


def new_findings(before: Sequence[Finding], after: Sequence[Finding]) -> list[Finding]:
    """Findings that were not there before, wherever they stand: an import answers for what it brings, not for the rest."""
    known = Counter((finding.code, finding.arguments) for finding in before)
    fresh = []
    for finding in after:
        key = (finding.code, finding.arguments)
        if known[key]:
            known[key] -= 1
        else:
            fresh.append(finding)
    return fresh


def _is_in_plan(options: Options, file: Path) -> bool:
    """Whether `file` would lie in the plan, where only an import writes; says so."""
    inside = options.in_plan(file)
    if inside:
        Progress(sys.stderr, options.ui_language).say("not_in_plan", file=file)
    return inside
