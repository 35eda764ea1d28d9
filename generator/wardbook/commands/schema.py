"""`wardbook schema`: the JSON Schema of a kind of file, and an editor that uses all of them."""

from __future__ import annotations

import sys

from wardbook.commands.workspace import Workspace
from wardbook.options import OK, Options
from wardbook.plan.schema import schema_text, write_editor_settings
from wardbook.report.plan_changes_schema import DIFF_JSON, difference_schema_text
from wardbook.sheets.plan_schema import PLAN_JSON, plan_schema_text


def schema(kind: str) -> int:
    """Print the schema of a kind of file, or of data that commands write."""
    if kind == PLAN_JSON:
        text = plan_schema_text()
    elif kind == DIFF_JSON:
        text = difference_schema_text()
    else:
        text = schema_text(kind)
    sys.stdout.write(text + "\n")
    return OK


def set_up_editor(options: Options) -> int:
    """`wardbook schema --editor`: schemas and settings, so that the editor completes and checks
    while one types."""
    settings = write_editor_settings(options.project)
    Workspace(options).say("editor_done", path=settings)
    return OK
