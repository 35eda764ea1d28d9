"""The command `wardbook approve`."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from wardbook.cli.ending import ends
from wardbook.cli.shared import Command, Day, example
from wardbook.commands.approve import ApprovalOrder
from wardbook.commands.approve import approve as approve_edition
from wardbook.options import Options


@click.command(
    cls=Command,
    epilog=example(
        "wardbook approve 2026.2",
        'wardbook approve 2026.2 --by executive-in-charge --name "Li Wei"',
        "wardbook approve 2026.2 --by executive-in-charge --key ~/.ssh/id_ed25519",
    ),
)
@click.argument("edition", metavar="EDITION")
@click.option("--by", default="", metavar="POST")
@click.option("--name", default="")
@click.option("--key", type=click.Path(path_type=Path))
@click.option("--date", "day", type=Day())
@click.pass_obj
def approve(
    options: Options,
    /,
    edition: str,
    by: str,
    name: str,
    key: Path | None,
    day: datetime.date | None,
) -> None:
    """Write down that a post approves the plan as EDITION, or show how approvals stand."""
    order = ApprovalOrder(edition, by, name, key)
    ends(lambda: approve_edition(options, order, day or datetime.date.today()))
