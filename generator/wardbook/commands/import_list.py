"""`wardbook import LIST FILE`: what a spreadsheet changes in a list of the plan."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from wardbook.commands.list_files import (
    Imported,
    ListFile,
    PlanList,
    find_list,
    lock_if,
    new_findings,
    read_tables,
    refuse_errors,
    rejected_rows,
    say_encoding,
    show_few,
    show_lines,
    without_rows,
    write_rejects,
)
from wardbook.commands.workspace import OpenedPlan, Workspace
from wardbook.findings import Finding, Mark, error, ordered
from wardbook.options import OK, Options
from wardbook.plan.plan_files import PlanFile, proof, put
from wardbook.plan.project import Project
from wardbook.plan.reader import Document
from wardbook.plan.registries import BY_PLACE
from wardbook.plan.yaml_edit import Manner, rewrite
from wardbook.spreadsheets.columns import keys
from wardbook.spreadsheets.concluded_columns import rivals
from wardbook.spreadsheets.day_cells import with_days
from wardbook.spreadsheets.found_ids import (
    Names,
    codes_by_id,
    departments_of_places,
    departments_of_systems,
    ids_by_alias,
    ids_by_name,
    ids_by_number,
    windows_by_name,
)
from wardbook.spreadsheets.held_places import with_held_places
from wardbook.spreadsheets.importing import Merged, merge, without
from wardbook.spreadsheets.laid_out_tables import ListTable
from wardbook.spreadsheets.plan_words import PlanWords
from wardbook.spreadsheets.proposed_codes import plan_codes
from wardbook.spreadsheets.row_names import with_row_names
from wardbook.spreadsheets.several_numbers import each_number, with_further_numbers
from wardbook.spreadsheets.sheet_choice import ChosenTables

_NEEDS = (("name", "id"),)
"""A row says which entry it is by its id, or by what the entry is called."""
_NEEDS_OF_COPIES = (("manual", "id"),)
"""Copies have no names: they are of a manual, and have numbers."""
_NO_LIST = ("S016", "X604", "X606")
"""Findings without whose mend nobody knows what the rows say."""


def import_list(
    options: Options, name: str, file: ListFile, *, write: bool, remove_missing: bool
) -> int:
    """Show what the sheets would change; write it into the YAML when asked to and when it brings no
    error."""
    space = Workspace(options)
    with lock_if(write, space):
        before, found = _opened(space, name)
        needs = _NEEDS_OF_COPIES if name == "copies" else _NEEDS
        words = _words_of(before.project, found)
        chosen = read_tables(space, file, found.columns, name, needs, words)
        given = _ListGiven(before, found, chosen, remove_missing)
        judged = _sifted(space, given, file.rejects)
        text, fresh = _proved(found, judged.merged, judged.findings)
        sources = {**judged.sources, found.file.name: text or found.file.text}
        refuse_errors(space, fresh, sources, Imported(file, chosen.tables, found.file))
        show_few(space, fresh, sources)
        status = _take_over(space, found.file, judged.merged, text, write=write)
        say_encoding(space, chosen)
        return status


@dataclass(frozen=True)
class _Judged:
    """What rows make of a list, all that is found then, and the texts to quote from."""

    merged: Merged
    findings: tuple[Finding, ...]
    sources: Mapping[str, str]


@dataclass(frozen=True)
class _ListGiven:
    """What the import is given: the plan before it, the list, the file's tables, and whether what
    they lack goes."""

    before: OpenedPlan
    found: PlanList
    chosen: ChosenTables
    remove_missing: bool


def _sifted(space: Workspace, given: _ListGiven, rejects: Path | None) -> _Judged:
    """What the rows make of the list; without those that bring an error where these have a file of
    their own to go to. Some are found only once others are gone."""
    rejected: dict[Mark, list[Finding]] = {}
    left = given.chosen
    while True:
        judged = _judged(space, replace(given, chosen=left))
        more = rejected_rows(left.tables, judged.findings) if rejects else {}
        if not more:
            break
        rejected |= more
        left = without_rows(left, more)
    if rejects and rejected:
        write_rejects(space, rejects, given.chosen.tables, rejected)
    return judged


def _judged(space: Workspace, given: _ListGiven) -> _Judged:
    """What the tables make of the list, and what the plan would be then."""
    before, found, chosen = given.before, given.found, given.chosen
    tables: Sequence[ListTable] = chosen.tables
    lacks = any(finding.code in _NO_LIST for finding in chosen.findings)
    if not tables or lacks:
        merged = Merged(tuple(found.entries), (), (), (), chosen.findings)
    else:
        names = _names(before.project, found)
        findings = list(chosen.findings)
        order = before.project.site.dates
        tables = list(map(partial(with_days, order=order, findings=findings), tables))
        for column in found.columns:
            if column.field == "place":
                held = partial(with_held_places, place=column, names=names, findings=findings)
                tables = list(map(held, tables))
                break
        if names.has_phones:
            known = frozenset(number for _, number in names.numbered)
            named = map(with_further_numbers, map(with_row_names, tables))
            tables = [each_number(one, known, findings) for one in named]
        merged = merge(found.entries, tables, found.languages, names)
        findings += _without_numbers(tables, merged, names)
        merged = replace(merged, findings=(*findings, *merged.findings))
    if given.remove_missing:
        merged = without(merged)
    after = space.open({found.file.path: _document(found, merged)})
    brought = _not_of(merged, new_findings(before.checked.findings, after.checked.findings))
    sources = {**after.loaded.sources, **chosen.sources}
    return _Judged(merged, ordered([*merged.findings, *brought]), sources)


def _without_numbers(
    tables: Sequence[ListTable], merged: Merged, names: Names
) -> Iterator[Finding]:
    """X604: new telephone numbers without a number, on a sheet some of whose columns nobody
    knows."""
    if not names.has_phones:
        return
    for table in tables:
        rival = bool(table.proposed.get("number"))
        unread = any(finding.code == "X605" for finding in table.findings) and merged.added
        if (rival or unread) and table.place_of("number") is None:
            told = rivals(table.proposed, "number")
            yield error("X604", table.head, heading="number", told=told)


def _words_of(project: Project, found: PlanList) -> PlanWords:
    """What the plan tells of the cells of a list."""
    names = _names(project, found)
    lengths: set[int] = set()
    for contact in project.contacts.values():
        lengths.add(len(list(filter(str.isdigit, contact.number or ""))))
    return PlanWords(names.is_name, frozenset(lengths - {0}))


def _names(project: Project, found: PlanList) -> Names:
    """What the cells of a list may call by name."""
    kinds: set[str] = set()
    for column in found.columns:
        kinds.update(column.names)
    others = {kind: ids_by_name(project, kind, found.languages) for kind in sorted(kinds)}
    others["window"] = windows_by_name(project.calendar.hours, found.languages)
    own_kind = BY_PLACE[found.file.path.name].kind
    own = ids_by_name(project, own_kind, found.languages)
    has_department = any(column.field == "department" for column in found.columns)
    also = {kind: ids_by_alias(project, kind, found.languages) for kind in sorted(kinds)}
    names = Names(
        others,
        own,
        has_department,
        also=also,
        parts=departments_of_systems(project),
        places=departments_of_places(project, found.languages),
    )
    if own_kind == "contact":
        numbered = ids_by_number(project, found.languages)
        return replace(names, has_phones=True, numbered=numbered)
    if own_kind != "department":
        return names
    own_also = ids_by_alias(project, own_kind, found.languages)
    return replace(
        names,
        own_also=own_also,
        own_codes=codes_by_id(project, own_kind),
        codes=plan_codes(project),
    )


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
    show_lines(space, _difference(file, text))
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


def _difference(file: PlanFile, text: str) -> list[str]:
    """The lines that change, as `diff` writes them."""
    old = _lines(file.text)
    new = _lines(text.removeprefix(file.mark))
    difference = difflib.unified_diff(old, new, file.name, file.name)
    return [line.removesuffix("\n") for line in difference]


def _lines(text: str) -> Sequence[str]:
    return text.splitlines(keepends=True)
