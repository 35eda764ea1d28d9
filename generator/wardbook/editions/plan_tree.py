"""A loaded plan as a tree that two states of it can be compared by: what it says, without how and
where it is written.

A deadline of 60 min and one of 1 h are one value, `pharmacist` and `role:pharmacist` one link, a
default that is written out is one that is not."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeAlias

from pydantic_core import PydanticCustomError

from wardbook.findings import Mark
from wardbook.plan.data import Scalar
from wardbook.plan.model.base import Base
from wardbook.plan.model.blocks import BLOCKS
from wardbook.plan.model.procedure import Procedure
from wardbook.plan.model.scalars import Clock, Duration, parse_duration
from wardbook.plan.project import Project
from wardbook.plan.registries import TABLE, Registry, Shape
from wardbook.plan.text import ANY_LANGUAGE, Link, Text

Leaf: TypeAlias = "str | int | float | bool | datetime.date | Duration | Clock"
Value: TypeAlias = "Wording | LinkName | Entry | Leaf | tuple[Value, ...]"

_OF_EDITION = ("edition", "status")
"""Fields of the site that say which edition it is, and not what it says."""
NAMING = ("name", "title", "label", "term", "short")
"""Fields that people call an entry by."""
_BLOCK_KEYS: Mapping[type[Base], str] = {model: key for key, model in BLOCKS.items()}


@dataclass(frozen=True)
class Wording:
    """A text in its languages, as it is written: references stay references."""

    languages: tuple[tuple[str, str], ...]
    text: Text = field(compare=False, repr=False)

    def said(self, language: str) -> str:
        """The words in a language; empty when they are missing."""
        return dict(self.languages).get(language, "")


@dataclass(frozen=True)
class LinkName:
    """What a link leads to: `role:pharmacist`, `step:dispensary/count`."""

    name: str
    link: Link = field(compare=False, repr=False)


@dataclass(frozen=True)
class Entry:
    """A mapping of the plan. `name` is its id or code, if it has one; `kind` what it is: a
    registry's kind, a block's key, else the name of its model."""

    kind: str
    name: str
    fields: tuple[tuple[str, Value], ...]
    label: Wording | None = field(default=None, compare=False)
    mark: Mark = field(default=Mark(""), compare=False)

    def value(self, name: str) -> Value | None:
        """The value of a field; None when it is absent."""
        return dict(self.fields).get(name)


@dataclass(frozen=True)
class Branch:
    """All entries of a registry."""

    registry: Registry
    entries: tuple[Entry, ...]

    @property
    def ordered(self) -> bool:
        """Whether the order of its entries is written: in one file."""
        return self.registry.shape is Shape.LIST

    @property
    def is_one(self) -> bool:
        """Whether its file holds one entry, which is the same however much of it changes."""
        return self.registry.shape is Shape.SINGLE


def plan_tree(project: Project, other: Project | None = None) -> tuple[Branch, ...]:
    """What a project says, registry by registry. Of an entry that the `other` state of it
    holds, too, the name is told alone: whoever compares them asks for no more. What is said in a
    language that one of them does not have is left out: the site's languages tell it of all texts.
    """
    branches = []
    gone = _of_one(project, other) if other else frozenset()
    for row in TABLE:
        if not row.recorded:
            known = getattr(other, row.field) if other else None
            entries = tuple(_entries(_TreeMaker(project, gone=gone), row, known))
            branches.append(Branch(row, entries))
    return tuple(branches)


def _of_one(project: Project, other: Project) -> frozenset[str]:
    """Languages that only one of two states is written in; none where they share none."""
    one = {*project.languages, *project.form_languages}
    second = {*other.languages, *other.form_languages}
    if one.isdisjoint(second):
        return frozenset()
    return frozenset(one ^ second)


def _entries(maker: _TreeMaker, row: Registry, known: Any) -> Iterator[Entry]:
    held = getattr(maker.project, row.field)
    if isinstance(held, Base):
        yield maker.entry(held, row.kind)
    elif held:
        for id, model in held.items():
            if known and known.get(id) is model:
                yield Entry(row.kind, _name(model), (), mark=model.at)
                continue
            within = model if isinstance(model, Procedure) else None
            yield replace(maker, within=within).entry(model, row.kind)


@dataclass(frozen=True)
class _TreeMaker:
    """Turns models into entries. `within` is the procedure whose steps are told, `gone` are
    languages that are left out."""

    project: Project
    within: Procedure | None = None
    gone: Collection[str] = ()

    def entry(self, model: Base, kind: str = "") -> Entry:
        """A model with all that it says; what is absent or as by default has no field."""
        fields = []
        for name, declared in type(model).model_fields.items():
            held = getattr(model, name)
            is_said = name != "at" and held not in (None, (), {}) and held != declared.default
            if is_said and not (kind == "site" and name in _OF_EDITION):
                fields.append((declared.alias or name, self.value(held)))
        return Entry(
            kind or kind_of(type(model)), _name(model), tuple(fields), _label(fields), model.at
        )

    def value(self, held: object) -> Value:
        """A field's value."""
        match held:
            case Text():
                return Wording(tuple(sorted(self._languages(held))), held)
            case Link():
                return LinkName(self._link(held), held)
            case Base():
                return self.entry(held)
            case Mapping():
                pairs = sorted((str(key), item) for key, item in held.items())
                return tuple(self._pair(*one) for one in pairs if one[0] not in self.gone)
            case tuple() | list():
                return tuple(map(self.value, held))
            case bool() | int() | float() | datetime.date() | Duration() | Clock():
                return held
        return _word(str(held))

    def _languages(self, text: Text) -> Iterator[tuple[str, str]]:
        """The words of a text by language, with one space where an author has several."""
        for written, raw in text.raw.items():
            lines = (" ".join(line.split()) for line in raw.split("\n"))
            words = "\n".join(filter(None, lines))
            for language in self._read_in(written):
                yield language, words

    def _read_in(self, written: str) -> Collection[str]:
        """The languages in which a wording is read: of one for all of them, as a plan of one
        language has none, those that stay."""
        if written == ANY_LANGUAGE and self.gone:
            return {*self.project.languages, *self.project.form_languages} - {*self.gone}
        return () if written in self.gone else (written,)

    def _pair(self, key: str, item: object) -> Entry:
        """What stands under a key that an author chose, a language for example."""
        return Entry("", key, (("", self.value(item)),))

    def _link(self, link: Link) -> str:
        kind = link.kinds[0]
        if len(link.kinds) > 1:
            kind = self._kind(link)
        name = f"{kind}:{link.id}"
        if not link.id and self.within:
            name += str(self.within.id)
        if link.part:
            name += f"/{link.part}"
        return name

    def _kind(self, link: Link) -> str:
        """Which of the kinds that a link may name it does name."""
        for kind in link.kinds:
            if self.project.find(replace(link, kinds=(kind,)), self.within) is not None:
                return kind
        return link.kinds[0]


