"""Who may see what: audiences, the widest first, and how what stands below inherits them."""

from __future__ import annotations

AUDIENCES = ("public", "posted", "staff", "restricted")
"""Who may see what, the widest first."""


def inherited(item: object, above: str = AUDIENCES[0]) -> str:
    """For whom an item is that says who it is for, or says nothing: never for more than what it stands in (`above`)."""
    return max(str(getattr(item, "audience", None) or above), above, key=AUDIENCES.index)
