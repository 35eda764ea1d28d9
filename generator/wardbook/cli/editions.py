"""Commands about editions: what changed, what has to be printed again."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import click

from wardbook.cli.shared import Command, CommandGroup, Day, WordChoice, ends, example
from wardbook.cli.words import wrong_use
from wardbook.commands.changes import show_changes
from wardbook.commands.copy_register import Receipt, receipts_in, record_receipts, show_copies
from wardbook.commands.diff import show_difference
from wardbook.commands.release import ReleaseOrder
from wardbook.commands.release import release as issue_edition
from wardbook.commands.reprint import ReprintOrder
from wardbook.commands.reprint import reprint as print_packets
from wardbook.commands.translations import confirm as confirm_texts
from wardbook.commands.translations import show_translations
from wardbook.commands.verify import verify as verify_paper
from wardbook.options import Options
from wardbook.sheets.audience import AUDIENCES


@click.command(cls=Command, epilog=example("wardbook changes", "wardbook changes --format json"))
@click.option("--audience", type=WordChoice(AUDIENCES), default="staff", show_default=True)
@click.option("--format", "form", type=WordChoice(["text", "json"]), default="text")
@click.pass_obj
def changes(options: Options, audience: str, form: str) -> None:
    """Show which sheets changed in the last whole build, and what to print again."""
    ends(lambda: show_changes(options.changed(audience=audience, form=form)))


@click.command(
    cls=Command,
    epilog=example(
        "wardbook diff",
        "wardbook diff 2026.1",
        "wardbook diff origin/main --format markdown",
        "wardbook diff ../last-year . --format json",
    ),
)
@click.argument("before", metavar="[A]", required=False)
@click.argument("after", metavar="[B]", required=False)
@click.option("--audience", type=WordChoice(AUDIENCES), default="staff", show_default=True)
@click.option("--format", "form", type=WordChoice(["text", "json", "markdown"]), default="text")
@click.pass_obj
def diff(options: Options, before: str | None, after: str | None, audience: str, form: str) -> None:
    """Show what differs between two states of the plan, where it shows, and whom it concerns."""
    chosen = options.changed(audience=audience, form=form)
    ends(lambda: show_difference(chosen, before, after))


@click.command(
    cls=Command,
    epilog=example(
        'wardbook release 2026.2 --summary-zh "..." --summary-en "..."',
        "wardbook release 2026.2 --check",
    ),
)
@click.argument("edition", metavar="EDITION")
@click.option("--summary-zh", "zh", default="")
@click.option("--summary-en", "en", default="")
@click.option("--summary", "others", multiple=True, metavar="LANGUAGE=TEXT")
@click.option("--date", "day", type=Day())
@click.option("--check", "only_check", is_flag=True)
@click.pass_obj
def release(
    options: Options,
    /,
    edition: str,
    day: datetime.date | None,
    others: tuple[str, ...],
    **own: Any,
) -> None:
    """Freeze the plan as EDITION, or say what stands in the way."""
    only_check = own.pop("only_check")
    summary = {language: words for language, words in own.items() if words}
    for other in others:
        language, equals, words = other.partition("=")
        if not equals:
            raise wrong_use("usage_summary", given=other)
        summary[language] = words
    order = ReleaseOrder(edition, day or datetime.date.today(), summary, only_check)
    ends(lambda: issue_edition(options, order))


@click.command(
    cls=Command,
    epilog=example("wardbook verify 7K3-Q9D B2M-44X", "wardbook verify manual.pdf"),
)
@click.argument("given", nargs=-1, required=True, metavar="CODE|FILE.pdf...")
@click.option("--audience", type=WordChoice(AUDIENCES), default="staff", show_default=True)
@click.pass_obj
def verify(options: Options, given: tuple[str, ...], audience: str) -> None:
    """Say whether paper is current, by the six signs on its leaves or from a PDF."""
    ends(lambda: verify_paper(options.changed(audience=audience), given))


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
        "wardbook copies received --from slips.csv",
    ),
)
@click.argument("copy", metavar="[COPY]", required=False)
@click.option("--edition", default="")
@click.option("--date", "day", type=Day())
@click.option("--from", "file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.pass_obj
def copies_received(
    options: Options,
    copy: str | None,
    edition: str,
    day: datetime.date | None,
    file: Path | None,
) -> None:
    """Write into the copy register which edition a copy holds now."""
    if file is not None and not copy and not edition:
        ends(lambda: record_receipts(options, receipts_in(file)))
        return
    if not copy or not edition or file:
        raise wrong_use("usage_copy_and_edition")
    receipt = Receipt(copy, edition, day or datetime.date.today())
    ends(lambda: record_receipts(options, (receipt,)))


@click.command(
    cls=Command,
    epilog=example(
        "wardbook reprint --all",
        "wardbook reprint --department E1",
        "wardbook reprint --copy wards-stations --output packet",
    ),
)
@click.option("--department", default="")
@click.option("--copy", default="")
@click.option("--all", "every", is_flag=True)
@click.option("--output", type=click.Path(path_type=Path))
@click.pass_obj
def reprint(
    options: Options, /, department: str, copy: str, every: bool, output: Path | None
) -> None:
    """Print an update packet for each copy that is behind, and a list for the print office."""
    if [bool(department), bool(copy), every].count(True) != 1:
        raise wrong_use("usage_which_copies")
    order = ReprintOrder(department, copy)
    ends(lambda: print_packets(options.changed(output=output), order))


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
