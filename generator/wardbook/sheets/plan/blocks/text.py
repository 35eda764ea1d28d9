"""Prose, lists, principles, tables, figures."""

from __future__ import annotations

from wardbook.plan.model import blocks as model
from wardbook.sheets.localizer import Lens
from wardbook.sheets.plan.blocks.shapes import FigureView, Pair, PairsView, ProseView, TableView, Views
from wardbook.sheets.plan.blocks.tables import Makers, list_of


def _text(lens: Lens, block: model.TextBlock) -> Views:
    yield "text", ProseView(lens.prose(block.text))


def _note(lens: Lens, block: model.NoteBlock) -> Views:
    yield "note", ProseView(lens.prose(block.note))


def _list(lens: Lens, block: model.ListBlock) -> Views:
    yield "list", list_of(lens, block, "list", block.counts, block.shown)


def _principles(lens: Lens, block: model.PrinciplesBlock) -> Views:
    yield "pairs", PairsView(tuple(Pair(lens.words(item.name), "", lens.prose(item.text)) for item in block.principles))


def _free_table(lens: Lens, block: model.TableBlock) -> Views:
    table = block.table
    columns = tuple(lens.words(column) for column in table.columns)
    rows = tuple(tuple(lens.prose(cell) for cell in row) for row in table.rows)
    yield "table", TableView(lens.words(table.caption), columns, rows)


def _figure(lens: Lens, block: model.FigureBlock) -> Views:
    figure = block.figure
    yield "figure", FigureView(str(figure.file), lens.words(figure.caption), lens.words(figure.alt))


MAKERS: Makers = {
    model.TextBlock: _text,
    model.NoteBlock: _note,
    model.ListBlock: _list,
    model.PrinciplesBlock: _principles,
    model.TableBlock: _free_table,
    model.FigureBlock: _figure,
}
