"""What a cell says, and what it would have to say: between an entry's plain data and the text of
its cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import zip_longest
from typing import TypeAlias

from wardbook.findings import Mark
from wardbook.plan.data import MARK_KEY, Data, Scalar
from wardbook.spreadsheets.columns import ColumnKind, ListColumn
from wardbook.spreadsheets.cover_words import cover_word

_SEPARATORS = re.compile(r"[;；,，、\n]")
NAME = "name"
_PARAGRAPH = "¶"
"""Stands for a paragraph break inside one of several texts, whose lines are the texts."""
_ENDS_PART = re.compile(r"[\\;；]")
_PARTS_OF_ROW = re.compile(r"(?:\\.|[^;；])+")
_MARKED = re.compile(r"\\(.)")
_BLANK = " \t\u00a0\u3000"
_LINE_END = re.compile(r"\r\n?|\n")
_DATE = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?(?: 0?0:00(?::00)?)?")
_DATE_IN_DIGITS = re.compile(r"(20[0-9]{2})(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])")
_DAY_LAST = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})")
_MOST_MONTHS = 12
_LANGUAGES = {
    "中文": "zh",
    "汉语": "zh",
    "chinese": "zh",
    "英文": "en",
    "英语": "en",
    "english": "en",
}
_YES_NO = {"是": "yes", "否": "no", "true": "yes", "false": "no", "y": "yes", "n": "no"}

Entry: TypeAlias = "dict[str, Data | Mark]"


def at(entry: Data | Mark | None, path: Sequence[str]) -> Data | None:
    """The value at `path`, or None."""
    for step in path:
        if not isinstance(entry, dict):
            return None
        entry = entry.get(step)
    if isinstance(entry, Mark):
        return None
    return entry


def holds_anything(entry: Entry) -> bool:
    """Whether a mapping has a key besides the mark of its place."""
    return any(key != MARK_KEY for key in entry)


def cell(entry: Entry, column: ListColumn) -> str:
    """The text of an entry's cell."""
    value = at(entry, column.path)
    if value is None:
        return ""
    if column.kind is ColumnKind.TEXT:
        return _said(value, column.language)
    if column.kind is ColumnKind.WORDS and isinstance(value, dict):
        listed = value.get(column.language)
        value = listed if isinstance(listed, list) else None
    if isinstance(value, list):
        return _cell_of_several(value, column)
    return _plain(value)


def _plain(value: Data | Mark | None) -> str:
    """A scalar's text; empty for anything else."""
    if not isinstance(value, Scalar):
        return ""
    return str(value)


def _cell_of_several(values: Sequence[Data], column: ListColumn) -> str:
    """The text of a cell that holds several texts, rows or words."""
    if column.kind is ColumnKind.TEXTS:
        lines = []
        for item in values:
            lines.append(_said(_name_of(item), column.language).replace("\n", _PARAGRAPH))
        return "\n".join(lines).rstrip("\n")
    if column.kind is ColumnKind.ROWS:
        return "\n".join(_row(item) for item in values if isinstance(item, dict))
    return "; ".join(item for item in values if isinstance(item, Scalar))


def _row(item: Entry) -> str:
    """A mapping as a line; the mark of its place is left out. A text of several languages has a
    part for each (`name.zh=收讫章; name.en=PAID stamp`)."""
    parts: list[str] = []
    for key, value in item.items():
        if isinstance(value, Scalar):
            parts.append(f"{key}={_in_row(value)}")
        elif isinstance(value, dict):
            for language, said in value.items():
                if isinstance(said, Scalar):
                    parts.append(f"{key}.{language}={_in_row(said)}")
    return "; ".join(parts)


def _in_row(value: str) -> str:
    """A value as it stands in a line: what would end it is marked by a backslash."""
    return _ENDS_PART.sub(r"\\\g<0>", value).replace("\n", _PARAGRAPH)


