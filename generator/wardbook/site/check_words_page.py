"""The page that says whether paper is current: somebody types or scans the six signs of leaves. It
works from a file and asks nobody."""

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


def check_words_page(kit: PageContext) -> Page:
    """Whether a leaf, a form or a card is current."""
    title = kit.words["check_words"]
    say: dict[str, str] = {}
    for key, said in kit.words.items():
        if key.startswith(_SAID):
            say[key.removeprefix(_SAID)] = said
    known = list(map(list, _known(kit)))
    given = json.dumps({"say": say, "known": known}, ensure_ascii=False, separators=(",", ":"))
    return Page(
        at.CHECK_WORDS,
        title,
        (Heading(1, title, "top"), kit.html("check-words", given=given)),
        SearchEntry(Rank.LIST, kit.names("check_words")),
        group="check_words",
        label=title,
        matter=with_sidebars_hidden("list"),
    )


def _known(kit: PageContext) -> Iterator[tuple[str, ...]]:
    """Word, state, sheet, edition with its date, what ended it with its date, why, the new word:
    as the script reads them."""
    for word in kit.book.check_words:
        why = word.why.words(kit.book.language) if word.why else ""
        edition = " · ".join(filter(None, (word.edition, word.dated)))
        until = " · ".join(filter(None, (word.until, word.until_dated)))
        yield (word.word, str(word.state), _sheet(kit, word), edition, until, why, word.now)


def _sheet(kit: PageContext, word: CheckWord) -> str:
    """The sheet by its code and title, with its language and reader where they are others than the
    page's. A form of all languages has its title in that of the page."""
    title = word.title
    if word.language == MUL and word.id in kit.book.sheets:
        title = kit.title(word.id)
    parts = [f"{word.code} {title}"]
    if word.language not in (MUL, kit.book.language):
        parts.append(word.language)
    if word.audience != kit.book.audience:
        parts.append(kit.words[f"audience_{word.audience}"])
    return " · ".join(parts)
