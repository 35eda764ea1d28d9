"""Forms: labels in pairs, cells in rows of twelve, one sheet for a form and each of its variants."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from wardbook.findings import Mark
from wardbook.html.templates import Setting, body
from wardbook.plan.data import MARK_KEY, Scalar
from wardbook.plan.loader import load
from wardbook.plan.model.label_sheets import Labels
from wardbook.plan.project import Project
from wardbook.plan.text import parse_text
from wardbook.sheets.books import books
from wardbook.sheets.forms.forms import FormView, form_sheets
from wardbook.sheets.forms.labels import Label, printed_label
from wardbook.sheets.kinds import SheetKind
from wardbook.sheets.project_localizer import localizer_for
from wardbook.theme import theme_roots

Show = Callable[..., FormView]


@pytest.fixture(scope="session")
def show(staff: Project) -> Show:
    """A form's (or variant's) view, by position among its sheets."""

    def shown(id: str, variant: int = 0, project: Project = staff) -> FormView:
        localizers = tuple(localizer_for(project, language) for language in project.form_languages)
        content = form_sheets(localizers, project.forms[id])[variant].content
        assert isinstance(content, FormView)
        return content

    return shown


def test_a_sheet_for_the_form_and_each_variant(staff: Project) -> None:
    localizers = tuple(localizer_for(staff, language) for language in staff.form_languages)
    sheets = form_sheets(localizers, staff.forms["visit-slip"])
    assert [
        (sheet.id, sheet.code, sheet.title, sheet.key.language, sheet.kind) for sheet in sheets
    ] == [
        ("form-visit-slip", "LC-1", "Visit slip", "mul", SheetKind.FORM),
        ("form-visit-slip-child", "LC-1B", "Visit slip for a child", "mul", SheetKind.FORM),
        ("form-visit-slip-controlled", "LC-1C", "Controlled medicines", "mul", SheetKind.FORM),
    ]
    title = sheets[1].content.title  # type: ignore[attr-defined]
    assert (title.main, *title.others) == ("Visit slip for a child", "儿童就诊单")


def test_a_short_label_stands_for_the_label_of_its_language(staff: Project) -> None:
    localizers = tuple(localizer_for(staff, language) for language in staff.form_languages)
    mark = Mark("made")
    names = {"en": Scalar("Medicine and strength", mark), "zh": Scalar("药名规格", mark)}
    whole = parse_text({MARK_KEY: mark, **names})
    short = parse_text({MARK_KEY: mark, "en": Scalar("Medicine", mark)})
    shown = printed_label(localizers, whole, short)
    assert (shown.main, *shown.others) == ("Medicine", "药名规格")
    assert (shown.said.main, *shown.said.others) == ("Medicine and strength", "药名规格")
    plain = printed_label(localizers, whole, None)
    assert type(plain) is Label and plain.said is plain, "other forms keep their fingerprints"


def test_what_people_call_a_form_is_found_by_search_in_every_language(staff: Project) -> None:
    localizers = tuple(localizer_for(staff, language) for language in staff.form_languages)
    mark = Mark("made")
    aliases = {"en": (Scalar("yellow slip", mark),), "zh": (Scalar("黄单子", mark),)}
    form = staff.forms["visit-slip"].model_copy(update={"aliases": aliases})
    assert form_sheets(localizers, form)[0].words == ("yellow slip", "黄单子")


@pytest.mark.parametrize(
    ("form", "paper", "width", "height", "landscape"),
    [
        ("visit-slip", "A5", 148, 210, False),
        ("takings-slip", "A5-landscape", 210, 148, True),
        ("medicine-book", "A4-landscape", 297, 210, True),
        ("fault-note", "A4", 210, 297, False),
    ],
)
def test_paper(show: Show, form: str, paper: str, width: int, height: int, landscape: bool) -> None:
    shown = show(form)
    assert (shown.paper, shown.width, shown.height, shown.landscape) == (
        paper,
        width,
        height,
        landscape,
    )


def test_a_variant_may_have_sections_of_its_own_and_rows_several_lines(
    show: Show, clinic: Path
) -> None:
    slip = clinic / "plan_source/forms/visit-slip.yml"
    own = (
        "  - id: herbs\n    code: LC-1D\n    title: {en: Herbs, zh: 中药}\n    sections:\n      - grid: {columns: [{id: herb,"
        " label: {en: Herb, zh: 药名}}], rows: 3, lines: 2, numbered: no}\n"
    )
    slip.write_text(slip.read_text(encoding="utf-8").rstrip() + "\n" + own, encoding="utf-8")
    project = load(clinic).project
    assert project is not None
    herbs, child = show("visit-slip", 3, project), show("visit-slip", 1, project)
    (section,) = herbs.sections
    assert section.grid is not None
    assert (section.grid.columns[0].label.main, section.grid.rows, section.grid.lines) == (
        "Herb",
        3,
        2,
    )
    assert child.sections == show("visit-slip", 0, project).sections


def test_numbers_of_known_length_have_a_place_for_each_digit(show: Show, clinic: Path) -> None:
    assert [(corner.name, corner.digits) for corner in show("visit-slip").corner] == [
        ("card_no", 0),
        ("mark", 0),
    ]
    site, slip = clinic / "plan_source/site.yml", clinic / "plan_source/forms/visit-slip.yml"
    site.write_text(
        site.read_text(encoding="utf-8") + "number_lengths: {card_no: 9}\n", encoding="utf-8"
    )
    text = slip.read_text(encoding="utf-8").replace(
        "type: number, unit: kg", "type: number, digits: 3, unit: kg"
    )
    slip.write_text(text, encoding="utf-8")
    project = load(clinic).project
    assert project is not None
    shown = show("visit-slip", project=project)
    assert [(corner.name, corner.digits) for corner in shown.corner] == [
        ("card_no", 9),
        ("mark", 0),
    ]
    digits = {
        field.id: field.digits
        for section in shown.sections
        for row in section.lines
        for field in row
    }
    assert (digits["weight"], digits["complaint"]) == (3, 0)


def test_a_variant_differs_by_code_title_mark_and_paper_colour_only(show: Show) -> None:
    form, child, controlled = (show("visit-slip", variant) for variant in range(3))
    assert (form.mark, child.mark) == (Label("Adult", ("成人",)), Label("Child", ("儿童",)))
    assert [shown.specimen for shown in (form, child, controlled)] == [False, False, True]
    assert child.stock is not None
    assert child.stock.others
    own = {
        "code": form.code,
        "title": form.title,
        "mark": form.mark,
        "stock": form.stock,
        "specimen": False,
    }
    own |= {"stock_name": form.stock_name}
    assert replace(child, **own) == form
    assert replace(controlled, **own) == form


def test_labels_are_pairs_and_what_needs_no_translation_stands_once(show: Show) -> None:
    section = show("visit-slip").sections[0]
    complaint, weight, allergy, *_ = [field for line in section.lines for field in line]
    assert complaint.label == Label("Complaint", ("主诉",))
    assert weight.unit == Label("kg", ())
    assert allergy.choices == (Label("None known", ("无",)), Label("Yes, which", ("有，何种",)))


def test_rows_hold_at_most_twelve_columns_in_order(show: Show, staff: Project) -> None:
    for id, form in staff.forms.items():
        for section, written in zip(show(id).sections, form.sections, strict=True):
            assert all(sum(field.span for field in line) <= 12 for line in section.lines)
            placed = [field.label.main for line in section.lines for field in line]
            assert placed == [field.label.words("en") for field in written.fields]
    assert [[field.span for field in line] for line in show("visit-slip").sections[0].lines] == [
        [12],
        [4, 8],
        [12],
        [6, 6],
    ]


def test_a_row_that_is_not_full_is_not_filled_from_behind(clinic: Path, show: Show) -> None:
    path = clinic / "plan_source/forms/takings-slip.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("type: money, span: 6", "type: money, span: 7"), encoding="utf-8")
    project = load(clinic).project
    assert project is not None
    lines = show("takings-slip", project=project).sections[0].lines
    assert [[field.span for field in line] for line in lines] == [[6], [7], [6, 3, 3]]


def test_grids(show: Show) -> None:
    filling, fixed = show("visit-slip").sections[1].grid, show("medicine-book").sections[0].grid
    assert filling is not None
    assert fixed is not None
    assert (filling.rows, fixed.rows) == (0, 6)
    assert [column.percent for column in filling.columns] == [75.0, 25.0]
    assert sum(column.percent for column in fixed.columns) == pytest.approx(100, abs=0.1)
    assert fixed.columns[2].unit == Label("packs", ("盒",))


def test_copies_and_where_they_go(show: Show) -> None:
    dispensary, visitor = show("visit-slip").copies
    assert (dispensary.name, dispensary.to) == (
        Label("Dispensary", ("药局联",)),
        Label("Dispensary", ("药局",)),
    )
    assert (visitor.to, visitor.note) == (
        Label("patient", ("患者",)),
        Label("Not a receipt", ("不作收据",)),
    )


def test_the_strip_at_the_foot(show: Show) -> None:
    strip = show("takings-slip").back_entry
    assert strip is not None
    assert (strip.rule, strip.after) == ("enter", ("LC-1",))
    assert strip.by == Label("Desk clerk", ("导诊员",))
    assert strip.verify == Label("a second person of the same post", ("同岗另一人",))
    assert strip.match is not None
    assert strip.match.main == "amount, serial number"
    assert show("fault-note").back_entry is not None


def test_what_it_stands_in_for(show: Show) -> None:
    replaces = show("visit-slip").replaces
    assert replaces == Label(
        "Chart · booking, Chart · visit notes, Chart · orders",
        ("Chart · 预约、Chart · 门诊记录、Chart · 开单",),
    )
    assert show("fault-note").replaces is None


def test_the_forms_languages_lead(staff: Project, show: Show) -> None:
    turned = replace(staff, site=staff.site.model_copy(update={"form_languages": ("zh", "en")}))
    assert show("visit-slip", project=turned).title == Label("就诊单", ("Visit slip",))
    alone = replace(staff, site=staff.site.model_copy(update={"form_languages": ("zh",)}))
    assert show("visit-slip", project=alone).title == Label("就诊单", ())
    unsaid = replace(staff, site=staff.site.model_copy(update={"form_languages": ()}))
    assert show("visit-slip", project=unsaid).languages == ("en", "zh")


def test_paragraphs_keep_their_translations(show: Show) -> None:
    (paragraph,) = show("takings-slip").sections[1].text
    assert paragraph == Label(
        "Exchange this slip for a receipt within a month.", ("一个月内凭此单换收据。",)
    )


def test_a_variant_on_its_own_paper_and_a_grid_of_labels(show: Show, staff: Project) -> None:
    slip = staff.forms["visit-slip"]
    poster = slip.variants[0].model_copy(update={"paper": "A3"})
    grid = Labels.model_construct(columns=2, rows=7, width=99.1, height=38.1)
    note = staff.forms["fault-note"].model_copy(update={"labels": grid})
    forms = {
        **staff.forms,
        "visit-slip": slip.model_copy(update={"variants": (poster,)}),
        "fault-note": note,
    }
    project = replace(staff, forms=forms)
    assert [
        (shown.paper, shown.width, shown.height)
        for shown in (show("visit-slip", at, project) for at in (0, 1))
    ] == [
        ("A5", 148, 210),
        ("A3", 297, 420),
    ]
    shown = show("fault-note", 0, project).labels
    assert shown is not None
    assert (shown.columns, shown.rows, shown.width, shown.height, shown.line) == (
        2,
        7,
        99.1,
        38.1,
        4.42,
    )


NAMED = """
id: signs
code: LC-8
title: {en: Vital signs, zh: 生命体征}
filled_by: [desk-clerk]
sections:
  - grid:
      columns:
        - {id: sign, label: {en: Sign, zh: 项目}, width: 4}
        - {id: first-8, label: {en: "08", zh: "08"}, width: 1}
        - {id: first-20, label: {en: "20", zh: "20"}, width: 1}
        - {id: second-8, label: {en: "08", zh: "08"}, width: 1}
      headings: [{label: {en: Day 1, zh: 第一天}, from: first-8, to: first-20}, {label: {en: Day 2, zh: 第二天}, from: second-8, to: second-8}]
      rows: [{en: Pulse, zh: 脉搏}, {name: {en: Weight, zh: 体重}, hatched: [first-20]}]
