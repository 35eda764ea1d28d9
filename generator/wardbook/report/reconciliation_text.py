"""How an account of numbered forms looks on a terminal and in a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from wardbook.report.messages import lines
from wardbook.serials.entries import Malformed
from wardbook.serials.list_words import STATES
from wardbook.serials.reconciliation import Account, Balance, Difference, Missing, Twice
from wardbook.serials.typed_numbers import Wrong
from wardbook.spreadsheets.csv_files import guarded

_SERIAL = re.compile(r"(?P<pool>[0-9A-Z]+-[0-9A-Z]+-D?)(?P<number>[0-9]{6})-[0-9]{2}")
"""A number of ours as printed."""
Open = TypeVar("Open")
Row = tuple[str, str, str]
"""Something open: its number or text, what is known of it, its place."""


def account_text(account: Account, language: str) -> str:
    """The account in words: what came back, then what is open. Lines that make forms missing come
    first, then the most urgent; missing numbers that follow each other share a line."""
    say = lines(language)
    states: list[str] = []
    for state in STATES:
        states.append(f"{say[f'account_{state}']} {account.counts[state]}")
    out = [say["account_counts"].format(issued=account.issued, counts=", ".join(states))]
    for kind, rows in _open(account, say, grouped=True):
        out.append(f"\n{kind}")
        for row in rows:
            out.append(f"  {' · '.join(filter(None, row))}")
    for balance in account.balances:
        out.append(f"\n{_sums(balance, say)}")
    if account.not_compared:
        out.append("\n" + say["account_not_compared"].format(columns=_not_compared(account, say)))
    out.append(f"\n{_end(account, say)}")
    return "\n".join(out) + "\n"


def account_csv(account: Account, language: str) -> str:
    """What is open as a table: kind, number, what is known of it, place. No cell starts a
    formula."""
    say = lines(language)
    text = io.StringIO()
    writer = csv.writer(text)
    columns = ("account_kind", "account_number", "account_known", "account_place")
    writer.writerow([say[column] for column in columns])
    for kind, rows in _open(account, say, grouped=False):
        for row in rows:
            writer.writerow(map(guarded, (kind, *row)))
    return text.getvalue()


def _end(account: Account, say: Mapping[str, str]) -> str:
    """Whether anything is open."""
    if account.open:
        return say["account_open"].format(count=account.open)
    return say["account_closed"]


def _open(
    account: Account, say: Mapping[str, str], *, grouped: bool
) -> Iterator[tuple[str, list[Row]]]:
    """Kinds of open things that there are, as finished words, each with its rows. `grouped`:
    missing numbers that follow each other are one row."""
    yield from _open_for_lines(account, say, grouped=grouped)
    others = [one for one in account.malformed if not one.lost]
    found = {
        "account_twice": _rows(account.twice, _twice, say),
        "account_mistyped": _rows(_lost_nothing(account.mistyped), _wrong, say),
        "account_unknown": _rows(_lost_nothing(account.unknown), _wrong, say),
        "account_strange": _rows(_lost_nothing(account.strange), _wrong, say),
        "account_malformed": _rows(others, _malformed, say),
    }
    for kind, rows in found.items():
        if rows:
            yield say[kind].format(count=len(rows)), rows
    for balance in account.balances:
        rows = _rows(balance.differences, _difference, say)
        if rows:
            yield say["account_differs"].format(count=len(rows), **_names(balance)), rows


def _open_for_lines(
    account: Account, say: Mapping[str, str], *, grouped: bool
) -> Iterator[tuple[str, list[Row]]]:
    """Lines that make forms missing, then what is missing, for them or not."""
    causes = _rows([one for one in account.malformed if one.lost], _cause, say)
    ends = (*account.mistyped, *account.unknown, *account.strange)
    causes += _rows([one for one in ends if one.lost], _wrong_end, say)
    if causes:
        yield say["account_causes"].format(count=len(causes)), causes
    if account.missing:
        rows = _rows(account.missing, _missing, say)
        if grouped:
            rows = _rows(_ranges(account.missing), _missing_range, say)
        yield say["account_missing"].format(count=len(account.missing)), rows


def _rows(
    found: Iterable[Open], row: Callable[[Open, Mapping[str, str]], Row], say: Mapping[str, str]
) -> list[Row]:
    return [row(one, say) for one in found]


def _missing(missing: Missing, say: Mapping[str, str]) -> Row:
    """A number that is not in the list, with its form, what is at stake, and who had it."""
    group = missing.group
    form = f"{group.code} {group.title}".strip()
    return missing.number, form, f"{say[f'risk_{group.risk}']} · {group.department}"


def _ranges(missing: Sequence[Missing]) -> Iterator[list[Missing]]:
    """Missing numbers that were issued one behind the other, together."""
    places: dict[int, dict[str, int]] = {}
    run: list[Missing] = []
    for one in missing:
        if id(one.group) not in places:
            places[id(one.group)] = {number: at for at, number in enumerate(one.group.numbers)}
        if run and not _follows(one, run[-1], places[id(one.group)]):
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def _follows(one: Missing, before: Missing, places: Mapping[str, int]) -> bool:
    """Whether a number was issued next to another; `places` are those of the numbers of its
    group."""
    if one.group is not before.group:
        return False
    return places[one.number] == places[before.number] + 1


def _missing_range(run: Sequence[Missing], say: Mapping[str, str]) -> Row:
    """Missing numbers that follow each other: the first and last of them, and how many."""
    number, form, known = _missing(run[0], say)
    if len(run) > 1:
        number = f"{_span(run[0].number, run[-1].number)} ({len(run)})"
    return number, form, known


def _span(first: str, last: str) -> str:
    """Two numbers in short: those of ours without their check digits and with their pool once."""
    start, end = _SERIAL.fullmatch(first), _SERIAL.fullmatch(last)
    if start is None or end is None:
        return f"{first}–{last}"
    return f"{start['pool']}{start['number']}–{end['number']}"


def _cause(one: Malformed, say: Mapping[str, str]) -> Row:
    """A line that can't be used, with how many forms count as missing for it."""
    text, why, place = _malformed(one, say)
    return text, why, f"{place} · {say['account_lost'].format(count=one.lost)}"


