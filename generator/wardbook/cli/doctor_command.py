"""The command `wardbook doctor`."""

from __future__ import annotations

import click

from wardbook.cli.ending import ends
from wardbook.cli.shared import Command, example
from wardbook.commands.doctor import doctor as examine_machine
from wardbook.options import Options


@click.command(cls=Command, epilog=example("wardbook doctor"))
@click.pass_obj
def doctor(options: Options) -> None:
    """Say what is missing on this machine, and the command that installs it."""
    ends(lambda: examine_machine(options))
