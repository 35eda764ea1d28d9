"""Placeholders that were left in texts."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.checks.context import Context, together
from wardbook.checks.placeholder import MAY_BE_ONE, PLACEHOLDER
from wardbook.findings import Finding, Mark
from wardbook.plan.project import scalars, wordings


def placeholders(context: Context) -> Iterator[Finding]:
    """T304: a placeholder; an error in an issued plan. A text that has one in several languages is
    one finding, with a place on each line; so is one word in a whole file: a new file is full of
    them."""
    files: dict[str, list[Finding]] = {}
    for found in _with_placeholder(context):
        files.setdefault(found.marks[0].file, []).append(found)
    for in_file in files.values():
        yield from together(in_file)


def _with_placeholder(context: Context) -> Iterator[Finding]:
    """Each text with a placeholder."""
    for model in context.project.models():
        if not MAY_BE_ONE.search("\n".join(scalars(model))):  # most models have none
            continue
        for wording in wordings(model):
            marks: dict[int, Mark] = {}
            words = []
            for scalar in wording:
                found = PLACEHOLDER.search(scalar)
                if found:
                    words.append(found[0])
                    marks.setdefault(scalar.mark.line, scalar.mark)
            if words:
                yield context.missing_part(
                    "T304", *marks.values(), model=model, placeholder=words[0]
                )


CHECKS = (placeholders,)
