"""`wardbook import prices FILE`: another edition of the price list, which comes whole."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from wardbook.commands.list_files import lock_if, new_findings, refuse_errors
from wardbook.commands.price_file import (
    PRICE_LIST,
    PriceEdition,
    edition_data,
    find_prices,
    price_file_text,
)
from wardbook.commands.workspace import OpenedPlan, Stopped, Workspace
from wardbook.findings import Finding, ordered
from wardbook.options import FOUND, OK, Options
from wardbook.plan.model.prices import PriceItem, Prices
from wardbook.plan.plan_files import Fields, PlanFile, proof, put
from wardbook.plan.reader import Document
from wardbook.plan.yaml_edit import says
from wardbook.spreadsheets.columns import columns
from wardbook.spreadsheets.importing import rows_of
from wardbook.spreadsheets.worksheets import Worksheet, read_sheet

_NEEDS = ("code", "name", "unit", "price")
"""Columns that a price list can't do without."""


@dataclass(frozen=True)
class _NewList:
    """The price list that the sheet makes. `count` are its items, `problems` what is wrong with the
    sheet."""

    sheet: Worksheet
    data: Fields
    count: int
    problems: tuple[Finding, ...]


def import_prices(options: Options, file: Path, edition: PriceEdition, *, write: bool) -> int:
    """Show what another edition changes; write it when asked to and when it brings no error. What
    the sheet lacks is no longer charged."""
    space = Workspace(options)
    with lock_if(write, space):
        old = find_prices(space)
        # A long list is read once
        before = space.open({old.path: old.document} if old.exists else {})
        if before.loaded.project is None or old.is_closed:
            space.stop(before)
        new = _new_list(before, read_sheet(file, PRICE_LIST), edition)
        text, prices = _accepted(space, before, old, new)
        if old.document.data is not None and says(old.document.data) == says(new.data):
            space.say("import_same", file=old.name)
            return OK
        counts = _show_changes(before.project.prices, prices)
        said = "import_shown"
        if write:
            put(old, text)
            said = "import_done"
        space.say(said, file=old.name, **counts)
        return OK


def _new_list(before: OpenedPlan, sheet: Worksheet, edition: PriceEdition) -> _NewList:
    known = columns(PriceItem, before.project.languages)
    entries, problems = rows_of(sheet, known, PRICE_LIST, _NEEDS)
    return _NewList(sheet, edition_data(entries, edition, sheet), len(entries), ordered(problems))


def _accepted(
    space: Workspace, before: OpenedPlan, old: PlanFile, new: _NewList
) -> tuple[str, Prices]:
    """The file's new text, and the list that it holds. Shows what the import brings. Raises Stopped
    if that is an error."""
    sources = {**before.loaded.sources, old.name: "", new.sheet.file: new.sheet.text}
    refuse_errors(space, new.problems, sources, old)
    after = space.open({old.path: Document(old.name, new.data, (), "")})
    brought = new_findings(before.checked.findings, after.checked.findings)
    fresh = ordered([*new.problems, *brought])
    sources |= after.loaded.sources
    sources |= {old.name: "", new.sheet.file: new.sheet.text}
    refuse_errors(space, fresh, sources, old)
    prices = after.project.prices
    if prices is None:  # for a reason that the plan had before
        space.show(fresh, sources)
        raise Stopped(FOUND)
    text = price_file_text(new.data, old)
    fresh = (*fresh, *proof(old, text, new.data, new.count))
    sources[old.name] = text
    refuse_errors(space, fresh, sources, old)
    space.show(fresh, sources)
    return text, prices


def _show_changes(old_edition: Prices | None, new_edition: Prices) -> dict[str, int]:
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
    sys.stdout.writelines(f"{line}\n" for line in (*removed, *added, *changed))
    return {"changed": len(changed), "added": len(added), "removed": len(removed)}


def _by_code(prices: Prices | None) -> dict[str, PriceItem]:
    if prices is None:
        return {}
    return {str(item.code): item for item in prices.items}


def _facts(item: PriceItem) -> dict[str, object]:
    """What an item says, whatever its place in the file."""
    return item.model_dump(exclude={"at"})


def _told(item: PriceItem) -> str:
    return f"{item.code} {item.name} {item.spec or ''}".rstrip() + f" {item.price}/{item.unit}"
