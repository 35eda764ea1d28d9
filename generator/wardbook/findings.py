"""What is wrong and where: small frozen records that every step may make. Their words live in
`messages/`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs: an error stops a build, a warning does under `--strict`,
    information never does."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, order=True, slots=True)
class Mark:
    """A place in a file. `file` is relative to the project, with forward slashes; line and column
    count from 1 (0: the whole file)."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        if not self.line:
            return self.file
        return f"{self.file}:{self.line}:{self.column}"


_STOP_NO_BUILD = ("Q109", "K601", "K602", "K603", "K604", "K605")
"""Errors outside of what is built: a lost record must not keep the plan from the wards."""


@dataclass(frozen=True)
class Finding:
    """One cause with all its places. `arguments` fill the message's placeholders."""

    code: str
    severity: Severity
    marks: tuple[Mark, ...]
    arguments: tuple[tuple[str, str], ...] = ()

    @property
    def blocks(self) -> bool:
        """Whether it stops a build."""
        return self.severity is Severity.ERROR and self.code not in _STOP_NO_BUILD


def error(code: str, *marks: Mark, **arguments: object) -> Finding:
    """An error at `marks`; `arguments` are turned into text for the message."""
    return _finding(code, Severity.ERROR, marks, arguments)


def warning(code: str, *marks: Mark, **arguments: object) -> Finding:
    """A warning at `marks`."""
    return _finding(code, Severity.WARNING, marks, arguments)


def info(code: str, *marks: Mark, **arguments: object) -> Finding:
    """Information at `marks`."""
    return _finding(code, Severity.INFO, marks, arguments)


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings in the order people read them: by file, line, column, code; exact repetitions
    once."""
    return tuple(sorted(dict.fromkeys(findings), key=lambda f: (f.marks, f.code, f.arguments)))


def _finding(
    code: str, severity: Severity, marks: tuple[Mark, ...], arguments: dict[str, object]
) -> Finding:
    texts = [(name, str(value)) for name, value in arguments.items()]
    return Finding(code, severity, marks, tuple(texts))
