"""A heading stands with what it is the heading of: a phase's on the page of its first step, also where a drawing takes most of a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from wardbook.pdf import layout
from wardbook.pdf.fitting import Fit
from wardbook.pdf.layout import lay_out
from wardbook.pdf.renderer import PdfRenderer
from wardbook.pdf.stranded import with_heads_at_text
from wardbook.sheets.book import Book
from wardbook.sheets.kinds import Fitting
from wardbook.sheets.procedures.flows import Flow
from wardbook.sheets.procedures.procedures import PhaseView, ProcedureView
from wardbook.sheets.sheet import Sheet, Span, Stamped, below
from wardbook.sheets.units import Gathered
from weasyprint import Document, Page
from weasyprint.formatting_structure.boxes import ReplacedBox

from tests.every_project import EVERY_PROJECT, LAID_OUT, folder_of
from tests.pdf import samples
from tests.pdf.gutters import run_together
from tests.pdf.page_ends import announced_at_end
from tests.pdf.renderers import renderer_of
from tests.plans import books_in
from tests.soak import is_whole, some_of

SHORT = 3
"""Sheets of a unit that every run lays out; a part of a book takes ten seconds."""


def parted(stamped: Stamped, document: Document) -> Iterator[str]:
    """The phases whose heading stands on another page than their first step."""
    for sheet in members(stamped):
        if not isinstance(sheet.content, ProcedureView):
            continue
        for phase in sheet.content.phases:
            heading = f"{sheet.id}--phase-{phase.id}"
            first = f"{sheet.id}--{phase.steps[0].anchor}"
            (own,) = (page for page in document.pages if heading in page.anchors)
            if first not in own.anchors:
                yield heading


def members(stamped: Stamped) -> tuple[Sheet, ...]:
    content = stamped.sheet.content
    return content.sheets if isinstance(content, Gathered) else (stamped.sheet,)


def drawings(document: Document) -> int:
    return sum(map(drawings_on, document.pages))


def drawings_on(page: Page) -> int:
    return sum(isinstance(box, ReplacedBox) for box in page._page_box.descendants())


def looked_at(book: Book, *, whole: bool) -> Iterator[Stamped]:
    """What runs on for several pages, of which every run lays out what has a drawing."""
    for stamped in (*book.sheets.values(), *book.units.values()):
        drawn = any(list(below(sheet.content, Flow)) for sheet in members(stamped))
        runs_on = stamped.sheet.kind.value.fitting in (Fitting.NONE, Fitting.FLOW)
        if runs_on and (whole or (drawn and len(members(stamped)) <= SHORT)):
            yield stamped


@pytest.mark.parametrize("name", some_of(EVERY_PROJECT, LAID_OUT))
def test_no_heading_of_a_plan_ends_a_page(
    name: str, renderer: PdfRenderer, pytestconfig: pytest.Config
) -> None:
    """In the flagship's plan "Discover" stood alone above a flow on five pages, and on seven of the
    Information Centre's manual. Procedures ended a page with all that stands before their first
    step, and a chapter with its heading alone: its flow stood at the foot of the next."""
    project, found = folder_of(name), list[str]()
    every, whole = books_in(project, "staff"), is_whole(pytestconfig)
    for book in every if whole else every[:1]:
        own = renderer_of(book, project, renderer.roots)
        # Each takes a second; those of the largest plan are made alike
        for stamped in list(looked_at(book, whole=whole))[:: 2 if name == "." and not whole else 1]:
            document = lay_out([stamped], own).documents[stamped.sheet.id]
            ends = (*parted(stamped, document), *announced_at_end(document), *split(document))
            faults = (*ends, *run_together(document))
            found += [f"{book.language} {stamped.sheet.id}: {fault}" for fault in faults]
    assert found == []


LONG = "按登记表逐项核对，两人签名后发出，登记时间和经手人，余下的留在原处等人来取。" * 6
"""A step that is higher than what a tall drawing leaves above it."""
BOX = "比对来电，复核停用范围，报科主任和总值班"


def phased(steps: int, last: int = 4) -> Stamped:
    """A procedure of three phases, `last` steps in the last, with a flow that takes most of a
    page."""
    one = samples.procedure(1, samples.chain(12, BOX))
    phases = []
    for id, numbers in (
        ("detect", range(1, 2)),
        ("respond", range(2, steps)),
        ("recover", range(steps, steps + last)),
    ):
        phases.append(PhaseView(id, id, tuple(samples.step(at, LONG) for at in numbers)))
    content = replace(one.sheet.content, phases=tuple(phases))
    return replace(one, sheet=replace(one.sheet, content=content))


def unit(*procedures: Stamped) -> Stamped:
    """The procedures bound, sheet behind sheet."""
    sheets = []
    for at, one in enumerate(procedures):
        sheets.append(replace(one.sheet, key=replace(one.sheet.key, id=f"procedure-{at}")))
    key = replace(sheets[0].key, id="unit")
    whole = replace(sheets[0], key=key, content=Gathered(tuple(sheets)))
    return replace(procedures[0], sheet=whole)


def test_a_drawing_gives_way_to_a_heading_that_would_stand_alone(
    renderer: PdfRenderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    stamped = unit(phased(5), phased(4))
    document = lay_out([stamped], renderer).documents["unit"]
    assert list(parted(stamped, document)) == []
    assert drawings(document) == 2
    monkeypatch.setattr(layout, "with_heads_at_text", lambda document, *_: document)
    before = lay_out([stamped], renderer).documents["unit"]
    assert list(parted(stamped, before)) == ["procedure-1--phase-respond"]
    assert len(document.pages) == len(before.pages)


def page_of(document: Document, anchor: str) -> int:
    """The page on which something stands, from 0."""
    (found,) = (at for at, page in enumerate(document.pages) if anchor in page.anchors)
    return found


def test_a_drawing_behind_the_text_leaves_no_page_almost_empty(renderer: PdfRenderer) -> None:
    """A last step alone on a page, and the drawing on the next: the drawing comes first, and what
    follows the step has the rest of its page."""
    stamped = unit(phased(6, last=1))
    tries = layout.Tries(stamped, renderer)
    behind = Fit(drawing=renderer.room.height, tight=True, apart=(("procedure-0", "behind"),))
    before = tries.lay(behind)
    after = with_heads_at_text(before, behind, ("procedure-0",), tries.lay)
    places = []
    for document in (before, after):
        drawn = [bool(drawings_on(page)) for page in document.pages]
        places.append((page_of(document, "procedure-0--phase-recover"), drawn.index(True)))
    assert places == [(1, 2), (2, 1)] and len(after.pages) == len(before.pages)


@pytest.mark.parametrize("lines", range(26, 40, 3))
def test_what_stands_before_the_first_step_stands_with_it(
    renderer: PdfRenderer, lines: int
) -> None:
    """Title, purpose, systems and stop line ended the page of the procedure before them."""
    first, one = phased(6, last=1), samples.procedure(1, samples.chain(12, BOX))
    content = replace(
        one.sheet.content,
        purpose=((Span(LONG[: 12 * lines]),),),
        stop=((Span("停机前先问。"),),),
        phases=(PhaseView("detect", "发现", (samples.step(1, LONG),)),),
    )
    second = replace(one, sheet=replace(one.sheet, content=content))
    document = lay_out([unit(first, second)], renderer).documents["unit"]
    assert list(announced_at_end(document)) == []


@pytest.mark.parametrize("lines", range(28, 40, 4))
def test_a_heading_stands_with_the_table_behind_its_drawing(
    renderer: PdfRenderer, lines: int
) -> None:
    """A tall drawing between them stands at the foot of a page, and parted them."""
    flow = renderer.setting("chapter", renderer.room.height).draw(samples.chain(12, BOX))
    figure = f'<div class="flow-place"><figure class="flow">{flow}</figure></div>'
    rows = "<tr><td>乙</td></tr>" * 9
    table = f'<table class="grid"><thead><tr><th>甲</th></tr></thead><tbody>{rows}</tbody></table>'
    body = f"{'<p>行</p>' * lines}<h2>启动程序</h2>{figure}{table}"
    frame = replace(samples.frame(f'<section class="chapter">{body}</section>'), kind="chapter")
    document = renderer.document(frame)
    assert drawings(document) == 1
    assert list(announced_at_end(document)) == []


def split(document: Document) -> list[str]:
    """The steps that stand on two pages."""
    pages = []
    for page in document.pages:
        lines = [box.element for box in page._page_box.descendants() if box.element_tag == "li"]
        steps = [line for line in lines if "step" in line.get("class", "").split()]
        pages.append({step.get("id") for step in steps})
    return [step for one, other in pairwise(pages) for step in one & other]


def test_a_drawing_leaves_a_step_in_one_piece(renderer: PdfRenderer) -> None:
    """The first step of a page was cut where the drawing at its foot left it too little room: its
    last line stood on the next page. The drawing follows the steps."""
    one = samples.procedure(1, samples.chain(14, BOX))
    steps = tuple(samples.step(at, LONG * 2) for at in range(1, 5))
    phases = (
        PhaseView("detect", "发现", steps),
        PhaseView("end", "结束", (samples.step(5, LONG),)),
    )
    content = replace(one.sheet.content, phases=phases)
    stamped = unit(replace(one, sheet=replace(one.sheet, content=content)))
    tries = layout.Tries(stamped, renderer)
    fit = Fit(drawing=renderer.room.height, tight=True)
    document = tries.lay(fit)
    assert split(document) == ["procedure-0--step-4"]
    mended = with_heads_at_text(document, fit, ("procedure-0",), tries.lay)
    assert split(mended) == []
    assert drawings(mended) == 1


def test_a_drawing_stands_among_the_text_of_its_own_sheet(renderer: PdfRenderer) -> None:
    """It stood at the foot of the page on which the next one begins, below the steps of that."""
    ones = []
    for flow in (samples.chain(4, BOX), None):
        one = samples.procedure(1, flow)
        phases = (PhaseView("detect", "发现", (samples.step(1, LONG),)),)
        content = replace(one.sheet.content, phases=phases)
        ones.append(replace(one, sheet=replace(one.sheet, content=content)))
    document = lay_out([unit(*ones)], renderer).documents["unit"]
    places = {}
    for at, page in enumerate(document.pages):
        for box in page._page_box.descendants():
            id = box.element.get("id", "") if box.element is not None else ""
            if isinstance(box, ReplacedBox):
                places.setdefault("drawing", (at, box.position_y))
            elif id == "procedure-1--phase-detect":
                places[id] = (at, box.position_y)
    assert places["drawing"] < places["procedure-1--phase-detect"]


@pytest.mark.parametrize("lines", range(29, 37, 2))
def test_who_calls_stands_with_whom_they_call(renderer: PdfRenderer, lines: int) -> None:
    """Where a stage began at the foot of a page, half of the line that says who calls stood below
    the foot, and the numbers on the next page: the first group behind a head was laid out as if
    its page were empty."""
    caller = '<tr class="caller"><th colspan="2"><b>科主任</b> 拨打：<br>各科室</th></tr>'
    calls = '<tr><td>护士站</td><td class="ring"><b>8120</b></td></tr>' * 5
    head = "<thead><tr><th>受话</th><th>号码</th></tr></thead>"
    group = f"<tbody>{caller}{calls}</tbody>"
    table = f'<h2>解除后</h2><table class="grid calls">{head}{group}{group}</table>'
    body = f'<section class="call-tree">{"<p>行</p>" * lines}{table}</section>'
    document = renderer.document(replace(samples.frame(body), kind="call-tree"))
    assert list(announced_at_end(document)) == []
    rows_there = rows_of(document.pages[0])
    assert [row for row in rows_there if row.position_y + row.height > foot_of(document)] == []
    assert len(rows_there) in (0, 7, 13), "the head and whole groups"


def rows_of(page: Page) -> list[Any]:
    return [box for box in page._page_box.descendants() if box.element_tag == "tr"]


def foot_of(document: Document) -> float:
    """Where the first page's text ends."""
    box = document.pages[0]._page_box
    return float(box.content_box_y() + box.height)


@pytest.mark.parametrize(("gap", "found"), [("0.2mm", 1), ("2mm", 0)])
def test_words_of_two_columns_do_not_run_together(
    renderer: PdfRenderer, gap: str, found: int
) -> None:
    """ "and | exchange off" read as one line of the audit."""
    cells = f'<td style="padding: 0 {gap} 0 0">and</td><td style="padding: 0">exchange off</td>'
    body = f'<section class="chapter"><table style="width: auto"><tr>{cells}</tr></table></section>'
    document = renderer.document(replace(samples.frame(body), kind="chapter"))
    assert len(list(run_together(document))) == found
