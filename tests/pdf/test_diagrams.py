"""Drawn flows: real text, nothing from outside, large enough to read, cut where they are too long."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any

import pytest
from wardbook.fonts import sound_fonts, write_fontconfig
from wardbook.html import diagrams
from wardbook.html.diagrams import SCREEN, GraphvizMissing, draw, draw_in, paper_room
from wardbook.html.flow_cutting import JOINT, gathered, halves
from wardbook.html.kept_drawings import DRAWINGS, KeptDrawings
from wardbook.html.word_wrap import wrap
from wardbook.pdf.layout import lay_out
from wardbook.pdf.renderer import PdfRenderer
from wardbook.sheets.procedures.flows import Flow, FlowEdge, FlowNode
from wardbook.sheets.sheet import below
from wardbook.sheets.units import Gathered
from wardbook.theme import theme_roots
from weasyprint.formatting_structure.boxes import FootnoteAreaBox, ReplacedBox, TextBox

from tests.every_project import EVERY_PROJECT, LAID_OUT, folder_of
from tests.pdf import samples
from tests.plans import books_in
from tests.soak import some_of

PAPER = paper_room(theme_roots(Path()))


def points(svg: str) -> float:
    """The size of a box's type on paper."""
    width, natural = (
        re.search(r'width="([\d.]+)pt"', svg),
        re.search(r'viewBox="0.00 0.00 ([\d.]+)', svg),
    )
    assert width
    assert natural
    return 11 * float(width[1]) / float(natural[1])


def test_an_svg_holds_text_and_nothing_from_outside() -> None:
    svg = draw(samples.chain(4), "sheet-1")
    assert "比对来电，复核停用范围" in svg
    assert not re.search(r"<script|<image|href=|<!--|<\?xml|<title", svg)
    assert set(re.findall(r"https?://[^\"]+", svg)) == {"http://www.w3.org/2000/svg"}
    assert all(id.startswith("sheet-1-") for id in re.findall(r'id="([^"]+)"', svg))


def test_what_people_write_is_never_markup() -> None:
    svg = draw(samples.chain(2, '<b>"&\\n'), "x")
    assert "&lt;b&gt;" in svg
    assert "<b>" not in svg


@pytest.mark.parametrize("room", [SCREEN, PAPER])
def test_a_title_is_words_to_the_last_backslash(room: diagrams.Room) -> None:
    title = r"\\his\data \1 \g<0>"
    svg = draw_in(replace(samples.chain(2), title=title), "x", room)[0]
    assert escape(title) in svg


def test_the_same_bytes_twice() -> None:
    first = draw_in(samples.chain(5), "x", PAPER)
    diagrams._drawn_with.cache_clear()
    assert draw_in(samples.chain(5), "x", PAPER) == first


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> KeptDrawings:
    """The drawings that this process keeps, in a folder of this test alone."""
    mine = KeptDrawings()
    mine.keep_in(tmp_path / "cache", theme_roots(tmp_path))
    monkeypatch.setattr(diagrams, "kept_drawings", lambda: mine)
    diagrams._drawn_with.cache_clear()
    return mine


