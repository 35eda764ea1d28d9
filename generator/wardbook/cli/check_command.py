"""The command `wardbook check`."""

from __future__ import annotations

from typing import Any

import click

from wardbook.cli.ending import ends
from wardbook.cli.shared import Command, Day, WordChoice, example
from wardbook.cli.words import wrong_use
from wardbook.commands.check import check as check_plan
from wardbook.options import Options
from wardbook.sheets.audience import AUDIENCES


@click.command(
    cls=Command,
    epilog=example(
        "wardbook check",
        "wardbook check --strict --format github",
        "wardbook check --format sarif > findings.sarif",
        "wardbook check --paper --audience posted --language zh",
        "wardbook check --search",
    ),
)
@click.option(
    "--format",
    "form",
    type=WordChoice(["text", "json", "github", "gitlab", "sarif"]),
    default="text",
)
@click.option("--strict", is_flag=True)
@click.option("--date", "today", type=Day())
@click.option("--paper", is_flag=True)
@click.option("--search", is_flag=True)
@click.option("--audience", type=WordChoice(AUDIENCES))
@click.option("--language", "languages", multiple=True)
@click.pass_obj
def check(
    options: Options,
    /,
    paper: bool,
    search: bool,
    audience: str | None,
    languages: tuple[str, ...],
    **choices: Any,
) -> None:
    """Check the plan and print every finding with its place and a hint."""
    if (audience or languages) and not paper:
        raise wrong_use("usage_for_paper")
    chosen = options.changed(**choices, audience=audience or "staff", languages=languages)
    ends(lambda: check_plan(chosen, paper=paper, search=search))
