"""The search index of one language, in the shape that Material's page hands to its worker; the
worker is ours."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from wardbook.site.addresses import location
from wardbook.site.page import Heading, Page, SearchEntry

_SILENT = frozenset(("header", "nav", "svg"))
"""Elements that add nothing to find: names and codes are found as such, drawings repeat steps,
links lead elsewhere."""
_TEASER = 160
"""Letters shown of a page that says nothing before its first heading."""
_INLINE = frozenset(("a", "b", "em", "i", "small", "span", "strong", "wbr"))


def index(pages: Iterable[Page]) -> str:
    """The index as JSON: an entry for each page and one for each part under a heading of its
    own."""
    docs: list[dict[str, object]] = []
    for page in pages:
        docs += _docs(page)
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


@dataclass
class _Section:
    """What a page says below a heading; `anchor` is empty for what stands above all of them."""

    anchor: str
    title: str
    said: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.said).split())


def _docs(page: Page) -> Iterator[dict[str, object]]:
    """The entry of a page, then one for each of its sections."""
    where = location(page.uri)
    sections = _sections(page)
    text = sections[0].text or _teaser(sections)
    yield {"location": where, "title": page.title, "text": text, **_search_terms(page.found)}
    for section in sections[1:]:
        yield {
            "location": f"{where}#{section.anchor}",
            "title": section.title,
            "text": section.text,
        }


def _sections(page: Page) -> list[_Section]:
    """What the page says before its first heading below the title, then what each heading holds."""
    sections = [_Section("", page.title)]
    for part in page.parts:
        if not isinstance(part, Heading):
            sections[-1].said.append(text_of(part.html))
        elif part.level > 1:
            sections.append(_Section(part.anchor, part.text))
    return sections


def _teaser(sections: Iterable[_Section]) -> str:
    """How the first section with words begins."""
    for section in sections:
        if section.text:
            return section.text[:_TEASER]
    return ""


def _search_terms(found: SearchEntry) -> dict[str, object]:
    """By what else a page is found; what it lacks is left out, which keeps the index small."""
    terms: dict[str, object] = {}
    if found.rank:
        terms["rank"] = found.rank
    names, words = _once(found.names), _once(found.words)
    if names:
        terms["names"] = names
    if words:
        terms["words"] = words
    return terms


def _once(words: Iterable[str]) -> list[str]:
    """Words without empty ones, each once, in order."""
    return list(dict.fromkeys(filter(None, words)))


class _TextParser(HTMLParser):
    """Collects the words of HTML."""

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
