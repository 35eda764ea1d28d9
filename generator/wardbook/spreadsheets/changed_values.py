"""Cells whose value a spreadsheet program has changed: rounded, without their zeros, turned into a
day or a time. What is lost can't be brought back; the place is said, and what was meant."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wardbook.findings import Finding, error
from wardbook.plan.data import Scalar
from wardbook.spreadsheets.columns import ListColumn
from wardbook.spreadsheets.raw_sheets import CellKind, Row
from wardbook.spreadsheets.table_rows import cell_in

_EXPONENT = re.compile(r"[0-9](?:[.,][0-9]+)?[eE]\+?[0-9]{1,3}")
_TOO_LONG = re.compile(r"[0-9]{16,}")
"""Spreadsheets keep fifteen digits of a number and write zeros for the rest."""
_BETWEEN_DIGITS = re.compile("[ -]+")
_WITH_ZEROS = re.compile(r"0[0-9]+")
_ROUNDED = re.compile(r"[0-9]{15}0+")
_PHONE_DIGITS = 9
"""Digits of a telephone number with its area code; extensions have fewer, and of any length."""
_MONTHS = (
    "jan feb mar apr may jun jul aug sep oct nov dec|"
    "jän feb mrz apr mai jun jul aug sept okt nov dez|"
    "janv févr mars avr mai juin juil août sept oct nov déc|"
    "ene feb mzo abr may jun jul ago sept oct nov dic|"
    "gen feb mar apr mag giu lug ago set ott nov dic|"
    "jan fev mar abr mai jun jul ago set out nov dez|"
    "jan feb mrt apr mei jun jul aug sep okt nov dec|"
    "янв фев мар апр май июн июл авг сен окт ноя дек"
)
_MONTH_OF = {
    word: number
    for language in _MONTHS.split("|")
    for number, word in enumerate(language.split(), 1)
}
_DAY_OF_MONTH = re.compile(r"([0-9]{1,2})[-. /]+([^\W\d_]{3,5})\.?(?:[-. /][0-9]{2,4})?")
_MONTH_DAY = re.compile(r"([^\W\d_]{3,5})\.?[- ]([0-9]{1,2})")
_EASTERN = re.compile(r"(?:[0-9]{4}[年년] ?)?([0-9]{1,2})[月월] ?([0-9]{1,2})[日일]?")
_FULL_DAY = re.compile(
    r"(?:19|20)[0-9]{2}([-/.])([0-9]{1,2})\1([0-9]{1,2})(?: [0-9]{1,2}:[0-9:]+)?"
)
_PARTED = re.compile("[-/. 月월]")
"""What stands between the parts of a day, whatever its country."""
_IN_WORDS = ("name", "spec", "unit", "group", "windows")
"""Fields in which a percentage is what people wrote: 5%."""


@dataclass(frozen=True)
class ColumnZeros:
    """How many digits the numbers of a column have that begin with nought; 0 where there are none,
    or of several lengths."""

    digits: int = 0

    def lost_by(self, text: str, column: ListColumn) -> str:
        """The number that `text` was before it lost its zeros; empty where nothing says so."""
        if not self.digits or not text.isascii() or not text.isdigit() or text.startswith("0"):
            return ""
        lost = self.digits - len(text)
        if lost <= 0:
            return ""
        if column.path == ("number",) and (lost > 1 or self.digits < _PHONE_DIGITS):
            return ""
        return text.zfill(self.digits)


def zeros_of(rows: Sequence[Row], at: int, *, are_spaced: bool = False) -> ColumnZeros:
    """What the numbers of a column say of their zeros; telephone numbers are spaced."""
    lengths: Counter[int] = Counter()
    for row in rows:
        said = cell_in(row, at).strip()
        if are_spaced:
            said = _BETWEEN_DIGITS.sub("", said)
        if _WITH_ZEROS.fullmatch(said):
            lengths[len(said)] += 1
    if len(lengths) != 1:
        return ColumnZeros()
    return ColumnZeros(next(iter(lengths)))


def changed(
    column: ListColumn,
    text: Scalar,
    *,
    before: str,
    kind: CellKind | None,
    zeros: ColumnZeros,
) -> Iterator[Finding]:
    """X607 a number that the spreadsheet rounded, X609 one that lost its leading zeros, X616 a day,
    a time or a percentage where none belongs. `before` is what the plan says, `kind` what the
    spreadsheet keeps the cell as."""
    if not text or text == before:
        return
    if column.is_words and _is_rounded(text, kind):
        yield error("X607", text.mark, given=text)
        return
    lost = _zeros_lost(column, text, before, zeros)
    if lost:
        yield error("X609", text.mark, given=text, before=lost)
    elif _is_misplaced(column, text, kind):
        yield error("X616", text.mark, given=text, meant=_meant(text) or "–")


def _zeros_lost(column: ListColumn, text: str, before: str, zeros: ColumnZeros) -> str:
    """The number with the zeros that it lost, as the plan or the rest of the column says; empty
    where neither does."""
    if not column.is_words:
        return ""
    if before.startswith("0") and before.lstrip("0") == text:
        return before
    return zeros.lost_by(text, column)


def _is_rounded(text: str, kind: CellKind | None) -> bool:
    if _EXPONENT.fullmatch(text) or _ROUNDED.fullmatch(text):
        return True
    return kind is CellKind.NUMBER and _TOO_LONG.fullmatch(text) is not None


def _is_misplaced(column: ListColumn, text: str, kind: CellKind | None) -> bool:
    """Whether a cell became a day, a time or a percentage."""
    is_moment = kind in (CellKind.DATE, CellKind.TIME)
    if not column.is_words:
        return is_moment and column.field == "name"
    if is_moment or column.field == "edition":
        return is_moment
    if kind is CellKind.PERCENT:
        return column.path[-1] not in _IN_WORDS
    return _meant(text) != ""


def _meant(text: str) -> str:
    """What somebody typed of which a spreadsheet made a day: 4-15 of 15-Apr; empty for what is no
    day."""
    if not _PARTED.search(text):  # nearly every cell
        return ""
    for pattern, month, day in (
        (_DAY_OF_MONTH, 2, 1),
        (_MONTH_DAY, 1, 2),
        (_EASTERN, 1, 2),
        (_FULL_DAY, 2, 3),
    ):
        found = pattern.fullmatch(text.strip().casefold())
        if not found:
            continue
        number = found[month]
        if not number.isdigit():
            number = str(_MONTH_OF.get(number, ""))
        if number and 1 <= int(number) <= 12 and 1 <= int(found[day]) <= 31:
            return f"{int(number)}-{int(found[day])}"
    return ""
