"""The search index of one language, in the shape that Material's page hands to its worker; the
worker is ours."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from wardbook.sheets import sheet_ids
from wardbook.site.addresses import AZ, HOME, location
from wardbook.site.page import Page
from wardbook.site.page_context import PageContext
from wardbook.site.search.findables import Findable, entries, with_foreign
from wardbook.site.search.han import pinyin, plain_forms
from wardbook.site.search.level import level, without_empty, words_of
from wardbook.site.search.sections import Reads

Language = tuple[PageContext, Mapping[str, Page]]
"""How the pages of a language are made, and the pages."""


def index(own: Language, others: Sequence[Language] = (), read: Reads | None = None) -> str:
    """The index of a language as JSON. `others`: further languages of the site, whose names for the
    same things are found too; `read` gives the lines of HTML."""
    return as_json(index_of(own, others, read))


def as_json(made: Mapping[str, Any]) -> str:
    """An index as Material's page takes it."""
    config = {"lang": ["en"], "separator": " ", "pipeline": [], "fields": {}}
    return json.dumps({"config": config, "docs": made}, ensure_ascii=False, separators=(",", ":"))


def as_script(index: str) -> str:
    """The index as a script: a page opened from a file may not fetch."""
    return "var __index = " + index.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def index_of(
    own: Language, others: Sequence[Language] = (), read: Reads | None = None
) -> Mapping[str, Any]:
    """The index as plain data, as `ranking.Finder` and the browser's worker read it."""
    foreign = []
    for other in others:
        foreign.append(list(entries(*other)))
    found = list(with_foreign(list(entries(*own)), foreign))
    said = _said(own, [context for context, _ in others])
    lines: dict[str, int] = {}
    rows = []
    for entry in found:
        rows.append(_row(entry, lines, read))
    plain = plain_forms((*_names(found), *lines))
    words = words_of(said["empty"], said["trouble"])
    every = [*_names(found), *said["kinds"]["form"]]
    low = [without_empty(level(name, plain), words) for name in every]
    return {
        "said": said,
        "plain": "".join(sign + simple for sign, simple in plain.items()),
        "pinyin": pinyin(low),
        "entries": rows,
        "variants": list(_variants(found)),
        "lines": list(lines),
    }


def _row(entry: Findable, lines: dict[str, int], read: Reads | None) -> dict[str, Any]:
    """An entry as plain data; a line that several pages say stands once in `lines`. A part's lines
    are in runs: the first one's number, how many follow on one another. What few entries have
    stands with those alone, and a title that is the first name, or a weight of 1, nowhere: an index
    is read before the first answer."""
    parts: list[tuple[str, str, list[int]]] = []
    for part in entry.parts(read):
        numbers = [lines.setdefault(line, len(lines)) for line in part.lines]
        parts.append((part.anchor, part.title, _in_runs(dict.fromkeys(numbers))))
    row: dict[str, Any] = {
        "at": entry.at,
        "kind": entry.kind,
        "names": entry.names,
        "parts": parts,
    }
    if entry.title != entry.names[0]:
        row["title"] = entry.title
    if entry.weight != 1:
        row["weight"] = entry.weight
    seldom = {"words": entry.words, "phone_names": entry.phone_names, "detail": entry.detail}
    for name, value in seldom.items():
        if value:
            row[name] = value
    return row


def _in_runs(numbers: Iterable[int]) -> list[int]:
    """Numbers as the first of each run with its length: most pages say new lines one by one."""
    runs: list[int] = []
    for number in numbers:
        if runs and runs[-2] + runs[-1] == number:
            runs[-1] += 1
        else:
            runs += [number, 1]
    return runs


def _variants(found: Sequence[Findable]) -> Iterator[tuple[int, int]]:
    """Places of the variants of forms among the entries, with that of the form."""
    places = {entry.at: place for place, entry in enumerate(found)}
    for place, entry in enumerate(found):
        if entry.variant_of in places:
            yield place, places[entry.variant_of]


def _names(found: Iterable[Findable]) -> list[str]:
    names: list[str] = []
    for entry in found:
        names += [*entry.names, *entry.words, *entry.phone_names]
    return names


def _said(own: Language, others: Sequence[PageContext]) -> dict[str, Any]:
    """Words that name nothing, of every language; what is said of results, in its own."""
    empty: list[str] = []
    trouble: list[str] = []
    alike: list[list[str]] = []
    telephone: list[str] = []
    phrases: list[list[str]] = []
    for context in (own[0], *others):
        empty += context.words["search_empty"].split("|")
        trouble += context.words["search_trouble"].split("|")
        telephone += context.words["search_telephone"].split("|")
        alike += [group.split("=") for group in context.words["search_alike"].split("|")]
        phrases += [pair.split("=") for pair in context.words["search_phrases"].split("|")]
    help = list(_help(*own))
    return {
        "empty": empty,
        "trouble": trouble,
        "telephone": telephone,
        "kinds": {"form": own[0].words["search_form"].split("|")},
        "alike": alike,
        "phrases": phrases,
        "shown": own[0].words_behind("found_"),
        "help": help,
    }


def _help(context: PageContext, pages: Mapping[str, Page]) -> Iterator[dict[str, str]]:
    """What is said where nothing answers: the number to call, and where every name stands."""
    words, desk = context.words, context.book.home.desk
    place = context.where.get(sheet_ids.CONTACTS)
    if desk:
        yield {
            "at": location(place.uri if place else HOME),
            "kind": words["found_nothing"],
            "title": f"{desk.label} {desk.number}",
            "line": "",
        }
    if AZ in pages:
        yield {
            "at": location(AZ),
            "kind": words["found_page"],
            "title": words["az"],
            "line": words["az_line"],
        }
