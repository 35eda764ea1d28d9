"""The sample of a long list that an audit checks: each edition draws another, and anybody can draw
the same again."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")


def sample(items: Sequence[Item], most: int, edition: str) -> tuple[Item, ...]:
    """`most` of the items, drawn by the edition's name; all where there are no more.

    The same ones in each language, for their places are drawn. They keep their order.
    """
    places = sorted(range(len(items)), key=lambda at: _lot(edition, at))[:most]
    return tuple(items[at] for at in sorted(places))


def _lot(edition: str, place: int) -> str:
    return hashlib.sha256(f"{edition}\n{place}".encode()).hexdigest()
