"""Categories, the fault library, levels."""

from __future__ import annotations

from dataclasses import replace

from wardbook.plan.model import blocks as model
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.plan.blocks.shapes import ProseView, Views
from wardbook.sheets.plan.blocks.tables import Makers, table_of
from wardbook.sheets.sheet import Line, Prose, Span


def _categories(localizer: Localizer, block: model.CategoriesBlock) -> Views:
    categories = block.categories
    rows = [
        (localizer.words(item.name), localizer.prose(item.text), str(item.code or ""))
        for item in categories.items
    ]
    table = table_of(localizer, "category", ("name", "text", "code"), rows)
    note = (
        localizer.say("category_standard", standard=localizer.name(categories.standard))
        if categories.standard
        else ""
    )
    numbered = categories.numbered
    yield (
        "table",
        replace(table, caption=localizer.words(categories.caption), note=note, numbered=numbered),
    )


def _faults(localizer: Localizer, block: model.FaultsBlock) -> Views:
    """One table for each area, in the order of the areas."""
    for area in model.AREAS:
        rows = [_fault(localizer, fault) for fault in block.faults if fault.area == area]
        if rows:
            table = table_of(localizer, "fault", ("name", "signs", "first", "call", "then"), rows)
            yield "table", replace(table, caption=localizer.say(f"area_{area}"))


def _fault(localizer: Localizer, fault: model.Fault) -> tuple[str | Prose, ...]:
    signs = tuple(localizer.line(sign) for sign in fault.signs)
    first = tuple(
        (Span(f"{at}. "), *localizer.line(step)) for at, step in enumerate(fault.first, 1)
    )
    then: list[Line] = [localizer.runs(link) for link in (fault.procedure, fault.form) if link]
    return (
        localizer.words(fault.name),
        signs,
        first,
        tuple(localizer.runs(link) for link in fault.call),
        tuple(then),
    )


def _levels(localizer: Localizer, block: model.LevelsBlock) -> Views:
    levels = block.levels
    rows = [
        (
            localizer.words(level.label),
            interval(localizer, level),
            tuple(localizer.line(criterion) for criterion in level.criteria),
            localizer.words(level.response),
            localizer.name(level.activates),
            localizer.prose(level.text),
        )
        for level in levels.values
    ]
    time = f"level_interval_{levels.basis_of_time}" if levels.basis_of_time else "level_interval"
    columns = (
        "level",
        time,
        f"level_needs_{levels.needs}",
        "level_response",
        "level_activates",
        "level_text",
    )
    table = table_of(localizer, "", columns, rows)
    note = (
        localizer.say("interval_note")
        if any(level.start or level.end for level in levels.values)
        else ""
    )
    yield "table", replace(table, caption=localizer.words(levels.caption), note=note)
    if levels.below:
        yield "text", ProseView(localizer.prose(levels.below))


def interval(localizer: Localizer, level: model.Level) -> str:
    """A half-open interval in words; empty for levels without times."""
    start, end = (localizer.duration(edge) if edge else "" for edge in (level.start, level.end))
    if start and end and level.start and level.start.minutes:
        return localizer.say("interval_between", start=start, end=end)
    if end:
        return localizer.say("interval_below", end=end)
    return localizer.say("interval_from", start=start) if start else ""


MAKERS: Makers = {
    model.CategoriesBlock: _categories,
    model.FaultsBlock: _faults,
    model.LevelsBlock: _levels,
}
