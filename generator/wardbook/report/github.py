"""Findings as workflow commands of GitHub Actions, which show them beside the changed lines."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.checks import Checked
from wardbook.findings import Finding, Mark, Severity
from wardbook.report.findings_text import PLACES_MOST, skipped_lines, summary
from wardbook.report.messages import hint, message

_LEVELS = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "notice",
}


def as_github(checked: Checked, language: str) -> Iterator[str]:
    """Lines: an annotation for each place of each finding, what was skipped, a summary."""
    for finding in checked.findings:
        yield from as_annotations(finding, language)
    yield from skipped_lines(checked, language)
    yield summary(checked, language)


def as_annotations(finding: Finding, language: str) -> Iterator[str]:
    """A workflow command for each place of a finding, so that each changed line shows it."""
    text = message(finding, language)
    advice = hint(finding, language)
    if advice:
        text += f"\n{advice}"
    for mark in finding.marks[:PLACES_MOST] or (Mark(""),):
        properties = _properties(finding, mark)
        yield f"::{_LEVELS[finding.severity]} {properties}::{_escaped(text)}"


def _properties(finding: Finding, mark: Mark) -> str:
    """Where an annotation stands, and its title; a finding without a file leaves the file out."""
    place = f"line={mark.line or 1},col={mark.column or 1},title={finding.code}"
    if not mark.file:
        return place
    return f"file={_escaped(mark.file, also=':,')},{place}"


def _escaped(text: str, also: str = "") -> str:
    """`text` with the letters percent-encoded that end a command, and those of `also`."""
    for letter in "%\r\n" + also:
        text = text.replace(letter, f"%{ord(letter):02X}")
    return text
