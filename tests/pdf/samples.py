"""Small sheets made by hand: what printing must cope with, without a project around it."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from wardbook.pdf.renderer import Frame
from wardbook.sheets.forms.forms import BackEntryStrip, Corner, FormView
from wardbook.sheets.forms.labels import Label
from wardbook.sheets.forms.sections import ColumnView, FieldView, GridView, SectionView
from wardbook.sheets.kinds import SheetKind
from wardbook.sheets.manuals import Elsewhere, ListedSheet, Manual
from wardbook.sheets.plan.signing import SignRow
from wardbook.sheets.procedures.cards import Card, CardBand, CardTick, Dial
from wardbook.sheets.procedures.flows import Flow, FlowEdge, FlowNode
from wardbook.sheets.procedures.procedures import PhaseView, ProcedureView, StepView
from wardbook.sheets.sheet import (
    MUL,
    Line,
    Sheet,
    SheetKey,
    Span,
    Stamp,
    Stamped,
    Target,
    fingerprint,
    short_fingerprint,
)

CLINIC = Path(__file__).parent.parent / "projects/clinic"

VIAL_LABEL = """\
id: vial-label
code: LC-19
title: {en: Vial label, zh: 药瓶标签}
labels: {columns: 3, rows: 8, width: 70, height: 37, top: 0.5}
sections:
  - fields:
      - {id: name, label: {en: Name, zh: 姓名}, span: 12}
      - {id: drug, label: {en: Medicine, zh: 药名}, span: 12}
      - {id: at, label: {en: Filled at, zh: 分装时间}, span: 12}
back_entry: {rule: keep}
"""
"""A form of the clinic: forms/vial-label.yml."""

DOOR_NOTICE = """\
id: door-notice
code: LC-20
title: {en: Door notice, zh: 门口告示}
posted: yes
sections:
  - text: {en: We are open and write by hand., zh: 照常开诊，手工办理。}
