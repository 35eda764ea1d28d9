"""The command `wardbook explain`."""

from __future__ import annotations

import click

from wardbook.cli.ending import ends
from wardbook.cli.shared import Command, example
from wardbook.cli.words import wrong_use
from wardbook.commands.explain import explain as explain_code
from wardbook.commands.explain import explain_all
from wardbook.options import Options


@click.command(
    cls=Command,
    epilog=example(
        "wardbook explain R201", "wardbook explain --all --ui-language zh > findings.md"
    ),
)
@click.argument("code", required=False)
@click.option("--all", "every", is_flag=True)
@click.pass_obj
def explain(options: Options, code: str | None, every: bool) -> None:
    """Explain a finding's CODE: what it means, why it matters, how to fix it."""
    if every == bool(code):
        raise wrong_use("usage_code_or_all")
    if code is None:
        ends(lambda: explain_all(options))
    else:
        ends(lambda: explain_code(options, code))
