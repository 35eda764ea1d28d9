"""The command `wardbook diff`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from wardbook.cli.ending import ends
from wardbook.cli.shared import Command, WordChoice, example
from wardbook.commands.diff import show_difference
from wardbook.options import Options
from wardbook.sheets.audience import AUDIENCES


@click.command(
    cls=Command,
    epilog=example(
        "wardbook diff",
        "wardbook diff 2026.1",
        "wardbook diff origin/main --format markdown",
        "wardbook diff 2026.1 2026.2 --format pdf",
        "wardbook diff ../last-year . --format json",
    ),
)
@click.argument("before", metavar="[A]", required=False)
@click.argument("after", metavar="[B]", required=False)
@click.option("--audience", type=WordChoice(AUDIENCES), default="staff", show_default=True)
@click.option(
    "--format", "form", type=WordChoice(["text", "json", "markdown", "pdf"]), default="text"
)
@click.option("--output", type=click.Path(path_type=Path))
@click.pass_obj
def diff(
    options: Options, /, before: str | None, after: str | None, audience: str, **own: Any
) -> None:
    """Show what differs between two states of the plan, where it shows, and whom it concerns."""
    chosen = options.changed(audience=audience, **own)
    ends(lambda: show_difference(chosen, before, after))
