"""Questions for those on duty with what the plan answers: a drill and an audit ask the same."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.plan.model.procedure import Procedure
from wardbook.plan.model.registries import Department
from wardbook.plan.text import Text
from wardbook.plan.timeline import band_of, card_text
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.procedures.cards import desk_dial
from wardbook.sheets.view import view


@view("Question")
class Question:
    """A question for those on duty, and what the plan answers."""

    ask: str
    answer: str


def stop_line(localizer: Localizer, department: Department) -> Iterator[Question]:
    """What must not be done."""
    yield from _asked(localizer, "kit_ask_stop", localizer.words(department.stop))


def never_waits(localizer: Localizer) -> Iterator[Question]:
    """What waits for nobody."""
    yield from _asked(
        localizer, "kit_ask_never_waits", localizer.words(localizer.project.site.never_waits)
    )


def first_number(localizer: Localizer) -> Iterator[Question]:
    """Whom to call."""
    desk = desk_dial(localizer)
    if desk is None:
        return
    yield from _asked(
        localizer,
        "kit_ask_call",
        " · ".join(filter(None, (f"{desk.label} {desk.number}", desk.note))),
    )


def when_to_start(localizer: Localizer, department: Department) -> Iterator[Question]:
    """When the card is taken out."""
    yield from _asked(localizer, "kit_ask_when", localizer.words(department.when))


def where_the_box_is(localizer: Localizer, department: Department) -> Iterator[Question]:
    """Where the paper lies."""
    box = department.box
    place = (
        " · ".join(filter(None, (localizer.words(box.place), localizer.name(box.key))))
        if box
        else ""
    )
    yield from _asked(localizer, "kit_ask_box", place)


def first_band(localizer: Localizer, procedure: Procedure) -> Iterator[Question]:
    """What is done first: the lines of the first band of the card."""
    bands = list(localizer.project.site.bands)
    carded = [
        (bands.index(band), step)
        for phase, step in procedure.steps()
        if step.on_card and (band := band_of(localizer.project.site, phase, step))
    ]
    if not carded:
        return
    first = min(at for at, _ in carded)
    lines = [brief(localizer, card_text(step), procedure) for at, step in carded if at == first]
    ask = localizer.say("audit_ask_first", band=localizer.words(bands[first].label))
    yield Question(ask, localizer.say("item_join").join(lines))


def step_stops(localizer: Localizer, procedure: Procedure) -> Iterator[Question]:
    """What must not be done in one step."""
    for _, step in procedure.steps():
        if step.stop:
            number = procedure.number_of(str(step.id))
            what = brief(localizer, card_text(step), procedure)
            yield Question(
                localizer.say("kit_ask_step", number=number, what=what),
                brief(localizer, step.stop, procedure),
            )


def brief(localizer: Localizer, text: Text, within: Procedure) -> str:
    """A text as the card prints it, without its full stop: more words follow in the same cell."""
    return "".join(run.text for run in localizer.line(text, brief=True, within=within)).rstrip(
        "。."
    )


def _asked(localizer: Localizer, key: str, answer: str) -> Iterator[Question]:
    if answer:
        yield Question(localizer.say(key), answer)
