"""`wardbook prices`: the price list as a booklet, and as a page for each window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from wardbook.build.publish import hand_over, staging
from wardbook.commands.workspace import Refused, Workspace
from wardbook.machine import PDF
from wardbook.options import OK, Options
from wardbook.plan.model.prices import Prices
from wardbook.sheets.book import Book
from wardbook.sheets.registers.price_lists import price_booklet, window_names, window_prices


@dataclass(frozen=True)
class PriceSelection:
    """What `wardbook prices` is asked for. `window`: only this one's list; `top`: items on it at
    most."""

    window: str = ""
    top: int = 60


@dataclass(frozen=True)
class _WindowFile:
    """The page of a window: its file, how many items stand on it, and of how many."""

    name: str
    count: int
    of: int


def print_prices(options: Options, wanted: PriceSelection) -> int:
    """Print the booklet and the pages of the windows."""
    space = Workspace(options)
    space.need(PDF)
    project = space.open_sound().project
    prices = project.prices
    if prices is None:
        raise Refused("prices_none")
    _refuse_unknown_window(prices, wanted.window)
    target = space.print_folder(f"prices-{prices.date}")
    book = space.books(project)[0]
    with staging(target) as stage:
        with space.progress.working("job_print"):
            made = list(_print(space, book, prices, wanted, stage))
        hand_over(stage, target)
    for page in made:
        space.say("prices_top", file=page.name, count=page.count, of=page.of)
    space.say("prices_done", count=len(prices.items), target=target)
    return OK


def _refuse_unknown_window(prices: Prices, window: str) -> None:
    windows = window_names(prices)
    if window and window not in windows:
        known = ", ".join(filter(None, windows))
        raise Refused("prices_no_window", window=window, known=known or "–")


def _print(
    space: Workspace, book: Book, prices: Prices, wanted: PriceSelection, stage: Path
) -> Iterator[_WindowFile]:
    """Write the PDFs into `stage`."""
    printer = space.printer(book, book.language)
    (stage / "prices.pdf").write_bytes(printer.price_booklet(price_booklet(prices)))
    for view in window_prices(prices, wanted.window):
        data, count = printer.window_prices(view, wanted.top)
        (stage / view.file).write_bytes(data)
        yield _WindowFile(view.file, count, view.of)
