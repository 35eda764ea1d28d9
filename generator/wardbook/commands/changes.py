"""`wardbook changes`: which sheets changed in the last build, and what to print again."""

from __future__ import annotations

import sys

from wardbook.commands.workspace import Refused, Workspace
from wardbook.editions.last_builds import last_two_builds
from wardbook.options import OK, Options
from wardbook.report.sheet_changes_json import changes_json
from wardbook.report.sheet_changes_text import changes_text


def show_changes(options: Options) -> int:
    """Write how the last whole build for an audience differs from the one before it, as text or
    JSON. Raises Refused when there are not two."""
    space = Workspace(options)
    before, last = last_two_builds(options.project, options.audience)
    if last is None:
        raise Refused("changes_no_build", audience=options.audience)
    if before is None:
        space.say("changes_first", audience=options.audience)
        return OK
    if options.form == "json":
        sys.stdout.write(changes_json(before, last))
    else:
        sys.stdout.write(changes_text(before, last, options.ui_language))
    return OK
