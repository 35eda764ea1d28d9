"""The command `wardbook preview`."""

from __future__ import annotations

import click

from wardbook.cli.ending import ends
from wardbook.cli.shared import Command, WordChoice, example
from wardbook.commands.preview import preview as serve
from wardbook.options import Options
from wardbook.sheets.audience import AUDIENCES


@click.command(cls=Command, epilog=example("wardbook preview", "wardbook preview --port 8080"))
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True)
@click.option("--audience", type=WordChoice(AUDIENCES), default="staff", show_default=True)
@click.pass_obj
def preview(options: Options, port: int, audience: str) -> None:
    """Serve the site here and rebuild it whenever a file is saved."""
    ends(lambda: serve(options.changed(audience=audience), port))
