"""What departments were before (`was:`): one that is gone, and that there was."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from wardbook.checks.context import Context
from wardbook.findings import Finding, info, warning


def named_before(context: Context) -> Iterator[Finding]:
    """D717: a department that is still in the plan; D718: one of which no edition had a manual,
    where one was issued: a warning where its id is like one that is gone, for it is misspelt."""
    project = context.project
    issued: set[str] = set()
    for edition in project.editions:
        issued.update(leaf.manual for leaf in edition.manuals)
    for id, department in project.departments.items():
        for was in department.was:
            if was in project.departments:
                yield warning("D717", was.mark, department=id, was=was)
            elif issued and was not in issued:
                near = difflib.get_close_matches(was, issued.difference(project.departments), 1)
                found = warning if near else info
                yield found("D718", was.mark, department=id, was=was, near="".join(near) or "–")


CHECKS = (named_before,)
