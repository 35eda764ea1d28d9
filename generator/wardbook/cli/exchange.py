"""Commands that exchange data with other programs: lists out and in, the site as Markdown, the plan
as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from wardbook.cli.shared import Command, Day, ends, example
from wardbook.commands.export_json import export_json
from wardbook.commands.export_list import export_list
from wardbook.commands.export_prices import export_prices
from wardbook.commands.export_site import export_site
from wardbook.commands.import_list import import_list
from wardbook.commands.import_prices import import_prices
from wardbook.commands.price_file import PRICE_LIST, PriceEdition
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
    lists = (*LISTS, PRICE_LIST)
    if file is None and what in lists:
        raise click.UsageError(
            f"name a FILE for the list {what}; for a folder of that name write ./{what}"
        )
    if file is None:
        ends(
            lambda: export_site(options.changed(audience=audience or options.audience), Path(what))
        )
        return
    if what not in lists:
        raise click.UsageError(f"{what!r} is no list; there are {', '.join(lists)}")
    if audience:
        raise click.UsageError(
            "a list is written whole, for whoever keeps it: --audience is for pages"
        )
    if what == PRICE_LIST:
        ends(lambda: export_prices(options, file))
        return
    ends(lambda: export_list(options, what, file))


@click.command(
    "import", cls=Command, epilog=example("wardbook import contacts contacts.xlsx --write")
)
@click.argument("name", type=click.Choice([*LISTS, PRICE_LIST]), metavar="LIST")
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
    edition = PriceEdition(choices.pop("edition") or "", choices.pop("date"))
    if name != PRICE_LIST:
        if edition != PriceEdition():
            raise click.UsageError("--edition and --date are for prices")
        ends(lambda: import_list(options, name, file, **choices))
        return
    if choices.pop("remove_missing"):
        raise click.UsageError(
            "a price list comes whole: what FILE lacks goes without --remove-missing"
        )
    ends(lambda: import_prices(options, file, edition, **choices))


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
    ends(lambda: export_json(options.changed(output=output, audience=audience)))
