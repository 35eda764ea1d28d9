"""`wardbook json`: the whole checked plan as data for other programs."""

from __future__ import annotations

import sys

from wardbook.build.leaks import guard_for, search_texts
from wardbook.commands.workspace import Workspace
from wardbook.options import OK, Options
from wardbook.safe_write import replace_file
from wardbook.sheets.plan_json import plan_text


def export_json(options: Options) -> int:
    """Write the plan for an audience to standard output, or into a file."""
    space = Workspace(options)
    plan = space.open_sound()
    text = plan_text(plan.project, options.audience)
    guard = guard_for(plan.project, options.audience)
    space.stop_leaks(search_texts(guard, {"plan.json": text}))
    if options.output is None:
        sys.stdout.write(text)
        return OK
    space.keep_out_of_plan(options.output)
    replace_file(options.output, text.encode())
    space.say("json_done", file=options.output)
    return OK
