"""The command `wardbook review`."""

from __future__ import annotations

from pathlib import Path

import click

from wardbook.cli.ending import ends
from wardbook.cli.shared import Command, WordChoice, example
from wardbook.commands.review import review as review_returned
from wardbook.options import Options
from wardbook.sheets.audience import AUDIENCES


@click.command(
    cls=Command,
    epilog=example("wardbook review plan.docx", "wardbook review plan.docx --apply"),
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--apply", is_flag=True)
@click.option("--format", "form", type=WordChoice(("text", "json")), default="text")
@click.option("--audience", type=WordChoice(AUDIENCES), default="staff", show_default=True)
@click.pass_obj
def review(options: Options, file: Path, *, apply: bool, form: str, audience: str) -> None:
    """List comments and changes of a plan in Word that came back, with their places."""
    ends(lambda: review_returned(options.changed(form=form, audience=audience), file, apply=apply))
