"""A state of a plan: the working copy, an edition, a revision of git, another folder; loaded, with
its sheets and their words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from wardbook.editions.kept_sheets import KeptSheets
from wardbook.editions.sheet_lines import issued_lines, sheet_lines
from wardbook.editions.sheet_list import SheetList, issued_list, sheet_list
from wardbook.plan.edition_records import IssuedEdition
from wardbook.plan.project import Project
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.project_localizer import localizer_for

if TYPE_CHECKING:
    from wardbook.sheets.book import Book
    from wardbook.sheets.printed_sheets import PrintedSheets


@dataclass(frozen=True)
class PlanState:
    """`name` is what the user calls it."""

    name: str
    project: Project
    audience: str
    issued: IssuedEdition | None = None
    """The record that it was read from: sheets and words as staff have them need not be made."""
    made: Sequence[Book] = ()
    """Its books, where somebody has made them already."""

    kept: KeptSheets | None = None
    """Its sheets with their words, where an earlier look kept them."""

    @cached_property
    def books(self) -> Sequence[Book]:
        """Its books for the audience, made when they are first asked for."""
        if self.made:
            return self.made
        # Loads all that makes sheets, half a second: whose sheets are known does without
        from wardbook.sheets.books import books

        return books(self.project, self.audience)

    @cached_property
    def printed(self) -> Sequence[Book | PrintedSheets]:
        """Its sheets by language: from its books where there are some; a comparison needs no
        more."""
        if self.made or "books" in self.__dict__:
            return self.books
        # Loads all that makes sheets, as above
        from wardbook.sheets.printed_sheets import printed_sheets

        return printed_sheets(self.project, self.audience)

    @cached_property
    def sheets(self) -> SheetList:
        """Its sheets and manuals."""
        if self.issued:
            return issued_list(self.issued)
        if self.kept:
            return self.kept.sheets
        return sheet_list(self.printed)

    @cached_property
    def localizers(self) -> Mapping[str, Localizer]:
        """What says things in each of its languages."""
        languages = dict.fromkeys((*self.project.languages, *self.project.form_languages))
        return {code: localizer_for(self.project, code) for code in languages}

    def lines(self, key: tuple[str, str]) -> tuple[str, ...]:
        """The words of a sheet; none where there is no such sheet."""
        id, language = key
        if self.issued:
            return issued_lines(self.issued, key)
        if self.kept:
            return self.kept.lines.get(key, ())
        for book in self.printed:
            stamped = book.sheets.get(id)
            if stamped and stamped.sheet.key.language == language:
                return sheet_lines(stamped.sheet)
        return ()

    def to_keep(self, other: KeptSheets | None = None) -> KeptSheets:
        """Its sheets with their words, for the next look. Sheets of the same fingerprint, of which
        an `other` state has most, say the same."""
        known = {}
        if other:
            for key, entry in other.sheets.sheets.items():
                known[entry.fingerprint] = other.lines.get(key)
        lines = {}
        for key, entry in self.sheets.sheets.items():
            lines[key] = known.get(entry.fingerprint) or self.lines(key)
        return KeptSheets(self.sheets, lines)
