"""Prose, lists, principles, tables, figures."""

from __future__ import annotations

import hashlib

from wardbook.plan.model.blocks import prose as model
from wardbook.plan.pictures import picture_file
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.plan.blocks.tables import Makers, list_of
from wardbook.sheets.plan.blocks.views import (
    FigureView,
    Pair,
    PairsView,
    ProseView,
    TableView,
    Views,
)


def _text(localizer: Localizer, block: model.TextBlock) -> Views:
    yield "text", ProseView(localizer.prose(block.text))


def _note(localizer: Localizer, block: model.NoteBlock) -> Views:
    yield "note", ProseView(localizer.prose(block.note))


def _list(localizer: Localizer, block: model.ListBlock) -> Views:
    yield "list", list_of(localizer, block, "list", block.counts, block.shown)


def _principles(localizer: Localizer, block: model.PrinciplesBlock) -> Views:
    pairs = []
    for at, item in enumerate(block.principles, 1):
        place = block.place_of("principles", at) if block.counts else 0
        name, text = localizer.words(item.name), localizer.prose(item.text)
        pairs.append(Pair(name, "", text, place=place))
    yield "pairs", PairsView(tuple(pairs))


def _free_table(localizer: Localizer, block: model.TableBlock) -> Views:
    table = block.table
    columns = tuple(map(localizer.words, table.columns))
    rows, spans = [], []
    for row in table.rows:
        rows.append(tuple(localizer.prose(cell.text) for cell in row))
        spans.append(tuple((cell.across, cell.down) for cell in row))
    plain = all(span == (1, 1) for row in spans for span in row)
    yield (
        "table",
        TableView(
            localizer.words(table.caption),
            columns,
            tuple(rows),
            spans=() if plain else tuple(spans),
        ),
    )


def _figure(localizer: Localizer, block: model.FigureBlock) -> Views:
    figure = block.figure
    caption, alt = localizer.words(figure.caption), localizer.words(figure.alt)
    path = picture_file(localizer.project.root, str(figure.file))
    digest = hashlib.sha256(path.read_bytes()).hexdigest() if path else ""
    yield "figure", FigureView(str(figure.file), caption, alt, digest)


MAKERS: Makers = {
    model.TextBlock: _text,
    model.NoteBlock: _note,
    model.ListBlock: _list,
    model.PrinciplesBlock: _principles,
    model.TableBlock: _free_table,
    model.FigureBlock: _figure,
}
