"""The command `wardbook verify`."""

from __future__ import annotations

import click

from wardbook.cli.ending import ends
from wardbook.cli.shared import Command, WordChoice, example
from wardbook.commands.verify import verify as verify_paper
from wardbook.options import Options
from wardbook.plan.model.audience import AUDIENCES


@click.command(
    cls=Command,
    epilog=example("wardbook verify 7K3-Q9D B2M-44X", "wardbook verify manual.pdf"),
)
@click.argument("given", nargs=-1, required=True, metavar="CODE|FILE.pdf...")
@click.option("--audience", type=WordChoice(AUDIENCES), default="staff", show_default=True)
@click.option("--now", is_flag=True)
@click.pass_obj
def verify(options: Options, given: tuple[str, ...], audience: str, now: bool) -> None:
    """Say whether paper is current, by the six characters on its leaves or from a PDF."""
    ends(lambda: verify_paper(options.changed(audience=audience), given, now=now))
