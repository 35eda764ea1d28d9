"""Accounts for every numbered form: issued = entered + scanned only + void + unused, and what does not come out even."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from generator.records import runs
from generator.records.entries import Entry, Malformed
from generator.records.pads import range_of
from generator.records.serials import cleaned, is_valid, near
from generator.records.words import BALANCES, STATES
from generator.source.model.records import Pad, Run
from generator.source.project import Project

RISKS = ("narcotic", "blood", "drug", "charge", "other")
"""What is at stake with a lost form, the worst first: the order of the list of missing ones."""

_MOST_GUESSED = 500
"""Mistyped numbers for which a likely one is looked for: each costs a thousand tries."""


@dataclass(frozen=True)
class Group:
    """Numbers that were issued together. `numbers` as printed, in order."""

    code: str
    """The form's code; empty for a pad that stands for none."""
    title: str
    department: str
    risk: str
    numbers: tuple[str, ...]


@dataclass(frozen=True)
class Twice:
    """A number that stands in the list more than once."""

    number: str
    lines: tuple[int, ...]
    states: tuple[str, ...]


@dataclass(frozen=True)
class Wrong:
    """A text that is no issued number. `likely` is the missing number that differs from it in one slip of the pen."""

    text: str
    line: int
    likely: str = ""


@dataclass(frozen=True)
class Difference:
    """A line whose two figures differ."""

    number: str
    line: int
    left: Decimal | None
    right: Decimal | None


@dataclass(frozen=True)
class Balance:
    """Two columns that must agree: `left` on paper, `right` in the system."""

    left_name: str
    right_name: str
    left: Decimal
    right: Decimal
    differences: tuple[Difference, ...]

    @property
    def difference(self) -> Decimal:
        """What there is more on paper than in the system; negative: less."""
        return self.left - self.right


@dataclass(frozen=True)
class Missing:
    """An issued number that nobody listed."""

    number: str
    group: Group


@dataclass(frozen=True)
class Account:
    """The whole reconciliation."""

    issued: int
    counts: Mapping[str, int]
    """State → numbers in it."""
    missing: tuple[Missing, ...]
    twice: tuple[Twice, ...]
    mistyped: tuple[Wrong, ...]
    """Wrong check digits."""
    unknown: tuple[Wrong, ...]
    """Well written, never issued."""
    malformed: tuple[Malformed, ...]
    balances: tuple[Balance, ...]
    groups: tuple[Group, ...] = ()

    @property
    def open(self) -> int:
        """How many things somebody must still clear up; 0: all is accounted for."""
        lists = (self.missing, self.twice, self.mistyped, self.unknown, self.malformed)
        return sum(map(len, lists)) + sum(len(balance.differences) for balance in self.balances)


@dataclass
class _Count:
    """What is gathered line by line."""

    seen: dict[str, list[Entry]] = field(default_factory=dict)
    mistyped: list[Wrong] = field(default_factory=list)
    unknown: list[Wrong] = field(default_factory=list)
    malformed: list[Malformed] = field(default_factory=list)


def of_run(project: Project, run: Run, language: str) -> Group | None:
    """The numbers of a recorded run; None when its form or department is gone."""
    found, of, department = (
        runs.shown(project, run),
        runs.pool(project, run),
        project.departments.get(run.department.id),
    )
    if found is None or of is None or department is None:
        return None
    form, variant = found
    named = variant or form
    numbers = tuple(map(str, runs.serials(of, run.first, run.count)))
    risk = str((variant and variant.risk) or form.risk)
    return Group(str(named.code), named.title.words(language), department.name.words(language), risk, numbers)


def of_pad(project: Project, pad: Pad, language: str) -> Group:
    """The numbers of a registered pad."""
    form = project.forms.get(pad.form.id) if pad.form else None
    held = range_of(pad)
    department = project.departments.get(pad.department.id)
    return Group(
        code=str(form.code) if form else "",
        title=pad.name.words(language),
        department=department.name.words(language) if department else str(pad.department.id),
        risk=str(pad.risk),
        numbers=tuple(held.numbers()) if held else (),
    )


Places = Mapping[str, tuple[Group, int]]
"""Number without dashes → its group and where it stands there."""


def places_of(groups: Iterable[Group]) -> Places:
    """Where every number of `groups` stands."""
    return {_key(number): (group, at) for group in groups for at, number in enumerate(group.numbers)}


