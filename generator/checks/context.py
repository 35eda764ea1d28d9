"""What a rule may ask: the project, what could not be read, the day, and how much a hole weighs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from generator.findings import Finding, Mark, error, warning
from generator.source.project import Project
from generator.source.text import Link


@dataclass(frozen=True)
class Context:
    """Given to every rule."""

    project: Project
    unread: frozenset[tuple[str, str]]
    today: date

    @property
    def issued(self) -> bool:
        """Whether the plan is issued: holes block then, in a draft they warn."""
        return str(self.project.site.status) == "issued"

    def hole(self, code: str, *marks: Mark, **arguments: object) -> Finding:
        """A missing part: an error in an issued plan, a warning in a draft."""
        return (error if self.issued else warning)(code, *marks, **arguments)

    def silent(self, link: Link) -> bool:
        """Whether `link` names something that exists but could not be read: that has been reported already."""
        kinds = {"procedure" if kind == "step" else kind for kind in link.kinds}
        return any((kind, "*") in self.unread or (kind, link.id) in self.unread for kind in kinds)


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
