"""`wardbook preview`: serves the site on this machine and rebuilds it on a save. A broken save leaves the last good site."""

from __future__ import annotations

import errno
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from wardbook.build.jobs import WorkerPool
from wardbook.build.leaks import guard_for, search_folder
from wardbook.commands.pipeline import leaks, load_books
from wardbook.commands.user_errors import REFUSALS, refused
from wardbook.folders import DOCS, SETTINGS, SOURCE
from wardbook.options import OK, WRONG_USE, Options
from wardbook.report.formats import write_findings
from wardbook.report.progress import Progress
from wardbook.site.build import SiteError, build_site
from wardbook.theme import forget_words, theme_roots

HOST = "127.0.0.1"
"""This machine only: a draft with duty numbers is nobody else's."""


def preview(options: Options, port: int) -> int:
    """Serve until interrupted; the exit status."""
    progress = Progress(sys.stderr, options.ui_language)
    with tempfile.TemporaryDirectory(prefix="wardbook-preview-") as folder:
        root = Path(folder) / "site"
        root.mkdir()
        rebuild(options, root, progress)
        try:
            with serving(options, root, port, lambda: rebuild(options, root, progress)) as server:
                progress.say("serving", address=server.url)
                server.serve()
        except KeyboardInterrupt:
            return OK
        except OSError as problem:
            if problem.errno != errno.EADDRINUSE:
                raise
            progress.say("port_taken", port=port)
            return WRONG_USE
    return OK


@contextmanager
def serving(
    options: Options, root: Path, port: int, rebuild: Callable[[], object]
) -> Iterator[LiveReloadServer]:
    """A server of the folder `root` that calls `rebuild` when a file of the project or the theme is saved."""
    server = LiveReloadServer(rebuild, HOST, port, str(root))
    project = options.project
    for path in (project / SOURCE, project / DOCS, project / SETTINGS, *theme_roots(project)):
        if path.exists():
            server.watch(str(path))
    try:
        yield server
    finally:
        server.shutdown()


def rebuild(options: Options, root: Path, progress: Progress) -> bool:
    """Build the site anew and put it in the place of `root`, or say what is wrong and leave `root` as it is."""
    started = time.perf_counter()
    stage = root.with_name("stage")
    shutil.rmtree(stage, ignore_errors=True)
    try:
        made = _build(options, stage)
    except SiteError as problem:
        sys.stderr.write(f"{problem}\n")
        made = False
    except REFUSALS as problem:
        refused(options, problem)
        made = False
    if not made:
        progress.say("still_showing")
        return False
    shutil.rmtree(root, ignore_errors=True)
    stage.rename(root)
    progress.say("rebuilt", seconds=f"{time.perf_counter() - started:.1f}")
    return True


def _build(options: Options, stage: Path) -> bool:
    """Build the site into `stage`, unless a finding stops it."""
    forget_words()
    books, checked, loaded = load_books(options)
    if checked.findings:
        write_findings(checked, loaded.sources, "text", options.ui_language, sys.stderr)
    if books:
        build_site(books, stage, options.project.resolve(), pdfs=False)
        assert loaded.project is not None
        guard = guard_for(loaded.project, options.audience)
        with WorkerPool(1) as pool:
            return not leaks(options, search_folder(guard, stage, pool))
    return False
