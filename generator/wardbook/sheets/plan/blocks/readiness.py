"""Guarantees and drills."""

from __future__ import annotations

from wardbook.plan.model import blocks as model
from wardbook.sheets.localizer import Lens
from wardbook.sheets.plan.blocks.shapes import Pair, PairsView, Views
from wardbook.sheets.plan.blocks.tables import Makers, table_of
from wardbook.sheets.sheet import Prose, Run


def _guarantees(lens: Lens, block: model.GuaranteesBlock) -> Views:
    rows = [
        (
            lens.words(item.name) or lens.phrases.get(f"kind_{item.kind}", str(item.kind)),
            lens.prose(item.text),
            lens.words(item.quantity),
            (lens.row(item.posts),) if item.posts else (),
            lens.words(item.place),
            _checked(lens, item),
            lens.name(item.by),
        )
        for item in block.guarantees
    ]
    yield "table", table_of(lens, "guarantee", ("kind", "text", "quantity", "posts", "place", "check", "by"), rows)


def _checked(lens: Lens, item: model.Guarantee) -> Prose:
    """How often in words, then how."""
    every: Prose = ((Run(lens.say("every", duration=lens.duration(item.every))),),) if item.every else ()
    return (*every, *lens.prose(item.check))


def _drills(lens: Lens, block: model.DrillsBlock) -> Views:
    rows = [
        (
            lens.words(item.name),
            lens.words(item.frequency),
            lens.words(item.scope),
            lens.name(item.by),
            lens.prose(item.evaluation),
            lens.prose(item.record),
            item.held.isoformat() if item.held else "",
        )
        for item in block.drills
    ]
    yield "table", table_of(lens, "drill", ("name", "frequency", "scope", "by", "evaluation", "record", "held"), rows)


def _aftermath(lens: Lens, block: model.AftermathBlock) -> Views:
    rows = [
        (
            lens.say(f"aftermath_{item.task}"),
            lens.name(item.by),
            lens.prose(item.text),
            lens.say(f"aftermath_since_{item.counts_from}", duration=lens.duration(item.within)) if item.within else "",
            (lens.row(item.to),) if item.to else (),
            (lens.runs(item.form),) if item.form else (),
        )
        for item in block.aftermath
    ]
    yield "table", table_of(lens, "aftermath", ("task", "by", "text", "within", "to", "form"), rows)


def _closing(lens: Lens, block: model.ClosingBlock) -> Views:
    closing = block.closing
    who = (("interprets", closing.interprets), ("revises", closing.revises), ("approves", closing.approves))
    pairs = [Pair(lens.say(f"closing_{key}"), "", ((Run(lens.name(link)),),)) for key, link in who if link]
    said = (("review", closing.review), ("effective", closing.effective), ("replaces", closing.replaces))
    pairs += [Pair(lens.say(f"closing_{key}"), "", lens.prose(text)) for key, text in said if text]
    yield "pairs", PairsView(tuple(pairs))


MAKERS: Makers = {
    model.AftermathBlock: _aftermath,
    model.ClosingBlock: _closing,
    model.GuaranteesBlock: _guarantees,
    model.DrillsBlock: _drills,
}
