"""Build fingerprints: whether everything that a build depends on is as it was. Content decides,
never modification times."""

from __future__ import annotations

import contextlib
import hashlib
import json
import sys
from collections.abc import Iterable, Sequence
from importlib import metadata
from pathlib import Path

from wardbook.folders import CACHE
from wardbook.machine import FLOWS, PARTS, PDF, is_there, version_of
from wardbook.safe_write import move
from wardbook.theme import product_theme, theme_roots

_TOOLS = (
    "mkdocs",
    "mkdocs-material",
    "weasyprint",
    "pikepdf",
    "uharfbuzz",
    "jinja2",
    "pydantic",
    "fonttools",
    "pyyaml",
)
_RECORD = "build.json"
PACKAGE = Path(__file__).parent.parent
"""The program, which decides the output too."""


def inputs_fingerprint(roots: Sequence[Path], options: Sequence[object]) -> str:
    """SHA-256 over the content of every file below `roots`, the options, and the versions of the
    tools that shape output, those of the machine included: another Pango breaks lines
    elsewhere."""
    digest = hashlib.sha256(repr([str(option) for option in options]).encode())
    digest.update(sys.version.encode())
    for tool in _TOOLS:
        digest.update(f"{tool}={_version(tool)}".encode())
    for part in PARTS:
        if part.purpose in (PDF, FLOWS) and is_there(part):
            digest.update(f"{part.name}={version_of(part)}".encode())
    for root in roots:
        digest.update(_contents(root))
    return digest.hexdigest()


def _contents(root: Path) -> bytes:
    """What the files below `root` are called, and a digest of what each holds."""
    found = []
    for path in _files(root):
        found.append(path.relative_to(root.parent).as_posix().encode() + b"\0")
        found.append(hashlib.sha256(path.read_bytes()).digest())
    return b"".join(found)


def look_digest(project: Path, layers: tuple[str, ...]) -> str:
    """Digest of all that decides how content is drawn in a project: theme and whose words it uses
    (`layers`), program and tools. What a sheet shows is part of its content, its pictures
    included."""
    # The theme of a checkout is the product's
    themes = dict.fromkeys(root.resolve() for root in (product_theme(), *theme_roots(project)))
    return inputs_fingerprint([*themes, PACKAGE], layers)


def _version(tool: str) -> str:
    """The version of a package; empty where it is not installed: the site does without MkDocs."""
    try:
        return metadata.version(tool)
    except metadata.PackageNotFoundError:
        return ""


def is_fresh(project: Path, target: Path, inputs: str, manifest: str) -> bool:
    """Whether `target` was made from `inputs`, its manifest is the one that was written then, and
    nobody has changed a file or taken it away since."""
    record = _records(project).get(str(target.resolve()))
    path = target / manifest
    if not record or not path.is_file():
        return False
    return record == [inputs, _sha(path)] and _is_whole(path)


def remember(project: Path, target: Path, inputs: str, manifest: str) -> None:
    """Record that `target` was made from `inputs`; targets that are gone are forgotten. Where there
    is no room for it, the output is whole all the same: the next build does not know it, and builds
    again."""
    with contextlib.suppress(OSError):
        _remember(project, target, inputs, manifest)


def _remember(project: Path, target: Path, inputs: str, manifest: str) -> None:
    records = {}
    for known, record in _records(project).items():
        if Path(known).is_dir():
            records[known] = record
    records[str(target.resolve())] = [inputs, _sha(target / manifest)]
    folder = project / CACHE
    folder.mkdir(exist_ok=True)
    temporary = folder / f"{_RECORD}.new"
    temporary.write_text(json.dumps(records, indent=1), encoding="utf-8")
    move(temporary, folder / _RECORD)


def _records(project: Path) -> dict[str, list[str]]:
    """Path of a target → the fingerprint of its inputs, and its manifest's; none where the file is
    missing or damaged."""
    try:
        found = json.loads((project / CACHE / _RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _is_whole(manifest: Path) -> bool:
    """Whether every file that the manifest names is there as it was written."""
    try:
        for file in json.loads(manifest.read_text(encoding="utf-8"))["files"]:
            path = manifest.parent / file["path"]
            # The size first: most of what is not whole is seen by it, and nothing need be read
            if path.stat().st_size != file["bytes"] or _sha(path) != file["sha256"]:
                return False
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return True


def _files(root: Path) -> Iterable[Path]:
    """Files below `root` (or `root` itself), sorted; byte code is not an input."""
    if root.is_file():
        return [root]
    found = []
    for path in root.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            found.append(path)
    return sorted(found)


def _sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
