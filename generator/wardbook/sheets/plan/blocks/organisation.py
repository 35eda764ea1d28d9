"""Bodies, duties, clusters of departments."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.plan.model import blocks as model
from wardbook.plan.model.registries import Department, Role
from wardbook.plan.text import Link
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.plan.blocks.shapes import Pair, PairsView, ProseView, Views
from wardbook.sheets.plan.blocks.tables import Makers, list_of, table_of
from wardbook.sheets.procedures.flows import bodies_flow
from wardbook.sheets.sheet import Prose, Span


def _bodies(localizer: Localizer, block: model.BodiesBlock) -> Views:
    yield "flow", bodies_flow(localizer, block.bodies)
    yield "pairs", PairsView(tuple(_body(localizer, body) for body in block.bodies))


def _body(localizer: Localizer, body: model.Body) -> Pair:
    called = localizer.words(body.lead_title) or localizer.say("body_lead")
    facts = (
        (called, localizer.name(body.lead)),
        (localizer.say("body_deputies"), localizer.names(body.deputies)),
        (
            localizer.say("body_members"),
            localizer.say("list_join").join(
                filter(None, (_members(localizer, body), _others(localizer, body)))
            ),
        ),
        (
            localizer.say("body_concurrent"),
            localizer.say("list_join").join(_concurrent(localizer, body)),
        ),
        (localizer.say("body_seat"), localizer.name(body.seat)),
        (
            localizer.say("body_reports_to"),
            localizer.say("list_join").join(_above(localizer, body)),
        ),
        (localizer.say("body_directs"), localizer.say("list_join").join(_below(localizer, body))),
        (
            localizer.say("body_powers"),
            localizer.say("list_join").join(
                localizer.say(f"power_{power}") for power in body.powers
            ),
        ),
        (
            localizer.say("body_qualifications"),
            localizer.say("item_join").join(
                localizer.words(words) for words in body.qualifications
            ),
        ),
    )
    said = tuple((Span(key + localizer.say("colon") + value),) for key, value in facts if value)
    duties = list_of(localizer, body, "duties", numbered=True) if body.duties else None
    name = localizer.words(body.name) + (
        localizer.say("short_name", short=localizer.words(body.short)) if body.short else ""
    )
    return Pair(
        name,
        str(body.id),
        (*localizer.prose(body.task), *said, *localizer.prose(body.note)),
        duties,
    )


def _members(localizer: Localizer, body: model.Body) -> str:
    return localizer.names(body.members)


def _others(localizer: Localizer, body: model.Body) -> str:
    return localizer.words(body.others)


def _concurrent(localizer: Localizer, body: model.Body) -> Iterator[str]:
    """What else the lead leads or deputises: office director and group leader are often one person."""
    for other in localizer.project.bodies.values():
        posts = (other.lead, *other.deputies)
        if (
            body.lead
            and other.id != body.id
            and any(post and post.id == body.lead.id for post in posts)
        ):
            yield localizer.words(other.name)


def _above(localizer: Localizer, body: model.Body) -> Iterator[str]:
    ids = [str(body.parent)] if body.parent else []
    for id in dict.fromkeys((*ids, *(link.id for link in body.reports_to))):
        if id in localizer.project.bodies:
            yield localizer.words(localizer.project.bodies[id].name)


def _below(localizer: Localizer, body: model.Body) -> Iterator[str]:
    for other in localizer.project.bodies.values():
        if other.parent == body.id or any(link.id == body.id for link in other.reports_to):
            yield localizer.words(other.name)


def _duties(localizer: Localizer, block: model.DutiesBlock) -> Views:
    pairs = (
        Pair(
            localizer.name(entry.who),
            "",
            localizer.prose(entry.task),
            list_of(localizer, entry, "duties", numbered=True) if entry.duties else None,
        )
        for entry in block.duties
    )
    yield "pairs", PairsView(tuple(pairs))


def _clusters(localizer: Localizer, block: model.ClustersBlock) -> Views:
    clusters = block.clusters
    if clusters.rule:
        yield "text", ProseView(localizer.prose(clusters.rule))
    project = localizer.project
    wanted = (
        project.departments
        if isinstance(clusters.departments, str)
        else [it.id for it in clusters.departments]
    )
    found = [
        project.departments[id]
        for id in wanted
        if id in project.departments and project.departments[id].in_scope
    ]
    owners = list(dict.fromkeys(it.cluster.id for it in found if it.cluster))
    by_owner = sorted(found, key=lambda it: owners.index(it.cluster.id) if it.cluster else -1)
    rows = [_cluster_row(localizer, department) for department in by_owner]
    yield (
        "table",
        table_of(
            localizer, "cluster", ("owner", "department", "responsible", "deputy", "number"), rows
        ),
    )


def _cluster_row(localizer: Localizer, department: Department) -> tuple[str | Prose, ...]:
    head = localizer.project.find(department.head) if department.head else None
    stand_ins: tuple[Link, ...] = head.stands_in if isinstance(head, Role) else ()
    return (
        localizer.name(department.cluster),
        localizer.words(department.name),
        localizer.name(department.head),
        localizer.names(stand_ins),
        (localizer.runs(department.call, "number"),) if department.call else (),
    )


MAKERS: Makers = {
    model.BodiesBlock: _bodies,
    model.DutiesBlock: _duties,
    model.ClustersBlock: _clusters,
}
