"""How every command ends. It stands apart from what they share, because it loads what runs
commands: help does without."""

from __future__ import annotations

from collections.abc import Callable

import click

from wardbook.commands.user_errors import exit_status


def ends(story: Callable[[], int]) -> None:
    """Run a command and exit with its status. What the user can mend prints no traceback."""
    context = click.get_current_context()
    options = context.obj.changed(output=context.params.get("output"))
    context.exit(exit_status(options, story))
