"""What MkDocs made of the Markdown of our pages the last time: their headings, and places for their
parts. Setting Markdown up takes longer than reading a page."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

import markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.toc import get_toc

from wardbook.kept_texts import KeptTexts, key_of

_PREFIX = "markdown.extensions."
_KNOWN = frozenset(
    ("abbr", "admonition", "attr_list", "def_list", "fenced_code", "footnotes", "md_in_html")
) | frozenset(("meta", "nl2br", "sane_lists", "smarty", "tables", "toc"))
"""Extensions of Markdown itself, whose version tells what they do."""


def is_known(config: MkDocsConfig) -> bool:
    """Whether nothing but Markdown itself has a hand in what is made of it."""
    return all(name.removeprefix(_PREFIX) in _KNOWN for name in config.markdown_extensions)


class KeptMarkdown:
    """Renders pages, or takes over what the last build made of the same Markdown."""

    def __init__(self, config: MkDocsConfig, texts: KeptTexts) -> None:
        names, options = list(config.markdown_extensions), config.mdx_configs
        self._decides = key_of((markdown.__version__, names, options))
        self._texts = texts

    def render(self, page: Any) -> None:
        """Have a page rendered so when MkDocs comes to it."""
        made: Callable[[Any, Any], None] = page.render

        def rendered(config: MkDocsConfig, files: Any) -> None:
            key = key_of((self._decides, page.markdown))
            found = self._texts.find(key)
            if found is not None:
                _take(page, json.loads(found))
                return
            made(config, files)
            if not page.links_to_anchors:
                self._texts.keep(key, json.dumps(_said(page), ensure_ascii=False))

        page.render = rendered

    def save(self) -> None:
        """Write what was used and made."""
        self._texts.save()


def _said(page: Any) -> dict[str, Any]:
    """What rendering gave a page, as plain data."""
    return {
        "content": page.content,
        "title": page._title_from_render,
        "anchors": sorted(page.present_anchor_ids),
        "toc": _tokens(page.toc),
    }


def _tokens(entries: Iterable[Any]) -> list[dict[str, Any]]:
    tokens = []
    for entry in entries:
        below = _tokens(entry.children)
        own = {"name": entry.title, "id": entry.id, "level": entry.level, "children": below}
        tokens.append(own)
    return tokens


def _take(page: Any, said: dict[str, Any]) -> None:
    """Give a page what rendering gave it."""
    page.content, page.toc = said["content"], get_toc(said["toc"])
    page._title_from_render = said["title"]
    page.present_anchor_ids, page.links_to_anchors = set(said["anchors"]), {}
