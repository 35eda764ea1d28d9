"""The command `wardbook level`."""

from __future__ import annotations

import re
from typing import Any

import click

from wardbook.cli.ending import ends
from wardbook.cli.shared import Command, example
from wardbook.cli.words import said
from wardbook.commands.level import show_level
from wardbook.options import Options
from wardbook.plan.model.scalars import Duration
from wardbook.plan.timeline import as_duration


class Length(click.ParamType[Duration]):
    """A length of time written 4:00 or 4 h 30 min."""

    name = "4:00"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Duration:
        """Parse the length or fail with an example."""
        if isinstance(value, Duration):
            return value
        clock = re.fullmatch(r"(\d{1,4}):([0-5]\d)", value)
        if clock:
            return Duration(int(clock[1]) * 60 + int(clock[2]))
        length = as_duration(value)
        if length is None:
            self.fail(said("usage_no_length", value=value), param, ctx)
        return length


@click.command(cls=Command, epilog=example("wardbook level 4:00", 'wardbook level "4 h 30 min"'))
@click.argument("length", type=Length(), metavar="LENGTH")
@click.pass_obj
def level(options: Options, length: Duration) -> None:
    """Say which level an outage of a length has, and who activates it."""
    ends(lambda: show_level(options, length))
