"""How plain data is written as YAML: in flow style, and with quotes wherever bare text could be
read as something else.

What is written here is read by our own reader and by other people's programs, whose YAML is of
another year: quoting too much is harmless, quoting too little loses text.
"""

from __future__ import annotations

import datetime
import json
import re

from wardbook.findings import Mark
from wardbook.plan.data import MARK_KEY, Data

_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@`=<~.+")
"""What bare text may not begin with: it means something to YAML, or begins a number."""
_UNSEEN = re.compile(
    r"[\x7f-\xa0\xad\u061c\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f"
    r"\ufeff\ufff9-\uffff\U000e0000-\U000e007f]"
)
"""Characters that nobody sees on a screen, or that end a line for some programs only: they are
written by number."""
_NEEDS_QUOTES = re.compile(r"""[\x00-\x1f,\[\]{}#"'?\\]|:(?!\w)""")
"""What may stand nowhere in bare text. Some of it is harmless in some places; nobody remembers in
which."""
_NUMBER = re.compile(r"[0-9][0-9 .,:/_a-fA-FxXoO+-]*")
"""What a program might take for a number, a time or a date: 0123, 12:30, 1e5, 0x1F."""
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WORDS = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
"""Words that are no text to some programs."""
_BARE_WORDS = frozenset({"yes", "no"})


def flow(value: Data, bare: frozenset[str] = frozenset(), key: str = "") -> str:
    """Data on one line: `{zh: 药房, en: Pharmacy}`. `bare` names keys whose whole numbers and yes
    or no stand without quotes, because the plan language reads them so; `key` is the one that
    `value` stands behind."""
    if isinstance(value, list):
        return "[" + ", ".join(flow(item, bare) for item in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(_pairs(value, bare)) + "}"
    if key in bare and (value in _BARE_WORDS or (value.isascii() and value.isdigit())):
        return str(value)
    return scalar(value)


def pair(key: str, value: Data, bare: frozenset[str] = frozenset()) -> str:
    """A key with its value, on one line."""
    return f"{scalar(key)}: {flow(value, bare, key)}"


def scalar(text: str, style: str = "") -> str:
    """A scalar on one line, quoted as it was before (`style`: a quotation mark) or where bare text
    might be taken for something else."""
    if style == "'" and not _UNSEEN.search(text) and text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    if style != '"' and _is_bare(text):
        return str(text)
    # The escapes of JSON are YAML's too, as long as none of them is half of a pair.
    return _UNSEEN.sub(_by_number, json.dumps(text, ensure_ascii=False))


def _pairs(value: dict[str, Data | Mark], bare: frozenset[str]) -> list[str]:
    written = []
    for key, item in value.items():
        if key != MARK_KEY and not isinstance(item, Mark):
            written.append(pair(key, item, bare))
    return written


def _is_bare(text: str) -> bool:
    """Whether `text` can stand without quotes wherever a value may stand."""
    if _is_date(text):
        return True
    if not text or text != text.strip() or text[0] in _INDICATORS:
        return False
    if _NEEDS_QUOTES.search(text) or _UNSEEN.search(text):
        return False
    return not _NUMBER.fullmatch(text) and text.casefold() not in _WORDS


def _is_date(text: str) -> bool:
    """Whether it is a date as the plan language writes it; 2026-13-01 would stop other programs."""
    if not _DATE.fullmatch(text):
        return False
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _by_number(found: re.Match[str]) -> str:
    point = ord(found[0])
    return f"\\u{point:04X}" if point <= 0xFFFF else f"\\U{point:08X}"
