"""What differs between two states of a plan, in its own terms: a step was added, a deadline moved,
a number changed. Each edit is one change.

What was moved is not removed and added; what only has another number because something was put in
before it is not changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial

from wardbook.editions.pairing import like, pair
from wardbook.editions.plan_tree import (
    Branch,
    Entry,
    Value,
    Wording,
    by_key,
    plan_tree,
    renamed,
)
from wardbook.findings import Mark
from wardbook.plan.project import Project
from wardbook.sheets.audience import for_audience

_SAME_UNDER_NEW_NAME = 0.7
"""How much two entries must have in common to be one that got another id."""


_HOLDS_STEPS = "procedure"
_OF_NAMES = ("id", "was")
"""Fields that say what an entry is called, and was: another id is a change of its own."""


class Action(StrEnum):
    """What became of something."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"
    RENAMED = "renamed"


@dataclass(frozen=True)
class Change:
    """One edit. `path` leads from the registry's entry to what was edited; `field` is the field of
    the last of them, empty when the whole entry was added, removed, moved or renamed."""

    action: Action
    path: tuple[Entry, ...]
    field: str = ""
    before: Value | None = None
    after: Value | None = None

    @property
    def entry(self) -> Entry:
        """What was edited."""
        return self.path[-1]

    @property
    def mark(self) -> Mark:
        """Where it is written: now, or before it was removed."""
        return self.entry.mark

    @property
    def languages(self) -> tuple[str, ...]:
        """Languages in which a text was reworded; none for anything else."""
        return reworded(self.before, self.after)


def reworded(before: Value | None, after: Value | None) -> tuple[str, ...]:
    """Languages in which two states of a text differ; none for anything else."""
    if not isinstance(before, Wording) and not isinstance(after, Wording):
        return ()
    old, new = _by_language(before), _by_language(after)
    found = []
    for language in dict.fromkeys((*old, *new)):
        if old.get(language) != new.get(language):
            found.append(language)
    return tuple(found)


def _by_language(value: Value | None) -> dict[str, str]:
    if not isinstance(value, Wording):
        return {}
    return dict(value.languages)


def plan_changes(before: Project, after: Project) -> tuple[Change, ...]:
    """Every difference between two states of a project, in the order of the registries."""
    old = plan_tree(before, after)
    new = plan_tree(after, before)
    names = _new_names(old, new)
    changes: list[Change] = []
    for earlier, branch in zip(old, new, strict=True):
        entries = tuple(_renamed_once(earlier.entries, names))
        if branch.is_one and len(entries) == len(branch.entries) == 1:
            changes += _in_entry(branch.entries, entries[0], branch.entries[0])
        else:
            changes += _in_list((), entries, branch.entries, ordered=branch.ordered)
        changes += _renames(earlier, branch, names)
    return tuple(_with_moves(changes))


def visible_changes(before: Project, after: Project, audience: str) -> tuple[Change, ...]:
    """The changes that an audience may be told, of two whole projects.

    What only came into its sight or went out of it is none: it would tell what is withheld now."""
    known = set(map(_place, plan_changes(before, after)))
    seen = plan_changes(for_audience(before, audience), for_audience(after, audience))
    return tuple(change for change in seen if _place(change) in known)


def _place(change: Change) -> tuple[str, ...]:
    """What was done where, without what is said there."""
    names = [f"{entry.kind}:{entry.name}" for entry in change.path]
    return str(change.action), change.field, *names


def _new_names(old: Sequence[Branch], new: Sequence[Branch]) -> dict[str, str]:
    """Names of entries that got another id: old → new, `role:clerk` → `role:desk-clerk`."""
    names = {}
    for earlier, branch in zip(old, new, strict=True):
        for gone, entry in _renamed_pairs(earlier.entries, branch.entries):
            names[f"{gone.kind}:{gone.name}"] = f"{entry.kind}:{entry.name}"
            if entry.kind == _HOLDS_STEPS:  # a step is named by its procedure
                names[f"step:{gone.name}"] = f"step:{entry.name}"
    return names


def _renamed_pairs(
    before: Sequence[Entry], after: Sequence[Entry]
) -> Iterator[tuple[Entry, Entry]]:
    """Entries that are gone, each with the one that it is now: what says so itself, else one that
    says nearly the same."""
    kept = {entry.name for entry in before} & {entry.name for entry in after}
    gone = [entry for entry in before if entry.name not in kept]
    for old, entry in tuple(_said_names(gone, after)):
        gone.remove(old)
        kept.add(entry.name)
        yield old, entry
    for entry in after:
        if entry.name in kept or not gone:
            continue
        likeness = partial(like, second=entry, least=_SAME_UNDER_NEW_NAME)
        best = max(gone, key=likeness)
        if likeness(best):
            gone.remove(best)
            yield best, entry


