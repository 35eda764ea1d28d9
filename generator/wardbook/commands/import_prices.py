"""`wardbook import prices FILE`: another edition of the price list, which comes whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from wardbook.commands.list_files import (
    Imported,
    ListFile,
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
from wardbook.commands.price_file import (
    PRICE_LIST,
    PriceEdition,
    edition_data,
    find_prices,
    price_file_text,
    told_columns,
)
from wardbook.commands.workspace import OpenedPlan, Stopped, Workspace
from wardbook.findings import Finding, Mark, ordered
from wardbook.options import FOUND, OK, Options
from wardbook.plan.loader import load
from wardbook.plan.model.prices import PriceItem, Prices
from wardbook.plan.plan_files import Fields, PlanFile, proof, put
from wardbook.plan.reader import Document
from wardbook.plan.yaml_edit import says_same
from wardbook.spreadsheets.cells import Entry
from wardbook.spreadsheets.columns import columns
from wardbook.spreadsheets.found_ids import Names
from wardbook.spreadsheets.importing import entries_of
from wardbook.spreadsheets.sheet_choice import ChosenTables

_NEEDS = (("code",), ("name",), ("price",))
"""Columns that a price list can't do without."""


@dataclass(frozen=True)
class _NewList:
    """The price list that the sheets make. `count` are its items, `problems` what is wrong with
    the sheets."""

    data: Fields
    count: int
    problems: tuple[Finding, ...]


@dataclass(frozen=True)
class _PricesGiven:
    """What the import is given: the plan before it, the old list, the file's tables, the edition
    and which headings somebody told."""

    before: OpenedPlan
    old: PlanFile
    file: ListFile
    chosen: ChosenTables
    edition: PriceEdition

    @property
    def sources(self) -> Mapping[str, str]:
        """The texts to quote from."""
        return {**self.before.loaded.sources, self.old.name: "", **self.chosen.sources}


def import_prices(options: Options, file: ListFile, edition: PriceEdition, *, write: bool) -> int:
    """Show what another edition changes; write it when asked to and when it brings no error. What
    the sheets lack is no longer charged."""
    space = Workspace(options)
    with lock_if(write, space):
        old = find_prices(space)
        # A long list is read once
        before = space.open({old.path: old.document} if old.exists else {})
        if before.loaded.project is None or old.is_closed:
            space.stop(before)
        told = told_columns(before.project.prices, file.columns)
        file = replace(file, columns=told)
        known = columns(PriceItem, before.project.languages)
        chosen = read_tables(space, file, known, PRICE_LIST, _NEEDS)
        given = _PricesGiven(before, old, file, chosen, edition)
        new, text, prices = _accepted(space, given)
        if old.document.data is not None and says_same(old.document.data, new.data):
            space.say("import_same", file=old.name)
            say_encoding(space, chosen)
            return OK
        counts = _show_changes(space, before.project.prices, prices)
        said = "import_shown"
        if write:
            put(old, text)
            said = "import_done"
        space.say(said, file=old.name, **counts)
        say_encoding(space, chosen)
        return OK


def _new_list(given: _PricesGiven, chosen: ChosenTables) -> _NewList:
    lacks = any(finding.code in ("S016", "X604", "X606") for finding in chosen.findings)
    entries: list[Entry] = []
    problems: list[Finding] = []
    if not lacks:
        entries, problems = entries_of(chosen.tables, Names())
    path = given.file.path.as_posix()
    data = edition_data(entries, given.edition, path, given.file.columns)
    return _NewList(data, len(entries), ordered([*chosen.findings, *problems]))


def _accepted(space: Workspace, given: _PricesGiven) -> tuple[_NewList, str, Prices]:
    """The list, the file's new text, and what it says. Shows what the import brings. Raises Stopped
    if that is an error."""
    new, fresh = _sifted(space, given)
    imported = Imported(given.file, given.chosen.tables, given.old)
    refuse_errors(space, fresh, given.sources, imported)
    # What it brings was looked for above: it is read, and not checked once more
    after = load(space.options.project, _with_list(given, new)).project
    prices = after.prices if after else None
    if prices is None:  # for a reason that the plan had before
        show_few(space, fresh, given.sources)
        raise Stopped(FOUND)
    text = price_file_text(new.data, given.old)
    fresh = (*fresh, *proof(given.old, text, new.data, new.count))
    sources = {**given.sources, given.old.name: text}
    refuse_errors(space, fresh, sources, imported)
    show_few(space, fresh, sources)
    return new, text, prices


def _sifted(space: Workspace, given: _PricesGiven) -> tuple[_NewList, tuple[Finding, ...]]:
    """The list and what it brings; without the rows that bring an error where these have a file of
    their own to go to. Some are found only once others are gone."""
    rejected: dict[Mark, list[Finding]] = {}
    left = given.chosen
    while True:
        new = _new_list(given, left)
        fresh = _brought(space, given, new)
        more = rejected_rows(left.tables, fresh) if given.file.rejects else {}
        if not more:
            break
        rejected |= more
        left = without_rows(left, more)
    if given.file.rejects and rejected:
        write_rejects(space, given.file.rejects, given.chosen.tables, rejected)
    return new, fresh


def _with_list(given: _PricesGiven, new: _NewList) -> Mapping[Path, Document]:
    """The new list in place of the file."""
    old = given.old
    return {old.path: Document(old.name, new.data, (), "")}


def _brought(space: Workspace, given: _PricesGiven, new: _NewList) -> tuple[Finding, ...]:
    """What is wrong with the sheets, else also what the new list brings into the plan."""
    if any(finding.blocks for finding in new.problems) and not given.file.rejects:
        return new.problems
    if not new.count and new.problems:
        return new.problems
    after = space.open(_with_list(given, new))
    brought = new_findings(given.before.checked.findings, after.checked.findings)
    return ordered([*new.problems, *brought])


def _show_changes(
    space: Workspace, old_edition: Prices | None, new_edition: Prices
) -> dict[str, int]:
    """Say which items change from the old edition to the new one; how many were changed, added and
    removed."""
    old = _by_code(old_edition)
    new = _by_code(new_edition)
    removed = [f"- {_told(old[code])}" for code in old if code not in new]
    added = [f"+ {_told(new[code])}" for code in new if code not in old]
    changed = []
    for code, item in new.items():
        before = old.get(code, item)
        if _facts(before) != _facts(item):
            changed.append(f"~ {_told(before)} → {_told(item)}")
    for lines in (removed, added, changed):
        show_lines(space, lines)
    return {"changed": len(changed), "added": len(added), "removed": len(removed)}


def _by_code(prices: Prices | None) -> dict[str, PriceItem]:
    if prices is None:
        return {}
    return {str(item.code): item for item in prices.items}


def _facts(item: PriceItem) -> dict[str, object]:
    """What an item says, whatever its place in the file."""
    return item.model_dump(exclude={"at"})


def _told(item: PriceItem) -> str:
    said = f"{item.code} {item.name} {item.spec or ''}".rstrip() + f" {item.price}"
    if item.unit:
        said += f"/{item.unit}"
    return said
