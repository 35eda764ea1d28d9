"""How every command ends. It stands apart from what they share, because it loads what runs
commands: help does without."""

from __future__ import annotations

from collections.abc import Callable

import click

from wardbook.options import INTERRUPTED
from wardbook.report.messages import usage


def ends(story: Callable[[], int]) -> None:
    """Run a command and exit with its status. What the user can mend prints no traceback."""
    context = click.get_current_context()
    options = context.obj.changed(output=context.params.get("output"))
    try:
        status = story()
    except Exception as problem:
        # Loads whatever may stop a command: only those wait for it that were stopped
        from wardbook.commands.user_errors import stopped_status

        status = stopped_status(options, problem)
    except KeyboardInterrupt:
        # The library would end it as findings do, with status 1
        said = "Aborted!"
        click.echo(f"\n{usage(options.ui_language).get(said, said)}", err=True)
        status = INTERRUPTED
    context.exit(status)
