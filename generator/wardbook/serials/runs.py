"""Print runs: which numbers a pool has handed out, which come next, and the record of a new run."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from wardbook.plan.model.form import Form, Variant
from wardbook.plan.model.records import PrintRun
from wardbook.plan.model.registries import Department
from wardbook.plan.project import Project
from wardbook.plan.registries import RUNS
from wardbook.plan.yaml_text import scalar
from wardbook.serials.serial_numbers import MOST, Pool, Serial, plain

FOLDER = RUNS
"""Below `plan_source/`."""
_NAMED = re.compile(
    r"r-(?P<form>[a-z0-9]+)-(?P<department>[a-z0-9]+)(?P<drill>-drill)?"
    r"-(?P<first>[0-9]{6})-[0-9a-f]{6}"
)
"""What a record is called, see `NewRun.id`."""


@dataclass(frozen=True)
class Overlap:
    """Two runs that hand out the same numbers."""

    first: PrintRun
    second: PrintRun
    pool: Pool


def form_of_run(project: Project, run: PrintRun) -> tuple[Form, Variant | None] | None:
    """The form of a run, and its variant; None when the plan does not have it any more."""
    form = project.forms.get(run.form.id)
    if form is None:
        return None
    if run.form.part is None:
        return form, None
    for variant in form.variants:
        if variant.id == run.form.part:
            return form, variant
    return None


def pool_of_form(
    form: Form, variant: Variant | None, department: Department, *, drill: bool
) -> Pool:
    """The pool of a form (or its variant) in a department."""
    named = variant or form
    return Pool(plain(named.code), plain(department.code), drill)


def pool_of_run(project: Project, run: PrintRun) -> Pool | None:
    """The pool of a recorded run: the one that its name says, for the paper keeps its numbers when
    a code changes in the plan or goes over to another form. For a record with a name of its own,
    that of its form; None when form or department is gone."""
    is_drill = bool(run.drill)
    named = _NAMED.fullmatch(run.id)
    if named and int(named["first"]) == run.first and bool(named["drill"]) == is_drill:
        return _pool_named(named)
    found = form_of_run(project, run)
    department = project.departments.get(run.department.id)
    if found is None or department is None:
        return None
    form, variant = found
    return pool_of_form(form, variant, department, drill=is_drill)


def _pool_named(named: re.Match[str]) -> Pool:
    """The pool that the name of a record says."""
    return Pool(named["form"].upper(), named["department"].upper(), bool(named["drill"]))


def by_pool(project: Project) -> dict[Pool, list[PrintRun]]:
    """Recorded runs of each pool, by their first number."""
    found: dict[Pool, list[PrintRun]] = {}
    for run in project.runs.values():
        pool = pool_of_run(project, run)
        if pool:
            found.setdefault(pool, []).append(run)
    for runs in found.values():
        runs.sort(key=lambda run: (run.first, run.id))
    return found


def overlaps(project: Project) -> Iterator[Overlap]:
    """Runs that hand out numbers of an earlier one again."""
    for pool, runs in by_pool(project).items():
        widest = runs[0]
        for run in runs[1:]:
            if run.first <= widest.last:
                yield Overlap(widest, run, pool)
            if run.last > widest.last:
                widest = run


def next_number(project: Project, pool: Pool) -> int:
    """The first number of a pool that was never handed out and stands behind all that were."""
    return max((run.last for run in by_pool(project).get(pool, [])), default=0) + 1


def taken(project: Project, pool: Pool, first: int, count: int) -> PrintRun | None:
    """A recorded run that holds one of `count` numbers from `first`."""
    for run in by_pool(project).get(pool, []):
        if run.first < first + count and first <= run.last:
            return run
    return None


def lost_record(pool: Pool, unread: Collection[tuple[str, str]]) -> str | None:
    """The id of a record that can't be read and may have taken numbers of `pool`: its name
    says so, or says nothing. `unread` are kinds and ids of what could not be read; `*` is any."""
    for kind, id in sorted(unread):
        if kind != "run":
            continue
        named = _NAMED.fullmatch(id)
        if named is None or _pool_named(named) == pool:
            return id
    return None


def fits(first: int, count: int) -> bool:
    """Whether the numbers have places enough."""
    return first >= 1 and first + count - 1 <= MOST


def serials(pool: Pool, first: int, count: int) -> Iterator[Serial]:
    """The serials of a run, in order."""
    return (Serial(pool, number) for number in range(first, first + count))


@dataclass(frozen=True)
class NewRun:
    """A run that is being printed. `token` keeps its file apart from one that another person makes
    at the same time."""

    form: str
    """form or form/variant"""
    department: str
    pool: Pool
    first: int
    count: int
    edition: str
    printed: datetime.date
    token: str

    @property
    def id(self) -> str:
        """Name of its record: pool, first number, token."""
        drill = "-drill" if self.pool.drill else ""
        start = f"r-{self.pool.form}-{self.pool.department}{drill}".lower()
        return f"{start}-{self.first:06d}-{self.token}"

    def text(self) -> str:
        """Its record as YAML. An edition may be called anything: it always stands in quotes."""
        rows = {
            "id": self.id,
            "form": self.form,
            "department": self.department,
            "first": str(self.first),
            "count": str(self.count),
        }
        if self.pool.drill:
            rows["drill"] = "yes"
        rows["edition"] = scalar(self.edition, style='"')
        rows["printed"] = self.printed.isoformat()
        return "".join(f"{key}: {value}\n" for key, value in rows.items())
