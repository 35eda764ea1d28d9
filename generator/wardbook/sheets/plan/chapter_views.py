"""What a chapter shows: on a sheet of its own, below another, or on the plan's first leaf."""

from __future__ import annotations

from wardbook.sheets.plan.blocks.views import BlockView
from wardbook.sheets.sheet import Prose
from wardbook.sheets.view import view


@view("ChapterView")
class ChapterView:
    """A chapter with its computed number; level 1 is a sheet."""

    number: str
    """As printed before the title: 一、 （一） 1.1 第三条 ; empty without one."""
    gap: str
    """What stands between the number and the title, or the words behind it."""
    title: str
    """Empty where the original has none."""
    anchor: str
    level: int
    basis: str
    blocks: tuple[BlockView, ...]
    chapters: tuple[ChapterView, ...]
    truncated: Prose = ()
    continued: tuple[BlockView, ...] = ()
    """Blocks behind the chapters below."""
    behind: tuple[ChapterView, ...] = ()
    """Closing paragraphs behind the last chapter, without title and number."""
