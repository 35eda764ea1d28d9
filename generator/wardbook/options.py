"""What the user asked of a command, and the statuses that it ends with."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from wardbook.folders import BUILD, PARTIAL, SOURCE

OK, FOUND, WRONG_USE, INTERRUPTED = 0, 1, 2, 130
"""Exit statuses: fine; findings; wrong use or an unreadable project; interrupted, as
shells say it."""

PARTS = ("site", "manuals", "forms", "cards")


@dataclass(frozen=True)
class Options:
    """What the user asked for. Every command takes it."""

    project: Path = Path()
    ui_language: str = "en"
    form: str = "text"
    strict: bool = False
    today: datetime.date | None = None
    audience: str = "staff"
    output: Path | None = None
    languages: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    workers: int | None = None
    """Processes that draw; None: one a processor."""
    scheduler: str = ""
    """Address of a Dask scheduler whose workers draw; empty: this machine does."""

    def changed(self, **choices: Any) -> Options:
        """A copy with some choices set; `choices` are fields by name."""
        return replace(self, **choices)

    @property
    def filtered(self) -> bool:
        """Whether only a part is built, which never replaces the whole output."""
        return bool(self.languages or self.departments or self.only)

    @property
    def parts(self) -> tuple[str, ...]:
        """What to build."""
        return self.only or PARTS

    @property
    def target(self) -> Path:
        """Where the output goes."""
        if self.output:
            return self.output
        whole = self.project / BUILD
        return whole / PARTIAL if self.filtered else whole

    def in_plan(self, path: Path) -> bool:
        """Whether `path` lies in the plan, where nothing but entries and records is ever
        written."""
        return path.resolve().is_relative_to((self.project / SOURCE).resolve())
