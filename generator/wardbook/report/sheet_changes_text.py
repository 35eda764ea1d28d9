"""What has to be printed again, in a line for each manual."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wardbook.editions.sheet_list import (
    ManualChange,
    SheetEntry,
    SheetList,
    manual_changes,
    sheet_changes,
    with_shared_leaves,
)
from wardbook.report.messages import lines, printable

_NAMED_MOST = 12
"""Codes that a line names; the whole list is in the JSON."""


def changes_text(before: SheetList, after: SheetList, language: str) -> str:
    """Which sheets changed, and what to print again of each manual, in the user's language."""
    words = lines(language)
    changes = sheet_changes(before, after)
    if not changes:
        return words["changes_none"] + "\n"
    said = [
        words["changes_total"].format(
            changed=len(changes.changed),
            added=len(changes.added),
            withdrawn=len(changes.withdrawn),
        )
    ]
    for change in manual_changes(before, after):
        printed = with_shared_leaves(change, before, after)
        said.append("  " + manual_line(printed, language))
    return "\n".join(map(printable, said)) + "\n"


def manual_line(change: ManualChange, language: str) -> str:
    """What to do with a manual."""
    words = lines(language)
    manual = change.manual
    name = words["changes_manual"].format(title=manual.title, language=manual.language)
    if change.new:
        count = len(change.insert)
        if change.former:
            return words["changes_followed"].format(manual=name, former=change.former, count=count)
        return words["changes_new"].format(manual=name, count=count)
    if change.dropped:
        return words["changes_dropped"].format(manual=name, count=len(change.remove))
    whole = words["changes_of"].format(
        count=len(change.replace) + len(change.insert), of=len(manual.sheets)
    )
    return words["changes_line"].format(manual=name, what=what_to_do(change, language), whole=whole)


def what_to_do(change: ManualChange, language: str) -> str:
    """The leaves that are replaced, put in and taken out, by their codes."""
    words = lines(language)
    parts = []
    for key, sheets in (
        ("changes_replace", change.replace),
        ("changes_insert", change.insert),
        ("changes_remove", change.remove),
    ):
        if sheets:
            parts.append(words[key].format(sheets=codes_of(sheets, words["changes_more"])))
    return words["changes_join"].join(parts)


def codes_of(sheets: Sequence[SheetEntry], more: str) -> str:
    """Codes of sheets as a list; of many the first, and how many more there are."""
    codes = list(_codes(sheets))
    if len(codes) <= _NAMED_MOST:
        return ", ".join(codes)
    rest = len(codes) - _NAMED_MOST
    return ", ".join(codes[:_NAMED_MOST]) + more.format(count=rest)


def _codes(sheets: Sequence[SheetEntry]) -> Iterator[str]:
    """The codes that leaves bear, each once."""
    yield from dict.fromkeys(sheet.code or sheet.id for sheet in sheets)
