"""When steps start: at a moment or after a time, in a band of the cards."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.checks.context import Context
from wardbook.findings import Finding, error
from wardbook.plan.model.procedure import Step, start_of
from wardbook.plan.model.registries import Site
from wardbook.plan.timeline import MOMENTS, as_duration, band_of


def starts(context: Context) -> Iterator[Finding]:
    """P604 a start that is no moment and no duration, P605 one that no band of cards holds.

    A project without any bands has no cards: C910 says where one is needed.
    """
    for _, phase, step in context.steps():
        if step.start and not _can_be_read(step.start):
            yield error("P604", step.start.mark, given=step.start, allowed=", ".join(MOMENTS))
        elif _is_in_no_band(context.project.site, phase, step):
            yield error("P605", step.at, step=step.id, start=start_of(phase, step))


def _is_in_no_band(site: Site, phase: str, step: Step) -> bool:
    if not site.bands or not start_of(phase, step):
        return False
    return band_of(site, phase, step) is None


def bands(context: Context) -> Iterator[Finding]:
    """P606: a band of site.yml that begins with neither a moment nor a duration."""
    for band in context.project.site.bands:
        if not _can_be_read(band.start):
            yield error("P606", band.start.mark, given=band.start, allowed=", ".join(MOMENTS))


def _can_be_read(start: str) -> bool:
    return start in MOMENTS or as_duration(start) is not None


CHECKS = (starts, bands)
