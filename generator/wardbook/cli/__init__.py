"""The command line: arguments → `Options` → a function of `commands` → exit status. No logic lives
here."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import click

from wardbook import __version__
from wardbook.cli import exchange, paper, plan
from wardbook.cli.shared import CommandGroup, example
from wardbook.options import Options
from wardbook.report.messages import ui_language as by_locale
from wardbook.report.messages import ui_languages


@click.group(
    cls=CommandGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=example("wardbook check", "wardbook build"),
)
@click.version_option(__version__)
@click.option(
    "--project",
    type=click.Path(path_type=Path),
    default=Path(),
    help="Folder that holds plan_source/ (default: here).",
)
@click.option(
    "--ui-language",
    type=click.Choice(ui_languages()),
    help="Language of messages (default: the locale's).",
)
@click.pass_context
def main(context: click.Context, project: Path, ui_language: str | None) -> None:
    """Wardbook: emergency plans of information systems, from YAML to an offline site and printed
    manuals."""
    _print_any_language()
    context.obj = Options(project=project, ui_language=ui_language or by_locale(os.environ))


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
    plan.schema,
    plan.new,
    plan.explain,
    plan.doctor,
    exchange.export,
    exchange.import_,
    exchange.json_,
    paper.forms,
    paper.pack,
    paper.prices,
    paper.drill,
    paper.reconcile,
):
    main.add_command(_command)
