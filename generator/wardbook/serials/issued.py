"""Which numbers went out together: those of a recorded run, of a registered pad, or a part of one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

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


Places = Mapping[str, tuple[IssuedNumbers, int]]
"""Number without dashes → its group and where it stands there."""


def of_run(project: Project, run: PrintRun, language: str) -> IssuedNumbers | None:
    """The numbers of a recorded run; None when its form or department is gone."""
    found = runs.shown(project, run)
    of = runs.pool(project, run)
    department = project.departments.get(run.department.id)
    if found is None or of is None or department is None:
        return None
    form, variant = found
    named = variant or form
    risk = str((variant and variant.risk) or form.risk)
    return IssuedNumbers(
        code=str(named.code),
        title=named.title.words(language),
        department=department.name.words(language),
        risk=risk,
        numbers=tuple(map(str, runs.serials(of, run.first, run.count))),
    )


def of_pad(project: Project, pad: Pad, language: str) -> IssuedNumbers:
    """The numbers of a registered pad."""
    form = project.forms.get(pad.form.id) if pad.form else None
    held = range_of(pad)
    department = project.departments.get(pad.department.id)
    return IssuedNumbers(
        code=str(form.code) if form else "",
        title=pad.name.words(language),
        department=department.name.words(language) if department else str(pad.department.id),
        risk=str(pad.risk),
        numbers=tuple(held.numbers()) if held else (),
    )


def places_of(groups: Iterable[IssuedNumbers]) -> Places:
    """Where every number of `groups` stands."""
    found: dict[str, tuple[IssuedNumbers, int]] = {}
    for group in groups:
        for at, number in enumerate(group.numbers):
            found[key_of(number)] = (group, at)
    return found


def part(places: Places, first: str, last: str) -> IssuedNumbers | None:
    """The numbers from `first` to `last`, as people write them; None when they are not all of one group."""
    start, end = places.get(key_of(first)), places.get(key_of(last))
    if start is None or end is None or start[0] is not end[0] or start[1] > end[1]:
        return None
    return replace(start[0], numbers=start[0].numbers[start[1] : end[1] + 1])


def key_of(text: str) -> str:
    """A number without dashes. Most need no cleaning, which costs more than all the rest."""
    plain = text.replace("-", "")
    if plain.isascii() and plain.isalnum() and plain.isupper():
        return plain
    return cleaned(text[:MOST_LETTERS]).replace("-", "")
