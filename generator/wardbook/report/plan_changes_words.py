"""Changes of a plan in the user's words: what became of what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wardbook.editions.plan_changes import Action, Change
from wardbook.editions.plan_state import PlanState
from wardbook.editions.plan_tree import Entry, LinkName, Value, Wording, said_in
from wardbook.editions.shown_on import PlanDifference
from wardbook.plan.model.scalars import Duration
from wardbook.report.messages import kinds_and_fields, lines
from wardbook.sheets.localizer import Localizer

_QUOTED = 160
"""Characters of a value that are shown."""


class ChangeWords:
    """Says changes in a language of the user's; what the plan says stands in one of the plan's."""

    def __init__(self, difference: PlanDifference, language: str) -> None:
        self._lines = lines(language)
        self._known = kinds_and_fields(language)
        self._before = _speaker(difference.before, language)
        self._after = _speaker(difference.after, language)

    def subject(self, change: Change) -> str:
        """What was edited: `procedure Dispensing on paper › step hand-out`."""
        parts = []
        for entry in change.path:
            parts.append(self._entry(entry))
        return " › ".join(filter(None, parts))

    def event(self, change: Change) -> str:
        """What became of it: `deadline: 30 min → 15 min`."""
        if change.action is not Action.CHANGED:
            return self._whole(change)
        return self._in_field(change.field, self._changed(change))

    def _in_field(self, field: str, what: str) -> str:
        """What became of a field, behind its word; what stands under a key that an author chose
        has none of its own."""
        if not field:
            return what
        return self._lines["diff_field"].format(field=self._field(field), what=what)

    def _changed(self, change: Change) -> str:
        """What became of a value: of a text by language, of a list item by item."""
        old, new = change.before, change.after
        kinds = {_kind_of(value) for value in (old, new) if value is not None}
        if kinds == {Wording}:
            return self._reworded(change)
        if kinds == {tuple}:
            return self._listed(old, new)
        before, after = self._value(old, self._before), self._value(new, self._after)
        key = "diff_from_to"
        if old is None:
            key = "diff_new"
        elif new is None:
            key = "diff_gone"
        return self._lines[key].format(before=before, after=after)

    def _whole(self, change: Change) -> str:
        pattern = self._lines[f"became_{change.action}"]
        if change.action is Action.RENAMED:
            return pattern.format(before=change.before, after=change.after)
        said = ""
        if change.action is Action.ADDED:
            said = self._content(change.entry, self._after)
        elif change.action is Action.REMOVED:
            said = self._content(change.entry, self._before)
        return pattern.format(what=said)

    def _content(self, entry: Entry, speaker: Localizer) -> str:
        """The first text of an entry that its label does not say already."""
        for _, value in entry.fields:
            if isinstance(value, Wording) and value != entry.label:
                return ": " + self._value(value, speaker)
        return ""

    def _reworded(self, change: Change) -> str:
        """The words before and after, in each language in which they differ."""
        said = []
        for language in change.languages:
            before, after = _said(change.before, language), _said(change.after, language)
            line = self._lines["diff_text"]
            said.append(line.format(language=language, before=before, after=after))
        return "; ".join(said)

    def _listed(self, old: Value | None, new: Value | None) -> str:
        """What a list got and lost; that its order changed when it did neither."""
        before = list(self._items(old, self._before))
        after = list(self._items(new, self._after))
        said = []
        for item in after:
            if item not in before:
                said.append(f"+ {item}")
        for item in before:
            if item not in after:
                said.append(f"− {item}")
        return ", ".join(said) or self._lines["diff_order"]

    def _items(self, value: Value | None, speaker: Localizer) -> Iterator[str]:
        if isinstance(value, tuple):
            for item in value:
                yield self._value(item, speaker)

    def _value(self, value: Value | None, speaker: Localizer) -> str:
        match value:
            case bool():
                return self._lines["diff_yes" if value else "diff_no"]
            case Wording():
                return _cut(speaker.words(value.text))
            case LinkName():
                return _named(value, speaker)
            case Duration():
                return speaker.duration(value)
            case Entry():
                return _cut(" · ".join(said_in(value)))
            case tuple():
                return _cut(", ".join(self._items(value, speaker)))
        return _cut(str(value))

    def _entry(self, entry: Entry) -> str:
        kind = self._known.get(entry.kind, entry.kind)
        name = entry.name
        if entry.label:
            name = self._after.words(entry.label.text)
            if entry.name and name != entry.name:
                name += f" ({entry.name})"
        return f"{kind} {name}".strip()

    def _field(self, path: str) -> str:
        """The word of a field; its name in the plan where it has none."""
        parts = []
        for name in path.split("."):
            parts.append(self._known.get(f"field_{name}", name))
        return " › ".join(parts)


def _speaker(state: PlanState, language: str) -> Localizer:
    known: Mapping[str, Localizer] = state.localizers
    return known.get(language) or next(iter(known.values()))


def _kind_of(value: Value) -> type:
    """How a value is told: as a text, as a list, or in a word."""
    return next((kind for kind in (Wording, tuple) if isinstance(value, kind)), object)


def _said(value: Value | None, language: str) -> str:
    """The words of a text in a language."""
    if not isinstance(value, Wording):
        return "–"
    return _cut(value.said(language)) or "–"


def _named(value: LinkName, speaker: Localizer) -> str:
    """What a link leads to, in words; where it leads nowhere, as written."""
    if speaker.project.find(value.link) is None:
        return value.name.partition(":")[2]
    return speaker.name(value.link)


def _cut(text: str) -> str:
    """A value on one line, not too long."""
    words = " ".join(text.split())
    return words if len(words) <= _QUOTED else words[: _QUOTED - 1] + "…"
