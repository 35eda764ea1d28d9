"""Categories, the fault library, levels."""

from __future__ import annotations

from dataclasses import replace

from wardbook.plan.model.blocks import events as model
from wardbook.plan.model.scalars import Duration
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.plan.blocks.tables import Makers, Row, link_alone, table_of
from wardbook.sheets.plan.blocks.views import ProseView, Views
from wardbook.sheets.sheet import Line, Span


def _categories(localizer: Localizer, block: model.CategoriesBlock) -> Views:
    categories = block.categories
    rows: list[Row] = []
    for item in categories.items:
        name = localizer.words(item.name)
        rows.append((name, localizer.prose(item.text), str(item.code or "")))
    note = ""
    if categories.standard:
        note = localizer.say("category_standard", standard=localizer.name(categories.standard))
    table = replace(
        table_of(localizer, "category", ("name", "text", "code"), rows),
        caption=localizer.words(categories.caption),
        note=note,
        places=_places(categories, "items") if categories.numbered else (),
    )
    yield "table", table


def _places(holder: model.Categories | model.Levels, name: str) -> tuple[int, ...]:
    """The place in the whole of each row that is left of the list `name`."""
    places = []
    for at in range(1, len(getattr(holder, name)) + 1):
        places.append(holder.place_of(name, at))
    return tuple(places)


def _faults(localizer: Localizer, block: model.FaultsBlock) -> Views:
    """One table for each area, in the order of the areas."""
    columns = ("name", "signs", "first", "call", "then")
    for area in model.AREAS:
        rows = []
        for fault in block.faults:
            if fault.area == area:
                rows.append(_fault(localizer, fault))
        if rows:
            table = table_of(localizer, "fault", columns, rows)
            yield "table", replace(table, caption=localizer.say(f"area_{area}"))


def _fault(localizer: Localizer, fault: model.Fault) -> Row:
    first: list[Line] = []
    for at, step in enumerate(fault.first, 1):
        first.append((Span(f"{at}. "), *localizer.line(step)))
    procedure = link_alone(localizer, fault.procedure)
    form = link_alone(localizer, fault.form)
    return (
        localizer.words(fault.name),
        tuple(map(localizer.line, fault.signs)),
        tuple(first),
        tuple(map(localizer.spans, fault.call)),
        (*procedure, *form),
    )


def _levels(localizer: Localizer, block: model.LevelsBlock) -> Views:
    levels = block.levels
    rows = [_level(localizer, level) for level in levels.values]
    time = "level_interval"
    if levels.basis_of_time:
        time = f"level_interval_{levels.basis_of_time}"
    columns = (
        "level",
        time,
        f"level_needs_{levels.needs}",
        "level_response",
        "level_activates",
        "level_text",
    )
    table = table_of(localizer, "", columns, rows)
    note = ""
    if any(level.start or level.end for level in levels.values):
        note = localizer.say("interval_note")
    places = _places(levels, "values") if levels.counts else ()
    caption = localizer.words(levels.caption)
    yield "table", replace(table, caption=caption, note=note, places=places)
    if levels.below:
        yield "text", ProseView(localizer.prose(levels.below))


def _level(localizer: Localizer, level: model.Level) -> Row:
    return (
        localizer.words(level.label),
        interval(localizer, level),
        tuple(map(localizer.line, level.criteria)),
        localizer.words(level.response),
        localizer.name(level.activates),
        localizer.prose(level.text),
    )


def interval(localizer: Localizer, level: model.Level) -> str:
    """A half-open interval in words; empty for levels without times."""
    start = _edge(localizer, level.start)
    end = _edge(localizer, level.end)
    starts_later = bool(level.start and level.start.minutes)
    if start and end and starts_later:
        return localizer.say("interval_between", start=start, end=end)
    if end:
        return localizer.say("interval_below", end=end)
    if start:
        return localizer.say("interval_from", start=start)
    return ""


def _edge(localizer: Localizer, edge: Duration | None) -> str:
    if not edge:
        return ""
    return localizer.duration(edge)


MAKERS: Makers = {
    model.CategoriesBlock: _categories,
    model.FaultsBlock: _faults,
    model.LevelsBlock: _levels,
}
