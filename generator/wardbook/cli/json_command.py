"""The command `wardbook json`."""

from __future__ import annotations

from pathlib import Path

import click

from wardbook.cli.ending import ends
from wardbook.cli.shared import Command, WordChoice, example
from wardbook.commands.export_json import export_json
from wardbook.options import Options
from wardbook.sheets.audience import AUDIENCES


@click.command(
    "json",
    cls=Command,
    epilog=example("wardbook json --audience public", "wardbook json --output plan.json"),
)
@click.option("--output", type=click.Path(path_type=Path))
@click.option("--audience", type=WordChoice(AUDIENCES), default="staff", show_default=True)
@click.pass_obj
def json_(options: Options, output: Path | None, audience: str) -> None:
    """Write the whole checked plan as JSON for other programs; its schema: wardbook schema
    plan-json."""
    ends(lambda: export_json(options.changed(output=output, audience=audience)))
