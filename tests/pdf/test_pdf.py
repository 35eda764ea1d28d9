"""Facts about real PDFs: pages, words, bookmarks, tags, fonts, addresses, bytes."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pypdf
import pytest
from pypdf.generic import NullObject
from wardbook.fonts import vendored_fonts
from wardbook.pdf.binding import BindingOptions, Bound, Part
from wardbook.pdf.binding import bind as bind_parts
from wardbook.pdf.contents import Leaves
from wardbook.pdf.drawing import draw
from wardbook.pdf.drawn_sheets import Drawn
from wardbook.pdf.front_leaves import front_leaves
from wardbook.pdf.layout import lay_out
from wardbook.pdf.renderer import PdfRenderer
from wardbook.sheets.bound_plans import BoundPlan
from wardbook.sheets.manuals import Manual
from wardbook.sheets.sheet import Stamped

from tests.pdf import samples

CARD, PROCEDURE, FORM = (
    samples.card(),
    samples.procedure(16),
    samples.form(samples.grid(), paper="A5"),
)
SHEETS = {one.sheet.id: one for one in (CARD, PROCEDURE, FORM)}
WORDS = Callable[..., str]


def fonts(renderer: PdfRenderer) -> dict[str, Any]:
    return {font.name: font for font in vendored_fonts(renderer.roots)}


def drawn(sheet: Stamped, renderer: PdfRenderer) -> Drawn:
    document = lay_out([sheet], renderer).documents[sheet.sheet.id]
    return draw(
        document,
        sheet.fingerprint,
        {font.stat().st_size: font for font in fonts(renderer).values()},
    )


def bind(manual: Manual, drawings: dict[str, Drawn], renderer: PdfRenderer) -> Bound:
    lengths = {id: Leaves(one.pages, {}, SHEETS[id].stamp.short) for id, one in drawings.items()}
    by_size = {font.stat().st_size: font for font in fonts(renderer).values()}
    front = draw(front_leaves(manual, lengths, renderer), manual.id, by_size)
    parts = [
        Part(drawings[listed.sheet], f"{listed.code} {listed.title}")
        for _, group in manual.groups
        for listed in group
    ]
    cover = BindingOptions(f"{manual.title} · {manual.organisation}", manual.language, duplex=True)
    return bind_parts([Part(front), *parts], cover, fonts(renderer))


def single(sheet: Stamped, renderer: PdfRenderer) -> Bound:
    return bind_parts(
        [Part(drawn(sheet, renderer))], BindingOptions("Title", "zh"), fonts(renderer)
    )


@pytest.fixture(scope="module")
def drawings(renderer: PdfRenderer) -> dict[str, Drawn]:
    return {id: drawn(sheet, renderer) for id, sheet in SHEETS.items()}


@pytest.fixture(scope="module")
def bound(renderer: PdfRenderer, drawings: dict[str, Drawn]) -> Bound:
    return bind(samples.manual(CARD, PROCEDURE, FORM), drawings, renderer)


@pytest.fixture(scope="module")
def pdf(bound: Bound) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(bound.data))


def bookmarks(pdf: pypdf.PdfReader) -> Iterator[tuple[str, int]]:
    for entry in pdf.outline:
        if not isinstance(entry, list):
            page = pdf.get_destination_page_number(entry)
            assert page is not None
            yield str(entry.title), page + 1


def test_every_sheet_starts_on_a_right_hand_page(pdf: pypdf.PdfReader, bound: Bound) -> None:
    assert dict(bookmarks(pdf)) == {
        "门诊药房应急手册 · 样例医院": 1,
        "A-P1 门诊药房行动卡": 3,
        "C-P1 门诊药房处置流程": 5,
        "F-01 手工登记簿": 7,
    }
    assert len(pdf.pages) == bound.pages == 7, "nothing follows the last sheet"


def test_a_leaf_prints_its_own_number_and_no_other(bound: Bound, words: WORDS) -> None:
    assert "A-P1 · 1/1" in words(bound, 3)
    assert words(bound, 4).strip() == "", "the back of a card is blank"
    assert "C-P1 · 1/2" in words(bound, 5)
    assert "C-P1 · 2/2" in words(bound, 6)


def test_the_list_of_sheets_names_pages_and_check_words(bound: Bound, words: WORDS) -> None:
    rows = {row.split()[0]: row.split()[1:] for row in words(bound, 2).splitlines() if row.strip()}
    assert rows["C-P1"] == ["门诊药房处置流程", "2", PROCEDURE.stamp.short]
    assert rows["X-0"] == ["别处的单页", "收费科"]


def test_a_list_of_several_pages_still_counts_right(
    renderer: PdfRenderer, drawings: dict[str, Drawn]
) -> None:
    long = bind(samples.manual(CARD, PROCEDURE, elsewhere=60), drawings, renderer)
    pdf = pypdf.PdfReader(io.BytesIO(long.data))
    starts = dict(bookmarks(pdf))
    assert starts["A-P1 门诊药房行动卡"] == 5
    assert "1 " + CARD.stamp.short in " ".join(pdf.pages[1].extract_text().split())


def test_a_bound_manual_has_no_blank_backs(
    renderer: PdfRenderer, drawings: dict[str, Drawn]
) -> None:
    parts = [Part(drawings[one.sheet.id]) for one in (CARD, PROCEDURE)]
    cover = BindingOptions("Title", "zh", duplex=True, runs_on=True)
    assert bind_parts(parts, cover, fonts(renderer)).pages == 3


def test_what_a_reader_with_a_screen_reader_needs(pdf: pypdf.PdfReader) -> None:
    root: Any = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "zh-Hans"
    assert pdf.metadata is not None
    assert pdf.metadata.title == "门诊药房应急手册 · 样例医院"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "/StructTreeRoot" in root


def test_print_dialogues_keep_the_size_and_manuals_use_both_sides(
    pdf: pypdf.PdfReader, renderer: PdfRenderer
) -> None:
    preferences: Any = pdf.trailer["/Root"]["/ViewerPreferences"]
    assert (preferences["/PrintScaling"], preferences["/Duplex"]) == (
        "/None",
        "/DuplexFlipLongEdge",
    )
    form: Any = pypdf.PdfReader(io.BytesIO(single(FORM, renderer).data)).trailer["/Root"][
        "/ViewerPreferences"
    ]
    assert form["/PrintScaling"] == "/None"
    assert "/Duplex" not in form


def test_page_labels_run_through(pdf: pypdf.PdfReader) -> None:
    assert pdf.page_labels == ["1", "2", "3", "4", "5", "6", "7"]


def test_a_form_has_the_size_of_its_paper(renderer: PdfRenderer) -> None:
    pdf = pypdf.PdfReader(io.BytesIO(single(FORM, renderer).data))
    box = pdf.pages[0].mediabox
    assert len(pdf.pages) == 1
    assert (round(float(box.width) / 72 * 25.4), round(float(box.height) / 72 * 25.4)) == (148, 210)


def test_only_the_vendored_typeface_is_embedded(pdf: pypdf.PdfReader) -> None:
    fonts = {
        str(font.get_object()["/BaseFont"]).split("+")[-1]
        for page in pdf.pages
        for font in fonts_of(page)
    }
    assert fonts == {"Noto-Sans-SC", "Noto-Sans-SC-Bold"}


def fonts_of(page: pypdf.PageObject) -> list[Any]:
    resources: Any = page["/Resources"]
    return list(resources.get("/Font", {}).values())


def references_of(page: pypdf.PageObject) -> list[Any]:
    resources: Any = page["/Resources"]
    return [dict.get(resources["/Font"], name) for name in resources.get("/Font", {})]


def test_no_address_leads_outside(pdf: pypdf.PdfReader) -> None:
    notes = [note.get_object() for page in pdf.pages for note in page.get("/Annots", ())]
    assert notes, "the list of sheets leads to the sheets"
    assert not [note for note in notes if "/URI" in note.get("/A", {})]


def test_links_lead_to_the_pages_of_their_sheets(pdf: pypdf.PdfReader) -> None:
    places = {page.indirect_reference: number for number, page in enumerate(pdf.pages, 1)}
    notes = [note.get_object() for note in pdf.pages[1].get("/Annots", ())]
    assert [places[note["/Dest"][0]] for note in notes] == [3, 3, 5, 5, 7, 7], (
        "code and title of each sheet"
    )


def test_links_to_sheets_that_are_not_bound_in_become_words(
    renderer: PdfRenderer, drawings: dict[str, Drawn]
) -> None:
    alone = bind_parts(
        [Part(drawings[PROCEDURE.sheet.id])], BindingOptions("T", "zh"), fonts(renderer)
    )
    pdf = pypdf.PdfReader(io.BytesIO(alone.data))
    notes = [note.get_object() for page in pdf.pages for note in page.get("/Annots", ())]
    assert all("/A" not in note for note in notes)
    linked = sum(element["/S"] == "/Link" for element in tagged(pdf))
    both = bind_parts(
        [Part(drawings[PROCEDURE.sheet.id]), Part(drawings[FORM.sheet.id])],
        BindingOptions("T", "zh"),
        fonts(renderer),
    )
    assert linked < sum(
        element["/S"] == "/Link" for element in tagged(pypdf.PdfReader(io.BytesIO(both.data)))
    )
    assert len(notes) >= linked


def test_the_same_bytes_twice(renderer: PdfRenderer, bound: Bound) -> None:
    again = {id: drawn(sheet, renderer) for id, sheet in SHEETS.items()}
    assert bind(samples.manual(CARD, PROCEDURE, FORM), again, renderer) == bound
    assert single(FORM, renderer) == single(FORM, renderer)


def test_a_manual_holds_each_weight_once_with_the_glyphs_of_all_its_sheets(
    pdf: pypdf.PdfReader, drawings: dict[str, Drawn]
) -> None:
    objects = {font.idnum for page in pdf.pages for font in references_of(page)}
    assert len(objects) == 2
    words = {
        text
        for one in drawings.values()
        for face in one.typefaces.values()
        for text in face.glyphs.values()
    }
    assert words - set("".join(page.extract_text() for page in pdf.pages)) <= {" ", "\u00a0"}


def test_every_piece_of_a_page_is_in_the_tree_of_tags(pdf: pypdf.PdfReader) -> None:
    root: Any = pdf.trailer["/Root"]
    numbers = root["/StructTreeRoot"]["/ParentTree"]["/Nums"]
    tags = dict(zip(numbers[::2], numbers[1::2], strict=True))
    for page in pdf.pages:
        if "/StructParents" in page:
            assert tags[page["/StructParents"]], "a page with words has pieces"
            told = [piece.get_object() for piece in tags[page["/StructParents"]]]
            # Running heads and page numbers are artifacts
            assert all(isinstance(one, NullObject) or one["/Pg"] == page for one in told)
    sections = root["/StructTreeRoot"]["/K"][0].get_object()["/K"]
    assert len(sections) == 4, "front leaves and three sheets"


def test_a_draft_says_so_on_every_leaf(bound: Bound, words: WORDS, renderer: PdfRenderer) -> None:
    assert all("草案" in words(bound, page) for page in (1, 2, 3, 5, 6))
    assert "DRAFT" in words(single(FORM, renderer))


def test_the_classification_stands_on_the_cover_and_at_the_head_of_each_marked_leaf(
    renderer: PdfRenderer, words: WORDS
) -> None:
    marked = replace(PROCEDURE, sheet=replace(PROCEDURE.sheet, classification="秘密★3年"))
    assert "秘密★3年 · 草案" in words(single(marked, renderer), 1)
    assert "秘密" not in words(single(PROCEDURE, renderer), 1)
    plans = (
        BoundPlan("专项预案", "YA-01", "2.1", "2026-12-01", "秘密★3年"),
        BoundPlan("恢复预案", "YA-02", "1.0", "", ""),
    )
    manual = replace(
        samples.manual(), classification="秘密★3年", plans=plans, number="", version=""
    )
    front = bind(manual, {}, renderer)
    assert all(
        fact in words(front, 1)
        for fact in ("秘密★3年", "专项预案", "YA-01", "恢复预案", "YA-02", "1.0")
    )
    assert "秘密★3年 · 草案" in words(front, 2)


def test_a_character_that_ours_lack_comes_from_a_named_font_or_is_found(
    renderer: PdfRenderer, bound: Bound
) -> None:
    sheet: Stamped = samples.card(3, "患者姓名 \U00020bb7 核对")
    with renderer.listening() as heard:
        found = single(sheet, renderer)
        assert bool(found.system_fonts) != bool(heard.take())
    assert bound.system_fonts == ()


def tagged(pdf: pypdf.PdfReader) -> Iterator[Any]:
    """Every structure element, in reading order."""

    def below(element: Any) -> Iterator[Any]:
        kids = element.get("/K", [])
        for kid in kids if isinstance(kids, list) else [kids]:
            found = kid.get_object()
            if isinstance(found, dict) and found.get("/S"):
                yield found
                yield from below(found)

    root: Any = pdf.trailer["/Root"]
    yield from below(root["/StructTreeRoot"])


def test_headings_of_a_table_say_what_they_head(pdf: pypdf.PdfReader) -> None:
    scopes = [element["/A"].get("/Scope") for element in tagged(pdf) if element["/S"] == "/TH"]
    assert scopes
    assert all(scope in ("/Column", "/Row") for scope in scopes)


def test_the_cells_of_a_form_are_no_table_of_data(renderer: PdfRenderer) -> None:
    sheet = samples.form(samples.cells((samples.field("主诉", 12),)), samples.grid(4))
    pdf = pypdf.PdfReader(io.BytesIO(single(sheet, renderer).data))
    kinds = [str(element["/S"]) for element in tagged(pdf)]
    assert kinds.count("/Table") == 1, "the grid alone, which has headings"


def test_words_in_another_language_say_so(renderer: PdfRenderer) -> None:
    """Also in a manual that is in another language than the sheet."""
    card = replace(CARD, sheet=replace(CARD.sheet, other_language="en"))
    cover = BindingOptions("Title", "en")
    bound = bind_parts([Part(drawn(card, renderer))], cover, fonts(renderer))
    pdf = pypdf.PdfReader(io.BytesIO(bound.data))
    root: Any = pdf.trailer["/Root"]
    assert root["/Lang"] == "en"
    said = [(str(element["/S"]), element.get("/Lang")) for element in tagged(pdf)]
    assert next(language for kind, language in said if kind == "/Sect") == "zh-Hans"
    assert [language for kind, language in said if kind == "/Span" and language] == ["en"], (
        "the English name alone"
    )
    assert all(re.fullmatch(r"/[A-Za-z0-9]+", kind) for kind, _ in said)


def test_a_drawing_has_a_name(renderer: PdfRenderer) -> None:
    sheet = samples.procedure(2, samples.chain(3))
    pdf = pypdf.PdfReader(io.BytesIO(single(sheet, renderer).data))
    assert [element["/Alt"] for element in tagged(pdf) if element["/S"] == "/Figure"] == [
        "通用流程"
    ]
