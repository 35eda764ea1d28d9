"""What a plan leaves open: how often somebody looks, until when a duty is done. Sources often do
not say; nobody invents it."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.checks.context import Context
from wardbook.findings import Finding, info
from wardbook.plan.model.blocks import AftermathBlock, WarningBlock


def rhythms_and_deadlines(context: Context) -> Iterator[Finding]:
    """O113: something is watched and nobody says how often; O114: a duty after the emergency has
    no deadline."""
    for block in context.project.blocks():
        if isinstance(block, WarningBlock):
            for watch in block.warning.watches:
                if watch.every is None:
                    yield info("O113", watch.at, by=watch.by.id)
        elif isinstance(block, AftermathBlock):
            for duty in block.aftermath:
                if duty.within is None:
                    yield info("O114", duty.at, task=duty.task, by=duty.by.id)


CHECKS = (rhythms_and_deadlines,)
