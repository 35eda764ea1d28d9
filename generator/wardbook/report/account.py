"""How an account of numbered forms looks on a terminal and in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from wardbook.report.messages import lines
from wardbook.serials.entries import Malformed
from wardbook.serials.list_words import STATES
from wardbook.serials.reconciliation import Account, Balance, Difference, Missing, Twice
from wardbook.serials.typed import Wrong
from wardbook.spreadsheets.worksheets import guarded

Open = TypeVar("Open")
Row = tuple[str, str, str]
"""Something open: its number or text, what is known of it, its place."""


def account_text(account: Account, language: str) -> str:
    """The account in words: what came back, then what is open, the most urgent first."""
    say = lines(language)
    states: list[str] = []
    for state in STATES:
        states.append(f"{say[f'account_{state}']} {account.counts[state]}")
    out = [say["account_counts"].format(issued=account.issued, counts=", ".join(states))]
    for kind, rows in _open(account, say):
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
    for kind, rows in _open(account, say):
        for row in rows:
            writer.writerow(map(guarded, (kind, *row)))
    return text.getvalue()


def _end(account: Account, say: Mapping[str, str]) -> str:
    """Whether anything is open."""
    if account.open:
        return say["account_open"].format(count=account.open)
    return say["account_closed"]


def _open(account: Account, say: Mapping[str, str]) -> Iterator[tuple[str, list[Row]]]:
    """Kinds of open things that there are, as finished words, each with its rows."""
    found = {
        "account_missing": _rows(account.missing, _missing, say),
        "account_twice": _rows(account.twice, _twice, say),
        "account_mistyped": _rows(account.mistyped, _wrong, say),
        "account_unknown": _rows(account.unknown, _wrong, say),
        "account_strange": _rows(account.strange, _wrong, say),
        "account_malformed": _rows(account.malformed, _malformed, say),
    }
    for kind, rows in found.items():
        if rows:
            yield say[kind].format(count=len(rows)), rows
    for balance in account.balances:
        rows = _rows(balance.differences, _difference, say)
        if rows:
            yield say["account_differs"].format(count=len(rows), **_names(balance)), rows


def _rows(
    found: Iterable[Open], row: Callable[[Open, Mapping[str, str]], Row], say: Mapping[str, str]
) -> list[Row]:
    return [row(one, say) for one in found]


def _missing(missing: Missing, say: Mapping[str, str]) -> Row:
    """A number that is not in the list, with its form, what is at stake, and who had it."""
    group = missing.group
    form = f"{group.code} {group.title}".strip()
    return missing.number, form, f"{say[f'risk_{group.risk}']} · {group.department}"


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
    return " ".join(wrong.text.split()), known, say["account_line"].format(line=wrong.line)


def _malformed(one: Malformed, say: Mapping[str, str]) -> Row:
    """What can't be used, why, and its place."""
    place = say["account_line"].format(line=one.line)
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
