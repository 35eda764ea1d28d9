"""What becomes of texts that came back from a translator, as text."""

from __future__ import annotations

from collections.abc import Sequence

from wardbook.report.messages import lines, printable
from wardbook.translation.returned_texts import JudgedText, TextOutcome


def returned_lines(found: Sequence[JudgedText], language: str) -> str:
    """Each text that changes or can't be taken, with its place; nothing of the others."""
    words = lines(language)
    said = []
    for one in found:
        if one.outcome is TextOutcome.SAME:
            continue
        name, place = one.returned.key, ""
        if one.text:
            name, place = one.text.id, f" ({one.text.mark.file}:{one.text.mark.line})"
        outcome = words[f"returned_{one.outcome.replace('-', '_')}"]
        said.append(f"{name}{place}: {outcome}")
        if one.text and one.text.words and one.text.words != one.returned.words:
            said.append(f"    − {one.text.words}")
        if one.returned.words:
            said.append(f"    + {one.returned.words}")
    return "".join(f"{printable(line)}\n" for line in said)
