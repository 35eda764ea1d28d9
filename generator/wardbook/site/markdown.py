"""Writes a page as Markdown that carries no text of ours: headings with explicit ids, and raw HTML in which every ASCII
punctuation mark is a character reference, so that no engine finds markup in what people wrote."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from html.parser import HTMLParser

from wardbook.site.page import Heading, Html, Page

_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_IN_VALUES = re.compile(r"[!\"&'*<=>@\[\\\]^_`{|}~$]")
"""Punctuation to escape in attributes: all but what addresses, colours and drawings are made of."""
_REFERENCE = re.compile(r"&#(\d+);")
_PLACE = re.compile(r'<div class="wb">(\d+)</div>')
"""Where a skeleton wants a part of HTML."""
_SPACE = re.compile(r"[ \t\n\r\f]+")
"""What HTML folds; the wide space of Chinese forms is none of it."""
_NEEDED = frozenset("<>&\"'")
"""Marks that HTML itself needs as references."""
_VOID = frozenset(("br", "col", "hr", "img", "input", "wbr"))
_REFUSED = frozenset(
    ("iframe", "link", "meta", "noscript", "object", "script", "style", "template", "textarea")
)
"""Elements whose content follows other rules, or that have no place in a page of ours."""
_EXACT = "pre"
"""The element in which line breaks count."""


def to_markdown(page: Page) -> str:
    """The page as Markdown: front matter, then its parts in order. The same text for every engine."""
    return _written(
        page, (_heading(part) if isinstance(part, Heading) else _block(part) for part in page.parts)
    )


def skeleton(page: Page) -> str:
    """The page as Markdown for an engine that hands back what it made: headings, and a numbered place for each part of
    HTML, which `filled` puts in. No engine reads those parts, which takes it far longer than writing them."""
    parts = (
        _heading(part) if isinstance(part, Heading) else f'<div class="wb">{at}</div>\n'
        for at, part in enumerate(page.parts)
    )
    return _written(page, parts)


def filled(html: str, page: Page) -> str:
    """What an engine made of the page's skeleton, with its parts of HTML in their places."""

    def part(place: re.Match[str]) -> str:
        found = page.parts[int(place[1])]
        return (
            f'<div class="wb">{found.html.strip()}</div>' if isinstance(found, Html) else place[0]
        )

    return _PLACE.sub(part, plain_again(html))


def safe_html(html: str) -> str:
    """Rendered HTML on one line, every ASCII punctuation mark of its text as a character reference. Raises ValueError
    when elements are not closed in order or would be read in other ways."""
    writer = _Writer()
    writer.feed(html)
    writer.close()
    return writer.finished()


def safe_words(text: str) -> str:
    """A text as one line in which no engine finds markup."""
    return _PUNCTUATION.sub(_reference, _SPACE.sub(" ", text).strip())


def plain_again(html: str) -> str:
    """What an engine made, with the references to harmless marks turned back: pages stay small and greppable."""
    return _REFERENCE.sub(_mark, html)


def _written(page: Page, parts: Iterable[str]) -> str:
    matter = {"title": page.title, **page.matter}
    lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in matter.items())
    return "\n".join(("---", *lines, "---", "", *parts))


def _heading(part: Heading) -> str:
    return f"{'#' * part.level} {safe_words(part.text)} {{ #{part.anchor} }}\n"


def _block(part: Html) -> str:
    return f'<div class="wb">{safe_html(part.html)}</div>\n'


def _reference(match: re.Match[str]) -> str:
    return f"&#{ord(match.group())};"


def _mark(match: re.Match[str]) -> str:
    mark = chr(int(match.group(1)))
    return mark if mark.isascii() and mark.isprintable() and mark not in _NEEDED else match.group()


class _Writer(HTMLParser):
    """Reads rendered HTML and writes it again, escaped. Comments and declarations vanish."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._out: list[str] = []
        self._open: list[str] = []

    def finished(self) -> str:
        """What was written."""
        if self._open:
            raise ValueError(f"not closed: {', '.join(self._open)}")
        return "".join(self._out).strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _REFUSED:
            raise ValueError(f"<{tag}> has no place in a page")
        values = (
            f' {name}="{_IN_VALUES.sub(_reference, _SPACE.sub(" ", value or ""))}"'
            for name, value in attrs
        )
        self._out.append(f"<{tag}{''.join(values)}>")
        if tag not in _VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if not self._open or self._open.pop() != tag:
            raise ValueError(f"</{tag}> closes nothing")
        self._out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        lines = data.split("\n") if _EXACT in self._open else [_SPACE.sub(" ", data)]
        self._out.append("&#10;".join(_PUNCTUATION.sub(_reference, line) for line in lines))
