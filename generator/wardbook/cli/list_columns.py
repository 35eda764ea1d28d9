"""What help says of the columns of lists."""

from __future__ import annotations

from collections.abc import Mapping

from wardbook.commands.price_file import PRICE_LIST
from wardbook.plan.model.prices import PriceItem
from wardbook.plan.registries import BY_PLACE
from wardbook.spreadsheets import LISTS
from wardbook.spreadsheets.columns import columns
from wardbook.spreadsheets.headings import heading_in


def columns_of_lists(language: str) -> Mapping[str, str]:
    """The columns of each list, by their headings in a language."""
    models = {name: BY_PLACE[place].model for name, place in LISTS.items()}
    models[PRICE_LIST] = PriceItem
    rows = []
    for name, model in models.items():
        headings = []
        for column in columns(model, (language,)):
            headings.append(heading_in(column, name, language))
        rows.append(f"{name}: {', '.join(headings)}")
    return {"columns": "\n".join(rows)}
