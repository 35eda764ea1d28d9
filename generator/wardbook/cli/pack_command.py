"""The command `wardbook pack`."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import click

from wardbook.cli.ending import ends
from wardbook.cli.shared import Command, Day, example
from wardbook.commands.box_forms import BoxPack
from wardbook.commands.pack import pack as pack_box
from wardbook.options import Options


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
