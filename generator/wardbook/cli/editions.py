"""Commands about editions: what changed, what has to be printed again."""

from __future__ import annotations

import click

from wardbook.cli.shared import Command, ends, example
from wardbook.commands.changes import show_changes
from wardbook.commands.diff import show_difference
from wardbook.options import Options
from wardbook.sheets.audience import AUDIENCES


@click.command(cls=Command, epilog=example("wardbook changes", "wardbook changes --format json"))
@click.option("--audience", type=click.Choice(AUDIENCES), default="staff", show_default=True)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.pass_obj
def changes(options: Options, audience: str, form: str) -> None:
    """Show which sheets changed in the last whole build, and what to print again."""
    ends(lambda: show_changes(options.changed(audience=audience, form=form)))


@click.command(
    cls=Command,
    epilog=example(
        "wardbook diff",
        "wardbook diff 2026.1",
        "wardbook diff origin/main --format markdown",
        "wardbook diff ../last-year . --format json",
    ),
)
@click.argument("before", metavar="[A]", required=False)
@click.argument("after", metavar="[B]", required=False)
@click.option("--audience", type=click.Choice(AUDIENCES), default="staff", show_default=True)
@click.option("--format", "form", type=click.Choice(["text", "json", "markdown"]), default="text")
@click.pass_obj
def diff(options: Options, before: str | None, after: str | None, audience: str, form: str) -> None:
    """Show what differs between two states of the plan, where it shows, and whom it concerns."""
    chosen = options.changed(audience=audience, form=form)
    ends(lambda: show_difference(chosen, before, after))
