"""Writes a page as Markdown that carries no text of ours: headings with explicit ids, and raw HTML
in which every ASCII punctuation mark is a character reference, so that no engine finds markup in
what people wrote."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable

from wardbook.html.strict_parser import VOID, StrictParser
from wardbook.site.page import Heading, Html, Page

_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
_IN_VALUES = re.compile(r"[!\"&'*<=>@\[\\\]^_`{|}~$]")
"""Punctuation to escape in attributes: all but what addresses, colours and drawings are made of."""
_LEADING, _ADDRESS = frozenset(("id", "href")), re.compile(r"[\w./#-]+", re.ASCII)
"""Attributes whose values stay as they are where they are addresses and nothing else: engines that
look for dead anchors do not read references."""
_REFERENCE = re.compile(r"&#(\d+);")
_PLACE = re.compile(r'<div class="wb">(\d+)</div>')
"""Where a skeleton wants a part of HTML."""
_SPACE = re.compile(r"[ \t\n\r\f]+")
"""What HTML folds; the wide space of Chinese forms is none of it."""
_NEEDED = frozenset("<>&\"'")
"""Marks that HTML itself needs as references."""
_REFUSED = frozenset(
    ("iframe", "link", "meta", "noscript", "object", "script", "style", "template", "textarea")
)
"""Elements whose content follows other rules, or that have no place in a page of ours."""
_EXACT = "pre"
"""The element in which line breaks count."""


def to_markdown(page: Page) -> str:
    """The page as Markdown: front matter, then its parts in order. The same text for every engine,
    and for one that knows no ids of headings: those are HTML too. Raises ValueError as `safe_html`
    does."""
    parts: list[str] = []
    for part in page.parts:
        if isinstance(part, Heading):
            html = f'<h{part.level} id="{part.anchor}">{safe_words(part.text)}</h{part.level}>'
            parts.append(html + "\n")
        else:
            parts.append(_block(part))
    return _written(page, parts)


def skeleton(page: Page) -> str:
    """The page as Markdown for an engine that hands back what it made: headings, and a numbered
    place for each part of HTML, which `filled` puts in. No engine reads those parts, which takes it
    far longer than writing them."""
    parts: list[str] = []
    for at, part in enumerate(page.parts):
        if isinstance(part, Heading):
            parts.append(_heading(part))
        else:
            parts.append(f'<div class="wb">{at}</div>\n')
    return _written(page, parts)


def content(page: Page) -> str:
    """The page's content as HTML: what an engine makes of its skeleton, with its parts of HTML in
    their places, without the engine."""
    made: list[str] = []
    for part in page.parts:
        if isinstance(part, Heading):
            text = plain_again(safe_words(part.text))
            made.append(f'<h{part.level} id="{part.anchor}">{text}</h{part.level}>\n')
        else:
            made.append(_placed(part) + "\n\n")
    return "".join(made).strip()


def filled(html: str, page: Page) -> str:
    """What an engine made of the page's skeleton, with its parts of HTML in their places."""

    def part(place: re.Match[str]) -> str:
        found = page.parts[int(place[1])]
        if isinstance(found, Heading):  # somebody wrote what looks like one of our places
            return place[0]
        return _placed(found)

    return _PLACE.sub(part, plain_again(html))


def _placed(part: Html) -> str:
    return f'<div class="wb">{part.html.strip()}</div>'


def safe_html(html: str) -> str:
    """Rendered HTML on one line, every ASCII punctuation mark of its text as a character reference.
    Raises ValueError when elements are not closed in order or would be read in other ways."""
    writer = _Writer()
    writer.feed(html)
    writer.close()
    return writer.finished()


def safe_words(text: str) -> str:
    """A text as one line in which no engine finds markup."""
    return _PUNCTUATION.sub(_reference, _SPACE.sub(" ", text).strip())


def plain_again(html: str) -> str:
    """What an engine made, with the references to harmless marks turned back: pages stay small, and
    tools find words in them."""
    return _REFERENCE.sub(_mark, html)


def _written(page: Page, parts: Iterable[str]) -> str:
    """Front matter, then the parts."""
    lines = ["---"]
    for key, value in {"title": page.title, **page.matter}.items():
        lines.append(f"{key}: {json.dumps(value, ensure_ascii=False)}")
    lines += ["---", "", *parts]
    return "\n".join(lines)


def _heading(part: Heading) -> str:
    return f"{'#' * part.level} {safe_words(part.text)} {{ #{part.anchor} }}\n"


def _block(part: Html) -> str:
    return f'<div class="wb">{safe_html(part.html)}</div>\n'


def _reference(match: re.Match[str]) -> str:
    return f"&#{ord(match.group())};"


def _mark(match: re.Match[str]) -> str:
    """A harmless mark for its reference; any other reference stays."""
    mark = chr(int(match[1]))
    if mark in _NEEDED or not mark.isascii() or not mark.isprintable():
        return match[0]
    return mark


class _Writer(StrictParser):
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
        self._out.append(f"<{tag}")
        for name, value in attrs:
            plain = _SPACE.sub(" ", value or "")
            if not (name in _LEADING and _ADDRESS.fullmatch(plain)):
                plain = _IN_VALUES.sub(_reference, plain)
            self._out.append(f' {name}="{plain}"')
        self._out.append(">")
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self._open or self._open.pop() != tag:
            raise ValueError(f"</{tag}> closes nothing")
        self._out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if _EXACT in self._open:
            lines = data.split("\n")
        else:
            lines = [_SPACE.sub(" ", data)]
        self._out.append("&#10;".join(_PUNCTUATION.sub(_reference, line) for line in lines))
