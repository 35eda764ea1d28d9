"""`wardbook drill`: all that a drill needs on paper, made from the steps that it practises."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wardbook.build.publish import hand_over, staging
from wardbook.commands.names import department_of, scenario_of
from wardbook.commands.workspace import Refused, Workspace
from wardbook.machine import PDF
from wardbook.options import OK, Options
from wardbook.plan.model.procedure import Procedure
from wardbook.plan.model.registries import Department
from wardbook.plan.project import Project
from wardbook.sheets.audience import for_audience
from wardbook.sheets.book import Book
from wardbook.sheets.command.drill_kit import drill_view
from wardbook.sheets.command.drill_register import PlannedDrill, planned_drill
from wardbook.sheets.procedures.cards import procedure_of
from wardbook.sheets.project_localizer import localizer_for
from wardbook.sheets.telephone import with_grouped_numbers


@dataclass(frozen=True)
class DrillPrint:
    """What `wardbook drill` is asked for. `name` is a scenario, or a drill of the plan, which
    brings its departments. `language` empty: the plan's first."""

    name: str
    department: str = ""
    language: str = ""


@dataclass(frozen=True)
class _DrillCast:
    """Who plays what."""

    language: str
    scenario: Procedure
    procedure: Procedure
    department: Department
    planned: PlannedDrill | None

    @property
    def id(self) -> str:
        """What tells it from others."""
        return f"drill-{self.scenario.id}-{self.department.id}"

    @property
    def file(self) -> str:
        """Name of its file."""
        return f"{self.id}-{self.language}.pdf"


def drill(options: Options, order: DrillPrint) -> int:
    """For each department one PDF with script, observer's sheet, timing targets, questions and
    evaluation. It shows what the audience may see, and records nothing."""
    space = Workspace(options)
    space.need(PDF)
    plan = space.open_sound()
    project = with_grouped_numbers(for_audience(plan.project, options.audience))
    language = _language(project, order.language)
    casts = _casts(project, language, order)
    target = space.print_folder(_folder(casts, order, language))
    book = _book_in(space.books(plan.project), language)
    with staging(target) as stage:
        for cast in casts:
            (stage / cast.file).write_bytes(_kit(space, project, book, cast))
        hand_over(stage, target)
    first = casts[0]
    made = target
    if len(casts) == 1:
        made = target / first.file
    space.say("drill_done", target=made, form=f"--department {first.department.id} --drill")
    return OK


def _folder(casts: Sequence[_DrillCast], order: DrillPrint, language: str) -> str:
    """Name of the folder that the kits go to."""
    if len(casts) == 1:
        return f"{casts[0].id}-{language}"
    return f"drill-{order.name}-{language}"


def _language(project: Project, wanted: str) -> str:
    """The kit's language. Raises Refused for one that the plan does not have."""
    if wanted and wanted not in project.languages:
        raise Refused("drill_no_language", language=wanted, known=", ".join(project.languages))
    return wanted or project.languages[0]


def _book_in(books: Sequence[Book], language: str) -> Book:
    return next(book for book in books if book.language == language)


def _casts(project: Project, language: str, order: DrillPrint) -> list[_DrillCast]:
    """For each department the scenario and its own steps. Raises Refused."""
    planned = project.drills.get(order.name)
    if planned is None:
        if not order.department:
            raise Refused("drill_no_department", drills=", ".join(project.drills) or "–")
        scenario = scenario_of(project, order.name)
        return [_cast(project, language, scenario, order.department, None)]
    if not planned.scenario:
        raise Refused("drill_plays_nothing", drill=planned.id)
    scenario = scenario_of(project, planned.scenario.id)
    told = planned_drill(localizer_for(project, language), planned)
    departments = [link.id for link in planned.departments]
    if order.department:
        departments = [order.department]
    return [_cast(project, language, scenario, name, told) for name in departments]


def _cast(
    project: Project, language: str, scenario: Procedure, name: str, planned: PlannedDrill | None
) -> _DrillCast:
    department = department_of(project, name)
    procedure = procedure_of(project, department)
    if procedure is None:
        raise Refused("drill_no_procedure", department=department.id)
    return _DrillCast(language, scenario, procedure, department, planned)


def _kit(space: Workspace, project: Project, book: Book, cast: _DrillCast) -> bytes:
    """The PDF of one department."""
    localizer = localizer_for(project, cast.language)
    view = drill_view(localizer, cast.scenario, cast.procedure, cast.department)
    return space.printer(book, cast.language).drill_kit(cast.id, view, cast.planned)
