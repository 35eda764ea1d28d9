"""Times that the law sets for reports: those of the plan must not be longer, nor wait for
consent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from wardbook.checks.context import Context
from wardbook.findings import Finding, Mark, Severity, info, warning
from wardbook.plan.model.blocks import ReportingBlock
from wardbook.plan.model.pack import Instrument
from wardbook.plan.model.procedure import Step
from wardbook.plan.model.scalars import Duration
from wardbook.plan.model.words import Citation
from wardbook.plan.text import Text
from wardbook.rules.coverage import SKIPPED, Standing

_REPORTS = "reporting-deadline"
"""The probe of rules that ask for a time within which something is reported."""


@dataclass(frozen=True)
class _Limit:
    """The longest time that an instrument leaves, and the rule that says so."""

    standing: Standing
    limit: Duration


def too_long(context: Context) -> Iterator[Finding]:
    """A111: a step that cites an instrument, or a report that its rule asks for, with more time
    than the instrument leaves. One finding a place."""
    for found in _strictest(context):
        for step in _citing(context, found.standing.instrument):
            if step.within and step.within > found.limit:
                yield _too_long(found, step.at, step.within)
    for found in _limits(context):
        if _REPORTS in found.standing.lacks:
            yield from _late_reports(context, found)


def consents(context: Context) -> Iterator[Finding]:
    """A112: a report that the law sets a time for, and that waits for somebody's consent."""
    for found in _strictest(context):
        for step in _citing(context, found.standing.instrument):
            if step.approval:
                yield _finding(found, "A112", step.approval.mark, who=step.approval.id)


def _limits(context: Context) -> Iterator[_Limit]:
    """Every limit that is in force for the plan."""
    if context.lacks("pack", "citation"):
        return
    for standing in context.standings:
        limit = standing.rule.limit
        if limit and standing.state not in SKIPPED:
            yield _Limit(standing, limit)


def _strictest(context: Context) -> Iterable[_Limit]:
    """The shortest limit of each instrument."""
    found: dict[tuple[str, str], _Limit] = {}
    for one in _limits(context):
        instrument = str(one.standing.pack.id), str(one.standing.instrument.id)
        known = found.get(instrument)
        if known is None or one.limit < known.limit:
            found[instrument] = one
    return found.values()


def _citing(context: Context, instrument: Instrument) -> Iterator[Step]:
    """Steps that cite the instrument: it is known by its number, else by its title."""
    named = set()
    for citation_id, citation in context.project.citations.items():
        if _is_the_same(citation, instrument):
            named.add(str(citation_id))
    for _, _, step in context.steps():
        if any(link.id in named for link in step.cites):
            yield step


def _is_the_same(citation: Citation, instrument: Instrument) -> bool:
    if citation.number and instrument.number:
        return _written(citation.number) == _written(instrument.number)
    return bool(_written(citation.title) & _written(instrument.title))


def _written(text: Text) -> set[str]:
    """A title in each of its languages."""
    return {str(words).casefold() for words in text.raw.values()}


def _late_reports(context: Context, found: _Limit) -> Iterator[Finding]:
    for plan in context.project.plans.values():
        for block in plan.blocks():
            if isinstance(block, ReportingBlock) and block.reporting.within:
                yield _too_long(found, block.at, block.reporting.within)


def _too_long(found: _Limit, mark: Mark, within: Duration) -> Finding:
    return _finding(found, "A111", mark, within=within)


def _finding(found: _Limit, code: str, mark: Mark, **values: object) -> Finding:
    """A finding no more severe than the rule's basis bears."""
    severe = found.standing.severity is Severity.WARNING
    kind = warning if severe else info
    return kind(code, mark, rule=found.standing.rule.id, limit=found.limit, **values)


CHECKS = (too_long, consents)
