"""Plans in Word as offices keep them, made in the manners in which people make them. Each says how it shows itself:
the lines that a reader of it sees, numbers included."""

import io
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from PIL import Image

from tests.word.printed_words import saved


@dataclass
class OfficeFile:
    """A file while it is made. `shown` are the lines of its body."""

    document: Document = field(default_factory=docx.Document)
    shown: list[str] = field(default_factory=list)

    def say(self, text: str, style: str = "", number: str = "", shown: bool = True) -> Any:
        paragraph = self.document.add_paragraph(text, style or None)
        if shown:
            self.shown.append(f"{number} {text}")
        return paragraph

    def head(self, text: str, level: int, number: str = "") -> Any:
        self.shown.append(f"{number} {text}")
        return self.document.add_heading(text, level)

    def title(self, text: str) -> None:
        paragraph = self.say(text, shown=False)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.runs[0].bold = True
        paragraph.runs[0].font.size = Pt(22)

    def bold(self, text: str) -> None:
        self.say(text).runs[0].bold = True

    def listed(self, text: str, num: int, level: int, number: str) -> Any:
        """A paragraph with an automatic number."""
        paragraph = self.say(text, number=number)
        numbered(paragraph, num, level)
        return paragraph

    def table(self, rows: list[list[str]]) -> Any:
        table = self.document.add_table(len(rows), len(rows[0]))
        for row, cells in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
                if text:
                    self.shown.append(text)
        return table

    @property
    def content(self) -> bytes:
        return saved(self.document)


