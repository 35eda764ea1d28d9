"""What is gathered while the files of a plan are read: findings, sources, data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from weakref import WeakValueDictionary

from pydantic import ValidationError

from wardbook.findings import Finding
from wardbook.folders import SOURCE
from wardbook.plan.data import Data
from wardbook.plan.model.base import Base
from wardbook.plan.model.scalars import ONLY_LANGUAGE
from wardbook.plan.reader import LIST_LIMITS, PLAN_LIMITS, Document, Limits, read

PRICES = "prices.yml"
"""The price list of an edition: what `wardbook prices` prints."""

Model = TypeVar("Model", bound=Base)


class Tree:
    """Data that is known by which it is, and not by what it says: the reader gives the same tree
    for the same file, which nobody changes."""

    def __init__(self, data: Any) -> None:
        self.data = data

    def __hash__(self) -> int:
        return id(self.data)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Tree) and other.data is self.data


_KNOWN: WeakValueDictionary[tuple[type[Base], Tree, str], Base] = WeakValueDictionary()
"""Models that somebody holds, by what they were made of: two states of a plan that are compared
have most of them in common."""


def limits_of(path: Path) -> Limits:
    """How large the file at `path` may be: a price list is larger than anything that people
    write."""
    if path.name == PRICES and path.parent.name == SOURCE:
        return LIST_LIMITS
    return PLAN_LIMITS


@dataclass
class LoadContext:
    """What is gathered while the files are read."""

    root: Path
    instead: Mapping[Path, Document]
    findings: list[Finding] = field(default_factory=list)
    unread: set[tuple[str, str]] = field(default_factory=set)
    sources: dict[str, str] = field(default_factory=dict)
    languages: tuple[str, ...] = ()
    """Of pages and forms, once site.yml has been read."""
    data: dict[str, Data | None] = field(default_factory=dict)

    def read(self, path: Path) -> Document:
        """Read a file, and note what was found in it."""
        document = self.instead.get(path) or read(path, self.root, limits_of(path))
        self.findings += document.findings
        self.sources[document.file] = document.text
        self.data[document.file] = document.data
        return document

    def validate(self, model: type[Model], data: Any, file: str) -> Model | None:
        """The model of `data`; None where it is none, which is noted."""
        try:
            # A project of one language writes its texts plain
            only = self.languages[0] if len(self.languages) == 1 else ""
            place = (model, Tree(data), only)
            known = _KNOWN.get(place)
            if not isinstance(known, model):
                known = model.model_validate(data, context={ONLY_LANGUAGE: only})
                _KNOWN[place] = known
            return known
        except ValidationError as problem:
            # Knows the models of all blocks, for what is wrong with one
            from wardbook.plan.validation import shape_findings

            self.findings += shape_findings(problem, data, file, self.languages)
            return None
