"""`wardbook explain`: what a finding means, why it matters, how to fix it."""

from __future__ import annotations

import sys

from wardbook.options import OK, WRONG_USE, Options
from wardbook.report.explain import explain_text
from wardbook.report.findings_page import catalogue


def explain(options: Options, code: str) -> int:
    """Explain one code."""
    found, text = explain_text(code, options.ui_language)
    if not found:
        sys.stderr.write(text + "\n")
        return WRONG_USE
    sys.stdout.write(text + "\n")
    return OK


def explain_all(options: Options) -> int:
    """`wardbook explain --all`: the guide's page of findings."""
    sys.stdout.write(catalogue(options.ui_language))
    return OK