def _said_names(gone: Sequence[Entry], entries: Sequence[Entry]) -> Iterator[tuple[Entry, Entry]]:
    """Entries that are gone, each with the first that says that it was it (`was:`)."""
    for old in gone:
        for entry in entries:
            was = entry.value("was")
            if isinstance(was, tuple) and old.name in was:
                yield old, entry
                break


def _renamed_once(entries: Sequence[Entry], names: Mapping[str, str]) -> Iterator[Entry]:
    """Entries under their new names. Of several that became one, the one that bore its name before
    is compared with it, else the first."""
    taken = {entry.name for entry in entries if f"{entry.kind}:{entry.name}" not in names}
    for entry in entries:
        now = renamed(entry, names)
        if now.name == entry.name or now.name not in taken:
            yield now
        taken.add(now.name)


def _renames(earlier: Branch, branch: Branch, names: dict[str, str]) -> Iterator[Change]:
    by_name = {entry.name: entry for entry in branch.entries}
    for entry in earlier.entries:
        new = names.get(f"{entry.kind}:{entry.name}")
        if new:
            now = by_name[new.partition(":")[2]]
            yield Change(Action.RENAMED, (now,), before=entry.name, after=now.name)


def _in_list(
    above: tuple[Entry, ...], before: Sequence[Entry], after: Sequence[Entry], *, ordered: bool
) -> Iterator[Change]:
    """What became of the entries of a list."""
    pairing = pair(before, after)
    moved = pairing.moved
    for old, new in pairing.pairs:
        if ordered and new in moved:
            yield Change(Action.MOVED, (*above, after[new]))
        yield from _in_entry((*above, after[new]), before[old], after[new])
    for place in pairing.removed:
        yield Change(Action.REMOVED, (*above, before[place]), before=before[place])
    for place in pairing.added:
        yield Change(Action.ADDED, (*above, after[place]), after=after[place])


def _in_entry(path: tuple[Entry, ...], before: Entry, after: Entry) -> Iterator[Change]:
    """What became of the fields of an entry."""
    if before == after:
        return
    old, new = dict(before.fields), dict(after.fields)
    for name in dict.fromkeys((*old, *new)):
        if name not in _OF_NAMES:
            yield from _in_field(path, name, old.get(name), new.get(name))


def _in_field(
    path: tuple[Entry, ...], name: str, before: Value | None, after: Value | None
) -> Iterator[Change]:
    if before == after:
        return
    old, new = _listed(before), _listed(after)
    if by_key(before) is not None and by_key(after) is not None:
        yield Change(Action.CHANGED, path, name, before, after)  # one edit, whatever its keys
    elif old is not None and new is not None:
        yield from _in_list(path, old, new, ordered=True)
    elif isinstance(before, Entry) and isinstance(after, Entry) and before.kind == after.kind:
        for change in _in_entry(path, before, after):
            yield _below(change, path, name)
    else:
        yield Change(Action.CHANGED, path, name, before, after)


def _listed(value: Value | None) -> tuple[Entry, ...] | None:
    """The entries of a list of entries; an absent one has none. None for any other value."""
    if value is None:
        return ()
    if not isinstance(value, tuple):
        return None
    entries = []
    for item in value:
        if not isinstance(item, Entry):
            return None
        entries.append(item)
    return tuple(entries)


def _below(change: Change, path: tuple[Entry, ...], name: str) -> Change:
    """A change in the one mapping that a field holds: a field of a field."""
    if len(change.path) > len(path) or not change.field:
        return change
    return replace(change, field=f"{name}.{change.field}")


def _with_moves(changes: Sequence[Change]) -> Iterator[Change]:
    """Changes in which what was taken out of one list and put into another is moved."""
    origins = _origins(changes)
    moved_out = set(map(id, origins.values()))
    for change in changes:
        origin = origins.get(id(change))
        if origin:
            yield Change(Action.MOVED, change.path)
            yield from _in_entry(change.path, origin.entry, change.entry)
        elif id(change) not in moved_out:
            yield change


def _origins(changes: Sequence[Change]) -> dict[int, Change]:
    """For what was put in somewhere, by its identity: the change that took it out elsewhere."""
    removed = [change for change in changes if change.action is Action.REMOVED]
    found = {}
    for change in changes:
        if change.action is Action.ADDED and len(change.path) > 1:
            origin = _origin(change, removed)
            if origin:
                removed.remove(origin)
                found[id(change)] = origin
    return found


def _origin(added: Change, removed: Sequence[Change]) -> Change | None:
    """Where something that was put in was taken out: it has its name in the same file, or says the
    same elsewhere."""
    for change in removed:
        if change.entry.kind != added.entry.kind or len(change.path) < 2:
            continue
        same_file = change.path[0].name == added.path[0].name
        named = bool(added.entry.name) and change.entry.name == added.entry.name
        if (same_file and named) or change.entry == added.entry:
            return change
    return None
