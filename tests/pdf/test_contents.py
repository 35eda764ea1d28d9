"""What a manual's lists point to: the foot of the leaf, which is printed; where it is not known, nothing."""

from __future__ import annotations

from dataclasses import replace

from wardbook.fonts import NO_BREAK_HYPHEN
from wardbook.pdf.contents import Leaves, contents_tables
from wardbook.pdf.front_leaves import front_leaves
from wardbook.pdf.renderer import PdfRenderer
from wardbook.sheets.manuals import ListedSheet, Manual
from wardbook.sheets.plan.approvals import ContentsLine, PlanContents

from tests.pdf import samples

SHEETS = ("plan-x", "chapter-x-a", "procedure-p", "chapter-x-b")
LEAVES = {
    "plan-x": Leaves(1, {}, code="X"),
    "chapter-x-a": Leaves(3, {"chapter-x-a--far": 2, "chapter-x-a--near": 0}, code="X-A"),
    "procedure-p": Leaves(2, {}, code="P"),
    "chapter-x-b": Leaves(1, {}, code="X-B"),
}
LINES = (
    ContentsLine("1", " ", "First", 1, "chapter-x-a", ""),
    ContentsLine("1.1", " ", "Steps", 2, "procedure-p", ""),
    ContentsLine("1.2", " ", "Near", 2, "chapter-x-a", "near"),
    ContentsLine("1.3", " ", "Far", 2, "chapter-x-a", "far"),
    ContentsLine("1.4", " ", "Nowhere", 2, "chapter-x-a", "nowhere"),
    ContentsLine("2", " ", "Second", 1, "chapter-x-b", ""),
    ContentsLine("3", " ", "Not bound in", 1, "chapter-x-c", ""),
)


def manual() -> Manual:
    made = samples.manual(samples.card())
    listed = tuple(ListedSheet(id.upper(), id, id, "plan") for id in SHEETS)
    return replace(
        made, groups=(("Plan", listed),), contents=(PlanContents("The plan", "plan-x", LINES),)
    )


def test_in_a_loose_manual_a_line_says_the_code_and_page_of_its_leaf() -> None:
    (table,) = contents_tables(manual(), LEAVES, "sheet:")
    assert table.href == "sheet:plan-x"
    assert [(row.title, row.page) for row in table.rows] == [
        ("First", "X-A · 1/3"),
        ("Steps", "P · 1/2"),
        ("Near", "X-A · 1/3"),
        ("Far", "X-A · 3/3"),
        ("Nowhere", ""),
        ("Second", "X-B · 1/1"),
    ]
    assert table.rows[3].href == "sheet:chapter-x-a--far"


def test_in_a_bound_manual_it_says_the_page_that_is_printed() -> None:
    """All sheets stand in one unit of twelve pages: each says on which it starts."""
    unit = Leaves(12, {"chapter-x-a--far": 4, "chapter-x-a--near": 2}, code="X")
    starts = {"plan-x": 0, "chapter-x-a": 2, "procedure-p": 5, "chapter-x-b": 7}
    leaves = {id: replace(unit, first=first) for id, first in starts.items()}
    (table,) = contents_tables(replace(manual(), bound=True), leaves, "sheet:")
    assert [row.page for row in table.rows] == ["3", "6", "3", "5", "", "8"]


def test_a_manual_without_the_plan_has_no_contents() -> None:
    assert contents_tables(replace(manual(), groups=()), LEAVES, "sheet:") == ()


def test_front_leaves_print_them(renderer: PdfRenderer) -> None:
    lengths = {id: replace(leaves, word="7K3-Q9D") for id, leaves in LEAVES.items()}
    document = front_leaves(manual(), lengths, renderer)
    pages = document.pages
    links = {link[1] for page in pages for link in page.links}
    assert {"sheet:chapter-x-a", "sheet:chapter-x-a--far"} <= links
    texts = [getattr(box, "text", "") for page in pages for box in page._page_box.descendants()]
    assert "X-A · 3/3" in "".join(texts).replace(NO_BREAK_HYPHEN, "-")
    # The dotted line below a row is one stroke: dot by dot it took longer than all words
    content = document.write_pdf(uncompressed_pdf=True)
    rows = sum(box.element_tag == "td" for page in pages for box in page._page_box.descendants())
    assert 0 < content.count(b"[0 ") <= rows
    assert content.count(b" c\n") < 100
