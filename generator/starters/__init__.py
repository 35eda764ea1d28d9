"""What `wardbook new` writes: a whole project from a starter, or one more entry in the project at hand.

A starter is a folder of `projects/`; what every project has besides its plan stands in `common/`. Nothing is overwritten.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from string import Template

from generator import __version__
from generator.source.schema import EDITOR, write_editor_settings

STARTERS = ("hospital", "company", "bureau", "articles", "group", "blank")
"""Names of the starters, as written behind `wardbook new`."""

_HERE = Path(__file__).parent
_COMMON = {
    "mkdocs.yml": "mkdocs.yml",
    "gitignore": ".gitignore",
    "requirements.txt": "requirements.txt",
    "publish.yml": ".github/workflows/publish.yml",
    "guide-zh.md": "docs/zh/index.md",
    "guide-en.md": "docs/en/index.md",
}
"""File of `common/` → its place in the project. Names without a dot, so that no tool here takes them for its own."""

_OF_GIT = frozenset({".git"})
"""What may stand in the folder already: many begin with `git init`."""


def is_vacant(target: Path) -> bool:
    """Whether a project may be laid down at `target`: nothing is there, or an empty folder."""
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        return False
    return not target.exists() or {entry.name for entry in target.iterdir()} <= _OF_GIT


def lay_down(starter: str, target: Path) -> int:
    """Write the project of `starter` into the vacant folder `target`; returns the number of files. What fails halfway
    leaves nothing behind."""
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target, prefix=".new-") as stage:
        made = Path(stage) / "project"
        made.mkdir(mode=0o755)
        for name, text in _files(starter):
            path = made / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        write_editor_settings(made)
        count = sum(path.is_file() for path in made.rglob("*"))
        for entry in sorted(made.iterdir()):
            shutil.move(entry, target / entry.name)
    return count


def _files(starter: str) -> Iterator[tuple[str, str]]:
    """Name and text of every file of a project."""
    source = _HERE / "projects" / starter
    for path in sorted((source / "plan_source").rglob("*")):
        if path.is_file():
            name = path.relative_to(source).as_posix()
            yield name, with_schema(name, path.read_text(encoding="utf-8"))
    for name, place in _COMMON.items():
        yield place, _filled(_HERE / "common" / name)
    yield (
        "README.md",
        (source / "README.md").read_text(encoding="utf-8") + "\n" + _filled(_HERE / "common" / "README.md"),
    )


def _filled(path: Path) -> str:
    return Template(path.read_text(encoding="utf-8")).safe_substitute(version=__version__)


def with_schema(name: str, text: str) -> str:
    """The text of the YAML file `name` with a first line that names its schema, for editors that read no settings."""
    place = Path(name)
    if place.suffix != ".yml":
        return text
    kind = place.stem if len(place.parts) == 2 else place.parts[1].removesuffix("s")
    up = "../" * (len(place.parts) - 1)
    return f"# yaml-language-server: $schema={up}{EDITOR}/schemas/{kind}.json\n{text}"
