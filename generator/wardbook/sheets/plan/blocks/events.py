"""Categories, the fault library, levels."""

from __future__ import annotations

from dataclasses import replace

from wardbook.plan.model import blocks as model
from wardbook.sheets.localizer import Lens
from wardbook.sheets.plan.blocks.shapes import ProseView, Views
from wardbook.sheets.plan.blocks.tables import Makers, table_of
from wardbook.sheets.sheet import Line, Prose, Run


def _categories(lens: Lens, block: model.CategoriesBlock) -> Views:
    categories = block.categories
    rows = [(lens.words(item.name), lens.prose(item.text), str(item.code or "")) for item in categories.items]
    table = table_of(lens, "category", ("name", "text", "code"), rows)
    note = lens.say("category_standard", standard=lens.name(categories.standard)) if categories.standard else ""
    numbered = categories.numbered
    yield "table", replace(table, caption=lens.words(categories.caption), note=note, numbered=numbered)


def _faults(lens: Lens, block: model.FaultsBlock) -> Views:
    """One table for each area, in the order of the areas."""
    for area in model.AREAS:
        rows = [_fault(lens, fault) for fault in block.faults if fault.area == area]
        if rows:
            table = table_of(lens, "fault", ("name", "signs", "first", "call", "then"), rows)
            yield "table", replace(table, caption=lens.say(f"area_{area}"))


def _fault(lens: Lens, fault: model.Fault) -> tuple[str | Prose, ...]:
    signs = tuple(lens.line(sign) for sign in fault.signs)
    first = tuple((Run(f"{at}. "), *lens.line(step)) for at, step in enumerate(fault.first, 1))
    then: list[Line] = [lens.runs(link) for link in (fault.procedure, fault.form) if link]
    return (lens.words(fault.name), signs, first, tuple(lens.runs(link) for link in fault.call), tuple(then))


def _levels(lens: Lens, block: model.LevelsBlock) -> Views:
    levels = block.levels
    rows = [
        (
            lens.words(level.label),
            interval(lens, level),
            tuple(lens.line(criterion) for criterion in level.criteria),
            lens.words(level.response),
            lens.name(level.activates),
            lens.prose(level.text),
        )
        for level in levels.values
    ]
    time = f"level_interval_{levels.basis_of_time}" if levels.basis_of_time else "level_interval"
    columns = ("level", time, f"level_needs_{levels.needs}", "level_response", "level_activates", "level_text")
    table = table_of(lens, "", columns, rows)
    note = lens.say("interval_note") if any(level.start or level.end for level in levels.values) else ""
    yield "table", replace(table, caption=lens.words(levels.caption), note=note)
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
    model.FaultsBlock: _faults,
    model.LevelsBlock: _levels,
}
