"""Words as people write them into a list of numbered forms: names of columns, states, lines that
belong to the table.

The site's page reads the same words: `vocabulary` hands them to it, so that both judge alike.
Patterns here are written for Python and for browsers: no look-behind, no named groups, [0-9] for
digits.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

STATES = ("entered", "scanned", "void", "unused")
"""What may have become of a form: back in the system, kept as a scan alone, spoiled, never
filled."""

MOST_LETTERS = 200
"""Letters of a cell that are looked at: no number, state or figure is longer."""

VOCABULARY: Mapping[str, str] = {
    "entered": "entered|merged|done|ok|yes|已补录|补录|已录|录|已录入|录入|已补|补录完成"
    "|完成|已完成|已登|已合并|合并|是|√|✓|✔|☑"
    "|已補錄|補錄|已錄|已錄入|錄入|已補|補錄完成"
    "|已录入his|已录his|已录系统|已录入系统|已补录his|已入系统|entered in his",
    "scanned": "scanned|scan only|scan|仅扫描|僅掃描|掃描|已掃描|扫描|已扫描|只扫描|已扫描归档"
    "|扫描归档|已归档扫描",
    "void": "void|voided|spoiled|spoilt|cancelled|canceled|作废|废|已作废|作废单|作廢|廢|已作廢",
    "unused": "unused|not used|never used|blank|returned|未用|未使用|空白|空白单|退回|退库",
    "serial": "serial|serial no.|serial no|serial number|form no.|form no|form number|slip no."
    "|slip no|number|no.|no|form|request no.|request no"
    "|receipt|receipt no.|receipt no|receipt number|slip|slip number|voucher no.|voucher no"
    "|编号|号码|流水号|序列号|单号|单据编号|单据号|票据号|票号|凭据号|起号|編號|號碼|流水號|單號|單據號"
    "|申请单号|处方号|处方编号|划价单号|收费单号|收据号|收据编号|表单编号|流水编号",
    "to": "to|last|until|至|止号|末号",
    "state": "state|status|outcome|情况"
    "|状态|狀態|去向|结果|处理|处理结果|补录情况|补录状态|补录结果"
    "|录入情况|录入状态|入账情况|核对情况|处理情况|result",
    # Behind a state these take it back, or leave in doubt what is meant.
    "doubt": r"未|没|待|不|\bnot\b|\bno\b|n't|pending|except|\?",
    # Behind a state these undo it; what was charged for a void form may well be reversed.
    "undone": r"revers|delet|undone|冲销|沖銷|冲正|红冲|撤销|撤回|删|刪",
    # What stands in a column where each line is answered by yes or no.
    "ticks": r"^(?:y|n|yes|no|true|false|[是否√✓✔☑×✗✘xo○●])$",
    # What parts a state from a remark behind it.
    "remark": r"^([√✓✔☑]|[^\s,;:、/·(–—-]+)[\s,;:、/·(–—-]*([\s\S]*)$",
    # Headings of columns of remarks, and what in them takes a state back that stands beside them.
    "remarks": "remark|remarks|note|notes|comment|comments|备注|備註|说明|說明|备注说明|情况说明",
    "takes_back": r"未(?:见|見|录|錄|找|到|入|补|補|收|查|登|核|果)|查无|查無"
    r"|没有?(?:录|找|见|入|补|查)"
    r"|明[天日]|后[天日]|再[补補录錄]|[后後][补補]|稍[后後]|回头|下次|尚"
    r"|等.{0,6}(?:[补補录錄查核来]|人|他|她)"
    r"|找不到|查不到|不(?:见|符|一致|对|清)|待(?:补|補|录|錄|查|核|定)|漏(?:录|补|登)|缺(?:号|单|页|联)"
    r"|\bnot (?:in|found|entered|there|yet|posted|seen)\b|\b(?:missing|pending)\b"
    r"|\b(?:tomorrow|todo|to (?:be|do)|will be|awaiting|waiting|later today)\b"
    r"|n't (?:find|see)|\?",
    "nothing": r"^(-|--|—|——|–|/|\\|无|n/a)?$",
    "total": r"^(?:(?:本页|本日)?(?:合计|总计|小计|共计|累计)|[承接过转][前上次下][页頁]|结转"
    r"|(?:sub)?totals?\b|(?:brought|carried) forward\b"
    r"|(?:制表|审核|复核|核对|填表|经办)人?:|(?:prepared|checked|verified) by\b)",
    "page": r"^(?:第 ?[0-9]+ ?页(?:[ ,/]*共 ?[0-9]+ ?页)?|共 ?[0-9]+ ?页"
    r"|page [0-9]+(?: ?(?:of|/) ?[0-9]+)?"
    r"|(?:[^0-9:]{0,6}(?:日期|时间)|(?:[a-z]+ )?date):? ?[0-9]{1,4} ?[-/.年] ?[0-9]{1,2} ?[-/.月]"
    r"[0-9 日时分:至~-]*)$",
    "date": r"^(?:[0-9]{4} ?[-/.年] ?[0-9]{1,2} ?[-/.月] ?[0-9]{1,2} ?日?"
    r"|[0-9]{1,2} ?[-/月] ?[0-9]{1,2} ?日?"
    r"|[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{4})?[ t]*(?:[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?$",
    # Which side a heading of figures speaks of, and what is left of it without that: its subject.
    "system": "信息系统|系统|系統|his|补录|補錄|录入|錄入|入账|记账|已记费|记费|计费|电脑|计算机"
    "|posted|system|recorded|booked|computer",
    "paper": "手工|手写|手寫|人工|纸质|纸面|纸|单据|凭据|票面|应收|应付"
    "|paper|manual|handwritten|written|slip|charged|billed|due|owed",
    "received": "实收|實收|实付|已收|paid|received|collected",
    "fillers": r"\b(?:in|on|by|the|of|as|per)\b|[的按()/:_,|-]",
    "money": "金额|金額|费用|費用|收费|总金额|合计金额|总额|款|款额|钱|费"
    "|收费金额|收款金额|收费额|收款|费用金额|交款|交费"
    "|amount|amounts|sum|total|money|charge|charges|fee|fees|price",
    "dispensed": "dispensed|发药|发药数|发药数量|实发数|实发数量",
    "deducted": "deducted|下账|下账数|下账数量|扣减数|扣减数量",
    "done": "done|performed|已做|已做数|已做数量|检查数|检查数量",
    "confirmed": "confirmed|已确认|确认|确认数|确认数量|系统确认|系统确认数",
    "unit": r"\((?:元|圆|人民币|rmb|cny|yuan|盒|瓶|支|片|张|份|次|件|人次|¥|￥|€|\$)\)",
    # How headings of numbers end that are no amounts.
    "codes": r"(?:号|号码|编码|代码|条码|工号|电话|手机|分机|联系方式"
    r"|床|床位|床号|病区|病房|房间|性别|邮编"
    r"|\b(?:bed|ward|room|phone|tel|telephone|mobile|ext|extension|fax|id|ids|mrn"
    r"|code|codes|barcode|no\.?|number|numbers|sex|gender))$",
    "ages": r"(?:年龄|岁|\bage)$",
    "times": r"(?:日期|时间|时刻|年份|年月|\b(?:date|time|day|year|month))$",
    "rows": r"^(?:序号|序|行号|行|no\.?|#|row|rows|line|item|)$",
    # What a heading says that is never excused for looking like row numbers or a constant.
    "charged": r"[费额款价金元钱收付¥$]|数量|发药|amount|fee|charge|price|cost|paid|money|cash"
    r"|sum|total|qty|quantity|due|his|系统|手工",
}

_LISTS = {key: VOCABULARY[key].split("|") for key in (*STATES, "serial", "to", "state", "remarks")}


def _by_word(names: Sequence[str]) -> Mapping[str, str]:
    """Word → the name in whose list it stands."""
    found: dict[str, str] = {}
    for name in names:
        for said in _LISTS[name]:
            found[said] = name
    return found


_STATE_OF = _by_word(STATES)
_COLUMN_OF = _by_word(("serial", "to", "state"))
_DOUBT = re.compile(VOCABULARY["doubt"], re.ASCII)
_UNDONE = re.compile(VOCABULARY["undone"], re.ASCII)
_TICKS = re.compile(VOCABULARY["ticks"], re.ASCII)
_REMARK = re.compile(VOCABULARY["remark"], re.ASCII)
_TAKES_BACK = re.compile(VOCABULARY["takes_back"], re.ASCII)
_NOTHING = re.compile(VOCABULARY["nothing"], re.ASCII)
_TOTAL = re.compile(VOCABULARY["total"], re.ASCII)
_PAGE = re.compile(VOCABULARY["page"], re.ASCII)
_DATE = re.compile(VOCABULARY["date"], re.ASCII)
_IN_BRACKETS = re.compile(r"\([^()]*\)$")
_DIGIT = re.compile("[0-9]")
_BETWEEN_HAN = re.compile(r"([^\x00-\x7f]) (?=[^\x00-\x7f])")


def vocabulary() -> dict[str, str]:
    """Words and patterns by what they are for, as the site's page gets them."""
    return dict(VOCABULARY)


