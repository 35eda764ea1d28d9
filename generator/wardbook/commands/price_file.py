"""The file of the price list: where it lies, and what an edition from a spreadsheet makes of it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from wardbook.commands.workspace import Workspace
from wardbook.findings import Mark
from wardbook.folders import SOURCE
from wardbook.plan.data import MARK_KEY, Data, Scalar
from wardbook.plan.load_context import PRICES
from wardbook.plan.model.prices import Prices
from wardbook.plan.plan_files import Fields, PlanFile, find
from wardbook.plan.yaml_edit import newline_of
from wardbook.plan.yaml_text import flow, pair
from wardbook.spreadsheets.headings import ToldColumn

PRICE_LIST = "prices"
"""What the price list is called on the command line, and its sheet in a workbook."""


@dataclass(frozen=True)
class PriceEdition:
    """What the sheet itself does not say: which edition it is, and of which day its prices are."""

    id: str = ""
    date: datetime.date | None = None


def find_prices(space: Workspace) -> PlanFile:
    """The file of the price list as it is now."""
    root = space.options.project
    return find(root / SOURCE / PRICES, root)


def told_columns(prices: Prices | None, told: Sequence[ToldColumn]) -> tuple[ToldColumn, ...]:
    """Which headings stand for which columns: as told now, else as the last edition was read."""
    found = {one.field: one for one in told}
    for kept in prices.columns if prices else ():
        column = ToldColumn(str(kept.column), str(kept.heading))
        found.setdefault(column.field, column)
    return tuple(found.values())


def edition_data(
    entries: Sequence[Data], edition: PriceEdition, file: str, told: Sequence[ToldColumn]
) -> Fields:
    """The list as plain data, as the reader would make it of YAML."""
    mark = Mark(file, 1, 1)
    data: Fields = {MARK_KEY: mark}
    if edition.id:
        data[Scalar("edition", mark)] = Scalar(edition.id, mark)
    if edition.date:
        data[Scalar("date", mark)] = Scalar(edition.date.isoformat(), mark)
    if told:
        kept: list[Data] = []
        for one in told:
            kept.append(
                {
                    MARK_KEY: mark,
                    Scalar("column", mark): Scalar(one.field, mark),
                    Scalar("heading", mark): Scalar(one.heading, mark),
                }
            )
        data[Scalar("columns", mark)] = kept
    data[Scalar("items", mark)] = list(entries)
    return data


def price_file_text(data: Fields, before: PlanFile) -> str:
    """The whole file: an item a line, below the comments that the old one begins with."""
    lines = _head_comments(before.document.text)
    items: list[Data] = []
    for key, value in data.items():
        if key == "items" and isinstance(value, list):
            items = value
        elif not isinstance(value, Mark):
            lines.append(pair(key, value))
    lines.append("items:")
    lines += [f"  - {flow(item)}" for item in items]
    return before.mark + newline_of(before.text).join([*lines, ""])


def _head_comments(text: str) -> list[str]:
    """The lines of comment that a file begins with."""
    lines = []
    for line in text.split("\n"):
        if not line.startswith("#"):
            break
        lines.append(line)
    return lines
