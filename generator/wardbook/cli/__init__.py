"""The command line: arguments → `Options` → a function of `commands` → exit status. No logic lives
here.

Each command is a module, which is loaded when it is asked for: help and the other commands don't
wait for what it needs.
"""

from __future__ import annotations

import atexit
import gc
import io
import os
import sys
from collections.abc import Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import click

from wardbook import __version__
from wardbook.cli.shared import CommandGroup, example
from wardbook.cli.words import put_words, translate_library
from wardbook.options import Options
from wardbook.report.messages import faults, helps, lines, usage
from wardbook.report.ui_language import ui_language

_MODULE = "_command"
"""What the modules here end in that have a command each."""
_FAULTS_SHOWN = 3
_GARBAGE = 100_000
"""New objects after which the program looks for garbage: a plan that was read stays until the end,
and looking through it as often as Python does by itself takes a fifth of a check."""
# At its end Python looks once more through all that it gives back: another fifth
atexit.register(gc.freeze)


@cache
def command_names() -> tuple[str, ...]:
    """Names of all commands, in the order of the alphabet: a module each, found by its name."""
    modules = [module.name for module in iter_modules(__path__)]
    return tuple(sorted(name.removesuffix(_MODULE) for name in modules if name.endswith(_MODULE)))


class Program(CommandGroup):
    """The program. The user's language is found before any option is read: help and errors of usage
    are printed in it, too."""

    def main(self, args: Sequence[str] | None = None, *arguments: Any, **choices: Any) -> Any:
        """Run the program with `args`, or with those of the process."""
        gc.set_threshold(_GARBAGE)
        _print_any_language()
        typed = list(sys.argv[1:] if args is None else args)
        asked = _value_of("--ui-language", typed)
        language = ui_language(os.environ, Path(_value_of("--project", typed)), asked)
        put_words(self, "wardbook", language)
        translate_library(language)
        _say_faults(language)
        return super().main(args, *arguments, obj=Options(ui_language=language), **choices)

    def list_commands(self, _ctx: click.Context) -> list[str]:
        """The names of all commands, in the order of the alphabet."""
        return list(command_names())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command with its words; None for a name that there is not."""
        if cmd_name not in command_names():
            return None
        command = command_named(cmd_name)
        put_words(command, cmd_name, ctx.find_root().obj.ui_language)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is typed first. The library knows only commands that are loaded, so a
        slip is answered here with the words that were meant."""
        try:
            return super().resolve_command(ctx, args)
        except click.exceptions.NoSuchCommand as wrong:
            raise click.exceptions.NoSuchCommand(
                wrong.command_name, possibilities=command_names(), ctx=ctx
            ) from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what each command is for, without loading any."""
        language = ctx.find_root().obj.ui_language
        known = helps(language)
        rows = [(name, known[name]["short"]) for name in command_names()]
        with formatter.section(usage(language).get("Commands", "Commands")):
            formatter.write_dl(rows)


def command_named(name: str) -> click.Command:
    """The command of a name, as its module has it: under the name, with an underscore behind it
    where that is a word of Python."""
    module = import_module(f"{__name__}.{name}{_MODULE}")
    command = getattr(module, name, None) or getattr(module, f"{name}_")
    assert isinstance(command, click.Command)
    return command


def _say_faults(language: str) -> None:
    """Say what of the user's language can't be used, so that whoever translates it sees it."""
    found = faults(language)
    if found:
        said = lines(language)["messages_unusable"]
        some = "; ".join(found[:_FAULTS_SHOWN])
        click.echo(said.format(count=len(found), problems=some), err=True)


def _value_of(option: str, arguments: Sequence[str]) -> str:
    """What stands behind an option among arguments that are not read yet; empty where it is not
    there."""
    for at, argument in enumerate(arguments):
        if argument.startswith(f"{option}="):
            return argument.removeprefix(f"{option}=")
        if argument == option:
            return "".join(arguments[at + 1 : at + 2])
    return ""


@click.group(
    cls=Program,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=example("wardbook check", "wardbook build"),
)
@click.version_option(__version__)
def main() -> None:
    """`wardbook`."""


def _print_any_language() -> None:
    """Programs and files get UTF-8 whatever the locale; on a terminal that lacks a character its
    code is shown."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            if stream.isatty():
                stream.reconfigure(errors="backslashreplace")
            else:
                stream.reconfigure(encoding="utf-8")
