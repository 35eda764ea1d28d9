"""The command `wardbook translations`."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from wardbook.cli.ending import ends
from wardbook.cli.shared import CommandGroup, Day, WordChoice, example
from wardbook.cli.words import wrong_use
from wardbook.commands.translations import confirm as confirm_texts
from wardbook.commands.translations import show_translations
from wardbook.commands.translators import (
    TranslationOrder,
    export_translations,
    import_translations,
)
from wardbook.options import Options
from wardbook.sheets.audience import AUDIENCES


@click.group(
    cls=CommandGroup,
    invoke_without_command=True,
    epilog=example(
        "wardbook translations", "wardbook translations confirm procedure:pharmacy/step:count#do"
    ),
)
@click.option("--format", "form", type=WordChoice(["text", "json"]), default="text")
@click.pass_context
def translations(context: click.Context, form: str) -> None:
    """Show texts of which one language was edited since the last edition and another was not."""
    if context.invoked_subcommand is None:
        ends(lambda: show_translations(context.obj.changed(form=form)))


@translations.command(
    "confirm",
    epilog=example(
        "wardbook translations confirm procedure:pharmacy/step:count#do",
        "wardbook translations confirm --all",
    ),
)
@click.argument("texts", nargs=-1, metavar="[TEXT...]")
@click.option("--all", "every", is_flag=True)
@click.option("--date", "day", type=Day())
@click.pass_obj
def translations_confirm(
    options: Options, texts: tuple[str, ...], every: bool, day: datetime.date | None
) -> None:
    """Write down that stale texts say what the edited language says."""
    if bool(texts) == every:
        raise wrong_use("usage_texts_or_all")
    today = day or datetime.date.today()
    ends(lambda: confirm_texts(options, texts, today, every=every))


@translations.command(
    "export",
    epilog=example(
        "wardbook translations export english.xlf --to en",
        "wardbook translations export english.po --to en --all",
    ),
)
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--to", "target", required=True, metavar="LANGUAGE")
@click.option("--from", "source", default="", metavar="LANGUAGE")
@click.option("--all", "every", is_flag=True)
@click.option("--audience", type=WordChoice(AUDIENCES), default="staff", show_default=True)
@click.pass_obj
def translations_export(
    options: Options, /, file: Path, target: str, source: str, every: bool, audience: str
) -> None:
    """Write what is to be translated into FILE."""
    order = TranslationOrder(file, target, source, every)
    ends(lambda: export_translations(options.changed(audience=audience), order))


@translations.command(
    "import",
    epilog=example(
        "wardbook translations import english.xlf",
        "wardbook translations import english.po --write",
    ),
)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--write", is_flag=True)
@click.option("--date", "day", type=Day())
@click.pass_obj
def translations_import(
    options: Options, file: Path, write: bool, day: datetime.date | None
) -> None:
    """Show what a returned FILE brings, or write it into the plan."""
    today = day or datetime.date.today()
    ends(lambda: import_translations(options, file, today, write=write))
