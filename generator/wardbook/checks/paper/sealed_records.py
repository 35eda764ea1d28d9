"""Technical records of systems, which are printed and sealed."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.checks.context import Context
from wardbook.findings import Finding
from wardbook.plan.model.blocks import RecordsBlock
from wardbook.plan.project import Project
from wardbook.plan.text import Link


def sealed_records(context: Context) -> Iterator[Finding]:
    """E403: a system whose technical record is to be printed and that has none."""
    for link in _printed(context.project):
        system = context.project.systems.get(link.id)
        if system and system.record is None:
            yield context.hole("E403", link.mark, system=link.id)


def _printed(project: Project) -> Iterator[Link]:
    """Systems whose record a plan names; a word in their place stands for all that have one."""
    for block in project.blocks():
        if isinstance(block, RecordsBlock) and not isinstance(block.records, str):
            yield from block.records


CHECKS = (sealed_records,)
