"""The command `wardbook changes`."""

from __future__ import annotations

import click

from wardbook.cli.ending import ends
from wardbook.cli.shared import Command, WordChoice, example
from wardbook.commands.changes import show_changes
from wardbook.options import Options
from wardbook.sheets.audience import AUDIENCES


@click.command(cls=Command, epilog=example("wardbook changes", "wardbook changes --format json"))
@click.option("--audience", type=WordChoice(AUDIENCES), default="staff", show_default=True)
@click.option("--format", "form", type=WordChoice(["text", "json"]), default="text")
@click.pass_obj
def changes(options: Options, audience: str, form: str) -> None:
    """Show which sheets changed in the last whole build, and what to print again."""
    ends(lambda: show_changes(options.changed(audience=audience, form=form)))
