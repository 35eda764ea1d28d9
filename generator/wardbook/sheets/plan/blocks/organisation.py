"""Bodies, duties, clusters of departments."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.plan.model import blocks as model
from wardbook.plan.model.registries import Department, Role
from wardbook.plan.text import Link
from wardbook.sheets.localizer import Lens
from wardbook.sheets.plan.blocks.shapes import Pair, PairsView, ProseView, Views
from wardbook.sheets.plan.blocks.tables import Makers, list_of, table_of
from wardbook.sheets.procedures.flows import bodies_flow
from wardbook.sheets.sheet import Prose, Run


def _bodies(lens: Lens, block: model.BodiesBlock) -> Views:
    yield "flow", bodies_flow(lens, block.bodies)
    yield "pairs", PairsView(tuple(_body(lens, body) for body in block.bodies))


def _body(lens: Lens, body: model.Body) -> Pair:
    called = lens.words(body.lead_title) or lens.say("body_lead")
    facts = (
        (called, lens.name(body.lead)),
        (lens.say("body_deputies"), lens.names(body.deputies)),
        (
            lens.say("body_members"),
            lens.say("list_join").join(filter(None, (_members(lens, body), _others(lens, body)))),
        ),
        (lens.say("body_concurrent"), lens.say("list_join").join(_concurrent(lens, body))),
        (lens.say("body_seat"), lens.name(body.seat)),
        (lens.say("body_reports_to"), lens.say("list_join").join(_above(lens, body))),
        (lens.say("body_directs"), lens.say("list_join").join(_below(lens, body))),
        (lens.say("body_powers"), lens.say("list_join").join(lens.say(f"power_{power}") for power in body.powers)),
        (
            lens.say("body_qualifications"),
            lens.say("item_join").join(lens.words(words) for words in body.qualifications),
        ),
    )
    said = tuple((Run(key + lens.say("colon") + value),) for key, value in facts if value)
    duties = list_of(lens, body, "duties", numbered=True) if body.duties else None
    name = lens.words(body.name) + (lens.say("short_name", short=lens.words(body.short)) if body.short else "")
    return Pair(name, str(body.id), (*lens.prose(body.task), *said, *lens.prose(body.note)), duties)


def _members(lens: Lens, body: model.Body) -> str:
    return lens.names(body.members)


def _others(lens: Lens, body: model.Body) -> str:
    return lens.words(body.others)


def _concurrent(lens: Lens, body: model.Body) -> Iterator[str]:
    """What else the lead leads or deputises: office director and group leader are often one person."""
    for other in lens.project.bodies.values():
        posts = (other.lead, *other.deputies)
        if body.lead and other.id != body.id and any(post and post.id == body.lead.id for post in posts):
            yield lens.words(other.name)


def _above(lens: Lens, body: model.Body) -> Iterator[str]:
    ids = [str(body.parent)] if body.parent else []
    for id in dict.fromkeys((*ids, *(link.id for link in body.reports_to))):
        if id in lens.project.bodies:
            yield lens.words(lens.project.bodies[id].name)


def _below(lens: Lens, body: model.Body) -> Iterator[str]:
    for other in lens.project.bodies.values():
        if other.parent == body.id or any(link.id == body.id for link in other.reports_to):
            yield lens.words(other.name)


def _duties(lens: Lens, block: model.DutiesBlock) -> Views:
    pairs = (
        Pair(
            lens.name(entry.who),
            "",
            lens.prose(entry.task),
            list_of(lens, entry, "duties", numbered=True) if entry.duties else None,
        )
        for entry in block.duties
    )
    yield "pairs", PairsView(tuple(pairs))


def _clusters(lens: Lens, block: model.ClustersBlock) -> Views:
    clusters = block.clusters
    if clusters.rule:
        yield "text", ProseView(lens.prose(clusters.rule))
    project = lens.project
    wanted = project.departments if isinstance(clusters.departments, str) else [it.id for it in clusters.departments]
    found = [project.departments[id] for id in wanted if id in project.departments and project.departments[id].in_scope]
    owners = list(dict.fromkeys(it.cluster.id for it in found if it.cluster))
    by_owner = sorted(found, key=lambda it: owners.index(it.cluster.id) if it.cluster else -1)
    rows = [_cluster_row(lens, department) for department in by_owner]
    yield "table", table_of(lens, "cluster", ("owner", "department", "responsible", "deputy", "number"), rows)


def _cluster_row(lens: Lens, department: Department) -> tuple[str | Prose, ...]:
    head = lens.project.find(department.head) if department.head else None
    stand_ins: tuple[Link, ...] = head.stands_in if isinstance(head, Role) else ()
    return (
        lens.name(department.cluster),
        lens.words(department.name),
        lens.name(department.head),
        lens.names(stand_ins),
        (lens.runs(department.call, "number"),) if department.call else (),
    )


MAKERS: Makers = {
    model.BodiesBlock: _bodies,
    model.DutiesBlock: _duties,
    model.ClustersBlock: _clusters,
}
