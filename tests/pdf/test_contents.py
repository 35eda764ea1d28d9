"""Page numbers of tables of contents: counted over right-hand pages, known for what is drawn, else left out."""

from __future__ import annotations

from dataclasses import replace

from wardbook.pdf.contents import Leaves, contents_tables
from wardbook.pdf.front_leaves import front_leaves
from wardbook.pdf.renderer import PdfRenderer
from wardbook.sheets.manuals import ListedSheet, Manual
from wardbook.sheets.plan.approvals import ContentsLine, PlanContents

from tests.pdf import samples

SHEETS = ("plan-x", "chapter-x-a", "procedure-p", "chapter-x-b")
LEAVES = {
    "plan-x": Leaves(1, {}),
    "chapter-x-a": Leaves(3, {"chapter-x-a--far": 2, "chapter-x-a--near": 0}),
    "procedure-p": Leaves(2, {}),
    "chapter-x-b": Leaves(1, {}),
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


def test_pages_count_blank_backs_and_places_within_a_sheet() -> None:
    (table,) = contents_tables(manual(), LEAVES, 4, "sheet:")
    assert (table.page, table.href) == (5, "sheet:plan-x")
    assert [(row.title, row.page) for row in table.rows] == [
        ("First", 7),
        ("Steps", 11),
        ("Near", 7),
        ("Far", 9),
        ("Nowhere", 0),
        ("Second", 13),
    ]
    assert table.rows[3].href == "sheet:chapter-x-a--far"


def test_a_manual_without_the_plan_has_no_contents() -> None:
    assert contents_tables(replace(manual(), groups=()), LEAVES, 4, "sheet:") == ()


def test_front_leaves_print_them(renderer: PdfRenderer) -> None:
    lengths = {id: Leaves(leaves.pages, leaves.anchors, "7K3-Q9D") for id, leaves in LEAVES.items()}
    pages = front_leaves(manual(), lengths, renderer).pages
    links = {link[1] for page in pages for link in page.links}
    assert {"sheet:chapter-x-a", "sheet:chapter-x-a--far"} <= links
