"""The search index of one language, in the shape that Material's page hands to its worker; the worker is ours."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser

from wardbook.site.addresses import location
from wardbook.site.page import Heading, Page

_SILENT = frozenset(("header", "nav", "svg"))
"""Elements that add nothing to find: names and codes are found as such, drawings repeat steps, links lead elsewhere."""
_TEASER = 160
"""Letters shown of a page that says nothing before its first heading."""
_INLINE = frozenset(("a", "b", "em", "i", "small", "span", "strong", "wbr"))


def index(pages: Iterable[Page]) -> str:
    """The index as JSON: an entry for each page and one for each part under a heading of its own."""
    docs = [doc for page in pages for doc in _docs(page)]
    config = {"lang": ["en"], "separator": " ", "pipeline": [], "fields": {}}
    return json.dumps({"config": config, "docs": docs}, ensure_ascii=False, separators=(",", ":"))


def as_script(index: str) -> str:
    """The index as a script: a page opened from a file may not fetch."""
    return "var __index = " + index.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def text_of(html: str) -> str:
    """The words of rendered HTML, with a space where a block ends."""
    reader = _TextParser()
    reader.feed(html)
    reader.close()
    return " ".join("".join(reader.out).split())


def _docs(page: Page) -> Iterator[dict[str, object]]:
    where = location(page.uri)
    sections: list[tuple[str, str, list[str]]] = [("", page.title, [])]
    for part in page.parts:
        if not isinstance(part, Heading):
            sections[-1][2].append(text_of(part.html))
        elif part.level > 1:
            sections.append((f"#{part.anchor}", part.text, []))
    texts = [" ".join(" ".join(said).split()) for _, _, said in sections]
    found = {
        "rank": page.found.rank,
        "names": _once(page.found.names),
        "words": _once(page.found.words),
    }
    teaser = next((text[:_TEASER] for text in texts if text), "")
    yield {"location": where, "title": page.title, "text": texts[0] or teaser} | {
        k: v for k, v in found.items() if v
    }
    for (anchor, title, _), text in zip(sections[1:], texts[1:], strict=True):
        yield {"location": where + anchor, "title": title, "text": text}


def _once(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(word for word in words if word))


class _TextParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in _SILENT
        if tag not in _INLINE:
            self.out.append(" ")

    def handle_endtag(self, tag: str) -> None:
        self._silent -= tag in _SILENT
        if tag not in _INLINE:
            self.out.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.out.append(data)
