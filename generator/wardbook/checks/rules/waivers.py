"""Waivers: findings that the project has decided to live with for a time are set apart, and waivers that have run out, cover
nothing, or would cover what can't be printed are findings themselves."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from pydantic import BaseModel

from wardbook.findings import Finding, Mark, Severity, error, warning
from wardbook.folders import SOURCE
from wardbook.plan.model.base import Base
from wardbook.plan.model.waiver import Waiver
from wardbook.plan.project import Project, scalars, values
from wardbook.plan.text import Link, Text

WAIVABLE_ERRORS = frozenset(
    (
        "O102", "T304", "P609", "P611", "P615", "D701", "D703", "D705", "F804", "F810", "E203", "E204", "E205", "E304",
        "E404", "E405", "C903", "K503",
    )
)  # fmt: skip
"""Errors whose output is whole all the same: the risk is the organisation's to bear. Behind every other error something
would be lost, unreadable or misleading on paper. Warnings and information can always be waived."""


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
        if mark.file != self.file:
            return False
        return self.first is None or self.last is None or self.first <= mark <= self.last


def apply(
    findings: Sequence[Finding], waivers: Sequence[Waiver], project: Project, known: Collection[str] | None, today: date
) -> tuple[list[Finding], list[Waived]]:
    """Findings that stay, with what is wrong with the waivers, and those that are set apart. A finding with several places
    is set apart when all are covered; else it keeps the others. `known` are the codes that exist (None: all)."""
    kept, waived, wrong = list(findings), list[Waived](), list[Finding]()
    for waiver in waivers:
        code = str(waiver.code)
        if known is not None and code not in known:
            wrong.append(warning("W104", waiver.code.mark, waived=code))
        elif waiver.until < today:
            wrong.append(warning("W101", waiver.at, waived=code, until=waiver.until))
        else:
            ranges = list(_ranges(project, waiver))
            hit = [one for one in kept if one.code == code and any(_in(mark, ranges) for mark in one.marks)]
            refused = [one for one in hit if not waivable(one)]
            if refused or not hit:
                wrong.append((error if refused else warning)("W103" if refused else "W102", waiver.at, waived=code))
                continue
            kept = [finding for one in kept for finding in ([one] if one not in hit else _rest(one, ranges))]
            waived += [Waived(_covered(one, ranges), waiver) for one in hit]
    return [*kept, *wrong], waived


def waivable(finding: Finding) -> bool:
    """Whether somebody may decide to live with it."""
    return finding.severity is not Severity.ERROR or finding.code in WAIVABLE_ERRORS


def _in(mark: Mark, ranges: Sequence[_Range]) -> bool:
    return any(found.holds(mark) for found in ranges)


def _rest(finding: Finding, ranges: Sequence[_Range]) -> Iterator[Finding]:
    """The finding with the places that nobody has waived; nothing when there are none."""
    if left := tuple(mark for mark in finding.marks if not _in(mark, ranges)):
        yield replace(finding, marks=left)


def _covered(finding: Finding, ranges: Sequence[_Range]) -> Finding:
    return replace(finding, marks=tuple(mark for mark in finding.marks if _in(mark, ranges)))


def _ranges(project: Project, waiver: Waiver) -> Iterator[_Range]:
    """What `place` names: `kind:id[/part]`, a file (with or without plan_source/), or `file:id`."""
    head, _, id = str(waiver.place).partition(":")
    if "." not in head and id:
        yield from _named(project, head, id)
        return
    file = head if head.startswith(f"{SOURCE}/") else f"{SOURCE}/{head}"
    if not id:
        yield _Range(file)
        return
    for model in project.models():
        for found in values(model) if isinstance(model, Base) and model.at.file == file else ():
            if isinstance(found, Base) and getattr(found, "id", None) == id:
                yield _range(found)


def _named(project: Project, kind: str, id: str) -> Iterator[_Range]:
    target, _, part = id.partition("/")
    try:
        found = project.find(Link((kind,), target, part or None, Mark("")))
    except KeyError:  # no such kind
        return
    if isinstance(found, Base):
        yield _range(found)


def _range(model: Base) -> _Range:
    last = max((mark for mark in _marks(model) if mark.file == model.at.file), default=model.at)
    return _Range(model.at.file, model.at, max(model.at, last))


def _marks(model: BaseModel) -> Iterator[Mark]:
    for found in values(model):
        if isinstance(found, Base):
            yield found.at
        elif isinstance(found, (Text, Link)):
            yield found.mark
    yield from (scalar.mark for scalar in scalars(model))
