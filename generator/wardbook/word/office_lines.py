"""What a plan's document says besides its words, and which of its lines are numbered."""

from __future__ import annotations

from dataclasses import dataclass

from wardbook.sheets.plan.blocks.views import ListView
from wardbook.sheets.plan.chapter_views import ChapterView
from wardbook.sheets.sheet import Prose, text_of
from wardbook.word.office_numbers import NumberedLine


@dataclass(frozen=True)
class OfficeWords:
    """Words of the document itself."""

    contents: str
    organisation: str
    departments: str
    history: tuple[str, str, str, str]
    signed: tuple[str, str, str]
    fact: str
    """How a label stands before its value."""
    when: str
    """How a time stands behind whoever acts."""
    between: str
    """What parts two times."""
    elsewhere: str
    """How a picture is named that no document of Word can hold."""


def gather_heads(view: ChapterView, level: int, lines: list[NumberedLine], keys: list[int]) -> None:
    """The numbered headings of a chapter, in their order."""
    deeper = level
    if view.number:
        deeper = level + 1
        if view.title:
            lines.append(NumberedLine(view.number.strip(), level))
            keys.append(id(view))
    for below in view.chapters:
        gather_heads(below, deeper, lines, keys)


def gather_items(view: ListView, level: int, lines: list[NumberedLine]) -> None:
    """The items of a list, those below too, with what stands before each."""
    for item in view.items:
        lines.append(NumberedLine(item.label.strip(), level))
        if item.below:
            gather_items(item.below, level + 1, lines)


def joined_lines(prose: Prose) -> str:
    """Paragraphs as one line."""
    return " ".join(text_of(line) for line in prose)
