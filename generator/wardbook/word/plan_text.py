"""What a plan's file is to say → its text: a line for each thing that people look for, and behind
which line the words of the source stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from wardbook.findings import Mark
from wardbook.plan.data import MARK_KEY, Data, Scalar
from wardbook.plan.yaml_text import flow

_COLUMNS = 96
"""Longest line on which a mapping stands with its braces."""
_BARE = frozenset({"numbered", "section", "across", "down"})


@dataclass
class PlanText:
    """The lines of a file while they are written."""

    lines: list[str] = field(default_factory=list)
    places: dict[Mark, int] = field(default_factory=dict)
    """Place in the source → line of the file."""
    remarks: Mapping[int, Sequence[str]] = field(default_factory=dict)
    """Comments that stand behind an entry, by its identity."""

    @property
    def text(self) -> str:
        """The whole file."""
        return "\n".join(self.lines) + "\n"

    def mapping(self, data: Mapping[str, Data | Mark], indent: int, first: str = "") -> None:
        """Write the keys of a mapping; the first stands behind `first`, a hyphen."""
        lead = first or " " * indent
        for key, value in data.items():
            if key == MARK_KEY or isinstance(value, Mark):
                continue
            self._pair(str(key), value, lead, indent)
            lead = " " * indent

    def _pair(self, key: str, value: Data, lead: str, indent: int) -> None:
        if isinstance(value, Scalar) or self._is_short(value, len(lead) + len(key) + 2):
            self._line(f"{lead}{key}: {flow(value, _BARE, key)}", value)
            return
        self.lines.append(f"{lead}{key}:")
        if isinstance(value, dict):
            self.mapping(value, indent + 2)
        else:
            self._list(value, indent + 2)

    def _list(self, items: Sequence[Data], indent: int) -> None:
        for item in items:
            lead = " " * indent + "- "
            if not isinstance(item, dict) or (_is_flat(item) and self._is_short(item, len(lead))):
                self._line(lead + flow(item, _BARE), item)
            else:
                self.mapping(item, indent + 2, lead)
            for remark in self.remarks.get(id(item), ()):
                self.lines.append(" " * indent + f"# {remark}".rstrip())

    def _is_short(self, value: Data, used: int) -> bool:
        """Whether a value stands on one line that people read: a small mapping, or words."""
        if isinstance(value, list) and any(isinstance(item, (dict, list)) for item in value):
            return False
        if isinstance(value, dict) and not _is_small(value):
            return False
        return used + len(flow(value, _BARE)) <= _COLUMNS

    def _line(self, text: str, value: Data) -> None:
        self.lines.append(text)
        for mark in _marks(value):
            self.places.setdefault(mark, len(self.lines))


def _is_flat(value: Mapping[str, Data | Mark]) -> bool:
    """Whether a mapping holds words alone."""
    return all(isinstance(item, (Scalar, Mark)) for item in value.values())


def _is_small(value: Mapping[str, Data | Mark]) -> bool:
    """Whether a mapping holds words, or lists and mappings of words."""
    for item in value.values():
        if isinstance(item, list) and not all(isinstance(inner, Scalar) for inner in item):
            return False
        if isinstance(item, dict) and not _is_flat(item):
            for inner in item.values():
                if not isinstance(inner, list):
                    return False
    return True


def _marks(value: Data) -> list[Mark]:
    """Places of all words in a value."""
    if isinstance(value, Scalar):
        return [value.mark]
    if isinstance(value, dict):
        return _marks([item for item in value.values() if not isinstance(item, Mark)])
    found: list[Mark] = []
    for item in value:
        found += _marks(item)
    return found