@lru_cache(maxsize=4096)
def narrow(cell: str) -> str:
    """A cell in small letters, without wide characters; one space where there were several."""
    return " ".join(unicodedata.normalize("NFKC", cell[:MOST_LETTERS]).lower().split())


@lru_cache(maxsize=4096)
def word(cell: str) -> str:
    """A cell as a word: `narrow`, and without the spaces that people put between Chinese
    characters."""
    return _BETWEEN_HAN.sub(r"\1", narrow(cell))


def state_of(cell: str) -> str | None:
    """The state that a cell says, also with a remark in brackets or behind it; None for another
    word, and where the remark speaks of another state or takes the first back."""
    alone = _STATE_OF.get(word(cell))
    if alone:
        return alone
    parted = _REMARK.match(narrow(cell))
    if parted is None:
        return None
    state = _STATE_OF.get(word(parted[1]))
    if state is None or _DOUBT.search(parted[2]) or _is_undone(parted[2], state):
        return None
    return state


def _is_undone(remark: str, state: str) -> bool:
    """Whether a remark says that something else became of a form."""
    return (state != "void" and bool(_UNDONE.search(remark))) or _says_another(remark, state)


def speaks_of_states(heading: str) -> bool:
    """Whether a word for a state stands in a heading: Entered?, 是否补录."""
    return _says_another(word(heading), "")


