"""How a plan numbers what it holds: the name of a style, or a mapping that shows by example what
differs from it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from wardbook.plan.data import MARK_KEY, Scalar
from wardbook.plan.model.base import Base
from wardbook.plan.model.scalars import (
    LANGUAGE,
    NO_SCALAR,
    Parsed,
    Several,
    YesNo,
    on_one_line,
    one_of,
    wrong,
)

STYLES = ("chinese", "articles", "decimal", "mixed")

_NUMERAL = re.compile(r"[一1Ⅰ①]|(?<![A-Za-z])[AaIi](?![A-Za-z])")
"""What stands for a number in an example: 一, 1, Ⅰ, ①; A, a, I or i where it is no part of a
word."""
_OTHER_NUMBER = re.compile(r"[02-9二三四五六七八九十②-⑳ⅡⅢ]")
_LEVELS_MOST = 6
"""Levels of chapters whose numbers may stand in that of something below them."""


def parts(example: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The numerals of an example, and the literals around them: `第一条` → 一 between 第 and 条."""
    return tuple(_NUMERAL.findall(example)), tuple(_NUMERAL.split(example))


def _example(value: Any, most: int) -> Scalar:
    """What the first number of a level looks like; it may hold the numbers of `most` levels
    (1.1.1)."""
    right = "（一）, 1., 第一条, 1.1"
    if not isinstance(value, Scalar):
        raise wrong("numeral", NO_SCALAR, right)
    numerals, _ = parts(value)
    if not 1 <= len(numerals) <= most or _OTHER_NUMBER.search(value):
        raise wrong("numeral", value, right)
    return on_one_line(value)


def _examples(value: Any) -> Mapping[str, tuple[Scalar, ...]]:
    """Examples by language, one for each level, outermost first."""
    return _leveled(value, levels_above=0)


def _examples_below(value: Any) -> Mapping[str, tuple[Scalar, ...]]:
    """The same of levels below a chapter, which may print the chapter's numbers too (1.1、)."""
    return _leveled(value, levels_above=_LEVELS_MOST)


def _leveled(value: Any, levels_above: int) -> Mapping[str, tuple[Scalar, ...]]:
    levels = _languages(value)
    for examples in levels.values():
        if not isinstance(examples, list) or not examples:
            raise PydanticCustomError("word_list", "")
    found = {}
    for language, examples in levels.items():
        found[language] = tuple(
            _example(one, at + levels_above) for at, one in enumerate(examples, 1)
        )
    return found


def _single(value: Any) -> Mapping[str, Scalar]:
    """One example by language."""
    return {language: _example(one, 1) for language, one in _languages(value).items()}


def _languages(value: Any) -> Mapping[str, Any]:
    """Language → what stands behind it. Raises `PydanticCustomError` for any other key."""
    if not isinstance(value, dict):
        raise PydanticCustomError("text_shape", "")
    found = {}
    for key, entry in value.items():
        if key == MARK_KEY:
            continue
        if not LANGUAGE.fullmatch(key):
            raise PydanticCustomError("text_split", "", {"given": str(key)})
        found[str(key)] = entry
    return found


_SCALAR_SCHEMA = {"type": ["string", "number"]}

_EXAMPLES_SCHEMA = {
    "type": "object",
    "additionalProperties": {"type": "array", "minItems": 1, "items": _SCALAR_SCHEMA},
}

Examples = Annotated[Mapping[str, tuple[Scalar, ...]], Parsed(_examples, _EXAMPLES_SCHEMA)]
"""For each language, what the first number of each level looks like: `{zh: [一、, 〔一〕,
1、]}`."""
ExamplesBelow = Annotated[
    Mapping[str, tuple[Scalar, ...]], Parsed(_examples_below, _EXAMPLES_SCHEMA)
]
"""The same for what stands below a chapter: a number may begin with the chapter's (`1.1、`)."""
Example = Annotated[
    Mapping[str, Scalar],
    Parsed(_single, {"type": "object", "additionalProperties": _SCALAR_SCHEMA}),
]
"""For each language, what the first number looks like: `{zh: 附件一, en: Annex A}`."""


class Numbering(Base):
    """A style with what differs from it. A language that is not named keeps the style's own
    forms."""

    style: Annotated[str, one_of(*STYLES)] = Field(default="chinese", validate_default=False)
    levels: Examples = Field(default_factory=dict)
    """What the first number of each level of chapters looks like, outermost first: [一、, 〔一〕,
    1、, (1)]."""
    items: ExamplesBelow = Field(default_factory=dict)
    """What the first number of each level of a numbered list looks like. By default, in `chinese`
    and `articles` the levels below its chapter, in `decimal` and `mixed` a), 1)."""
    items_continue: YesNo = Field(default=False, validate_default=False)
    """yes: numbered lists take the levels below their chapter in every style: in decimal, a list
    in 3.1 counts 3.1.1, 3.1.2."""
    first: tuple[Several, ...] = ()
    """The numbers of the first chapter of each level, outermost first, where the plan is the rest
    of another: [7, 23] begins with 第七章 and 第二十三条."""
    attachments: Example = Field(default_factory=dict)
    """What the first attachment is called: 附件一, Annex A."""
    continuous: tuple[Several, ...] = ()
    """Levels (1 is the outermost) that count on through the chapters above them, as articles do."""
    first_attachment: Several = Field(default=1, validate_default=False)
    """The number of the first attachment, where the series goes on from another plan's."""
    section: Example = Field(default_factory=dict)
    """Only for articles: what the first section of a chapter is called: 第一节, Section 1."""


class _NameOrOptions:
    """A style's name stands for the mapping that holds nothing else."""

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_before_validator_function(_from_name, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"anyOf": [{"enum": list(STYLES)}, handler(schema)]}


def _from_name(value: Any) -> Any:
    if not isinstance(value, Scalar):
        return value
    if value not in STYLES:
        raise wrong("choice", value, ", ".join(STYLES))
    return {MARK_KEY: value.mark, "style": value}


NumberingField = Annotated[Numbering, _NameOrOptions()]
"""`decimal`, or a mapping with `style: decimal` and what differs."""
