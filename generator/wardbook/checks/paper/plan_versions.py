"""Version and day of approval that a plan's cover says, against those of the last edition."""

from __future__ import annotations

from collections.abc import Iterator
from operator import itemgetter
from pathlib import Path

from wardbook.checks.context import Context
from wardbook.findings import Finding, Mark, info
from wardbook.plan.data import Data
from wardbook.plan.edition_records import IssuedEdition
from wardbook.plan.model.blocks import ProcedureBlock
from wardbook.plan.model.plan import Plan
from wardbook.plan.plan_digest import say_the_same
from wardbook.plan.project import Project
from wardbook.plan.reader import read


def as_in_last_edition(context: Context) -> Iterator[Finding]:
    """K606: a plan whose words changed since the last edition, and whose cover still says
    the version or the day of approval that it had then. Before a first edition there is nothing to
    compare with."""
    project = context.project
    last = project.last_edition
    if last is None or last.plan == project.said:
        return
    for plan in project.plans.values():
        unchanged = list(_unchanged(plan, _recorded(last, plan)))
        if unchanged and _has_changed(project, last, plan):
            marks = map(itemgetter(0), unchanged)
            said = ", ".join(map(itemgetter(1), unchanged))
            yield info("K606", *marks, plan=plan.id, said=said, edition=last.id)


def _recorded(last: IssuedEdition, plan: Plan) -> dict[str, Data | Mark]:
    """The plan's file in the record of an edition; empty where that had no such plan."""
    path = last.folder / plan.at.file
    if not path.is_file():
        return {}
    data = read(path, last.folder).data
    return data if isinstance(data, dict) else {}


def _unchanged(plan: Plan, recorded: dict[str, Data | Mark]) -> Iterator[tuple[Mark, str]]:
    """What the cover says as the edition said it, with its place: the version, a day of approval
    not after its."""
    if plan.version and plan.version == str(recorded.get("version", "")):
        yield plan.version.mark, f"version: {plan.version}"
    cover = recorded.get("cover")
    if plan.cover and plan.cover.approved_on and isinstance(cover, dict):
        day = plan.cover.approved_on.isoformat()
        if day <= str(cover.get("approved_on", "")):
            yield plan.cover.at, f"approved_on: {day}"


def _has_changed(project: Project, last: IssuedEdition, plan: Plan) -> bool:
    """Whether something else is bound behind a plan's cover than in an edition. The cover of the
    only plan stands for all that is printed; that of one of several for its own chapters and the
    procedures that it prints."""
    if len(project.plans) == 1:
        return True
    files = [plan.at.file]
    for block in plan.blocks():
        if isinstance(block, ProcedureBlock) and block.procedure.id in project.procedures:
            files.append(project.procedures[block.procedure.id].at.file)
    return any(_differs(project.root, last.folder, file) for file in files)


def _differs(root: Path, record: Path, file: str) -> bool:
    if not (record / file).is_file():
        return True
    return not say_the_same(read(root / file, root).data, read(record / file, record).data)


CHECKS = (as_in_last_edition,)
