"""Findings as SARIF 2.1.0, the form that code platforms and editors read. Nothing of the machine
stands in it: places are relative to the project."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import quote

from wardbook import __version__
from wardbook.checks import Checked, Skipped
from wardbook.checks.waivers import Waived
from wardbook.findings import Finding, Mark, Severity
from wardbook.plan.text import Text
from wardbook.report.findings_text import skipped_reason
from wardbook.report.messages import hint, message, printable, texts_of, unescaped

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_CULTURES = {"zh": "zh-CN", "en": "en-US"}
"""Readers of SARIF ask for a language with a country; others are written as they are."""


def as_sarif(checked: Checked, language: str) -> str:
    """A log with one run: the rules that fired, the findings, those that are waived as
    suppressed results, and the checks that could not run as notifications."""
    rules = _rules_that_fired(checked)
    positions = dict(zip(rules, range(len(rules)), strict=True))
    notifications: list[dict[str, Any]] = []
    for skipped in checked.skipped:
        notifications.append(_notification(skipped, language))
    driver = {
        "name": "Wardbook",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(code, language) for code in rules],
    }
    run = {
        "tool": {"driver": driver},
        "language": _CULTURES.get(language, language),
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": notifications}],
        "results": list(_results(checked, positions, language)),
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1)


def _rules_that_fired(checked: Checked) -> list[str]:
    """Codes of all findings, waived ones too, each once and sorted."""
    fired = {finding.code for finding in checked.findings}
    for waived in checked.waived:
        fired.add(waived.finding.code)
    return sorted(fired)


def _results(
    checked: Checked, positions: Mapping[str, int], language: str
) -> Iterator[dict[str, Any]]:
    """Findings, then those that are waived; `positions` are those of their rules."""
    for finding in checked.findings:
        yield _result(finding, positions, language)
    for waived in checked.waived:
        yield _suppressed(waived, positions, language)


def _rule(code: str, language: str) -> dict[str, Any]:
    texts = texts_of(code, language)
    return {
        "id": code,
        "shortDescription": {"text": unescaped(texts.message)},
        "fullDescription": {"text": unescaped(texts.explain)},
        "help": {"text": unescaped(texts.hint)},
    }


def _result(finding: Finding, positions: Mapping[str, int], language: str) -> dict[str, Any]:
    """A finding; `positions` are those of the rules in the log's list."""
    text = message(finding, language)
    advice = hint(finding, language)
    if advice:
        text += f"\n{advice}"
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": positions[finding.code],
        "level": _LEVELS[finding.severity],
        "message": {"text": text},
        "locations": [_location(mark) for mark in finding.marks[:1]],
    }
    related: list[dict[str, Any]] = []
    for number, mark in enumerate(finding.marks[1:], 1):
        related.append({"id": number, **_location(mark)})
    if related:
        result["relatedLocations"] = related
    return result


def _location(mark: Mark) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(mark.file)}}
    if mark.line:
        place["region"] = {"startLine": mark.line, "startColumn": max(1, mark.column)}
    return {"physicalLocation": place}


def _suppressed(waived: Waived, positions: Mapping[str, int], language: str) -> dict[str, Any]:
    """A finding that is waived, and the reason why."""
    suppression = {
        "kind": "external",
        "status": "accepted",
        "justification": reason(waived.waiver.reason, language),
    }
    return {**_result(waived.finding, positions, language), "suppressions": [suppression]}


def reason(text: Text, language: str) -> str:
    """The reason of a waiver: in the language asked for, else as it is written."""
    return printable(text.words(language) or next(iter(text.raw.values()), ""))


def _notification(skipped: Skipped, language: str) -> dict[str, Any]:
    said = f"{skipped.check}: {skipped_reason(skipped, language)}"
    return {"level": "warning", "message": {"text": said}}
