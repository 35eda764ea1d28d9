"""Who signs a plan, and where: on an approval page of its own, or on the first leaf of a short
plan."""

from __future__ import annotations

from collections.abc import Sequence

from wardbook.plan.model.plan import Plan
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.plan.heights import lines_of
from wardbook.sheets.plan_facts import is_bound
from wardbook.sheets.sheet import Sheet
from wardbook.sheets.view import view

_SHORT = 90
"""Lines of a plan that a page for three signatures would make half as long again: two pages."""


@view("SignRow")
class SignRow:
    """A line of the sign-off block: what, who, date."""

    what: str
    who: str
    date: str = ""


def sign_rows(localizer: Localizer, plan: Plan) -> tuple[SignRow, ...]:
    """Who prepared, reviewed and approved a plan, and when; empty without a cover."""
    cover = plan.cover
    if cover is None:
        return ()
    posts = (
        ("prepared", cover.prepared_by, cover.prepared_on),
        ("reviewed", cover.reviewed_by, cover.reviewed_on),
        ("approved", cover.approved_by, cover.approved_on),
    )
    rows = []
    for what, link, on in posts:
        if link or what in cover.sign:
            said = localizer.say(f"sign_{what}")
            rows.append(SignRow(said, localizer.name(link), localizer.day(on)))
    return tuple(rows)


def signs_on_first_leaf(localizer: Localizer, plan: Plan, sheets: Sequence[Sheet]) -> bool:
    """Whether a plan of these `sheets` is signed on its own first leaf: it is bound and short, and
    nothing but posts, signatures and days would stand on an approval page."""
    if plan.signoff or plan.cover is None or plan.cover.approval:
        return False
    if not is_bound(localizer.project, plan):
        return False
    return sum(map(lines_of, sheets)) <= _SHORT
