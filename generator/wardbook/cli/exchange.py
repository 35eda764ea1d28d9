"""Commands that exchange data with other programs: lists out and in, the site as Markdown, the plan
as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from wardbook.cli.shared import Command, Day, ends, example
from wardbook.commands import exchange, pipeline
from wardbook.commands import prices as price_list
from wardbook.options import Options
from wardbook.sheets.audience import AUDIENCES
from wardbook.spreadsheets import LISTS


@click.command(
    cls=Command,
    epilog=example("wardbook export contacts contacts.xlsx", "wardbook export site-markdown"),
)
@click.argument("what", metavar="LIST|FOLDER")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option(
    "--audience", type=click.Choice(AUDIENCES), help="Who will read the pages (default: staff)."
)
@click.pass_obj
def export(options: Options, what: str, file: Path | None, audience: str | None) -> None:
    """Write a LIST into FILE as .csv or .xlsx, or the site as Markdown into FOLDER for any other
    site engine.

    \b
    LIST: contacts, copies, departments, prices; all of it, restricted numbers too.
    """
    lists = (*LISTS, price_list.NAME)
    if file is None and what in lists:
        raise click.UsageError(
            f"name a FILE for the list {what}; for a folder of that name write ./{what}"
        )
    if file is None:
        ends(
            lambda: pipeline.export(
                options.changed(audience=audience or options.audience), Path(what)
            )
        )
        return
    if what not in lists:
        raise click.UsageError(f"{what!r} is no list; there are {', '.join(lists)}")
    if audience:
        raise click.UsageError(
            "a list is written whole, for whoever keeps it: --audience is for pages"
        )
    if what == price_list.NAME:
        ends(lambda: price_list.export_prices(options, file))
        return
    ends(lambda: exchange.export_list(options, what, file))


@click.command(
    "import", cls=Command, epilog=example("wardbook import contacts contacts.xlsx --write")
)
@click.argument("name", type=click.Choice([*LISTS, price_list.NAME]), metavar="LIST")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--write", is_flag=True, help="Write the changes into the YAML (default: only show them)."
)
@click.option(
    "--remove-missing",
    is_flag=True,
    help="Take out the entries that FILE lacks (default: they stay).",
)
@click.option("--edition", help="Edition of a price list.")
@click.option("--date", type=Day(), help="The day that the prices are of.")
@click.pass_obj
def import_(options: Options, /, name: str, file: Path, **choices: Any) -> None:
    """Take a LIST from FILE (.csv or .xlsx): show what it changes in the YAML, and write it with
    --write.

    \b
    LIST: contacts, copies, departments; prices, always whole and with --edition and --date.
    """
    edition = price_list.PriceEdition(choices.pop("edition") or "", choices.pop("date"))
    if name != price_list.NAME:
        if edition != price_list.PriceEdition():
            raise click.UsageError("--edition and --date are for prices")
        ends(lambda: exchange.import_list(options, name, file, **choices))
        return
    if choices.pop("remove_missing"):
        raise click.UsageError(
            "a price list comes whole: what FILE lacks goes without --remove-missing"
        )
    ends(lambda: price_list.import_prices(options, file, edition, **choices))


@click.command(
    "json",
    cls=Command,
    epilog=example("wardbook json --audience public", "wardbook json --output plan.json"),
)
@click.option(
    "--output", type=click.Path(path_type=Path), help="Where to put it (default: standard output)."
)
@click.option(
    "--audience",
    type=click.Choice(AUDIENCES),
    default="staff",
    show_default=True,
    help="Who will read it.",
)
@click.pass_obj
def json_(options: Options, output: Path | None, audience: str) -> None:
    """Write the whole checked plan as JSON for other programs; its schema: wardbook schema
    plan-json."""
    ends(lambda: exchange.export_json(options.changed(output=output, audience=audience)))
