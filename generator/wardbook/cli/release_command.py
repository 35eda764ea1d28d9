"""The command `wardbook release`."""

from __future__ import annotations

import datetime
from typing import Any

import click

from wardbook.cli.ending import ends
from wardbook.cli.shared import Command, Day, example
from wardbook.cli.words import wrong_use
from wardbook.commands.release import ReleaseOrder
from wardbook.commands.release import release as issue_edition
from wardbook.options import Options


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
