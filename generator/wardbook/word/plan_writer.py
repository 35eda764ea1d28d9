"""Writes the words of a plan into a file of Word, with automatic numbers, a field of contents, and
a bookmark on each paragraph that says which one it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from wardbook.folders import SOURCE
from wardbook.plan.model.plan import Plan
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.plan.approvals import Approval
from wardbook.sheets.plan.blocks.views import (
    AllNumbers,
    BlockView,
    FigureView,
    ItemView,
    ListView,
    PairsView,
    ProcedureHeading,
    ProcedureLink,
    ProseView,
    TableView,
)
from wardbook.sheets.plan.chapter_views import ChapterView
from wardbook.sheets.plan.plans import PlanView
from wardbook.sheets.procedures.flows import Flow
from wardbook.sheets.procedures.procedures import ProcedureView, StepView, procedure_view
from wardbook.sheets.registers.contacts import ContactGroup, ContactsView, contact_rows
from wardbook.sheets.sheet import Prose, text_of
from wardbook.word.office_lines import OfficeWords, gather_heads, gather_items, joined_lines
from wardbook.word.office_numbers import CountedLine, NumberedLine, OfficeNumbers, list_in
from wardbook.word.office_styles import (
    HEADS,
    OfficeStyle,
    add_field,
    at_edge,
    centre,
    set_face,
    set_in_table,
)
from wardbook.word.plan_paragraphs import KeyMaker, place_of_procedure
from wardbook.word.steps_here import StepsHere
from wardbook.word.word_xml import W


class PlanWriter:
    """Writes one plan from its first leaf to its last attachment."""

    def __init__(
        self,
        document: Any,
        look: OfficeStyle,
        localizer: Localizer,
        plan: Plan,
        words: OfficeWords,
    ) -> None:
        self._document, self._look = document, look
        self._localizer, self._words = localizer, words
        self._keys = KeyMaker(str(plan.id))
        self._numbers = OfficeNumbers(document.part.numbering_part.element, bool(look.lines))
        self._bullets = self._numbers.bullets()
        self._bookmarks = 0
        self._chapter = ""
        self._heads: Mapping[int, CountedLine] = {}
        self._here: StepsHere | None = None
        self._blocks: Mapping[type, Callable[[Any], None]] = {
            ProseView: self._prose,
            ListView: self._list,
            PairsView: self._pairs,
            TableView: self._table,
            FigureView: self._figure,
            Flow: self._flow,
            ContactsView: self._contacts,
            AllNumbers: self._all_numbers,
            ProcedureLink: self._procedure,
            ProcedureHeading: self._procedure_heading,
        }

    def front(self, view: PlanView, approved: Approval | None) -> None:
        """Title, facts, who signs, and the history."""
        centre(self._plain(view.issuer))
        self._document.add_paragraph(view.title, "Title")
        for label, value in view.facts:
            self._plain(self._words.fact.format(label=label, value=value))
        for row in view.relations:
            for line in row.plans:
                said = self._words.fact.format(label=row.label, value=text_of(line))
                self._plain(said)
        if approved:
            self._approval(approved)
        if view.history:
            rows = [self._words.history]
            for one in view.history:
                rows.append((one.version, one.date, joined_lines(one.text), one.by))
            self._rows(rows)

    def _approval(self, approved: Approval) -> None:
        for line in filter(None, approved.words.split("\n")):
            self._plain(line)
        rows: list[tuple[str, ...]] = [self._words.signed]
        for one in approved.signoff:
            rows.append((one.what, one.who, one.date))
        for department in approved.departments:
            rows.append((self._words.departments, department, ""))
        self._rows(rows)

    def contents(self, views: Iterable[ChapterView]) -> None:
        """The field of contents. Until Word counts pages it shows the headings."""
        heading = centre(self._plain(self._words.contents))
        heading.paragraph_format.page_break_before = True
        titles: list[str] = []
        for view in views:
            if view.title:
                titles.append(view.number + view.gap + view.title)
        field = at_edge(self._plain(""), left=True)
        add_field(field, 'TOC \\o "1-2" \\h \\z \\u', "\n".join(titles), is_stale=True)

    def chapters(self, views: Sequence[ChapterView]) -> None:
        """All chapters. Those of the first level begin a page where the look is an office's own."""
        lines: list[NumberedLine] = []
        keys: list[int] = []
        for view in views:
            gather_heads(view, 0, lines, keys)
        counted = self._numbers.counted(lines, indents=False)
        self._heads = dict(zip(keys, counted, strict=True))
        for at, view in enumerate(views):
            self._write(view, is_first=at == 0)

    def _write(self, view: ChapterView, *, is_first: bool = False) -> None:
        self._chapter = view.anchor
        waiting = self._heading(view, is_first=is_first)
        self._block_row(view.blocks, waiting)
        for below in view.chapters:
            self._write(below)
        self._chapter = view.anchor
        self._block_row(view.continued, "")
        self._unmarked(view.truncated)

    def _heading(self, view: ChapterView, *, is_first: bool) -> str:
        """Write a heading; what is left over of one without a title: its number."""
        if not view.title:
            return view.number + view.gap
        style = f"Heading {min(view.level, HEADS)}"
        paragraph = self._document.add_paragraph(style=style)
        paragraph.paragraph_format.page_break_before = is_first or None
        if self._look.lines:
            # The level of a list would take the indent away
            indent = paragraph._p.get_or_add_pPr()._add_ind()
            indent.set(f"{W}firstLineChars", "200")
            indent.set(f"{W}left", "0")
        self._number(paragraph, view.number + view.gap, self._heads.get(id(view)))
        self._bookmarked(paragraph, view.title)
        if view.basis:
            paragraph.add_run(f"［{view.basis}］")
        return ""

    def _block_row(self, blocks: Iterable[BlockView], waiting: str) -> None:
        """Blocks in a row; a number that has no title stands before the first words."""
        for block in blocks:
            if waiting and isinstance(block.content, ProseView):
                self._prose(block.content, waiting)
            else:
                if waiting:
                    self._plain(waiting)
                self._block(block.content)
            waiting = ""
            if block.basis:
                self._plain(f"［{block.basis}］")

    def _block(self, content: Any) -> None:
        """A block, in a chapter or of a procedure whose steps stand in one."""
        if self._here is None or not self._here.goes_on:
            self._blocks[type(content)](content)
        elif self._here.take(content):
            above, self._chapter = self._chapter, self._here.place
            self._blocks[type(content)](content)
            self._chapter = above
        else:
            self._unmarked(content.prose)

    def _prose(self, view: ProseView, before: str = "") -> None:
        for line in view.prose:
            paragraph = self._document.add_paragraph()
            if before:
                paragraph.add_run(before)
                before = ""
            self._bookmarked(paragraph, text_of(line))

    def _list(self, view: ListView) -> None:
        if view.intro:
            self._plain(view.intro)
        lines: list[NumberedLine] = []
        gather_items(view, 0, lines)
        numbered = [line for line in lines if line.number]
        counted = iter(self._numbers.counted(numbered, indents=True))
        self._items(view, 0, counted)

    def _items(self, view: ListView, level: int, counted: Any) -> None:
        for item in view.items:
            first, *others = item.text or ((),)
            paragraph = self._document.add_paragraph()
            if item.label:
                self._number(paragraph, item.label, next(counted))
            else:
                list_in(paragraph, self._bullets, level)
            lead = self._lead(item)
            paragraph.add_run(lead)
            self._bookmarked(paragraph, text_of(first).removeprefix(lead))
            self._lines(tuple(others))
            if item.below:
                self._items(item.below, level + 1, counted)

    def _pairs(self, view: PairsView) -> None:
        for pair in view.pairs:
            name = self._document.add_paragraph()
            self._bookmarked(name, pair.name, bold=True)
            self._lines(pair.text)
            if pair.below:
                self._list(pair.below)

    def _table(self, view: TableView) -> None:
        if view.caption:
            self._bookmarked(self._document.add_paragraph(style="Caption"), view.caption)
        heads = 1 if view.columns else 0
        table = self._document.add_table(heads + len(view.rows), max(1, view.width), "Table Grid")
        for cell, text in zip(table.rows[0].cells, view.columns, strict=False):
            self._cell(cell, (text,), bold=True)
        taken: set[tuple[int, int]] = set()
        for at, row in enumerate(view.rows, heads):
            column = 0
            for number, cell in enumerate(row):
                across, down = view.spans[at - heads][number] if view.spans else (1, 1)
                while (at, column) in taken:
                    column += 1
                self._merged(table, at, column, across, down, taken=taken, said=cell)
                column += across
        if view.note:
            self._plain(view.note)

    def _merged(
        self,
        table: Any,
        row: int,
        column: int,
        across: int,
        down: int,
        *,
        taken: set[tuple[int, int]],
        said: Prose,
    ) -> None:
        """Write a cell that may reach over several rows and columns."""
        cell = table.cell(row, column)
        if (across, down) != (1, 1):
            cell = cell.merge(table.cell(row + down - 1, column + across - 1))
        for below in range(row, row + down):
            for beside in range(column, column + across):
                taken.add((below, beside))
        self._cell(cell, [text_of(line) for line in said], bold=False)

    def _cell(self, cell: Any, lines: Sequence[str], *, bold: bool) -> None:
        paragraph = cell.paragraphs[0]
        for at, line in enumerate(lines):
            if at:
                paragraph = cell.add_paragraph()
            set_in_table(paragraph)
            self._bookmarked(paragraph, line, bold=bold)
            for run in paragraph.runs:
                set_face(run, replace(self._look.table, bold=bold))

    def _rows(self, rows: Sequence[Sequence[str]]) -> None:
        """A table of words that the program wrote."""
        table = self._document.add_table(len(rows), len(rows[0]), "Table Grid")
        for line, row in zip(table.rows, rows, strict=True):
            for cell, text in zip(line.cells, row, strict=True):
                paragraph = cell.paragraphs[0]
                set_in_table(paragraph)
                set_face(paragraph.add_run(text), self._look.table)
        self._plain("")

    def _figure(self, view: FigureView) -> None:
        file = Path(self._localizer.project.root) / SOURCE / view.file
        paragraph = centre(self._plain(""))
        paragraph.paragraph_format.line_spacing = 1.0
        if file.suffix.lower() == ".png" and file.exists():
            self._fit(paragraph.add_run().add_picture(str(file)), view.alt)
        else:
            paragraph.add_run(self._words.elsewhere.format(alt=view.alt, file=view.file))
        if view.caption:
            self._bookmarked(self._document.add_paragraph(style="Caption"), view.caption)

    def _fit(self, shape: Any, alt: str) -> None:
        """Let a picture be no wider than the text, and say what it shows."""
        section = self._document.sections[0]
        room = section.page_width - section.left_margin - section.right_margin
        if shape.width > room:
            shape.height = int(shape.height * room / shape.width)
            shape.width = room
        shape._inline.docPr.set("descr", alt)

    def _flow(self, view: Flow) -> None:
        """What a diagram shows, in words: Word draws none of ours."""
        if view.title:
            self._plain(view.title)
        said = {node.id: " ".join(filter(None, (node.who, node.text))) for node in view.nodes}
        for edge in view.edges:
            label = f" [{edge.label}]" if edge.label else ""
            self._plain(f"{said.get(edge.start, '')} → {said.get(edge.end, '')}{label}")

    def _all_numbers(self, _: AllNumbers) -> None:
        """The document holds them itself: no list stands behind it."""
        rows = contact_rows(self._localizer, self._localizer.project.contacts.values())
        self._contacts(ContactsView("", (ContactGroup("", rows),)))

    def _contacts(self, view: ContactsView) -> None:
        for group in view.groups:
            self._rows([(row.name, row.number, row.hours) for row in group.rows])

    def _procedure(self, link: ProcedureLink) -> None:
        """A procedure that the plan includes, with its steps."""
        paragraph = self._document.add_paragraph(style="Heading 2")
        paragraph.add_run(f"{link.number} {link.title}".strip())
        id = link.target.sheet.partition("-")[2]
        procedure = self._localizer.project.procedures.get(id)
        if procedure is None:
            return
        view: ProcedureView = procedure_view(self._localizer, procedure)
        above, self._chapter = self._chapter, place_of_procedure(id)
        self._lines(view.purpose)
        self._unmarked(view.stop)
        for phase in view.phases:
            self._document.add_paragraph(phase.title, "Heading 3")
            for step in phase.steps:
                self._step(step)
        self._chapter = above

    def _procedure_heading(self, heading: ProcedureHeading) -> None:
        """The heading of a procedure whose steps follow as a list, unless the chapter's is it."""
        if heading.title:
            paragraph = self._document.add_paragraph(style="Heading 2")
            paragraph.add_run(f"{heading.number}{heading.gap}{heading.title}")
        id = heading.target.sheet.partition("-")[2]
        view = procedure_view(self._localizer, self._localizer.project.procedures[id])
        self._here = StepsHere(id, view)

    def _lead(self, item: ItemView) -> str:
        """What the program writes before an author's words in an item."""
        is_step = self._here is not None and self._chapter == self._here.place
        return self._here.lead(item) if self._here and is_step else ""

    def _step(self, step: StepView) -> None:
        when = self._words.between.join(filter(None, (step.start, step.deadline)))
        head = f"{step.number}. {step.actor}"
        if when:
            head += self._words.when.format(times=when)
        self._lines(step.do, self._plain(self._words.fact.format(label=head, value="")))
        self._lines(step.stop)
        self._lines(step.note)

    def _lines(self, prose: Prose, paragraph: Any = None) -> None:
        """Author's words, each line a paragraph; the first goes on in one that is there."""
        for line in prose:
            if paragraph is None:
                paragraph = self._document.add_paragraph()
            self._bookmarked(paragraph, text_of(line))
            paragraph = None

    def _plain(self, text: str) -> Any:
        """A paragraph that the program wrote: no author's words, no bookmark."""
        return self._document.add_paragraph(text)

    def _unmarked(self, prose: Prose) -> None:
        """Lines that are not the chapter's own."""
        for line in prose:
            self._plain(text_of(line))

    def _number(self, paragraph: Any, number: str, counted: CountedLine | None) -> None:
        """Number a paragraph by its list, or by words."""
        if counted and counted.num:
            list_in(paragraph, counted.num, counted.level)
        elif number:
            paragraph.add_run(number)

    def _bookmarked(self, paragraph: Any, text: str, *, bold: bool = False) -> None:
        """Write an author's words between the ends of a bookmark that says which they are."""
        from docx.oxml import OxmlElement  # it comes with the library that writes Word

        self._bookmarks += 1
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        for element in (start, end):
            element.set(f"{W}id", str(self._bookmarks))
        start.set(f"{W}name", str(self._keys.key(self._chapter, text)))
        paragraph._p.append(start)
        run = paragraph.add_run(text)
        run.bold = bold or None
        paragraph._p.append(end)
