"""Python's parser of HTML, which reads letter by letter what anybody may have written, with a
shorter way through what is written strictly, as templates are: that is cut at its tags."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

VOID = frozenset(("br", "col", "hr", "img", "input", "wbr"))
"""Elements without an end tag, of those that templates write."""
_NAME = "[a-zA-Z][a-zA-Z0-9]*"
_WRITTEN = r'\s+[a-zA-Z_:][-a-zA-Z0-9_:.]*="[^"]*"'
_PIECE = re.compile(rf"<(/?)({_NAME})((?:{_WRITTEN})*)\s*(/?)>|([^<]+)")
_ATTRIBUTE = re.compile(r'\s+([^=]+)="([^"]*)"')
_RAW = frozenset(("script", "style", "textarea", "xmp", "iframe", "noscript", "plaintext"))
"""Elements in which tags are words."""


class StrictParser(HTMLParser):
    """Calls the same methods with the same values, in the same order."""

    def feed(self, data: str) -> None:
        """Read a whole text."""
        pieces = list(_PIECE.finditer(data))
        if not _are_whole(pieces, len(data)):
            super().feed(data)
            return
        for piece in pieces:
            end, name, written, empty, words = piece.groups()
            if words is not None:
                self.handle_data(unescape(words))
            elif end:
                self.handle_endtag(name.lower())
            elif empty:
                self.handle_startendtag(name.lower(), _attributes(written))
            else:
                self.handle_starttag(name.lower(), _attributes(written))


def _are_whole(pieces: list[re.Match[str]], length: int) -> bool:
    """Whether nothing stands between these pieces, and no tag is a word."""
    at = 0
    for piece in pieces:
        if piece.start() != at or (piece[2] and piece[2].lower() in _RAW):
            return False
        if piece[1] and (piece[3] or piece[4]):
            return False
        at = piece.end()
    return at == length


def _attributes(written: str) -> list[tuple[str, str | None]]:
    return [(name.lower(), unescape(value)) for name, value in _ATTRIBUTE.findall(written)]
