"""Check words of the sheets of the plan as it is."""

from __future__ import annotations

from collections.abc import Sequence

from wardbook.commands.workspace import Workspace
from wardbook.options import Options
from wardbook.sheets.check_words import CheckWord, words_of


def working_copy_words(options: Options, issued: Sequence[CheckWord]) -> tuple[CheckWord, ...]:
    """The words of sheets and leaves for the audience that was asked for that no edition has.

    Raises Stopped for a plan with errors."""
    space = Workspace(options)
    words: list[CheckWord] = []
    for book in space.books(space.open_sound().project):
        printed = (*book.sheets.values(), *book.units.values())
        words += words_of(printed, issued, draft=book.draft)
    return tuple(words)
