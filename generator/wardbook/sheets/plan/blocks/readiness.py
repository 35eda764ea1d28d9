"""Guarantees and drills."""

from __future__ import annotations

from wardbook.plan.model.blocks import readiness as model
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.plan.blocks.tables import Makers, Row, link_alone, links_alone, table_of
from wardbook.sheets.plan.blocks.views import Pair, PairsView, Views
from wardbook.sheets.sheet import Prose, Span


def _guarantees(localizer: Localizer, block: model.GuaranteesBlock) -> Views:
    rows = [_guarantee(localizer, item) for item in block.guarantees]
    columns = ("kind", "text", "quantity", "posts", "place", "check", "by")
    yield "table", table_of(localizer, "guarantee", columns, rows)


def _guarantee(localizer: Localizer, item: model.Guarantee) -> Row:
    kind = localizer.phrases.get(f"kind_{item.kind}", str(item.kind))
    return (
        localizer.words(item.name) or kind,
        localizer.prose(item.text),
        localizer.words(item.quantity),
        links_alone(localizer, item.posts),
        localizer.words(item.place),
        _checked(localizer, item),
        localizer.name(item.by),
    )


def _checked(localizer: Localizer, item: model.Guarantee) -> Prose:
    """How often in words, then how."""
    how = localizer.prose(item.check)
    if not item.every:
        return how
    every = localizer.say("every", duration=localizer.duration(item.every))
    return ((Span(every),), *how)


def _drills(localizer: Localizer, block: model.DrillsBlock) -> Views:
    rows = [_drill(localizer, item) for item in block.drills]
    columns = ("name", "frequency", "scope", "by", "evaluation", "record", "held")
    yield "table", table_of(localizer, "drill", columns, rows)


def _drill(localizer: Localizer, item: model.DrillPlan) -> Row:
    return (
        localizer.words(item.name),
        localizer.words(item.frequency),
        localizer.words(item.scope),
        localizer.name(item.by),
        localizer.prose(item.evaluation),
        localizer.prose(item.record),
        localizer.day(item.held),
    )


def _aftermath(localizer: Localizer, block: model.AftermathBlock) -> Views:
    rows = [_aftermath_row(localizer, item) for item in block.aftermath]
    columns = ("task", "by", "text", "within", "to", "form")
    yield "table", table_of(localizer, "aftermath", columns, rows)


def _aftermath_row(localizer: Localizer, item: model.Aftermath) -> Row:
    return (
        localizer.say(f"aftermath_{item.task}"),
        localizer.name(item.by),
        localizer.prose(item.text),
        _time_for_task(localizer, item),
        links_alone(localizer, item.to),
        link_alone(localizer, item.form),
    )


def _time_for_task(localizer: Localizer, item: model.Aftermath) -> str:
    """Within what time the task is to be done, and counted from when; empty without a time."""
    if not item.within:
        return ""
    time = localizer.duration(item.within)
    return localizer.say(f"aftermath_since_{item.counts_from}", duration=time)


def _closing(localizer: Localizer, block: model.ClosingBlock) -> Views:
    closing = block.closing
    who = (
        ("interprets", closing.interprets),
        ("revises", closing.revises),
        ("approves", closing.approves),
    )
    said = (
        ("review", closing.review),
        ("effective", closing.effective),
        ("replaces", closing.replaces),
    )
    pairs = []
    for key, link in who:
        if link:
            name = localizer.name(link)
            pairs.append(Pair(localizer.say(f"closing_{key}"), "", ((Span(name),),)))
    for key, text in said:
        if text:
            pairs.append(Pair(localizer.say(f"closing_{key}"), "", localizer.prose(text)))
    yield "pairs", PairsView(tuple(pairs))


MAKERS: Makers = {
    model.AftermathBlock: _aftermath,
    model.ClosingBlock: _closing,
    model.GuaranteesBlock: _guarantees,
    model.DrillsBlock: _drills,
}
