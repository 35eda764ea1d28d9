"""Records of issued editions: as they were issued, one after the other, none missing."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from wardbook.checks.context import Context
from wardbook.findings import Finding, error
from wardbook.plan.edition_records import IssuedEdition

_NAMED = 3
"""Files that a finding names."""


def as_issued(context: Context) -> Iterator[Finding]:
    """K601: files of a record that are not as they were issued."""
    for edition in context.project.editions:
        altered = list(edition.altered())
        if altered:
            yield error(
                "K601",
                edition.mark,
                edition=edition.id,
                files=", ".join(altered[:_NAMED]),
                count=len(altered),
            )


def in_order(context: Context) -> Iterator[Finding]:
    """K603 two editions that follow the same one; K604 one whose predecessor is missing, K605 or is
    another than it was."""
    known: dict[str, IssuedEdition] = {}
    followers: dict[str, list[IssuedEdition]] = {}
    for edition in context.project.editions:
        known[edition.id] = edition
        followers.setdefault(edition.after, []).append(edition)
    for before_id, after in followers.items():
        if len(after) > 1:
            marks = map(attrgetter("mark"), after)
            names = ", ".join(map(attrgetter("id"), after))
            yield error("K603", *marks, editions=names, before=before_id or "–")
        before = known.get(before_id)
        for edition in after:
            if before_id and before is None:
                yield error("K604", edition.mark, edition=edition.id, missing=before_id)
            elif before and before.digest != edition.after_digest:
                yield error("K605", edition.mark, edition=edition.id, before=before_id)


CHECKS = (as_issued, in_order)
