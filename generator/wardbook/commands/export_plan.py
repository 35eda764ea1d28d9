"""`wardbook export plan.docx`: a plan as a file of Word, for those who approve it there."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from wardbook.commands.names import known_language
from wardbook.commands.office_words import office_words
from wardbook.commands.workspace import Refused, Workspace
from wardbook.options import OK, Options
from wardbook.plan.model.plan import Plan
from wardbook.plan.project import Project
from wardbook.safe_write import replace_file
from wardbook.sheets.audience import for_audience
from wardbook.sheets.project_localizer import localizer_for
from wardbook.sheets.telephone import with_grouped_numbers
from wardbook.word.office_styles import style_on
from wardbook.word.plan_document import plan_document


@dataclass(frozen=True)
class PlanCopy:
    """What the user asked for: a file, which plan, in which language, in which look."""

    file: Path
    plan: str = ""
    language: str = ""
    style: str = "plain"


def export_plan(options: Options, wished: PlanCopy) -> int:
    """Write the plan. A file that is there is left alone: somebody may have worked in it."""
    space = Workspace(options)
    if os.path.lexists(wished.file):
        raise Refused("sheet_exists", file=wished.file)
    space.keep_out_of_plan(wished.file)
    opened = space.open_sound()
    project = opened.project
    plan = chosen_plan(project, wished.plan)
    language = known_language(project, wished.language or project.languages[0])
    visible = with_grouped_numbers(for_audience(project, options.audience))
    if str(plan.id) not in visible.plans:
        raise Refused("word_plan_hidden", plan=plan.id, audience=options.audience)
    content = plan_document(
        localizer_for(visible, language),
        visible.plans[str(plan.id)],
        style_on(wished.style, project.site.paper),
        office_words(visible, language),
    )
    replace_file(wished.file, content)
    space.say("word_exported", file=wished.file, plan=plan.id)
    return OK


def chosen_plan(project: Project, wished: str) -> Plan:
    """The plan that is meant: the named one, else the only one. Raises Refused else."""
    if not wished and len(project.plans) == 1:
        return next(iter(project.plans.values()))
    if wished not in project.plans:
        raise Refused("word_which_plan", known=", ".join(project.plans))
    return project.plans[wished]
