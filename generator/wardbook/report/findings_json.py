"""Findings as JSON, for programs."""

from __future__ import annotations

import json
from typing import Any

from wardbook.checks import Checked, Skipped
from wardbook.checks.waivers import Waived
from wardbook.findings import Finding, Mark
from wardbook.report.findings_text import skipped_reason
from wardbook.report.messages import hint, message


def as_json(checked: Checked, language: str) -> str:
    """Findings, waived findings with their reasons, and skipped checks as JSON."""
    findings: list[dict[str, Any]] = []
    for finding in checked.findings:
        findings.append(_plain(finding, language))
    waived_findings: list[dict[str, Any]] = []
    for waived in checked.waived:
        waived_findings.append(_waived(waived, language))
    skipped_checks: list[dict[str, str]] = []
    for skipped in checked.skipped:
        skipped_checks.append(_skipped(skipped, language))
    data = {"findings": findings, "waived": waived_findings, "skipped": skipped_checks}
    return json.dumps(data, ensure_ascii=False, indent=1)


def _plain(finding: Finding, language: str) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": str(finding.severity),
        "message": message(finding, language),
        "hint": hint(finding, language),
        "places": [_place(mark) for mark in finding.marks],
        "arguments": dict(finding.arguments),
    }


def _place(mark: Mark) -> dict[str, Any]:
    return {"file": mark.file, "line": mark.line, "column": mark.column}


def _waived(waived: Waived, language: str) -> dict[str, Any]:
    waiver = waived.waiver
    return {
        **_plain(waived.finding, language),
        "reason": dict(waiver.reason.raw),
        "until": waiver.until.isoformat(),
    }


def _skipped(skipped: Skipped, language: str) -> dict[str, str]:
    return {"rule": skipped.check, "reason": skipped_reason(skipped, language)}
