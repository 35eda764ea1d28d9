"""When a step happens: the moment at which it begins, the one by which it is done, the time band of
the card in which it stands.

Every sheet takes its times from here, so that card, procedure, drill, poster and clock say one
moment.
"""

from __future__ import annotations

from dataclasses import dataclass

from pydantic_core import PydanticCustomError

from wardbook.findings import Mark
from wardbook.plan.data import Scalar
from wardbook.plan.model.procedure import Step, start_of
from wardbook.plan.model.registries import Band, Site
from wardbook.plan.model.scalars import Duration, parse_duration
from wardbook.plan.text import Text

_NOWHERE = Mark("")
_NOW = Duration(0)

MOMENTS = ("noticed", "announced", "manual", "all_clear")
"""Starts that are moments, in the order of an outage. Every other start is a duration, which counts
from the first of them: one watch runs for everybody."""


@dataclass(frozen=True)
class Moment:
    """So long after one of `MOMENTS`."""

    since: str
    length: Duration = _NOW

    @property
    def minutes(self) -> int:
        """Minutes after its origin."""
        return self.length.minutes

    def plus(self, duration: Duration) -> Moment:
        """The moment that comes so much later: in hours, unless the plan says days."""
        if not self.minutes:
            return Moment(self.since, duration)
        minutes = self.minutes + duration.minutes
        if self.length.parts()[0] or duration.parts()[0]:
            return Moment(self.since, Duration(minutes))
        return Moment(self.since, Duration(minutes, (0, *divmod(minutes, 60))))


def written_start(phase: str, step: Step) -> Moment | None:
    """When a step starts by the words of the plan; None outside the outage and for nonsense."""
    start = start_of(phase, step)
    if start is None:
        return None
    if start in MOMENTS:
        return Moment(start)
    duration = as_duration(start)
    if duration is None:
        return None
    return Moment("noticed", duration)


def begins(phase: str, step: Step) -> Moment | None:
    """When a step begins. What is urgent waits neither for a notice nor for a time: it begins when
    the fault is noticed, or when the outage is over."""
    moment = written_start(phase, step)
    if moment and step.urgent:
        since = moment.since if moment.since == "all_clear" else "noticed"
        return Moment(since)
    return moment


def due(phase: str, step: Step) -> Moment | None:
    """By when a step is done, counted from what its start counts from; None without a limit."""
    moment = written_start(phase, step)
    if moment is None or step.within is None:
        return None
    return moment.plus(step.within)


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
