"""`wardbook export FOLDER`: the site as Markdown, for any other site engine."""

from __future__ import annotations

from pathlib import Path

from wardbook.build.leaks import guard_for, search_texts
from wardbook.commands.since_edition import with_changes
from wardbook.commands.workspace import Workspace
from wardbook.options import OK, Options
from wardbook.site.build import exported, write_pages


def export_site(options: Options, folder: Path) -> int:
    """Write every page into `folder`."""
    space = Workspace(options)
    plan = space.open_sound()
    space.keep_out_of_plan(folder)
    space.need_drawings(plan.project)
    books = with_changes(space, plan.project, space.books(plan.project))
    texts = exported(books, options.project)
    space.stop_leaks(search_texts(guard_for(plan.project, options.audience), texts))
    write_pages(texts, folder)
    space.say("export_done", count=len(texts), folder=folder)
    return OK
