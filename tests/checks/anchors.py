"""Findings in words for `expected.txt`: a place is the text of its line, so that lines may move.

A108 error plan_source/packs/outside-rules.yml | - id: ⟦house-lead
       and plan_source/packs/house-rules.yml | - id: ⟦house-lead
      says id: house-lead, pack: house-rules
"""

import re
from collections.abc import Iterable
from pathlib import Path

from wardbook.findings import Finding, Mark

HERE = "⟦"
CUT = "…"
BEFORE, AFTER = 40, 30
"""Characters of a long line that are shown on either side of the place."""


def described(findings: Iterable[Finding], project: Path) -> str:
    """A line for each finding with its first place, one for each further place, and one for what fills its message."""
    lines = []
    for finding in findings:
        start = f"{finding.code} {finding.severity}"
        for mark in finding.marks:
            lines.append(f"{start} {place(mark, project)}\n")
            start = "and".rjust(len(start))
        if finding.arguments:
            said = ", ".join(f"{name}: {value}" for name, value in finding.arguments)
            lines.append(f"{'says'.rjust(len(start))} {said}".replace("\n", "\\n") + "\n")
    return "".join(lines)


def place(mark: Mark, project: Path) -> str:
    """A place as its file and the text around it; the file alone when the mark is of the whole file."""
    if not mark.line:
        return mark.file
    text = (project / mark.file).read_text(encoding="utf-8", errors="replace")
    return f"{mark.file} | {anchor(text, mark.line, mark.column)}"


def anchor(text: str, line: int, column: int) -> str:
    """The text of a line with a mark before a column, both counted from 1.

    Indentation is left out, and what is far from the place in a long line. Where lines above show
    the same, a number says how many there are with this one: ` (2)` is the second.
    """
    lines = text.split("\n")
    before = lines[line - 1][: column - 1].lstrip()
    after = lines[line - 1][column - 1 :].rstrip()
    shown = before[-BEFORE:] + HERE + after[:AFTER]
    alike = re.escape(shown.replace(HERE, "", 1).strip())
    if len(before) > BEFORE:
        shown, alike = CUT + shown, ".+" + alike
    if len(after) > AFTER:
        shown, alike = shown + CUT, alike + ".+"
    number = 1
    for other in lines[: line - 1]:
        if re.fullmatch(alike, other.strip()):
            number += 1
    if number > 1:
        return f"{shown} ({number})"
    return shown
