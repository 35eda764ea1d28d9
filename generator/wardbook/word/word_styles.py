"""What Word's styles say of a paragraph: heading or not, bold, centred, which list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from wardbook.word.word_xml import W, child, is_on, said, whole

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录)(?:\s*[1-9]|\s*heading|标题)?", re.IGNORECASE)
_TITLES = ("title", "标题", "文档标题")
_CAPTIONS = ("caption", "题注")
_BODY_LEVEL = 9
_CHAIN_MOST = 30
"""Styles that rest on one another; a circle ends there."""


@dataclass(frozen=True)
class ParagraphFacts:
    """What is told of a paragraph by its style and by itself."""

    style: str
    level: int
    is_title: bool
    is_contents: bool
    is_caption: bool
    is_centred: bool
    is_bold: bool
    size: float
    list_name: str
    list_level: int | None


class WordStyles:
    """The styles of a document."""

    def __init__(self, root: Any) -> None:
        self._styles: dict[str, Any] = {}
        self._default = ""
        for style in root.findall(f"{W}style"):
            name = style.get(f"{W}styleId") or ""
            self._styles[name] = style
            is_paragraph = style.get(f"{W}type") == "paragraph"
            if is_paragraph and style.get(f"{W}default") in ("1", "true"):
                self._default = name

    def facts(self, paragraph: Any) -> ParagraphFacts:
        """What is told of a paragraph."""
        own = paragraph.find(f"{W}pPr")
        style = said(own, "pStyle")
        name = self._name(style)
        chain = [own, *self._properties(style, "pPr")]
        level = _first(chain, "outlineLvl")
        list_name, list_level = self._list_of(own, style)
        letters = list(self._properties(style, "rPr"))
        return ParagraphFacts(
            style=style or self._default,
            level=self._level(style, level),
            is_title=name in _TITLES,
            is_contents=_CONTENTS.fullmatch(name) is not None,
            is_caption=name in _CAPTIONS,
            is_centred=_first(chain, "jc") == "center",
            is_bold=_is_on(letters, "b"),
            size=_size(letters),
            list_name=list_name,
            list_level=list_level,
        )

    def _name(self, style: str) -> str:
        """What people call a style, in small letters."""
        return said(self._styles.get(style), "name").casefold().strip()

    def _level(self, style: str, outline: str) -> int:
        """Level of heading: by the outline level, else by the name of the style."""
        if outline.isdigit():
            level = int(outline) + 1
            return level % (_BODY_LEVEL + 1)
        for each in self._chain(style):
            found = _HEADING.fullmatch(said(each, "name").strip())
            if found:
                return int(found[1])
        return 0

    def _list_of(self, own: Any, style: str) -> tuple[str, int | None]:
        """The list that a paragraph counts in, by itself or by its style, and the level where one
        is said."""
        name, level = "", ""
        for properties in (own, *self._properties(style, "pPr")):
            listed = child(properties, "numPr")
            name = name or said(listed, "numId")
            level = level or said(listed, "ilvl")
        if name == "0":
            return "", None
        if not level.isdigit():
            return name, None
        return name, int(level)

    def _chain(self, style: str) -> Iterator[Any]:
        """A style and those that it rests on."""
        name = style or self._default
        for _ in range(_CHAIN_MOST):
            found = self._styles.get(name)
            if found is None:
                return
            yield found
            name = said(found, "basedOn")

    def _properties(self, style: str, kind: str) -> Iterator[Any]:
        for each in self._chain(style):
            found = each.find(f"{W}{kind}")
            if found is not None:
                yield found


def is_bold(run: Any, by_style: bool) -> bool:
    """Whether a run is set in bold."""
    found = child(run, "rPr/b")
    if found is None:
        return by_style
    return is_on(found)


def size_of(run: Any, by_style: float) -> float:
    """The size of a run's letters, in points."""
    return _size([run.find(f"{W}rPr")]) or by_style


def _first(chain: list[Any], name: str) -> str:
    """What the first of some properties says that says anything."""
    for properties in chain:
        found = said(properties, name)
        if found:
            return found
    return ""


def _is_on(chain: list[Any], name: str) -> bool:
    for properties in chain:
        found = child(properties, name)
        if found is not None:
            return is_on(found)
    return False


def _size(chain: list[Any]) -> float:
    return whole(_first(chain, "sz")) / 2
