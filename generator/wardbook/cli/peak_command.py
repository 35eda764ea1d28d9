"""The command `wardbook peak`."""

from __future__ import annotations

import datetime
import re
from typing import Any

import click

from wardbook.cli.ending import ends
from wardbook.cli.shared import Command, example
from wardbook.cli.words import said
from wardbook.commands.peak import show_peak
from wardbook.options import Options


class DayAndTime(click.ParamType[datetime.datetime]):
    """A day with a time of day, written 2026-11-30T09:30."""

    name = "YYYY-MM-DDTHH:MM"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime.datetime:
        """Parse the moment or fail with an example."""
        if isinstance(value, datetime.datetime):
            return value
        try:
            return datetime.datetime.fromisoformat(_with_two_digits(value))
        except ValueError:
            self.fail(said("usage_no_moment", value=value), param, ctx)


def _with_two_digits(written: str) -> str:
    """A moment with its hour in two digits: clock times of a plan are written 9:30."""
    return re.sub(r"(?<=[T ])(?=\d:)", "0", written.strip())


@click.command(cls=Command, epilog=example("wardbook peak 2026-11-30T09:30"))
@click.argument("moment", type=DayAndTime(), metavar="MOMENT")
@click.pass_obj
def peak(options: Options, moment: datetime.datetime) -> None:
    """Say whether a moment is in peak hours, on a holiday, at night."""
    ends(lambda: show_peak(options, moment))
