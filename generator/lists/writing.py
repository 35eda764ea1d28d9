"""How plain data is written as YAML: flow style, quotes only where they are needed."""

from __future__ import annotations

import json
import re

from generator.source.data import MARK_KEY, Data

_BARE = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`=<~][^\[\]{},#:\"'\n]*(?:[:#](?![\s])[^\[\]{},#:\"'\n]+)*(?<![\s:])")
"""Text that needs no quotes anywhere."""
_DIGITS = re.compile(r"[0-9][0-9 .,_eExXoO+-]*")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SPECIAL = {"null", "true", "false", "on", "off"}


def flow(value: Data, counts: frozenset[str] = frozenset(), key: str = "") -> str:
    """Data on one line: `{zh: 药房, en: Pharmacy}`. `counts` names keys whose numbers stand bare."""
    if isinstance(value, list):
        return "[" + ", ".join(flow(item, counts) for item in value) + "]"
    if isinstance(value, dict):
        pairs = (f"{name}: {flow(item, counts, name)}" for name, item in value.items() if name != MARK_KEY)  # type: ignore[arg-type]
        return "{" + ", ".join(pairs) + "}"
    return str(value) if key in counts and value.isdigit() else scalar(value, None)


def scalar(text: str, style: str | None) -> str:
    """A scalar, quoted as it was before (`style`) or where bare text would be read as something else."""
    if style is None or style in "|>":
        return text if _is_bare(text) else _quoted(text)
    if style == "'" and "\n" not in text:
        return "'" + text.replace("'", "''") + "'"
    return _quoted(text)


def _is_bare(text: str) -> bool:
    if _DATE.fullmatch(text):
        return True
    return bool(_BARE.fullmatch(text)) and not _DIGITS.fullmatch(text) and text.casefold() not in _SPECIAL


def _quoted(text: str) -> str:
    """In double quotes, with escapes as JSON has them: each is YAML's too."""
    return json.dumps(text, ensure_ascii=False)
