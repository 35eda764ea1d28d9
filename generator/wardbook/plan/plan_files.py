"""How the program writes into the plan: what is meant is composed, read back and compared before it
replaces anything.

Whoever writes holds `writing` from the first look at the plan to the last: of two commands at once,
the second sees what the first has written.
"""

from __future__ import annotations

import codecs
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import TypeAlias

from wardbook.findings import Finding, Mark, error
from wardbook.lock import one_at_a_time
from wardbook.plan.data import Data, Scalar, mark_at
from wardbook.plan.load_context import limits_of
from wardbook.plan.reader import Document, Keep, name_of, read, read_bytes
from wardbook.plan.yaml_text import flow
from wardbook.safe_write import create_file, replace_file

_BYTE_ORDER_MARK = "\ufeff"
_TOO_LARGE = ("S002", "S030")
_CLOSED = ("S001", "S002", "S003")
_LONG = 10_000
"""Entries of a list that is held once while it is read back."""
_SHOWN = 60
"""Characters of a value that are quoted."""

Fields: TypeAlias = "dict[str, Data | Mark]"
Step: TypeAlias = "tuple[str, Data | None, Data | None]"
"""A key or the name of an entry, what was meant to stand there, and what does."""


class MovedError(Exception):
    """Somebody else changed a file of the plan while a command was at work on it; it stays as they
    left it."""

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self.file = file


@dataclass(frozen=True)
class PlanFile:
    """A file of the plan as a command found it. `document` says what it holds; without the file,
    nothing."""

    path: Path
    document: Document
    exists: bool

    @property
    def mark(self) -> str:
        """The byte order mark that it begins with, if it does."""
        if self.document.raw.startswith(codecs.BOM_UTF8):
            return _BYTE_ORDER_MARK
        return ""

    @property
    def text(self) -> str:
        """Its text as it stands, line ends and all, behind the byte order mark; nothing when it
        can't be read."""
        if self.document.data is None:
            return ""
        return self.document.raw.decode("utf-8").removeprefix(_BYTE_ORDER_MARK)

    @property
    def is_closed(self) -> bool:
        """Whether nobody could even look into it: what it holds must not be lost."""
        return any(finding.code in _CLOSED for finding in self.document.findings)

    @property
    def name(self) -> str:
        """Its name in findings."""
        return self.document.file


def writing(project: Path, waiting: Callable[[], None]) -> AbstractContextManager[None]:
    """Hold the lock of those who write into the plan. `waiting` is called once when another command
    has it."""
    return one_at_a_time(project, "plan", waiting)


def find(path: Path, project: Path) -> PlanFile:
    """The file at `path` as it is now."""
    if not os.path.lexists(path):
        return PlanFile(path, Document(name_of(path, project), None, ()), exists=False)
    return PlanFile(path, read(path, project, limits_of(path)), exists=True)


def proof(file: PlanFile, text: str, meant: Data, rows: int = 0) -> tuple[Finding, ...]:
    """What speaks against writing `text`, which is to say what `meant` says: nothing when it can be
    read and says just that. `rows` are the rows of the list that it was made of."""
    content = text.encode("utf-8", "surrogatepass")
    limits = limits_of(file.path)
    said = read_bytes(content, file.name, limits, _keeping(meant))
    problems = tuple(problem for problem in said.findings if problem.blocks)
    if rows and problems and problems[0].code in _TOO_LARGE:
        most = min(rows * limits.size // len(content), rows - 1)
        return (error("X612", Mark(file.name), file=file.name, rows=rows, most=most),)
    if said.data is None or problems:
        return problems
    different = _difference(meant, said.data)
    return (different.finding(),) if different else ()


def _keeping(meant: Data) -> Keep | None:
    """Holds in place of an entry of a long list that is read back the one that was meant, where
    both say the same: a price list of 150,000 is not in memory twice. None for all else."""
    entries: list[Data] = []
    if isinstance(meant, dict):
        for value in meant.values():
            if isinstance(value, list) and len(value) > len(entries):
                entries = value
    if len(entries) < _LONG:
        return None

    def keep(at: int, said: Data) -> Data:
        if at < len(entries) and _difference(entries[at], said) is None:
            return entries[at]
        return said

    return keep


def put(file: PlanFile, text: str) -> None:
    """Write the text, which `proof` has found nothing against, in the place of `file`.

    Raises `MovedError` when somebody else has written there since, and `NotWrittenError` when the
    system refuses."""
    content = text.encode("utf-8")
    if not file.exists:
        try:
            create_file(file.path, content)
        except FileExistsError as problem:
            raise MovedError(file.name) from problem
        return
    if file.document.raw and _content(file.path) != file.document.raw:
        raise MovedError(file.name)
    replace_file(file.path, content)


def _content(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


@dataclass(frozen=True)
class _Difference:
    """Where what is read is something else than what was meant."""

    at: str
    meant: Data | None
    said: Data | None

    def finding(self) -> Finding:
        """X613, at the cell that the value comes from, and where it would stand in the file."""
        marks = []
        for value in (self.meant, self.said):
            mark = mark_at(value, ()) if value is not None else None
            if mark and mark not in marks:
                marks.append(mark)
        return error("X613", *marks, at=self.at, meant=_quoted(self.meant), said=_quoted(self.said))


def _difference(meant: Data | None, said: Data | None, at: str = "") -> _Difference | None:
    """The first place at which two values differ."""
    steps = iter(()) if meant is said else _steps(meant, said)
    if steps is None:
        return _Difference(at, meant, said)
    for name, first, second in steps:
        found = _difference(first, second, f"{at}.{name}" if at else name)
        if found:
            return found
    return None


def _steps(meant: Data | None, said: Data | None) -> Iterator[Step] | None:
    """What stands below two values, in pairs; None when the values themselves differ."""
    if isinstance(meant, dict) and isinstance(said, dict):
        return _steps_of_mappings(meant, said)
    if isinstance(meant, list) and isinstance(said, list):
        return _steps_of_lists(meant, said)
    if isinstance(meant, Scalar) and isinstance(said, Scalar) and meant == said:
        return iter(())
    return None


def _steps_of_mappings(meant: Fields, said: Fields) -> Iterator[Step]:
    for key in dict.fromkeys((*meant, *said)):
        first, second = meant.get(key), said.get(key)
        if not isinstance(first, Mark) and not isinstance(second, Mark):
            yield str(key), first, second


def _steps_of_lists(meant: list[Data], said: list[Data]) -> Iterator[Step]:
    for number, (first, second) in enumerate(zip_longest(meant, said), 1):
        yield _name(first, number), first, second


def _name(entry: Data | None, number: int) -> str:
    """What people call an entry of a list: by its id or code, else by its number."""
    if isinstance(entry, dict):
        for key in ("id", "code"):
            name = entry.get(key)
            if isinstance(name, Scalar):
                return str(name)
    return str(number)


def _quoted(value: Data | None) -> str:
    """A value as it is shown in a finding."""
    if value is None:
        return "–"
    text = flow(value)
    if len(text) <= _SHOWN:
        return text
    return text[: _SHOWN - 1] + "…"
