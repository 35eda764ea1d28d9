"""The command `wardbook reprint`."""

from __future__ import annotations

from pathlib import Path

import click

from wardbook.cli.ending import ends
from wardbook.cli.shared import Command, example
from wardbook.cli.words import wrong_use
from wardbook.commands.reprint import ReprintOrder
from wardbook.commands.reprint import reprint as print_packets
from wardbook.options import Options


@click.command(
    cls=Command,
    epilog=example(
        "wardbook reprint --all",
        "wardbook reprint --department E1",
        "wardbook reprint --copy wards-stations --output packet",
    ),
)
@click.option("--department", default="")
@click.option("--copy", default="")
@click.option("--all", "every", is_flag=True)
@click.option("--output", type=click.Path(path_type=Path))
@click.pass_obj
def reprint(
    options: Options, /, department: str, copy: str, every: bool, output: Path | None
) -> None:
    """Print an update packet for each copy that is behind, and a list for the print office."""
    if [bool(department), bool(copy), every].count(True) != 1:
        raise wrong_use("usage_which_copies")
    order = ReprintOrder(department, copy)
    ends(lambda: print_packets(options.changed(output=output), order))