"""
"""A form of the clinic that hangs on its door: forms/door-notice.yml."""

PAPERS = {
    "A3": (297, 420),
    "A4": (210, 297),
    "A5": (148, 210),
    "A4-landscape": (297, 210),
    "A5-landscape": (210, 148),
}


def stamped(kind: SheetKind, id: str, code: str, title: str, content: object) -> Stamped:
    language = MUL if kind is SheetKind.FORM else "zh"
    sheet = Sheet(SheetKey(id, language, "staff"), kind, code, title, content)
    full = fingerprint(sheet)
    return Stamped(
        sheet, full, Stamp("样例医院", "2026.1 版草案（2026-11-20）", short_fingerprint(full))
    )


def line(*runs: Span | str) -> Line:
    return tuple(run if isinstance(run, Span) else Span(run) for run in runs)


def card(lines: int = 6, words: str = "致电值班，说明窗口和现象，记下时间") -> Stamped:
    code = Span("F-01", "code", Target("form-log"))
    tick = CardTick(line(words, " ", code), "5 分钟内", timed=True)
    bands = (
        CardBand("0–5 分钟", "自发现故障起", (tick,)),
        CardBand("T0 起", "手工开始", (tick,) * (lines - 1)),
    )
    view = Card(
        department="门诊药房",
        code="P1",
        other_name="Outpatient Pharmacy",
        cluster="归口：门诊部",
        posted="发药窗口内侧",
        when=(line("收不到处方时启用"),),
        paper_starts="T0 转手工",
        dials=(Dial("先打：值班", "8120", "打不通改拨 6120"), Dial("报告给：负责人", "8291")),
        box_place="3 号窗后柜",
        box_key="钥匙：当班药师",
        leaf="停电等场景另见 S-P1",
        never_waits="抢救用药不等启动、不等缴费。",
        stop=(line("两人不到，不发药。"),),
        bands=bands,
        names=(),
        say="药照常发，请稍候。",
        say_title="",
        peak="请门诊部派人维持秩序。",
        peak_title="高峰时段",
    )
    return stamped(SheetKind.CARD, "card-pharmacy", "A-P1", "门诊药房行动卡", view)


def step(number: int, words: str = "按登记表逐项核对，两人签名后发出。") -> StepView:
    return StepView(
        number=number,
        anchor=f"step-{number}",
        actor="当班药师",
        stand_in="",
        start="自发现故障起",
        deadline="10 分钟内",
        do=(line(words, Span("F-01 登记簿", "name", Target("form-log"))),),
        forms_in=(),
        forms_out=line(Span("F-01", "code", Target("form-log"))),
        forms_named=(),
        tell=(),
        call=line("值班 ", Span("8120", "number")),
        after=(),
        verify="同岗另一人",
        match="",
        cites=(),
        decision=None,
        urgent=number == 1,
        basis="通行做法",
        note=(),
        stop=(),
    )


def procedure(
    steps: int = 3, flow: Flow | None = None, id: str = "procedure-pharmacy", code: str = "C-P1"
) -> Stamped:
    phases = (
        PhaseView("detect", "发现", (step(1),)),
        PhaseView("respond", "处置", tuple(map(step, range(2, steps + 1)))),
    )
    title = "门诊药房处置流程"
    view = ProcedureView(
        title, "门诊药房", "", "", (), (line("手工发药。"),), (), (), "", phases, flow
    )
    return stamped(SheetKind.PROCEDURE, id, code, title, view)


def chain(boxes: int, words: str = "比对来电，复核停用范围") -> Flow:
    """Boxes in a row with a question in the middle that leads back to the first."""
    nodes = [FlowNode(f"n{at}", words, f"{at} 值班工程师", "step") for at in range(1, boxes + 1)]
    nodes.insert(boxes // 2, FlowNode("ask", "两个以上科室停用？", "", "question"))
    ids = [node.id for node in nodes]
    edges = [FlowEdge(start, end) for start, end in pairwise(ids)]
    return Flow("通用流程", tuple(nodes), (*edges, FlowEdge("ask", "n1", "否")))


def field(
    label: str, span: int = 6, rows: int = 1, kind: str = "text", choices: tuple[str, ...] = ()
) -> FieldView:
    return FieldView(
        f"id-{label}",
        Label(label, ("Label",)),
        kind,
        span,
        rows,
        None,
        tuple(Label(choice) for choice in choices),
    )


def form(
    *sections: SectionView,
    id: str = "form-log",
    code: str = "F-01",
    paper: str = "A4",
    identify: str = "none",
    specimen: bool = False,
) -> Stamped:
    width, height = PAPERS[paper]
    view = FormView(
        code=code,
        organisation=Label("样例医院", ("Sample Hospital",)),
        title=Label("手工登记簿", ("Manual log",)),
        paper=paper,
        landscape=width > height,
        width=width,
        height=height,
        stock=Label("淡黄色纸", ("pale yellow paper",)),
        mark=None,
        specimen=specimen,
        identify=identify,
        corner=(Corner("card_no"), Corner("urgent")),
        replaces=None,
        filled_by=None,
        help=(Label("一行一人，不留空行。", ("One person a line.",)),),
        warning=None,
        sections=sections,
        copies=(),
        back_entry=BackEntryStrip(
            "enter", Label("收费员"), ("F-02",), Label("另一人"), Label("流水号"), None
        ),
        custody=Label("班末归档。", ("Filed at the end of the shift.",)),
        languages=("zh", "en"),
    )
    return stamped(SheetKind.FORM, id, code, "手工登记簿", view)


def grid(rows: int = 0, *labels: str) -> SectionView:
    names = labels or ("时间", "姓名", "卡号", "签名")
    columns = tuple(
        ColumnView(f"id-{name}", Label(name, ("Word",)), "text", 100 / len(names), None, ())
        for name in names
    )
    return SectionView(None, (), (), GridView(columns, rows, True))


def cells(*lines: tuple[FieldView, ...]) -> SectionView:
    return SectionView(Label("内容", ("Content",)), (), lines, None)


def notice(paragraphs: int = 3) -> SectionView:
    text = Label(
        "请备好就诊卡，按指引排队，缴费和取药都改为手写。", ("Please have your card ready.",)
    )
    return SectionView(Label("看病照常", ("Open as usual",)), (text,) * paragraphs, (), None)


def manual(*sheets: Stamped, elsewhere: int = 1) -> Manual:
    listed = tuple(
        ListedSheet(one.sheet.code, one.sheet.title, one.sheet.id, "单页") for one in sheets
    )
    return Manual(
        id="pharmacy",
        language="zh",
        department="pharmacy",
        title="门诊药房应急手册",
        subtitle="信息系统应急预案",
        organisation="样例医院",
        edition="2026.1 版草案（2026-11-20）",
        number="YA-01",
        version="2026.1",
        effective="",
        signoff=(SignRow("编制", "信息中心主任"), SignRow("批准", "分管院领导")),
        departments=(),
        groups=(("单页", listed),),
        elsewhere=tuple(Elsewhere(f"X-{at}", "别处的单页", "收费科") for at in range(elsewhere)),
        draft=True,
    )


def theme() -> Path:
    return Path(__file__).parents[2] / "theme"


def frame(body: str) -> Frame:
    """A frame around HTML of a test's own."""
    return Frame(("zh",), "题名", "procedure", "procedure-own", "样例医院", "C-X", "页脚", body)
