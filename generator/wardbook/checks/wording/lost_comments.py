"""Comments that are no comments: a `#` in a sentence cuts off the rest of it."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.checks.context import Context
from wardbook.findings import Finding, warning


def lost_comments(context: Context) -> Iterator[Finding]:
    """T303: a comment behind a sentence is usually text that YAML has cut off."""
    for _, text in context.texts:
        for scalar in text.raw.values():
            if scalar.commented:
                yield warning("T303", scalar.mark)


CHECKS = (lost_comments,)
