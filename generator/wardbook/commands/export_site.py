"""`wardbook export FOLDER`: the site as Markdown with all that it needs, for any other site
engine."""

from __future__ import annotations

from pathlib import Path

from wardbook.build.leaks import guard_for, search_files
from wardbook.build.publish import publish, staging
from wardbook.commands.since_edition import with_changes
from wardbook.commands.workspace import Refused, Workspace
from wardbook.options import OK, Options
from wardbook.site.export import MARK, MKDOCS_SETTINGS, exported


def export_site(options: Options, folder: Path) -> int:
    """Write every file into `folder`, whole or not at all. Raises Refused where somebody else's
    files stand there, and OSError for a full disk: what stood there stays then."""
    space = Workspace(options)
    plan = space.open_sound()
    space.keep_out_of_plan(folder)
    if not _may_replace(folder):
        raise Refused("export_exists", folder=folder)
    space.need_drawings(plan.project)
    books = with_changes(space, plan.project, space.books(plan.project))
    files = exported(books, options.project)
    space.stop_leaks(search_files(guard_for(plan.project, options.audience), files))
    with staging(folder) as stage:
        for name, made in files.items():
            path = stage / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(made)
        publish(stage, folder)
    space.say("export_done", count=len(files), folder=folder)
    return OK


def _may_replace(folder: Path) -> bool:
    """Whether there is nothing at `folder`, or what an earlier export has written."""
    if not folder.exists():
        return True
    if not folder.is_dir():
        return False
    settings = folder / MKDOCS_SETTINGS
    if settings.is_file():
        return settings.read_text(encoding="utf-8", errors="replace").startswith(MARK)
    return not any(folder.iterdir())
