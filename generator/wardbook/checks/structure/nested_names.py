"""Names and titles that refer to other entries: printing one prints the names that it refers to,
so none may come back to itself, and none may take in more than a reader can follow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from pydantic import BaseModel

from wardbook.checks.context import Context, cycles, together
from wardbook.findings import Finding, Mark, error
from wardbook.plan.model.blocks import Item
from wardbook.plan.model.items import named_items
from wardbook.plan.model.plan import Chapter, Plan
from wardbook.plan.project import Project, references
from wardbook.plan.text import Link, Reference, Text

NESTED_MOST = 20
"""Names that one name may take in, directly and through others."""

_NAMES = ("name", "title", "short", "term", "number")
"""Fields that print where something refers to their entry."""

Graph = Mapping[str, Sequence[Reference]]
"""What texts refer to (`system:office/mail`), each with the references in its name."""


def nested_names(context: Context) -> Iterator[Finding]:
    """R205: names that refer to themselves, directly or through others; R206: a name that takes in
    too many others."""
    yield from together(_in_every_language(context.project))


def _in_every_language(project: Project) -> Iterator[Finding]:
    for language in dict.fromkeys((*project.languages, *project.form_languages)):
        graph = _graph(project, language)
        yield from _circles(graph)
        yield from _crowded(graph)


def _graph(project: Project, language: str) -> Graph:
    """Begins with everything that some text refers to: the name of anything else is in no circle,
    and whatever it refers to is judged by itself."""
    graph: dict[str, Sequence[Reference]] = {}
    waiting: list[Link] = []
    for model in project.models():
        for reference in references(model):
            waiting.append(reference.link)
    while waiting:
        link = waiting.pop()
        if str(link) not in graph:
            named = list(_named_by(project, link, language))
            graph[str(link)] = named
            waiting += [reference.link for reference in named]
    return graph


def _named_by(project: Project, link: Link, language: str) -> Iterator[Reference]:
    """The references in the words that print where `link` stands."""
    found = project.find(link)
    if found is None:  # reported as a reference that names nothing
        return
    for model in _named_models(project, link, found):
        for text in _names(model):
            yield from text.references_in(language)


def _named_models(project: Project, link: Link, found: BaseModel) -> Iterator[BaseModel | Text]:
    """What lends its name to the print of `link`: what was found, and what that is a part of."""
    yield found
    if not isinstance(found, (Chapter, Item)):
        return
    plan = project.plans[link.id]
    yield plan
    if isinstance(found, Item):
        yield from _around(project, plan, found)


def _around(project: Project, plan: Plan, item: Item) -> Iterator[BaseModel | Text]:
    """The chapter that an item stands in, and whose duty it is."""
    for _, chapter in plan.outline():
        for named in named_items(chapter.every_block()):
            if named.item is not item:
                continue
            yield chapter
            yield from _owner(project, named.owner)


def _owner(project: Project, owner: Text | Link | None) -> Iterator[BaseModel | Text]:
    """Whose duty an item is: a text, or what a link names; nobody's in a plain list."""
    if isinstance(owner, Text):
        yield owner
    elif owner is not None:
        found = project.find(owner)
        if found is not None:
            yield found


def _names(model: BaseModel | Text) -> Iterator[Text]:
    """The texts that an entry is named by; a text names itself."""
    if isinstance(model, Text):
        yield model
        return
    for field in _NAMES:
        text = getattr(model, field, None)
        if isinstance(text, Text):
            yield text


def _circles(graph: Graph) -> Iterator[Finding]:
    """R205: each circle once, whichever of its names was met first."""
    targets = {}
    for name, named in graph.items():
        targets[name] = [str(reference.link) for reference in named]
    for cycle in cycles(targets):
        first = cycle.index(min(cycle))
        ordered = (*cycle[first:], *cycle[:first])
        closed = (*ordered, ordered[0])
        marks: list[Mark] = []
        for name, following in zip(ordered, closed[1:], strict=True):
            marks += _places(graph[name], following)
        yield error("R205", *dict.fromkeys(marks), cycle=" → ".join(closed))


def _places(named: Sequence[Reference], wanted: str) -> Iterator[Mark]:
    """Where among references the one to `wanted` is written."""
    for reference in named:
        if str(reference.link) == wanted:
            yield reference.link.mark


def _crowded(graph: Graph) -> Iterator[Finding]:
    """R206: the names that are the first to take in too many. Whatever refers to them takes in
    more, but is not the cause; neither is a circle."""
    crowded = [name for name in graph if _taken_in(graph, name) > NESTED_MOST]
    for name in crowded:
        targets = {str(reference.link) for reference in graph[name]}
        if targets.isdisjoint(crowded):
            marks = dict.fromkeys(reference.link.mark for reference in graph[name])
            yield error("R206", *marks, name=name, most=NESTED_MOST)


def _taken_in(graph: Graph, name: str) -> int:
    """How many names `name` takes in; counted no further than is needed to say: too many."""
    waiting = list(graph[name])
    taken = 0
    while waiting and taken <= NESTED_MOST:
        taken += 1
        waiting += graph[str(waiting.pop().link)]
    return taken


CHECKS = (nested_names,)
