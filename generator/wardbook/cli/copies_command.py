"""The command `wardbook copies`."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from wardbook.cli.ending import ends
from wardbook.cli.shared import CommandGroup, Day, WordChoice, example
from wardbook.cli.words import wrong_use
from wardbook.commands.copy_losses import Find, Loss
from wardbook.commands.copy_receipts import Receipt
from wardbook.commands.copy_register import (
    receipts_in,
    record_find,
    record_loss,
    record_receipts,
    show_copies,
)
from wardbook.options import Options


@click.group(
    cls=CommandGroup,
    invoke_without_command=True,
    epilog=example("wardbook copies", "wardbook copies received wards-stations --edition 2026.2"),
)
@click.option("--format", "form", type=WordChoice(["text", "json"]), default="text")
@click.option("--date", "today", type=Day())
@click.pass_context
def copies(context: click.Context, form: str, today: datetime.date | None) -> None:
    """Show which registered copies are current, and how far others are behind."""
    if context.invoked_subcommand is None:
        day = today or datetime.date.today()
        ends(lambda: show_copies(context.obj.changed(form=form), day))


@copies.command(
    "received",
    epilog=example(
        "wardbook copies received wards-stations --edition 2026.2 --date 2026-12-05",
        "wardbook copies received wards-stations --edition 2026.2 --numbers 04-11,14",
        "wardbook copies received --from slips.csv",
    ),
)
@click.argument("copy", metavar="[COPY]", required=False)
@click.option("--edition", default="")
@click.option("--date", "day", type=Day())
@click.option("--by", default="")
@click.option("--numbers", default="")
@click.option("--from", "file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.pass_obj
def copies_received(
    options: Options,
    copy: str | None,
    edition: str,
    day: datetime.date | None,
    by: str,
    numbers: str,
    file: Path | None,
) -> None:
    """Write into the copy register which edition a copy holds now."""
    if file is not None and not copy and not edition and not by and not numbers:
        ends(lambda: record_receipts(options, receipts_in(file)))
        return
    if not copy or not edition or file:
        raise wrong_use("usage_copy_and_edition")
    receipt = Receipt(copy, edition, day or datetime.date.today(), by, numbers)
    ends(lambda: record_receipts(options, (receipt,)))


@copies.command(
    "lost",
    epilog=example(
        "wardbook copies lost wards-stations --number 07 --date 2026-12-05",
        'wardbook copies lost cashier-emergency --by "Night cashier"',
    ),
)
@click.argument("copy", metavar="COPY")
@click.option("--date", "day", type=Day())
@click.option("--by", default="")
@click.option("--number", default="")
@click.option("--count", type=click.IntRange(min=1), default=1)
@click.pass_obj
def copies_lost(
    options: Options, copy: str, day: datetime.date | None, by: str, number: str, count: int
) -> None:
    """Write into the copy register that copies are lost."""
    loss = Loss(copy, day or datetime.date.today(), by, number, count)
    ends(lambda: record_loss(options, loss))


@copies.command("found", epilog=example("wardbook copies found wards-stations --number 07"))
@click.argument("copy", metavar="COPY")
@click.option("--number", default="")
@click.option("--count", type=click.IntRange(min=1), default=1)
@click.pass_obj
def copies_found(options: Options, copy: str, number: str, count: int) -> None:
    """Write into the copy register that lost copies were found."""
    ends(lambda: record_find(options, Find(copy, number, count)))
