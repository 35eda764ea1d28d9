"""Questions for those on duty with what the plan answers: a drill and an audit ask the same."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wardbook.plan.model.procedure import Procedure, Step
from wardbook.plan.model.registries import Department
from wardbook.plan.text import Text
from wardbook.plan.timeline import card_text
from wardbook.sheets.command.card_bands import steps_by_band
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.procedures.cards import desk_dial
from wardbook.sheets.procedures.procedures import checker_alone
from wardbook.sheets.sheet import text_of
from wardbook.sheets.view import view

_SENTENCE = re.compile(r"[。；]|\.\s")
"""What ends a sentence that others follow; in Chinese, where one runs on, a part of it."""

_AFTER_MARK = re.compile(r"(?<=[?!？！])[;；]")
"""What joins sentences, behind a mark that ends one already."""


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
    answer = localizer.words(localizer.project.site.never_waits)
    yield from _asked(localizer, "kit_ask_never_waits", answer)


def first_number(localizer: Localizer) -> Iterator[Question]:
    """Whom to call."""
    desk = desk_dial(localizer)
    if desk:
        parts = (f"{desk.label} {desk.number}", desk.note)
        ask = "kit_ask_call" if desk.note else "kit_ask_call_only"
        yield from _asked(localizer, ask, " · ".join(filter(None, parts)))


def when_to_start(localizer: Localizer, department: Department) -> Iterator[Question]:
    """When the card is taken out."""
    yield from _asked(localizer, "kit_ask_when", localizer.words(department.when))


def where_the_box_is(localizer: Localizer, department: Department) -> Iterator[Question]:
    """Where the paper lies."""
    box = department.box
    if box:
        parts = (localizer.words(box.place), localizer.name(box.key))
        yield from _asked(localizer, "kit_ask_box", " · ".join(filter(None, parts)))


def first_band(localizer: Localizer, procedure: Procedure) -> Iterator[Question]:
    """What is done first: the lines of the first band of the card."""
    site = localizer.project.site
    for band, steps in zip(site.bands, steps_by_band(site, procedure), strict=True):
        if steps:
            ask = localizer.say("audit_ask_first", band=localizer.words(band.label))
            lines = [brief(localizer, card_text(step), procedure) for _, step in steps]
            said = localizer.say("item_join").join(lines)
            yield Question(ask, _AFTER_MARK.sub("", said))
            return


def step_stops(localizer: Localizer, procedure: Procedure) -> Iterator[Question]:
    """What must not be done in one step."""
    for _, step in procedure.steps():
        if step.stop:
            number = procedure.number_of(str(step.id))
            what = named(localizer, step, procedure)
            yield Question(
                localizer.say("kit_ask_step", number=number, what=what),
                told(localizer, step.stop, procedure),
            )


def one_on_duty(localizer: Localizer, procedure: Procedure) -> Iterator[Question]:
    """Who checks a step where one person is on duty."""
    for _, step in procedure.steps():
        answer = checker_alone(localizer, step)
        if answer:
            number = procedure.number_of(str(step.id))
            what = named(localizer, step, procedure)
            yield Question(localizer.say("kit_ask_alone", number=number, what=what), answer)


def brief(localizer: Localizer, text: Text, within: Procedure) -> str:
    """A text as the card prints it, without its full stop: more words follow in the same cell."""
    spans = localizer.line(text, brief=True, within=within)
    return "".join(span.text for span in spans).rstrip("。.")


def told(localizer: Localizer, text: Text, within: Procedure) -> str:
    """A text as the procedure prints it, for somebody who reads it out, without its full stop."""
    paragraphs = localizer.step_prose(text, within)
    return " ".join(map(text_of, paragraphs)).rstrip("。.")


def named(localizer: Localizer, step: Step, within: Procedure) -> str:
    """What tells which step is meant: its line on the card, else the first thing that it says."""
    if step.card:
        return brief(localizer, step.card, within)
    return _SENTENCE.split(brief(localizer, step.do, within))[0]


def _asked(localizer: Localizer, key: str, answer: str) -> Iterator[Question]:
    """The question with the phrase `key`; nothing where the plan has no answer."""
    if answer:
        yield Question(localizer.say(key), answer)
