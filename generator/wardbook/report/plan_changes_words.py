"""Changes of a plan in the user's words: what became of what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from wardbook.editions.pairing import same_at_first
from wardbook.editions.plan_changes import Action, Change, reworded
from wardbook.editions.plan_state import PlanState
from wardbook.editions.plan_tree import (
    Entry,
    LinkName,
    Value,
    Wording,
    by_key,
    named_in,
    said_in,
    wordings_in,
)
from wardbook.editions.shown_on import PlanDifference
from wardbook.plan.model.scalars import Duration
from wardbook.report.messages import kinds_and_fields, lines
from wardbook.sheets.localizer import Localizer

_QUOTED = 160
"""Characters of a value that are shown."""
_BEFORE = 40
"""Characters of a long text that are shown before what differs in it."""
_IN_WORD = re.compile(r"[\w-]{2}", re.ASCII)
"""Two signs of one word or code."""


class ChangeWords:
    """Says changes in a language of the user's; what the plan says stands in one of the plan's."""

    def __init__(self, difference: PlanDifference, language: str) -> None:
        self._lines = lines(language)
        self._known = kinds_and_fields(language)
        self._states = difference.before, difference.after
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
        what = self._told(change.before, change.after)
        return self._lines["diff_field"].format(field=self._field(change.field), what=what)

    def _told(self, old: Value | None, new: Value | None) -> str:
        """What became of a value: of a text by language, of a list item by item, of what stands
        under keys by key."""
        before, after = by_key(old), by_key(new)
        if before is not None and after is not None:
            return self._by_key(before, after)
        kind = _kind_of(old, new)
        if kind is Wording:
            return self._reworded(old, new)
        if kind is tuple:
            return self._listed(old, new)
        key = "diff_from_to"
        if old is None:
            key = "diff_new"
        elif new is None:
            key = "diff_gone"
        values = self._value(old, self._before), self._value(new, self._after)
        return self._lines[key].format(before=values[0], after=values[1])

    def _by_key(self, before: Mapping[str, Value], after: Mapping[str, Value]) -> str:
        said = []
        for key in dict.fromkeys((*before, *after)):
            old, new = before.get(key), after.get(key)
            if old != new:
                said.append(f"[{key}] {self._told(old, new)}")
        return "; ".join(said)

    def _whole(self, change: Change) -> str:
        pattern = self._lines[f"became_{change.action}"]
        if change.action is Action.RENAMED:
            return pattern.format(before=change.before, after=change.after)
        said = ""
        if change.action is Action.ADDED:
            said = self._content(change, self._after)
        elif change.action is Action.REMOVED:
            said = self._content(change, self._before)
        return pattern.format(what=said)

    def _content(self, change: Change, speaker: Localizer) -> str:
        """What something without a name holds: things with one, else its first text, else what it
        leads to. Of something with a name, in an entry, its own first text."""
        entry = change.entry
        if not (entry.name or entry.label):
            said = self._held(entry, speaker)
        elif len(change.path) > 1:
            said = self._first(entry, Wording, speaker)
        else:
            said = ""
        return said and f": {said}"

    def _held(self, entry: Entry, speaker: Localizer) -> str:
        named = tuple(named_in(entry))
        if named:
            return _cut(", ".join(map(self._entry, named)))
        for text in wordings_in(entry):
            return self._value(text, speaker)
        return self._first(entry, LinkName, speaker)

    def _first(self, entry: Entry, kind: type, speaker: Localizer) -> str:
        """The first of an entry's own values of a kind that its label does not say already."""
        for _, value in entry.fields:
            if isinstance(value, kind) and value != entry.label:
                return self._value(value, speaker)
        return ""

    def _reworded(self, old: Value | None, new: Value | None) -> str:
        """The words before and after, in each language in which they differ."""
        said = []
        for language in reworded(old, new):
            before = _said(old, self._states[0].localizers.get(language), language)
            after = _said(new, self._states[1].localizers.get(language), language)
            if before == after:  # what they refer to is called the same
                before, after = _said(old, None, language), _said(new, None, language)
            before, after = _around(before, after)
            line = self._lines["diff_text"]
            said.append(line.format(language=language, before=before, after=after))
        return "; ".join(said)

    def _listed(self, old: Value | None, new: Value | None) -> str:
        """What a list got and lost, texts that were reworded as such; that its order changed when
        it did neither."""
        before, after = _items_of(old), _items_of(new)
        came, gone = _without(after, before), _without(before, after)
        said = []
        while came and gone and isinstance(came[0], Wording) and isinstance(gone[0], Wording):
            said.append(self._reworded(gone.pop(0), came.pop(0)))
        for item in came:
            said.append(f"+ {self._value(item, self._after)}")
        for item in gone:
            said.append(f"− {self._value(item, self._before)}")
        return ", ".join(said) or self._lines["diff_order"]

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
                return _cut(", ".join(self._value(item, speaker) for item in value))
        return _cut(str(value))

    def _entry(self, entry: Entry) -> str:
        kind = self._known.get(entry.kind, entry.kind)
        name = entry.name
        label = entry.label or entry.value("card")  # a step is called by its line on the card
        if isinstance(label, Wording):
            name = self._after.words(label.text)
            if entry.name and name != entry.name:
                name += f" ({entry.name})"
        return f"{kind} {name}".strip()

    def _field(self, path: str) -> str:
        """The word of a field; its name in the plan where it has none."""
        parts = []
        for name in path.split("."):
            parts.append(self._known.get(f"field_{name}", name.replace("_", " ")))
        return " › ".join(parts)


