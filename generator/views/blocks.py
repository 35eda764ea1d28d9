"""Blocks of a chapter. Many block types of the language print as few kinds of views: prose, note, list, pairs, table,
flow, contacts, procedure, figure. Each kind has one template that serves site and print."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.source.model import blocks as model
from generator.source.model.blocks import Block
from generator.source.model.form import Form
from generator.source.text import Link, Text
from generator.views import codes
from generator.views.contacts import contact_rows
from generator.views.flows import activation_flow, bodies_flow
from generator.views.lens import Lens
from generator.views.procedures import basis_label
from generator.views.shapes import BlockView, ContactGroup, ContactsView
from generator.views.sheet import Line, Prose, Run, Target


@dataclass(frozen=True)
class ProseView:
    """Kinds `text` and `note`."""

    prose: Prose


@dataclass(frozen=True)
class ItemView:
    """A list item with what stands below it."""

    text: Prose
    below: ListView | None
    label: str = ""
    """Its number with the gap behind it, in a numbered list of a plan."""


@dataclass(frozen=True)
class ListView:
    """Kind `list`; `intro` may be empty."""

    intro: str
    numbered: bool
    items: tuple[ItemView, ...]


@dataclass(frozen=True)
class Pair:
    """A name and what is said of it. `items` are short lines below."""

    name: str
    anchor: str
    text: Prose
    items: tuple[Prose, ...] = ()
    labels: tuple[str, ...] = ()
    """Numbers of the items with the gap behind them."""


@dataclass(frozen=True)
class PairsView:
    """Kind `pairs`: named and explained things (principles, definitions, bodies, duties, reporting)."""

    pairs: tuple[Pair, ...]


@dataclass(frozen=True)
class TableView:
    """Kind `table`: finished cells."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Prose, ...], ...]
    note: str = ""


@dataclass(frozen=True)
class ProcedureLink:
    """Kind `procedure`: the procedure stands on a sheet of its own, which follows this chapter in the bound plan.
    `number` continues the chapter's numbering."""

    number: str
    title: str
    code: str
    owner: str
    target: Target


@dataclass(frozen=True)
class FigureView:
    """Kind `figure`: a picture of the project."""

    file: str
    caption: str
    alt: str


Views = Iterator[tuple[str, object]]
"""Kind and content of each view that a block makes."""


def block_views(lens: Lens, block: Block, number: Callable[[], str]) -> Iterator[BlockView]:
    """What a block prints. `number` gives the next number at the chapter's level, for included procedures."""
    if isinstance(block, model.ProcedureBlock):
        made: Views = _procedure(lens, block, number)
    else:
        made = _MAKERS[type(block)](lens, block)
    for kind, content in made:
        yield BlockView(kind, content, basis_label(lens, block.basis))


def _text(lens: Lens, block: model.TextBlock) -> Views:
    yield "text", ProseView(lens.prose(block.text))


def _note(lens: Lens, block: model.NoteBlock) -> Views:
    yield "note", ProseView(lens.prose(block.note))


def _list(lens: Lens, block: model.ListBlock) -> Views:
    yield "list", _items(lens, block.list, block.numbered)


def _items(lens: Lens, items: Iterable[model.Item | Text], numbered: bool) -> ListView:
    return ListView("", numbered, tuple(_item(lens, item) for item in items))


def _item(lens: Lens, item: model.Item | Text) -> ItemView:
    if isinstance(item, Text):
        return ItemView(lens.prose(item), None)
    return ItemView(lens.prose(item.text), _items(lens, item.list, item.numbered) if item.list else None)


def _principles(lens: Lens, block: model.PrinciplesBlock) -> Views:
    yield "pairs", PairsView(tuple(Pair(lens.words(item.name), "", lens.prose(item.text)) for item in block.principles))


def _definitions(lens: Lens, block: model.DefinitionsBlock) -> Views:
    terms = (lens.project.terms[link.id] for link in block.definitions)
    yield "pairs", PairsView(tuple(Pair(lens.words(term.term), "", lens.prose(term.definition)) for term in terms))


def _citations(lens: Lens, block: model.CitationsBlock) -> Views:
    items = []
    for link in block.citations:
        status = str(lens.project.citations[link.id].status)
        label = "" if status == "in-force" else lens.say("list_join") + lens.say(f"status_{status}")
        items.append(ItemView(((*lens.runs(link), Run(label)),), None))
    yield "list", ListView("", True, tuple(items))


