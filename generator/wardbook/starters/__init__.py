"""What `wardbook new` writes: a whole project from a starter, or one more entry in the project at
hand.

A starter is a folder of `projects/`; what every project has besides its plan stands in `common/`.
The program itself comes along, so that a project needs nothing else. Nothing is overwritten."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from string import Template

from wardbook.folders import RECORDS, SOURCE
from wardbook.plan.reader import read
from wardbook.plan.schema import EDITOR, write_editor_settings
from wardbook.safe_write import naming_folder
from wardbook.starters.one_language import in_one_language
from wardbook.starters.wheel import CHECKOUT, own_wheel, runs_from_checkout

_HERE = Path(__file__).parent
_PROJECTS = _HERE / "projects"
_OURS = "hospital"
"""The starter whose plan is the product's own: it stands once, at the top of the repository and
beside its README in a wheel."""
_COMMON_FOLDER = _HERE / "common"
_COMMON = {
    "Makefile": "Makefile",
    "setup.sh": "setup.sh",
    "airgap.sh": "airgap.sh",
    "publish.sh": "publish.sh",
    "mkdocs.yml": "mkdocs.yml",
    "gitignore": ".gitignore",
    "gitattributes": ".gitattributes",
    "guide-zh.md": "docs/zh/index.md",
    "guide-en.md": "docs/en/index.md",
}
"""File of `common/` → its place in the project. Names without a dot, so that no tool here takes
them for its own."""
_CI = {
    "github": ".github/workflows/publish.yml",
    "gitlab": ".gitlab-ci.yml",
    "gitee": ".workflow/wardbook.yml",
}
"""Service that runs checks on a push → place of its file, which stands in `common/ci/`."""
CI_SERVICES = (*_CI, "none")
"""What may be chosen for `--ci`."""
_README_LANGUAGES = ("zh", "en")
_README_STAND_IN = "en"
"""Language of the README for who reads none of these."""
_LOCK = "requirements.lock"


def _plan(starter: str) -> Path:
    """Folder of a starter's plan."""
    own = _PROJECTS / starter / SOURCE
    if own.is_dir() or starter != _OURS:
        return own
    return CHECKOUT / SOURCE


def _starters() -> tuple[str, ...]:
    """Names of the folders that hold a plan: the product's own first, the blank one last."""
    found: list[str] = []
    for path in _PROJECTS.iterdir():
        if _plan(path.name).is_dir():
            found.append(path.name)
    return tuple(sorted(found, key=lambda name: (name != _OURS, name == "blank", name)))


STARTERS = _starters()
"""Names of the starters, as written behind `wardbook new`."""


def languages_of(starter: str) -> tuple[str, ...]:
    """The languages that a starter is written in, its first one first."""
    site = read(_plan(starter) / "site.yml", _plan(starter)).data
    listed = site["languages"] if isinstance(site, dict) else None
    assert isinstance(listed, list)
    return tuple(map(str, listed))


_OF_GIT = frozenset({".git"})
"""What may stand in the folder already: many begin with `git init`."""


def is_vacant(target: Path) -> bool:
    """Whether a project may be laid down at `target`: nothing is there, or an empty folder."""
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        return False
    return not target.exists() or {entry.name for entry in target.iterdir()} <= _OF_GIT


def lay_down(
    starter: str, target: Path, *, ci: str = "github", language: str = "en", only: str = ""
) -> int:
    """Write the project of `starter` into the vacant folder `target`; returns the number of files.

    `ci` is one of `CI_SERVICES`; README.md is written in `language`, where there is one. `only`:
    the one language of the project, one of `STARTER_LANGUAGES`; empty: all of the starter's. What
    fails halfway leaves nothing behind. Raises OSError where the folder can't be written, and
    NoWheelError where the program can't be packed."""
    carried = dict(_files(starter, ci, only or language, only))
    target.mkdir(parents=True, exist_ok=True)
    with (
        naming_folder(target, target),
        tempfile.TemporaryDirectory(dir=target, prefix=".new-") as stage,
    ):
        made = Path(stage) / "project"
        made.mkdir(mode=0o755)
        for name, data in carried.items():
            path = made / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        write_editor_settings(made)
        files = [path for path in made.rglob("*") if path.is_file()]
        for entry in sorted(made.iterdir()):
            shutil.move(entry, target / entry.name)
    return len(files)


def _files(starter: str, ci: str, language: str, only: str) -> Iterator[tuple[str, bytes]]:
    """Name and content of every file of a project."""
    yield from _plan_files(starter, only)
    for name, target in _COMMON.items():
        yield target, (_COMMON_FOLDER / name).read_bytes()
    yield from _readmes(starter, language)
    if ci in _CI:
        yield _CI[ci], (_COMMON_FOLDER / "ci" / f"{ci}.yml").read_bytes()
    wheel = own_wheel()
    yield f"wheels/{wheel.name}", wheel.data
    wanted = Template((_COMMON_FOLDER / "requirements.txt").read_text(encoding="utf-8"))
    filled = wanted.substitute(wheel=wheel.name, sha256=wheel.sha256, lock=_locked())
    yield "requirements.txt", filled.encode()


def _plan_files(starter: str, only: str) -> Iterator[tuple[str, bytes]]:
    """The plan, in the language `only` where one is given. Records of printed numbers are nobody
    else's."""
    plan = _plan(starter)
    for path in sorted(plan.rglob("*")):
        place = path.relative_to(plan)
        if path.is_file() and place.parts[0] != RECORDS:
            name = f"{SOURCE}/{place.as_posix()}"
            yield name, _with_schema(name, path.read_bytes(), only)


def _readmes(starter: str, language: str) -> Iterator[tuple[str, bytes]]:
    """README.md in `language`, and a file beside it for each other one: what the starter is, then
    what is alike in all."""
    first = language
    if language not in _README_LANGUAGES:
        first = _README_STAND_IN
    places = {written: f"README.{written}.md" for written in _README_LANGUAGES}
    places[first] = "README.md"
    for written, other in (_README_LANGUAGES, _README_LANGUAGES[::-1]):
        name = f"README.{written}.md"
        about = (_PROJECTS / starter / name).read_text(encoding="utf-8")
        use = Template((_COMMON_FOLDER / name).read_text(encoding="utf-8"))
        yield places[written], f"{about}\n{use.substitute(other=places[other])}".encode()


def _locked() -> str:
    """All that the program needs, with versions and hashes; without the lines that say how the
    repository makes its list."""
    lock = _COMMON_FOLDER / _LOCK
    if runs_from_checkout():
        lock = CHECKOUT / _LOCK
    lines = lock.read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("#"))


def _with_schema(name: str, data: bytes, only: str) -> bytes:
    """A file's content; YAML names its schema, pictures stay as they are."""
    if not name.endswith(".yml"):
        return data
    text = data.decode()
    if only:
        text = in_one_language(text, only)
    return with_schema(name, text).encode()


def with_schema(name: str, text: str) -> str:
    """The text of the YAML file `name` with a first line that names its schema, for editors that
    read no settings."""
    place = Path(name)
    kind = place.stem
    if len(place.parts) > 2:  # a folder of entries: `procedures/pharmacy.yml`
        kind = place.parts[1].removesuffix("s")
    up = "../" * (len(place.parts) - 1)
    return f"# yaml-language-server: $schema={up}{EDITOR}/schemas/{kind}.json\n{text}"
