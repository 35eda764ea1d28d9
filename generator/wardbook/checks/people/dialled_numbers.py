"""Numbers of contacts can be dialled as they are printed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wardbook.checks.context import Context
from wardbook.findings import Finding, warning

_UNDIALLABLE = re.compile(
    r"[“”‘’\"'＂＇]"
    r"|[０-９＋－（）＃＊]"
    r"|(?<=\d)(?!(?:x|ext)\d)[A-Za-z]+(?=\d)"
    r"|(?<![A-Za-z])[OoIl](?=\d)|(?<=\d)[OoIl](?![A-Za-z])"
)
"""Quotes, full-width digits and signs, and letters among digits: a word for an extension may stand
there."""


def numbers(context: Context) -> Iterator[Finding]:
    """D715: a number with quotation marks, full-width digits or a letter among its digits."""
    for id, contact in context.project.contacts.items():
        number = contact.number
        if number is None:  # still open
            continue
        found = _UNDIALLABLE.search(number)
        if found:
            yield warning("D715", number.mark, contact=id, number=number, sign=found[0])


CHECKS = (numbers,)
