"""Waivers: findings that the project has decided to live with for a time are set apart.

Waivers that have run out, cover nothing, or would cover what can't be printed are findings
themselves.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pydantic import BaseModel

from wardbook.findings import Finding, Mark, Severity, error, warning
from wardbook.folders import SOURCE
from wardbook.plan.model.base import Base
from wardbook.plan.model.registries import Role
from wardbook.plan.model.waiver import Waiver
from wardbook.plan.project import Project, scalars, values
from wardbook.plan.text import Link, Text

# fmt: off
WAIVABLE_ERRORS = frozenset((
    "O102", "T304", "P609", "P611", "P615", "D701", "D703", "D705", "F804", "F810", "E203", "E204",
    "E205", "E304", "E404", "E405", "C903", "K503",
))
# fmt: on
"""Errors whose output is whole all the same: the risk is the organisation's to bear.

Behind every other error something would be lost, unreadable or misleading on paper. Warnings and
information can always be waived.
"""


SEARCHED = frozenset(("Y102", "Y103"))
"""Codes that `check --search` alone finds: in any other check a waiver of one may cover nothing."""

Later = Callable[[], Sequence[Finding]]
"""What would be found in the plan once it is issued."""


@dataclass(frozen=True)
class Waived:
    """A finding that is set apart, and the waiver that does it."""

    finding: Finding
    waiver: Waiver


@dataclass(frozen=True)
class _Range:
    """Places that a waiver covers: a file, or from the first to the last mark of an entry."""

    file: str
    first: Mark | None = None
    last: Mark | None = None

    def holds(self, mark: Mark) -> bool:
        """Whether the place is covered."""
        if mark.file != self.file:
            return False
        if self.first is None or self.last is None:
            return True
        return self.first <= mark <= self.last


def apply(
    findings: Sequence[Finding],
    waivers: Sequence[Waiver],
    project: Project,
    *,
    known: Collection[str] | None,
    today: date,
    whole: bool = True,
    later: Later = tuple,
) -> tuple[list[Finding], list[Waived]]:
    """Findings that stay, with what is wrong with the waivers, and those that are set apart.

    A finding with several places is set apart when all are covered; else it keeps the others.
    `known` are the codes that exist (None: all). `whole` says that every file could be read: else
    nobody knows what a waiver would have covered. One that covers nothing is right if it covers
    what would be found `later`: a release is held to more than a draft.
    """
    kept, waived, wrong = list(findings), list[Waived](), list[Finding]()
    for waiver in waivers:
        useless = _useless(waiver, known=known, today=today)
        if useless:
            wrong.append(useless)
            continue
        ranges = list(_ranges(project, waiver))
        left, covered = _divide(kept, str(waiver.code), ranges)
        failed = _failed(waiver, covered)
        if failed:
            if covered or (whole and not _divide(later(), str(waiver.code), ranges)[1]):
                wrong.append(failed)
            continue
        kept = left
        for finding in covered:
            waived.append(Waived(finding, waiver))
    return [*kept, *wrong], waived


def _useless(waiver: Waiver, *, known: Collection[str] | None, today: date) -> Finding | None:
    """W104 a code that does not exist, W101 a waiver that has run out."""
    if known is not None and str(waiver.code) not in known:
        return warning("W104", waiver.code.mark, waived=waiver.code)
    if waiver.until < today:
        return warning("W101", waiver.at, waived=waiver.code, until=waiver.until)
    return None


def _failed(waiver: Waiver, covered: Sequence[Finding]) -> Finding | None:
    """W102 a waiver that covers nothing, W103 one of an error that must be mended."""
    if not covered:
        return warning("W102", waiver.at, waived=waiver.code)
    if not all(map(waivable, covered)):
        return error("W103", waiver.at, waived=waiver.code)
    return None


def _divide(
    findings: Sequence[Finding], code: str, ranges: Sequence[_Range]
) -> tuple[list[Finding], list[Finding]]:
    """Findings, or places of them, that stay, and those of `code` that the ranges cover."""
    left: list[Finding] = []
    covered: list[Finding] = []
    for finding in findings:
        if finding.code != code:
            left.append(finding)
            continue
        inside, outside = _marks_by_ranges(finding, ranges)
        if inside:
            covered.append(replace(finding, marks=inside))
        if outside or not inside:
            left.append(replace(finding, marks=outside))
    return left, covered


def _marks_by_ranges(
    finding: Finding, ranges: Sequence[_Range]
) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
    """The places of a finding inside and outside of the ranges."""
    inside: list[Mark] = []
    outside: list[Mark] = []
    for mark in finding.marks:
        if any(covered.holds(mark) for covered in ranges):
            inside.append(mark)
        else:
            outside.append(mark)
    return tuple(inside), tuple(outside)


def waivable(finding: Finding) -> bool:
    """Whether somebody may decide to live with it."""
    return finding.severity is not Severity.ERROR or finding.code in WAIVABLE_ERRORS


def _ranges(project: Project, waiver: Waiver) -> Iterator[_Range]:
    """What `place` names: `kind:id[/part]`, a file (with or without plan_source/), or `file:id`."""
    head, _, id = str(waiver.place).partition(":")
    if "." not in head and id:
        yield from _named(project, head, id)
        return
    file = head
    if not file.startswith(f"{SOURCE}/"):
        file = f"{SOURCE}/{head}"
    if id:
        yield from _named_in_file(project, file, id)
    else:
        yield _Range(file)


def _named(project: Project, kind: str, id: str) -> Iterator[_Range]:
    target, _, part = id.partition("/")
    try:
        found = project.find(Link((kind,), target, part or None, Mark("")))
    except KeyError:  # no such kind
        return
    if isinstance(found, Base):
        yield _range(found)
    if isinstance(found, Role):
        yield from _steps_of(project, found)


def _steps_of(project: Project, role: Role) -> Iterator[_Range]:
    """The steps in which a post acts or must agree, wherever they stand."""
    for procedure in project.procedures.values():
        for _, step in procedure.steps():
            agrees = step.approval and project.find(step.approval) is role
            if agrees or project.find(step.actor) is role:
                yield _range(step)


def _named_in_file(project: Project, file: str, id: str) -> Iterator[_Range]:
    """Every entry of the file that has the id, at whatever depth."""
    for model in project.models():
        if not isinstance(model, Base) or model.at.file != file:
            continue
        for found in values(model):
            if isinstance(found, Base) and getattr(found, "id", None) == id:
                yield _range(found)


def _range(model: Base) -> _Range:
    """From the start of a model to the last mark below it in the same file."""
    last = model.at
    for mark in _marks(model):
        if mark.file == model.at.file:
            last = max(last, mark)
    return _Range(model.at.file, model.at, last)


def _marks(model: BaseModel) -> Iterator[Mark]:
    for found in values(model):
        if isinstance(found, (Text, Link)):
            yield found.mark
    for scalar in scalars(model):
        yield scalar.mark