def _scope(lens: Lens, block: model.ScopeBlock) -> Views:
    scope = block.scope
    if scope.text:
        yield "text", ProseView(lens.prose(scope.text))
    pairs = []
    if scope.systems:
        pairs.append(Pair(lens.say("scope_systems"), "", (lens.row(scope.systems),)))
    if scope.departments:
        row: Line = (
            (Run(lens.say("all_departments")),) if isinstance(scope.departments, str) else lens.row(scope.departments)
        )
        pairs.append(Pair(lens.say("scope_departments"), "", (row,)))
    yield "pairs", PairsView(tuple(pairs))


def _bodies(lens: Lens, block: model.BodiesBlock) -> Views:
    yield "flow", bodies_flow(lens, block.bodies)
    yield "pairs", PairsView(tuple(_body(lens, body) for body in block.bodies))


def _body(lens: Lens, body: model.Body) -> Pair:
    facts = (
        ("body_lead", lens.name(body.lead)),
        ("body_deputies", lens.names(body.deputies)),
        ("body_members", lens.names(body.members)),
        ("body_seat", lens.name(body.seat)),
    )
    said = tuple((Run(lens.say(key) + lens.say("colon") + value),) for key, value in facts if value)
    duties = tuple(lens.prose(duty) for duty in body.duties)
    name = lens.words(body.name) + (lens.say("short_name", short=lens.words(body.short)) if body.short else "")
    return Pair(name, str(body.id), (*said, *lens.prose(body.note)), duties)


def _duties(lens: Lens, block: model.DutiesBlock) -> Views:
    pairs = (
        Pair(lens.name(entry.who), "", (), tuple(lens.prose(duty) for duty in entry.duties)) for entry in block.duties
    )
    yield "pairs", PairsView(tuple(pairs))


def _categories(lens: Lens, block: model.CategoriesBlock) -> Views:
    rows = [(lens.words(item.name), lens.prose(item.text), str(item.code or "")) for item in block.categories.items]
    yield "table", _table(lens, "category", ("name", "text", "code"), rows)


def _levels(lens: Lens, block: model.LevelsBlock) -> Views:
    levels = block.levels
    rows = [
        (lens.words(level.label), interval(lens, level), lens.name(level.activates), lens.prose(level.text))
        for level in levels.values
    ]
    elapsed = "level_interval_elapsed" if levels.basis_of_time == "elapsed" else "level_interval"
    table = _table(lens, "", ("level", elapsed, "level_activates", "level_text"), rows)
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


def _reporting(lens: Lens, block: model.ReportingBlock) -> Views:
    rule = block.reporting
    pairs = [Pair(lens.say("report_to"), "", (lens.runs(rule.to),))]
    if rule.within:
        said = lens.say("within", duration=lens.duration(rule.within))
        pairs.append(Pair(lens.say("report_within"), "", ((Run(said),),)))
    if rule.form:
        pairs.append(Pair(lens.say("report_form"), "", (lens.runs(rule.form),)))
    for key, lines in (("report_conditions", rule.conditions), ("report_content", rule.content)):
        if lines:
            pairs.append(Pair(lens.say(key), "", (), tuple(lens.prose(line) for line in lines)))
    yield "pairs", PairsView(tuple(pairs))


def _activation(lens: Lens, block: model.ActivationBlock) -> Views:
    yield "flow", activation_flow(lens, block.activation)
    rows = [
        (lens.say(f"activation_{link.step}"), lens.name(link.by), (lens.row(link.to),), _activation_words(lens, link))
        for link in block.activation
    ]
    yield "table", _table(lens, "activation", ("step", "by", "to", "text"), rows)


def _activation_words(lens: Lens, link: model.ActivationStep) -> Prose:
    extra: list[Line] = []
    if link.within:
        extra.append((Run(lens.say("within", duration=lens.duration(link.within))),))
    if link.form:
        extra.append(lens.runs(link.form))
    return (*lens.prose(link.text), *extra)


def _peak(lens: Lens, block: model.PeakBlock) -> Views:
    peak = block.peak
    name = lens.name(peak.window)
    pairs = [Pair(f"{lens.say('peak_in')}{lens.say('colon')}{name}", "", lens.prose(peak.text))]
    if peak.off_peak:
        pairs.append(Pair(lens.say("peak_off"), "", lens.prose(peak.off_peak)))
    yield "pairs", PairsView(tuple(pairs))


