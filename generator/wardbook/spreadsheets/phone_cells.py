"""Telephone numbers as people write them into a cell, turned into what the plan holds: 内线8290,
ext. 8290 and ８２９０ are 8290; 无 and TBC are no number yet."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from wardbook.findings import Finding, Mark, error
from wardbook.plan.data import Scalar
from wardbook.spreadsheets.cover_words import COVERS, cover_word
from wardbook.spreadsheets.headings import simplified
from wardbook.spreadsheets.labelled_numbers import labelled_numbers

_LABEL = re.compile(
    r"(?:(?:院内|内部|联系|值班|办公)?(?:电话|座机|短号|小号|内线|外线|分机|直线|手机|号码)|转"
    r"|tel(?:ephone)?|phone|ext(?:ension|n)?|x|internal)[.:\s]*(?=[0-9(+*#])",
    re.IGNORECASE,
)
"""What says before a number that it is one."""
_OTHER_LINE = re.compile(r"(?:bleep|pager|fax|mobile|cell|手机|传真|呼机)", re.IGNORECASE)
"""What says that another number in the cell is of another kind: 5500 / bleep 040."""
_NOTHING = re.compile(
    r"[-–—/\\.*\s]*|n/?a|none|nil|tb[acd]|暂?无|没有|空|待定|待补充?|未定|未装|未安装",
    re.IGNORECASE,
)
_FRACTION = re.compile(r"([0-9]+)\.0+")
"""A number that went through arithmetic: 8290.0."""
_CALCULATED = re.compile(r"[0-9]+\.[0-9]{1,2}")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+")
"""A number in groups of three, as amounts are shown: 8,601."""
_ONE_NUMBER = re.compile(r"[0-9]{1,2}(?:,[0-9]{3})+")
"""One that can't be several: of 301,302 nobody knows."""
_LETTER_BETWEEN = re.compile(r"(?<=[0-9])(?!(?:x|ext)[0-9])[A-Za-z]+(?=[0-9])", re.IGNORECASE)
"""Letters among digits; a word for an extension may stand there."""
_LETTERS_FOR_DIGITS = re.compile(r"(?<![A-Za-z])[OoIl](?=[0-9])|(?<=[0-9])[OoIl](?![A-Za-z])")
_OPEN = re.compile(r"[0-9x]\?|[0-9]x+$|xx", re.IGNORECASE)
"""Digits that nobody knows yet: 829x, 82??."""
_SPAN = re.compile(r"([0-9]{3,5})\s*[-–—~～至到]\s*([0-9]{3,5})")
"""Extensions from one to another, 8601-8605, where the second is a little more than the first."""
_MOST_IN_SPAN = 100
_SHORTENED = re.compile(r"([0-9]{3,})/([0-9]{1,2})")
"""8401/02 for 8401 and 8402."""
_DIALLED = re.compile(r"\+?[0-9(][0-9() -]*[0-9](?:(?:转|x|ext\.?) ?[0-9]{1,6})?", re.IGNORECASE)
_FEWEST = 3
"""Digits of the shortest number."""
_WITH_REMARK = re.compile(r"([^()]*[0-9]) *\(([^()]+)\)")
_EXTENSION = re.compile(r"(?:ext(?:ension|n)?|x|转|分机)[. ]*[0-9]", re.IGNORECASE)
_WORD = re.compile(r"[㐀-鿿]|[^\W\d_]{2}")
_DIGIT_OF = str.maketrans("OoIl", "0011")


def phone_text(cell: Scalar, *, is_figure: bool = False) -> Scalar:
    """A number as the plan writes it: in narrow signs, without a word that says what it is; empty
    where the cell says that there is none. A cell that the spreadsheet keeps as a figure is one
    number, however it is shown."""
    narrow = unicodedata.normalize("NFKC", cell).strip()
    if is_figure and _GROUPED.fullmatch(narrow):
        return Scalar(narrow.replace(",", ""), cell.mark)
    if says_nothing(narrow):
        return Scalar("", cell.mark)
    label = _LABEL.match(simplified(narrow))  # which has as many characters
    if label and not _OTHER_LINE.search(narrow):
        narrow = narrow[label.end() :]
    return Scalar(narrow, cell.mark)


def number_and_remark(cell: str) -> tuple[str, str]:
    """A number and what is said of it in brackets behind it: 8290（夜间），13812345678（张工）. The
    remark is empty where none is, or where it belongs to the number."""
    narrow = unicodedata.normalize("NFKC", cell).strip()
    found = _WITH_REMARK.fullmatch(narrow)
    if not found or sum(map(str.isdigit, found[1])) < _FEWEST or _EXTENSION.match(found[2]):
        return narrow, ""
    says = _WORD.search(found[2]) or cover_word(found[2]) in COVERS
    if not says or phone_digits(found[2]) or labelled_numbers(narrow):
        return narrow, ""
    return found[1].strip(), found[2].strip()


def phone_digits(text: str) -> str:
    """The number that a text is, perhaps behind a word that says so; empty for any other text."""
    bare = phone_text(Scalar(text, Mark("")))
    if _DIALLED.fullmatch(bare) and sum(map(str.isdigit, bare)) >= _FEWEST:
        return str(bare)
    return ""


def says_nothing(cell: str) -> bool:
    """Whether a cell is empty, or says that there is nothing: –, n/a, 无."""
    narrow = unicodedata.normalize("NFKC", cell).strip()
    return _NOTHING.fullmatch(simplified(narrow)) is not None


def no_phones(text: Scalar, before: str) -> Iterator[Finding]:
    """X626: what nobody can call: no digit at all (同上), letters for digits, groups of three, what
    calculating left behind, or a span of numbers. `before` is what the plan says."""
    if not text or text == before:
        return
    meant = _LETTERS_FOR_DIGITS.sub(lambda found: found[0].translate(_DIGIT_OF), text)
    meant = _FRACTION.sub(r"\1", meant) if _FRACTION.fullmatch(meant) else meant
    meant = meant.replace(",", "") if _ONE_NUMBER.fullmatch(meant) else meant
    meant = _several_meant(text) or meant
    if meant != text:
        yield error("X626", text.mark, given=text, meant=meant)
    elif _is_no_number(text):
        yield error("X626", text.mark, given=text, meant="–")


def _several_meant(text: str) -> str:
    """The numbers that one stands for, where it is written short; empty for any other text."""
    span = _SPAN.fullmatch(text)
    if span and len(span[1]) == len(span[2]):
        first, last = int(span[1]), int(span[2])
        if 0 < last - first < _MOST_IN_SPAN:
            between = "" if last == first + 1 else "…; "
            return f"{span[1]}; {between}{span[2]}"
    short = _SHORTENED.fullmatch(text)
    if short:
        return f"{short[1]}; {short[1][: -len(short[2])]}{short[2]}"
    return ""


def _is_no_number(text: str) -> bool:
    """Whether nobody can dial a text: no digit, a fraction, an amount, letters among its digits, or
    some that are open."""
    if _CALCULATED.fullmatch(text) or _GROUPED.fullmatch(text):
        return True
    if _LETTER_BETWEEN.search(text) or _OPEN.search(text):
        return True
    return not any(map(str.isdigit, text))
