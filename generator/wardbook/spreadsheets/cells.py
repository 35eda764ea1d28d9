"""What a cell says, and what it would have to say: between an entry's plain data and the text of its cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeAlias

from wardbook.findings import Mark
from wardbook.plan.data import MARK_KEY, Data, Scalar
from wardbook.spreadsheets.columns import ColumnKind, ListColumn

_SEPARATORS = re.compile(r"[;；,，、\n]")
_PARAGRAPH = "¶"
"""Stands for a paragraph break inside one of several texts, whose lines are the texts."""
_DATE = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?(?: 0?0:00(?::00)?)?")
_YES_NO = {"是": "yes", "否": "no", "true": "yes", "false": "no", "y": "yes", "n": "no"}

Entry: TypeAlias = "dict[str, Data | Mark]"


def at(entry: Data | Mark | None, path: Sequence[str]) -> Data | None:
    """The value at `path`, or None."""
    for step in path:
        entry = entry.get(step) if isinstance(entry, dict) else None
    return None if isinstance(entry, Mark) else entry


def cell(entry: Entry, column: ListColumn) -> str:
    """The text of an entry's cell."""
    value = at(entry, column.path)
    if value is None:
        return ""
    if column.kind is ColumnKind.TEXT:
        return _said(value, column.language)
    if column.kind is ColumnKind.TEXTS and isinstance(value, list):
        return "\n".join(
            _said(item, column.language).replace("\n", _PARAGRAPH) for item in value
        ).rstrip("\n")
    if column.kind is ColumnKind.ROWS and isinstance(value, list):
        return "\n".join(_row(item) for item in value if isinstance(item, dict))
    if isinstance(value, list):
        return "; ".join(str(item) for item in value if isinstance(item, Scalar))
    return str(value) if isinstance(value, Scalar) else ""


def _row(item: Entry) -> str:
    return "; ".join(f"{key}={value}" for key, value in item.items() if isinstance(value, Scalar))


def _read_row(line: str, mark: Mark) -> Data:
    """A line as a mapping; what has no `=` becomes a field that nobody knows, so that it is named and not lost."""
    pairs = (part.partition("=") for part in re.split("[;；]", line) if part.strip())
    return {
        MARK_KEY: mark,
        **{Scalar(key.strip(), mark): Scalar(value.strip(), mark) for key, _, value in pairs},
    }


def _said(value: Data, language: str) -> str:
    """A text in a language; one without languages says the same in all."""
    if isinstance(value, Scalar):
        return str(value)
    found = value.get(language) if isinstance(value, dict) else None
    return str(found) if isinstance(found, Scalar) else ""


def tidy(text: str, column: ListColumn) -> str:
    """What a cell means: without stray spaces and as the plan language writes dates and yes or no."""
    lines = [line.strip(" \t\u00a0\u3000") for line in re.split(r"\r\n?|\n", text)]
    if column.kind is ColumnKind.TEXTS:
        return "\n".join(lines).rstrip("\n")
    text = "\n".join(line for line in lines if line)
    if column.is_date and (match := _DATE.fullmatch(text)):
        return f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}"
    if column.is_yes_no:
        return _YES_NO.get(text.casefold(), text)
    return text


def words(text: str) -> list[str]:
    """The words of a cell that holds several."""
    return [word for part in _SEPARATORS.split(text) if (word := part.strip())]


def same(column: ListColumn, first: str, second: str) -> bool:
    """Whether two cells mean the same."""
    if column.kind is ColumnKind.LINKS:
        return words(first) == words(second)
    return tidy(first, column) == tidy(second, column)


def put(
    value: Data | None, column: ListColumn, text: Scalar, languages: Sequence[str]
) -> Data | None:
    """The value that says `text` in this column's language and what `value` says in the others; None: nothing is left."""
    if column.kind is ColumnKind.WORD:
        return text or None
    if column.kind is ColumnKind.LINKS:
        return [Scalar(word, text.mark) for word in words(text)] or None
    if column.kind is ColumnKind.ROWS:
        return [_read_row(line, text.mark) for line in text.split("\n") if line.strip()] or None
    if column.kind is ColumnKind.TEXT:
        return _put_text(value, column.language, text, languages)
    items = value if isinstance(value, list) else []
    lines = text.split("\n") if text else []
    texts = [
        _put_text(
            items[index] if index < len(items) else None,
            column.language,
            Scalar(lines[index].replace(_PARAGRAPH, "\n") if index < len(lines) else "", text.mark),
            languages,
        )
        for index in range(max(len(items), len(lines)))
    ]
    return [text for text in texts if text is not None] or None


def _put_text(
    value: Data | None, language: str, text: Scalar, languages: Sequence[str]
) -> Data | None:
    made: Entry = {MARK_KEY: text.mark}
    if isinstance(value, dict):
        made = dict(value)
    elif isinstance(value, Scalar):
        if text == value:
            return value
        made |= {Scalar(name, value.mark): value for name in languages}
    if text:
        made[Scalar(language, text.mark)] = text
    else:
        made.pop(language, None)
    return made if any(key != MARK_KEY for key in made) else None
