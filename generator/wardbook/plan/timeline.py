"""When a step happens: in which time band of the card it stands, and which text the card prints for
it."""

from __future__ import annotations

from pydantic_core import PydanticCustomError

from wardbook.findings import Mark
from wardbook.plan.data import Scalar
from wardbook.plan.model.procedure import Step, start_of
from wardbook.plan.model.registries import Band, Site
from wardbook.plan.model.scalars import Duration, parse_duration
from wardbook.plan.text import Text

_NOWHERE = Mark("")

MOMENTS = ("noticed", "announced", "manual", "all_clear")
"""Starts that are moments; every other start is a duration counted from the department's own
clock."""


def band_of(site: Site, phase: str, step: Step) -> Band | None:
    """The band of a step: its moment's, or the last duration band that has begun; before the first
    of those, the band of `noticed`. None for steps outside the outage and for starts that no band
    holds."""
    start = start_of(phase, step)
    if start is None:
        return None
    if start in MOMENTS:
        return _moment(site, start)
    wanted = as_duration(start)
    if wanted is None:
        return None
    return _last_begun(site, wanted) or _moment(site, "noticed")


def _last_begun(site: Site, wanted: Duration) -> Band | None:
    """The duration band that began last, at `wanted` or before; of equal ones the first."""
    found: Band | None = None
    latest: Duration | None = None
    for band in site.bands:
        begins = as_duration(band.start)
        if begins is None or begins > wanted:
            continue
        if latest is None or begins > latest:
            found, latest = band, begins
    return found


def as_duration(start: str) -> Duration | None:
    """A start as a duration, or None when it is a moment or nonsense."""
    try:
        return parse_duration(start if isinstance(start, Scalar) else Scalar(start, _NOWHERE))
    except PydanticCustomError:
        return None


def card_text(step: Step) -> Text:
    """What the card prints for a step: its short line, else the action itself."""
    return step.card or step.do


def _moment(site: Site, moment: str) -> Band | None:
    for band in site.bands:
        if band.start == moment:
            return band
    return None
