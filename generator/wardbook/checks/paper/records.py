"""Numbered paper: no number stands on two forms, and every number can be told apart."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from wardbook.checks.context import Context
from wardbook.findings import Finding, error, warning
from wardbook.plan.model.form import Form, Variant
from wardbook.plan.model.records import Pad
from wardbook.serials.pads import Range, range_of
from wardbook.serials.runs import overlaps, pool_of
from wardbook.serials.serial_numbers import Serial


def once(context: Context) -> Iterator[Finding]:
    """Q101 two runs hand out the same numbers, Q102 a pad's range is none, Q103 two pads share numbers."""
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
    whole: list[tuple[Pad, Range]] = []
    for pad in context.project.pads.values():
        if held := range_of(pad):
            whole.append((pad, held))
        else:
            yield error("Q102", pad.last.mark, pad.first.mark, first=pad.first, last=pad.last)
    for (one, here), (other, there) in combinations(whole, 2):
        if here.shares(there):
            yield error("Q103", other.first.mark, one.first.mark, one=one.id, other=other.id)


def apart(context: Context) -> Iterator[Finding]:
    """Q104 forms and departments whose codes run together to the same number; equal codes are U402's."""
    project = context.project
    shown = [(form, variant) for form in project.forms.values() for variant in (None, *form.variants)]
    found: dict[str, tuple[Form | Variant, str]] = {}
    for form, variant in shown:
        for id, department in project.departments.items():
            start, named = pool_of(form, variant, department, drill=False).start, variant or form
            other, there = found.setdefault(start, (named, id))
            if other.code != named.code or (other is named and there != id):
                yield warning("Q104", named.code.mark, other.code.mark, start=start, one=id, other=there)
    for form, variant in shown:
        for id, department in project.departments.items():
            of = pool_of(form, variant, department, drill=True)
            if of.start in found:
                named, (other, there) = variant or form, found[of.start]
                yield warning("Q104", named.code.mark, other.code.mark, start=of.start, one=id, other=there)


RULES = (once, apart)
