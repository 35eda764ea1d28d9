"""What every command shares: options that stand on either side of its name, help in the user's
language, examples, how it ends."""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from wardbook.cli.help_text import CommandLine
from wardbook.cli.words import EVERY, language_of, said
from wardbook.report.messages import helps, lines, ui_languages

Places = Callable[[str], Mapping[str, str]]
"""What fills the places of a command's help, in a language."""


class WordChoice(click.Choice[str]):
    """One of a few words. What is nearly one of them is answered with the word that was meant."""

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:
        """The library's message, and the nearest choice behind it where one is near."""
        return super().get_invalid_choice_message(value, ctx) + said_near(str(value), self.choices)


def said_near(typed: str, choices: Iterable[str]) -> str:
    """Which of the choices was probably meant, as a sentence to put behind another; empty where
    none is near."""
    for near in difflib.get_close_matches(typed, list(choices), 1):
        return " " + said("usage_near", near=near)
    return ""


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
            self.fail(said("usage_no_date", value=value), param, ctx)


def _chosen(name: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    """A callback that sets the option `name` of every command."""

    def choose(context: click.Context, _: click.Parameter, value: Any) -> None:
        if value is not None:
            context.obj = context.obj.changed(**{name: value})

    return choose


def _common(name: str, kind: click.ParamType[Any]) -> click.Option:
    """The option `--name`, which every command has."""
    key = name.replace("-", "_")
    return click.Option([f"--{name}"], type=kind, expose_value=False, callback=_chosen(key))


def _no_places(_: str) -> Mapping[str, str]:
    """Help without places."""
    return {}


class Command(click.Command):
    """A command that takes the options of every command, so that they stand before it or behind
    it: nobody remembers which side they go. Its words are put in by `put_words`; `places` fills
    those of its help when it is shown."""

    context_class = CommandLine

    def __init__(self, *arguments: Any, places: Places = _no_places, **choices: Any) -> None:
        super().__init__(*arguments, **choices)
        self._places = places
        self.params.append(_common("project", click.Path(path_type=Path)))
        self.params.append(_common("ui-language", WordChoice(ui_languages())))

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option `--help`, with its words."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = helps(language_of(ctx))[EVERY]["help"]
        return option

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command is for."""
        formatter.write_paragraph()
        with formatter.indentation():
            places = self._places(language_of(ctx))
            formatter.write_text((self.help or "").format(**places))

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples."""
        if self.epilog:
            with formatter.section(lines(language_of(ctx))["help_examples"]):
                formatter.write_text(self.epilog)


class CommandGroup(Command, click.Group):
    """A group whose own commands are of that kind too."""

    command_class = Command


def example(*commands: str) -> str:
    """The end of a help text: commands as one types them, a line each."""
    return "\n".join(commands)
