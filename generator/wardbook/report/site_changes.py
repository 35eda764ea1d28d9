"""What changed since an edition, by department, as the site says it in one language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wardbook.editions.sheet_list import SheetEntry, SheetList
from wardbook.editions.shown_on import PlanDifference, ShownChange
from wardbook.report.messages import ui_languages
from wardbook.report.plan_changes_words import ChangeWords
from wardbook.sheets.book import Book, DepartmentPage
from wardbook.sheets.edition_changes import (
    ChangedSheet,
    ChangeLine,
    DepartmentChanges,
    EditionChanges,
)
from wardbook.sheets.sheet import MUL

_OTHERWISE = "en"
"""Language of the program's words where it has none in the book's."""


def site_changes(difference: PlanDifference, book: Book, summary: str) -> EditionChanges:
    """The difference by departments, each with what shows in its manual in the book's language."""
    language = book.language if book.language in ui_languages() else _OTHERWISE
    maker = _LineMaker(difference, book, ChangeWords(difference, language))
    departments = tuple(filter(None, map(maker.department, book.departments)))
    return EditionChanges(
        before=difference.before.name,
        after=book.edition,
        summary=summary,
        departments=departments,
        rest=tuple(maker.rest()),
    )


class _LineMaker:
    """Says edits with the sheets of one language that they show on."""

    def __init__(self, difference: PlanDifference, book: Book, words: ChangeWords) -> None:
        self._difference, self._book, self._words = difference, book, words
        self._held: dict[str, set[tuple[str, str]]] = {}
        for sheets in (difference.before.sheets, difference.after.sheets):
            self._hold(sheets)

    def _hold(self, sheets: SheetList) -> None:
        departments = {department.id for department in self._book.departments}
        for manual in sheets.manuals:
            if manual.language == self._book.language and manual.id in departments:
                self._held.setdefault(manual.id, set()).update(manual.sheets)

    def department(self, department: DepartmentPage) -> DepartmentChanges | None:
        """What changed in a department's manual; None where nothing did."""
        held = self._held.get(department.id, set())
        lines = []
        for shown in self._difference.changes:
            sheets = [sheet for sheet in self._own(shown.sheets) if sheet.key in held]
            if sheets:
                lines.append(self._line(shown, sheets))
        other = [sheet for sheet in self._own(self._difference.other) if sheet.key in held]
        if not lines and not other:
            return None
        others = tuple(self._sheets(other))
        return DepartmentChanges(department.id, department.name, tuple(lines), others)

    def rest(self) -> Iterator[ChangeLine]:
        """Edits that show in no department's manual, but somewhere, or nowhere at all."""
        everywhere = set().union(*self._held.values())
        for shown in self._difference.changes:
            own = list(self._own(shown.sheets))
            if shown.sheets and not own:
                continue  # readers of another language see it
            if not any(sheet.key in everywhere for sheet in own):
                yield self._line(shown, own)

    def _own(self, sheets: Iterable[SheetEntry]) -> Iterator[SheetEntry]:
        for sheet in sheets:
            if sheet.language in (self._book.language, MUL):
                yield sheet

    def _line(self, shown: ShownChange, sheets: Iterable[SheetEntry]) -> ChangeLine:
        subject, event = self._words.subject(shown.change), self._words.event(shown.change)
        return ChangeLine(subject, event, tuple(self._sheets(sheets)))

    def _sheets(self, sheets: Iterable[SheetEntry]) -> Iterator[ChangedSheet]:
        for sheet in sheets:
            id = sheet.id if sheet.id in self._book.sheets else ""
            yield ChangedSheet(sheet.code, sheet.title, id)
