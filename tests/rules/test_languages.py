"""A pack of the program in a language that it has no words of: said before the page of rules prints another."""

from datetime import date
from pathlib import Path

import pytest
from wardbook.checks import run_checks
from wardbook.plan.loader import load
from wardbook.report.messages import codes

SITE = """\
organisation: Lakeside
title: Plan
languages: [{language}]
packs: [{pack}]
edition: {{id: "1", date: 2026-06-15}}
never_waits: Nothing.
"""
OWN = """\
id: own-rules
title: Rules
instruments: [{id: own, title: Rules, force: practice}]
rules: [{id: own-one, kind: house, source_read: yes, text: Something.}]
"""


@pytest.mark.parametrize(
    ("language", "pack", "lacking"),
    [
        ("fr", "nist-800-34", [{"pack": "nist-800-34", "language": "fr"}]),
        ("en-GB", "nist-800-34", []),
        ("zh", "nist-800-34", []),
        ("fr", "own-rules", []),
        ("fr", "own-rules, nist-800-34", [{"pack": "nist-800-34", "language": "fr"}]),
    ],
)
def test_a_language_that_a_pack_lacks_is_found(
    language: str, pack: str, lacking: list[dict[str, str]], tmp_path: Path
) -> None:
    source = tmp_path / "plan_source"
    (source / "packs").mkdir(parents=True)
    (source / "site.yml").write_text(SITE.format(language=language, pack=pack), encoding="utf-8")
    (source / "packs/own-rules.yml").write_text(OWN, encoding="utf-8")
    findings = run_checks(load(tmp_path), None, date(2026, 6, 15), codes("en")).findings
    found = [finding for finding in findings if finding.code == "A110"]
    assert [dict(finding.arguments) for finding in found] == lacking
    assert {(mark.file, mark.line) for finding in found for mark in finding.marks} <= {
        ("plan_source/site.yml", 4)
    }
