"""Check words of the sheets of the plan as it is."""

from __future__ import annotations

from wardbook.checks import stops_sheets
from wardbook.commands.workspace import Workspace
from wardbook.options import Options
from wardbook.plan.loader import load
from wardbook.sheets.books import new_words
from wardbook.sheets.check_words import CheckWord


def working_copy_words(options: Options) -> tuple[CheckWord, ...]:
    """The words of sheets and leaves for the audience that was asked for that no edition has.

    Raises Stopped for a plan of which no sheets can be made."""
    space = Workspace(options)
    loaded = load(options.project)
    if loaded.project is None or stops_sheets(loaded, space.today(loaded)):
        space.stop(space.open())
    return new_words(space.books(loaded.project))
