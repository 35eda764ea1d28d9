"""Findings as SARIF 2.1.0, the form that code platforms and editors read. Nothing of the machine stands in it: places are
relative to the project."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

from wardbook import __version__
from wardbook.checks import Checked
from wardbook.checks.waivers import Waived
from wardbook.findings import Finding, Mark, Severity
from wardbook.plan.text import Text
from wardbook.report.report import codes, hint, lines, message, printable

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def as_sarif(checked: Checked, language: str) -> str:
    """A log with one run: the rules that fired, the findings, those that the project lives with as suppressed results, and
    the checks that could not run as notifications."""
    found = [*checked.findings, *(waived.finding for waived in checked.waived)]
    rules = sorted({finding.code for finding in found})
    at = {code: position for position, code in enumerate(rules)}
    results = [_result(finding, at, language) for finding in checked.findings]
    results += [
        {**_result(waived.finding, at, language), "suppressions": [_suppression(waived, language)]}
        for waived in checked.waived
    ]
    driver = {
        "name": "Wardbook",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(code, language) for code in rules],
    }
    run = {
        "tool": {"driver": driver},
        "language": "zh-CN" if language == "zh" else "en-US",
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": list(_skipped(checked, language)),
            }
        ],
        "results": results,
    }
    return json.dumps(
        {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=1
    )


def _rule(code: str, language: str) -> dict[str, Any]:
    words = codes(language)[code]
    return {
        "id": code,
        "shortDescription": {"text": _plain(words.message)},
        "fullDescription": {"text": _plain(words.explain)},
        "help": {"text": _plain(words.hint)},
    }


def _plain(pattern: str) -> str:
    return pattern.replace("{{", "{").replace("}}", "}")


def _result(finding: Finding, at: dict[str, int], language: str) -> dict[str, Any]:
    advice = hint(finding, language)
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": at[finding.code],
        "level": _LEVELS[finding.severity],
        "message": {
            "text": "\n".join(part for part in (message(finding, language), advice) if part)
        },
        "locations": [_location(mark) for mark in finding.marks[:1]],
    }
    if finding.marks[1:]:
        result["relatedLocations"] = [
            {"id": id, **_location(mark)} for id, mark in enumerate(finding.marks[1:], 1)
        ]
    return result


def _location(mark: Mark) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(mark.file)}}
    if mark.line:
        place["region"] = {"startLine": mark.line, "startColumn": max(1, mark.column)}
    return {"physicalLocation": place}


def _suppression(waived: Waived, language: str) -> dict[str, Any]:
    waiver = waived.waiver
    return {
        "kind": "external",
        "status": "accepted",
        "justification": reason(waiver.reason, language),
    }


def reason(text: Text, language: str) -> str:
    """The reason of a waiver: in the language asked for, else as it is written."""
    return printable(text.words(language) or next(iter(text.raw.values()), ""))


def _skipped(checked: Checked, language: str) -> Iterator[dict[str, Any]]:
    for entry in checked.skipped:
        said = f"{entry.rule}: {lines(language)['skipped_' + entry.reason]}"
        yield {"level": "warning", "message": {"text": said}}
