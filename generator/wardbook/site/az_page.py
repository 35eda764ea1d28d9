"""Every name and every other word for it, by its first letter: for who has not found by typing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from wardbook.sheets import sheet_ids
from wardbook.site import addresses as at
from wardbook.site.page import TOP, Heading, Html, Page, Rank, SearchEntry, with_contents_hidden
from wardbook.site.page_context import PageContext
from wardbook.site.search.findables import entries
from wardbook.site.search.han import letters_of
from wardbook.site.search.level import is_han

_KINDS = ("department", "scenario", "form", "contact", "system", "page")
"""What is listed: terms lead nowhere but to the glossary, which is a list itself."""
_NO_LETTER = "0"

_Link = tuple[str, str, str]
"""How it is sorted, what it says, where it leads."""


def az_page(context: PageContext, pages: Mapping[str, Page]) -> Page:
    """The list of all names on `pages`. The menu has it below the glossary, where there is one; the
    first page leads to it always."""
    title = context.words["az"]
    parts = tuple(_parts(context, pages))
    jumps = [(part.text, part.anchor) for part in parts if isinstance(part, Heading)]
    return Page(
        at.AZ,
        title,
        (
            Heading(1, title, TOP),
            context.html("note", text=context.words["az_note"]),
            context.html("jumps", jumps=jumps),
            *parts,
        ),
        SearchEntry(Rank.CHAPTER, context.names("az")),
        group="glossary",
        label=title if sheet_ids.GLOSSARY in context.book.sheets else "",
        above=at.ONCE[sheet_ids.GLOSSARY],
        matter=with_contents_hidden("list"),
    )


def _parts(context: PageContext, pages: Mapping[str, Page]) -> Iterator[Heading | Html]:
    """The names of each letter under it."""
    by_letter: dict[str, list[_Link]] = {}
    for link in sorted(set(_links(context, pages))):
        letter = link[0][:1].upper()
        if not "A" <= letter <= "Z":
            letter = _NO_LETTER
        by_letter.setdefault(letter, []).append(link)
    for letter in sorted(by_letter):
        shown = context.words["az_other"] if letter == _NO_LETTER else letter
        names = [(said, address) for _, said, address in by_letter[letter]]
        yield Heading(2, shown, f"az_{letter.lower()}")
        yield context.html("chips", groups=[("", names)])


def _links(context: PageContext, pages: Mapping[str, Page]) -> Iterator[_Link]:
    """Each name in the language of the page, with the title that it leads to where that is
    another."""
    for entry in entries(context, pages):
        if entry.kind not in _KINDS or entry.at == at.location(at.HOME):
            continue
        for name in dict.fromkeys((entry.title, *entry.names)):
            if not _is_own(context, name):
                continue
            said = name
            if name != entry.title:
                # The title of a number ends with it
                said = f"{name} → {entry.title.removesuffix(f' {name}')}"
            yield (letters_of(name).casefold(), said, entry.at)


def _is_own(context: PageContext, name: str) -> bool:
    """Whether a name belongs on the page of this language: forms carry those of all of them."""
    if context.book.language.startswith("zh"):
        return is_han(name) or len(name.split()) == 1
    return not is_han(name)
