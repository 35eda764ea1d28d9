"""Bilingual text: words, references, paragraphs; nothing else. HTML and Markdown in it are
words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from wardbook.findings import Mark
from wardbook.plan.data import MARK_KEY, Scalar
from wardbook.plan.model.scalars import LANGUAGE, ParsedIn, on_one_line, several_lines

KINDS: Mapping[str, tuple[str, ...]] = {
    "body": (),
    "citation": (),
    "contact": ("name", "number"),
    "department": (),
    "form": ("name", "code"),
    "plan": ("name", "number", "short"),
    "procedure": ("name", "code"),
    "programme": (),
    "role": (),
    "step": (),
    "system": ("name",),
    "term": (),
    "window": (),
}
"""What a reference may name, and what it may ask for behind `|`; each kind has a namespace of its
own."""
ANY_LANGUAGE = "*"
_REFERENCE = re.compile(r"<([a-z]+):([a-z0-9-]+)(?:/([a-z0-9-]+))?(?:\|([a-z]+))?>")
_NEARLY = re.compile(
    rf"[<＜〈《](?:{'|'.join(KINDS)}) *[:：] *\w[\w/|-]*(?: *[>＞〉》])?", re.IGNORECASE
)
"""What its author took for a reference. `< form:x` is none: so a text shows one without making it
one."""
_HAS_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True)
class Link:
    """A reference by id. `kinds` are what it may name (several where a field allows several);
    `part` is what stands behind the slash; a step of the same procedure has an empty `id`."""

    kinds: tuple[str, ...]
    id: str
    part: str | None
    mark: Mark

    def __str__(self) -> str:
        if not self.part:
            return f"{self.kinds[0]}:{self.id}"
        if not self.id:
            return f"{self.kinds[0]}:{self.part}"
        return f"{self.kinds[0]}:{self.id}/{self.part}"

    def from_elsewhere(self, procedure: str) -> Link:
        """The link as it would be written outside of the procedure that it stands in: that of a
        step of it needs the procedure's id there."""
        if self.id or not self.part:
            return self
        return replace(self, id=procedure)


@dataclass(frozen=True)
class Words:
    """Plain words."""

    text: str


@dataclass(frozen=True)
class Reference:
    """A link inside a text; `view` narrows what is printed (`name`, `number`, `code`)."""

    link: Link
    view: str | None


Inline = Words | Reference
Paragraph = tuple[Inline, ...]


def from_elsewhere(paragraph: Paragraph, procedure: str) -> Paragraph:
    """A paragraph of a procedure with its links as they would be written outside of it."""
    whole: list[Inline] = []
    for inline in paragraph:
        if isinstance(inline, Reference):
            inline = replace(inline, link=inline.link.from_elsewhere(procedure))
        whole.append(inline)
    return tuple(whole)


@dataclass(frozen=True)
class Text:
    """A text in its languages, as paragraphs. What needs no translation stands under
    `ANY_LANGUAGE`."""

    languages: Mapping[str, tuple[Paragraph, ...]]
    raw: Mapping[str, Scalar]
    """The scalars as written."""
    mark: Mark

    def paragraphs(self, language: str) -> tuple[Paragraph, ...]:
        """The paragraphs in `language`; empty when the language is missing."""
        return self.languages.get(language) or self.languages.get(ANY_LANGUAGE, ())

    def words(self, language: str) -> str:
        """The text in `language` as it was written, references included."""
        return str(self.raw.get(language) or self.raw.get(ANY_LANGUAGE) or "")

    def references(self) -> Iterator[Reference]:
        """Every reference, in every language."""
        return iter(self._every_reference)

    @cached_property
    def _every_reference(self) -> tuple[Reference, ...]:
        """Kept, since checks ask each text many times."""
        found: list[Reference] = []
        for paragraphs in self.languages.values():
            found += _references(paragraphs)
        return tuple(found)

    def references_in(self, language: str) -> Iterator[Reference]:
        """Every reference that prints in `language`."""
        return _references(self.paragraphs(language))


def _references(paragraphs: Iterable[Paragraph]) -> Iterator[Reference]:
    for paragraph in paragraphs:
        for inline in paragraph:
            if isinstance(inline, Reference):
                yield inline


def parse_inline(text: str, mark: Mark) -> Paragraph:
    """Words and `<kind:id[/part][|view]>` references. `<b>` and `<5` are words; an unknown kind is
    a reference that no registry resolves, so that `check` reports it."""
    if "<" not in text:  # most texts
        return (Words(text),) if text else ()
    found: list[Inline] = []
    position = 0
    for match in _REFERENCE.finditer(text):
        if match.start() > position:
            found.append(Words(text[position : match.start()]))
        kind, target, part, view = match.groups()
        found.append(Reference(Link((kind,), target, part, mark), view))
        position = match.end()
    if position < len(text):
        found.append(Words(text[position:]))
    return tuple(found)


def near_references(text: str) -> Iterator[str]:
    """What looks like a reference and is none, so that its signs would be printed: one that is not
    closed, that has the signs of a Chinese keyboard, spaces, or capital letters."""
    for match in _NEARLY.finditer(text):
        if not _REFERENCE.match(text, match.start()):
            yield match[0]


def parse_text(value: Any, only: str = "") -> Text:
    """A mapping of languages, or a plain scalar: in a project of one language (`only`) any text,
    else one in which there is nothing to translate (no Han, no sentence). Raises
    `PydanticCustomError` for anything else."""
    if isinstance(value, Scalar):
        if only and value.strip():
            return Text({only: _paragraphs(value)}, {only: value}, value.mark)
        return _untranslated(value)
    if not isinstance(value, dict):
        raise PydanticCustomError("text_shape", "")
    raw: dict[str, Scalar] = {}
    for key, entry in value.items():
        if key == MARK_KEY:
            continue
        _refuse_odd_entry(key, entry)
        if entry != "":
            raw[str(key)] = entry
    languages = {key: _paragraphs(entry) for key, entry in raw.items()}
    return Text(languages, raw, value[MARK_KEY])


