"""The copy register against the last edition, as text and as data."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from wardbook.editions.copy_standing import CopyStanding, CopyState, copies_in
from wardbook.plan.model.copies import LostCopy
from wardbook.report.messages import lines, printable
from wardbook.report.sheet_changes_text import what_to_do


def copies_text(found: Sequence[CopyStanding], today: date, language: str) -> str:
    """A line a copy, those that need something first."""
    words = lines(language)
    order = list(CopyState)
    said = []
    for standing in sorted(found, key=lambda one: one.state is CopyState.CURRENT):
        said.append(_line(standing, today, language))
    counted = []
    for state in order:
        count = copies_in(one for one in found if one.state is state)
        if count:
            counted.append(words[f"copy_is_{state}"] + f" {count}")
    said.append(words["copies_counted"].format(counts=", ".join(counted) or "0"))
    return "\n".join(map(printable, said)) + "\n"


def _line(standing: CopyStanding, today: date, language: str) -> str:
    words, copy = lines(language), standing.copy
    state = words[f"copy_is_{standing.state}"]
    what = _what(standing, today, language)
    return words["copy_line"].format(
        id=copy.id,
        manual=copy.manual,
        language=copy.language,
        count=standing.count,
        edition=copy.edition or "–",
        state=state,
        what=what,
    )


def _what(standing: CopyStanding, today: date, language: str) -> str:
    """What is to be done with a copy, and since when nobody has looked at it."""
    words, copy, change = lines(language), standing.copy, standing.change
    if standing.state is CopyState.LOST:
        return words["copy_lost"].format(date=", ".join(map(_missed, copy.missed)))
    what = ""
    if standing.state is CopyState.FOLLOWED and standing.manual:
        what = words["copy_followed"].format(manual=standing.manual.id)
    if change:
        what = words["copy_behind"].format(
            editions=len(standing.between), changes=what_to_do(change, language)
        )
    if not standing.overdue(today):
        return what
    if copy.checked:
        return what + words["copy_overdue"].format(checked=copy.checked)
    # Of one that was never handed out there is nothing to look at
    return what + words["copy_never_seen"] if copy.edition else what


def _missed(lost: LostCopy) -> str:
    """Since when copies are missed, and which."""
    day = lost.date.isoformat()
    return f"{day} ({lost.number})" if lost.number else day


def copies_json(found: Sequence[CopyStanding], today: date) -> str:
    """The same as data."""
    rows = []
    for standing in found:
        rows.append(_data(standing, today))
    return json.dumps({"format": 1, "copies": rows}, ensure_ascii=False, indent=1) + "\n"


def _data(standing: CopyStanding, today: date) -> dict[str, Any]:
    copy, change = standing.copy, standing.change
    said: dict[str, Any] = {
        "id": str(copy.id),
        "manual": str(copy.manual),
        "language": str(copy.language),
        "count": standing.count,
        "edition": str(copy.edition or ""),
        "state": str(standing.state),
        "behind": [edition.id for edition in standing.between],
        "overdue": standing.overdue(today),
        "manual_now": standing.manual.id if standing.manual else "",
    }
    for key in ("replace", "insert", "remove"):
        said[key] = [sheet.id for sheet in getattr(change, key)] if change else []
    return said
