"""The command `wardbook build`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from wardbook.cli.ending import ends
from wardbook.cli.shared import Command, Day, WordChoice, example
from wardbook.commands.build import build as build_output
from wardbook.options import PARTS, Options
from wardbook.sheets.audience import AUDIENCES


@click.command(
    cls=Command,
    epilog=example(
        "wardbook build",
        "wardbook build --department pharmacy-outpatient --only manuals",
        "wardbook build --audience public --output public",
        "wardbook build --edition 2026.1 --only manuals",
    ),
)
@click.option("--edition", default="")
@click.option("--output", type=click.Path(path_type=Path))
@click.option("--language", "languages", multiple=True)
@click.option("--department", "departments", multiple=True)
@click.option("--only", type=WordChoice(PARTS), multiple=True)
@click.option("--audience", type=WordChoice(AUDIENCES), default="staff", show_default=True)
@click.option("--date", "today", type=Day())
@click.option("--strict", is_flag=True)
@click.pass_obj
def build(options: Options, /, edition: str, **choices: Any) -> None:
    """Build the site, manuals, cards and forms."""
    ends(lambda: build_output(options.changed(**choices), edition))
