"""Where a state of a plan that a user names is found: an edition, a folder, a revision of git."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wardbook.folders import DOCS, EDITIONS, SETTINGS, SOURCE
from wardbook.theme import own_theme

WORKING_COPY = ""
"""What stands for the plan as it is now."""
_THEME = "theme"
_NOT_COMPARED = (":(exclude)theme/fonts", ":(exclude)theme/vendor")
"""What of a theme decides no words: most of its size."""


class UnknownState(Exception):
    """Nothing of this name can be compared."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@contextmanager
def state_root(project: Path, name: str) -> Iterator[Path]:
    """The folder that holds the state `name` of a project, with its `plan_source/`.

    A revision of git is laid down in a folder that is gone afterwards. Raises UnknownState.
    """
    known = _folder(project, name)
    if known:
        yield known
        return
    archive = _archive(project, name)
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(archive)) as packed:
            _unpack(packed, folder)
        yield Path(folder)


def _unpack(packed: tarfile.TarFile, folder: str) -> None:
    """Lay an archive of git's down. Python before 3.11.4 has no filter that keeps all inside
    `folder`; what is no plain file or folder, or leads out, is left out by hand."""
    for member in packed.getmembers():
        inside = not Path(member.name).is_absolute() and ".." not in Path(member.name).parts
        if inside and (member.isfile() or member.isdir()):
            packed.extract(member, folder, set_attrs=False)


def _folder(project: Path, name: str) -> Path | None:
    if name in (WORKING_COPY, "."):
        return project
    edition = project / SOURCE / EDITIONS / name
    for folder in (edition, Path(name)):
        if (folder / SOURCE).is_dir():
            return folder
    return None


def _archive(project: Path, name: str) -> bytes:
    """The plan as it was in a revision, and the project's own theme, as a tar archive."""
    commit = _git(project, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}").strip()
    if not commit or name.startswith("-"):
        raise UnknownState(name)
    wanted = []
    for folder in (SOURCE, _THEME):
        if folder == _THEME and not own_theme(project):
            continue
        if _git(project, "ls-tree", "--name-only", commit.decode(), folder):
            wanted.append(folder)
    if SOURCE not in wanted:
        raise UnknownState(name)
    return _git(project, "archive", "--format=tar", commit.decode(), *wanted, *_NOT_COMPARED)


def commit_of(project: Path) -> str:
    """The commit that a project's plan, theme and guide stand at; empty where something of them is
    not committed, or the project is no repository of its own."""
    top = _git(project, "rev-parse", "--show-toplevel").decode().strip()
    if not top or Path(top).resolve() != project.resolve():
        return ""
    inputs = [name for name in (SOURCE, _THEME, DOCS, SETTINGS) if (project / name).exists()]
    if _git(project, "status", "--porcelain", "--", *inputs):
        return ""
    return _git(project, "rev-parse", "HEAD").decode().strip()


def _git(project: Path, *arguments: str) -> bytes:
    """What git says; nothing where it fails, or there is none."""
    try:
        done = subprocess.run(
            ("git", "-C", str(project), *arguments), capture_output=True, check=False
        )
    except OSError:
        return b""
    return done.stdout if done.returncode == 0 else b""
