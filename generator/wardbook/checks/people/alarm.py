"""From report to order: a chain of activation that holds at night, reports that are written on one form, sealed records."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.checks.context import Context
from wardbook.checks.people.night import all_closed_at_night, away_at_night, covered_at_night
from wardbook.findings import Finding, error
from wardbook.plan.model.blocks import ActivationBlock, ActivationStep, RecordsBlock, ReportingBlock
from wardbook.plan.project import Project
from wardbook.plan.reach import number_of, stand_ins_of
from wardbook.plan.text import Link


def chain_at_night(context: Context) -> Iterator[Finding]:
    """E401: a link of the chain of activation that nobody closes at night: neither the post nor who stands in for it. What
    a department that is closed then would report or do is not missed; who proposes, orders and notifies is."""
    if all_closed_at_night(context):
        return
    for block in context.project.blocks():
        if isinstance(block, ActivationBlock):
            for link in block.activation:
                if not _reached_at_night(context, link):
                    yield context.hole("E401", link.by.mark, role=link.by.id)


def chain_can_be_rung(context: Context) -> Iterator[Finding]:
    """F835: somebody whom the chain of activation calls and whom nobody can ring: neither they nor a stand-in has a number."""
    if context.lacks("contact", "role", "department"):
        return
    for block in context.project.blocks():
        if isinstance(block, ActivationBlock):
            chain = block.activation
            for at, link in enumerate(chain):
                for who in link.to:
                    if not context.silent(who) and not _can_be_rung(context.project, who, chain[at + 1 :]):
                        yield context.hole("F835", who.mark, who=who.id)


def one_form(context: Context) -> Iterator[Finding]:
    """E402: a reporting rule that names a form and makes one as well."""
    for block in context.project.blocks():
        if isinstance(block, ReportingBlock) and block.reporting.form and block.reporting.sheet:
            rule = block.reporting
            yield error(
                "E402", block.reporting.form.mark, form=block.reporting.form.id, sheet=rule.sheet and rule.sheet.id
            )


def sealed_records(context: Context) -> Iterator[Finding]:
    """E403: a system whose technical record is to be printed and that has none."""
    for block in context.project.blocks():
        if isinstance(block, RecordsBlock) and not isinstance(block.records, str):
            for link in block.records:
                system = context.project.systems.get(link.id)
                if system and system.record is None:
                    yield context.hole("E403", link.mark, system=link.id)


def _reached_at_night(context: Context, link: ActivationStep) -> bool:
    """Departments and bodies are not asked: their posts are, where they act."""
    roles = [context.project.roles.get(who.id) for who in (link.by, *link.stands_in)]
    known = [role for role in roles if role]
    if link.step in ("report", "act") and known and all(away_at_night(context, role) for role in known):
        return True
    return context.lacks("role") or len(known) < len(roles) or any(covered_at_night(context, role) for role in known)


def _can_be_rung(project: Project, who: Link, rest: tuple[ActivationStep, ...]) -> bool:
    """Whether `who` has a number, or somebody who stands in for the post or, in the rest of the chain, for its next link."""
    named = (link for other in rest if str(other.by) == str(who) for link in other.stands_in)
    return any(number_of(project, link) for link in (who, *named, *stand_ins_of(project, who)))


RULES = (chain_at_night, chain_can_be_rung, one_form, sealed_records)
