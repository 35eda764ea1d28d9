"""Guarantees and drills."""

from __future__ import annotations

from wardbook.plan.model.blocks import readiness as model
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.plan.blocks.tables import Makers, Row, link_alone, links_alone, table_of
from wardbook.sheets.plan.blocks.views import Pair, PairsView, Views
from wardbook.sheets.sheet import Line, Prose, Span


def _guarantees(localizer: Localizer, block: model.GuaranteesBlock) -> Views:
    rows = [_guarantee(localizer, item) for item in block.guarantees]
    columns = ("kind", "text", "check", "by")
    yield "table", table_of(localizer, "guarantee", columns, rows)


def _guarantee(localizer: Localizer, item: model.Guarantee) -> Row:
    kind = localizer.phrases.get(f"kind_{item.kind}", str(item.kind))
    return (
        localizer.words(item.name) or kind,
        (*localizer.prose(item.text), *_particulars(localizer, item)),
        _checked(localizer, item),
        localizer.name(item.by),
    )


def _particulars(localizer: Localizer, item: model.Guarantee) -> Prose:
    """How much there is of it, who is there and where it lies: in columns of their own, most of
    which are empty, they would make the others narrow."""
    return (
        *_named(localizer, "guarantee_quantity", localizer.line(item.quantity)),
        *_named(localizer, "guarantee_posts", localizer.row(item.posts)),
        *_named(localizer, "guarantee_place", localizer.line(item.place)),
    )


def _named(localizer: Localizer, key: str, said: Line) -> Prose:
    """A line that begins with what it is about; none where there is nothing to say."""
    if not said:
        return ()
    return ((Span(localizer.say(key) + localizer.say("colon")), *said),)


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
