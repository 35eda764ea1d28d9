"""What nobody stated is labelled: `basis:` of a block is printed with it, whatever kind of block it is."""

from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from wardbook.html.templates import body
from wardbook.pdf.renderer import PdfRenderer
from wardbook.sheets.plan.blocks.views import BlockView, ProseView
from wardbook.sheets.plan.chapters import ChapterView
from wardbook.sheets.sheet import below

from tests.plans import books_in

CLINIC = Path(__file__).parents[1] / "projects" / "clinic"
LABEL = "label of the basis"
CHART = "flow"
"""A chart comes with a table or pairs that say the same in words, and the label stands there."""


@cache
def blocks() -> tuple[tuple[str, ChapterView, BlockView], ...]:
    """Every block of the clinic's plans, with the sheet and the chapter that hold it."""
    found = []
    for id, stamped in books_in(CLINIC, "restricted")[0].sheets.items():
        for view in below(stamped.sheet.content, ChapterView):
            found += [(id, view, block) for block in view.blocks]
    return tuple(found)


@pytest.mark.parametrize("kind", sorted({block.kind for _, _, block in blocks()} - {CHART}))
def test_a_block_of_any_kind_shows_its_basis(renderer: PdfRenderer, kind: str) -> None:
    book = books_in(CLINIC, "restricted")[0]
    id, view, block = next(found for found in blocks() if found[2].kind == kind)
    labelled = replace(
        view, basis="", blocks=(replace(block, basis=LABEL),), chapters=(), continued=()
    )
    stamped = replace(book.sheets[id], sheet=replace(book.sheets[id].sheet, content=labelled))
    said = body(stamped, renderer.setting(id, 100))
    assert said.count(LABEL) == 1
    # Alone on its line it would hang in the air
    assert f'<div class="basis-line"> <span class="basis">{LABEL}' not in said


def test_a_chart_never_stands_without_its_words() -> None:
    for (_, _, block), (_, _, behind) in pairwise(blocks()):
        if block.kind == CHART:
            assert behind.kind in {"table", "pairs"}
            assert not isinstance(behind.content, ProseView)
