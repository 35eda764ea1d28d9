"""The digest of what a plan says: by it is known whether it still says what an edition says."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from wardbook.findings import Mark
from wardbook.folders import EDITIONS, RECORDS, SOURCE
from wardbook.plan.data import MARK_KEY, Data
from wardbook.plan.edition_records import digest_of
from wardbook.plan.load_context import Tree
from wardbook.plan.registries import RECORDED, WAIVERS
from wardbook.theme import own_theme

_UNSAID = {WAIVERS, *(row.place for row in RECORDED)}
"""Files that say nothing which an edition prints: what was handed out, what is put up with."""
_OF_EDITION = ("edition", "status")
_KEPT = 400
"""Files of which is kept what they say: about those of the largest plan, twice."""
_WORDS = ("phrases", "kinds")
"""Folders of a theme that hold words of sheets."""


def plan_digest(root: Path, documents: Mapping[str, Data | None]) -> str:
    """SHA-256 (hex) over what a plan says: its files as data, without comments and ways of writing,
    its pictures, and the words of the project's own theme. `documents` are its files by name."""
    digest = hashlib.sha256()
    for name, data in sorted(documents.items()):
        if _is_said(name):
            digest.update(_said(name, Tree(data)))
    for path in _pictures(root):
        digest.update(f"{path.relative_to(root).as_posix()}\n{digest_of(path)}\n".encode())
    return digest.hexdigest()


def say_the_same(one: Data | None, other: Data | None) -> bool:
    """Whether two states of a file say the same, however each is written."""
    return bool(_bare("", one) == _bare("", other))


def _is_said(name: str) -> bool:
    place = name.removeprefix(f"{SOURCE}/")
    return place not in _UNSAID and place.split("/")[0] not in (RECORDS, EDITIONS)


@lru_cache(maxsize=_KEPT)
def _said(name: str, tree: Tree) -> bytes:
    """What a file says, with its name. Who looks at a plan again and again, or at two states of
    it, has most files in common."""
    return f"{name}\n{json.dumps(_bare(name, tree.data), ensure_ascii=False)}\n".encode()


def _bare(name: str, data: Data | None) -> object:
    """Data without marks; of the site without what says which edition it is."""
    if isinstance(data, dict):
        said = {}
        for key, value in data.items():
            left_out = name == f"{SOURCE}/site.yml" and key in _OF_EDITION
            if key != MARK_KEY and not isinstance(value, Mark) and not left_out:
                said[str(key)] = _bare("", value)
        return said
    if isinstance(data, list):
        return [_bare("", item) for item in data]
    return None if data is None else str(data)


def _pictures(root: Path) -> Iterator[Path]:
    """Files that sheets show besides the plan's own: pictures, and words of an own theme."""
    for path in sorted((root / SOURCE).rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_file() and path.suffix not in (".yml", ".yaml") and _is_said(name):
            if not path.name.startswith("."):
                yield path
    theme = own_theme(root)
    if theme:
        for folder in _WORDS:
            yield from sorted((theme / folder).rglob("*.yml"))
