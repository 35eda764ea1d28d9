"""What `wardbook explain CODE` says."""

from __future__ import annotations

import difflib

from wardbook.checks.waivers import WAIVABLE_ERRORS
from wardbook.program import command
from wardbook.report.messages import codes, examples, lines, printable, unescaped, without_project

_NEAR_MOST = 3
_NEAR_LEAST = 0.5
"""How alike a code must be to be named as near (1: the same)."""


def explain_text(code: str, language: str) -> tuple[bool, str]:
    """Whether the code exists, and its explanation, else the codes that were probably meant."""
    code = code.upper()
    if code in codes(language):
        return True, _explanation(code, language)
    known = codes(language)
    near = difflib.get_close_matches(code, known, _NEAR_MOST, _NEAR_LEAST)
    key, said = "unknown_code", {"near": ", ".join(near)}
    if not near:
        key, said = "code_like_none", {"example": min(known), "wardbook": command()}
    return False, lines(language)[key].format(code=printable(code), **said)


def _explanation(code: str, language: str) -> str:
    """Message, explanation, hint, whether it can be waived, and an example; what is empty is left
    out."""
    texts = codes(language)[code]
    hint = unescaped(without_project(texts.hint))
    parts = [f"{code}  {unescaped(texts.message)}", unescaped(texts.explain), hint]
    if code in WAIVABLE_ERRORS:
        parts.append(lines(language)["waivable"])
    parts.append(examples().get(code, "").rstrip())
    return "\n\n".join(filter(None, parts))