def runs(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What Graphviz is given from now on."""
    given = []
    run = subprocess.run

    def noted(*told: Any, **options: Any) -> Any:
        given.append(options["input"])
        return run(*told, **options)

    monkeypatch.setattr(diagrams.subprocess, "run", noted)
    return given


@pytest.mark.usefixtures("kept")
def test_a_drawing_is_taken_from_the_cache_whatever_its_sheet(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = draw_in(samples.chain(5), "x", PAPER)
    given = runs(monkeypatch)
    diagrams._drawn_with.cache_clear()
    assert draw_in(samples.chain(5), "x", PAPER) == first
    assert draw_in(samples.chain(5), "y", PAPER)[0] == first[0].replace('"x-', '"y-')
    assert given == []
    draw_in(samples.chain(6), "x", PAPER)
    assert given


def test_a_spoiled_drawing_is_drawn_again(
    kept: KeptDrawings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = draw_in(samples.chain(5), "x", PAPER)
    for file in (tmp_path / "cache" / DRAWINGS).glob("*.svg"):
        file.write_bytes(file.read_bytes().replace(b"stroke", b"strike"))
    given = runs(monkeypatch)
    diagrams._drawn_with.cache_clear()
    assert draw_in(samples.chain(5), "x", PAPER) == first
    assert given
    assert kept.find("/bin/sh", given[0].decode()) is None, "another program draws in its own way"


@pytest.mark.usefixtures("kept")
def test_a_drawing_that_borrows_a_font_is_drawn_every_time(tmp_path: Path) -> None:
    draw_in(samples.chain(2, "\N{TIBETAN LETTER KA}"), "x", PAPER)
    assert not list((tmp_path / "cache").glob(f"{DRAWINGS}/*"))


def test_other_fonts_give_another_drawing_in_the_same_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A drawing made with the machine's fonts was once shown by a build with ours."""
    none = tmp_path / "none.conf"
    none.write_text("<fontconfig></fontconfig>", encoding="utf-8")
    ours = write_fontconfig(theme_roots(tmp_path), sound_fonts(theme_roots(tmp_path)), tmp_path)
    drawings = set()
    for fonts in (none, ours):
        monkeypatch.setenv("FONTCONFIG_FILE", str(fonts))
        drawings.add(draw(samples.chain(3), "x"))
    assert len(drawings) == 2


@pytest.mark.parametrize(("boxes", "parts"), [(5, 1), (40, 3)])
def test_a_flow_on_paper_is_readable_or_cut(boxes: int, parts: int) -> None:
    drawn = "".join(draw_in(samples.chain(boxes), "x", PAPER)).split("</svg>")[:-1]
    assert len(drawn) >= parts
    assert all(points(svg) >= 8 for svg in drawn)


def test_parts_stand_side_by_side_where_both_can_be_read() -> None:
    """Half a page of one column each, instead of a page for each."""
    (row,) = draw_in(samples.chain(12), "x", replace(PAPER, height=480))
    assert row.startswith('<div class="beside">')
    parts = row.split("</svg>")[:-1]
    assert len(parts) == 2 and all(points(svg) >= 9 for svg in parts)
    widths = [float(width) for width in re.findall(r'<svg width="([\d.]+)pt"', row)]
    assert sum(widths) < PAPER.width - 17, "6 mm between them"


_BOX = re.compile(r'points="([-\d.,\s]+)"')
_WORDS = re.compile(
    r'<text text-anchor="start" x="([-\d.]+)"[^>]* textLength="([\d.]+)" '
    r'lengthAdjust="spacingAndGlyphs"'
)


@pytest.mark.usefixtures("renderer")  # it has set up the fonts
@pytest.mark.parametrize(
    "text", ["比对来电，复核停用范围", "Compare the calls, check what is down"]
)
def test_on_a_screen_no_font_is_wider_than_its_box(text: str) -> None:
    """A browser that has only DejaVu Sans set "7 Security officer on duty" over its box, and the
    end of it was cut: each line is as wide as it was measured, whatever it is set in."""
    svg = draw(samples.chain(4, text), "x")
    for node in re.findall(r'class="node">.*?</g>', svg, re.DOTALL):
        edges = [float(point.partition(",")[0]) for point in _edges(node)]
        lines = _WORDS.findall(node)
        assert len(lines) == node.count("<text") > 0
        for start, length in lines:
            assert min(edges) <= float(start), node
            assert float(start) + float(length) <= max(edges), node
    assert "textLength" not in draw_in(samples.chain(4, text), "x", PAPER)[0], "paper has our font"


def _edges(node: str) -> list[str]:
    """Corners of a box, each `x,y`; of the rounded one as the path goes."""
    corners = _BOX.search(node)
    if corners:
        return corners[1].split()
    return re.findall(r"[-\d.]+,[-\d.]+", node)


def test_a_screen_gets_one_drawing() -> None:
    assert len(draw_in(samples.chain(40), "x", SCREEN)) == 1


def test_a_cut_is_joined_by_letters() -> None:
    cut = halves(samples.chain(10))
    assert cut
    first, second = ({node.text for node in part.nodes if node.shape == JOINT} for part in cut)
    assert first == second != set()
    drawn = {node.id for part in cut for node in part.nodes if node.shape != JOINT}
    assert drawn == {node.id for node in samples.chain(10).nodes}


def test_a_short_flow_and_a_web_are_not_cut() -> None:
    names = [str(at) for at in range(12)]
    web = Flow(
        "",
        tuple(FlowNode(name, name, "x", "step") for name in names),
        tuple(FlowEdge(a, b) for a in names for b in names),
    )
    assert halves(samples.chain(4)) is None
    assert halves(web) is None


def test_names_that_are_told_the_same_share_a_box() -> None:
    names = ("甲", "乙", "丙")
    nodes = (
        FlowNode("top", "办公室", "", "step"),
        *(FlowNode(name, name, "", "step") for name in names),
    )
    edges = (
        FlowEdge("top", "甲", "通知"),
        FlowEdge("top", "乙", "通知"),
        FlowEdge("top", "丙", "命令"),
    )
    assert [node.text for node in gathered(Flow("", nodes, edges)).nodes] == [
        "办公室",
        "甲\n乙",
        "丙",
    ]


def test_lines_keep_words_whole_and_punctuation_behind() -> None:
    assert wrap("Information Centre engineer on duty", 20) == [
        "Information Centre",
        "engineer on duty",
    ]
    assert all(line[0] not in "，。" for line in wrap("先救治，后补手续。" * 4, 10))
    assert wrap("", 20) == []


def test_without_graphviz_it_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    diagrams._drawn_with.cache_clear()
    monkeypatch.setattr(diagrams, "find_program", lambda _: None)
    with pytest.raises(GraphvizMissing):
        draw(samples.chain(3), "x")
    diagrams._drawn_with.cache_clear()


def test_a_flow_stands_on_the_first_page_of_its_sheet(renderer: PdfRenderer) -> None:
    sheet = samples.procedure(6, samples.chain(8))
    document = lay_out([sheet], renderer).documents[sheet.sheet.id]
    drawings = [
        page
        for page in document.pages
        if any(box.element_tag.endswith("}svg") for box in boxes(page))
    ]
    assert drawings[0] is document.pages[0]


def test_a_flow_of_two_parts_stays_on_one_page(renderer: PdfRenderer) -> None:
    """Parts that fit neither beside each other nor below each other get a page of their own, on
    which they are one drawing again."""
    flow = samples.chain(11, "比对来电，复核停用范围，报科主任和总值班，讲明预计修复时间")
    sheet = samples.procedure(6, flow)
    document = lay_out([sheet], renderer).documents[sheet.sheet.id]
    drawn = []
    for at, page in enumerate(document.pages):
        if any(box.element_tag.endswith("}svg") for box in boxes(page)):
            drawn.append(at)
    assert len(drawn) == 1


FULLER = 2 / 3
"""Of a page that is not the last one, so much is text or a drawing at least."""


@pytest.mark.parametrize("most", [10, 13])
def test_where_it_is_bound_a_flow_is_one_piece_and_text_goes_on_above_it(
    renderer: PdfRenderer, most: int
) -> None:
    """In the flagship's plan ten of thirteen flows were cut in two, and nine pages before them stood
    half empty: a flow had 480 pt in a unit, and a page of its own where that was not left."""
    parts = []
    for at in range(3):
        flow = samples.chain(most - at, "比对来电，复核停用范围，报科主任和总值班")
        parts.append(samples.procedure(14, flow, f"procedure-{at}", f"C-P{at}").sheet)
    one = samples.procedure()
    key = replace(parts[0].key, id="plan-unit")
    unit = replace(one, sheet=replace(parts[0], key=key, content=Gathered(tuple(parts))))
    document = lay_out([unit], renderer).documents["plan-unit"]
    assert sum(len(drawings(page)) for page in document.pages) == len(parts)
    for page in document.pages[:-1]:
        text, foot = ends(page)
        assert text <= foot, "text stands on a drawing"
        height = page.height - page._page_box.margin_top - page._page_box.margin_bottom
        assert foot - text < (1 - FULLER) * height


def drawings(page: object) -> list[object]:
    return [box for box in boxes(page) if box.element_tag.endswith("}svg")]


def ends(page: object) -> tuple[float, float]:
    """Where the text of a page ends, and where its foot with a drawing begins."""
    root, *rest = page._page_box.children  # type: ignore[attr-defined]
    text = 0.0
    for box in root.descendants():
        if isinstance(box, TextBox | ReplacedBox):
            text = max(text, box.position_y + box.height)
    for box in rest:
        if isinstance(box, FootnoteAreaBox):
            return text, box.position_y + box.margin_top
    return text, page.height - page._page_box.margin_bottom  # type: ignore[attr-defined]


def boxes(page: object) -> list[object]:
    return [box for box in page._page_box.descendants() if box.element_tag]  # type: ignore[attr-defined]


@pytest.mark.usefixtures("renderer")
def test_dot_reads_our_fonts() -> None:
    listed = subprocess.run(
        ["fc-match", "Noto Sans SC:bold", "file"], capture_output=True, text=True, check=True
    ).stdout
    assert listed.strip().endswith("NotoSansSC-Bold.otf")


@pytest.mark.usefixtures("renderer")  # it has set up the fonts
@pytest.mark.parametrize("name", some_of(EVERY_PROJECT, LAID_OUT))
def test_a_flow_of_a_plan_is_one_drawing_that_is_read(name: str) -> None:
    """In 9 pt, on one page."""
    project = folder_of(name)
    for book in books_in(project, "staff"):
        room = paper_room(theme_roots(project, book.layers))
        for stamped in book.sheets.values():
            for flow in below(stamped.sheet.content, Flow):
                parts = draw_in(flow, "x", room)
                place = (book.language, stamped.sheet.id)
                assert len(parts) == 1, place
                assert points(parts[0]) >= 8.95, place