def part(places: Places, first: str, last: str) -> Group | None:
    """The numbers from `first` to `last`, as people write them; None when they are not all of one group."""
    start, end = places.get(_key(first)), places.get(_key(last))
    if start is None or end is None or start[0] is not end[0] or start[1] > end[1]:
        return None
    return replace(start[0], numbers=start[0].numbers[start[1] : end[1] + 1])


def reconcile(groups: Sequence[Group], entries: Iterable[Entry], malformed: Iterable[Malformed] = ()) -> Account:
    """Account for every number of `groups` by the lines of a list."""
    places = places_of(groups)
    count = _Count(malformed=list(malformed))
    for entry in entries:
        _enter(count, places, entry)
    missing = {key: Missing(group.numbers[at], group) for key, (group, at) in places.items() if key not in count.seen}
    mistyped = list(_guessed(count.mistyped, missing))
    meant = {_key(wrong.likely) for wrong in mistyped if wrong.likely}
    first = Counter(listed[0].state for listed in count.seen.values())
    return Account(
        issued=len(places),
        counts={state: first[state] for state in STATES},
        missing=tuple(sorted((m for key, m in missing.items() if key not in meant), key=_urgency)),
        twice=tuple(_twice(count.seen, places)),
        mistyped=tuple(mistyped),
        unknown=tuple(count.unknown),
        malformed=tuple(sorted(count.malformed, key=lambda line: line.line)),
        balances=tuple(_balances(count.seen, places)),
        groups=tuple(groups),
    )


def _key(text: str) -> str:
    """A number without dashes. Most need no cleaning, which costs more than all the rest."""
    plain = text.replace("-", "")
    if plain.isascii() and plain.isalnum() and plain.isupper():
        return plain
    return cleaned(text).replace("-", "")


def _urgency(missing: Missing) -> tuple[int, str]:
    return RISKS.index(missing.group.risk), missing.number


def _enter(count: _Count, places: Places, entry: Entry) -> None:
    for text in (entry.serial, entry.to) if entry.to else (entry.serial,):
        key = _key(text)
        if key not in places:
            wrong = count.unknown if is_valid(key) else count.mistyped
            wrong.append(Wrong(text, entry.line))
            return
    group, first = places[_key(entry.serial)]
    other, last = places[_key(entry.to)] if entry.to else (group, first)
    if other is not group or last < first:
        count.malformed.append(Malformed(entry.line, f"{entry.serial}, {entry.to}", "no_range"))
        return
    for number in group.numbers[first : last + 1] if entry.state else ():
        count.seen.setdefault(_key(number), []).append(entry)


def _guessed(wrong: Sequence[Wrong], missing: Mapping[str, Missing]) -> Iterator[Wrong]:
    """Each mistyped text with the one missing number that it may have meant, if there is exactly one."""
    for at, one in enumerate(wrong):
        found = {text for text in near(_key(one.text)) if text in missing} if at < _MOST_GUESSED else set()
        yield Wrong(one.text, one.line, missing[found.pop()].number if len(found) == 1 else "")


def _twice(seen: Mapping[str, list[Entry]], places: Places) -> Iterator[Twice]:
    for key, listed in seen.items():
        if len(listed) > 1:
            group, at = places[key]
            yield Twice(
                group.numbers[at], tuple(entry.line for entry in listed), tuple(entry.state for entry in listed)
            )


def _balances(seen: Mapping[str, list[Entry]], places: Places) -> Iterator[Balance]:
    """Columns that somebody filled. One listed twice counts once, and the figures of a range are those of all its forms."""
    lines: dict[int, tuple[str, Entry]] = {}
    for key, (entry, *_) in seen.items():
        lines.setdefault(entry.line, (key, entry))
    for left, right in BALANCES:
        rows = [
            (places[key], entry.line, *compared)
            for key, entry in lines.values()
            if (compared := _compared(entry, left, right)) != (None, None)
        ]
        if rows:
            yield Balance(
                left,
                right,
                sum((owed or Decimal(0) for _, _, owed, _ in rows), Decimal(0)),
                sum((posted or Decimal(0) for _, _, _, posted in rows), Decimal(0)),
                tuple(
                    Difference(group.numbers[at], line, owed, posted)
                    for (group, at), line, owed, posted in rows
                    if owed != posted
                ),
            )


def _compared(entry: Entry, left: str, right: str) -> tuple[Decimal | None, Decimal | None]:
    """What a line owes and what the system has for it. A void or unused form owes nothing, whatever stands on it: so nothing
    may be in the system for it either."""
    owed, posted = entry.figures.get(left), entry.figures.get(right)
    return (owed, posted) if entry.state in ("entered", "scanned") else (None, posted or None)
