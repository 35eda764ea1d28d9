"""Which steps of a procedure stand in which time band of its card."""

from __future__ import annotations

from collections.abc import Sequence

from wardbook.plan.model.procedure import Procedure, Step
from wardbook.plan.model.registries import Site
from wardbook.plan.timeline import band_of

PhasedStep = tuple[str, Step]
"""A step and the phase that it stands in."""


def steps_by_band(site: Site, procedure: Procedure) -> Sequence[Sequence[PhasedStep]]:
    """The steps on the card in their order, one row for each band of the site."""
    rows: list[list[PhasedStep]] = [[] for _ in site.bands]
    for phase, step in procedure.steps():
        if not step.on_card:
            continue
        band = band_of(site, phase, step)
        if band:
            rows[site.bands.index(band)].append((phase, step))
    return rows
