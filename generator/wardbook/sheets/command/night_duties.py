"""Who does what at night: for each post on duty, the steps that it takes over from posts that work
by day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from wardbook.plan.model.registries import Role
from wardbook.plan.night_duties import NightDuty, first_at_once, taken_over
from wardbook.plan.reach import number_of
from wardbook.plan.text import Link
from wardbook.plan.timeline import card_text
from wardbook.sheets.kinds import SheetKind
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.making import maker_of_one, the_sheet
from wardbook.sheets.procedures.moments import start_words
from wardbook.sheets.sheet import Line, Sheet
from wardbook.sheets.view import view


@view("NightStep")
class NightStep:
    """A step of somebody who is not there at night."""

    number: Line
    """Its number in its procedure."""
    begins: str
    text: Line


@view("NightPart")
class NightPart:
    """What a post takes over from one post in one procedure."""

    procedure: Line
    instead_of: str
    steps: tuple[NightStep, ...]


@view("NightPost")
class NightPost:
    """A post that is there at night, and what it takes over."""

    name: str
    number: str
    count: str
    """How many steps, and how many of them come together in the first half hour at worst."""
    parts: tuple[NightPart, ...]


@view("NightDutiesView")
class NightDutiesView:
    """Every post that takes over steps at night."""

    title: str
    intro: str
    posts: tuple[NightPost, ...]


def night_duties_sheet(localizer: Localizer) -> Sheet | None:
    """The sheet; None where nobody takes over anything at night."""
    found = taken_over(localizer.project)
    if not found:
        return None
    posts = []
    for id, role in localizer.project.roles.items():
        if str(id) in found:
            posts.append(_post(localizer, role, found[str(id)]))
    title = localizer.say("title_night_duties")
    content = NightDutiesView(title, localizer.say("night_duties_intro"), tuple(posts))
    source = next(iter(found.values()))[0].procedure.at
    return the_sheet(localizer, SheetKind.NIGHT_DUTIES, title, content, source=source)


def _post(localizer: Localizer, role: Role, duties: Sequence[NightDuty]) -> NightPost:
    first = len(first_at_once(duties))
    phrase = "night_duties_count" if first else "night_duties_later"
    return NightPost(
        name=localizer.words(role.name),
        number=_number(localizer, role),
        count=localizer.say(phrase, count=len(duties), first=first),
        parts=tuple(_parts(localizer, duties)),
    )


def _number(localizer: Localizer, role: Role) -> str:
    """The number by which the post is called; empty where there is none to print."""
    contact = number_of(localizer.project, Link(("role",), str(role.id), None, role.at))
    if contact is None:
        return ""
    return str(contact.number or "")


def _parts(localizer: Localizer, duties: Sequence[NightDuty]) -> Iterator[NightPart]:
    """The steps procedure by procedure, those of one post together: each is named once."""
    own: dict[tuple[str, str], list[NightDuty]] = {}
    for duty in duties:
        by = localizer.name(duty.step.actor)
        own.setdefault((str(duty.procedure.id), by), []).append(duty)
    for (id, by), some in own.items():
        steps = tuple(_step(localizer, duty) for duty in some)
        named = Link(("procedure",), id, None, localizer.project.procedures[id].at)
        yield NightPart(localizer.spans(named), by, steps)


def _step(localizer: Localizer, duty: NightDuty) -> NightStep:
    named = Link(("step",), str(duty.procedure.id), str(duty.step.id), duty.step.at)
    number = str(duty.procedure.number_of(str(duty.step.id)))
    return NightStep(
        number=(replace(localizer.spans(named)[0], text=number),),
        begins=_begins(localizer, duty),
        text=localizer.line(card_text(duty.step)),
    )


def _begins(localizer: Localizer, duty: NightDuty) -> str:
    """When the step begins, in words."""
    if duty.step.urgent:
        return localizer.say("at_once")
    return start_words(localizer, duty.phase, duty.step)


MAKER = maker_of_one(SheetKind.NIGHT_DUTIES, night_duties_sheet)
