"""The command line: arguments → `Options` → a function of `commands` → exit status. No logic lives
here."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from wardbook import __version__
from wardbook.cli import editions, exchange, paper, plan
from wardbook.cli.shared import CommandGroup, example
from wardbook.cli.words import put_words
from wardbook.options import Options
from wardbook.report.messages import faults, lines
from wardbook.report.ui_language import ui_language

_FAULTS_SHOWN = 3


class Program(CommandGroup):
    """The program. It speaks the user's language from the first word: of help and wrong use, too,
    which are said before all options are read."""

    def main(self, args: Sequence[str] | None = None, *arguments: Any, **choices: Any) -> Any:
        """Run the program with `args`, or with those of the process."""
        _print_any_language()
        typed = list(sys.argv[1:] if args is None else args)
        asked = _value_of("--ui-language", typed)
        language = ui_language(os.environ, Path(_value_of("--project", typed)), asked)
        put_words(self, language)
        _say_faults(language)
        return super().main(args, *arguments, obj=Options(ui_language=language), **choices)


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


for _command in (
    plan.check,
    plan.build,
    plan.preview,
    plan.coverage,
    plan.level,
    plan.peak,
    plan.schema,
    plan.new,
    plan.explain,
    plan.doctor,
    editions.changes,
    editions.copies,
    editions.diff,
    editions.release,
    editions.reprint,
    editions.translations,
    editions.verify,
    exchange.export,
    exchange.import_,
    exchange.json_,
    exchange.review,
    paper.forms,
    paper.pack,
    paper.prices,
    paper.drill,
    paper.reconcile,
):
    main.add_command(_command)
