"""How an account of numbered forms looks on a terminal and in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping

from generator.lists.sheets import guarded
from generator.records.reconciliation import Account, Balance
from generator.records.words import STATES
from generator.report import lines


def account_text(account: Account, language: str) -> str:
    """The account in words: what came back, then what is open, the most urgent first."""
    say = lines(language)
    counts = ", ".join(f"{say[f'account_{state}']} {account.counts[state]}" for state in STATES)
    out = [say["account_counts"].format(issued=account.issued, counts=counts)]
    for kind, rows in _open(account, say):
        out.append(f"\n{kind}")
        out += [f"  {' · '.join(cell for cell in row if cell)}" for row in rows]
    out += [f"\n{_sums(balance, say)}" for balance in account.balances]
    out.append("\n" + (say["account_open"].format(count=account.open) if account.open else say["account_closed"]))
    return "\n".join(out) + "\n"


def account_csv(account: Account, language: str) -> str:
    """What is open as a table: kind, number, and what is known of it. A cell never starts a formula."""
    say = lines(language)
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([say["account_kind"], say["account_number"], say["account_known"], say["account_place"]])
    for kind, rows in _open(account, say):
        writer.writerows([[guarded(cell) for cell in (kind, *row)] for row in rows])
    return text.getvalue()


def _open(account: Account, say: Mapping[str, str]) -> Iterator[tuple[str, list[tuple[str, str, str]]]]:
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
            (t.number, ", ".join(say[f"account_{state}"] for state in t.states), line.format(line=_joined(t.lines)))
            for t in account.twice
        ],
        "account_mistyped": [
            (w.text, say["account_likely"].format(number=w.likely) if w.likely else "", line.format(line=w.line))
            for w in account.mistyped
        ],
        "account_unknown": [(w.text, "", line.format(line=w.line)) for w in account.unknown],
        "account_malformed": [(m.text, say[f"entry_{m.why}"], line.format(line=m.line)) for m in account.malformed],
    }
    for kind, rows in found.items():
        if rows:
            yield say[kind].format(count=len(rows)), rows
    for balance in account.balances:
        if balance.differences:
            yield (
                say["account_differs"].format(count=len(balance.differences), **_names(balance, say)),
                [
                    (d.number, f"{_figure(d.left)} ≠ {_figure(d.right)}", line.format(line=d.line))
                    for d in balance.differences
                ],
            )


def _sums(balance: Balance, say: Mapping[str, str]) -> str:
    return say["account_sums"].format(
        left=balance.left, right=balance.right, difference=balance.difference, **_names(balance, say)
    )


def _names(balance: Balance, say: Mapping[str, str]) -> dict[str, str]:
    return {"left_name": say[f"figure_{balance.left_name}"], "right_name": say[f"figure_{balance.right_name}"]}


def _figure(value: object) -> str:
    return "–" if value is None else str(value)


def _joined(numbers: tuple[int, ...]) -> str:
    return ", ".join(map(str, numbers))
