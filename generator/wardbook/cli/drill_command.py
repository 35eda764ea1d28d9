"""The command `wardbook drill`."""

from __future__ import annotations

from pathlib import Path

import click

from wardbook.cli.ending import ends
from wardbook.cli.shared import Command, example
from wardbook.commands.drill import DrillPrint
from wardbook.commands.drill import drill as print_drill
from wardbook.options import Options


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
