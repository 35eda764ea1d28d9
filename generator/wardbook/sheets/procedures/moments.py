"""Moments in words, the same on every sheet: from when a step is done, and by when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from wardbook.plan.model.blocks import ActivationStep
from wardbook.plan.model.procedure import Step
from wardbook.plan.model.scalars import Duration
from wardbook.plan.timeline import Moment, begins, due
from wardbook.sheets.localizer import Localizer


def start_words(localizer: Localizer, phase: str, step: Step) -> str:
    """When a step starts, in words; empty outside the outage and for what is done at once, which
    waits for no time and no notice. What ends the outage comes before the all-clear, unless the
    plan says that it waits for it."""
    moment = begins(phase, step)
    if moment is None or (step.urgent and moment.since == "noticed"):
        return ""
    if phase == "end" and step.start is None:
        return localizer.say("start_end")
    if moment.minutes:
        return localizer.say("start_duration", duration=localizer.duration(moment.length))
    return localizer.say(f"start_{moment.since}")


def deadline(localizer: Localizer, phase: str, step: Step) -> str:
    """By when a step is done, with what that counts from; empty when nothing is said.

    What is urgent is done at once, and says so also where it has a limit.
    """
    moment = due(phase, step)
    limit = by_moment(localizer, moment) if moment else ""
    if not step.urgent:
        return limit
    at_once = localizer.say("at_once")
    if not limit:
        return at_once
    return localizer.say("at_once_by", at_once=at_once, limit=limit)


def by_moment(localizer: Localizer, moment: Moment) -> str:
    """A moment as a limit: within 30 min of discovery."""
    return within(localizer, moment.length, moment.since)


def link_deadline(
    localizer: Localizer, chain: Sequence[ActivationStep], link: ActivationStep
) -> str:
    """By when a link of a chain of activation is made; empty where the plan does not say. The first
    counts from when the fault is noticed, the others from the call before."""
    if not link.within:
        return ""
    return within(localizer, link.within, "noticed" if link is chain[0] else "call")


def within(localizer: Localizer, duration: Duration, since: str) -> str:
    """A length of time as a limit, with what it counts from: one of `MOMENTS`, or `call`, the call
    before."""
    return localizer.say(f"within_{since}", duration=localizer.duration(duration))


def open_limit(localizer: Localizer, steps: Sequence[str], limited: Mapping[str, object]) -> str:
    """A place to write by when these steps of back-entry are in, of which one has no limit. Empty
    where all are `limited`, where no step of the plan is, and for the public, who write nothing."""
    if localizer.project.audience == "public":
        return ""
    if not limited or all(step in limited for step in steps):
        return ""
    return localizer.say("entry_limit_open")
