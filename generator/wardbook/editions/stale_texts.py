"""Texts of which one language was edited since the last edition and another was not: what people
read in that language may say something else, until somebody has looked at it.

A confirmation holds for two wordings: an edit of either makes the text stale again."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from wardbook.editions.plan_changes import Action, Change, plan_changes
from wardbook.editions.plan_tree import Wording
from wardbook.folders import RECORDS, SOURCE
from wardbook.plan.loader import load
from wardbook.plan.project import Project

CONFIRMED = f"{SOURCE}/{RECORDS}/translations.csv"
"""Where confirmations stand. They are a record: no sheet says anything of them."""
_COLUMNS = ("text", "language", "edited", "words", "confirmed")
_URGENT = ("card", "do", "stop", "note", "first")
"""Fields that guide action, in the order of their urgency."""


@dataclass(frozen=True)
class StaleText:
    """A text that is stale in `language`: its wording there, and that of the language that was
    edited, before and now."""

    id: str
    change: Change
    language: str
    words: str
    edited: str
    before: str
    now: str

    @property
    def confirmation(self) -> TextConfirmation:
        """What is written down when somebody finds that the words still hold."""
        return TextConfirmation(self.id, self.language, _digest(self.now), _digest(self.words))


@dataclass(frozen=True)
class TextConfirmation:
    """That a text in `language` says what the edited one says. `edited` and `words` are digests of
    the two wordings."""

    text: str
    language: str
    edited: str
    words: str


def _digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()[:12]


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


def _stale(change: Change, languages: Sequence[str]) -> Iterator[StaleText]:
    """The languages in which a reworded text was left as it is."""
    old, new = change.before, change.after
    if change.action is not Action.CHANGED:
        return
    if not isinstance(old, Wording) or not isinstance(new, Wording):
        return
    edited = [language for language in change.languages if new.said(language)]
    for language in languages:
        words = new.said(language)
        if words and language not in change.languages and edited:
            now = new.said(edited[0])
            id = _id(change)
            yield StaleText(id, change, language, words, edited[0], old.said(edited[0]), now)


def _id(change: Change) -> str:
    """The text's place: `procedure:dispensary/step:count#do`. What has no name of its own is told
    apart by what it says."""
    parts = []
    for entry in change.path:
        name = entry.name
        if not name and entry is not change.path[0]:
            name = _digest(str(change.after))[:4]
        parts.append(f"{entry.kind}:{name}".rstrip(":"))
    return f"{'/'.join(parts)}#{change.field}".replace(" ", "-")


def _urgency(stale: StaleText) -> tuple[int, str]:
    """Steps and cards first, then everything else in the order of its place."""
    field = stale.change.field
    if stale.change.entry.kind in ("step", "procedure") and field in _URGENT:
        return _URGENT.index(field), stale.id
    return len(_URGENT), stale.id


def confirmations(root: Path) -> Iterator[TextConfirmation]:
    """What was confirmed so far; none where the file is missing or damaged."""
    try:
        text = (root / CONFIRMED).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return
    for cells in csv.reader(io.StringIO(text)):
        if len(cells) == len(_COLUMNS) and cells != list(_COLUMNS):
            yield TextConfirmation(*cells[:4])


def confirmed_text(root: Path, new: Iterable[TextConfirmation], day: str) -> str:
    """The file of confirmations with new ones, sorted: two people who confirm different texts
    change different lines."""
    rows: dict[tuple[str, ...], str] = {}
    path = root / CONFIRMED
    if path.is_file():
        for cells in csv.reader(io.StringIO(path.read_text(encoding="utf-8"))):
            if len(cells) == len(_COLUMNS) and cells != list(_COLUMNS):
                rows[tuple(cells[:4])] = cells[4]
    for one in new:
        rows[one.text, one.language, one.edited, one.words] = day
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for key in sorted(rows):
        writer.writerow((*key, rows[key]))
    return text.getvalue()
