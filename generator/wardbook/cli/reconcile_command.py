"""The command `wardbook reconcile`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from wardbook.cli.ending import ends
from wardbook.cli.shared import Command, example
from wardbook.commands.reconcile import Tally, reconcile_forms
from wardbook.options import Options


@click.command(
    cls=Command,
    epilog=example(
        "wardbook reconcile all entries.csv",
        "wardbook reconcile all entries.xlsx --not-compared 体温",
        "wardbook reconcile issued.csv entries.csv --csv open.csv --pdf open.pdf",
    ),
)
@click.argument("issued", metavar="RUNS")
@click.argument(
    "entries", type=click.Path(path_type=Path, exists=True, dir_okay=False), metavar="ENTRIES.csv"
)
@click.option("--not-compared", multiple=True, metavar="COLUMN")
@click.option("--csv", type=click.Path(path_type=Path))
@click.option("--pdf", type=click.Path(path_type=Path))
@click.pass_obj
def reconcile(options: Options, /, issued: str, entries: Path, **choices: Any) -> None:
    """Account for every numbered form: entered, scanned only, void, unused, missing, twice,
    unknown, mistyped."""
    tally = Tally(issued, entries, **choices)
    ends(lambda: reconcile_forms(options, tally))