def numbered(paragraph: Any, num: int, level: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = level
    properties.get_or_add_numId().val = num


def numbering(document: Document, levels: list[tuple[str, str]], starts: int = 1) -> int:
    """A list definition: way of counting and text of each level; its number."""
    root = document.part.numbering_part.element
    name = str(900 + len(root.findall(qn("w:abstractNum"))))
    inside = ""
    for at, (way, text) in enumerate(levels):
        inside += f'<w:lvl w:ilvl="{at}"><w:start w:val="{starts}"/><w:numFmt w:val="{way}"/><w:lvlText w:val="{text}"/></w:lvl>'
    abstract = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{name}">{inside}</w:abstractNum>'
    root.insert(0, parse_xml(abstract))
    return add_num(document, name)


def abstract_of(document: Document, num: int) -> str:
    """The definition that a list counts by."""
    for element in document.part.numbering_part.element.findall(qn("w:num")):
        if element.get(qn("w:numId")) == str(num):
            return str(element.find(qn("w:abstractNumId")).get(qn("w:val")))
    raise AssertionError(num)


def add_num(document: Document, abstract: str, start: int = 0) -> int:
    root = document.part.numbering_part.element
    num = 900 + len(root.findall(qn("w:num")))
    override = (
        f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{start}"/></w:lvlOverride>'
        if start
        else ""
    )
    root.append(
        parse_xml(
            f'<w:num {nsdecls("w")} w:numId="{num}"><w:abstractNumId w:val="{abstract}"/>{override}</w:num>'
        )
    )
    return num


def picture(kind: str = "PNG") -> io.BytesIO:
    made = io.BytesIO()
    Image.new("RGB", (40, 20), "navy").save(made, kind)
    made.seek(0)
    return made


def field_code(paragraph: Any, code: str, shown: str) -> None:
    for kind, text in (("begin", ""), ("", code), ("separate", ""), ("text", shown), ("end", "")):
        run = paragraph.add_run()._r
        if kind == "text":
            word = OxmlElement("w:t")
            word.text = text
            run.append(word)
        elif kind:
            sign = OxmlElement("w:fldChar")
            sign.set(qn("w:fldCharType"), kind)
            run.append(sign)
        else:
            instruction = OxmlElement("w:instrText")
            instruction.text = text
            run.append(instruction)


def styled() -> OfficeFile:
    """Headings by style, no numbers; bullets and numbered lists of the template."""
    file = OfficeFile()
    file.say("Downtime plan", "Title", shown=False)
    file.head("General", 1)
    file.head("Purpose", 2)
    file.say("This plan says what is done when the systems stop.")
    file.say("It covers:", "")
    file.say("the clinic,", "List Bullet")
    file.say("the pharmacy.", "List Bullet")
    file.head("Response", 1)
    file.say("Call the desk.", "List Number", "1.")
    file.say("Go to paper.", "List Number", "2.")
    file.say("Then wait for the all-clear.")
    return file


def typed_chinese() -> OfficeFile:
    """一、 （一） 1. (1) typed by hand, no styles, indented by full-width spaces."""
    file = OfficeFile()
    file.title("信息系统应急预案")
    for text in (
        "一、总则",
        "（一）编制目的",
        "　　为妥善处置信息系统停用，制定本预案。",
        "（二）工作原则",
        "1. 患者为先：抢救不等启动。",
        "2. 统一指挥：只有一个启动指令。",
        "二、处置",
        "（一）报告",
        "科室发现停用后：",
        "1．立即拨打信息科电话；",
        "（1）说明科室和故障；",
        "（2）记下报告时间。",
        "2．改用手工单据。",
        "上述单据全部补录。",
        "（二）结束",
        "由信息科宣布。",
    ):
        file.say(text)
    return file


def articles() -> OfficeFile:
    """第一章, 第一条 running through the chapters, items below."""
    file = OfficeFile()
    file.title("网络安全事件应急管理办法")
    for text in (
        "第一章 总则",
        "第一条 为规范网络安全事件处置，制定本办法。",
        "第二条 本办法适用于全院。",
        "第二章 职责",
        "第三条 信息科负责下列工作：",
        "（一）监测；",
        "（二）处置；",
        "（三）报告。",
        "第四条 各科室配合信息科。",
        "第三章 附则",
        "第五条 本办法自发布之日起施行。",
    ):
        file.say(text)
    return file


def decimal_automatic() -> OfficeFile:
    """1, 1.1, 1.1.1 counted by Word on heading styles, a list a) below."""
    file = OfficeFile()
    num = numbering(
        file.document, [("decimal", "%1"), ("decimal", "%1.%2"), ("decimal", "%1.%2.%3")]
    )
    small = numbering(file.document, [("lowerLetter", "%1)")])
    file.say("Cyber incident plan", "Title", shown=False)
    for text, level, number in (
        ("Scope", 1, "1"),
        ("Systems", 2, "1.1"),
        ("Clinical", 3, "1.1.1"),
        ("Others", 3, "1.1.2"),
        ("Departments", 2, "1.2"),
        ("Response", 1, "2"),
        ("Report", 2, "2.1"),
    ):
        numbered(file.head(text, level, number), num, level - 1)
        file.say(f"What {text.lower()} means here.")
    file.listed("who reports,", small, 0, "a)")
    file.listed("to whom.", small, 0, "b)")
    return file


def automatic_chinese() -> OfficeFile:
    """一、 （一） 1、 ① counted by Word without styles; the list begins anew by an override."""
    file = OfficeFile()
    num = numbering(
        file.document,
        [
            ("chineseCountingThousand", "%1、"),
            ("chineseCountingThousand", "（%2）"),
            ("decimal", "%3、"),
        ],
    )
    lists = numbering(file.document, [("decimalEnclosedCircle", "%1")])
    again = add_num(file.document, abstract_of(file.document, lists), start=1)
    file.title("停电应急预案")
    file.listed("总则", num, 0, "一、")
    file.listed("目的", num, 1, "（一）")
    file.say("保障供电中断时的诊疗。")
    file.listed("范围", num, 1, "（二）")
    file.say("全院。")
    file.listed("处置", num, 0, "二、")
    file.listed("启动", num, 1, "（一）")
    file.say("条件如下：")
    file.listed("市电中断；", lists, 0, "①")
    file.listed("UPS 报警。", lists, 0, "②")
    file.listed("结束", num, 1, "（二）")
    file.say("条件如下：")
    file.listed("市电恢复；", again, 0, "①")
    file.listed("设备正常。", again, 0, "②")
    return file


def bold_lines() -> OfficeFile:
    """Bold lines act as headings."""
    file = OfficeFile()
    file.title("Outpatient downtime procedure")
    for title in ("When to use it", "What to do", "Afterwards"):
        file.bold(title)
        file.say(f"{title}: the desk decides, and everybody follows what it says.")
        file.say("Nobody works around it.")
    return file


def merged_table() -> OfficeFile:
    """Tables: a plain one with a caption, one with merged heads, one with cells merged down."""
    file = OfficeFile()
    file.head("Contacts", 1)
    file.say("表1 联系电话")
    file.table([["科室", "电话"], ["信息科", "5120"], ["门诊部", "5121"]])
    file.say("Two heads:")
    table = file.document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "Post"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "Telephone"
    for at, text in enumerate(("day", "night")):
        table.cell(1, at + 1).text = text
    for at, text in enumerate(("Desk", "5120", "5130")):
        table.cell(2, at).text = text
    file.shown += ["Post", "Telephone", "day", "night", "Desk", "5120", "5130"]
    file.say("Behind the table.")
    return file


def pictures() -> OfficeFile:
    """Pictures with and without captions, JPEG among them; a footnote-like remark in a box of one cell."""
    file = OfficeFile()
    file.head("Network", 1)
    file.document.add_picture(picture())
    file.say("图1 网络拓扑")
    file.say("The core switch stands in the machine room.")
    file.document.add_picture(picture("JPEG"))
    file.say("Behind it.")
    file.document.add_table(1, 1).cell(0, 0).text = "Never unplug the core switch."
    file.shown.append("Never unplug the core switch.")
    return file


def controlled() -> OfficeFile:
    """A controlled document: cover table, history, contents field, chapters by styles with typed numbers."""
    file = OfficeFile()
    file.title("信息系统应急预案")
    cover = file.document.add_table(2, 4)
    for at, text in enumerate(("编号", "XX-01", "版本", "2.0")):
        cover.cell(0, at).text = text
    for at, text in enumerate(("发布日期", "2026年11月1日", "密级", "内部")):
        cover.cell(1, at).text = text
    file.say("修订记录", shown=False)
    history = file.document.add_table(3, 3)
    for row, cells in enumerate(
        (
            ("版本", "日期", "修改内容"),
            ("1.0", "2024-03-01", "首次发布"),
            ("2.0", "2026-11-01", "增加补录"),
        )
    ):
        for at, text in enumerate(cells):
            history.cell(row, at).text = text
    contents = file.say("", shown=False)
    field_code(contents, 'TOC \\o "1-3"', "")
    file.document.styles.add_style("toc 1", 1)
    file.say("1 总则\t1", "toc 1", shown=False)
    file.head("1 总则", 1)
    file.head("1.1 目的", 2)
    file.say("为处置停用，制定本预案。")
    file.head("2 处置", 1)
    file.say("见附件。")
    file.head("附件1 联系电话", 1)
    file.say("信息科 5120")
    return file


def several_plans() -> OfficeFile:
    """Two plans in one file, each with a title of its own."""
    file = OfficeFile()
    for name in ("停电应急预案", "断网应急预案"):
        file.title(name)
        file.say("一、目的")
        file.say(f"制定本{name}。")
        file.say("二、处置")
        file.say("1. 报告；")
        file.say("2. 处置。")
    return file


def from_the_web() -> OfficeFile:
    """Saved from a web page: no styles, no-break spaces, line breaks inside paragraphs, links."""
    file = OfficeFile()
    file.title("Ransomware playbook")
    file.bold("Detect")
    paragraph = file.say("\xa0\xa0Look for:", shown=True)
    paragraph.add_run().add_break()
    paragraph.add_run("files with odd endings.")
    file.shown[-1] += "files with odd endings."
    file.bold("Contain")
    link = parse_xml(
        f'<w:hyperlink {nsdecls("w", "r")} r:id="'
        + file.document.part.relate_to(
            "https://example.org/iso",
            docx.opc.constants.RELATIONSHIP_TYPE.HYPERLINK,
            is_external=True,
        )
        + '"><w:r><w:t>Isolate the host</w:t></w:r></w:hyperlink>'
    )
    file.say("", shown=False)._p.append(link)
    file.shown.append("Isolate the host")
    return file


def wps() -> OfficeFile:
    """WPS: styles called 标题 1, outline levels in paragraphs, tracked changes and a content control."""
    file = OfficeFile()
    for at, name in enumerate(("标题 1", "标题 2")):
        style = file.document.styles.add_style(f"wps{at}", 1)
        style.element.find(qn("w:name")).set(qn("w:val"), name)
    file.title("门诊停机处置流程")
    file.say("一、报告", "标题 1")
    file.say("（一）电话", "标题 2")
    file.say("拨打 5120。")
    outline = file.say("二、处置")
    level = OxmlElement("w:outlineLvl")
    level.set(qn("w:val"), "0")
    outline._p.get_or_add_pPr().append(level)
    changed = file.say("改用")
    changed._p.append(
        parse_xml(
            f'<w:del {nsdecls("w")} w:id="1" w:author="a"><w:r><w:delText>电子</w:delText></w:r></w:del>'
        )
    )
    changed._p.append(
        parse_xml(
            f'<w:ins {nsdecls("w")} w:id="2" w:author="a"><w:r><w:t>手工单据。</w:t></w:r></w:ins>'
        )
    )
    file.shown[-1] += "手工单据。"
    control = f"<w:sdt {nsdecls('w')}><w:sdtContent><w:p><w:r><w:t>三、结束</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    file.document.element.body.insert(-1, parse_xml(control))
    file.shown.append("三、结束")
    file.say("由信息科宣布。")
    return file


def jumping() -> OfficeFile:
    """A jump in the numbers, a list that begins at three, one heading twice: kept as they are."""
    file = OfficeFile()
    file.title("应急处置规程")
    for text in (
        "一、总则",
        "甲。",
        "三、处置",
        "3. 丙；",
        "4. 丁。",
        "四、附则",
        "1) 戊；",
        "3) 己。",
        "本规程即日施行。",
    ):
        file.say(text)
    return file


def deep_lists() -> OfficeFile:
    """Lists to five levels, bullets below numbers and numbers below bullets, prose inside items."""
    file = OfficeFile()
    num = numbering(
        file.document,
        [
            ("decimal", "%1."),
            ("lowerLetter", "(%2)"),
            ("lowerRoman", "%3)"),
            ("decimal", "(%4)"),
            ("upperLetter", "%5."),
        ],
    )
    dots = numbering(file.document, [("bullet", "•"), ("bullet", "–")])
    file.say("Recovery runbook", "Title", shown=False)
    file.head("Steps", 1)
    for text, level, number in (
        ("Stop the jobs;", 0, "1."),
        ("those of the night,", 1, "(a)"),
        ("and their", 2, "i)"),
        ("helpers and", 3, "(1)"),
        ("watchers;", 4, "A."),
        ("those of the day.", 1, "(b)"),
        ("Start the database:", 0, "2."),
    ):
        file.listed(text, num, level, number)
    for text, level in (("primary,", 0), ("standby,", 1), ("reports.", 0)):
        file.listed(text, dots, level, "")
    file.listed("Tell the desk.", num, 0, "3.")
    return file


def footnotes() -> OfficeFile:
    """Footnotes, a cross-reference, a text box, headers and footers."""
    file = OfficeFile()
    file.head("Basis", 1)
    add_footnotes(file.document, {"2": "In force since 2017.", "3": "Internal rule."})
    for text, note, label in (
        ("The law asks for it.", "2", "[1]"),
        ("So does the house.", "3", "[2]"),
    ):
        paragraph = file.say(text)
        run = paragraph.add_run()._r
        run.append(parse_xml(f'<w:footnoteReference {nsdecls("w")} w:id="{note}"/>'))
        file.shown[-1] += label
        file.shown.append({"2": "[1] In force since 2017.", "3": "[2] Internal rule."}[note])
    reference = file.say("See ")
    field_code(reference, "REF _Ref1 \\h", "chapter 2")
    file.shown[-1] += "chapter 2"
    file.document.sections[0].header.paragraphs[0].text = "Internal"
    box = (
        f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape><v:textbox><w:txbxContent>'
        "<w:p><w:r><w:t>Call 5120 first.</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
    )
    file.say("Beside the box.")._p.append(parse_xml(box))
    file.shown.append("Call 5120 first.")
    return file


def add_footnotes(document: Document, notes: Mapping[str, str]) -> None:
    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    inside = ""
    for id, text in notes.items():
        inside += f'<w:footnote w:id="{id}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>'
    content = f"<w:footnotes {nsdecls('w')}>{inside}</w:footnotes>".encode()
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, content, document.part.package)
    document.part.relate_to(
        part, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    )


MANNERS: Mapping[str, Callable[[], OfficeFile]] = {
    "styled": styled,
    "typed Chinese numbers": typed_chinese,
    "articles": articles,
    "decimal, automatic": decimal_automatic,
    "Chinese, automatic": automatic_chinese,
    "bold lines": bold_lines,
    "merged tables": merged_table,
    "pictures": pictures,
    "controlled document": controlled,
    "several plans": several_plans,
    "saved from the web": from_the_web,
    "WPS": wps,
    "jumping numbers": jumping,
    "deep lists": deep_lists,
    "footnotes": footnotes,
}
