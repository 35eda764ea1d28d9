"""What `wardbook check --search` does besides checking: it asks the search what people ask."""

from __future__ import annotations

from wardbook.checks import with_searches as with_waived
from wardbook.commands.workspace import OpenedPlan, Workspace
from wardbook.site.page_context import page_context
from wardbook.site.pages import pages
from wardbook.site.search.index import Language
from wardbook.site.search.trial import FIRST, NEAR, Try, finders, missed, missing_pages, tries


def with_searches(space: Workspace, plan: OpenedPlan) -> OpenedPlan:
    """The plan with what its searches do not find. How many do is said in a line for each
    language; that there are none is said, too."""
    searches = plan.project.searches
    if searches is None:
        space.say("search_none")
        return plan
    project = space.options.project
    languages: list[Language] = []
    for book in space.books(plan.project):
        context = page_context(book, project, "", draws_flows=False)
        languages.append((context, pages(context)))
    with space.progress.working("job_search"):
        asked = finders(languages)
        made = tuple(tries(searches, asked))
        problems = [*missing_pages(searches, asked), *missed(made)]
    for language in plan.project.languages:
        _say_hits(space, language, [one for one in made if one.language == language])
    checked = with_waived(plan.checked, plan.loaded, problems, space.today(plan.loaded))
    return space.judged(plan.loaded, checked)


def _say_hits(space: Workspace, language: str, made: list[Try]) -> None:
    first = near = nothing = 0
    for one in made:
        first += one.place == FIRST
        near += 0 < one.place <= NEAR
        nothing += not one.found
    space.say(
        "search_hits", language=language, count=len(made), first=first, near=near, nothing=nothing
    )
