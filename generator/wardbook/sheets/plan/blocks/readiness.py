"""Guarantees and drills."""

from __future__ import annotations

from wardbook.plan.model import blocks as model
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.plan.blocks.shapes import Pair, PairsView, Views
from wardbook.sheets.plan.blocks.tables import Makers, table_of
from wardbook.sheets.sheet import Prose, Span


def _guarantees(localizer: Localizer, block: model.GuaranteesBlock) -> Views:
    rows = [
        (
            localizer.words(item.name)
            or localizer.phrases.get(f"kind_{item.kind}", str(item.kind)),
            localizer.prose(item.text),
            localizer.words(item.quantity),
            (localizer.row(item.posts),) if item.posts else (),
            localizer.words(item.place),
            _checked(localizer, item),
            localizer.name(item.by),
        )
        for item in block.guarantees
    ]
    yield (
        "table",
        table_of(
            localizer,
            "guarantee",
            ("kind", "text", "quantity", "posts", "place", "check", "by"),
            rows,
        ),
    )


def _checked(localizer: Localizer, item: model.Guarantee) -> Prose:
    """How often in words, then how."""
    every: Prose = (
        ((Span(localizer.say("every", duration=localizer.duration(item.every))),),)
        if item.every
        else ()
    )
    return (*every, *localizer.prose(item.check))


def _drills(localizer: Localizer, block: model.DrillsBlock) -> Views:
    rows = [
        (
            localizer.words(item.name),
            localizer.words(item.frequency),
            localizer.words(item.scope),
            localizer.name(item.by),
            localizer.prose(item.evaluation),
            localizer.prose(item.record),
            item.held.isoformat() if item.held else "",
        )
        for item in block.drills
    ]
    yield (
        "table",
        table_of(
            localizer,
            "drill",
            ("name", "frequency", "scope", "by", "evaluation", "record", "held"),
            rows,
        ),
    )


def _aftermath(localizer: Localizer, block: model.AftermathBlock) -> Views:
    rows = [
        (
            localizer.say(f"aftermath_{item.task}"),
            localizer.name(item.by),
            localizer.prose(item.text),
            localizer.say(
                f"aftermath_since_{item.counts_from}", duration=localizer.duration(item.within)
            )
            if item.within
            else "",
            (localizer.row(item.to),) if item.to else (),
            (localizer.runs(item.form),) if item.form else (),
        )
        for item in block.aftermath
    ]
    yield (
        "table",
        table_of(localizer, "aftermath", ("task", "by", "text", "within", "to", "form"), rows),
    )


def _closing(localizer: Localizer, block: model.ClosingBlock) -> Views:
    closing = block.closing
    who = (
        ("interprets", closing.interprets),
        ("revises", closing.revises),
        ("approves", closing.approves),
    )
    pairs = [
        Pair(localizer.say(f"closing_{key}"), "", ((Span(localizer.name(link)),),))
        for key, link in who
        if link
    ]
    said = (
        ("review", closing.review),
        ("effective", closing.effective),
        ("replaces", closing.replaces),
    )
    pairs += [
        Pair(localizer.say(f"closing_{key}"), "", localizer.prose(text))
        for key, text in said
        if text
    ]
    yield "pairs", PairsView(tuple(pairs))


MAKERS: Makers = {
    model.AftermathBlock: _aftermath,
    model.ClosingBlock: _closing,
    model.GuaranteesBlock: _guarantees,
    model.DrillsBlock: _drills,
}
