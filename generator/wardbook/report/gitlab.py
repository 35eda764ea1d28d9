"""Findings as a Code Quality report of GitLab, which shows in a merge request what it adds."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import Any

from wardbook.checks import Checked
from wardbook.findings import Finding, Mark, Severity
from wardbook.folders import SOURCE
from wardbook.report.findings_text import PLACES_MOST
from wardbook.report.messages import hint, message

_SEVERITIES = {
    Severity.ERROR: "critical",
    Severity.WARNING: "minor",
    Severity.INFO: "info",
}
_NOWHERE = f"{SOURCE}/site.yml"
"""The file of a finding that names none: the report wants one."""


def as_gitlab(checked: Checked, language: str) -> str:
    """A list with an entry for each place of each finding, as JSON."""
    entries: list[dict[str, Any]] = []
    seen: Counter[str] = Counter()
    for finding in checked.findings:
        for mark in finding.marks[:PLACES_MOST] or (Mark(_NOWHERE),):
            entries.append(_entry(finding, mark, language, seen))
    return json.dumps(entries, ensure_ascii=False, indent=1)


def _entry(finding: Finding, mark: Mark, language: str, seen: Counter[str]) -> dict[str, Any]:
    """One place of a finding. `seen` counts those that are alike, so that each bears a sign of
    its own."""
    text = message(finding, language)
    path = mark.file or _NOWHERE
    alike = f"{finding.code}\n{path}\n{text}"
    seen[alike] += 1
    advice = hint(finding, language)
    if advice:
        text += f" ({advice})"
    return {
        "description": text,
        "check_name": finding.code,
        "fingerprint": _sign(alike, seen[alike]),
        "severity": _SEVERITIES[finding.severity],
        "location": {"path": path, "lines": {"begin": mark.line or 1}},
    }


def _sign(alike: str, number: int) -> str:
    """What the service knows an entry by. No line is in it: what only moved is not new."""
    return hashlib.sha256(f"{alike}\n{number}".encode()).hexdigest()[:32]
