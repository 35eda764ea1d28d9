"""`wardbook preview`: serves the site on this machine and rebuilds it on a save. A broken save
leaves the last good site."""

from __future__ import annotations

import contextlib
import errno
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from wardbook.build.jobs import WorkerPool
from wardbook.build.leaks import guard_for, search_folder, sought
from wardbook.build.searched import Searched
from wardbook.build.steps import look_of
from wardbook.commands.since_edition import with_changes
from wardbook.commands.user_errors import REFUSALS, refused
from wardbook.commands.workspace import Refused, Stopped, Workspace
from wardbook.folders import CACHE, DOCS, SETTINGS, SOURCE
from wardbook.machine import FLOWS, installing, missing
from wardbook.options import OK, Options
from wardbook.site.build import MKDOCS_PACKAGES, SiteError, build_site, server_is_there
from wardbook.site.kept_parts import KeptSite
from wardbook.site.moved import WrongMoveError
from wardbook.theme import forget_words, theme_roots

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

_TRIES, _PAUSE = 20, 0.1
"""How often the old site is tried to be replaced, and seconds between two tries."""
HOST = "127.0.0.1"
"""This machine only: a draft with duty numbers is nobody else's."""


def preview(options: Options, port: int) -> int:
    """Serve until interrupted. Returns the exit status."""
    space = Workspace(options)
    lacking = missing(FLOWS)
    if lacking:
        space.say("flows_not_drawn", command=installing(lacking))
    with tempfile.TemporaryDirectory(prefix="wardbook-preview-") as folder:
        root = Path(folder) / "site"
        root.mkdir()
        rebuild(space, root)
        try:
            with serving(options, root, port, lambda: rebuild(space, root)) as server:
                space.say("serving", address=server.url)
                server.serve()
        except KeyboardInterrupt:
            return OK
        except OSError as problem:
            if problem.errno != errno.EADDRINUSE:
                raise
            raise Refused("port_taken", port=port) from problem
    return OK


@contextmanager
def serving(
    options: Options, root: Path, port: int, rebuild: Callable[[], object]
) -> Iterator[LiveReloadServer]:
    """A server of the folder `root` that calls `rebuild` when a file of the project or the theme is
    saved."""
    if not server_is_there():
        raise Refused("no_server", command=f"pip install {MKDOCS_PACKAGES}")
    # Only here: a machine that builds may lack MkDocs
    module = import_module("mkdocs.livereload")
    server: LiveReloadServer = module.LiveReloadServer(rebuild, HOST, port, str(root))
    project = options.project
    for path in (project / SOURCE, project / DOCS, project / SETTINGS, *theme_roots(project)):
        if path.exists():
            server.watch(str(path))
    try:
        yield server
    finally:
        server.shutdown()


def rebuild(space: Workspace, root: Path) -> bool:
    """Build the site anew and put it in the place of `root`, or say what is wrong and leave `root`
    as it is."""
    started = time.perf_counter()
    stage = root.with_name("stage")
    shutil.rmtree(stage, ignore_errors=True)
    if not _is_built(space, stage):
        space.say("still_showing")
        return False
    _put_in_place(stage, root)
    space.say("rebuilt", seconds=f"{time.perf_counter() - started:.1f}")
    return True


def _put_in_place(stage: Path, root: Path) -> None:
    """Give the new site the name `root`. Windows refuses while somebody reads a page of the old
    one, which takes a moment."""
    for _ in range(_TRIES):
        shutil.rmtree(root, ignore_errors=True)
        with contextlib.suppress(OSError):
            stage.rename(root)
            return
        time.sleep(_PAUSE)
    stage.rename(root)


def _is_built(space: Workspace, stage: Path) -> bool:
    """Build the site into `stage`; whether that went well. Says what is wrong."""
    try:
        _build(space, stage)
    except Stopped:
        return False
    except (SiteError, WrongMoveError) as problem:
        sys.stderr.write(f"{problem}\n")
        return False
    except REFUSALS as problem:
        refused(space.options, problem)
        return False
    return True


def _build(space: Workspace, stage: Path) -> None:
    """Build the site into `stage`. Raises Stopped when a finding stops it."""
    forget_words()
    plan = space.open_sound()
    space.show_found(plan)
    project = space.options.project.resolve()
    books = with_changes(space, plan.project, space.books(plan.project))
    with space.progress.working("job_site"):
        look = look_of(space.options, books[0])
        kept = KeptSite(project / CACHE, look)
        draws = not missing(FLOWS)
        build_site(books, stage, project, pdfs=False, draws_flows=draws, kept=kept)
    guard = guard_for(plan.project, space.options.audience)
    with WorkerPool(1) as pool:
        searched = Searched(project / CACHE, ("preview", look, sought(guard)))
        space.stop_leaks(search_folder(guard, stage, pool, searched))
