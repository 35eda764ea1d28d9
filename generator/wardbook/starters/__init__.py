"""What `wardbook new` writes: a whole project from a starter, or one more entry in the project at
hand.

A starter is a folder of `projects/`; what every project has besides its plan stands in `common/`.
Nothing is overwritten."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from string import Template

from wardbook import __version__
from wardbook.folders import RECORDS, SOURCE
from wardbook.plan.schema import EDITOR, write_editor_settings
from wardbook.safe_write import naming_folder

_HERE = Path(__file__).parent
_PROJECTS = _HERE / "projects"
_CHECKOUT = _HERE.parent.parent.parent
"""Top of the repository when the program runs from one."""
_OURS = "hospital"
"""The starter whose plan is the product's own: it stands once, at the top of the repository and
beside its README in a wheel."""
_COMMON = {
    "mkdocs.yml": "mkdocs.yml",
    "gitignore": ".gitignore",
    "requirements.txt": "requirements.txt",
    "publish.yml": ".github/workflows/publish.yml",
    "guide-zh.md": "docs/zh/index.md",
    "guide-en.md": "docs/en/index.md",
}
"""File of `common/` → its place in the project. Names without a dot, so that no tool here takes
them for its own."""


def _plan(starter: str) -> Path:
    """Folder of a starter's plan."""
    own = _PROJECTS / starter / SOURCE
    if own.is_dir() or starter != _OURS:
        return own
    return _CHECKOUT / SOURCE


def _starters() -> tuple[str, ...]:
    """Names of the folders that hold a plan: the product's own first, the blank one last."""
    found: list[str] = []
    for path in _PROJECTS.iterdir():
        if _plan(path.name).is_dir():
            found.append(path.name)
    return tuple(sorted(found, key=lambda name: (name != _OURS, name == "blank", name)))


STARTERS = _starters()
"""Names of the starters, as written behind `wardbook new`."""

_OF_GIT = frozenset({".git"})
"""What may stand in the folder already: many begin with `git init`."""


def is_vacant(target: Path) -> bool:
    """Whether a project may be laid down at `target`: nothing is there, or an empty folder."""
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        return False
    return not target.exists() or {entry.name for entry in target.iterdir()} <= _OF_GIT


def lay_down(starter: str, target: Path) -> int:
    """Write the project of `starter` into the vacant folder `target`; returns the number of files.
    What fails halfway leaves nothing behind. Raises OSError where the folder can't be written."""
    target.mkdir(parents=True, exist_ok=True)
    with (
        naming_folder(target, target),
        tempfile.TemporaryDirectory(dir=target, prefix=".new-") as stage,
    ):
        made = Path(stage) / "project"
        made.mkdir(mode=0o755)
        for name, data in _files(starter):
            path = made / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        write_editor_settings(made)
        files = [path for path in made.rglob("*") if path.is_file()]
        for entry in sorted(made.iterdir()):
            shutil.move(entry, target / entry.name)
    return len(files)


def _files(starter: str) -> Iterator[tuple[str, bytes]]:
    """Name and content of every file of a project. Records of printed numbers are nobody else's."""
    plan = _plan(starter)
    for path in sorted(plan.rglob("*")):
        place = path.relative_to(plan)
        if path.is_file() and place.parts[0] != RECORDS:
            name = f"{SOURCE}/{place.as_posix()}"
            yield name, _with_schema(name, path.read_bytes())
    for name, target in _COMMON.items():
        yield target, _filled(_HERE / "common" / name).encode()
    about = (_PROJECTS / starter / "README.md").read_text(encoding="utf-8")
    yield "README.md", f"{about}\n{_filled(_HERE / 'common' / 'README.md')}".encode()


def _with_schema(name: str, data: bytes) -> bytes:
    """A file's content; YAML names its schema, pictures stay as they are."""
    if not name.endswith(".yml"):
        return data
    return with_schema(name, data.decode()).encode()


def _filled(path: Path) -> str:
    """A file of `common/` with the program's version in its place."""
    return Template(path.read_text(encoding="utf-8")).safe_substitute(version=__version__)


def with_schema(name: str, text: str) -> str:
    """The text of the YAML file `name` with a first line that names its schema, for editors that
    read no settings."""
    place = Path(name)
    kind = place.stem
    if len(place.parts) > 2:  # a folder of entries: `procedures/pharmacy.yml`
        kind = place.parts[1].removesuffix("s")
    up = "../" * (len(place.parts) - 1)
    return f"# yaml-language-server: $schema={up}{EDITOR}/schemas/{kind}.json\n{text}"
