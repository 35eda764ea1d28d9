"""What every sheet is made of: spans of words, stamps, and the sheet itself.

All of it is frozen and finished, ready to print.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, is_dataclass
from operator import attrgetter
from typing import Any, TypeVar

from wardbook.findings import Mark
from wardbook.sheets.kinds import SheetKind
from wardbook.sheets.view import view, view_name
from wardbook.sheets.word_signs import ALPHABET

Wanted = TypeVar("Wanted")

NOWHERE = Mark("")

MUL = "mul"
"""Language of a sheet that prints several languages at once: a form."""


@view("Target")
class Target:
    """Where a span leads: a sheet and an anchor on it."""

    sheet: str
    anchor: str = ""


@view("Run")
class Span:
    """A piece of a line.

    `kind` says how it is set: words, name, number (to dial), code (framed), step.
    """

    text: str
    kind: str = "words"
    target: Target | None = None


Line = tuple[Span, ...]
Prose = tuple[Line, ...]
"""Paragraphs."""


def text_of(line: Line) -> str:
    """The words of a line, without how they are set and where they lead."""
    return "".join(span.text for span in line)


@dataclass(frozen=True)
class SheetKey:
    """Identity of a sheet: what it shows, in which language (or `MUL`), for whom."""

    id: str
    language: str
    audience: str


@dataclass(frozen=True)
class Sheet:
    """One sheet. `content` is the view dataclass of its kind.

    `words` are search words that are not printed.
    """

    key: SheetKey
    kind: SheetKind
    code: str
    title: str
    content: object
    words: tuple[str, ...] = ()
    source: Mark = NOWHERE
    """Where its content is written, for findings about the laid-out leaf.

    It is not part of the fingerprint.
    """
    classification: str = ""
    """Printed at the head of every leaf: that of the plan it belongs to."""
    other_language: str = ""
    """Language of the words beside those of its own: names on cards, terms in the glossary (`MUL`:
    several). Markup alone needs it; not part of the fingerprint."""

    @property
    def id(self) -> str:
        """The sheet's id, the same in every language."""
        return self.key.id


@dataclass(frozen=True)
class Stamp:
    """What the foot of every leaf prints besides code, title and page number."""

    organisation: str
    edition: str
    """Finished words: "edition 2026.1 (2026-11-01)" or "draft of 2026.1 (2026-11-01)"."""
    short: str
    """Short form of the content fingerprint, readable aloud: 7K3-Q9D."""
    issue: str = ""
    """The edition alone, where there is no room for words: "2026.1"."""
    draft: bool = False
    until: str = ""
    """The day until which a printed form counts, as finished words.

    It is its edition's, and the time that may pass between two reviews.
    """
    date: str = ""
    """Date of the edition that is named, ISO."""
    since: str = ""
    """Issued edition in which the sheet last changed; empty where it says something else now, or
    none was issued."""
    address: str = ""
    """Where the site is published, for the code on leaves; empty: nowhere."""


@dataclass(frozen=True)
class Stamped:
    """A sheet with its content fingerprint (SHA-256, hex) and the stamp."""

    sheet: Sheet
    fingerprint: str
    stamp: Stamp


def fingerprint(sheet: Sheet) -> str:
    """SHA-256 (hex) over what the sheet says: its key, code, title and content as canonical JSON.

    The look, the stamp and today's date are not part of it. It is kept with the sheet, which never
    changes: every box that holds a form asks for the form's.
    """
    kept = vars(sheet)  # as cached properties keep theirs
    if _FINGERPRINT not in kept:
        kept[_FINGERPRINT] = _fingerprint(sheet)
    known: str = kept[_FINGERPRINT]
    return known


def _fingerprint(sheet: Sheet) -> str:
    data = [
        sheet.key.id,
        sheet.key.language,
        sheet.key.audience,
        sheet.code,
        sheet.title,
        sheet.content,
    ]
    if sheet.classification:
        data.append(sheet.classification)
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, default=_plain_view)
    return hashlib.sha256(text.encode()).hexdigest()


def short_fingerprint(full: str) -> str:
    """Six characters without look-alikes, in two groups."""
    number = int(full[:16], 16)
    letters = ""
    for _ in range(6):
        number, rest = divmod(number, len(ALPHABET))
        letters += ALPHABET[rest]
    return f"{letters[:3]}-{letters[3:]}"


_Held = Callable[[object], tuple[Any, ...]]


class _ViewFields(dict[type, tuple[tuple[str, ...], _Held] | None]):
    """Type → the names of the fields of a view of it, and what gives all their values at once; None
    for a type that is no view's."""

    def __missing__(self, kind: type) -> tuple[tuple[str, ...], _Held] | None:
        known = None
        if is_dataclass(kind):
            names = tuple(field.name for field in fields(kind))
            known = (names, _values_of(names))
        self[kind] = known
        return known


def _values_of(names: tuple[str, ...]) -> _Held:
    """What gives the values of these attributes: of several at once, in C."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


class _ViewNames(dict[type, str]):
    """Type → its stable name."""

    def __missing__(self, kind: type) -> str:
        self[kind] = view_name(kind)
        return self[kind]


_FIELDS = _ViewFields()
_NAMES = _ViewNames()
_FINGERPRINT = "_fingerprint"
_PLAIN = frozenset((str, int, bool, float, type(None)))
"""Types of most values, below which there is nothing."""


def _plain_view(value: object) -> dict[str, object]:
    """A view's own fields: what JSON does not know by itself. Its encoder goes on below, twice as
    quick as `plain`."""
    kind = type(value)
    known = _FIELDS[kind]
    if known is None:
        raise TypeError(f"{kind.__name__} is no view")
    names, held = known
    data: dict[str, object] = {"type": _NAMES[kind]}
    data.update(zip(names, held(value), strict=True))
    return data


def plain(value: object) -> object:
    """A view as plain data for JSON: dataclasses become mappings with their stable name.

    Raises TypeError for a dataclass without one.
    """
    kind = type(value)
    if kind in _PLAIN:
        return value
    known = _FIELDS[kind]
    if known is not None:
        data: dict[str, object] = {"type": _NAMES[kind]}
        for name in known[0]:
            data[name] = plain(getattr(value, name))
        return data
    if isinstance(value, (tuple, list)):
        return [plain(item) for item in value]
    return value


def below(value: object, wanted: type[Wanted]) -> Iterator[Wanted]:
    """Every instance of `wanted` in a view, in reading order."""
    found: list[Wanted] = []
    _add_below(value, wanted, found)
    return iter(found)


def below_any(value: object, *wanted: type) -> Iterator[object]:
    """Every instance of one of the types `wanted`, in one walk."""
    found: list[object] = []
    _add_below(value, wanted, found)
    return iter(found)


# A list is filled: a generator in a generator for each of the fields took three times as long
def _add_below(value: object, wanted: type | tuple[type, ...], found: list[Any]) -> None:
    if isinstance(value, wanted):
        found.append(value)
    elif isinstance(value, (tuple, list)):
        for item in value:
            if type(item) not in _PLAIN:
                _add_below(item, wanted, found)
    elif known := _FIELDS[type(value)]:
        for held in known[1](value):
            if type(held) not in _PLAIN:
                _add_below(held, wanted, found)


def targets(value: object) -> Iterator[Target]:
    """Every target in a view, in reading order."""
    return below(value, Target)
