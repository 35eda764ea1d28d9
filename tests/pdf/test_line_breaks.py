"""Codes never break, words break as late as they can, and English has the quotes of Latin type."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from wardbook.fonts import vendored_fonts
from wardbook.html.held_tags import bound, ended
from wardbook.html.line_breaks import for_paper, keep_codes
from wardbook.html.templates import environment, is_tall, keep_tail
from wardbook.pdf.binding import BindingOptions, Part, bind
from wardbook.pdf.drawing import draw
from wardbook.pdf.renderer import Frame, PdfRenderer
from wardbook.sheets.sheet import Line, Span, text_of
from weasyprint.formatting_structure.boxes import LineBox, TextBox

from tests import engines
from tests.plans import flagship_books

FRAME = Frame(("en",), "Quotes", "procedure", "quotes", "Example", "C-Q1", "C-Q1 · draft", "")


@pytest.mark.parametrize(
    "code",
    ["C-F1", "IP-08B", "A-W1", "XX-YA-01-01", "CM-02", "OP-04D", "S-1-2", "7WE-RFB", "234-56A"],
)
def test_a_code_is_held_together(code: str) -> None:
    held = f'<span class="together">{code}</span>'
    assert keep_codes(f"<p>After {code} step 18（{code}）</p>") == (
        f"<p>After {held} step 18（{held}）</p>"
    )
    assert keep_codes(f"<p>见{code}步骤</p>") == f"<p>见{held}步骤</p>"


STANDARDS = (
    "GB/T",
    "GB/T 9704",
    "GB/T 20985.1-2017",
    "WS/T 482—2016",
    "ISO 22301",
    "ISO/IEC 27001:2022",
    "SP 800-34",
)


@pytest.mark.parametrize("standard", STANDARDS)
def test_the_number_of_a_standard_is_held_together(standard: str) -> None:
    """ "(GB/" stood at the end of a line of the English list of documents, "T 24363-2009" below."""
    held = f'<span class="together">{standard}</span>'
    html = "<p>Emergency response plans ({0}), 见{0}。</p>"
    for whole in (keep_codes, for_paper):
        assert whole(html.format(standard)) == html.format(held)
    link = f'<a href="#x">see {standard}</a>'
    assert keep_codes(link) == f'<a href="#x">see {held}</a>'
    assert for_paper(link).count("<") == 2, "an element in a link is a second link in the PDF"


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", range(34, 60, 2))
def test_no_standard_is_split_on_paper(renderer: PdfRenderer, width: int, language: str) -> None:
    said = " and ".join(STANDARDS[1:])
    html = f'<p style="width: {width}mm">After ({said}), 见{STANDARDS[2]}、{STANDARDS[3]}。</p>'
    lines = list(lines_of(renderer.document(_frame(html, languages=(language,)))))
    for standard in STANDARDS[1:]:
        assert any(standard in line for line in lines), standard


@pytest.mark.parametrize(
    "html",
    [
        '<span class="code">IP-08B</span>',
        '<a class="x" href="#C-F1" title="C-F1">here</a>',
        "<svg><text>C-F1</text></svg>",
        "<title>C-F1</title>",
        "<p>re-entry, second-line, X-ray, 2-person, &#x2D;A-</p>",
        "<p>HIS/EMR, ED/ICU 12, ward/OR, A/B/C, T0 8002, call 6120</p>",
    ],
)
def test_what_is_no_code_or_holds_already_is_left_alone(html: str) -> None:
    assert keep_codes(html) == html


def test_the_space_before_what_holds_is_an_element_of_its_own() -> None:
    html = '<p>borrow on <a href="#x"><span class="code">IP-04</span></a> now</p>'
    assert "borrow on<span> </span><a" in for_paper(html)


@pytest.mark.parametrize("name", ["Patient label", "停用期间患者标签"])
def test_a_code_stays_with_the_name_behind_it(name: str) -> None:
    """ "IP-16" stood at the end of a line of the lists by system, and its name on the next."""
    code = '<a href="#x"><span class="code">IP-16</span></a>'
    named = for_paper(f'<p>{code} <a href="#x">{name}</a>, {code} {code} or {code}</p>')
    assert f'</a>\u00a0<a href="#x">{name}</a>' in named
    assert named.count("\u00a0") == 1, "codes and other words behind it may part"


def test_of_a_row_of_codes_alone_the_last_two_stay_together() -> None:
    code, comma = Span("S1", "code"), Span(", ")
    row = (code, comma, code, comma, code, comma, code)
    assert bound(row).held == row[-3:]
    assert ended(row).held == row[-3:]
    assert bound((code,)).free == (code,), "one alone has nothing to stand with"


def lines_of(document: Any) -> Iterator[str]:
    """The lines of the first page."""

    def walk(box: Any) -> Iterator[str]:
        if type(box).__name__ == "LineBox":
            yield "".join(getattr(part, "text", "") for part in box.descendants())
        for child in getattr(box, "children", ()):
            yield from walk(child)

    return walk(document.pages[0]._page_box)


@pytest.mark.parametrize("width", range(96, 120))
def test_words_before_what_holds_break_at_their_last_place(
    renderer: PdfRenderer, width: int
) -> None:
    """Where they fit but for the space behind them, WeasyPrint by itself leaves "Call" alone."""
    words = "Call Information Centre desk: ward, what fails, since when"
    html = f'<p style="width: {width}mm">{words} <span class="deadline">within 5 min</span></p>'
    lines = [line.strip() for line in lines_of(renderer.document(_frame(html)))]
    start = lines.index(next(line for line in lines if line.startswith("Call")))
    assert lines[start] not in ("Call", "Call Information", "Call Information Centre")


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("手写处方申请，勾绿色通道，直送科室", "直送科室"),
        ("收治能力不足：总值班定分流，已到门口的先收", "已到门口的先收"),
        ("Bed by bed: allergies, infusions, pending tests", "pending tests"),
        ("Unknown: number and alias on form and tube", "and tube"),
        ("喊一声", "喊一声"),
    ],
)
def test_a_tag_keeps_the_last_part_of_its_sentence_or_its_last_words(text: str, held: str) -> None:
    kept = ended((Span(text), Span("OP-13", "code")), "at once").held
    assert [span.text for span in kept] == [held, "OP-13"]


@pytest.mark.parametrize(
    ("spans", "held"),
    [
        (("Write the differences on", " ", "CM-03", "."), "differences CM-03."),
        (("勾选绿色通道后登记到", "CM-03", "。"), "登记到CM-03。"),
        (("Use the", " ", "OP-01", ", ", "OP-02", " and ", "OP-03"), "OP-02 and OP-03"),
        (("OP-01", "、", "OP-02"), "OP-01、OP-02"),
        (("See", " ", "OP-01", " for what is to be done"), ""),
    ],
)
def test_a_code_at_the_end_of_a_sentence_keeps_the_word_before_it(
    spans: tuple[str, ...], held: str
) -> None:
    line = tuple(Span(text, "code" if text[:2] in ("OP", "CM") else "words") for text in spans)
    found = bound(line)
    assert text_of(found.free) + text_of(found.held) == text_of(line)
    assert text_of(found.held).replace("on ", "") == held


def sentences(value: object) -> Iterator[Line]:
    """Lines of a view that end with a code or a number, with words before it."""
    if isinstance(value, tuple) and value and all(isinstance(one, Span) for one in value):
        said = [span for span in value if re.sub(r"[\W_]", "", span.text)]
        if {span.kind for span in said} > {"code"} and said[-1].kind in ("code", "number"):
            yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from sentences(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from sentences(getattr(value, field.name))


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("width", [62, 96])
def test_no_code_of_the_flagship_stands_alone_on_a_line(
    renderer: PdfRenderer, language: str, width: int
) -> None:
    """Every sentence that ends with a code or a number, in a column of a table and beside a margin."""
    (book,) = (book for book in flagship_books() if book.language == language)
    found: dict[Line, None] = {}
    for stamped in book.sheets.values():
        found.update(dict.fromkeys(sentences(stamped.sheet.content)))
    assert len(found) > 100
    source = '{% from "macros/runs.html" import line with context %}'
    source += "{% for one in lines %}<p>{{ line(one) }}</p>{% endfor %}"
    template = environment(renderer.roots).from_string(source)
    html = template.render(lines=found, medium="print", href=lambda _: "")
    body = f'<div style="width: {width}mm">{html}</div>'
    document = renderer.document(_frame(body, languages=(language,)))
    assert list(_lines_of_tags(document)) == []


def _lines_of_tags(document: Any) -> Iterator[str]:
    """Lines that hold nothing but one code or number, and marks behind it."""
    for page in document.pages:
        for box in page._page_box.descendants():
            if not isinstance(box, LineBox):
                continue
            texts = [part for part in box.descendants() if isinstance(part, TextBox)]
            words = [part.text for part in texts if not _is_tag(part)]
            if len(texts) == len(words) + 1 and not re.sub(r"[\W_]", "", "".join(words)):
                yield "".join(part.text for part in texts)


def _is_tag(text: TextBox) -> bool:
    return text.element is not None and text.element.get("class") in ("code", "number")


def test_a_number_before_tags_keeps_the_words_that_say_to_call_it() -> None:
    line = (
        Span("圈 2 小时内用药；缺人拨"),
        Span("8002", "number"),
        Span(" "),
        Span("IP-15", "code"),
    )
    assert text_of(ended(line, "发现后 30 分钟内").held) == "缺人拨8002 IP-15"


@pytest.mark.parametrize("width", range(14, 30, 3))
def test_no_code_is_split_on_paper(renderer: PdfRenderer, width: int) -> None:
    html = f'<p style="width: {width}mm">After C-F1 step 18, on IP-08B or XX-YA-01-01</p>'
    lines = " / ".join(lines_of(renderer.document(_frame(html)))).replace("\u2011", "-")
    for code in ("C-F1", "IP-08B", "XX-YA-01-01"):
        assert code in lines


@pytest.mark.parametrize("width", range(22, 40, 4))
def test_a_step_keeps_its_number(renderer: PdfRenderer, width: int) -> None:
    html = f'<p style="width: {width}mm">After <span class="step-ref">C-A1 step 19</span></p>'
    lines = " / ".join(lines_of(renderer.document(_frame(html)))).replace("\u2011", "-")
    assert "C-A1 step 19" in lines


def _frame(body: str, **more: str) -> Frame:
    return Frame(**{**vars(FRAME), "body": body, **more})


def test_english_quotes_are_drawn_and_copied_as_latin_type_has_them(
    renderer: PdfRenderer, tmp_path: Path
) -> None:
    words = "C-F1 says “entered after outage”, the card’s ‘list’ · draft; and (“here”) or …"
    document = renderer.document(_frame(f"<p>{words}</p>"))
    fonts = {file.name: file for file in vendored_fonts(renderer.roots)}
    sizes = {file.stat().st_size: file for file in fonts.values()}
    bound = bind([Part(draw(document, "quotes", sizes))], BindingOptions("Quotes", "en"), fonts)
    path = tmp_path / "quotes.pdf"
    path.write_bytes(bound.data)
    for mode in ("-layout", "-raw"):
        copied = subprocess.run(
            ["pdftotext", mode, str(path), "-"], capture_output=True, text=True, check=True
        ).stdout
        assert words in copied
        assert "C-Q1 · draft" in copied
    assert [str(fault) for fault in engines.faults(path, [1])] == []


def test_no_line_of_a_foot_begins_with_a_dot(renderer: PdfRenderer) -> None:
    plan = "Special emergency plan for the running and security of information systems and networks"
    foot = " · ".join((plan, "draft of 2026.1 (2026-11-20)", "4FG-GDR"))
    lines = [line.strip() for line in lines_of(renderer.document(_frame("", foot=foot)))]
    printed = [line for line in lines if line.startswith(plan) or line.endswith("4FG-GDR")]
    assert len(printed) == 2, "the foot takes a second line"
    assert printed[1].endswith("\u00a0· 4FG-GDR") and not printed[1].startswith("·")


def test_a_space_that_holds_is_copied_as_a_space(renderer: PdfRenderer) -> None:
    """Every space of a file is one glyph, which stands for what it is used for first."""
    document = renderer.document(_frame("<p>One&nbsp;two three</p>"))
    fonts = {file.stat().st_size: file for file in vendored_fonts(renderer.roots)}
    faces = draw(document, "spaces", fonts).typefaces.values()
    assert not [text for face in faces for text in face.glyphs.values() if text == "\u00a0"]


@pytest.mark.parametrize("rows", range(36, 48))
def test_no_row_of_a_table_stands_alone_on_its_last_page(renderer: PdfRenderer, rows: int) -> None:
    cells = "".join(f"<tr><td>Row {row}</td></tr>" for row in range(rows))
    head = "<thead><tr><th>What</th></tr></thead>"
    html = f'<table class="grid">{head}<tbody>{cells}</tbody></table>'
    document = renderer.document(_frame(html))
    *_, last = [list(_rows(page)) for page in document.pages]
    assert len(last) > 1


def _rows(page: Any) -> Iterator[str]:
    for box in page._page_box.descendants():
        if str(getattr(box, "text", "")).startswith("Row "):
            yield box.text


@pytest.mark.parametrize(
    ("said", "held"),
    [
        ("解除后 24 小时内完成", "24 小时内"),
        ("不足 6 小时、30 分钟以上", "6 小时"),
        ("对讲机 16 部，备用电池各一块", "16 部"),
        ("Stuck for 1 minute? Call.", "1 minute"),
        ("and ends within 2.5 hours of it", "2.5 hours"),
        ("样品在 8 °C 以下保存", "8 °C"),
        ("冰箱温度保持在 2–8 °C 之间", "2–8 °C"),
        ("周一至周五 9:00–11:00 高峰", "9:00–11:00"),
        ("巡视备份结果与存储余量，每 12 小时", "每 12 小时"),
        ("手术室护士站文件柜下层（29 号）", "29 号"),
        ("Duty room, filing cabinet, no. 37", "no. 37"),
    ],
)
@pytest.mark.parametrize("width", range(16, 40, 4))
def test_a_figure_stands_with_what_it_counts(
    renderer: PdfRenderer, width: int, said: str, held: str
) -> None:
    """ "解除后 24" stood at the end of a line, "小时内" below it."""
    html = for_paper(f'<p style="width: {width}mm">{said}</p>')
    lines = list(lines_of(renderer.document(_frame(html, languages=("zh",)))))
    assert any(held in line.replace("\u00a0", " ") for line in lines), lines


@pytest.mark.parametrize(
    "html",
    [
        "<p>Call 8120 here, step 18 next, in 2026</p>",
        "<p>XX-YA-01 级, A1 天</p><svg><text>24 小时</text></svg>",
        '<p><a href="#x">24 小时内</a></p>',
    ],
)
def test_other_figures_and_links_stay_as_they_are(html: str) -> None:
    assert "together" not in for_paper(html)
    assert "\u00a0" not in for_paper(html)


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("程控停用：对讲机 CH-3、模拟话机 000-6120", "模拟话机 000-6120"),
        ("不能超过启动后的 24 小时内", "24 小时内"),
        ("信息中心值班 8120 · 打不通改拨 000-6120", "打不通改拨 000-6120"),
        ("from T0 all paper is written by hand.", "by hand."),
        ("Questions: Cashier's Office desk 8250.", "desk 8250."),
        ("Head of the inpatient department", ""),
    ],
)
def test_the_end_of_a_text_holds_as_much_as_can_be_read_alone(text: str, held: str) -> None:
    assert keep_tail(text).partition('<span class="together">')[2].removesuffix("</span>") == held


@pytest.mark.parametrize("kind", ["grid", "order rules", "numbers", "grid matrix"])
@pytest.mark.parametrize("rows", range(32, 44))
def test_no_row_of_a_table_stands_alone_on_its_first_page(
    renderer: PdfRenderer, rows: int, kind: str
) -> None:
    lead = "<p>Line</p>" * rows
    cells = "".join(f"<tr><td>Row {row}</td></tr>" for row in range(8))
    head = "<thead><tr><th>What</th></tr></thead>"
    html = f'{lead}<table class="{kind}">{head}<tbody>{cells}</tbody></table>'
    document = renderer.document(_frame(html))
    first = next(found for page in document.pages if (found := list(_rows(page))))
    assert len(first) > 1


def test_a_row_breaks_only_where_it_would_leave_much_of_a_page_empty() -> None:
    """Latin letters are half as wide: rows of the English plan broke after a line of theirs."""
    words = "Wards call the analogue line from a mobile when it is urgent, and others come. " * 3
    row = tuple(((Span(words),),) if at == 1 else ((Span("x"),),) for at in range(7))
    assert not is_tall(row)
    assert is_tall(tuple(((Span(words * 3),),) if at == 1 else () for at in range(7)))
