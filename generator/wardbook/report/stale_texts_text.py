"""Stale translations as text and as data."""

from __future__ import annotations

import json
from collections.abc import Sequence

from wardbook.editions.stale_texts import StaleText
from wardbook.program import command
from wardbook.report.messages import lines, printable


def stale_texts_text(found: Sequence[StaleText], language: str) -> str:
    """Each text with its place, both wordings of the language that was edited, and its own."""
    words = lines(language)
    if not found:
        return words["translations_none_stale"].format(wardbook=command()) + "\n"
    said = []
    for stale in found:
        said.append(words["translations_text"].format(id=stale.id, language=stale.language))
        said.append(f"    {stale.change.mark}")
        said.append(f"    {stale.edited} − {stale.before}")
        said.append(f"    {stale.edited} + {stale.now}")
        said.append(f"    {stale.language} = {stale.words}")
    said.append(words["translations_counted"].format(count=len(found), wardbook=command()))
    return "\n".join(map(printable, said)) + "\n"


def stale_texts_json(found: Sequence[StaleText]) -> str:
    """The same as data."""
    rows = []
    for stale in found:
        rows.append(
            {
                "text": stale.id,
                "language": stale.language,
                "words": stale.words,
                "edited": stale.edited,
                "before": stale.before,
                "now": stale.now,
                "file": stale.change.mark.file,
                "line": stale.change.mark.line,
            }
        )
    return json.dumps({"format": 1, "stale": rows}, ensure_ascii=False, indent=1) + "\n"
