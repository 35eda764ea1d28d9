"""Texts of which one language was edited since the last edition and another was not: what people
read in that language may say something else, until somebody has looked at it.

A confirmation holds for two wordings: an edit of either makes the text stale again."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from wardbook.editions.plan_changes import Action, Change, plan_changes
from wardbook.editions.plan_tree import NAMING, Entry, Value, Wording
from wardbook.editions.text_ids import digest, text_id
from wardbook.findings import Mark
from wardbook.folders import RECORDS, SOURCE
from wardbook.plan.loader import load
from wardbook.plan.project import Project
from wardbook.plan.text import Text

CONFIRMED = f"{SOURCE}/{RECORDS}/translations.csv"
"""Where confirmations stand. They are a record: no sheet says anything of them."""
_COLUMNS = ("text", "language", "edited", "words", "confirmed")
_KEY = 4
"""Columns that say what was confirmed; the next says when."""
_CONFLICT = ("<<<<<<<", "=======", ">>>>>>>")
"""What git writes between the lines of two people; all of their lines count."""
_URGENT = ("card", "do", "stop", "note", "first")
"""Fields that guide action, in the order of their urgency."""


@dataclass(frozen=True)
class StaleText:
    """A text that is stale in `language`: its wording there, and that of the language that was
    edited, before and now."""

    id: str
    change: Change
    text: Text
    language: str
    words: str
    edited: str
    before: str
    now: str

    @property
    def confirmation(self) -> TextConfirmation:
        """What is written down when somebody finds that the words still hold."""
        return TextConfirmation(self.id, self.language, digest(self.now), digest(self.words))


@dataclass(frozen=True)
class TextConfirmation:
    """That a text in `language` says what the edited one says. `edited` and `words` are digests of
    the two wordings."""

    text: str
    language: str
    edited: str
    words: str


def stale_texts(project: Project) -> tuple[StaleText, ...]:
    """The texts that are stale since the last edition, those that guide action first; none where
    nothing was issued."""
    last = project.last_edition
    if last is None:
        return ()
    before = load(last.folder).project
    if before is None:
        return ()
    known = set(confirmations(project.root))
    found = []
    for change in plan_changes(before, project):
        for stale in _stale(change, project.languages):
            if stale.confirmation not in known:
                found.append(stale)
    return tuple(sorted(found, key=_urgency))


def stale_marks(project: Project) -> dict[tuple[Mark, str], str]:
    """What `Project.stale` says of a draft: where a stale text guides action, the edited language
    is read in its place; elsewhere it stands with a mark.

    Names are printed in many places, and labels of forms have no room for a mark: they are left. A
    form is marked whole, by its file."""
    found = {}
    for stale in stale_texts(project):
        field = stale.change.field.rpartition(".")[2]
        if stale.change.path[0].kind == "form":
            found[Mark(stale.text.mark.file), stale.language] = ""
        elif field not in NAMING:
            source = stale.edited if is_urgent(stale.change.entry, field) else ""
            found[stale.text.mark, stale.language] = source
    return found


def _stale(change: Change, languages: Sequence[str]) -> Iterator[StaleText]:
    """The languages in which a reworded text was left as it is."""
    if change.action is not Action.CHANGED:
        return
    in_list = isinstance(change.after, tuple)
    for old, new in _reworded(change.before, change.after):
        edited = []
        for language in languages:
            if new.said(language) and old.said(language) != new.said(language):
                edited.append(language)
        for language in languages:
            words = new.said(language)
            if words and words == old.said(language) and edited:
                now = new.said(edited[0])
                id = text_id(change.path, change.field, now, in_list=in_list)
                before = old.said(edited[0])
                yield StaleText(id, change, new.text, language, words, edited[0], before, now)


def _reworded(before: Value | None, after: Value | None) -> Iterator[tuple[Wording, Wording]]:
    """The texts of a field that say something else now, with what they said: the field's own, or
    those of a list that kept their words in a language."""
    gone = _texts_without(before, after)
    for new in _texts_without(after, before):
        for old in gone:
            if not isinstance(after, tuple) or _shares(old, new):
                gone.remove(old)
                yield old, new
                break


def _texts_without(value: Value | None, other: Value | None) -> list[Wording]:
    """The texts of a field or of its list, without those that the other state of it has too."""
    if isinstance(value, Wording):
        return [value]
    found = []
    if isinstance(value, tuple) and isinstance(other, tuple):
        for item in value:
            if isinstance(item, Wording) and item not in other:
                found.append(item)
    return found


def _shares(first: Wording, second: Wording) -> bool:
    """Whether two wordings say the same in a language."""
    return bool(set(first.languages) & set(second.languages))


def is_urgent(entry: Entry, field: str) -> bool:
    """Whether a text guides action: a step's, or a card's."""
    return entry.kind in ("step", "procedure") and field in _URGENT


def _urgency(stale: StaleText) -> tuple[int, str]:
    """Steps and cards first, then everything else in the order of its place."""
    field = stale.change.field
    if is_urgent(stale.change.entry, field):
        return _URGENT.index(field), stale.id
    return len(_URGENT), stale.id


def confirmations(root: Path) -> Iterator[TextConfirmation]:
    """What was confirmed so far; none where the file is missing or can't be read."""
    for cells in _rows(root):
        if _is_confirmation(cells):
            yield TextConfirmation(*cells[:_KEY])


def confirmed_text(root: Path, new: Iterable[TextConfirmation], day: str) -> str:
    """The file of confirmations with new ones, sorted: two people who confirm different texts
    change different lines. What somebody wrote beside them or between them stays."""
    head: list[str] = list(_COLUMNS)
    rows: dict[tuple[str, ...], list[str]] = {}
    others = []
    for cells in _rows(root):
        if _is_confirmation(cells):
            rows[tuple(cells[:_KEY])] = cells[_KEY:]
        elif tuple(cells[: len(_COLUMNS)]) == _COLUMNS:
            head = cells
        elif cells and not cells[0].startswith(_CONFLICT):
            others.append(cells)
    for one in new:
        known = (one.text, one.language, one.edited, one.words)
        rows[known] = [day, *rows.get(known, ())[1:]]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    for key in sorted(rows):
        writer.writerow((*key, *rows[key]))
    writer.writerows(others)
    return text.getvalue()


def _rows(root: Path) -> Iterator[list[str]]:
    """The lines of the file as cells. What is no UTF-8 is kept as it is: a spreadsheet saved it."""
    try:
        text = (root / CONFIRMED).read_bytes().decode("utf-8-sig", "surrogateescape")
    except OSError:
        return
    yield from csv.reader(io.StringIO(text))


def _is_confirmation(cells: Sequence[str]) -> bool:
    """Whether a line confirms a text; columns of somebody's own may stand behind ours."""
    return len(cells) >= len(_COLUMNS) and tuple(cells[: len(_COLUMNS)]) != _COLUMNS
