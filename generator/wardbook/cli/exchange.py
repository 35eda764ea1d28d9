"""Commands that exchange data with other programs: lists out and in, the site as Markdown, the plan
as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from wardbook.cli.shared import Command, Day, WordChoice, ends, example, said_near
from wardbook.cli.words import wrong_use
from wardbook.commands.export_json import export_json
from wardbook.commands.export_list import export_list
from wardbook.commands.export_plan import PlanCopy, export_plan
from wardbook.commands.export_prices import export_prices
from wardbook.commands.export_site import export_site
from wardbook.commands.import_list import import_list
from wardbook.commands.import_plan import PlanSource, import_plan
from wardbook.commands.import_prices import import_prices
from wardbook.commands.list_files import ListFile
from wardbook.commands.price_file import PRICE_LIST, PriceEdition
from wardbook.commands.review import review as review_returned
from wardbook.options import Options
from wardbook.plan.model.prices import PriceItem
from wardbook.plan.registries import BY_PLACE
from wardbook.sheets.audience import AUDIENCES
from wardbook.spreadsheets import LISTS
from wardbook.spreadsheets.columns import columns
from wardbook.spreadsheets.headings import ToldColumn, heading_in
from wardbook.word.office_styles import STYLES

PLAN = "plan"
"""What is imported where it is no list."""


def _columns(language: str) -> Mapping[str, str]:
    """The columns of each list, by their headings in a language."""
    models = {name: BY_PLACE[place].model for name, place in LISTS.items()}
    models[PRICE_LIST] = PriceItem
    rows = []
    for name, model in models.items():
        headings = []
        for column in columns(model, (language,)):
            headings.append(heading_in(column, name, language))
        rows.append(f"{name}: {', '.join(headings)}")
    return {"columns": "\n".join(rows)}


@click.command(
    cls=Command,
    places=_columns,
    epilog=example(
        "wardbook export contacts contacts.xlsx",
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
@click.pass_obj
def export(
    options: Options, /, what: str, file: Path | None, audience: str | None, **choices: Any
) -> None:
    """Write a LIST into FILE as .csv or .xlsx, the site as Markdown into FOLDER, or a plan into
    FILE as .docx."""
    readers = options.changed(audience=audience or options.audience)
    if file is None and what.lower().endswith(".docx"):
        ends(lambda: export_plan(readers, _plan_copy(Path(what), choices)))
        return
    _refuse_choices(choices)
    lists = (*LISTS, PRICE_LIST)
    if file is None:
        if what in lists:
            raise wrong_use("usage_list_file", list=what)
        ends(lambda: export_site(readers, Path(what)))
        return
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


def _refuse_choices(choices: Mapping[str, str | None]) -> None:
    """Refuse options of a plan in Word for anything else."""
    if any(choices.values()):
        raise wrong_use("usage_for_word")


def _plan_copy(file: Path, choices: Mapping[str, str | None]) -> PlanCopy:
    """A plan in Word as it is wished for."""
    return PlanCopy(
        file, choices["plan"] or "", choices["language"] or "", choices["style"] or "plain"
    )


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
    places=_columns,
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
@click.option("--write", is_flag=True)
@click.option("--remove-missing", is_flag=True)
@click.option("--edition")
@click.option("--date", type=Day())
@click.option("--column", "told", multiple=True, metavar="FIELD=HEADING", callback=_told_columns)
@click.option("--sheet", "sheets", multiple=True, metavar="NAME")
@click.option("--rejects", type=click.Path(path_type=Path), metavar="FILE")
@click.pass_obj
def import_(options: Options, /, name: str, file: Path, **choices: Any) -> None:
    """Take a LIST from FILE: show what it changes in the YAML, and write it with --write. Draft a
    plan of a file of Word."""
    plan = PlanSource(
        file, choices.pop("plan") or "", choices.pop("language") or "", choices.pop("reports")
    )
    if name == PLAN:
        if any(choices.values()):
            raise wrong_use("usage_for_lists")
        ends(lambda: import_plan(options, plan))
        return
    if plan != PlanSource(file):
        raise wrong_use("usage_for_plans")
    source = ListFile(file, choices.pop("sheets"), choices.pop("told"), choices.pop("rejects"))
    edition = PriceEdition(choices.pop("edition") or "", choices.pop("date"))
    if name != PRICE_LIST:
        if edition != PriceEdition():
            raise wrong_use("usage_for_prices")
        ends(lambda: import_list(options, name, source, **choices))
        return
    if choices.pop("remove_missing"):
        raise wrong_use("usage_prices_whole")
    ends(lambda: import_prices(options, source, edition, **choices))


@click.command(
    "json",
    cls=Command,
    epilog=example("wardbook json --audience public", "wardbook json --output plan.json"),
)
@click.option("--output", type=click.Path(path_type=Path))
@click.option("--audience", type=WordChoice(AUDIENCES), default="staff", show_default=True)
@click.pass_obj
def json_(options: Options, output: Path | None, audience: str) -> None:
    """Write the whole checked plan as JSON for other programs; its schema: wardbook schema
    plan-json."""
    ends(lambda: export_json(options.changed(output=output, audience=audience)))


@click.command(
    cls=Command,
    epilog=example("wardbook review plan.docx", "wardbook review plan.docx --apply"),
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--apply", is_flag=True)
@click.option("--format", "form", type=WordChoice(("text", "json")), default="text")
@click.option("--audience", type=WordChoice(AUDIENCES), default="staff", show_default=True)
@click.pass_obj
def review(options: Options, file: Path, *, apply: bool, form: str, audience: str) -> None:
    """List comments and changes of a plan in Word that came back, with their places."""
    ends(lambda: review_returned(options.changed(form=form, audience=audience), file, apply=apply))
