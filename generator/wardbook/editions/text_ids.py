"""How a text of a plan is called, so that people and files can name it: by its place,
`procedure:dispensary/step:count#do`."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from wardbook.editions.plan_tree import Entry


def digest(words: str) -> str:
    """What stands for a wording where the wording itself would be too long."""
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def text_id(path: Sequence[Entry], field: str, source: str, *, in_list: bool = False) -> str:
    """The name of the text in a field of the last entry of `path`. What nobody gave a name, and a
    text in a list of texts, is told apart by what it says in the source language."""
    parts = []
    for entry in path:
        name = entry.name
        if not name and entry is not path[0]:
            name = digest(source)[:4]
        parts.append(f"{entry.kind}:{name}".rstrip(":"))
    place = f"{'/'.join(parts)}#{field}"
    if in_list:
        place += f":{digest(source)[:4]}"
    return place.replace(" ", "-")
