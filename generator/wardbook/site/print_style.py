"""What a browser prints around a page of the site: its name above, edition and number below."""

from __future__ import annotations

import re

_PLAIN = re.compile(r"[^0-9A-Za-z \u00b7-\uffff]")
"""What is written as a number inside a string of CSS: marks that end it, or the style."""


def running_words(head: str, foot: str, *, lies: bool) -> str:
    """The rule for the page's margins. `lies`: the paper lies on its side."""
    size = "size: landscape; " if lies else ""
    return (
        f"@page {{ {size}"
        f"@top-left {{ content: {_string(head)}; }} "
        f"@bottom-left {{ content: {_string(foot)}; }} "
        '@bottom-right { content: counter(page) " / " counter(pages); } }'
    )


def _string(words: str) -> str:
    """Words as a string of CSS."""
    return '"' + _PLAIN.sub(_number, words) + '"'


def _number(mark: re.Match[str]) -> str:
    return f"\\{ord(mark[0]):x} "  # the space ends the number, and is none itself
