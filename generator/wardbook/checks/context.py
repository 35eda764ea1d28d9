"""What checks ask: the project, what could not be read, the day, how severe a missing part is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from pydantic import BaseModel

from wardbook.findings import Finding, Mark, error, warning
from wardbook.plan.data import Scalar
from wardbook.plan.model.pack import RulePack
from wardbook.plan.model.plan import Plan
from wardbook.plan.model.procedure import Procedure, Step
from wardbook.plan.model.words import Citation
from wardbook.plan.project import Project, texts
from wardbook.plan.text import Link, Text
from wardbook.rules.coverage import Standing, coverage
from wardbook.rules.instrument_numbers import StandardNumber, standard_numbers

_IDS_MOST = 8
"""Ids that a finding names one by one."""

_HELD_BY = {"step": "procedure"}
"""Kinds of which an entry stands in a file of another kind, which the link names."""

_IN_PLANS = frozenset(("body", "programme"))
"""Kinds that may stand in any plan: when one could not be read, nobody knows what it holds."""

Dated = tuple[Mark, date | None]
"""A place and the day on which somebody last looked at what stands there (None: nobody said so)."""


@dataclass(frozen=True)
class Context:
    """Given to every check.

    `unread` are kind and id of entries that could not be read (`*`: all of the kind). `code_points`
    are the characters that the vendored fonts print, None without fonts.
    """

    project: Project
    unread: frozenset[tuple[str, str]]
    today: date
    code_points: frozenset[int] | None

    @cached_property
    def texts(self) -> tuple[tuple[BaseModel, Text], ...]:
        """Every text with the top-level model that holds it; kept, because many checks ask."""
        found = []
        for model in self.project.models():
            for text in texts(model):
                found.append((model, text))
        return tuple(found)

    @cached_property
    def written(self) -> tuple[Scalar, ...]:
        """What is written in every text, but in the lists of citations and of rules."""
        found: list[Scalar] = []
        for model, text in self.texts:
            if not isinstance(model, Citation | RulePack):
                found += text.raw.values()
        return tuple(found)

    @cached_property
    def typed_standards(self) -> tuple[tuple[StandardNumber, Mark], ...]:
        """Numbers of standards in texts that are to name them by reference."""
        found = []
        if any(standard_numbers(self.all_written)):  # most plans name all of them by reference
            for scalar in self.written:
                for number in standard_numbers(scalar):
                    found.append((number, scalar.mark))
        return tuple(found)

    @cached_property
    def all_written(self) -> str:
        """All of `written`, a line each: what stands nowhere in it stands in no text."""
        return "\n".join(self.written)

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """How the plan stands to every rule that is switched on."""
        return coverage(self.project, self.today)

    def steps(self) -> Iterator[tuple[Procedure, str, Step]]:
        """Every step of every procedure, with its procedure and phase."""
        for procedure in self.project.procedures.values():
            for phase, step in procedure.steps():
                yield procedure, phase, step

    def issued(self, model: BaseModel | None = None) -> bool:
        """Whether `model`, or the project, is in force: missing parts are errors then.

        A plan may have a status of its own.
        """
        status = self.project.site.status
        if isinstance(model, Plan) and model.status:
            status = model.status
        return str(status) == "issued"

    def missing_part(
        self, code: str, *marks: Mark, model: BaseModel | None = None, **arguments: object
    ) -> Finding:
        """A missing part (of `model`): an error where it is issued, a warning in a draft."""
        if self.issued(model):
            return error(code, *marks, **arguments)
        return warning(code, *marks, **arguments)

    def names_unread(self, link: Link) -> bool:
        """Whether `link` names something that could not be read. That is reported already: checks
        say nothing more of it."""
        if _IN_PLANS.intersection(link.kinds) and self.lacks("plan"):
            return True
        for named in link.kinds:
            if self.is_unread(_HELD_BY.get(named, named), link.id):
                return True
        return False

    def is_unread(self, kind: str, id: str) -> bool:
        """Whether an entry could not be read, by itself or with all of its kind."""
        return (kind, "*") in self.unread or (kind, id) in self.unread

    def lacks(self, *kinds: str) -> bool:
        """Whether some entry of `kinds` could not be read, so that nobody can say what it names."""
        return any(kind in kinds for kind, _ in self.unread)


def cycles(graph: Mapping[str, Iterable[str]]) -> list[tuple[str, ...]]:
    """Each cycle of a graph once, as its nodes in order.

    Goes down the graph with a stack of its own, so that a long chain exhausts no recursion.
    """
    found: dict[frozenset[str], tuple[str, ...]] = {}
    done: set[str] = set()
    for root in graph:
        path: list[str] = []
        on_path: set[str] = set()
        stack = [(root, False)]  # each node twice: when it is entered, and when it is left
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
                for following in reversed(list(graph.get(node, ()))):
                    stack.append((following, False))
    return list(found.values())


def failed_with(project: Project, down: Iterable[str]) -> frozenset[str]:
    """Ids of systems that are down, with everything that depends on them, directly or not."""
    dependents: dict[str, list[str]] = {}
    for id, system in project.systems.items():
        for link in system.depends_on:
            dependents.setdefault(link.id, []).append(id)
    waiting = list(down)
    found: set[str] = set()
    while waiting:
        failed = waiting.pop()
        if failed not in found:
            found.add(failed)
            waiting += dependents.get(failed, [])
    return frozenset(found)


def together(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Findings that say the same, as one with all their places: one cause is one finding."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        said = (finding.code, finding.severity, finding.arguments)
        groups.setdefault(said, []).append(finding)
    for group in groups.values():
        marks: dict[Mark, None] = {}
        for finding in group:
            marks.update(dict.fromkeys(finding.marks))
        yield replace(group[0], marks=tuple(marks))


def older_than(
    context: Context, code: str, dated: Iterable[Dated], *, days: int
) -> Iterator[Finding]:
    """What was last looked at more than `days` ago, as one warning of `code`."""
    oldest = context.today
    marks = []
    for at, day in dated:
        if day and context.today - day > timedelta(days=days):
            marks.append(at)
            oldest = min(oldest, day)
    if marks:
        yield warning(code, *marks, days=days, oldest=oldest)


def absent_of(model: BaseModel, *fields: str) -> list[str]:
    """Those of the fields that the model does not have."""
    absent = []
    for field in fields:
        if getattr(model, field) is None:
            absent.append(field)
    return absent


def ids_of(links: Iterable[Link]) -> set[str]:
    """What the links name."""
    return {link.id for link in links}


def first_of(ids: Sequence[str]) -> str:
    """Ids in a row, the first few."""
    named = ", ".join(ids[:_IDS_MOST])
    if len(ids) > _IDS_MOST:
        return f"{named}…"
    return named
