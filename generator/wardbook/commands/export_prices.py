"""`wardbook export prices FILE`: the price list as a spreadsheet, which `import prices` takes."""

from __future__ import annotations

from pathlib import Path

from wardbook.commands.list_files import check_sheet_file, write_sheet
from wardbook.commands.price_file import PRICE_LIST, find_prices
from wardbook.commands.workspace import Refused, Workspace
from wardbook.options import OK, Options
from wardbook.plan.model.prices import PriceItem, Prices
from wardbook.program import quoted
from wardbook.sheets.registers.price_lists import window_names
from wardbook.spreadsheets.cells import words
from wardbook.spreadsheets.columns import columns
from wardbook.spreadsheets.exporting import rows


def export_prices(options: Options, file: Path) -> int:
    """Write every item as it stands in the YAML.

    Edition and date have no cell: they are said with the command that takes the sheet back."""
    space = Workspace(options)
    check_sheet_file(space, file)
    plan = space.open()
    if plan.loaded.project is None:
        space.stop(plan)
    prices, data = plan.project.prices, find_prices(space).document.data
    if prices is None and data is None:
        raise Refused("prices_none")
    if prices is None or not isinstance(data, dict):
        space.stop(plan)
    _refuse_torn(prices)
    items, known = data["items"], columns(PriceItem, plan.project.languages)
    assert isinstance(items, list)  # the model was made of it
    write_sheet(file, rows(items, known, PRICE_LIST), known, PRICE_LIST)
    edition, date = "…", prices.date or "…"
    if prices.edition:
        edition = quoted(prices.edition)
    sheet = quoted(str(file))
    space.say(
        "prices_exported", count=len(items), file=file, sheet=sheet, edition=edition, date=date
    )
    return OK


def _refuse_torn(prices: Prices) -> None:
    """Raises Refused for a window whose name a cell would read as several."""
    for name in window_names(prices):
        if name and words(name) != [name]:
            raise Refused("prices_torn", window=name)