def _read_row(line: str, mark: Mark) -> Data:
    """A line as a mapping; what has no `=` becomes a field that nobody knows, so that it is named
    and not lost."""
    made: Entry = {MARK_KEY: mark}
    for part in _filled(_PARTS_OF_ROW.findall(line)):
        key, _, value = part.partition("=")
        said = Scalar(_MARKED.sub(r"\1", value).replace(_PARAGRAPH, "\n").strip(), mark)
        name, dot, language = key.strip().partition(".")
        if not dot:
            made[Scalar(name, mark)] = said
            continue
        texts = made.setdefault(Scalar(name, mark), {MARK_KEY: mark})
        if isinstance(texts, dict):
            texts[Scalar(language, mark)] = said
    return made


def _said(value: Data | None, language: str) -> str:
    """A text in a language; one without languages says the same in all."""
    if isinstance(value, dict):
        return _plain(value.get(language))
    return _plain(value)


def tidy(text: str, column: ListColumn) -> str:
    """What a cell means: without stray spaces and as the plan language writes dates and yes or
    no."""
    if "\n" not in text and "\r" not in text:  # nearly every cell: lists have a million
        return _tidy_line(text.strip(_BLANK), column)
    lines = [line.strip(_BLANK) for line in _LINE_END.split(text)]
    if column.kind is ColumnKind.TEXTS:
        return "\n".join(lines).rstrip("\n")
    return _tidy_line("\n".join(filter(None, lines)), column)


def _tidy_line(text: str, column: ListColumn) -> str:
    """What a cell without stray spaces means."""
    if column.is_date:
        return _tidy_date(text)
    if column.is_yes_no:
        return _YES_NO.get(text.casefold(), text)
    if column.path == ("language",):
        return _LANGUAGES.get(text.casefold(), text)
    return _tidy_hours(text, column)


def _tidy_hours(text: str, column: ListColumn) -> str:
    """When a number is answered; nothing for a department that is open around the clock."""
    if "always" in column.choices:
        return cover_word(text)
    if column.path == ("hours",) and column.names and cover_word(text) == "always":
        return ""
    return text


def _tidy_date(text: str) -> str:
    """A day as 2026-11-01; any other text as it is: of 03/04/2026 nobody knows the month."""
    date = _DATE.fullmatch(text) or _DATE_IN_DIGITS.fullmatch(text)
    if not date:
        return _tidy_day_last(text)
    return f"{date[1]}-{int(date[2]):02}-{int(date[3]):02}"


def _tidy_day_last(text: str) -> str:
    """20/11/2026 and 11/20/2026 as 2026-11-20: one of both can't be a month."""
    date = _DAY_LAST.fullmatch(text)
    if not date:
        return text
    month, day = sorted((int(date[1]), int(date[3])))
    if not month <= _MOST_MONTHS < day:
        return text
    return f"{date[4]}-{month:02}-{day:02}"


def as_meant(said: Scalar, meant: str) -> Scalar:
    """What a cell means, with its place; the very same where it says that, for lists have a million
    cells."""
    if meant == said:
        return said
    return Scalar(meant, said.mark)


def words(text: str) -> list[str]:
    """The words of a cell that holds several."""
    return list(_filled(_SEPARATORS.split(text)))


def _filled(texts: Iterable[str]) -> Iterator[str]:
    """The texts that say something, without the spaces around them."""
    for text in texts:
        if text.strip():
            yield text.strip()


def same(column: ListColumn, first: str, second: str) -> bool:
    """Whether two cells mean the same."""
    if column.kind in (ColumnKind.LINKS, ColumnKind.WORDS):
        return words(first) == words(second)
    return tidy(first, column) == tidy(second, column)


