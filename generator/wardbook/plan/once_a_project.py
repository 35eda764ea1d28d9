"""What is worked out of a whole project is worked out once: each department's sheets, and many
checks, ask for the same. A project never changes."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from wardbook.plan.project import Project

Made = TypeVar("Made")


def once_a_project(make: Callable[[Project], Made]) -> Callable[[Project], Made]:
    """A function of a project whose result is kept with the project. Callers must not change
    it."""
    name = f"{make.__module__}.{make.__qualname__}"

    @wraps(make)
    def kept(project: Project) -> Made:
        made = vars(project)  # as cached properties keep theirs
        if name not in made:
            made[name] = make(project)
        result: Made = made[name]
        return result

    return kept
