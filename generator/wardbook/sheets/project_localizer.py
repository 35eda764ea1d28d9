"""The localizer of a project in one of its languages, with the phrases of its theme."""

from __future__ import annotations

from pathlib import Path

from wardbook.plan.project import Project
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.procedures.cards import has_card
from wardbook.theme import house_spelling, theme_roots, words


def localizer_for(project: Project, language: str) -> Localizer:
    """The localizer of one language, with the theme's phrases."""
    phrases = words(_roots(project), "phrases", language)
    return Localizer(project, language, phrases, _carded(project))


def in_house_spelling(localizer: Localizer, said: str) -> str:
    """Words of the program that stand outside its theme, spelt as the house spells."""
    return house_spelling(_roots(localizer.project), localizer.language, said)


def _roots(project: Project) -> tuple[Path, ...]:
    return theme_roots(Path(project.root), project.site.layers)


def _carded(project: Project) -> frozenset[str]:
    """Departments that have a card."""
    departments = project.departments.values()
    return frozenset(str(one.id) for one in departments if has_card(project, one))
