"""How an account of numbered forms looks on a terminal and in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from wardbook.report.report import lines
from wardbook.serials.entries import Malformed
from wardbook.serials.list_words import STATES
from wardbook.serials.reconciliation import Account, Balance
from wardbook.serials.typed import Wrong
from wardbook.spreadsheets.worksheets import guarded


def account_text(account: Account, language: str) -> str:
    """The account in words: what came back, then what is open, the most urgent first."""
    say = lines(language)
    counts = ", ".join(f"{say[f'account_{state}']} {account.counts[state]}" for state in STATES)
    out = [say["account_counts"].format(issued=account.issued, counts=counts)]
    for kind, rows in _open(account, say):
        out.append(f"\n{kind}")
        out += [f"  {' · '.join(cell for cell in row if cell)}" for row in rows]
    out += [f"\n{_sums(balance, say)}" for balance in account.balances]
    if account.not_compared:
        out.append("\n" + say["account_not_compared"].format(columns=_not_compared(account, say)))
    out.append(
        "\n"
        + (
            say["account_open"].format(count=account.open)
            if account.open
            else say["account_closed"]
        )
    )
    return "\n".join(out) + "\n"


def account_csv(account: Account, language: str) -> str:
    """What is open as a table: kind, number, and what is known of it. A cell never starts a formula."""
    say = lines(language)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(
        [say["account_kind"], say["account_number"], say["account_known"], say["account_place"]]
    )
    for kind, rows in _open(account, say):
        writer.writerows([[guarded(cell) for cell in (kind, *row)] for row in rows])
    return text.getvalue()


def _open(
    account: Account, say: Mapping[str, str]
) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
    """Kinds of open things that there are, each with its rows: number, what is known, place."""
    line = say["account_line"]
    found = {
        "account_missing": [
            (
                m.number,
                f"{m.group.code} {m.group.title}".strip(),
                f"{say[f'risk_{m.group.risk}']} · {m.group.department}",
            )
            for m in account.missing
        ],
        "account_twice": [
            (
                t.number,
                ", ".join(say[f"account_{state}"] for state in t.states),
                line.format(line=_joined(t.lines)),
            )
            for t in account.twice
        ],
        "account_mistyped": [_wrong(wrong, say) for wrong in account.mistyped],
        "account_unknown": [_wrong(wrong, say) for wrong in account.unknown],
        "account_strange": [_wrong(wrong, say) for wrong in account.strange],
        "account_malformed": [_malformed(one, say) for one in account.malformed],
    }
    for kind, rows in found.items():
        if rows:
            yield say[kind].format(count=len(rows)), rows
    for balance in account.balances:
        if balance.differences:
            yield (
                say["account_differs"].format(count=len(balance.differences), **_names(balance)),
                [
                    (d.number, f"{_figure(d.left)} ≠ {_figure(d.right)}", line.format(line=d.line))
                    for d in balance.differences
                ],
            )


def _wrong(wrong: Wrong, say: Mapping[str, str]) -> tuple[str, str, str]:
    """A text that is no issued number, what it probably meant or why nobody can tell, and its line."""
    known = say[f"wrong_{wrong.why}"] if wrong.why else ""
    if wrong.likely:
        known = say["account_likely"].format(number=wrong.likely)
    return " ".join(wrong.text.split()), known, say["account_line"].format(line=wrong.line)


def _malformed(one: Malformed, say: Mapping[str, str]) -> tuple[str, str, str]:
    """What can't be used, why, and its place."""
    place = say["account_line"].format(line=one.line)
    if one.column:
        place = say["account_cell"].format(line=one.line, column=one.column)
    return " ".join(one.text.split()), say[f"entry_{one.why}"], place


def _not_compared(account: Account, say: Mapping[str, str]) -> str:
    """Columns that need no comparing, each with the reason."""
    return say["account_join"].join(
        say["account_column"].format(name=one.name, why=say[f"passed_{one.why}"])
        for one in account.not_compared
    )


def _sums(balance: Balance, say: Mapping[str, str]) -> str:
    return say["account_sums"].format(
        left=balance.left, right=balance.right, difference=balance.difference, **_names(balance)
    )


def _names(balance: Balance) -> dict[str, str]:
    return {
        "left_name": " ".join(balance.left_name.split()),
        "right_name": " ".join(balance.right_name.split()),
    }


def _figure(value: object) -> str:
    return "–" if value is None else str(value)


def _joined(numbers: tuple[int, ...]) -> str:
    return ", ".join(map(str, numbers))
