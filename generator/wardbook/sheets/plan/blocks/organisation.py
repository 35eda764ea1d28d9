"""Bodies, duties, clusters of departments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wardbook.plan.model.blocks import organisation as model
from wardbook.plan.model.registries import Department, Role
from wardbook.plan.project import Project
from wardbook.plan.text import Link
from wardbook.sheets import sheet_ids
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.plan.blocks.tables import Makers, Row, link_alone, list_of, table_of
from wardbook.sheets.plan.blocks.views import Pair, PairsView, ProseView, Views
from wardbook.sheets.procedures.flows import bodies_flow
from wardbook.sheets.sheet import Span


def _bodies(localizer: Localizer, block: model.BodiesBlock) -> Views:
    yield "flow", bodies_flow(localizer, block.bodies)
    yield "pairs", PairsView(tuple(_body(localizer, body) for body in block.bodies))


def _body(localizer: Localizer, body: model.Body) -> Pair:
    colon = localizer.say("colon")
    said = []
    for label, value in _facts(localizer, body):
        if value:
            said.append((Span(label + colon + value),))
    duties = None
    if body.duties:
        duties = list_of(localizer, body, "duties", numbered=body.numbered)
    text = (*localizer.prose(body.task), *said, *localizer.prose(body.note))
    anchor = sheet_ids.body_anchor(str(body.id))
    return Pair(_body_name(localizer, body), anchor, text, duties)


def _body_name(localizer: Localizer, body: model.Body) -> str:
    """A body's name with its short name."""
    name = localizer.words(body.name)
    if body.short:
        name += localizer.say("short_name", short=localizer.words(body.short))
    return name


def _facts(localizer: Localizer, body: model.Body) -> Iterator[tuple[str, str]]:
    """Label and value of what is said of a body; the value is empty where nothing is."""
    join = localizer.say("list_join").join
    lead_title = localizer.words(body.lead_title) or localizer.say("body_lead")
    deputies_title = localizer.words(body.deputies_title) or localizer.say("body_deputies")
    powers = [localizer.say(f"power_{power}") for power in body.powers]
    qualifications = map(localizer.words, body.qualifications)
    yield lead_title, localizer.name(body.lead)
    yield deputies_title, localizer.names(body.deputies)
    yield localizer.say("body_members"), _members(localizer, body)
    yield localizer.say("body_concurrent"), join(_concurrent(localizer, body))
    yield localizer.say("body_seat"), localizer.name(body.seat)
    yield localizer.say("body_reports_to"), join(_above(localizer, body))
    yield localizer.say("body_directs"), join(_below(localizer, body))
    yield localizer.say("body_powers"), join(powers)
    yield localizer.say("body_qualifications"), localizer.say("item_join").join(qualifications)


def _members(localizer: Localizer, body: model.Body) -> str:
    """The members, and whether there are others; empty where nobody is named."""
    named = localizer.names(body.members)
    if named and body.and_others:
        named = localizer.say("and_others", names=named)
    others = localizer.words(body.others)
    return localizer.say("list_join").join(filter(None, (named, others)))


def _concurrent(localizer: Localizer, body: model.Body) -> Iterator[str]:
    """Other bodies that the lead leads or deputises in.

    Office director and group leader are often one person.
    """
    if not body.lead:
        return
    for other in localizer.project.bodies.values():
        if other.id != body.id and _holds_post(other, body.lead.id):
            yield localizer.words(other.name)


def _holds_post(body: model.Body, id: str) -> bool:
    """Whether the role or person `id` leads or deputises in a body."""
    return any(post and post.id == id for post in (body.lead, *body.deputies))


def _above(localizer: Localizer, body: model.Body) -> Iterator[str]:
    ids = []
    if body.parent:
        ids.append(str(body.parent))
    ids.extend(link.id for link in body.reports_to)
    for id in dict.fromkeys(ids):
        if id in localizer.project.bodies:
            yield localizer.words(localizer.project.bodies[id].name)


def _below(localizer: Localizer, body: model.Body) -> Iterator[str]:
    for other in localizer.project.bodies.values():
        if other.parent == body.id or any(link.id == body.id for link in other.reports_to):
            yield localizer.words(other.name)


def _duties(localizer: Localizer, block: model.DutiesBlock) -> Views:
    pairs = []
    for entry in block.duties:
        duties = None
        if entry.duties:
            numbered = bool(block.numbered and entry.numbered)
            duties = list_of(localizer, entry, "duties", numbered=numbered)
        name = localizer.name(entry.who)
        pairs.append(Pair(name, "", localizer.prose(entry.task), duties))
    yield "pairs", PairsView(tuple(pairs))


def _clusters(localizer: Localizer, block: model.ClustersBlock) -> Views:
    clusters = block.clusters
    if clusters.rule:
        yield "text", ProseView(localizer.prose(clusters.rule))
    departments = _by_owner(_listed_departments(localizer.project, clusters))
    rows = [_cluster_row(localizer, department) for department in departments]
    columns = ("owner", "department", "responsible", "deputy", "number")
    yield "table", table_of(localizer, "cluster", columns, rows)


def _listed_departments(project: Project, clusters: model.Clusters) -> Iterator[Department]:
    """Departments in scope that a block lists: those it names, or all."""
    wanted: Iterable[str] = project.departments
    if not isinstance(clusters.departments, str):
        wanted = [link.id for link in clusters.departments]
    for id in wanted:
        if id in project.departments and project.departments[id].in_scope:
            yield project.departments[id]


def _by_owner(departments: Iterable[Department]) -> Iterator[Department]:
    """Departments without an owner, then those of each owner, in the order of the owners."""
    unowned: list[Department] = []
    owned: dict[str, list[Department]] = {}
    for department in departments:
        if department.cluster:
            owned.setdefault(department.cluster.id, []).append(department)
        else:
            unowned.append(department)
    yield from unowned
    for cluster in owned.values():
        yield from cluster


def _cluster_row(localizer: Localizer, department: Department) -> Row:
    return (
        localizer.name(department.cluster),
        localizer.words(department.name),
        localizer.name(department.head),
        localizer.names(_stand_ins(localizer.project, department)),
        link_alone(localizer, department.call, "number"),
    )


def _stand_ins(project: Project, department: Department) -> tuple[Link, ...]:
    """Who stands in for a department's head."""
    if not department.head:
        return ()
    head = project.find(department.head)
    if not isinstance(head, Role):
        return ()
    return head.stands_in


MAKERS: Makers = {
    model.BodiesBlock: _bodies,
    model.DutiesBlock: _duties,
    model.ClustersBlock: _clusters,
}
