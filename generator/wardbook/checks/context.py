"""What a rule may ask: the project, what could not be read, the day, and how much a hole weighs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from pydantic import BaseModel

from wardbook.findings import Finding, Mark, error, warning
from wardbook.plan.model.plan import Plan
from wardbook.plan.project import Project, texts
from wardbook.plan.text import Link, Text


@dataclass(frozen=True)
class Context:
    """Given to every rule."""

    project: Project
    unread: frozenset[tuple[str, str]]
    today: date

    @cached_property
    def texts(self) -> tuple[tuple[BaseModel, Text], ...]:
        """Every text of the project with the top-level model that holds it: many rules read them all."""
        return tuple((model, text) for model in self.project.models() for text in texts(model))

    def issued(self, model: BaseModel | None = None) -> bool:
        """Whether what is said is in force: holes block then, in a draft they warn. A plan may have a status of its own."""
        status = model.status if isinstance(model, Plan) and model.status else self.project.site.status
        return str(status) == "issued"

    def hole(self, code: str, *marks: Mark, model: BaseModel | None = None, **arguments: object) -> Finding:
        """A missing part (of `model`): an error where it is issued, a warning in a draft."""
        return (error if self.issued(model) else warning)(code, *marks, **arguments)

    def silent(self, link: Link) -> bool:
        """Whether `link` names something that exists but could not be read: that has been reported already."""
        holders = {"step": "procedure", "body": "plan", "programme": "plan"}
        if {"body", "programme"} & set(link.kinds) and self.lacks("plan"):
            return True
        kinds = {holders.get(kind, kind) for kind in link.kinds}
        return any((kind, "*") in self.unread or (kind, link.id) in self.unread for kind in kinds)

    def lacks(self, *kinds: str) -> bool:
        """Whether some entry of `kinds` could not be read, so that nobody can say what it would have named."""
        return any(kind in kinds for kind, _ in self.unread)


def cycles(graph: Mapping[str, Iterable[str]]) -> list[tuple[str, ...]]:
    """Each cycle of a graph once, as its nodes in order. Iterative, so that depth costs no recursion."""
    found: dict[frozenset[str], tuple[str, ...]] = {}
    done: set[str] = set()
    for root in graph:
        path: list[str] = []
        on_path: set[str] = set()
        stack: list[tuple[str, bool]] = [(root, False)]
        while stack:
            node, leaving = stack.pop()
            if leaving:
                path.pop()
                on_path.discard(node)
                done.add(node)
            elif node in on_path:
                cycle = tuple(path[path.index(node) :])
                found.setdefault(frozenset(cycle), cycle)
            elif node not in done:
                path.append(node)
                on_path.add(node)
                stack.append((node, True))
                stack += [(following, False) for following in reversed(list(graph.get(node, ())))]
    return list(found.values())


def failed_with(project: Project, down: Iterable[str]) -> frozenset[str]:
    """Systems that are down, with everything that stands on them, directly or not."""
    on_it: dict[str, list[str]] = {}
    for id, system in project.systems.items():
        for link in system.depends_on:
            on_it.setdefault(link.id, []).append(id)
    waiting = list(down)
    found: set[str] = set()
    while waiting:
        failed = waiting.pop()
        if failed not in found:
            found.add(failed)
            waiting += on_it.get(failed, [])
    return frozenset(found)


def together(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Findings that say the same, as one with all their places: one cause is one finding."""
    found: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        found.setdefault((finding.code, finding.severity, finding.arguments), []).append(finding)
    for same in found.values():
        yield replace(same[0], marks=tuple(dict.fromkeys(mark for finding in same for mark in finding.marks)))
