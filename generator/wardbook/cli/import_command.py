"""The command `wardbook import`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from wardbook.cli.ending import ends
from wardbook.cli.list_columns import columns_of_lists
from wardbook.cli.shared import Command, Day, WordChoice, example
from wardbook.cli.words import wrong_use
from wardbook.commands.import_list import import_list
from wardbook.commands.import_plan import PlanSource, import_plan
from wardbook.commands.import_prices import import_prices
from wardbook.commands.list_files import ListFile
from wardbook.commands.price_file import PRICE_LIST, PriceEdition
from wardbook.options import Options
from wardbook.spreadsheets import LISTS
from wardbook.spreadsheets.headings import ToldColumn

PLAN = "plan"
"""What is imported where it is no list."""


def _told_columns(
    _context: click.Context, _option: click.Parameter, said: tuple[str, ...]
) -> tuple[ToldColumn, ...]:
    """Which headings stand for which fields, of `price=三级价格`."""
    found: list[ToldColumn] = []
    for text in said:
        field, _, heading = text.partition("=")
        if not field.strip() or not heading.strip():
            raise wrong_use("usage_column", given=text)
        found.append(ToldColumn(field.strip(), heading.strip()))
    return tuple(found)


@click.command(
    "import",
    cls=Command,
    places=columns_of_lists,
    epilog=example(
        "wardbook import contacts contacts.xlsx --write",
        "wardbook import plan plan.docx --report account.html",
    ),
)
@click.argument("name", type=WordChoice([*LISTS, PRICE_LIST, PLAN]), metavar="LIST")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--plan", metavar="ID")
@click.option("--language", metavar="CODE")
@click.option("--report", "reports", type=click.Path(path_type=Path), multiple=True, metavar="FILE")
@click.option("--contacts", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--write", is_flag=True)
@click.option("--remove-missing", is_flag=True)
@click.option("--edition")
@click.option("--date", type=Day())
@click.option("--column", "told", multiple=True, metavar="FIELD=HEADING", callback=_told_columns)
@click.option("--sheet", "sheets", multiple=True, metavar="NAME")
@click.option("--rejects", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--simplified", is_flag=True)
@click.pass_obj
def import_(options: Options, /, name: str, file: Path, **choices: Any) -> None:
    """Take a LIST from FILE: show what it changes in the YAML, and write it with --write. Draft a
    plan of a file of Word."""
    plan = PlanSource(
        file,
        choices.pop("plan") or "",
        choices.pop("language") or "",
        choices.pop("reports"),
        choices.pop("contacts"),
    )
    if name == PLAN:
        if any(choices.values()):
            raise wrong_use("usage_for_lists")
        ends(lambda: import_plan(options, plan))
        return
    if plan != PlanSource(file):
        raise wrong_use("usage_for_plans")
    source = ListFile(
        file,
        choices.pop("sheets"),
        choices.pop("told"),
        choices.pop("rejects"),
        choices.pop("simplified"),
    )
    edition = PriceEdition(choices.pop("edition") or "", choices.pop("date"))
    if name != PRICE_LIST:
        if edition != PriceEdition():
            raise wrong_use("usage_for_prices")
        ends(lambda: import_list(options, name, source, **choices))
        return
    if choices.pop("remove_missing"):
        raise wrong_use("usage_prices_whole")
    ends(lambda: import_prices(options, source, edition, **choices))
