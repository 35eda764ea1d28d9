"""What every command shares: options that stand on either side of its name, examples, how it
ends."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from wardbook.commands.user_errors import exit_status
from wardbook.report.messages import ui_languages


class Day(click.ParamType[datetime.date]):
    """A date written 2026-11-01."""

    name = "YYYY-MM-DD"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime.date:
        """Parse the date or fail with an example."""
        if isinstance(value, datetime.date):
            return value
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a date; write it like 2026-11-01", param, ctx)


def _chosen(name: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    """A callback that sets the option `name` of every command."""

    def choose(context: click.Context, _: click.Parameter, value: Any) -> None:
        if value is not None:
            context.obj = context.obj.changed(**{name: value})

    return choose


def _hidden(name: str, kind: click.ParamType[Any]) -> click.Option:
    """The option `--name`, left out of the help: it stands there before the command."""
    key = name.replace("-", "_")
    return click.Option(
        [f"--{name}"], type=kind, expose_value=False, callback=_chosen(key), hidden=True
    )


class Command(click.Command):
    """A command that takes the options of every command behind its name as well: nobody remembers
    which side they go."""

    def __init__(self, *arguments: Any, **choices: Any) -> None:
        super().__init__(*arguments, **choices)
        project = _hidden("project", click.Path(path_type=Path))
        language = _hidden("ui-language", click.Choice(ui_languages()))
        self.params += [project, language]


class CommandGroup(click.Group):
    """A group whose own commands are of that kind too."""

    command_class = Command


def example(*lines: str) -> str:
    """The end of a help text: commands as one types them, a line each."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


def ends(story: Callable[[], int]) -> None:
    """Run a command and exit with its status. What the user can mend prints no traceback."""
    context = click.get_current_context()
    options = context.obj.changed(output=context.params.get("output"))
    context.exit(exit_status(options, story))
