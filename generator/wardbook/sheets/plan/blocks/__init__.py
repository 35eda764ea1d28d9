"""Blocks of a chapter.

Many block types of the language print as few kinds of views: prose, note, list, pairs, table,
flow, contacts, procedure, figure. Each module makes those of its group; `views` holds the kinds.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wardbook.plan.model import blocks as model
from wardbook.plan.model.blocks import Block
from wardbook.plan.model.procedure import Procedure
from wardbook.sheets import sheet_ids
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.plan.blocks import (
    alarm,
    basis,
    events,
    lists,
    organisation,
    prose,
    readiness,
    triggers,
)
from wardbook.sheets.plan.blocks.steps_here import steps_here
from wardbook.sheets.plan.blocks.tables import Makers
from wardbook.sheets.plan.blocks.views import (
    BlockView,
    ListView,
    Pair,
    PairsView,
    ProcedureLink,
    ProseView,
    TableView,
    Views,
)
from wardbook.sheets.procedures.flows import Flow
from wardbook.sheets.procedures.procedures import basis_label
from wardbook.sheets.sheet import Target

_OF_CHAPTERS = (model.ProcedureBlock, model.AttachmentsBlock)
"""Blocks that no line of a module makes: they take what their chapter alone knows, the next number
or the plan's attachments."""


def block_views(localizer: Localizer, block: Block, number: str) -> Iterator[BlockView]:
    """What a block prints; a view of which the audience may see nothing is left out.

    `number` is that of an included procedure, in its chapter.
    """
    if isinstance(block, model.ProcedureBlock):
        made: Views = _procedure(localizer, block, number)
    else:
        made = _MAKERS[type(block)](localizer, block)
    for kind, content in made:
        if isinstance(content, PairsView):
            content = PairsView(tuple(filter(_says_something, content.pairs)))
        if not _is_empty(content):
            yield BlockView(kind, content, basis_label(localizer, block.basis))


def _says_something(pair: Pair) -> bool:
    """Whether anything is left of what is said under a name.

    A name without text passes: it may be all that there ever was.
    """
    return not pair.text or any(pair.text) or pair.below is not None


def _is_empty(content: object) -> bool:
    """Whether nothing is left in a view: a table of headings alone, a list without items."""
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


def _procedure(localizer: Localizer, block: model.ProcedureBlock, number: str) -> Views:
    procedure = localizer.project.procedures.get(block.procedure.id)
    if procedure is None:
        return
    if block.here:
        yield from steps_here(localizer, procedure, number)
        return
    link = ProcedureLink(
        number=number,
        title=localizer.words(procedure.title),
        code=sheet_ids.procedure_code(localizer.project, procedure),
        owner=_owner(localizer, procedure),
        target=Target(sheet_ids.procedure_id(procedure)),
    )
    yield "procedure", link


def _owner(localizer: Localizer, procedure: Procedure) -> str:
    """The department that a procedure belongs to; empty for one of the whole house."""
    if not procedure.department:
        return ""
    department = localizer.project.departments.get(procedure.department.id)
    if not department:
        return ""
    return localizer.words(department.name)


def check_makers(blocks: Mapping[str, type[Block]], makers: Makers) -> None:
    """Raises `TypeError` for a block of the language that no module makes views of."""
    missing = []
    for key, block in blocks.items():
        if block not in makers and block not in _OF_CHAPTERS:
            missing.append(key)
    if missing:
        raise TypeError(f"no MAKERS in sheets/plan/blocks/ have the block {', '.join(missing)}")


_MAKERS: Makers = {
    **prose.MAKERS,
    **basis.MAKERS,
    **organisation.MAKERS,
    **events.MAKERS,
    **alarm.MAKERS,
    **lists.MAKERS,
    **readiness.MAKERS,
    **triggers.MAKERS,
}
check_makers(model.BLOCKS, _MAKERS)
