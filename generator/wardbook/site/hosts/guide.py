"""The hand-written pages of a language as the static host shows them: Markdown with tables, notes,
attributes and blocks of code."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from wardbook.site.addresses import location
from wardbook.site.hosts.frame import Shown
from wardbook.site.language_site import GUIDE
from wardbook.site.page import Heading
from wardbook.site.site_error import SiteError

_EXTENSIONS = ("toc", "tables", "fenced_code", "admonition", "attr_list")
"""What MkDocs reads, too, as the project's settings come."""
_MATTER = re.compile(r"\A---[ \t]*\n(.*?\n)---[ \t]*\n", re.DOTALL)
_TITLE = re.compile(r"^title:[ \t]*[\"']?(.+?)[\"']?[ \t]*$", re.MULTILINE)


def guide_pages(docs: Path) -> Iterator[Shown]:
    """The pages of the folder `docs`, in the order of their addresses. Raises SiteError for a link
    to a file that there is not."""
    for path in sorted(docs.rglob("*.md")):
        yield _page(docs, path)


def guide_files(docs: Path) -> Mapping[str, Path]:
    """What the pages show besides: address from the language's root → file."""
    found: dict[str, Path] = {}
    for path in sorted(docs.rglob("*")):
        if path.is_file() and path.suffix != ".md":
            found[f"{GUIDE}/{path.relative_to(docs).as_posix()}"] = path
    return found


def _page(docs: Path, path: Path) -> Shown:
    text = path.read_text(encoding="utf-8-sig")
    matter = _MATTER.match(text)
    title = ""
    if matter:
        text = text[matter.end() :]
        named = _TITLE.search(matter[1])
        title = named[1] if named else ""
    writer = Markdown(extensions=list(_EXTENSIONS))
    writer.treeprocessors.register(_Links(docs, path), "links", 0)
    html = writer.convert(text)
    tokens: list[dict[str, Any]] = getattr(writer, "toc_tokens", [])
    headings = tuple(_headings(tokens))
    if not title:
        title = headings[0].text if headings else path.stem
    uri = f"{GUIDE}/{path.relative_to(docs).as_posix()}"
    top = headings[0].anchor if headings else ""
    listed = tuple(one for one in headings if one.level > 1)
    return Shown(uri, title, html, listed, top=top)


def _headings(tokens: list[dict[str, Any]]) -> Iterator[Heading]:
    """The headings of a page, in its order."""
    for token in tokens:
        yield Heading(int(token["level"]), str(token["name"]), str(token["id"]))
        yield from _headings(token["children"])


class _Links(Treeprocessor):
    """Turns links to Markdown files into links to pages."""

    def __init__(self, docs: Path, path: Path) -> None:
        super().__init__()
        self._docs = docs
        self._path = path

    def run(self, root: Element) -> None:
        """Change the links of a page. Raises SiteError for one that leads nowhere."""
        for element in root.iter():
            key = {"a": "href", "img": "src"}.get(str(element.tag))
            address = element.get(key, "") if key else ""
            if key and address:
                element.set(key, self._changed(address))

    def _changed(self, address: str) -> str:
        parts = urlsplit(address)
        outside = parts.scheme or parts.netloc or parts.path.startswith("/")
        # Markdown hides the signs of a mail address from those who collect them
        if outside or not parts.path or "\x02" in address:
            return address
        target = posixpath.normpath(self._path.parent.as_posix() + "/" + unquote(parts.path))
        if not Path(target).is_file():
            name = f"{self._docs.parent.name}/{self._docs.name}"
            page = self._path.relative_to(self._docs).as_posix()
            raise SiteError(f"{name}/{page}: a link to {address!r}, but there is no such file")
        path = parts.path
        if path.endswith(".md"):
            path = location(path)
        return urlunsplit(("", "", path, parts.query, parts.fragment))
