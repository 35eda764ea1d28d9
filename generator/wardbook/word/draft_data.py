"""A draft → what its file is to say, as plain data whose places are those of the source."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from wardbook.findings import Mark
from wardbook.plan.data import Data, Scalar
from wardbook.word.drafts import (
    DraftBlock,
    DraftChapter,
    DraftFigure,
    DraftItem,
    DraftList,
    DraftNote,
    DraftTable,
    DraftText,
    PlanDraft,
    clean,
    on_one_line,
)
from wardbook.word.sources import SourceCell, SourceParagraph, SourceTable

Entry = dict[str, "Data | Mark"]


class DraftWriter:
    """Turns one draft into data."""

    def __init__(self, draft: PlanDraft, file: str) -> None:
        self._draft = draft
        self._file = file
        self._nowhere = Mark(file)

    def data(self) -> Entry:
        """The whole plan."""
        draft = self._draft
        plan: Entry = {
            "id": self._word(draft.id),
            "code": self._word(draft.code),
            "title": self._text(draft.title, on_one_line(draft.title.text)),
        }
        plan["numbering"] = self._numbering()
        plan["status"] = self._word("draft")
        plan.update(draft.fields)
        plan["chapters"] = [self._chapter(chapter) for chapter in draft.chapters]
        if draft.attachments:
            plan["attachments"] = [self._chapter(chapter) for chapter in draft.attachments]
        return plan

    def _word(self, text: str) -> Scalar:
        return Scalar(text, self._nowhere)

    def _text(self, paragraph: SourceParagraph, text: str) -> Data:
        return {self._draft.language: Scalar(text, Mark(self._file, paragraph.place, 1))}

    def _numbering(self) -> Data:
        draft = self._draft
        said: Entry = {"style": self._word(draft.style)}
        if draft.levels:
            said["levels"] = self._examples(draft.levels)
        if draft.section:
            said["section"] = {draft.language: self._word(draft.section)}
        if draft.attachment:
            said["attachments"] = {draft.language: self._word(draft.attachment)}
        return said

    def _examples(self, examples: Sequence[str]) -> Data:
        return {self._draft.language: [self._word(example) for example in examples]}

    def _chapter(self, chapter: DraftChapter) -> Data:
        said = self._chapter_head(chapter)
        blocks = self._blocks(chapter.blocks)
        if blocks or not chapter.chapters:
            said["blocks"] = blocks
        if chapter.chapters:
            said["chapters"] = [self._chapter(below) for below in chapter.chapters]
        if chapter.continued:
            said["continued"] = self._blocks(chapter.continued)
        return said

    def _chapter_head(self, chapter: DraftChapter) -> Entry:
        """What is said of a chapter above its words."""
        said: Entry = {"id": self._word(chapter.id)}
        heading = chapter.heading()
        if heading and chapter.paragraph:
            said["title"] = self._text(chapter.paragraph, heading)
        if not chapter.counts:
            said["numbered"] = self._word("no")
        if chapter.is_section:
            said["section"] = self._word("yes")
        if chapter.levels:
            said["levels"] = self._examples(chapter.levels)
        return said

    def _blocks(self, blocks: Iterable[DraftBlock]) -> list[Data]:
        return [self._block(block) for block in blocks]

    def _block(self, block: DraftBlock) -> Data:
        match block:
            case DraftText():
                return {"text": self._text(block.paragraph, block.text)}
            case DraftNote():
                return {"note": self._text(block.paragraph, block.text)}
            case DraftList():
                return self._list(block)
            case DraftTable():
                return {"table": self._table(block)}
            case DraftFigure():
                return {"figure": self._figure(block)}

    def _list(self, made: DraftList) -> Data:
        said: Entry = {"list": [self._item(made, item) for item in made.items]}
        if made.counts:
            said["numbers"] = self._examples(_examples_of(made))
        return said

    def _item(self, made: DraftList, item: DraftItem) -> Data:
        text = self._text(item.paragraph, made.words(item))
        below = item.below
        if below is None:
            return text
        said: Entry = {"text": text, "list": [self._item(below, one) for one in below.items]}
        if made.counts and not below.counts:
            said["numbered"] = self._word("no")
        return said

    def _figure(self, block: DraftFigure) -> Data:
        said: Entry = {"file": self._word(block.file)}
        if block.caption:
            said["caption"] = self._text(block.paragraph, block.caption)
        said["alt"] = self._text(block.paragraph, block.alt)
        return said

    def _table(self, block: DraftTable) -> Data:
        table, said = block.table, Entry()
        if table.caption:
            said["caption"] = self._text(table.caption, on_one_line(table.caption.shown))
        columns: list[Data] = []
        if block.has_head:
            columns += [self._cell_text(cell) for cell in table.rows[0]]
        said["columns"] = columns
        rows: list[Data] = []
        for row in full_rows(table)[len(columns) and 1 :]:
            rows.append([self._cell(cell) for cell in row])
        said["rows"] = rows
        return said

    def _cell(self, cell: SourceCell) -> Data:
        if (cell.across, cell.down) == (1, 1):
            return self._cell_text(cell)
        said: Entry = {}
        if clean(cell.text):
            said["text"] = self._cell_text(cell)
        if cell.across > 1:
            said["across"] = self._word(str(cell.across))
        if cell.down > 1:
            said["down"] = self._word(str(cell.down))
        return said

    def _cell_text(self, cell: SourceCell) -> Data:
        words = clean(cell.text)
        if not words:
            return self._word("")
        for paragraph in cell.paragraphs:
            if not paragraph.is_empty:
                return self._text(paragraph, words)
        return self._word("")


def _examples_of(made: DraftList) -> list[str]:
    """The examples of a list's levels, as far as the lists below are counted alike."""
    found = [made.example]
    row = [made]
    while row:
        counted: list[DraftList] = []
        for one in row:
            for item in one.items:
                if item.below and item.below.counts:
                    counted.append(item.below)
        if len({one.example for one in counted}) != 1:
            return found
        found.append(counted[0].example)
        row = counted
    return found


def full_rows(table: SourceTable) -> list[list[SourceCell]]:
    """The rows of a table with empty cells where the source leaves places out; no cell reaches
    below the last row."""
    width = _width_of(table)
    taken: dict[int, int] = {}
    found: list[list[SourceCell]] = []
    for at, row in enumerate(table.rows):
        line: list[SourceCell] = []
        wide = taken.get(at, 0)
        for cell in row:
            down = min(cell.down, len(table.rows) - at)
            line.append(SourceCell(cell.paragraphs, cell.across, down))
            wide += cell.across
            for below in range(at + 1, at + down):
                taken[below] = taken.get(below, 0) + cell.across
        line += [SourceCell(())] * (width - wide)
        found.append(line)
    return found


def _width_of(table: SourceTable) -> int:
    """Columns of its widest row, with cells that reach down into it."""
    taken: dict[int, int] = {}
    width = 0
    for at, row in enumerate(table.rows):
        wide = taken.get(at, 0)
        for cell in row:
            wide += cell.across
            for below in range(at + 1, at + cell.down):
                taken[below] = taken.get(below, 0) + cell.across
        width = max(width, wide)
    return width