def _speaker(state: PlanState, language: str) -> Localizer:
    known: Mapping[str, Localizer] = state.localizers
    return known.get(language) or next(iter(known.values()))


def _kind_of(old: Value | None, new: Value | None) -> type | None:
    """How a value is told: as a text or as a list, where it is one before and after; else, or
    absent, None: in a word."""
    for kind in (Wording, tuple):
        if isinstance(old, kind | None) and isinstance(new, kind | None):
            return kind
    return None


def _without(items: Iterable[Value], others: Sequence[Value]) -> list[Value]:
    found = []
    for item in items:
        if item not in others:
            found.append(item)
    return found


def _items_of(value: Value | None) -> tuple[Value, ...]:
    return value if isinstance(value, tuple) else ()


def _said(value: Value | None, localizer: Localizer | None, language: str) -> str:
    """The words of a text in a language, on one line, references as names; without a localizer as
    they are written."""
    if not isinstance(value, Wording) or not value.said(language):
        return ""
    words = localizer.words(value.text) if localizer else value.said(language)
    return " ".join(words.split())


def _around(before: str, after: str) -> tuple[str, str]:
    """Two wordings; of long ones what is around the first difference."""
    begin = 0
    if max(len(before), len(after)) > _QUOTED:
        begin = _start_of_word(before, max(0, same_at_first(before, after) - _BEFORE))
    shown = []
    for words in (before, after):
        part = f"…{words[begin:].lstrip()}" if begin else words
        shown.append(_cut(part) or "–")
    return shown[0], shown[1]


def _start_of_word(words: str, place: int) -> int:
    """Where the word begins that a place stands in: half a code would be another one."""
    while place and _IN_WORD.fullmatch(words[place - 1 : place + 1]):
        place -= 1
    return place


def _named(value: LinkName, speaker: Localizer) -> str:
    """What a link leads to, in words; a step by its id, as it is called here; where it leads
    nowhere, as written."""
    if value.link.kinds == ("step",) and not value.link.id:
        return str(value.link.part)
    if speaker.project.find(value.link) is None:
        return value.name.partition(":")[2]
    return speaker.name(value.link)


def _cut(text: str) -> str:
    """A value on one line, not too long."""
    words = " ".join(text.split())
    return words if len(words) <= _QUOTED else words[: _QUOTED - 1] + "…"