def _word(word: str) -> Leaf:
    """A word as it is; a start that is a length of time as such."""
    if not any(map(str.isdigit, word)):
        return word
    try:
        return parse_duration(Scalar(word, Mark("")))
    except PydanticCustomError:
        return word


def _name(model: Base) -> str:
    for key in ("id", "code"):
        name = getattr(model, key, None)
        if isinstance(name, str):
            return str(name)
    return ""


def _label(fields: Iterable[tuple[str, Value]]) -> Wording | None:
    known = dict(fields)
    for name in NAMING:
        value = known.get(name)
        if isinstance(value, Wording):
            return value
    return None


def kind_of(model: type[Base]) -> str:
    """What an entry that no registry holds is: a block's key, else its model's name in words,
    `DrillPlan` as `drill plan`."""
    return _BLOCK_KEYS.get(model) or re.sub(r"\B([A-Z])", r" \1", model.__name__).lower()


def renamed(entry: Entry, names: Mapping[str, str]) -> Entry:
    """An entry in which every link that led to an old name leads to the new one."""
    fields = []
    for key, value in entry.fields:
        fields.append((key, _renamed(value, names)))
    name = names.get(f"{entry.kind}:{entry.name}", f":{entry.name}").partition(":")[2]
    return Entry(entry.kind, name, tuple(fields), entry.label, entry.mark)


def _renamed(value: Value, names: Mapping[str, str]) -> Value:
    match value:
        case Entry():
            return renamed(value, names)
        case LinkName():
            return LinkName(_renamed_link(value.name, names), value.link)
        case Wording():
            told = []
            for language, words in value.languages:
                told.append((language, _renamed_words(words, names)))
            return Wording(tuple(told), value.text)
        case tuple():
            return tuple(_renamed_items(value, names))
    return value


def _renamed_items(items: Sequence[Value], names: Mapping[str, str]) -> Iterator[Value]:
    """The items of a list under new names. Links to what became one are one."""
    led: set[str] = set()
    now = [_renamed(item, names) for item in items]
    for item in now:
        if not isinstance(item, LinkName) or item.name not in led or now == [*items]:
            yield item
        if isinstance(item, LinkName):
            led.add(item.name)


def _renamed_link(name: str, names: Mapping[str, str]) -> str:
    whole, slash, part = name.partition("/")
    return names.get(whole, whole) + slash + part


def _renamed_words(words: str, names: Mapping[str, str]) -> str:
    for old, new in names.items():
        for end in (">", "/", "|"):
            words = words.replace(f"<{old}{end}", f"<{new}{end}")
    return words


def said_in(value: Value | None) -> Iterator[str]:
    """Every word, name and number below a value, in its order: what it is compared by when nobody
    gave it a name."""
    if isinstance(value, Wording):
        for _, words in value.languages:
            yield words
    elif isinstance(value, LinkName):
        yield value.name
    elif isinstance(value, Entry | tuple):
        for item in _below(value):
            yield from said_in(item)
    elif value is not None:
        yield str(value)


def by_key(value: Value | None) -> Mapping[str, Value] | None:
    """What stands under keys that an author chose, by key; an absent value has none. None for any
    other value."""
    if value is None:
        return {}
    if not isinstance(value, tuple):
        return None
    found: dict[str, Value] = {}
    for item in value:
        if not isinstance(item, Entry) or item.kind:
            return None
        found[item.name] = item.fields[0][1]
    return found


def wordings_in(value: Value | None) -> Iterator[Wording]:
    """Every text below a value."""
    if isinstance(value, Wording):
        yield value
    elif isinstance(value, Entry | tuple):
        for item in _below(value):
            yield from wordings_in(item)


def named_in(entry: Entry) -> Iterator[Entry]:
    """What has a name in something that may have none: the fields in a section of a form."""
    for value in _below(entry):
        held = tuple(_below(value)) if isinstance(value, tuple) else (value,)
        for item in held:
            if not isinstance(item, Entry):
                continue
            if item.kind and (item.name or item.label):
                yield item
            else:
                yield from named_in(item)


def _below(value: Entry | tuple[Value, ...]) -> Iterator[Value]:
    if isinstance(value, tuple):
        yield from value
        return
    for key, item in value.fields:
        yield key
        yield item
