"""The command `wardbook export`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from wardbook.cli.ending import ends
from wardbook.cli.list_columns import columns_of_lists
from wardbook.cli.shared import Command, WordChoice, example, said_near
from wardbook.cli.words import wrong_use
from wardbook.commands.export_list import export_list
from wardbook.commands.export_plan import PlanCopy, export_plan
from wardbook.commands.export_prices import export_prices
from wardbook.commands.export_reading import BACK_ENTRY, READING, export_reading
from wardbook.commands.export_site import export_site
from wardbook.commands.price_file import PRICE_LIST
from wardbook.options import Options
from wardbook.sheets.audience import AUDIENCES
from wardbook.spreadsheets import LISTS
from wardbook.word.office_styles import STYLES


def _refuse_choices(choices: Mapping[str, str | None]) -> None:
    """Refuse options of a plan in Word for anything else."""
    if any(choices.values()):
        raise wrong_use("usage_for_word")


def _export_reading(
    options: Options, what: str, file: Path | None, choices: Mapping[str, str | None]
) -> None:
    """Write a workbook for people."""
    if what not in READING or file is None:
        raise wrong_use("usage_reading", known=", ".join(READING))
    if choices["plan"] or choices["style"]:
        raise wrong_use("usage_for_word")
    ends(lambda: export_reading(options, what, file, choices["language"] or ""))


def _plan_copy(file: Path, choices: Mapping[str, str | None]) -> PlanCopy:
    """A plan in Word as it is wished for."""
    return PlanCopy(
        file, choices["plan"] or "", choices["language"] or "", choices["style"] or "plain"
    )


@click.command(
    cls=Command,
    places=columns_of_lists,
    epilog=example(
        "wardbook export contacts contacts.xlsx",
        "wardbook export contacts telephone.xlsx --for-reading --audience posted",
        "wardbook export back-entry order.xlsx",
        "wardbook export plan.docx --style gongwen",
        "wardbook export site-markdown",
    ),
)
@click.argument("what", metavar="LIST|FOLDER")
@click.argument("file", type=click.Path(path_type=Path), required=False)
@click.option("--audience", type=WordChoice(AUDIENCES))
@click.option("--plan", metavar="ID")
@click.option("--language", metavar="CODE")
@click.option("--style", type=WordChoice([*STYLES]))
@click.option("--for-reading", is_flag=True)
@click.pass_obj
def export(
    options: Options, /, what: str, file: Path | None, audience: str | None, **choices: Any
) -> None:
    """Write a LIST into FILE as .csv or .xlsx, the site as Markdown into FOLDER, or a plan into
    FILE as .docx."""
    readers = options.changed(audience=audience or options.audience)
    if choices.pop("for_reading") or (what == BACK_ENTRY and file):
        _export_reading(readers, what, file, choices)
        return
    if file is None and what.lower().endswith(".docx"):
        ends(lambda: export_plan(readers, _plan_copy(Path(what), choices)))
        return
    _refuse_choices(choices)
    if file is None:
        _refuse_list_name(what)
        ends(lambda: export_site(readers, Path(what)))
        return
    _export_list(options, what, file, audience)


def _refuse_list_name(what: str) -> None:
    """Refuse the name of a list where a folder is meant."""
    if what in (*LISTS, PRICE_LIST, BACK_ENTRY):
        raise wrong_use("usage_list_file", list=what)


def _export_list(options: Options, what: str, file: Path, audience: str | None) -> None:
    """Write a list for whoever keeps it."""
    lists = (*LISTS, PRICE_LIST)
    if what not in lists:
        raise wrong_use(
            "usage_no_list", name=what, known=", ".join(lists), near=said_near(what, lists)
        )
    if audience:
        raise wrong_use("usage_list_whole")
    if what == PRICE_LIST:
        ends(lambda: export_prices(options, file))
        return
    ends(lambda: export_list(options, what, file))
