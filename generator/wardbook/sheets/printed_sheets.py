"""The sheets of a project and which of them its manuals bind: all that two states of a plan are
compared by. Front leaves, pages of the site and what they need are not made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from wardbook.plan.project import Project
from wardbook.sheets.bound_sheets import (
    ManualSheets,
    department_sheets,
    leaf_sheets,
    plan_sheets,
)
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.making import SheetSources
from wardbook.sheets.plan_facts import in_order
from wardbook.sheets.sheet import Stamped
from wardbook.sheets.sheet_set import SheetSet, make_sheets
from wardbook.sheets.sheet_sources import sheet_sources
from wardbook.sheets.stamping import edition_words, stamped_sheets
from wardbook.sheets.units import plan_run


@dataclass(frozen=True)
class PrintedSheets:
    """What one audience is given in one language: as in its book, by which a `Book` can stand in
    for it."""

    language: str
    audience: str
    edition: str
    sheets: Mapping[str, Stamped]
    handed_out: tuple[ManualSheets, ...]
    """All that copies are registered of."""


def printed_sheets(project: Project, audience: str) -> tuple[PrintedSheets, ...]:
    """The sheets of each language of a project."""
    return tuple(map(_of_language, sheet_sources(project, audience)))


def _of_language(sources: SheetSources) -> PrintedSheets:
    localizer = sources.localizer
    content = make_sheets(sources)
    return PrintedSheets(
        language=localizer.language,
        audience=localizer.project.audience,
        edition=edition_words(localizer),
        sheets=stamped_sheets(sources, content),
        handed_out=tuple(_handed_out(localizer, content)),
    )


def _handed_out(localizer: Localizer, content: SheetSet) -> Iterator[ManualSheets]:
    """The manual of each department that has one, the complete plan, then single leaves."""
    for own in content.with_work():
        yield department_sheets(localizer, content, own)
    plans = in_order(localizer.project.plans)
    runs = [plan_run(localizer.project, content, plan) for plan in plans]
    yield plan_sheets(localizer, content, runs)
    yield from leaf_sheets(localizer, content)
