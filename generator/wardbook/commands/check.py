"""`wardbook check`: every finding of the plan, in the form asked for."""

from __future__ import annotations

import sys

from wardbook.commands.workspace import Workspace
from wardbook.options import Options
from wardbook.report.formats import write_findings
from wardbook.report.sarif import as_sarif


def check(options: Options) -> int:
    """Check the plan and write what was found."""
    plan = Workspace(options).open()
    if options.form == "sarif":
        sys.stdout.write(as_sarif(plan.checked, options.ui_language) + "\n")
    else:
        sources = plan.loaded.sources
        write_findings(plan.checked, sources, options.form, options.ui_language, sys.stdout)
    return plan.status
