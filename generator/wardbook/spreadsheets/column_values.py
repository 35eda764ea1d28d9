"""What stands below a heading: telephone numbers, amounts, codes, words, names that the plan
knows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import filterfalse

from wardbook.plan.model.prices import amount
from wardbook.serials.list_words import has_digit, is_date
from wardbook.spreadsheets.cells import tidy
from wardbook.spreadsheets.columns import ListColumn
from wardbook.spreadsheets.cover_words import COVERS, cover_word
from wardbook.spreadsheets.phone_cells import number_and_remark, phone_digits, says_nothing
from wardbook.spreadsheets.plan_words import PlanWords
from wardbook.spreadsheets.price_cells import has_comma_cents, without_currency

_WORD = re.compile(r"[㐀-鿿]|[^\W\d_]{2}")
_CODE = re.compile(r"(?=.*[0-9])[0-9A-Za-z][0-9A-Za-z._/-]*")
_ROOM_LIKE = re.compile(r"[A-Za-z]{0,6}[-._/]?[0-9][0-9A-Za-z._/-]*")
_BETWEEN = re.compile(r"[/、;,|\n]|\bor\b|或")
_CENTS = re.compile(r".*[0-9][.,][0-9]{2}")
_CURRENCY = re.compile(r"[¥￥$€£元]")
_HAN = re.compile("[㐀-鿿]")
_LANGUAGE = re.compile("[a-z]{2,3}")
_LONG = 7
"""Digits from which a number can be dialled from outside, and is hardly anything else."""
_FORM = re.compile(r"[+0(]|1[3-9][0-9]{9}$|[0-9]+[- ][0-9]")
"""How numbers look that are dialled from outside: 0571-8…, 13…, 312-555-…."""


@dataclass(frozen=True)
class ColumnValues:
    """The cells of a column that say something; `rows` are the entries there are."""

    said: tuple[str, ...]
    rows: int
    plan: PlanWords = field(default_factory=PlanWords)

    def fitting(self, column: ListColumn, name: str) -> int:
        """How many cells may stand in a column of the list `name`."""
        return len(list(filter(self._test(column, name), self.said)))

    def _test(self, column: ListColumn, name: str) -> Callable[[str], bool]:
        """Whether a cell may stand in a column of the list `name`."""
        if column.names or column.field == "manual":
            return partial(self.plan.is_name, column)
        if column.field == "number" and name == "contacts":
            return is_phone
        by_field: dict[str, Callable[[str], bool]] = {
            "name": is_name,
            "number": _is_code,
            "price": _is_price,
            "code": _is_code,
            "language": partial(_is_language, column),
        }
        return by_field.get(column.field, bool)

    @property
    def differ(self) -> float:
        """Share of them that say different things."""
        return len(set(self.said)) / max(1, len(self.said))

    @property
    def language(self) -> str:
        """The language in which most cells are written."""
        return "zh" if 2 * len(list(filter(_HAN.search, self.said))) > len(self.said) else "en"

    @property
    def are_keys(self) -> bool:
        """Whether each entry has one, and no two the same."""
        return len(self.said) == self.rows == len(set(self.said))

    @property
    def are_phones(self) -> bool:
        """Whether they are telephone numbers, and hardly anything else."""
        return bool(self.said) and all(map(is_phone, self.said)) and self.are_numbers_to_dial

    @property
    def have_no_digit(self) -> bool:
        """Whether they say something, and none has a digit."""
        said = list(filterfalse(says_nothing, self.said))
        return bool(said) and not any(map(has_digit, said))

    @property
    def are_counted(self) -> bool:
        """Whether they count the rows."""
        return all(one == str(at) for at, one in enumerate(self.said, 1)) and bool(self.said)

    @property
    def are_numbers_to_dial(self) -> bool:
        """Whether all of them can be nothing but telephone numbers here: as long as the plan's, or
        such as are dialled from outside."""
        return all(map(partial(_is_dialled, self.plan.lengths), self.said))

    @property
    def are_amounts_of_money(self) -> bool:
        """Whether all of them have cents, or a currency."""
        return all(map(_is_money, self.said)) and bool(self.said)

    @property
    def are_codes(self) -> bool:
        """Whether they are codes and no figures: letters with digits, or digits of one length; one
        for each entry."""
        if not self.are_keys or not all(map(_CODE.fullmatch, self.said)):
            return False
        has_letters = all(any(map(str.isalpha, one)) for one in self.said)
        lengths = set(map(len, self.said))
        return has_letters or (len(lengths) == 1 and min(lengths) > 3 and not _are_years(self.said))


def is_phone(cell: str) -> bool:
    """Whether a cell holds a telephone number, or several."""
    numbers = map(number_and_remark, filter(str.strip, _BETWEEN.split(cell)))
    found = [bool(phone_digits(number)) for number, _ in numbers]
    return bool(found) and all(found) and not is_date(cell)


def is_name(cell: str) -> bool:
    """Whether a cell may be what something is called: words, and no day, hours or code."""
    is_other = is_date(cell) or cover_word(cell) in COVERS or _ROOM_LIKE.fullmatch(cell)
    return _WORD.search(cell) is not None and not (is_other or says_nothing(cell))


def _is_price(cell: str) -> bool:
    said = without_currency(cell)
    return amount(said) is not None or has_comma_cents([said])


def _is_money(cell: str) -> bool:
    return _is_price(cell) and bool(_CENTS.fullmatch(cell) or _CURRENCY.search(cell))


def _is_code(cell: str) -> bool:
    return " " not in cell.strip() and not is_date(cell)


def _is_language(column: ListColumn, cell: str) -> bool:
    return _LANGUAGE.fullmatch(tidy(cell, column)) is not None


def _is_dialled(lengths: frozenset[int], cell: str) -> bool:
    digits = len(list(filter(str.isdigit, cell)))
    narrow = unicodedata.normalize("NFKC", cell).strip()
    return digits in lengths or (digits >= _LONG and _FORM.match(narrow) is not None)


def _are_years(said: Sequence[str]) -> bool:
    return all(one.isdigit() and len(one) == 4 and one[:2] in ("19", "20") for one in said)