back_entry: {rule: keep}
custody: {en: In the chart., zh: 归入病历。}
"""


def test_rows_have_names_columns_a_heading_in_common_and_cells_stay_empty(clinic: Path) -> None:
    (clinic / "plan_source/forms/signs.yml").write_text(NAMED, encoding="utf-8")
    project = load(clinic).project
    assert project
    stamped = books(project, "staff", ("en",))[0].sheets["form-signs"]
    setting = Setting(theme_roots(Path()), "en", "print", lambda _: "", lambda _: "", str)
    html = body(stamped, setting)
    table = html[html.index('<table class="rows"') : html.index("</table>", html.index("<tbody>"))]
    cells = re.findall(
        r"<(t[hd])\b([^>]*)>(.*?)</t", re.sub(r"<(span|div)[^>]*>|</span>", " ", table)
    )
    shape = [
        (tag, " ".join(re.findall(r'(\w+span="\d"|hatched)', how)), " ".join(said.split()))
        for tag, how, said in cells
    ]
    assert [cell for cell in shape if cell != ("td", "", "")] == [
        ("th", 'rowspan="2"', "Sign 项目"),
        ("th", 'colspan="2"', "Day 1 第一天"),
        ("th", 'colspan="1"', "Day 2 第二天"),
        ("th", "", "08"),
        ("th", "", "20"),
        ("th", "", "08"),
        ("th", "", "Pulse 脉搏 </div>"),
        ("th", "", "Weight 体重 </div>"),
        ("td", "hatched", ""),
    ]
    blanks = re.findall(r'data-blank="([^"]+)"[^>]* data-part="([^"]+)"', table)
    assert ("first-8_1", "Pulse 脉搏") in blanks
    assert "first-20_2" not in dict(blanks)
    assert "strike" not in html.lower().replace("strike, keep", ""), "no row is left empty"
