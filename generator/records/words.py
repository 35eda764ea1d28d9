"""Words and figures as people write them into a list of numbered forms: names of columns, states, amounts."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache

STATES = ("entered", "scanned", "void", "unused")
"""What may have become of a form: back in the system, kept as a scan alone, spoiled, never filled."""

BALANCES = (("amount", "posted"), ("dispensed", "deducted"), ("done", "confirmed"))
"""Pairs of columns that must agree line by line: money, drugs, examinations."""

_STATES = {
    "entered": "entered|merged|done|yes|已补录|补录|已录|已录入|录入|已补|补录完成|完成|已完成|已登|已合并|合并|是|√|✓|✔",
    "scanned": "scanned|scan only|scan|仅扫描|扫描|已扫描|只扫描",
    "void": "void|voided|spoiled|作废|废|已作废|作废单",
    "unused": "unused|blank|returned|未用|未使用|空白|空白单|退回|退库",
}
_COLUMNS = {
    "serial": "serial|serial no.|serial number|number|no.|编号|号码|流水号|序列号|单号|单据编号|单据号|票据号|票号|凭据号|起号",
    "to": "to|last|until|至|止号|末号",
    "state": "state|status|outcome|状态|去向|结果|处理|处理结果|补录情况|补录状态",
    "amount": "amount|paper amount|金额|手工金额|单据金额|凭据金额|收费金额|应收金额|实收金额",
    "posted": "posted|system amount|已记费|系统金额|补录金额|入账金额|记账金额|系统收费金额",
    "dispensed": "dispensed|发药|发药数|发药数量|实发数|实发数量",
    "deducted": "deducted|下账|下账数|下账数量|扣减数|扣减数量",
    "done": "done|performed|已做|已做数|已做数量|检查数|检查数量",
    "confirmed": "confirmed|已确认|确认|确认数|确认数量|系统确认|系统确认数",
}
_STATE_OF = {word: state for state, words in _STATES.items() for word in words.split("|")}
_COLUMN_OF = {word: name for name, words in _COLUMNS.items() for word in words.split("|")}

_IN_BRACKETS = re.compile(r"\([^()]*\)$")
_BETWEEN_HAN = re.compile(r"(?<=[^\x00-\x7f]) (?=[^\x00-\x7f])")
_FIGURES = re.compile(r"金额|数量|amount|quantity")
_NOTHING = frozenset(("", "-", "--", "—", "——", "/", "\\", "无", "n/a"))
_NUMBER = re.compile(r"(-?)(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?")
_CURRENCY = re.compile(r"^(?:rmb|cny|人民币|[¥$])\s*")
_UNIT = re.compile(r"\s*[一-鿿]{1,2}$")
_OF_A_TABLE = re.compile(
    r"(?:本页|本日)?(?:合计|总计|小计|共计)|(?:sub)?totals?\b"
    r"|(?:制表|审核|复核|核对|填表|经办)人?:|(?:prepared|checked|verified) by\b"
)
_PLACES_MOST = 15
"""Digits before the point of an amount; a larger one is a slip, and sums of such ones can't be told."""


def state_of(cell: str) -> str | None:
    """The state that a cell says; None for another word."""
    return _STATE_OF.get(_word(cell))


def column_of(cell: str) -> str:
    """Which column a heading names; empty for any other. A unit in brackets behind it does not matter."""
    word = _word(cell)
    return _COLUMN_OF.get(word) or _COLUMN_OF.get(_IN_BRACKETS.sub("", word).strip(), "")


def is_figures(cell: str) -> bool:
    """Whether a heading speaks of figures: it must not pass unread."""
    return bool(_FIGURES.search(_word(cell)))


def is_of_the_table(cell: str) -> bool:
    """Whether a cell belongs to the table itself: a total, or who made it."""
    return not cell[-1:].isdigit() and bool(_OF_A_TABLE.match(_word(cell)))


def is_nothing(cell: str) -> bool:
    """Whether a cell for a figure is struck or empty."""
    return _word(cell) in _NOTHING


def figure(cell: str) -> Decimal | None:
    """A figure as spreadsheets write it: full-width, with thousands, a currency, a unit, in brackets where negative. None for
    anything else, a comma that parts no thousands among it: nobody knows whether 35,50 is much or little."""
    match = _NUMBER.fullmatch(cell) or _NUMBER.fullmatch(_bare(_word(cell)))
    if not match:
        return None
    number = Decimal(match[0].replace(",", ""))
    return number if number.adjusted() < _PLACES_MOST else None


def _bare(text: str) -> str:
    """A figure without currency, unit and brackets."""
    if text.startswith("(") and text.endswith(")"):
        text = f"-{text[1:-1]}"
    return _UNIT.sub("", _CURRENCY.sub("", text)).replace(" ", "")


@lru_cache(maxsize=4096)
def _word(cell: str) -> str:
    """A cell in small letters without wide characters and needless spaces."""
    return _BETWEEN_HAN.sub("", " ".join(unicodedata.normalize("NFKC", cell).lower().split()))
