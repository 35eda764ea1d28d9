"""`wardbook diff`: what differs between two states of the plan, in its own terms."""

from __future__ import annotations

import re
import sys
from dataclasses import replace

from wardbook.commands.plan_states import TwoStates, state_name, two_states
from wardbook.commands.workspace import Workspace
from wardbook.editions.kept_differences import keep_said, said_before
from wardbook.editions.named_states import WORKING_COPY
from wardbook.editions.plan_changes import plan_changes, visible_changes
from wardbook.editions.plan_state import PlanState
from wardbook.editions.redline import red_sheets
from wardbook.editions.sheet_list import MANUALS_FOR
from wardbook.editions.shown_on import PlanDifference, plan_difference
from wardbook.machine import PDF
from wardbook.options import OK, Options
from wardbook.plan.edition_loading import load_editions
from wardbook.plan.edition_records import latest
from wardbook.report.plan_changes_json import difference_json
from wardbook.report.plan_changes_text import difference_markdown, difference_text
from wardbook.sheets.audience import for_audience

_LAST_COMMIT = "HEAD"


def show_difference(options: Options, before: str | None, after: str | None) -> int:
    """Write how the state `after` (default: the working copy) differs from `before` (default: the
    last edition, or the last commit where none was issued), as text, Markdown or JSON.

    Raises Refused for a state that there is not, and Stopped for one with errors."""
    names = before or _last(options), after or WORKING_COPY
    with two_states(options, *names) as states:
        if options.form == "pdf":
            _print(options, _difference(options, states))
            return OK
        asked = (*names, *states.inputs, options.audience, options.form, options.ui_language)
        text = said_before(options.project, asked)
        if text is None:
            text = _said(options, _difference(options, states))
            keep_said(options.project, asked, text)
        sys.stdout.write(text)
    return OK


def _difference(options: Options, states: TwoStates) -> PlanDifference:
    """What differs, for the audience that was asked for."""
    old, new = states.opened()
    if options.audience == MANUALS_FOR:  # whoever edits the plan sees all of it
        changes = plan_changes(old.project, new.project)
    else:
        changes = visible_changes(old.project, new.project, options.audience)
        old, new = _seen(old), _seen(new)
    with Workspace(options).progress.working("job_books"):
        return plan_difference(old, new, changes)


def _said(options: Options, difference: PlanDifference) -> str:
    if options.form == "json":
        return difference_json(difference)
    if options.form == "markdown":
        return difference_markdown(difference, options.ui_language)
    return difference_text(difference, options.ui_language)


def _print(options: Options, difference: PlanDifference) -> None:
    """Write the redline of each language into a new folder. Raises Refused where one stands."""
    # Loads what lays pages out: no other form of a difference is printed
    from wardbook.build import steps
    from wardbook.build.publish import hand_over, staging  # likewise

    space = Workspace(options)
    space.need(PDF)
    old, new = difference.before, difference.after
    # What is called a path or a branch can't be a folder's name as it is
    named = [re.sub(r"[^\w.-]+", "-", state.name).strip("-.") for state in (old, new)]
    target = space.print_folder(f"redline-{'-'.join(named)}")
    changed = {}
    for book in new.books:
        changed[book.language] = tuple(red_sheets(old, new, book.language))
    with staging(target) as stage:
        with space.progress.working("job_print"):
            after = new.name
            if after == state_name(WORKING_COPY, options.ui_language):
                after = ""  # each language calls it what its leaves do
            made = steps.redline(options, new.books, stage, changed, (old.name, after))
        hand_over(stage, target)
    space.say("diff_printed", count=len(made), target=target)


def _seen(state: PlanState) -> PlanState:
    """A state of which nothing is left but what its audience may see."""
    return replace(state, project=for_audience(state.project, state.audience))


def _last(options: Options) -> str:
    last = latest(load_editions(options.project))
    return last.id if last else _LAST_COMMIT
