"""Times that contradict each other, and calls that reach nobody because the line is down too."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wardbook.checks.context import Context, failed_with
from wardbook.checks.wording.numbers import said
from wardbook.findings import Finding, error, warning
from wardbook.plan.model.blocks import ActivationBlock
from wardbook.plan.model.procedure import PHASES, Procedure, Step, start_of
from wardbook.plan.project import links
from wardbook.plan.text import Text
from wardbook.plan.timeline import MOMENTS, as_duration

_WITHIN = {
    "zh": re.compile(
        r"(?<![\d.一二两三四五六七八九十半])[\d.一二两三四五六七八九十半]+\s?(?:个?半?小时|分钟|秒钟?|天|日)\s?(?:之内|以内|内)(?![^，。；、]{0,5}的)"
    ),
    "en": re.compile(r"(?<!due )(?<!falling )\bwithin\s+[\w.]+(?:[ -](?:and a half |an )?[a-z]+)", re.IGNORECASE),
}
_DURING = ("detect", "activate", "respond")


def said_and_set(context: Context) -> Iterator[Finding]:
    """P613: the deadline in the words is not the one in the field, or the card's is not the step's."""
    for procedure in context.project.procedures.values():
        for _, step in procedure.steps():
            limit = {step.within.minutes * 60} if step.within else set()
            yield from _contradiction(limit, [text for text in (step.do, step.card) if text])
    for plan in context.project.plans.values():
        for block in plan.blocks():
            for link in block.activation if isinstance(block, ActivationBlock) else ():
                limit = {link.within.minutes * 60} if link.within else set()
                yield from _contradiction(limit, [link.text] if link.text else [])


def _contradiction(limit: set[int], written: list[Text]) -> Iterator[Finding]:
    """Each text against the field, and against the texts before it. Only a deadline that every language gives is one: the
    drugs of the next 2 hours look like one in Chinese and not in English."""
    seen = limit
    for text in written:
        by_language = [_deadlines(scalar, language) for language, scalar in text.raw.items()]
        found = set.intersection(*by_language) if by_language else set()
        if seen and found and seen.isdisjoint(_lengths(text)):
            given, wanted = (", ".join(_shown(one) for one in sorted(times)) for times in (found, seen))
            yield warning("P613", text.mark, given=given, wanted=wanted)
            return
        seen = seen or found


def _lengths(text: Text) -> set[int]:
    """Every length of time in a text."""
    return {seconds for language, scalar in text.raw.items() for seconds in said(str(scalar), language).lengths}


def _deadlines(words: str, language: str) -> set[int]:
    pattern = _WITHIN.get(language.split("-")[0])
    return {
        seconds
        for match in (pattern.finditer(words) if pattern else ())
        for seconds in said(match[0], language).lengths
    }


def _shown(seconds: int) -> str:
    minutes = seconds // 60
    return f"{minutes // 60} h" if minutes and minutes % 60 == 0 else f"{minutes} min" if minutes else f"{seconds} s"


def waits_in_time(context: Context) -> Iterator[Finding]:
    """P614: a step that begins, or must be done, before the one that it waits for."""
    for procedure in context.project.procedures.values():
        for phase, step in procedure.steps():
            for link in step.after:
                found = context.project.step(link, procedure)
                if found and found[0].department == procedure.department:
                    yield from _order(procedure, (phase, step), found[1])


def _order(procedure: Procedure, waiting: tuple[str, Step], awaited: Step) -> Iterator[Finding]:
    phase, step = waiting
    theirs = next((at for at, other in procedure.steps() if other is awaited), None)
    if theirs is None:
        return
    mine, first = _clock(phase, step), _clock(theirs, awaited)
    if not mine or not first or mine[0] != first[0] or PHASES.index(theirs) > PHASES.index(phase):
        return  # a later phase is reported by itself
    due, before = mine[1] + _within(step), first[1] + _within(awaited)
    if mine[1] < first[1] or (step.within and awaited.within and due < before):
        yield warning("P614", step.at, awaited.at, step=step.id, awaited=awaited.id)


def _clock(phase: str, step: Step) -> tuple[str, int] | None:
    """The clock that a step counts from and the minute on it; durations run on the department's own."""
    start = start_of(phase, step)
    if start is None:
        return None
    if start in MOMENTS:
        return start, 0
    duration = as_duration(start)
    return ("own", duration.minutes) if duration else None


def _within(step: Step) -> int:
    return step.within.minutes if step.within else 0


def dead_lines(context: Context) -> Iterator[Finding]:
    """P615: a step of a scenario whose numbers all fail with what has failed, by themselves or with what they stand on."""
    project = context.project
    for procedure in project.procedures.values():
        failed = failed_with(project, (link.id for link in procedure.systems))
        for phase, step in procedure.steps() if failed else ():
            if phase not in _DURING:
                continue
            called = [*step.call, *(link for link in links(step.do) if link.kinds == ("contact",))]
            contacts = [project.contacts[link.id] for link in called if link.id in project.contacts]
            if contacts and len(contacts) == len(called):
                lost = [{link.id for link in contact.depends_on} & failed for contact in contacts]
                if all(lost):
                    names = ", ".join(sorted(set().union(*lost)))
                    yield error("P615", called[0].mark, step.at, step=step.id, systems=names)


RULES = (said_and_set, waits_in_time, dead_lines)
