"""What a bound manual holds: its front leaves and the list of its sheets."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SignRow:
    """A line of the sign-off block: what, who, date."""

    what: str
    who: str
    date: str = ""


@dataclass(frozen=True)
class ListedSheet:
    """A line of the list of sheets in a manual."""

    code: str
    title: str
    sheet: str
    kind: str
    """Finished word: action card, procedure, form…"""


@dataclass(frozen=True)
class Elsewhere:
    """A sheet that is referred to but kept elsewhere."""

    code: str
    title: str
    where: str


@dataclass(frozen=True)
class BoundPlan:
    """A plan that a manual holds, as its cover names it."""

    title: str
    number: str
    version: str
    effective: str
    classification: str


@dataclass(frozen=True)
class Approval:
    """A plan's approval page and the page on which its departments sign."""

    title: str
    number: str
    version: str
    classification: str
    issuer: str
    issued: str
    effective: str
    words: str
    """What the page declares; a line a paragraph."""
    signoff: tuple[SignRow, ...]
    departments: tuple[str, ...]


@dataclass(frozen=True)
class ContentsLine:
    """A line of a plan's table of contents. Its page joins when the manual is laid out."""

    number: str
    gap: str
    title: str
    level: int
    sheet: str
    anchor: str
    """On the sheet; empty: its start."""


@dataclass(frozen=True)
class PlanContents:
    """A plan's table of contents."""

    title: str
    sheet: str
    lines: tuple[ContentsLine, ...]


@dataclass(frozen=True)
class Manual:
    """A bound manual: its front leaves and the sheets in it, in order.

    Page counts join when it is laid out.
    """

    id: str
    """department id, or plan"""
    language: str
    department: str | None
    title: str
    subtitle: str
    organisation: str
    edition: str
    number: str
    version: str
    effective: str
    signoff: tuple[SignRow, ...]
    departments: tuple[str, ...]
    """Departments that sign (whole plan only)."""
    groups: tuple[tuple[str, tuple[ListedSheet, ...]], ...]
    elsewhere: tuple[Elsewhere, ...]
    draft: bool
    classification: str = ""
    """Of the plans whose leaves it holds.

    It is printed on the cover and at the head of the front leaves.
    """
    plans: tuple[BoundPlan, ...] = ()
    """What the cover says of each plan, where the manual holds several.

    Of a single plan `number`, `version` and the dates say it.
    """
    issued: str = ""
    approvals: tuple[Approval, ...] = ()
    """Approval and sign-off pages (whole plan only)."""
    contents: tuple[PlanContents, ...] = ()
    """Tables of contents (whole plan only)."""

    @property
    def sheets(self) -> tuple[str, ...]:
        """Ids of the sheets in order."""
        return tuple(sheet.sheet for _, group in self.groups for sheet in group)
