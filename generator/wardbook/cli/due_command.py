"""The command `wardbook due`."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from wardbook.cli.ending import ends
from wardbook.cli.shared import Command, Day, example
from wardbook.commands.due import show_due
from wardbook.options import Options


@click.command(
    cls=Command,
    epilog=example(
        "wardbook due", "wardbook due --until 2027-03-31", "wardbook due --calendars /srv/calendars"
    ),
)
@click.option("--until", type=Day())
@click.option("--date", "today", type=Day())
@click.option("--calendars", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER")
@click.pass_obj
def due(
    options: Options,
    until: datetime.date | None,
    today: datetime.date | None,
    calendars: Path | None,
) -> None:
    """Show what has to be looked at again and by when; write it as calendar files."""
    day = today or datetime.date.today()
    ends(lambda: show_due(options, until, day, calendars))
