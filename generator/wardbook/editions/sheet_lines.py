"""What a sheet says, as lines of text in reading order: kept in the record of an edition, where
people review it, and compared between two states of a plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass

from wardbook.plan.edition_records import TEXTS, IssuedEdition
from wardbook.sheets.sheet import Sheet, Span, Target, text_of

_UNSAID = frozenset({"id", "anchor", "sheet", "kind", "type", "picture", "source", "svg"})
"""Fields of views that hold names for the program, and nothing that is read."""

_GATE = "gate"
"""The one field with a number that people read: the gate in which a form is back-entered. Other
numbers of views count entries, or belong to the layout."""


def sheet_lines(sheet: Sheet) -> tuple[str, ...]:
    """The words of a sheet: its code and title, then a line for each line or cell of it."""
    head = " ".join(filter(None, (sheet.code, sheet.title)))
    lines = [head]
    _add_lines(sheet.content, lines)
    if sheet.classification:
        lines.insert(0, sheet.classification)
    return tuple(lines)


def issued_lines(edition: IssuedEdition, key: tuple[str, str]) -> tuple[str, ...]:
    """The words of a sheet as an edition was issued, by id and language; none where it had no such
    sheet."""
    id, language = key
    path = edition.folder / TEXTS / language / f"{id}.txt"
    return tuple(path.read_text(encoding="utf-8").splitlines()) if path.is_file() else ()


# A list is filled: a generator in a generator for each of the fields took twice as long
def _add_lines(value: object, lines: list[str]) -> None:
    if isinstance(value, str):
        lines += filter(None, map(str.strip, value.splitlines()))
    elif isinstance(value, Span):
        lines += filter(None, (value.text.strip(),))
    elif isinstance(value, tuple | list):
        _add_list(value, lines)
    elif isinstance(value, Mapping):
        _add_list(tuple(value.values()), lines)
    elif value is not None and not isinstance(value, Target):
        _add_view(value, lines)


def _add_view(view: object, lines: list[str]) -> None:
    for name in _SAID[type(view)]:
        value = getattr(view, name)
        if name == _GATE:
            lines.append(f"G{value}")
        elif value is not None:
            _add_lines(value, lines)


class _SaidFields(dict[type, tuple[str, ...]]):
    """Type of a view → names of its fields that people read; none for other types."""

    def __missing__(self, kind: type) -> tuple[str, ...]:
        names: tuple[str, ...] = ()
        if is_dataclass(kind):
            names = tuple(field.name for field in fields(kind) if field.name not in _UNSAID)
        self[kind] = names
        return names


_SAID = _SaidFields()


def _add_list(items: tuple[object, ...] | list[object], lines: list[str]) -> None:
    """The pieces of a line are one line."""
    spans = tuple(item for item in items if isinstance(item, Span))
    if spans and len(spans) == len(items):
        lines += filter(None, (text_of(spans).strip(),))
        return
    for item in items:
        _add_lines(item, lines)


@dataclass(frozen=True)
class LineChanges:
    """Lines that a sheet lost and got. A line that only stands elsewhere is neither."""

    lost: tuple[str, ...]
    got: tuple[str, ...]


def line_changes(before: Iterable[str], after: Iterable[str]) -> LineChanges:
    """How the lines of a sheet differ, in their order."""
    old, new = Counter(before), Counter(after)
    return LineChanges(tuple((old - new).elements()), tuple((new - old).elements()))
