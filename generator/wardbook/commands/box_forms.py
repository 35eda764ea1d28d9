"""The forms of a department's box, with the numbers that each of them gets."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from wardbook.commands.names import form_of
from wardbook.commands.numbers import RunOrder, choose_run
from wardbook.commands.workspace import OpenedPlan, Refused
from wardbook.pdf.numbered.print_job import view_of
from wardbook.plan.model.box import BoxForm
from wardbook.plan.model.form import Form, Variant
from wardbook.plan.model.registries import Department
from wardbook.serials.runs import NewRun
from wardbook.serials.serial_numbers import Serial
from wardbook.sheets import sheet_ids
from wardbook.sheets.book import Book
from wardbook.sheets.box_papers import BoxLine


@dataclass(frozen=True)
class BoxPack:
    """What `wardbook pack` is asked for.

    `copies`: each copy of a set on a page of its own. `drill`: numbers of the drill's pool, and
    DRILL on forms and labels."""

    department: str
    printed: datetime.date
    copies: bool = False
    drill: bool = False


@dataclass(frozen=True)
class FormAtPar:
    """A line of the box: the form, how many sets or label sheets of it, and the run that numbers
    them; labels and what hangs on walls have none."""

    box: BoxForm
    form: Form
    variant: Variant | None
    count: int
    run: NewRun | None = None

    @property
    def sheet(self) -> str:
        """Id of the form's sheet."""
        return sheet_ids.form_id(self.form, self.variant)

    def line(self, book: Book) -> BoxLine:
        """The line as it is printed."""
        first, last = "", ""
        if self.run:
            first = str(Serial(self.run.pool, self.run.first))
            last = str(Serial(self.run.pool, self.run.first + self.run.count - 1))
        minimum = self.form.sheets_for(self.box.minimum)
        return BoxLine(view_of(book, self.sheet), self.count, minimum, first, last)


def forms_at_par(plan: OpenedPlan, department: Department, order: BoxPack) -> tuple[FormAtPar, ...]:
    """Each form of the box as many as belong in it. Raises Refused when there are none."""
    if not department.box or not department.box.holds:
        raise Refused("pack_nothing", department=department.id)
    found: list[FormAtPar] = []
    lines = [(box, *_form_in(plan, box)) for box in department.box.holds]
    for box, named, form, variant in sorted(lines, key=_by_code):
        if form.numbered:
            wanted = RunOrder(
                form=named,
                department=str(department.id),
                count=box.par,
                copies=order.copies,
                drill=order.drill,
                printed=order.printed,
            )
            run = _next_run(plan, wanted, found)
            found.append(FormAtPar(box, form, variant, run.count, run))
        else:
            found.append(FormAtPar(box, form, variant, form.sheets_for(box.par)))
    return tuple(found)


def _form_in(plan: OpenedPlan, box: BoxForm) -> tuple[str, Form, Variant | None]:
    """What a line's form or variant is called on the command line, and both."""
    named = "/".join(filter(None, (box.form.id, box.form.part)))
    return named, *form_of(plan.project, named)


def _by_code(line: tuple[BoxForm, str, Form, Variant | None]) -> tuple[tuple[int, str], ...]:
    """By what the list of a box has its forms: their codes."""
    _, _, form, variant = line
    return sheet_ids.code_order(str(variant.code if variant else form.code))


def _next_run(plan: OpenedPlan, order: RunOrder, before: Sequence[FormAtPar]) -> NewRun:
    """The run of a line. Two lines of one form take numbers one after the other: neither is
    recorded yet."""
    run = choose_run(plan.project, order, plan.loaded.unread).run
    start = 0
    for line in before:
        if line.run and line.run.pool == run.pool:
            start = line.run.first + line.run.count
    if not start:
        return run
    return choose_run(plan.project, replace(order, start=start), plan.loaded.unread).run
