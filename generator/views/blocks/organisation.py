"""Bodies and duties."""

from __future__ import annotations

from generator.source.model import blocks as model
from generator.views.blocks.shapes import Pair, PairsView, Views
from generator.views.blocks.tables import Makers
from generator.views.flows import bodies_flow
from generator.views.lens import Lens
from generator.views.sheet import Run


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
    return Pair(lens.words(body.name), str(body.id), (*said, *lens.prose(body.note)), duties)


def _duties(lens: Lens, block: model.DutiesBlock) -> Views:
    pairs = (
        Pair(lens.name(entry.who), "", (), tuple(lens.prose(duty) for duty in entry.duties)) for entry in block.duties
    )
    yield "pairs", PairsView(tuple(pairs))


MAKERS: Makers = {
    model.BodiesBlock: _bodies,
    model.DutiesBlock: _duties,
}
