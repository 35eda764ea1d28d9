"""Commands whose output is paper of one occasion: numbered forms and their account, boxes, price
lists, drills."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import click

from wardbook.cli.shared import Command, CommandGroup, Day, ends, example
from wardbook.commands.box_forms import BoxPack
from wardbook.commands.drill import DrillPrint
from wardbook.commands.drill import drill as print_drill
from wardbook.commands.forms_print import print_forms
from wardbook.commands.numbers import RunOrder
from wardbook.commands.pack import pack as pack_box
from wardbook.commands.prices import PriceSelection, print_prices
from wardbook.commands.reconcile import Tally, reconcile_forms
from wardbook.options import Options


@click.group(
    cls=CommandGroup,
    epilog=example("wardbook forms print prescription --department clinics --count 200"),
)
def forms() -> None:
    """Numbered forms: print a run of them."""


@forms.command(
    "print",
    epilog=example(
        "wardbook forms print prescription --department clinics --count 200",
        "wardbook forms print OP-04B --department E1 --count 50 --spare 5 --copies",
        "wardbook forms print prescription --department clinics --count 10 --drill",
    ),
)
@click.argument("form", metavar="FORM")
@click.option("--department", required=True)
@click.option("--count", type=click.IntRange(min=1), required=True)
@click.option("--start", type=click.IntRange(min=1), default=None)
@click.option("--copies", is_flag=True)
@click.option("--spare", type=click.IntRange(min=0), default=0)
@click.option("--drill", is_flag=True)
@click.option("--output", type=click.Path(path_type=Path))
@click.option("--date", "printed", type=Day())
@click.pass_obj
def forms_print(
    options: Options, /, printed: datetime.date | None, output: Path | None, **choices: Any
) -> None:
    """Print numbered sets of FORM (id, id/variant or code) with a ticket for the print office, and
    record the numbers."""
    start = choices.pop("start") or 0
    order = RunOrder(**choices, start=start, printed=printed or datetime.date.today())
    ends(lambda: print_forms(options.changed(output=output), order))


@click.command(
    cls=Command,
    epilog=example(
        "wardbook pack pharmacy-outpatient", "wardbook pack E1 --copies --output box-e1"
    ),
)
@click.argument("department", metavar="DEPARTMENT")
@click.option("--copies", is_flag=True)
@click.option("--drill", is_flag=True)
@click.option("--output", type=click.Path(path_type=Path))
@click.option("--date", "printed", type=Day())
@click.pass_obj
def pack(
    options: Options, /, printed: datetime.date | None, output: Path | None, **choices: Any
) -> None:
    """Print what goes into a DEPARTMENT's box (id or code): manual, card, numbered forms and label
    sheets at par, box card and label."""
    order = BoxPack(**choices, printed=printed or datetime.date.today())
    ends(lambda: pack_box(options.changed(output=output), order))


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


@click.command(
    cls=Command,
    epilog=example(
        "wardbook drill network-failure --department pharmacy-outpatient",
        "wardbook drill S1 --department E1 --language en --output drill-e1",
        "wardbook drill night-2027",
    ),
)
@click.argument("name", metavar="SCENARIO|DRILL")
@click.option("--department", default="")
@click.option("--language", default="")
@click.option("--output", type=click.Path(path_type=Path))
@click.pass_obj
def drill(options: Options, name: str, department: str, language: str, output: Path | None) -> None:
    """Print the kit for a drill of SCENARIO (id or code), or for a DRILL of drills/: script,
    observer's sheet, timing targets, questions, evaluation."""
    order = DrillPrint(name, department, language)
    ends(lambda: print_drill(options.changed(output=output), order))


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
