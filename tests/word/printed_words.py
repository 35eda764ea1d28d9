"""What a drafted plan prints, line by line, and what its source shows: for tests that compare them."""

import io
from collections.abc import Iterator
from pathlib import Path

from docx.document import Document
from wardbook.plan.loader import load
from wardbook.sheets.plan.blocks.views import (
    BlockView,
    FigureView,
    ListView,
    ProseView,
    TableView,
)
from wardbook.sheets.plan.chapter_views import ChapterView
from wardbook.sheets.plan.chapters import chapter_views
from wardbook.sheets.project_localizer import localizer_for
from wardbook.sheets.sheet import Prose, text_of


def squeezed(text: str) -> str:
    """A text without spaces: numbers stand before titles with a gap or without one."""
    return "".join(text.split())


def saved(document: Document) -> bytes:
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def printed(project: Path, plan: str, language: str) -> list[str]:
    """Every line of a plan's chapters, numbers before titles and items."""
    loaded = load(project).project
    assert loaded is not None
    found: list[str] = []
    for view in chapter_views(localizer_for(loaded, language), loaded.plans[plan]):
        found += chapter_lines(view)
    return [squeezed(line) for line in found]


def chapter_lines(view: ChapterView) -> Iterator[str]:
    waiting = view.number + view.title
    if view.title:
        yield waiting
        waiting = ""
    for block in view.blocks:
        for line in block_lines(block):
            yield waiting + line  # a number without a title stands before the first words
            waiting = ""
    for chapter in view.chapters:
        yield from chapter_lines(chapter)
    for block in view.continued:
        yield from block_lines(block)


def block_lines(block: BlockView) -> Iterator[str]:
    content = block.content
    if isinstance(content, ProseView):
        yield from prose_lines(content.prose)
    elif isinstance(content, ListView):
        yield from list_lines(content)
    elif isinstance(content, TableView):
        yield content.caption
        yield from content.columns
        for row in content.rows:
            for cell in row:
                yield " ".join(prose_lines(cell))
    elif isinstance(content, FigureView):
        yield content.caption
    else:
        raise AssertionError(type(content))


def list_lines(view: ListView) -> Iterator[str]:
    for item in view.items:
        first, *others = prose_lines(item.text)
        yield item.label + first
        yield from others
        if item.below:
            yield from list_lines(item.below)


def prose_lines(prose: Prose) -> list[str]:
    return [text_of(line) for line in prose]
