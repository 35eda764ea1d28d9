"""The command `wardbook merge`."""

from __future__ import annotations

from pathlib import Path

import click

from wardbook.cli.ending import ends
from wardbook.cli.shared import Command, example
from wardbook.commands.merge import merge as merge_shards
from wardbook.options import Options


@click.command(cls=Command, epilog=example("wardbook merge public shard-1 shard-2"))
@click.argument("target", type=click.Path(path_type=Path), metavar="TARGET")
@click.argument(
    "shards",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="SHARD...",
)
@click.pass_obj
def merge(options: Options, target: Path, shards: tuple[Path, ...]) -> None:
    """Put together what several machines built of one folder."""
    ends(lambda: merge_shards(options, target, shards))
