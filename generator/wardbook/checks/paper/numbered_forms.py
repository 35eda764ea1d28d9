"""Numbered forms: no number stands on two sheets, and those of two forms can be told apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from wardbook.checks.context import Context
from wardbook.findings import Finding, error, warning
from wardbook.plan.model.form import Form, Variant
from wardbook.plan.model.records import Pad
from wardbook.plan.project import Project
from wardbook.serials.pads import Range, range_of
from wardbook.serials.runs import overlaps, pool_of_form
from wardbook.serials.serial_numbers import Serial


def runs(context: Context) -> Iterator[Finding]:
    """Q101: two runs hand out the same numbers."""
    for overlap in overlaps(context.project):
        first = max(overlap.first.first, overlap.second.first)
        last = min(overlap.first.last, overlap.second.last)
        yield error(
            "Q101",
            overlap.second.at,
            overlap.first.at,
            first=Serial(overlap.pool, first),
            last=Serial(overlap.pool, last),
        )


def pads(context: Context) -> Iterator[Finding]:
    """Q102 the first and last number of a pad make no range, Q103 two pads share numbers."""
    ranges: list[tuple[Pad, Range]] = []
    for pad in context.project.pads.values():
        held = range_of(pad)
        if held:
            ranges.append((pad, held))
        else:
            yield error("Q102", pad.last.mark, pad.first.mark, first=pad.first, last=pad.last)
    for (one, its_range), (other, other_range) in combinations(ranges, 2):
        if its_range.shares(other_range):
            yield error("Q103", other.first.mark, one.first.mark, one=one.id, other=other.id)


@dataclass(frozen=True)
class _Numbers:
    """The numbers of a form in a department: `start` is what stands before their digits."""

    start: str
    form: Form | Variant
    department: str


def apart(context: Context) -> Iterator[Finding]:
    """Q104: codes of forms and departments that run together; equal codes are U402.

    The numbers of drills have a letter of their own, and must not look like those of real use.
    """
    first: dict[str, _Numbers] = {}
    for numbers in _all_numbers(context.project, drill=False):
        other = first.setdefault(numbers.start, numbers)
        other_code = other.form.code != numbers.form.code
        elsewhere = other.form is numbers.form and other.department != numbers.department
        if other_code or elsewhere:
            yield _same_start(numbers, other)
    for numbers in _all_numbers(context.project, drill=True):
        if numbers.start in first:
            yield _same_start(numbers, first[numbers.start])


def _all_numbers(project: Project, *, drill: bool) -> Iterator[_Numbers]:
    for form in project.forms.values():
        for variant in (None, *form.variants):
            for id, department in project.departments.items():
                pool = pool_of_form(form, variant, department, drill=drill)
                yield _Numbers(pool.start, variant or form, id)


def _same_start(numbers: _Numbers, other: _Numbers) -> Finding:
    return warning(
        "Q104",
        numbers.form.code.mark,
        other.form.code.mark,
        start=numbers.start,
        one=numbers.department,
        other=other.department,
    )


CHECKS = (runs, pads, apart)
