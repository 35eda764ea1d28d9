"""The forms in which findings are written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TextIO

from wardbook.checks import Checked
from wardbook.report.findings_json import as_json
from wardbook.report.findings_text import write_text
from wardbook.report.github import as_github
from wardbook.report.gitlab import as_gitlab


def write_findings(
    checked: Checked, sources: Mapping[str, str], form: str, language: str, stream: TextIO
) -> None:
    """Write findings as `text`, `json`, `github` annotations or a report of `gitlab`; all but the
    report say what was skipped, text and annotations end in a summary."""
    if form == "json":
        stream.write(as_json(checked, language) + "\n")
    elif form == "gitlab":
        stream.write(as_gitlab(checked, language) + "\n")
    elif form == "github":
        for line in as_github(checked, language):
            stream.write(f"{line}\n")
    else:
        write_text(checked, sources, language, stream)
