"""Categories and levels."""

from __future__ import annotations

from generator.source.model import blocks as model
from generator.views.blocks.shapes import ProseView, TableView, Views
from generator.views.blocks.tables import Makers, table_of
from generator.views.lens import Lens


def _categories(lens: Lens, block: model.CategoriesBlock) -> Views:
    rows = [(lens.words(item.name), lens.prose(item.text), str(item.code or "")) for item in block.categories.items]
    yield "table", table_of(lens, "category", ("name", "text", "code"), rows)


def _levels(lens: Lens, block: model.LevelsBlock) -> Views:
    levels = block.levels
    rows = [
        (lens.words(level.label), interval(lens, level), lens.name(level.activates), lens.prose(level.text))
        for level in levels.values
    ]
    elapsed = "level_interval_elapsed" if levels.basis_of_time == "elapsed" else "level_interval"
    table = table_of(lens, "", ("level", elapsed, "level_activates", "level_text"), rows)
    note = lens.say("interval_note") if any(level.start or level.end for level in levels.values) else ""
    yield "table", TableView(table.caption, table.columns, table.rows, note)
    if levels.below:
        yield "text", ProseView(lens.prose(levels.below))


def interval(lens: Lens, level: model.Level) -> str:
    """A half-open interval in words; empty for levels without times."""
    start, end = (lens.duration(edge) if edge else "" for edge in (level.start, level.end))
    if start and end and level.start and level.start.minutes:
        return lens.say("interval_between", start=start, end=end)
    if end:
        return lens.say("interval_below", end=end)
    return lens.say("interval_from", start=start) if start else ""


MAKERS: Makers = {
    model.CategoriesBlock: _categories,
    model.LevelsBlock: _levels,
}