def _wrong_end(one: Wrong, say: Mapping[str, str]) -> Row:
    """A range of which one end is no issued number, with how many forms count as missing."""
    text, known, place = _wrong(one, say)
    known = known or say["account_wrong_end"]
    lost = say["account_lost"].format(count=one.lost)
    return f"{one.other}, {text}", known, f"{place} · {lost}"


def _lost_nothing(found: Iterable[Wrong]) -> Iterator[Wrong]:
    """Texts for which no form counts as missing."""
    for one in found:
        if not one.lost:
            yield one


def _twice(twice: Twice, say: Mapping[str, str]) -> Row:
    states = [say[f"account_{state}"] for state in twice.states]
    return twice.number, ", ".join(states), _line(", ".join(map(str, twice.lines)), say)


def _difference(difference: Difference, say: Mapping[str, str]) -> Row:
    """A line whose two figures differ."""
    figures = f"{_figure(difference.left)} ≠ {_figure(difference.right)}"
    return difference.number, figures, _line(difference.line, say)


def _line(line: object, say: Mapping[str, str]) -> str:
    """A place in the list: the number of a line, or several."""
    return say["account_line"].format(line=line)


def _wrong(wrong: Wrong, say: Mapping[str, str]) -> Row:
    """A text that is no issued number, what it probably meant or why nobody can tell, and its
    line."""
    known = ""
    if wrong.why:
        known = say[f"wrong_{wrong.why}"]
    if wrong.likely:
        known = say["account_likely"].format(number=wrong.likely)
    return " ".join(wrong.text.split()), known, _line(wrong.line, say)


def _malformed(one: Malformed, say: Mapping[str, str]) -> Row:
    """What can't be used, why, and its place."""
    place = _line(one.line, say)
    if one.column:
        place = say["account_cell"].format(line=one.line, column=one.column)
    return " ".join(one.text.split()), say[f"entry_{one.why}"], place


def _not_compared(account: Account, say: Mapping[str, str]) -> str:
    """Columns that need no comparing, each with the reason."""
    columns: list[str] = []
    for one in account.not_compared:
        why = say[f"passed_{one.why}"]
        columns.append(say["account_column"].format(name=one.name, why=why))
    return say["account_join"].join(columns)


def _sums(balance: Balance, say: Mapping[str, str]) -> str:
    """Both sums of two columns that are compared, and how far they are apart."""
    return say["account_sums"].format(
        left=balance.left, right=balance.right, difference=balance.difference, **_names(balance)
    )


def _names(balance: Balance) -> dict[str, str]:
    """The headings of two columns, each on one line."""
    return {
        "left_name": " ".join(balance.left_name.split()),
        "right_name": " ".join(balance.right_name.split()),
    }


def _figure(value: object) -> str:
    """A figure of a list; a dash where none stands there."""
    if value is None:
        return "–"
    return str(value)
