"""`wardbook check`: every finding of the plan, in the form asked for."""

from __future__ import annotations

import sys
from dataclasses import replace

from wardbook.checks import Skipped
from wardbook.commands.workspace import OpenedPlan, Workspace
from wardbook.findings import ordered
from wardbook.machine import PDF
from wardbook.options import Options
from wardbook.report.formats import write_findings
from wardbook.report.sarif import as_sarif


def check(options: Options, *, paper: bool = False, search: bool = False) -> int:
    """Check the plan and write what was found. `paper`: lay out what a build would print, too;
    `search`: ask the site's search what people ask."""
    space = Workspace(options)
    if paper:
        space.need(PDF)
    plan = space.open()
    if paper:
        plan = _with_paper(space, plan)
    if search and plan.loaded.project:
        # Loads the site and its search, which no other check needs
        from wardbook.commands.searches import with_searches

        plan = with_searches(space, plan)
    if options.form == "sarif":
        sys.stdout.write(as_sarif(plan.checked, options.ui_language) + "\n")
    else:
        sources = plan.loaded.sources
        write_findings(plan.checked, sources, options.form, options.ui_language, sys.stdout)
    return plan.status


def _with_paper(space: Workspace, plan: OpenedPlan) -> OpenedPlan:
    """The plan with what is wrong with its paper. A plan with errors is not laid out, which is
    said."""
    checked = plan.checked
    errors = [finding for finding in checked.findings if finding.blocks]
    if errors or plan.loaded.project is None:
        skipped = (*checked.skipped, Skipped("paper", "errors"))
        return replace(plan, checked=replace(checked, skipped=skipped))
    # Loads what lays pages out, which takes as long as the checks without it
    from wardbook.commands.output import draw_sheets, refuse_unknown

    refuse_unknown(space.options, plan.project)
    space.need_drawings(plan.project)
    problems = draw_sheets(space, plan)
    findings = ordered([*checked.findings, *problems])
    return space.judged(plan.loaded, replace(checked, findings=findings))
