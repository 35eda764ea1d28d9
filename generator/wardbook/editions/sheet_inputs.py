"""What the sheets of a plan are made of, as one digest: who looks again at the same plan need not
make them again. Content decides, never modification times."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from wardbook.folders import EDITIONS, SOURCE
from wardbook.plan.edition_records import DIGESTS, HEAD, SHEETS, record_folders
from wardbook.theme import own_theme, product_theme

_PROGRAM = Path(__file__).parent.parent
_LOOK = ("fonts", "vendor")
"""Folders of a theme that no sheet's words depend on."""
_UNREAD = (".pyc", ".woff2", ".otf", ".ttf")


def sheet_inputs(project: Path) -> str:
    """SHA-256 (hex) over the plan, the words and templates of themes, and the program itself.

    The list of digests of an issued edition stands for the files that it names."""
    digest = hashlib.sha256(_program())
    _add(digest, _roots(project))
    return digest.hexdigest()


@cache
def _program() -> bytes:
    """The digest of the program itself: the same for every state that one command looks at."""
    digest = hashlib.sha256(sys.version.encode())
    _add(digest, (_PROGRAM, product_theme()))
    return digest.digest()


def _add(digest: hashlib._Hash, roots: Iterable[Path]) -> None:
    """Add files and folders to a digest, by their names and what they hold."""
    for root in roots:
        for path in _files(root):
            digest.update(path.relative_to(root.parent).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())


def _roots(project: Path) -> Iterator[Path]:
    """Files and folders of a project that decide what its sheets say."""
    own = own_theme(project)
    if own:
        yield own
    for path in sorted((project / SOURCE).glob("*")):
        if path.name != EDITIONS:
            yield path
    for folder in record_folders(project):
        for name in (HEAD, SHEETS, DIGESTS):
            if (folder / name).is_file():
                yield folder / name


def _files(root: Path) -> Iterator[Path]:
    if root.is_file():
        yield root
        return
    for path in sorted(root.rglob("*")):
        place = path.relative_to(root).parts
        if place[0] not in _LOOK and path.suffix not in _UNREAD and path.is_file():
            yield path
