"""How a plan looks in Word: as an office's document by GB/T 9704-2012, or plain. Typefaces are
named, never shipped."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

from wardbook.plan.model.paper_sizes import PAPERS
from wardbook.word.word_xml import W

_NAMESPACE = f'xmlns:w="{W[1:-1]}"'
_TWIPS = 20
"""Of a point."""
_POINTS_IN_MM = 72 / 25.4


@dataclass(frozen=True)
class OfficeFace:
    """A typeface with its size in points. `latin` is that of Latin letters."""

    name: str
    size: float
    bold: bool = False
    latin: str = "Times New Roman"


@dataclass(frozen=True)
class OfficeStyle:
    """The whole look. Margins in millimetres: top, bottom, left, right."""

    margins: tuple[float, float, float, float]
    body: OfficeFace
    title: OfficeFace
    heads: tuple[OfficeFace, ...]
    page: OfficeFace
    table: OfficeFace
    lines: int = 0
    """Lines of a page; 0: as many as fit."""
    characters: int = 0
    """Characters of a line; 0: as many as fit."""
    page_dashes: bool = False
    """Page numbers as — 1 —, outside."""
    paper: tuple[float, float] = PAPERS["A4"]
    """Width and height in millimetres."""

    @property
    def pitch(self) -> int:
        """From line to line, in twips."""
        height = self.paper[1] - self.margins[0] - self.margins[1]
        return int(height * _POINTS_IN_MM * _TWIPS / self.lines)

    @property
    def spacing(self) -> int:
        """What is added to each character so that a line holds as many, in 4096ths of a point."""
        width = self.paper[0] - self.margins[2] - self.margins[3]
        return round((width * _POINTS_IN_MM / self.characters - self.body.size) * 4096)


GONGWEN = OfficeStyle(
    margins=(37, 35, 28, 26),
    body=OfficeFace("仿宋_GB2312", 16),
    title=OfficeFace("方正小标宋简体", 22),
    heads=(
        OfficeFace("黑体", 16),
        OfficeFace("楷体_GB2312", 16),
        OfficeFace("仿宋_GB2312", 16, bold=True),
        OfficeFace("仿宋_GB2312", 16),
    ),
    page=OfficeFace("宋体", 14, latin="宋体"),
    table=OfficeFace("仿宋_GB2312", 12),
    lines=22,
    characters=28,
    page_dashes=True,
)
PLAIN = OfficeStyle(
    margins=(25, 25, 25, 25),
    body=OfficeFace("宋体", 11, latin="Calibri"),
    title=OfficeFace("黑体", 20, bold=True, latin="Calibri"),
    heads=(
        OfficeFace("黑体", 16, bold=True, latin="Calibri"),
        OfficeFace("黑体", 13, bold=True, latin="Calibri"),
        OfficeFace("黑体", 12, bold=True, latin="Calibri"),
        OfficeFace("黑体", 11, bold=True, latin="Calibri"),
    ),
    page=OfficeFace("宋体", 9, latin="Calibri"),
    table=OfficeFace("宋体", 10, latin="Calibri"),
)
STYLES = {"gongwen": GONGWEN, "plain": PLAIN}


def style_on(name: str, paper: str) -> OfficeStyle:
    """A style on the paper of the house, A4 or Letter. The national standard for documents of
    offices knows A4 alone (GB/T 9704-2012)."""
    if name == "gongwen":
        return GONGWEN
    return replace(STYLES[name], paper=PAPERS[paper])


HEADS = 4
"""Styles of headings; deeper ones take the last."""


_CHINESE = "zh-CN"
"""As Word calls it, which breaks lines and checks words by a document's language."""
_EASTERN = ("zh", "ja", "ko")
"""Languages whose letters have typefaces of their own in a document."""


def dress(document: Any, look: OfficeStyle, language: str, english: str) -> None:
    """Give a new document its page, its typefaces, its language and its page numbers.

    `english` is the house's: en-GB or en-US."""
    _page(document, look)
    _speak(document, language, english)
    styles = document.styles
    set_face(styles["Normal"], look.body)
    _paragraphs(styles["Normal"], look, indent=bool(look.lines))
    _characters(styles["Normal"], look)
    set_face(styles["Title"], look.title)
    _paragraphs(styles["Title"], look, indent=False)
    styles["Title"].paragraph_format.alignment = 1
    for level in range(1, HEADS + 1):
        style = styles[f"Heading {level}"]
        set_face(style, look.heads[level - 1])
        _paragraphs(style, look, indent=bool(look.lines))
    set_face(styles["Caption"], look.table)
    styles["Caption"].paragraph_format.alignment = 1
    _paragraphs(styles["Caption"], look, indent=False)
    _page_numbers(document, look)


def _speak(document: Any, language: str, english: str) -> None:
    """Say in which language the document is. Chinese words of any document are Chinese."""
    spoken = {"zh": _CHINESE, "en": english}.get(language, language)
    is_eastern = language.split("-")[0] in _EASTERN
    for element in document.styles.element.iter(f"{W}lang"):
        element.set(f"{W}val", english if is_eastern else spoken)
        element.set(f"{W}eastAsia", spoken if is_eastern else _CHINESE)


def set_face(styled: Any, face: OfficeFace) -> None:
    """Set typeface, size and colour of a style or a run."""
    # They come with the library that writes Word
    from docx.oxml.ns import qn

    # as above
    from docx.shared import Pt, RGBColor

    font = styled.font
    font.name, font.size, font.bold, font.italic = face.latin, Pt(face.size), face.bold, False
    font.color.rgb = RGBColor(0, 0, 0)
    fonts = styled.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in list(fonts.attrib):
        if attribute.endswith("Theme"):
            del fonts.attrib[attribute]
    fonts.set(qn("w:eastAsia"), face.name)
    fonts.set(qn("w:hAnsi"), face.latin)
    fonts.set(qn("w:cs"), face.latin)