def is_tick(cell: str) -> bool:
    """Whether a cell says yes or no, or is ticked."""
    return bool(_TICKS.match(word(cell)))


def is_for_remarks(heading: str) -> bool:
    """Whether a column has remarks, by its heading."""
    return word(heading) in _LISTS["remarks"]


def takes_back(remark: str, state: str) -> bool:
    """Whether a remark in a column of its own contradicts the state that its line says."""
    said = narrow(remark)
    return bool(_TAKES_BACK.search(said)) or _says_another(said, state)


def _says_another(remark: str, state: str) -> bool:
    """Whether a word for another state than `state` stands in a remark. Single characters are too
    common for that."""
    for other in STATES:
        if other == state:
            continue
        for said in _LISTS[other]:
            if len(said) > 1 and said in remark:
                return True
    return False


def column_of(cell: str) -> str:
    """Which column a heading names: serial, to, state; empty for any other. Brackets behind it do
    not matter."""
    said = word(cell)
    if said in _COLUMN_OF:
        return _COLUMN_OF[said]
    return _COLUMN_OF.get(_IN_BRACKETS.sub("", said).strip(), "")


def is_of_the_table(cell: str) -> bool:
    """Whether a cell belongs to the table itself: a total, the number of a page, or who made it."""
    said = word(cell)
    if _PAGE.match(said):
        return True
    return not cell[-1:].isdigit() and bool(_TOTAL.match(said))


def is_nothing(cell: str) -> bool:
    """Whether a cell is struck or empty."""
    return bool(_NOTHING.match(word(cell)))


def is_date(cell: str) -> bool:
    """Whether a cell says a day, a time of day, or both, and something at all."""
    return bool(cell.strip()) and bool(_DATE.match(narrow(cell)))


def has_digit(cell: str) -> bool:
    """Whether a digit stands in a cell: without one it holds no number of a form."""
    return _DIGIT.search(narrow(cell)) is not None
