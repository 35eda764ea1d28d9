"""The command `wardbook prices`."""

from __future__ import annotations

from pathlib import Path

import click

from wardbook.cli.ending import ends
from wardbook.cli.shared import Command, example
from wardbook.commands.prices import PriceSelection, print_prices
from wardbook.options import Options


@click.command(
    cls=Command,
    epilog=example("wardbook prices", "wardbook prices --window Cashier --top 40 --output prices"),
)
@click.option("--window", default="")
@click.option("--top", type=click.IntRange(1, 100), default=60, show_default=True)
@click.option("--output", type=click.Path(path_type=Path))
@click.pass_obj
def prices(options: Options, window: str, top: int, output: Path | None) -> None:
    """Print the price booklet, and for each window a page of what is asked for most; see import
    prices."""
    ends(lambda: print_prices(options.changed(output=output), PriceSelection(window, top)))
