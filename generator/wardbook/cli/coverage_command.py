"""The command `wardbook coverage`."""

from __future__ import annotations

import datetime

import click

from wardbook.cli.ending import ends
from wardbook.cli.shared import Command, Day, WordChoice, example
from wardbook.commands.coverage import show_coverage
from wardbook.options import Options


@click.command(
    cls=Command,
    epilog=example(
        "wardbook coverage",
        "wardbook coverage --pack nist-800-34",
        "wardbook coverage --format csv > rules.csv",
    ),
)
@click.option("--format", "form", type=WordChoice(["text", "json", "csv"]), default="text")
@click.option("--pack")
@click.option("--date", "today", type=Day())
@click.pass_obj
def coverage(options: Options, form: str, pack: str | None, today: datetime.date | None) -> None:
    """Show which element of the plan meets which rule, what is missing, and what was skipped and
    why."""
    ends(lambda: show_coverage(options.changed(form=form, today=today), pack))
