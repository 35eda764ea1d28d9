"""The command `wardbook new`."""

from __future__ import annotations

from collections.abc import Mapping

import click

from wardbook.cli.ending import ends
from wardbook.cli.shared import Command, WordChoice, example
from wardbook.cli.words import wrong_use
from wardbook.commands.new import new as lay_down
from wardbook.options import Options
from wardbook.starters import CI_SERVICES, STARTERS
from wardbook.starters.entries import ENTRIES
from wardbook.starters.one_language import STARTER_LANGUAGES


def _kinds(_: str) -> Mapping[str, str]:
    """What `wardbook new` lays down."""
    return {"starters": ", ".join(STARTERS), "entries": ", ".join(ENTRIES)}


@click.command(
    cls=Command,
    epilog=example(
        "wardbook new hospital our-plan",
        "wardbook new blank our-plan --ci gitlab --language en",
        "wardbook new form porter-slip",
    ),
    places=_kinds,
)
@click.argument("kind", type=WordChoice([*STARTERS, *ENTRIES]), metavar="KIND")
@click.argument("name", metavar="NAME")
@click.option(
    "--ci",
    type=WordChoice(CI_SERVICES),
    help="For a project: the service that checks each push (default: github).",
)
@click.option(
    "--language",
    type=WordChoice(STARTER_LANGUAGES),
    help="For a project: the one language that it is written in (default: all of the starter's).",
)
@click.pass_obj
def new(options: Options, kind: str, name: str, ci: str | None, language: str | None) -> None:
    """`wardbook new`."""
    for option, told in (("--ci", ci), ("--language", language)):
        if told and kind not in STARTERS:
            raise wrong_use("usage_only_projects", option=option, kind=kind)
    ends(lambda: lay_down(options, kind, name, ci=ci or "github", language=language or ""))
