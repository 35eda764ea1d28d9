"""Chapters and attachments of a plan: a top one is a sheet; everything below it is numbered inside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from wardbook.plan.model.blocks import AttachmentsBlock, Block, ListBlock
from wardbook.plan.model.outline import OutlineEntry
from wardbook.plan.model.plan import Plan
from wardbook.sheets import sheet_ids
from wardbook.sheets.item_numbers import labelled
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.numbering import Style, gap, joined
from wardbook.sheets.plan.blocks import block_views
from wardbook.sheets.plan.blocks.shapes import ItemView, ListView
from wardbook.sheets.plan.plans import attachment_lines, classification
from wardbook.sheets.procedures.procedures import basis_label
from wardbook.sheets.shapes import BlockView, ChapterView
from wardbook.sheets.sheet import Sheet, SheetKey, SheetKind


def chapter_sheets(localizer: Localizer, plan: Plan) -> tuple[Sheet, ...]:
    """A sheet for each top chapter, then for each attachment."""
    setter = _Setter(replace(localizer, plan=str(plan.id)), plan, localizer.style(plan))
    return tuple(setter.sheet(entry) for entry in plan.entries())


@dataclass(frozen=True)
class _Setter:
    """Sets one plan's chapters in one language."""

    localizer: Localizer
    plan: Plan
    style: Style

    def sheet(self, entry: OutlineEntry) -> Sheet:
        chapter, view = entry.chapter, self.view(entry)
        key = SheetKey(
            sheet_ids.chapter_id(self.plan, chapter),
            self.localizer.language,
            self.localizer.project.audience,
        )
        title = joined(view.number, view.title)
        code, marked = (
            sheet_ids.chapter_code(self.plan, chapter),
            classification(self.localizer, self.plan),
        )
        return Sheet(
            key, SheetKind.CHAPTER, code, title, view, classification=marked, source=chapter.at
        )

    def view(self, entry: OutlineEntry) -> ChapterView:
        """A chapter with its number and everything below."""
        chapter, number = entry.chapter, self.style.number(entry.position)
        procedures = (self.style.number(position) for position in entry.procedures)
        return ChapterView(
            number=number,
            gap=gap(number) if chapter.title else "",
            title=self._title(entry),
            anchor=str(chapter.id),
            level=entry.depth,
            basis=basis_label(self.localizer, chapter.basis),
            blocks=tuple(self._blocks(chapter.blocks, entry, procedures)),
            chapters=tuple(self.view(below) for below in entry.below),
            truncated=self.localizer.prose(chapter.truncated),
            continued=tuple(self._blocks(chapter.continued, entry, procedures)),
        )

    def _title(self, entry: OutlineEntry) -> str:
        """A top without title is called by its number alone; a preamble, which has neither, by the plan's title."""
        title = self.localizer.words(entry.chapter.title)
        return title or ("" if entry.position.numbered else self.localizer.words(self.plan.title))

    def _blocks(
        self, blocks: tuple[Block, ...], entry: OutlineEntry, procedures: Iterator[str]
    ) -> Iterator[BlockView]:
        for block in blocks:
            if isinstance(block, AttachmentsBlock):
                yield self._attachments(block)
                continue
            own = (
                block.numbers.get(self.localizer.language, ())
                if isinstance(block, ListBlock)
                else ()
            )
            forms = self.style.list_forms(entry, own)
            for view in block_views(self.localizer, block, lambda: next(procedures)):
                yield labelled(view, forms)

    def _attachments(self, block: AttachmentsBlock) -> BlockView:
        """The list of attachments: the plan alone knows it, and numbers it."""
        items = tuple(
            ItemView((line,), None) for line in attachment_lines(self.localizer, self.plan)
        )
        return BlockView(
            "list", ListView("", False, items), basis_label(self.localizer, block.basis)
        )