def put(
    value: Data | None, column: ListColumn, text: Scalar, *, languages: Sequence[str]
) -> Data | None:
    """The value that says `text` in this column's language and what `value` says in the others;
    None: nothing is left."""
    if column.kind is ColumnKind.WORD:
        return text or None
    if column.kind is ColumnKind.TEXT:
        return _put_text(value, text, language=column.language, languages=languages)
    if column.kind is ColumnKind.TEXTS:
        return _put_texts(value, text, language=column.language, languages=languages) or None
    if column.kind is ColumnKind.WORDS:
        return _put_words(value, text, language=column.language, languages=languages)
    return _several(text, column) or None


def _several(text: Scalar, column: ListColumn) -> list[Data]:
    """The rows of a cell, or its words."""
    several: list[Data] = []
    if column.kind is ColumnKind.ROWS:
        for line in _filled(text.split("\n")):
            several.append(_read_row(line, text.mark))
    else:
        for said in words(text):
            several.append(Scalar(said, text.mark))
    return several


def _put_texts(
    value: Data | None, text: Scalar, *, language: str, languages: Sequence[str]
) -> list[Data]:
    """Several texts, each saying a line of `text` in `language` and what the item of `value` at its
    place says in the others."""
    texts: list[Data] = []
    items = value if isinstance(value, list) else []
    lines = text.split("\n") if text else []
    for item, line in zip_longest(items, lines):
        said = Scalar((line or "").replace(_PARAGRAPH, "\n"), text.mark)
        made = _put_text(_name_of(item), said, language=language, languages=languages)
        if made is not None:
            texts.append(_named(item, made))
    return texts


def _name_of(item: Data | None) -> Data | None:
    """The text of an item that has other fields beside it: a place with what else it is called."""
    if isinstance(item, dict) and NAME in item:
        name = item[NAME]
        return None if isinstance(name, Mark) else name
    return item


def _named(item: Data | None, name: Data) -> Data:
    """The item with another text, and with its other fields as they are."""
    if isinstance(item, dict) and NAME in item:
        return {**item, NAME: name}
    return name


def _put_words(
    value: Data | None, text: Scalar, *, language: str, languages: Sequence[str]
) -> Data | None:
    """Lists of words by language that say the words of `text` in `language`; None where nothing is
    left. A list without languages is that of the project's only one."""
    made: Entry = {MARK_KEY: text.mark}
    if isinstance(value, dict):
        made = dict(value)
    elif isinstance(value, list):
        made[Scalar(languages[0], text.mark)] = value
    made.pop(language, None)
    several: list[Data] = [Scalar(said, text.mark) for said in words(text)]
    if several:
        made[Scalar(language, text.mark)] = several
    return made if holds_anything(made) else None


def _put_text(
    value: Data | None, text: Scalar, *, language: str, languages: Sequence[str]
) -> Data | None:
    """The text that says `text` in `language` and what `value` says in the others; None where
    nothing is left. A text without languages says the same in all `languages`."""
    made: Entry = {MARK_KEY: text.mark}
    if isinstance(value, dict):
        made = dict(value)
    elif isinstance(value, Scalar):
        if text == value:
            return value
        for name in languages:
            made[Scalar(name, value.mark)] = value
    if text:
        made[Scalar(language, text.mark)] = text
    else:
        made.pop(language, None)
    if not holds_anything(made):
        return None
    return made


def entry_with(
    entry: Entry, column: ListColumn, text: Scalar, *, languages: Sequence[str]
) -> Entry:
    """The entry with another value in a column; mappings that hold nothing any more go with it."""
    made = dict(entry)
    path = column.path
    value = put(at(entry, path), column, text, languages=languages)
    if len(path) > 1:
        inner = made.get(path[0])
        below: Entry = {MARK_KEY: text.mark}
        if isinstance(inner, dict):
            below = dict(inner)
        _set(below, Scalar(path[-1], text.mark), value)
        value = None
        if holds_anything(below):
            value = below
    _set(made, Scalar(path[0], text.mark), value)
    return made


def _set(entry: Entry, key: Scalar, value: Data | None) -> None:
    """Put a value into an entry; None takes the key out."""
    if value is None:
        entry.pop(key, None)
    else:
        entry[key] = value
