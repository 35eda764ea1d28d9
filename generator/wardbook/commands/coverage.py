"""`wardbook coverage`: which element of the plan meets which rule, what is missing, and what was
skipped and why."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Sequence

from wardbook.commands.names import plan_language
from wardbook.commands.workspace import Refused, Workspace
from wardbook.findings import Severity
from wardbook.options import FOUND, OK, Options
from wardbook.plan.model.pack import RulePack
from wardbook.plan.project import Project
from wardbook.report.coverage_text import coverage_csv, coverage_json, coverage_text
from wardbook.rules.coverage import Standing, State, coverage
from wardbook.rules.library import chosen, known
from wardbook.sheets.project_localizer import localizer_for

_LIKE = 0.5
"""How alike the name of a pack must be to be the one that was meant (1: the same): half of it, so
that its beginning is enough."""
_WRITERS = {"text": coverage_text, "csv": coverage_csv, "json": coverage_json}


def show_coverage(options: Options, pack: str | None) -> int:
    """Write how the rules of the packs that are switched on stand (`pack`: of this one, switched on
    or not) and which departments have a procedure, as text, JSON or CSV. FOUND when something is
    missing that a rule requires by itself."""
    space = Workspace(options)
    project = space.open_sound().project
    packs = _packs(project, pack)
    if not packs:
        space.say("coverage_none", known=", ".join(known(project)))
    elif not pack:
        _say_what_is_off(space, project)
    day = project.site.packs_as_of or options.today or project.site.edition.date
    standings = coverage(project, day, packs)
    localizer = localizer_for(project, plan_language(project, options.ui_language))
    sys.stdout.write(_WRITERS[options.form](localizer, standings, day))
    return FOUND if any(map(_is_required_and_missing, standings)) else OK


def _say_what_is_off(space: Workspace, project: Project) -> None:
    """A pack that is off is skipped: nobody takes it for met."""
    on = {str(pack.id) for pack in chosen(project)}
    off = [id for id in known(project) if id not in on]
    if off:
        space.say("coverage_off", packs=", ".join(off))


def _packs(project: Project, pack: str | None) -> Sequence[RulePack]:
    """The pack that was asked for, else those that are switched on. Raises Refused."""
    if not pack:
        return chosen(project)
    packs = known(project)
    if pack in packs:
        return (packs[pack],)
    near = difflib.get_close_matches(pack, packs, 1, _LIKE)
    if near:
        raise Refused("coverage_near", known=", ".join(packs), id=near[0])
    raise Refused("coverage_unknown", known=", ".join(packs))


def _is_required_and_missing(one: Standing) -> bool:
    return one.state is State.MISSING and one.severity is Severity.WARNING
