"""`wardbook release`: freezes the plan as an edition in one step, or says what stands in the
way."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from wardbook.build.publish import hand_over, staging
from wardbook.checks import run_checks
from wardbook.commands.shown_approvals import show_approvals
from wardbook.commands.workspace import OpenedPlan, Refused, Stopped, Workspace
from wardbook.editions.freezing import NewEdition, freeze, issued_project
from wardbook.editions.stale_texts import stale_texts
from wardbook.findings import Finding, Severity
from wardbook.folders import CACHE, EDITIONS, SOURCE
from wardbook.options import FOUND, OK, Options
from wardbook.plan.edition_records import is_edition_id
from wardbook.plan.project import Project
from wardbook.report.messages import codes

_TOLD = ("K606",)
"""Information that concerns the edition's covers: a release says it, and is not stopped by it."""


@dataclass(frozen=True)
class ReleaseOrder:
    """What is to be issued. `only_check`: say what stands in the way, and write nothing."""

    id: str
    date: datetime.date
    summary: Mapping[str, str]
    only_check: bool = False


def release(options: Options, order: ReleaseOrder) -> int:
    """Issue the plan as the edition that was ordered.

    The record is made in the cache and gets its name in one rename: the project is as before or as
    after. Raises Refused for an order that does not fit, and Stopped for what was found."""
    space = Workspace(options.changed(strict=True, today=order.date))
    with space.writing():
        plan = space.open()
        if plan.loaded.project is None:
            space.stop(plan)
        project = plan.project
        _refuse(order, project)
        new = NewEdition(order.id, order.date, order.summary, project.said)
        _check_as_issued(space, plan, new)
        if order.only_check:
            space.say("release_ready", edition=order.id)
            return OK
        with staging(options.project / CACHE / EDITIONS / order.id) as stage:
            with space.progress.working("job_books"):
                count = freeze(project, new, stage)
            target = options.project / SOURCE / EDITIONS / order.id
            target.parent.mkdir(exist_ok=True)
            stage.chmod(0o755)
            hand_over(stage, target)
    space.say("release_done", edition=order.id, count=count, folder=target)
    return OK


def _refuse(order: ReleaseOrder, project: Project) -> None:
    """Raises Refused for an order whose id is no id or is taken, whose day is before the last
    edition's, that lacks a summary, or where the plan says what the last edition says."""
    if not is_edition_id(order.id):
        raise Refused("release_bad_id", edition=order.id)
    folder = project.root / SOURCE / EDITIONS / order.id
    if folder.exists():
        raise Refused("release_exists", edition=order.id)
    last = project.last_edition
    if last and order.date < last.date:
        raise Refused("release_earlier", edition=last.id, date=last.date.isoformat())
    if last and last.plan == project.said:
        raise Refused("release_same", edition=last.id)
    if not order.only_check:
        _refuse_summary(order, project)


def _refuse_summary(order: ReleaseOrder, project: Project) -> None:
    missing = []
    for language in project.languages:
        if not order.summary.get(language, "").strip():
            missing.append(f"--summary-{language}")
    if missing:
        raise Refused("release_no_summary", options=", ".join(missing))


def _check_as_issued(space: Workspace, plan: OpenedPlan, new: NewEdition) -> None:
    """Say all that stands in the way: errors, warnings (a draft may have some, an edition may not),
    stale texts, approvals. Raises Stopped if anything does."""
    with space.progress.working("job_read"):
        issued = replace(plan.loaded, project=issued_project(plan.project, new))
        known = codes(space.options.ui_language)
        checked = run_checks(issued, space.printable(), new.date, known)
    found = list(filter(_stops, checked.findings))
    space.show(list(filter(_is_told, checked.findings)), plan.loaded.sources)
    if found:
        space.say("release_refused", edition=new.id, count=len(found))
    stale = stale_texts(plan.project)
    if stale:
        space.say("release_stale", edition=new.id, count=len(stale))
    failing = _not_approved(space, plan.project, new, found)
    if found or stale or failing:
        raise Stopped(FOUND)


def _stops(finding: Finding) -> bool:
    return finding.severity is not Severity.INFO


def _is_told(finding: Finding) -> bool:
    return _stops(finding) or finding.code in _TOLD


def _not_approved(
    space: Workspace, project: Project, new: NewEdition, found: Sequence[Finding]
) -> int:
    """How many approvals do not hold, which it says; with errors there are no sheets to approve."""
    if any(one.blocks for one in found):
        return 0
    failing = show_approvals(space, project, new.id)
    if failing:
        space.say("release_not_approved", edition=new.id, count=failing)
    return failing
