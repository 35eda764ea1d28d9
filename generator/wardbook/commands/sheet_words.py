"""Check words of the sheets of the plan as it is."""

from __future__ import annotations

from wardbook.commands.workspace import Workspace
from wardbook.options import Options
from wardbook.sheets.books import new_words
from wardbook.sheets.check_words import CheckWord


def working_copy_words(options: Options) -> tuple[CheckWord, ...]:
    """The words of sheets and leaves for the audience that was asked for that no edition has.

    Raises Stopped for a plan with errors."""
    space = Workspace(options)
    return new_words(space.books(space.open_sound().project))
