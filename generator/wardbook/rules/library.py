"""The packs that come with the program, and those of a project beside them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from wardbook.plan.model.pack import Pack
from wardbook.plan.project import Project
from wardbook.plan.reader import read

RULES = Path(__file__).parent / "packs"
"""Folder of the packs that come with the program."""


@cache
def library() -> Mapping[str, Pack]:
    """Id → pack, in alphabetical order. The files are the program's: they are tested, not checked."""
    documents = (read(path, RULES) for path in sorted(RULES.glob("*.yml")))
    packs = (Pack.model_validate(document.data) for document in documents)
    return {str(pack.id): pack for pack in packs}


def known(project: Project) -> Mapping[str, Pack]:
    """Every pack that a project may switch on."""
    return {**project.packs, **library()}


def chosen(project: Project) -> tuple[Pack, ...]:
    """The packs that a project has switched on, each once, in its order."""
    packs = known(project)
    return tuple(packs[id] for id in dict.fromkeys(map(str, project.site.packs)) if id in packs)