def _page(document: Any, look: OfficeStyle) -> None:
    # They come with the library that writes Word
    from docx.oxml.ns import qn

    # as above
    from docx.shared import Mm

    section = document.sections[0]
    section.page_width, section.page_height = map(Mm, look.paper)
    top, bottom, left, right = look.margins
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    section.left_margin, section.right_margin = Mm(left), Mm(right)
    section.footer_distance = Mm(bottom - 10)
    grid = section._sectPr.find(qn("w:docGrid"))
    if look.lines and grid is not None:
        grid.set(qn("w:type"), "linesAndChars")
        grid.set(qn("w:linePitch"), str(look.pitch))
        grid.set(qn("w:charSpace"), str(look.spacing))


def _paragraphs(style: Any, look: OfficeStyle, *, indent: bool) -> None:
    """Lines and indents of a style: an office's lines are of one height, and paragraphs begin two
    characters in."""
    # They come with the library that writes Word
    from docx.oxml.ns import qn

    # as above
    from docx.shared import Pt, Twips

    shape = style.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    if look.lines:
        shape.line_spacing = Twips(look.pitch)
    else:
        shape.space_after = Pt(6)
    properties = style.element.get_or_add_pPr()
    borders = properties.find(qn("w:pBdr"))
    if borders is not None:
        properties.remove(borders)
    if look.lines:  # styles are based on that of the body
        shape.first_line_indent = Pt(2 * look.body.size) if indent else 0
        properties.find(qn("w:ind")).set(qn("w:firstLineChars"), "200" if indent else "0")


def _characters(style: Any, look: OfficeStyle) -> None:
    """So close that a line holds as many characters as it should. The grid of the page says so too,
    but programs differ in what they make of a character that is wider than its cell."""
    if not look.characters:
        return
    # It comes with the library that writes Word
    from docx.oxml import parse_xml

    of_line = (look.paper[0] - look.margins[2] - look.margins[3]) * _POINTS_IN_MM
    closer = math.floor((of_line / look.characters - look.body.size) * _TWIPS)
    properties = style.element.get_or_add_rPr()
    properties.find(f"{W}sz").addprevious(parse_xml(f'<w:spacing {_NAMESPACE} w:val="{closer}"/>'))
    shape = style.paragraph_format
    shape.alignment = 3
    inside = style.element.get_or_add_pPr()
    inside.find(f"{W}spacing").addprevious(parse_xml(f'<w:snapToGrid {_NAMESPACE} w:val="0"/>'))


def _page_numbers(document: Any, look: OfficeStyle) -> None:
    """Page numbers at the foot: outside on both sides of the paper, or in the middle."""
    section = document.sections[0]
    footers = [section.footer]
    if look.page_dashes:
        document.settings.odd_and_even_pages_header_footer = True
        footers.append(section.even_page_footer)
    for at, footer in enumerate(footers):
        paragraph = footer.paragraphs[0]
        paragraph.style = document.styles["Normal"]
        at_edge(paragraph)
        paragraph.alignment = 1
        words = ("", "")
        if look.page_dashes:
            _outside(paragraph, look, is_even=at == 1)
            words = ("— ", " —")
        set_face(paragraph.add_run(words[0]), look.page)
        for run in add_field(paragraph, "PAGE", "1"):
            set_face(run, look.page)
        set_face(paragraph.add_run(words[1]), look.page)


def _outside(paragraph: Any, look: OfficeStyle, *, is_even: bool) -> None:
    """Let a page number stand outside, a character in from the edge of the text."""
    # It comes with the library that writes Word
    from docx.shared import Pt

    shape = paragraph.paragraph_format
    if is_even:
        paragraph.alignment, shape.left_indent = 0, Pt(look.page.size)
    else:
        paragraph.alignment, shape.right_indent = 2, Pt(look.page.size)


def centre(paragraph: Any) -> Any:
    """Let a paragraph stand in the middle of the line."""
    at_edge(paragraph)
    paragraph.alignment = 1
    return paragraph


def at_edge(paragraph: Any, *, left: bool = False) -> Any:
    """Let a paragraph begin at the edge, and not reach to the other one (`left`). The indent of its
    style is counted in characters, which Word prefers to any other."""
    paragraph.paragraph_format.first_line_indent = 0
    paragraph._p.pPr.find(f"{W}ind").set(f"{W}firstLineChars", "0")
    if left:
        paragraph.alignment = 0
    return paragraph


def add_field(paragraph: Any, code: str, shown: str, *, is_stale: bool = False) -> list[Any]:
    """A field of Word, with what it shows until Word counts; its runs."""
    # They come with the library that writes Word
    from docx.oxml import OxmlElement

    # as above
    from docx.oxml.ns import qn

    runs: list[Any] = []
    for kind in ("begin", "code", "separate", "shown", "end"):
        run = paragraph.add_run()
        runs.append(run)
        if kind == "shown":
            run.text = shown
        elif kind == "code":
            instruction = OxmlElement("w:instrText")
            instruction.text = f" {code} "
            run._r.append(instruction)
        else:
            sign = OxmlElement("w:fldChar")
            sign.set(qn("w:fldCharType"), kind)
            if is_stale and kind == "begin":
                sign.set(qn("w:dirty"), "true")
            run._r.append(sign)
    return runs


def set_in_table(paragraph: Any) -> None:
    """Lines in a table are as close as its letters want, and begin at the edge."""
    at_edge(paragraph)
    shape = paragraph.paragraph_format
    shape.line_spacing = 1.0
    shape.space_before = shape.space_after = 0
