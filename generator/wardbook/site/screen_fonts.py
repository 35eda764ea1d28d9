"""The Han font that the pages of a language bring along. A browser reads it where the machine has
no Han font of its own: a phone or a PC without one shows characters, not empty boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from operator import itemgetter

from wardbook.folders import CACHE, DOCS
from wardbook.site.assets import ASSETS, asset
from wardbook.site.cut_fonts import CUT, CutFonts
from wardbook.site.language_site import LanguageSite
from wardbook.site.page import Heading
from wardbook.site.page_context import PageContext
from wardbook.theme import theme_file

_FACES = "site/han.css"
FACES = asset(_FACES)
"""The style sheet that names the fonts, from a language's root; without a rule where the pages hold
no Han character."""
_FIRST_HAN = 0x2E80
"""From here on Unicode has Han characters, their punctuation and full-width forms."""
_HAN = re.compile("[\u3400-\u9fff]")
_TAG = re.compile("<[^>]*>")


def screen_fonts(site: LanguageSite, frame: str = "") -> Mapping[str, bytes]:
    """Address → content of the fonts and of the style sheet that names them. `frame`: what a host
    says in words of its own around the pages."""
    if not any(map(_shows_han, _texts(site))):
        return {FACES: b""}
    wanted = frozenset(
        letter for letter in map(ord, _letters(site) | set(frame)) if letter >= _FIRST_HAN
    )
    made = {FACES: theme_file(site.context.roots, _FACES).read_bytes()}
    for weight, font in (
        CutFonts(site.context.roots, site.context.project / CACHE / CUT).of(wanted).items()
    ):
        made[f"{ASSETS}/han-{weight}.woff"] = font
    return made


def _shows_han(text: str) -> bool:
    """Whether a Han character stands outside its tags: a page that reads lists knows headings in
    Chinese, and shows none."""
    return _HAN.search(_TAG.sub("", text)) is not None


def _letters(site: LanguageSite) -> set[str]:
    """Every letter that a page of the language shows, once."""
    found: set[str] = set()
    for text in _texts(site):
        found.update(text)
    return found


def _texts(site: LanguageSite) -> Iterator[str]:
    """What the pages say, what stands around them, and what the choice of language shows."""
    for page in site.pages.values():
        yield page.title
        for part in page.parts:
            yield part.text if isinstance(part, Heading) else part.html
    yield from site.context.words.values()
    yield from map(itemgetter(1), site.book.languages)
    yield from _choice(site.context)
    for context, _ in site.others:
        yield from _choice(context)
    if site.guides.get(site.book.language):
        for path in sorted((site.context.project / DOCS / site.book.language).rglob("*.md")):
            yield path.read_text(encoding="utf-8")


def _choice(context: PageContext) -> Iterator[str]:
    """What the choice of language says of one, and the page for an address that there is not."""
    book, words = context.book, context.words
    yield from (book.organisation, book.title, book.edition)
    yield from (words["in_language"], words["unzip"], words["offline"])
    yield from (words["missing_title"], words["missing_text"], words["missing_home"])
    yield words[f"audience_{book.audience}"]
