"""`wardbook translations`: texts of which one language was edited and another was not, and
`translations confirm`: that they still say the same."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Sequence

from wardbook.commands.names import near
from wardbook.commands.workspace import Refused, Workspace
from wardbook.editions.stale_texts import CONFIRMED, confirmed_text, stale_texts
from wardbook.options import FOUND, OK, Options
from wardbook.report.stale_texts_text import stale_texts_json, stale_texts_text
from wardbook.safe_write import replace_file


def show_translations(options: Options) -> int:
    """Write the texts that are stale since the last edition. FOUND when there are some."""
    space = Workspace(options)
    plan = space.open()
    if plan.loaded.project is None:
        space.stop(plan)
    found = stale_texts(plan.project)
    if options.form == "json":
        sys.stdout.write(stale_texts_json(found))
    else:
        sys.stdout.write(stale_texts_text(found, options.ui_language))
    return FOUND if found else OK


def confirm(options: Options, texts: Sequence[str], day: datetime.date, *, every: bool) -> int:
    """Write down that stale texts still hold, all or none. Raises Refused for a text that is not
    stale."""
    space = Workspace(options)
    with space.writing():
        plan = space.open()
        if plan.loaded.project is None:
            space.stop(plan)
        found = stale_texts(plan.project)
        known = {stale.id for stale in found}
        for text in texts:
            if text not in known:
                raise Refused("translations_not_stale", text=text, near=near(text, known))
        chosen = []
        for stale in found:
            if every or stale.id in texts:
                chosen.append(stale.confirmation)
        file = options.project / CONFIRMED
        if not chosen:
            space.say("translations_confirmed", count=0, file=file)
            return OK
        text = confirmed_text(options.project, chosen, day.isoformat())
        file.parent.mkdir(parents=True, exist_ok=True)
        replace_file(file, text.encode("utf-8", "surrogateescape"))
    space.say("translations_confirmed", count=len(chosen), file=file)
    return OK
