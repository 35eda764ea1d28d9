"""The packs that come with the program, and those of a project beside them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from wardbook.plan.model.pack import RulePack
from wardbook.plan.project import Project
from wardbook.plan.reader import read

RULES = Path(__file__).parent / "packs"
"""Folder of the packs that come with the program."""


@cache
def library() -> Mapping[str, RulePack]:
    """Id → pack, in alphabetical order. The program's own files: they are tested, not checked."""
    packs = {}
    for path in sorted(RULES.glob("*.yml")):
        pack = RulePack.model_validate(read(path, RULES).data)
        packs[str(pack.id)] = pack
    return packs


def known(project: Project) -> Mapping[str, RulePack]:
    """Every pack that a project may switch on."""
    return {**project.packs, **library()}


def chosen(project: Project) -> tuple[RulePack, ...]:
    """The packs that a project has switched on, each once, in its order."""
    packs = known(project)
    found = {}
    for id in project.site.packs:
        if id in packs:
            found[str(id)] = packs[id]
    return tuple(found.values())
