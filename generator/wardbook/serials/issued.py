"""Which numbers went out together: those of a recorded run, of a registered pad, or a part of
one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from wardbook.plan.model.records import Pad, PrintRun
from wardbook.plan.project import Project
from wardbook.serials import runs
from wardbook.serials.list_words import MOST_LETTERS
from wardbook.serials.pads import range_of
from wardbook.serials.serial_numbers import cleaned


@dataclass(frozen=True)
class IssuedNumbers:
    """Numbers that were issued together. `numbers` as printed, in order."""

    code: str
    """The form's code; empty for a pad that stands for none."""
    title: str
    department: str
    risk: str
    numbers: tuple[str, ...]


class Place(NamedTuple):
    """Where a number stands: in which group, and how many stand before it there."""

    group: IssuedNumbers
    at: int


Places = Mapping[str, Place]
"""Number without dashes → where it stands."""


def of_run(project: Project, run: PrintRun, language: str) -> IssuedNumbers | None:
    """The numbers of a recorded run; None when its form or department is gone."""
    found = runs.form_of_run(project, run)
    pool = runs.pool_of_run(project, run)
    department = project.departments.get(run.department.id)
    if found is None or pool is None or department is None:
        return None
    form, variant = found
    named = variant or form
    risk = form.risk
    if variant and variant.risk:
        risk = variant.risk
    return IssuedNumbers(
        code=str(named.code),
        title=named.title.words(language),
        department=department.name.words(language),
        risk=str(risk),
        numbers=tuple(map(str, runs.serials(pool, run.first, run.count))),
    )


def of_pad(project: Project, pad: Pad, language: str) -> IssuedNumbers:
    """The numbers of a registered pad."""
    form = project.forms.get(pad.form.id) if pad.form else None
    held = range_of(pad)
    department = project.departments.get(pad.department.id)
    department_name = str(pad.department.id)
    if department:
        department_name = department.name.words(language)
    return IssuedNumbers(
        code=str(form.code) if form else "",
        title=pad.name.words(language),
        department=department_name,
        risk=str(pad.risk),
        numbers=tuple(held.numbers()) if held else (),
    )


def places_of(groups: Iterable[IssuedNumbers]) -> Places:
    """Where every number of `groups` stands."""
    found: dict[str, Place] = {}
    for group in groups:
        for at, number in enumerate(group.numbers):
            found[key_of(number)] = Place(group, at)
    return found


def part(places: Places, first: str, last: str) -> IssuedNumbers | None:
    """The numbers from `first` to `last`, as people write them; None when they are not all of one
    group."""
    start, end = places.get(key_of(first)), places.get(key_of(last))
    if start is None or end is None:
        return None
    if start.group is not end.group or start.at > end.at:
        return None
    return replace(start.group, numbers=start.group.numbers[start.at : end.at + 1])


def key_of(text: str) -> str:
    """A number without dashes. Most need no cleaning, which costs more than all the rest."""
    plain = text.replace("-", "")
    if plain.isascii() and plain.isalnum() and plain.isupper():
        return plain
    return cleaned(text[:MOST_LETTERS]).replace("-", "")
