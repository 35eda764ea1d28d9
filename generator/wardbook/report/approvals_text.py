"""How the approvals of an edition stand, in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wardbook.editions.approvals import ApprovalState, SheetApproval
from wardbook.editions.sheet_list import SheetEntry
from wardbook.editions.signatures import SignatureState
from wardbook.report.messages import lines, printable

_MOST = 40
"""Sheets that are named one by one."""


def approval_lines(
    state: ApprovalState, signature: SignatureState, who: str, language: str
) -> Iterator[str]:
    """Who approved, or what a post has to look at; `who` is what the post is called."""
    words = lines(language)
    if state.record is None:
        yield words["approval_missing"].format(by=state.by, who=who)
        if state.since:
            count = len(state.again)
            yield words["approval_since"].format(edition=state.since, count=count)
            yield from (f"    {name}" for name in _names(state.again, words["changes_more"]))
        return
    if state.again:
        yield words["approval_other"].format(
            by=state.by, who=who, date=state.record.date, count=len(state.again)
        )
        yield from (f"    {name}" for name in _names(state.again, words["changes_more"]))
    else:
        yield approved_line(state.record, who, language)
    if state.must_be_signed or signature is not SignatureState.NONE:
        yield "    " + words[f"signature_{signature}"]


def approved_line(record: SheetApproval, who: str, language: str) -> str:
    """Who approved what, and when."""
    beside = [record.name]
    if who != record.by:
        beside = [record.by, record.name]
    return printable(
        lines(language)["approval_holds"].format(
            by=", ".join(filter(None, beside)) or "–",
            who=who,
            date=record.date,
            count=len(record.sheets),
        )
    )


def _names(sheets: Iterable[SheetEntry], more: str) -> Iterator[str]:
    named: dict[tuple[str, str], list[str]] = {}
    for sheet in sheets:
        named.setdefault((sheet.code, sheet.title), []).append(sheet.language)
    for (code, title), languages in list(named.items())[:_MOST]:
        yield printable(f"{code} {title} ({', '.join(languages)})")
    if len(named) > _MOST:
        yield more.format(count=len(named) - _MOST).strip()