def _procedure(lens: Lens, block: model.ProcedureBlock, number: Callable[[], str]) -> Views:
    procedure = lens.project.procedures.get(block.procedure.id)
    numbered = number()
    if procedure is None:
        return
    department = lens.project.departments.get(procedure.department.id) if procedure.department else None
    yield (
        "procedure",
        ProcedureLink(
            number=numbered,
            title=lens.words(procedure.title),
            code=codes.procedure_code(lens.project, procedure),
            owner=lens.words(department.name) if department else "",
            target=Target(codes.procedure_id(procedure)),
        ),
    )


def _contacts(lens: Lens, block: model.ContactsBlock) -> Views:
    ids = lens.project.contacts if isinstance(block.contacts, str) else [link.id for link in block.contacts]
    rows = contact_rows(lens, [lens.project.contacts[id] for id in ids])
    yield "contacts", ContactsView("", (ContactGroup("", rows),) if rows else ())


def _forms(lens: Lens, block: model.FormsBlock) -> Views:
    ids = lens.project.forms if isinstance(block.forms, str) else [link.id for link in block.forms]
    forms = sorted((lens.project.forms[id] for id in ids if id in lens.project.forms), key=lambda form: str(form.code))
    yield (
        "table",
        _table(lens, "form", ("code", "title", "paper", "filled_by"), [_form_row(lens, form) for form in forms]),
    )


def _form_row(lens: Lens, form: Form) -> tuple[str | Prose, ...]:
    link = Link(("form",), str(form.id), None, form.at)
    title = lens.runs(link, "name")
    return ((lens.runs(link, "code"),), (title,), lens.say(f"paper_{form.paper}"), lens.names(form.filled_by))


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
    yield "table", _table(lens, "guarantee", ("kind", "text", "quantity", "place", "check", "by"), rows)


def _drills(lens: Lens, block: model.DrillsBlock) -> Views:
    rows = [
        (
            lens.words(item.name),
            lens.words(item.frequency),
            lens.words(item.scope),
            lens.name(item.by),
            lens.prose(item.record),
        )
        for item in block.drills
    ]
    yield "table", _table(lens, "drill", ("name", "frequency", "scope", "by", "record"), rows)


def _free_table(lens: Lens, block: model.TableBlock) -> Views:
    table = block.table
    columns = tuple(lens.words(column) for column in table.columns)
    rows = tuple(tuple(lens.prose(cell) for cell in row) for row in table.rows)
    yield "table", TableView(lens.words(table.caption), columns, rows)


def _figure(lens: Lens, block: model.FigureBlock) -> Views:
    figure = block.figure
    yield "figure", FigureView(str(figure.file), lens.words(figure.caption), lens.words(figure.alt))


def _table(lens: Lens, prefix: str, columns: tuple[str, ...], rows: Iterable[tuple[str | Prose, ...]]) -> TableView:
    """A table with headings from phrases; columns that are empty in every row are left out."""
    cells = [tuple(((Run(cell),),) if isinstance(cell, str) and cell else (cell or ()) for cell in row) for row in rows]
    kept = [at for at in range(len(columns)) if any(row[at] for row in cells)]
    headings = tuple(lens.say(f"{prefix}_{columns[at]}" if prefix else columns[at]) for at in kept)
    return TableView("", headings, tuple(tuple(row[at] for at in kept) for row in cells))


_MAKERS: Mapping[type[Block], Callable[[Lens, Any], Views]] = {
    model.TextBlock: _text,
    model.NoteBlock: _note,
    model.ListBlock: _list,
    model.PrinciplesBlock: _principles,
    model.DefinitionsBlock: _definitions,
    model.CitationsBlock: _citations,
    model.ScopeBlock: _scope,
    model.BodiesBlock: _bodies,
    model.DutiesBlock: _duties,
    model.CategoriesBlock: _categories,
    model.LevelsBlock: _levels,
    model.ReportingBlock: _reporting,
    model.ActivationBlock: _activation,
    model.PeakBlock: _peak,
    model.ContactsBlock: _contacts,
    model.FormsBlock: _forms,
    model.GuaranteesBlock: _guarantees,
    model.DrillsBlock: _drills,
    model.TableBlock: _free_table,
    model.FigureBlock: _figure,
}
