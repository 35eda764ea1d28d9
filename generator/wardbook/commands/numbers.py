"""Chooses the numbers of a print run. Nothing is recorded here."""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Collection
from dataclasses import dataclass

from wardbook.commands.names import department_of, form_of
from wardbook.commands.workspace import Refused
from wardbook.folders import SOURCE
from wardbook.plan.model.form import Form, Variant
from wardbook.plan.project import Project
from wardbook.serials import runs
from wardbook.serials.runs import NewRun
from wardbook.serials.serial_numbers import Pool
from wardbook.sheets import sheet_ids


@dataclass(frozen=True)
class RunOrder:
    """Which numbers are asked for. `start` 0: the next free number. `copies`: each copy of a set on
    a page of its own."""

    form: str
    department: str
    count: int
    start: int = 0
    spare: int = 0
    copies: bool = False
    drill: bool = False
    printed: datetime.date = datetime.date(1970, 1, 1)


@dataclass(frozen=True)
class ChosenRun:
    """A run with its form, or the variant of it that is printed."""

    form: Form
    variant: Variant | None
    run: NewRun


def choose_run(project: Project, order: RunOrder, unread: Collection[tuple[str, str]]) -> ChosenRun:
    """The run that was asked for. `unread` names what of the project could not be read: a record
    that may have taken numbers of the pool stops it. Raises Refused."""
    form, variant = form_of(project, order.form)
    department = department_of(project, order.department)
    _refuse_unnumbered(form, variant)
    pool = runs.pool_of_form(form, variant, department, drill=order.drill)
    lost = runs.lost_record(pool, unread)
    if lost:
        raise Refused("print_lost_record", file=f"{SOURCE}/{runs.FOLDER}/{lost}.yml")
    first = order.start or runs.next_number(project, pool)
    count = order.count + order.spare
    _refuse_taken(project, pool, first, count)
    run = NewRun(
        form=f"{form.id}/{variant.id}" if variant else str(form.id),
        department=str(department.id),
        pool=pool,
        first=first,
        count=count,
        edition=str(project.site.edition.id),
        printed=order.printed,
        token=secrets.token_hex(3),
    )
    return ChosenRun(form, variant, run)


def _refuse_unnumbered(form: Form, variant: Variant | None) -> None:
    """Raises Refused for what has no number: specimens, labels, what hangs on a wall."""
    if variant and variant.specimen:
        raise Refused("print_specimen", form=variant.code)
    if form.numbered:
        return
    key = "print_posted"
    if form.labels:
        key = "print_labels"
    named = variant or form
    name = sheet_ids.form_id(form, variant).removeprefix("form-")
    raise Refused(key, form=named.code, name=name)


def _refuse_taken(project: Project, pool: Pool, first: int, count: int) -> None:
    """Raises Refused for numbers that have no places enough, or were handed out before."""
    if not runs.fits(first, count):
        raise Refused("print_too_many", first=first, count=count)
    earlier = runs.taken(project, pool, first, count)
    if earlier:
        raise Refused(
            "print_taken",
            run=earlier.id,
            first=earlier.first,
            last=earlier.last,
            next=runs.next_number(project, pool),
        )
