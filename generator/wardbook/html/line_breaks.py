"""Where a line of HTML may not break: inside the code of a sheet, a form or a document."""

from __future__ import annotations

import re
from collections.abc import Iterator

_PIECES = re.compile(r"(<[^>]*>)")
"""Tags, and the text between them. Templates write no ">" in an attribute."""
_TAG = re.compile(r"<(/?)([a-zA-Z0-9]+)")
_NO_HTML = frozenset(("script", "select", "style", "svg", "textarea", "title"))
"""Elements that can hold no element of HTML."""
_STEP = {"": 1, "/": -1}
"""A tag that opens, and one that closes."""
_IS_WHOLE = re.compile(r'<\w+ class="(?:[\w -]* )?(?:code|wb-code|together)[ "]')
"""An element that does not break anyway."""
_CODE = re.compile(
    r"(?<![A-Za-z0-9&#-])"  # not inside a longer word, nor behind &#
    r"[A-Z][A-Z0-9]{0,5}(?:-[A-Z0-9]{1,6}){1,4}"
    r"(?![A-Za-z0-9-])"
)
"""C-F1, IP-08B, XX-YA-01-01. Longer ones may break: they would not fit a narrow column."""
_SPACE = re.compile(
    r"(?<=[^\s>]) "
    r"(?=(?:<[a-z][^>]*>)*<(?:b|span) class=\"(?:basis|code|deadline|number|together)\b)"
)


def keep_codes(html: str) -> str:
    """The HTML with each code held together: a browser, as WeasyPrint does, breaks a line at any
    hyphen."""
    return "".join(_held(html))


def _held(html: str) -> Iterator[str]:
    inside = 0  # elements open that can hold no other
    is_whole = False
    for piece in _PIECES.split(html):
        tag = _TAG.match(piece)
        if tag is not None:
            if tag[2].lower() in _NO_HTML:
                inside += _STEP[tag[1]]
            is_whole = _IS_WHOLE.match(piece) is not None
            yield piece
        elif inside or is_whole:
            yield piece
        else:
            yield _CODE.sub(r'<span class="together">\g<0></span>', piece)


def for_paper(html: str) -> str:
    """The HTML with its codes held together, and so that what is held together starts a line of its
    own where it must. Where words fit a line but for the space behind them, WeasyPrint breaks them
    at the first place that there is, not at the last: that space stands in an element of its own.
    """
    return _SPACE.sub("<span> </span>", keep_codes(html))
