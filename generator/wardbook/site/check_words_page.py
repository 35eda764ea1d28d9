"""The page that says whether paper is current: somebody types or scans the six characters of
leaves. It works from a file and asks nobody.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from wardbook.sheets.check_words import CheckWord
from wardbook.sheets.sheet import MUL
from wardbook.site import addresses as at
from wardbook.site.page import Heading, Page, Rank, SearchEntry, with_sidebars_hidden
from wardbook.site.page_context import PageContext

_SAID = "words_"
"""How the keys of the words begin that the page's script says."""


def check_words_page(context: PageContext) -> Page:
    """Whether a leaf, a form or a card is current."""
    title = context.words["check_words"]
    say = context.words_behind(_SAID)
    known = list(map(list, _known(context)))
    given = json.dumps({"say": say, "known": known}, ensure_ascii=False, separators=(",", ":"))
    return Page(
        at.CHECK_WORDS,
        title,
        (Heading(1, title, "top"), context.html("check-words", given=given)),
        SearchEntry(Rank.LIST, context.names("check_words")),
        group="check_words",
        label=title,
        matter=with_sidebars_hidden("list"),
    )


def _known(context: PageContext) -> Iterator[tuple[str, ...]]:
    """Word, state, sheet, edition with its date, what ended it with its date, why, the new word:
    as the script reads them."""
    for word in context.book.check_words:
        why = word.why.words(context.book.language) if word.why else ""
        edition = " · ".join(filter(None, (word.edition, word.dated)))
        until = " · ".join(filter(None, (word.until, word.until_dated)))
        yield (word.word, str(word.state), _sheet(context, word), edition, until, why, word.now)


def _sheet(context: PageContext, word: CheckWord) -> str:
    """The sheet by its code and title, with its language and reader where they are others than the
    page's. A form of all languages has its title in that of the page."""
    title = word.title
    if word.language == MUL and word.id in context.book.sheets:
        title = context.title(word.id)
    parts = [f"{word.code} {title}"]
    if word.language not in (MUL, context.book.language):
        parts.append(word.language)
    if word.audience != context.book.audience:
        parts.append(context.words[f"audience_{word.audience}"])
    return " · ".join(parts)
