"""Blocks of a chapter. Many block types of the language print as few kinds of views: prose, note, list, pairs, table,
flow, contacts, procedure, figure. Each module makes those of its group; `shapes` holds the kinds."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from wardbook.plan.model import blocks as model
from wardbook.plan.model.blocks import Block
from wardbook.sheets import sheet_ids
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.plan.blocks import (
    alarm,
    basis,
    events,
    lists,
    organisation,
    readiness,
    text,
    triggers,
)
from wardbook.sheets.plan.blocks.shapes import (
    ListView,
    Pair,
    PairsView,
    ProcedureLink,
    ProseView,
    TableView,
    Views,
)
from wardbook.sheets.plan.blocks.tables import Makers
from wardbook.sheets.procedures.procedure_shapes import Flow
from wardbook.sheets.procedures.procedures import basis_label
from wardbook.sheets.shapes import BlockView
from wardbook.sheets.sheet import Target


def block_views(
    localizer: Localizer, block: Block, number: Callable[[], str]
) -> Iterator[BlockView]:
    """What a block prints. `number` gives the next number at the chapter's level, for included procedures."""
    if isinstance(block, model.ProcedureBlock):
        made: Views = _procedure(localizer, block, number)
    else:
        made = _MAKERS[type(block)](localizer, block)
    for kind, content in made:
        if isinstance(content, PairsView):
            content = PairsView(tuple(pair for pair in content.pairs if _says_something(pair)))
        if not _is_empty(content):
            yield BlockView(kind, content, basis_label(localizer, block.basis))


def _says_something(pair: Pair) -> bool:
    """Whether anything is left of what is said under a name; a name alone may be all that there ever was."""
    return not pair.text or any(pair.text) or pair.below is not None


def _is_empty(content: object) -> bool:
    """Whether what the audience may see of a block is a frame around nothing: heads of columns without a row."""
    match content:
        case TableView():
            return not content.rows
        case PairsView():
            return not content.pairs
        case ListView():
            return not content.items
        case Flow():
            return not content.nodes
        case ProseView():
            return not content.prose
    return False


def _procedure(
    localizer: Localizer, block: model.ProcedureBlock, number: Callable[[], str]
) -> Views:
    procedure = localizer.project.procedures.get(block.procedure.id)
    numbered = number()
    if procedure is None:
        return
    department = (
        localizer.project.departments.get(procedure.department.id) if procedure.department else None
    )
    yield (
        "procedure",
        ProcedureLink(
            number=numbered,
            title=localizer.words(procedure.title),
            code=sheet_ids.procedure_code(localizer.project, procedure),
            owner=localizer.words(department.name) if department else "",
            target=Target(sheet_ids.procedure_id(procedure)),
        ),
    )


_MAKERS: Makers = {
    **text.MAKERS,
    **basis.MAKERS,
    **organisation.MAKERS,
    **events.MAKERS,
    **alarm.MAKERS,
    **lists.MAKERS,
    **readiness.MAKERS,
    **triggers.MAKERS,
}
