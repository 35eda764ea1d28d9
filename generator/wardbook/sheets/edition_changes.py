"""What the site says of the difference to an edition: finished lines, by department."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class ChangedSheet:
    """A sheet by its code and title. `id` is empty where it was withdrawn."""

    code: str
    title: str
    id: str


@dataclass(frozen=True)
class ChangeLine:
    """One edit: what was edited, what became of it, and the sheets that it shows on."""

    subject: str
    event: str
    sheets: tuple[ChangedSheet, ...]


@dataclass(frozen=True)
class DepartmentChanges:
    """What changed in a department's manual. `other` are sheets that changed along with edits: a
    list that names them, a number that counts on."""

    id: str
    name: str
    lines: tuple[ChangeLine, ...]
    other: tuple[ChangedSheet, ...]


@dataclass(frozen=True)
class EditionChanges:
    """What differs from the edition `before`. `rest` are edits that show in no department's manual;
    `summary` is what was said of the edition when it was issued, empty in a draft."""

    before: str
    after: str
    summary: str
    departments: tuple[DepartmentChanges, ...]
    rest: tuple[ChangeLine, ...]
