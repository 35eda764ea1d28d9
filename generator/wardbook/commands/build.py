"""`wardbook build`: steps 1 to 7, from the plan to the site and the PDFs."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from wardbook.build import steps
from wardbook.build.publish import MANIFEST, may_replace
from wardbook.build.up_to_date import is_fresh, remember
from wardbook.commands.edition_copy import edition_copy
from wardbook.commands.output import make_output, refuse_unknown
from wardbook.commands.workspace import Refused, Workspace
from wardbook.editions.last_builds import last_two_builds
from wardbook.editions.sheet_inputs import sheet_inputs
from wardbook.folders import BUILD, CACHE, EDITIONS, PARTIAL, SOURCE
from wardbook.machine import PDF
from wardbook.options import OK, Options
from wardbook.plan.project import Project
from wardbook.report.sheet_changes_text import changes_text
from wardbook.unfinished import remove_left_stages


def build(options: Options, edition: str = "") -> int:
    """Build what was asked for, or the same of an issued `edition`. A failure leaves the last good
    output as it is."""
    space = Workspace(options)
    with space.lock(BUILD):
        if edition:
            return _build_edition(options, edition)
        return _build(space)


def _build_edition(options: Options, edition: str) -> int:
    """Build an edition from its record alone. Raises Refused for an edition that there is not."""
    target = options.output or options.project / BUILD / PARTIAL / edition
    with edition_copy(options.project, edition) as copied:
        return _build(Workspace(options.changed(project=copied, output=target)))


def _build(space: Workspace) -> int:
    options, started = space.options, time.perf_counter()
    # Of a release or a build that was killed: what stands there may be fresh all the same
    remove_left_stages(options.project / CACHE / EDITIONS / BUILD)
    remove_left_stages(options.target)
    inputs = steps.inputs(options)
    if is_fresh(options.project, options.target, inputs, MANIFEST):
        # So its findings stopped nothing, and have been shown
        space.say("build_fresh", target=options.target, index=_index(options))
        return OK
    if options.parts != ("site",):
        space.need(PDF)
    # Before the plan is read: what is edited meanwhile is not taken for what is built
    made_of = sheet_inputs(options.project)
    plan = space.open_sound()
    space.need_drawings(plan.project)
    if "site" in options.parts:
        space.need_host(plan.project)
    space.show_found(plan)
    chosen = _with_ids(options, plan.project)
    refuse_unknown(chosen, plan.project)
    _refuse_target(chosen)
    with space.progress.working("building"):
        files = make_output(space.with_options(chosen), plan, made_of)
    remember(options.project, options.target, inputs, MANIFEST)
    space.progress.figures(files)
    _show_changes(chosen)
    seconds = f"{time.perf_counter() - started:.1f}"
    space.say("build_done", seconds=seconds, target=options.target, index=_index(options))
    return OK


def _show_changes(options: Options) -> None:
    """Say which sheets changed since the whole build before, if there was one for the audience."""
    before, last = last_two_builds(options.project, options.audience)
    if before and last and not options.filtered:
        sys.stderr.write(changes_text(before, last, options.ui_language))


def _with_ids(options: Options, project: Project) -> Options:
    """The options with departments by their ids; what the plan does not have stays as it is."""
    ids = []
    for name in options.departments:
        department = project.department(name)
        ids.append(str(department.id) if department else name)
    return options.changed(departments=tuple(ids))


def _refuse_target(options: Options) -> None:
    """Raises Refused for a folder that no build may replace, or no build of a part."""
    if options.filtered and options.target.resolve() == (options.project / BUILD).resolve():
        raise Refused("part_over_whole", name=options.target)
    if not may_replace(options.target, options.project / SOURCE):
        raise Refused("output_not_ours", name=options.target)


def _index(options: Options) -> Path:
    """What to open first."""
    if "site" in options.parts:
        return options.target / "site" / "index.html"
    return options.target
