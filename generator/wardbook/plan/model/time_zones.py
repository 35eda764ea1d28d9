"""Time zones by the names of the IANA, as browsers know them: an unknown one would silently be that
of whatever PC shows the clock."""

from __future__ import annotations

import difflib
import re
from typing import Annotated, Any

from wardbook.plan.data import Scalar
from wardbook.plan.model.scalars import parse_word, scalar, wrong

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+){0,2}")
_EXAMPLE = "Asia/Shanghai"


def _time_zone(value: Any) -> Scalar:
    """A name that the machine's list of zones has; where there is no list, one that may be a
    name."""
    text = parse_word(value)
    if not _NAME.fullmatch(text):
        raise wrong("time_zone", text, _EXAMPLE)
    # Few files name a zone, and only a wrong name needs the list of all
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones

    try:
        ZoneInfo(text)
    except (ZoneInfoNotFoundError, OSError):
        known = available_timezones()
        if known:
            raise wrong("time_zone", text, _near(text, known)) from None
    return text


def _near(text: str, known: set[str]) -> str:
    """The zone that is probably meant, whatever its capitals."""
    by_folded = {name.casefold(): name for name in sorted(known)}
    for near in difflib.get_close_matches(text.casefold(), by_folded, n=1):
        return by_folded[near]
    return _EXAMPLE


TimeZone = Annotated[Scalar, scalar(_time_zone, f"^{_NAME.pattern}$")]
