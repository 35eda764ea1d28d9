"""The headings of a sheet: exported in Chinese and English, read in either, as the plan language's
own key, or as other programs and people call them."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import yaml

from wardbook.spreadsheets.columns import ListColumn
from wardbook.spreadsheets.plan_words import PlanWords

_FILE = Path(__file__).with_name("headings.yml")
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_IGNORED = re.compile(r"[\s()\[\]:：_/.*#$¥€£-]+")
_WHOSE = ("name", "role", "department")
"""Fields of which several stand in one heading: 岗位/用途."""
_HAN = re.compile("[㐀-鿿]+")
_LATIN = re.compile("[a-z]+")
_ENDINGS = (("名", "名称"), ("号", "号码"), ("别", ""), ("nos", "no"))
"""Ends of headings that say the same."""
_SIDES = re.compile("[/／()（）]")
_MONEY = re.compile(
    "(?:元|人民币|rmb|cny|eur|usd|gbp)+(?:每?(?:[a-z]{1,2}|千?克|毫?升|次|日|盒|支|片|个|份|瓶))?$"
)
"""Behind a heading of amounts, often in brackets: 零售价（元/g）."""


@dataclass(frozen=True)
class ToldColumn:
    """Which heading of a sheet stands for a field, as somebody has said."""

    field: str
    heading: str


@dataclass(frozen=True)
class HeadingPart:
    """Words of which one within a heading says that it means `column`, if none of `without` stands
    there."""

    column: ListColumn
    words: tuple[str, ...]
    without: tuple[str, ...]

    def fits(self, heading: str) -> bool:
        """Whether a heading means the column."""
        said = unicodedata.normalize("NFKC", heading).casefold()
        said = simplified(said)
        return _has_one(said, self.words) and not _has_one(said, self.without)


@dataclass(frozen=True)
class HeadingNames:
    """By what the columns of a list may be called, folded. `own` are our names for them, `others`
    are what other programs and people call them, the likeliest first; `told` has the word of
    whoever imports. `parts` are words that say it within a longer heading, `plan` is what the plan
    tells of the cells."""

    name: str
    known: tuple[ListColumn, ...]
    own: Mapping[str, ListColumn]
    others: Mapping[str, ListColumn]
    told: Mapping[str, ListColumn]
    parts: tuple[HeadingPart, ...] = ()
    plan: PlanWords = field(default_factory=PlanWords)

    @property
    def has_phones(self) -> bool:
        """Whether the numbers of the list are telephone numbers."""
        return self.name == "contacts"

    def where(self, written: Container[str]) -> HeadingNames:
        """The names for a table that has these folded headings: what somebody told and it has not
        is of another one."""
        told = {said: column for said, column in self.told.items() if said in written}
        if len(told) == len(self.told):
            return self
        return replace(_names_of(self.known, self.name, told), plan=self.plan)

    def column(self, heading: str) -> ListColumn | None:
        """The column that a heading means; None where nobody knows."""
        return self.whole(heading) or self.by_part(heading)

    def whole(self, heading: str) -> ListColumn | None:
        """The column that is called as a heading says."""
        said = folded(heading)
        bare = _MONEY.sub("", said)
        usual = self._usual(bare)
        found = self.told.get(said) or self.own.get(usual) or self.others.get(usual)
        return found or self._by_alternatives(heading)

    def _usual(self, bare: str) -> str:
        """A heading as it usually ends, where it is known so: 岗位名称 for 岗位名."""
        if bare in self.own or bare in self.others:
            return bare
        for short, longer in _ENDINGS:
            other = bare.removesuffix(short) + longer
            if bare.endswith(short) and (other in self.own or other in self.others):
                return other
        return bare

    def _by_alternatives(self, heading: str) -> ListColumn | None:
        """The column that each side of a stroke, or a name and what stands in brackets behind
        it, mean: Ward / Department, 单位（处室）; of several that which says whose: 岗位/用途."""
        sides = _sides(heading)
        means = {self.own.get(said) or self.others.get(said) for said in map(folded, sides)}
        return means.pop() if len(sides) > 1 and len(means) == 1 else _name_among(means)

    def names(self, heading: str) -> bool:
        """Whether a heading is known: as a column, or as what a note should say."""
        is_noted = self.name == "contacts" and is_one_of(heading, "notes")
        return is_noted or self.column(heading) is not None

    def by_part(self, heading: str) -> ListColumn | None:
        """The column that a heading means by one of its words: 急诊值班电话, Tel (internal)."""
        for part in self.parts:
            if part.fits(heading):
                return part.column
        return None

    def is_another(self, heading: str, field: str) -> bool:
        """Whether a word of a heading says that it is none of a field: 采购价 is not the price."""
        said = simplified(unicodedata.normalize("NFKC", heading).casefold())
        for part in self.parts:
            if part.column.field == field and _has_one(said, part.without):
                return True
        return False

    def is_likeliest(self, heading: str, rivals: Sequence[str]) -> bool:
        """Whether a heading is the one to read of `rivals`, which mean one column by a part of
        their words. Of names it is the one that ends as a longer name of the column does:
        药品通用名称 beside 商品名称; of figures and numbers nobody knows."""
        if len(rivals) == 1:
            return True
        column = self.by_part(heading)
        if column is None or column.field != "name":
            return False
        ends = sorted(self._known_end(rival, column) for rival in rivals)
        return ends[-2] < ends[-1] == self._known_end(heading, column)

    def _known_end(self, heading: str, column: ListColumn) -> int:
        """Letters of the longest name of a column with which a heading ends."""
        said = folded(heading)
        longest = 0
        for name, other in {**self.own, **self.others}.items():
            if other == column and said.endswith(name):
                longest = max(longest, len(name))
        return longest

    def rank(self, heading: str) -> int:
        """How likely a heading is meant, of several for one column: the lowest first."""
        said = folded(heading)
        bare = self._usual(_MONEY.sub("", said))
        if said in self.told or bare in self.own:
            return 0
        return min(map(self._rank_of, (bare, *map(folded, _SIDES.split(heading)))))

    def _rank_of(self, bare: str) -> int:
        """How likely one of the other names is meant."""
        if bare in self.others:
            return list(self.others).index(bare) + 1
        return len(self.others) + 1

    def order(self, heading: str) -> tuple[int, int]:
        """Where a heading stands among several for one column: the likeliest first, told ones as
        they were told."""
        told = [*self.told, folded(heading)]
        return self.rank(heading), told.index(folded(heading))

    def nearest(self, heading: str) -> str:
        """The heading of ours that was probably meant; empty where none is like it."""
        for near in difflib.get_close_matches(folded(heading), self.own, n=1, cutoff=0.6):
            return heading_of(self.own[near], self.name)
        return ""


def heading_names(
    known: Sequence[ListColumn],
    name: str,
    told: Sequence[ToldColumn] = (),
    plan: PlanWords | None = None,
) -> HeadingNames:
    """By what the columns of the list `name` may be called. A column that somebody told has no
    other name."""
    names = _names_of(known, name, _told_names(known, told))
    return replace(names, plan=plan or PlanWords())


def _names_of(
    known: Sequence[ListColumn], name: str, chosen: Mapping[str, ListColumn]
) -> HeadingNames:
    taken = {column.field for column in chosen.values()}
    free = [column for column in known if column.field not in taken]
    languages = tuple(dict.fromkeys(column.language for column in known if column.language))
    own: dict[str, ListColumn] = {}
    others: dict[str, ListColumn] = {}
    for column in free:
        for said in _own_names(column, name):
            own.setdefault(folded(said), column)
        for said in _other_names(column, name, languages):
            others.setdefault(folded(said), column)
    parts = tuple(_parts(free, name))
    return HeadingNames(name, tuple(known), own, others, chosen, parts)


def _name_among(means: set[ListColumn | None]) -> ListColumn | None:
    """The column of names, if the others say whose: a post, a department; the only one that says
    whose beside a place, which is a remark (房间/岗位)."""
    by_field = {column.field if column else "": column for column in means}
    if len(by_field) < len(means) or not by_field.keys() <= {*_WHOSE, "note"}:
        return None
    by_field.pop("note", None)
    if len(by_field) == 1:
        return by_field.popitem()[1]
    return by_field.get("name")


def _parts(known: Sequence[ListColumn], name: str) -> Iterator[HeadingPart]:
    """The words by which columns of the list `name` are known within longer headings."""
    found = _words()["parts"].get(name, {})
    for column in known:
        if column.field in found:
            part = found[column.field]
            yield HeadingPart(column, tuple(part["with"]), tuple(part["without"]))


def _has_one(said: str, words: Sequence[str]) -> bool:
    """Whether one of `words` stands in a heading: Latin ones as a whole word."""
    latin = _LATIN.findall(said)
    for word in words:
        if word in latin or (word in said and not word.isascii()):
            return True
    return False


def _told_names(known: Sequence[ListColumn], told: Sequence[ToldColumn]) -> dict[str, ListColumn]:
    """Folded heading → the column that somebody said it stands for."""
    found: dict[str, ListColumn] = {}
    for one in told:
        for column in known:
            if one.field in (column.field, column.key):
                found.setdefault(folded(one.heading), column)
    return found


def is_field(field: str, known: Sequence[ListColumn]) -> bool:
    """Whether a list has a field of that name."""
    return any(field in (column.field, column.key) for column in known)


def heading_of(column: ListColumn, name: str) -> str:
    """The heading that export writes for a column of the list `name`: 号码 Number; 名称（英文）
    Name (English)."""
    return " ".join(dict.fromkeys(_said(column, name)))


def heading_in(column: ListColumn, name: str, language: str) -> str:
    """The heading of a column of the list `name` in one language; one that there is for each
    language of a project ends in *."""
    own = {**_words()["all"], **_words().get(name, {})}
    said: str = own.get(column.field, {}).get(language, column.field)
    if column.language:
        return f"{said}*"
    return said


def _own_names(column: ListColumn, name: str) -> Iterator[str]:
    yield column.key
    yield heading_of(column, name)
    yield from _said(column, name)


def _other_names(column: ListColumn, name: str, languages: Sequence[str]) -> Iterator[str]:
    """What others call a column. A text without a word on its language is in that of its heading,
    or in the first of the project where that is none of its `languages`."""
    found: Mapping[str, Sequence[str]] = _words()["read_too"].get(name, {})
    names = [*_bare_names(column, name), *found.get(column.field, ())]
    yield from _in_front(column, name)
    if name == "contacts" and column.field == "name":
        names += [*_words()["beside"]["things"], *_words()["beside"]["persons"]]
    for said in names:
        if not column.language or column.language == _language_of(said, languages):
            yield said


def _bare_names(column: ListColumn, name: str) -> Iterator[str]:
    """The words for a text without those for its language."""
    if column.language:
        yield from {**_words()["all"], **_words().get(name, {})}.get(column.field, {}).values()


def _in_front(column: ListColumn, name: str) -> Iterator[str]:
    """The words for a text behind those for its language: 英文名称, English name."""
    for said in _bare_names(column, name):
        for language in ("zh", "en"):
            yield f"{_language(column.language, language)}{said}"


def _language_of(heading: str, languages: Sequence[str]) -> str:
    written = "en"
    if _HAN.search(heading):
        written = "zh"
    if written in languages:
        return written
    return languages[0]


def _said(column: ListColumn, name: str) -> Iterator[str]:
    """The heading in each language that has words for it; the bare key where none has."""
    own = {**_words()["all"], **_words().get(name, {})}
    if column.field not in own:
        yield column.key
        return
    for language, words in own[column.field].items():
        if not column.language:
            yield words
            continue
        in_language: str = _words()["in"][language]
        yield words + in_language.format(_language(column.language, language))


def _language(code: str, language: str) -> str:
    """How the language `code` is called in `language`."""
    found: str = _words()["languages"].get(code, {}).get(language, code)
    return found


def folded(text: str) -> str:
    """A heading without what people type differently: width, case, spaces, brackets, traditional
    characters."""
    plain = _IGNORED.sub("", unicodedata.normalize("NFKC", text).casefold())
    return simplified(plain)


def simplified(text: str) -> str:
    """A text with simplified characters for traditional ones."""
    return text.translate(_simplified())


def is_one_of(heading: str, kind: str) -> bool:
    """Whether a heading of a telephone list says what a number is of (`things`), who answers
    (`persons`), what a note should say (`notes`), or that all kinds of remarks stand below it
    (`remarks`)."""
    known = _beside(kind)
    sides = list(map(folded, _sides(heading)))
    return folded(heading) in known or (len(sides) > 1 and known.issuperset(sides))


def is_worth_a_note(heading: str) -> bool:
    """Whether a word of a heading of a telephone list says who or where, and none speaks of another
    number."""
    said = simplified(unicodedata.normalize("NFKC", heading).casefold())
    found = _words()["noted_with"]
    return _has_one(said, found["with"]) and not _has_one(said, found["without"])


def _sides(heading: str) -> list[str]:
    """What stands on each side of a stroke, and in brackets behind a heading."""
    return list(filter(str.strip, _SIDES.split(heading)))


@cache
def chinese_headings() -> frozenset[str]:
    """All Chinese headings that are read, of any list."""
    names = chain.from_iterable(fields.values() for fields in _words()["read_too"].values())
    return frozenset(filter(_HAN.fullmatch, chain.from_iterable(names)))


@cache
def department_words() -> frozenset[str]:
    """Words of which names of departments are made, and which dictionaries of phrases lack."""
    return frozenset(_words()["in_departments"])


@cache
def _beside(kind: str) -> frozenset[str]:
    return frozenset(map(folded, _words()["beside"][kind]))


@cache
def _simplified() -> Mapping[int, int]:
    """Traditional characters of headings → simplified ones."""
    pairs: Mapping[str, str] = _words()["traditional"]
    return str.maketrans(pairs["from"], pairs["to"])


@cache
def _words() -> Mapping[str, Any]:
    """What `headings.yml` says."""
    found: Mapping[str, Any] = yaml.load(_FILE.read_text(encoding="utf-8"), Loader=_LOADER)
    return found
