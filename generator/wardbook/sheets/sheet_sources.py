"""What the sheets of a project are made from: what an audience may see, on paper and on walls, in
each language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from wardbook.plan.data import Scalar
from wardbook.plan.project import Project
from wardbook.rules.coverage import Standing, coverage
from wardbook.sheets.audience import for_audience, narrower
from wardbook.sheets.making import SheetSources
from wardbook.sheets.project_localizer import localizer_for
from wardbook.sheets.stamping import is_draft
from wardbook.sheets.telephone import with_grouped_numbers

WALL = "posted"
"""Cards hang on walls: they never show more than this audience may see."""


def sheet_sources(
    project: Project, audience: str, languages: tuple[str, ...] = ()
) -> Iterator[SheetSources]:
    """What the sheets of each of `languages` (default: all of the project) are made from."""
    visible = with_grouped_numbers(for_audience(project, audience))
    wall = with_grouped_numbers(for_audience(project, narrower(audience, WALL)))
    rules = tuple(_rules(project, visible))
    of_forms = tuple(localizer_for(visible, code) for code in visible.form_languages)
    for language in languages or project.languages:
        on_wall = localizer_for(wall, language)
        # Cards are made for walls: sheets lead to those alone that there are
        localizer = replace(localizer_for(visible, language), carded=on_wall.carded)
        yield SheetSources(localizer, on_wall, of_forms, rules)


def _rules(project: Project, visible: Project) -> Iterator[Standing]:
    """How the whole plan stands to the rules of the packs that the audience may see."""
    hidden = set(project.packs) - set(visible.packs)
    if project.editions and is_draft(project):
        # What an edition must have is asked of the draft of the next one, too: else the annex would
        # change with the first edit
        status = Scalar("issued", project.site.at)
        project = replace(project, site=project.site.model_copy(update={"status": status}))
    for standing in coverage(project, project.site.edition.date):
        if str(standing.pack.id) not in hidden:
            yield standing
