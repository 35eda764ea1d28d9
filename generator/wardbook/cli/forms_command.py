"""The command `wardbook forms`."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import click

from wardbook.cli.ending import ends
from wardbook.cli.shared import CommandGroup, Day, example
from wardbook.commands.forms_print import print_forms
from wardbook.commands.numbers import RunOrder
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