def _untranslated(value: Scalar) -> Text:
    """The same text for every language. Raises `PydanticCustomError` when it needs translation."""
    if _HAS_HAN.search(value) or " " in value.strip() or not value.strip():
        raise PydanticCustomError("text_plain", "", {"given": str(value)})
    return Text({ANY_LANGUAGE: _paragraphs(value)}, {ANY_LANGUAGE: value}, value.mark)


def _refuse_odd_entry(key: str, entry: Any) -> None:
    """A comma in `{zh: …, en: a, b}` splits the text and makes a key `b`: say so instead of losing
    it."""
    if not LANGUAGE.fullmatch(key):
        raise PydanticCustomError("text_split", "", {"given": str(key)})
    if not isinstance(entry, Scalar):
        raise PydanticCustomError("text_shape", "")


def _paragraphs(scalar: Scalar) -> tuple[Paragraph, ...]:
    found = []
    for part in scalar.split("\n"):
        words = part.strip()
        if words:
            found.append(parse_inline(words, scalar.mark))
    return tuple(found)


TEXT_SCHEMA = {
    "anyOf": [
        {
            "type": "object",
            "patternProperties": {
                f"^{LANGUAGE.pattern}$": {"type": ["string", "number", "boolean", "null"]}
            },
            "additionalProperties": False,
            "minProperties": 1,
        },
        {"type": ["string", "number"]},
    ]
}

Bilingual = Annotated[Text, ParsedIn(parse_text, TEXT_SCHEMA)]
"""A text in the languages of the project."""


class TextFor:
    """In place of a mapping, the text of one of its fields: `{zh: …, en: …}` for `{text: …}`.

    `empty` are the words that stand for a mapping without any field.
    """

    def __init__(self, field: str, empty: tuple[str, ...] = ()) -> None:
        self._field = field
        self._empty = empty

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self._mapping, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"anyOf": [TEXT_SCHEMA, handler(schema)]}

    def _mapping(self, value: Any) -> Any:
        if isinstance(value, Scalar):
            fields = {} if value in self._empty else {self._field: value}
            return {MARK_KEY: value.mark, **fields}
        if isinstance(value, dict) and _holds_languages_alone(value):
            return {MARK_KEY: value[MARK_KEY], self._field: value}
        return value


def _holds_languages_alone(value: dict[str, Any]) -> bool:
    return all(key == MARK_KEY or LANGUAGE.fullmatch(key) for key in value)


def _parse_name(value: Any, only: str = "") -> Text:
    text = parse_text(value, only)
    for language, paragraphs in text.languages.items():
        if len(paragraphs) > 1:
            raise several_lines(text.raw[language])
    return text


Name = Annotated[Text, ParsedIn(_parse_name, TEXT_SCHEMA)]
"""A text that is one line by nature: a name, a title, a label."""


def _parse_number(value: Any, only: str = "") -> Text:
    if isinstance(value, Scalar) and value.strip() and not _HAS_HAN.search(value):
        only = only or ANY_LANGUAGE
    return _parse_name(value, only)


NumberName = Annotated[Text, ParsedIn(_parse_number, TEXT_SCHEMA)]
"""The number of a standard or document: written once where it is the same in every language, with
its spaces: GB/T 20986-2023, 45 CFR 164.308."""


def parse_word_lists(value: Any, only: str = "") -> Mapping[str, tuple[Scalar, ...]]:
    """Words by language: `{zh: [断电, 掉电], en: [blackout]}`; in a project of one language
    (`only`) also a list alone. Raises `PydanticCustomError` for anything else."""
    if only and _are_words(value):
        return {only: tuple(value)}
    if not isinstance(value, dict):
        raise PydanticCustomError("text_shape", "")
    lists: dict[str, tuple[Scalar, ...]] = {}
    for key, words in value.items():
        if key == MARK_KEY:
            continue
        if not LANGUAGE.fullmatch(key):
            raise PydanticCustomError("text_split", "", {"given": str(key)})
        if not _are_words(words):
            raise PydanticCustomError("word_list", "")
        lists[str(key)] = tuple(words)
    return lists


def _are_words(words: Any) -> bool:
    """Whether it is a list of scalars none of which is empty; the list itself may be."""
    return isinstance(words, list) and all(map(_is_word, words))


def _is_word(word: Any) -> bool:
    """Whether it is a word. Raises `PydanticCustomError` when it stands on several lines."""
    if not isinstance(word, Scalar) or word == "":
        return False
    on_one_line(word)
    return True


_WORDS_ALONE = {"type": "array", "items": {"type": ["string", "number", "boolean"]}}
_WORDS_SCHEMA = {"anyOf": [{"type": "object", "additionalProperties": _WORDS_ALONE}, _WORDS_ALONE]}

WordLists = Annotated[Mapping[str, tuple[Scalar, ...]], ParsedIn(parse_word_lists, _WORDS_SCHEMA)]
"""Words by language."""


def written_pieces(words: str) -> Iterator[tuple[str, bool]]:
    """The pieces of a text as written, and of each whether it is a reference: joined they are the
    text again."""
    position = 0
    for match in _REFERENCE.finditer(words):
        if match.start() > position:
            yield words[position : match.start()], False
        yield match[0], True
        position = match.end()
    if position < len(words):
        yield words[position:], False
