"""The XML of Word: its names, and what an element says."""

from __future__ import annotations

import re
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WHOLE = re.compile(r"-?\d{1,9}")
OFF = ("0", "false", "off", "none")
"""What says that a switch is off; without a word it is on."""


def child(element: Any, path: str) -> Any:
    """An element below another, by names with slashes; None where there is none."""
    if element is None:
        return None
    return element.find("/".join(W + name for name in path.split("/")))


def said(element: Any, path: str) -> str:
    """The value of an element below another; empty where there is none."""
    found = child(element, path)
    if found is None:
        return ""
    return found.get(f"{W}val") or ""


def whole(text: str | None, otherwise: int = 0) -> int:
    """A whole number of the file; `otherwise` for what is none."""
    if text and _WHOLE.fullmatch(text):
        return int(text)
    return otherwise


def is_on(element: Any) -> bool:
    """Whether a switch that is there is on."""
    return element.get(f"{W}val") not in OFF
