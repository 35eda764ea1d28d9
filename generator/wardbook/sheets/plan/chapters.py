"""Chapters and attachments of a plan.

A top one is a sheet; everything below it is numbered inside.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from wardbook.plan.model.blocks import (
    AttachmentsBlock,
    Block,
    CategoriesBlock,
    LevelsBlock,
    ListBlock,
    PrinciplesBlock,
    ProcedureBlock,
)
from wardbook.plan.model.outline import OutlineEntry, Position
from wardbook.plan.model.plan import Chapter, Plan
from wardbook.sheets import sheet_ids
from wardbook.sheets.kinds import SheetKind
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.making import SheetMaker, SheetSources
from wardbook.sheets.numbering import Style, gap, joined
from wardbook.sheets.plan.blocks import block_views
from wardbook.sheets.plan.blocks.views import BlockView, ItemView, ListView, ProcedureHeading
from wardbook.sheets.plan.chapter_views import ChapterView
from wardbook.sheets.plan.item_numbers import labelled
from wardbook.sheets.plan.plans import attachment_lines, plan_sheet, signed_sheet
from wardbook.sheets.plan.signing import sign_rows, signs_on_first_leaf
from wardbook.sheets.plan_facts import classification, in_order
from wardbook.sheets.procedures.procedures import basis_label
from wardbook.sheets.sheet import Sheet, SheetKey


def plan_sheets(sources: SheetSources) -> Iterator[Sheet]:
    """Each plan's first leaf, with its chapters behind it."""
    for plan in in_order(sources.localizer.project.plans):
        chapters = _ChapterSheets.of(sources.localizer, plan)
        first = plan_sheet(sources.localizer, plan, tuple(map(chapters.view, plan.preamble())))
        behind = tuple(map(chapters.sheet, plan.parts()))
        rows = sign_rows(sources.localizer, plan)
        if rows and signs_on_first_leaf(sources.localizer, plan, (first, *behind)):
            first = signed_sheet(first, rows)
        yield from (first, *behind)


def chapter_views(localizer: Localizer, plan: Plan) -> tuple[ChapterView, ...]:
    """What each top chapter and attachment shows, whatever sheet it stands on."""
    return tuple(map(_ChapterSheets.of(localizer, plan).view, plan.entries()))


@dataclass(frozen=True)
class _ChapterSheets:
    """Makes the sheets of one plan's chapters in one language."""

    localizer: Localizer
    plan: Plan
    style: Style

    @classmethod
    def of(cls, localizer: Localizer, plan: Plan) -> _ChapterSheets:
        """The maker for a plan: its own chapters are named without it."""
        return cls(replace(localizer, plan=str(plan.id)), plan, localizer.style(plan))

    def sheet(self, part: Sequence[OutlineEntry]) -> Sheet:
        """The sheet of a top chapter or attachment, with the closing paragraphs behind it."""
        entry, *closing = part
        chapter, behind = entry.chapter, tuple(map(self.view, closing))
        title = self._title(entry)
        view = replace(self.view(entry), title=title, behind=behind)
        if self.plan.is_front():
            view = replace(view, title="")  # the plan's title stands right above
        key = SheetKey(
            sheet_ids.chapter_id(self.plan, chapter),
            self.localizer.language,
            self.localizer.project.audience,
        )
        return Sheet(
            key,
            SheetKind.CHAPTER,
            sheet_ids.chapter_code(self.plan, chapter),
            joined(view.number, title),
            view,
            words=tuple(self._words(entry)),
            classification=classification(self.localizer, self.plan),
            source=chapter.at,
        )

    def _words(self, entry: OutlineEntry) -> Iterator[str]:
        """What search finds a top chapter by: also what is said of those below, which stand on its
        page."""
        yield from self.localizer.listed(entry.chapter.aliases)
        for below in entry.below:
            yield from self._words(below)

    def view(self, entry: OutlineEntry) -> ChapterView:
        """A chapter with its number and everything below."""
        chapter, number = entry.chapter, self.style.number(entry.position)
        procedures = iter(entry.procedures)
        return ChapterView(
            number=number,
            gap=gap(number),
            title=self.localizer.words(chapter.title),
            anchor=str(chapter.id),
            level=entry.depth,
            basis=basis_label(self.localizer, chapter.basis),
            blocks=tuple(self._blocks(chapter.blocks, entry, procedures)),
            chapters=tuple(self.view(below) for below in entry.below),
            truncated=self.localizer.prose(chapter.truncated),
            continued=tuple(self._blocks(chapter.continued, entry, procedures)),
        )

    def _title(self, entry: OutlineEntry) -> str:
        """A top without title is called by its number alone.

        Where no chapter of the plan has either, the first is called by the plan's title.
        """
        title = self.localizer.words(entry.chapter.title)
        if title or entry.position.numbered:
            return title
        return self.localizer.words(self.plan.title)

    def _blocks(
        self, blocks: tuple[Block, ...], entry: OutlineEntry, procedures: Iterator[Position]
    ) -> Iterator[BlockView]:
        for block in blocks:
            if isinstance(block, AttachmentsBlock):
                yield self._attachments(block)
                continue
            number, place = "", entry
            is_all = _is_all_of(entry.chapter, block)
            if isinstance(block, ProcedureBlock):
                position = next(procedures)  # one that is hidden keeps its number
                if is_all:
                    position = entry.position
                else:
                    number = self.style.number(position)
                place = replace(entry, position=position, procedures=(), below=())
            own = _own_numbers(block).get(self.localizer.language, ())
            numbers = self.style.list_numbers(place, own)
            for made in block_views(self.localizer, block, number):
                if is_all and isinstance(made.content, ProcedureHeading):
                    made = replace(made, content=replace(made.content, title="", gap=""))
                yield labelled(made, numbers)

    def _attachments(self, block: AttachmentsBlock) -> BlockView:
        """The list of attachments: the plan alone knows it, and numbers it."""
        items = []
        for line in attachment_lines(self.localizer, self.plan):
            items.append(ItemView((line,), None))
        basis = basis_label(self.localizer, block.basis)
        return BlockView("list", ListView("", False, tuple(items)), basis)


def _is_all_of(chapter: Chapter, block: Block) -> bool:
    """Whether a chapter with a title holds the steps of a procedure and nothing else: its title is
    theirs."""
    if not isinstance(block, ProcedureBlock) or not block.here:
        return False
    alone = len(chapter.blocks) == 1 and not chapter.chapters and not chapter.continued
    return alone and chapter.title is not None


def _own_numbers(block: Block) -> Mapping[str, Sequence[str]]:
    """What the numbers of a block look like, by language, where they are its own."""
    match block:
        case ListBlock() | PrinciplesBlock():
            return block.numbers
        case CategoriesBlock():
            return block.categories.numbers
        case LevelsBlock():
            return block.levels.numbers
    return {}


MAKER = SheetMaker((SheetKind.PLAN, SheetKind.CHAPTER), plan_sheets)
