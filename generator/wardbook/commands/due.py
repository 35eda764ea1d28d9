"""`wardbook due`: what has to be looked at again and by when, as a list and as calendar files."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

from wardbook.commands.names import plan_language
from wardbook.commands.workspace import Refused, Workspace
from wardbook.options import FOUND, OK, Options
from wardbook.plan.review_dates import ReviewTask, tasks
from wardbook.report.calendar_files import calendar_files
from wardbook.report.messages import lines
from wardbook.safe_write import replace_file
from wardbook.sheets.audience import for_audience
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.project_localizer import localizer_for
from wardbook.sheets.registers.reviews import department_words, review_names, task_words

_MADE_HERE = b"PRODID:-//Wardbook//review dates//EN"
"""What a calendar file of this program holds: no other is replaced."""


def show_due(options: Options, until: date | None, today: date, folder: Path | None) -> int:
    """Write what staff may see of what is due (`until`: by that day), the earliest first, and with
    `folder` the calendar files. FOUND when something is overdue on `today`. Raises Refused for a
    file in `folder` that this program did not make."""
    space = Workspace(options)
    project = for_audience(space.open_sound().project, options.audience)
    localizer = localizer_for(project, plan_language(project, options.ui_language))
    found = [task for task in tasks(project) if until is None or task.due <= until]
    for task in found:
        sys.stdout.write(_line(options, localizer, task, today) + "\n")
    if not found:
        space.say("due_nothing")
    if folder:
        _write(folder, localizer)
        space.say("due_written", folder=folder)
    return FOUND if any(task.due < today for task in found) else OK


def _line(options: Options, localizer: Localizer, task: ReviewTask, today: date) -> str:
    key = "due_over" if task.due < today else "due_task"
    names = localizer.say("list_join").join(review_names(localizer, task))
    return lines(options.ui_language)[key].format(
        day=task.due.isoformat(),
        what=task_words(localizer, task),
        who=department_words(localizer, task.department),
        names=names,
    )


def _write(folder: Path, localizer: Localizer) -> None:
    files = calendar_files(localizer)
    for name in files:
        path = folder / f"{name}.ics"
        if path.exists() and _MADE_HERE not in path.read_bytes():
            raise Refused("due_foreign", file=path)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        replace_file(folder / f"{name}.ics", content)
    _remove_old(folder, {f"{name}.ics" for name in files})


def _remove_old(folder: Path, kept: set[str]) -> None:
    """Take away the calendar files of departments that have no task any more."""
    for path in folder.glob("*.ics"):
        if path.name not in kept and _MADE_HERE in path.read_bytes():
            path.unlink()
