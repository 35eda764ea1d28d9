"""What a returned file of Word asks for, as text and as data."""

from __future__ import annotations

import json
from collections.abc import Sequence

from wardbook.report.messages import lines, printable
from wardbook.word.reviews import ReviewEntry, ReviewState


def entry_text(entry: ReviewEntry, language: str, *, is_done: bool) -> str:
    """A comment or a change, with the place of the words that it is about."""
    words = lines(language)
    state = words[f"review_{entry.state.replace('-', '_')}"]
    if is_done:
        state = words["review_done"]
    said = [f"{entry.mark}: {state}"]
    if entry.author:
        said[0] += f" ({entry.author})"
    if entry.before:
        said.append(f"  - {entry.before}")
    if entry.now:
        said.append(f"  + {entry.now}")
    if entry.state in (ReviewState.COMMENT, ReviewState.ELSEWHERE):
        said.append(f"  > {entry.says}")
    return "\n".join(map(printable, said)) + "\n"


def review_json(entries: Sequence[ReviewEntry], done: Sequence[ReviewEntry]) -> str:
    """The same as JSON."""
    rows: list[dict[str, object]] = []
    for entry in entries:
        row: dict[str, object] = {
            "kind": str(entry.state),
            "file": entry.mark.file,
            "line": entry.mark.line,
            "column": entry.mark.column,
            "before": entry.before,
            "applied": entry in done,
        }
        for key in ("now", "author", "date", "says"):
            value = getattr(entry, key)
            if value:
                row[key] = value
        rows.append(row)
    return json.dumps({"format": 1, "entries": rows}, ensure_ascii=False, indent=2) + "\n"
