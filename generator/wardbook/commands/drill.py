"""`wardbook drill`: everything that a drill needs on paper, made from the steps that it practises."""

from __future__ import annotations

import difflib
import sys
from dataclasses import dataclass

from wardbook.build.publish import hand_over, staging
from wardbook.commands.forms_print import PRINT, PrintRefused, department_of, wrong_target
from wardbook.commands.pipeline import load_books, stopped
from wardbook.commands.print_run import press_for
from wardbook.options import OK, WRONG_USE, Options
from wardbook.plan.model.procedure import Procedure
from wardbook.plan.model.registries import Department
from wardbook.plan.project import Project
from wardbook.report.progress import Progress
from wardbook.sheets.audience import for_audience
from wardbook.sheets.book import Book
from wardbook.sheets.books import localizer_for
from wardbook.sheets.command.drill_kit import drill_view
from wardbook.sheets.command.drill_register import PlannedDrill, planned_drill
from wardbook.sheets.procedures.cards import procedure_of


@dataclass(frozen=True)
class DrillPrint:
    """What `wardbook drill` is asked for. `name` is a scenario, or a drill of the plan, which brings its departments.
    `language` empty: the plan's first."""

    name: str
    department: str = ""
    language: str = ""


@dataclass(frozen=True)
class _Cast:
    """Who plays what."""

    language: str
    scenario: Procedure
    procedure: Procedure
    department: Department
    planned: PlannedDrill | None = None

    @property
    def name(self) -> str:
        """Name of its files."""
        return f"drill-{self.scenario.id}-{self.department.id}-{self.language}"


def drill(options: Options, order: DrillPrint) -> int:
    """`wardbook drill`: for each department one PDF with script, observer's sheet, timing targets, questions and evaluation. It
    shows what staff may see, and records nothing."""
    progress = Progress(sys.stderr, options.ui_language)
    books, checked, loaded = load_books(options)
    if not books or loaded.project is None:
        return stopped(options, loaded, checked)
    project = for_audience(loaded.project, options.audience)
    try:
        casts = _casts(project, order)
    except PrintRefused as refused:
        progress.say(refused.key, **refused.values)
        return WRONG_USE
    first = casts[0]
    folder = first.name if len(casts) == 1 else f"drill-{order.name}-{first.language}"
    target = options.output or options.project / PRINT / folder
    if wrong := wrong_target(options, target):
        progress.say(wrong, file=target)
        return WRONG_USE
    book = next(book for book in books if book.language == first.language)
    with staging(target) as stage:
        for cast in casts:
            (stage / f"{cast.name}.pdf").write_bytes(_kit(options, project, book, cast))
        hand_over(stage, target)
    made = target / f"{first.name}.pdf" if len(casts) == 1 else target
    progress.say("drill_done", target=made, form=f"--department {first.department.id} --drill")
    return OK


def _casts(project: Project, order: DrillPrint) -> list[_Cast]:
    """For each department the scenario and its own steps. Raises `Refused`."""
    language = order.language or project.languages[0]
    if language not in project.languages:
        raise PrintRefused(
            "drill_no_language", {"language": language, "known": ", ".join(project.languages)}
        )
    found = project.drills.get(order.name)
    if found is None:
        if not order.department:
            raise PrintRefused("drill_no_department", {"drills": ", ".join(project.drills) or "–"})
        return [_cast(project, (language, _scenario(project, order.name), None), order.department)]
    if not found.scenario:
        raise PrintRefused("drill_plays_nothing", {"drill": found.id})
    played = (
        language,
        _scenario(project, found.scenario.id),
        planned_drill(localizer_for(project, language), found),
    )
    wanted = (
        (order.department,) if order.department else tuple(link.id for link in found.departments)
    )
    return [_cast(project, played, name) for name in wanted]


def _cast(project: Project, played: tuple[str, Procedure, PlannedDrill | None], name: str) -> _Cast:
    language, scenario, planned = played
    department = department_of(project, name)
    procedure = procedure_of(project, department)
    if procedure is None:
        raise PrintRefused("drill_no_procedure", {"department": department.id})
    return _Cast(language, scenario, procedure, department, planned)


def _scenario(project: Project, wanted: str) -> Procedure:
    """A scenario by its id or code. Raises `Refused`."""
    known = {str(name): it for it in project.scenarios for name in (it.code, it.id) if name}
    if found := known.get(wanted) or known.get(wanted.upper()):
        return found
    near = difflib.get_close_matches(wanted, list(known), 3, 0.5) or sorted(
        str(it.id) for it in project.scenarios
    )
    raise PrintRefused("drill_no_scenario", {"scenario": wanted, "near": ", ".join(near) or "–"})


def _kit(options: Options, project: Project, book: Book, cast: _Cast) -> bytes:
    press = press_for(options, book, book.language)
    from wardbook.pdf.numbered.desk import Leaf, list_pdf

    view = drill_view(
        localizer_for(project, book.language), cast.scenario, cast.procedure, cast.department
    )
    leaf = Leaf(
        "print/drill.html",
        f"drill-{cast.scenario.id}-{cast.department.id}",
        f"{press.shop.word('drill_title')} · {view.department}",
        book.organisation,
        book.edition,
        banner=press.shop.word("drill_mark"),
    )
    return list_pdf(leaf, {"d": view, "planned": cast.planned}, press).data
