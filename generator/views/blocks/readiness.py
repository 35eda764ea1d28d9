"""Guarantees and drills."""

from __future__ import annotations

from generator.source.model import blocks as model
from generator.views.blocks.shapes import Views
from generator.views.blocks.tables import Makers, table_of
from generator.views.lens import Lens


def _guarantees(lens: Lens, block: model.GuaranteesBlock) -> Views:
    rows = [
        (
            lens.words(item.name) or lens.phrases.get(f"kind_{item.kind}", str(item.kind)),
            lens.prose(item.text),
            lens.words(item.quantity),
            lens.words(item.place),
            lens.words(item.check),
            lens.name(item.by),
        )
        for item in block.guarantees
    ]
    yield "table", table_of(lens, "guarantee", ("kind", "text", "quantity", "place", "check", "by"), rows)


def _drills(lens: Lens, block: model.DrillsBlock) -> Views:
    rows = [
        (
            lens.words(item.name),
            lens.words(item.frequency),
            lens.words(item.scope),
            lens.name(item.by),
            lens.prose(item.record),
            item.held.isoformat() if item.held else "",
        )
        for item in block.drills
    ]
    yield "table", table_of(lens, "drill", ("name", "frequency", "scope", "by", "record", "held"), rows)


MAKERS: Makers = {
    model.GuaranteesBlock: _guarantees,
    model.DrillsBlock: _drills,
}
