"""The command `wardbook build`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from wardbook.build.group_record import Shard
from wardbook.cli.ending import ends
from wardbook.cli.shared import Command, Day, WordChoice, example
from wardbook.cli.words import said
from wardbook.commands.build import build as build_output
from wardbook.commands.build_all import build_all
from wardbook.options import PARTS, Options
from wardbook.sheets.audience import AUDIENCES


class ShardOf(click.ParamType[Shard]):
    """A shard written 2/4."""

    name = "I/N"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Shard:
        """Parse the shard or fail with an example."""
        if isinstance(value, Shard):
            return value
        part, _, of = str(value).partition("/")
        try:
            return Shard(int(part), int(of))
        except ValueError:
            self.fail(said("usage_no_shard", value=value), param, ctx)


@click.command(
    cls=Command,
    epilog=example(
        "wardbook build",
        "wardbook build --department pharmacy-outpatient --only manuals",
        "wardbook build --audience public --output public",
        "wardbook build --edition 2026.1 --only manuals",
        "wardbook build --all hospitals --shard 1/4 --output shard-1",
        "wardbook build --scheduler tcp://10.0.0.5:8786",
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
@click.option("--all", "folder", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--shard", type=ShardOf())
@click.option("--workers", type=click.IntRange(1, 1000), metavar="N")
@click.option("--scheduler", default="", metavar="ADDRESS")
@click.pass_context
def build(
    context: click.Context,
    /,
    edition: str,
    folder: Path | None,
    shard: Shard | None,
    **choices: Any,
) -> None:
    """Build the site, manuals, cards and forms."""
    options: Options = context.obj.changed(**choices)
    if folder:
        part = shard or Shard()
        ends(lambda: build_all(options, folder, part, edition))
    elif shard:
        raise click.UsageError(said("usage_shard_alone"), context)
    else:
        ends(lambda: build_output(options, edition))
