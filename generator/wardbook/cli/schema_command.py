"""The command `wardbook schema`."""

from __future__ import annotations

import click

from wardbook.cli.ending import ends
from wardbook.cli.shared import Command, WordChoice, example
from wardbook.cli.words import wrong_use
from wardbook.commands.schema import schema as print_schema
from wardbook.commands.schema import set_up_editor
from wardbook.options import Options
from wardbook.plan.schema import SCHEMAS
from wardbook.report.plan_changes_schema import DIFF_JSON
from wardbook.sheets.plan_schema import PLAN_JSON

_FILES = sorted((*SCHEMAS, PLAN_JSON, DIFF_JSON))
"""Kinds of files that have a schema."""


@click.command(
    cls=Command,
    places=lambda _: {"files": ", ".join(_FILES)},
    epilog=example("wardbook schema procedure", "wardbook schema --editor"),
)
@click.argument("kind", type=WordChoice(_FILES), metavar="[KIND]", required=False)
@click.option("--editor", is_flag=True)
@click.pass_obj
def schema(options: Options, kind: str | None, editor: bool) -> None:
    """Print the JSON Schema of one KIND of file, or set up the project's editor with all of them.
    plan-json: of `json`."""
    if editor == bool(kind):
        raise wrong_use("usage_kind_or_editor")
    if kind is None:
        ends(lambda: set_up_editor(options))
    else:
        ends(lambda: print_schema(kind))
