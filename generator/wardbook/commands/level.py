"""`wardbook level`: which level an outage of some length has, and who activates it."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from wardbook.commands.names import plan_language
from wardbook.commands.workspace import Refused, Workspace
from wardbook.options import OK, Options
from wardbook.plan.model.blocks import Level, Levels, LevelsBlock
from wardbook.plan.model.scalars import Duration
from wardbook.plan.project import Project
from wardbook.report.messages import lines
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.plan.blocks.events import interval
from wardbook.sheets.plan_facts import in_order
from wardbook.sheets.project_localizer import localizer_for


def show_level(options: Options, length: Duration) -> int:
    """Write the level of each plan that has levels by hours. Raises Refused where none has."""
    project = Workspace(options).open_sound().project
    localizer = localizer_for(project, plan_language(project, options.ui_language))
    said = list(_answers(localizer, project, length))
    if not said:
        raise Refused("level_none")
    for key, values in said:
        text = lines(options.ui_language)[key]
        values["length"] = localizer.duration(length)
        sys.stdout.write(text.format(**values) + "\n")
    return OK


def _answers(
    localizer: Localizer, project: Project, length: Duration
) -> Iterator[tuple[str, dict[str, str]]]:
    """For each list of levels by hours a key of the program's lines, and what fills it."""
    for plan in in_order(project.plans):
        for block in plan.blocks():
            if isinstance(block, LevelsBlock) and block.levels.axis == "outage_hours":
                title = localizer.words(plan.title)
                yield _answer(localizer, block.levels, length, title)


def _answer(
    localizer: Localizer, levels: Levels, length: Duration, plan: str
) -> tuple[str, dict[str, str]]:
    level = _level_of(levels, length)
    if level is None:
        return "level_below", {"plan": plan, "below": localizer.words(levels.below)}
    values = {
        "plan": plan,
        "level": localizer.words(level.label),
        "interval": interval(localizer, level),
        "who": localizer.name(level.activates),
    }
    return ("level_activates" if level.activates else "level_alone"), values


def _level_of(levels: Levels, length: Duration) -> Level | None:
    """The level whose interval holds a length; None below the first."""
    for level in levels.values:
        begins = level.start.minutes if level.start else 0
        ends = level.end.minutes if level.end else length.minutes + 1
        if begins <= length.minutes < ends:
            return level
    return None
