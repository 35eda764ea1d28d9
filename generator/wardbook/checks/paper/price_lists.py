"""The price list: every code once, every price an amount, and an edition with its date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from wardbook.checks.context import Context, absent_of
from wardbook.findings import Finding, error, info
from wardbook.plan.data import Scalar
from wardbook.plan.model.prices import amount, is_in_words


def charged(context: Context) -> Iterator[Finding]:
    """Q105 a code that two items have, Q106 a price that is neither an amount nor words."""
    prices = context.project.prices
    if prices is None:
        return
    seen: dict[str, Scalar] = {}
    for item in prices.items:
        first = seen.setdefault(str(item.code), item.code)
        if first is not item.code:
            yield error("Q105", item.code.mark, first.mark, item=item.code)
        if amount(item.price) is None and not is_in_words(item.price):
            yield error("Q106", item.price.mark, item=item.code, given=item.price)


def dated(context: Context) -> Iterator[Finding]:
    """Q107 a list without edition or date, Q108 one that is older than the period of site.yml."""
    prices = context.project.prices
    if prices is None:
        return
    absent = absent_of(prices, "edition", "date")
    if absent:
        yield error("Q107", prices.at, absent=", ".join(absent))
    days = context.project.site.review_days
    if prices.date and context.today - prices.date > timedelta(days=days):
        yield info("Q108", prices.at, days=days, date=prices.date)


CHECKS = (charged, dated)
