"""`wardbook drill`: everything that a drill needs on paper, made from the steps that it practises."""

from __future__ import annotations

import difflib
import sys
from dataclasses import dataclass

from generator.cache import CACHE
from generator.issuing import PRINT, Refused, department_of, wrong_target
from generator.pipeline import FOUND, OK, WRONG_USE, Options, load_books
from generator.publish import staging
from generator.render.press import make_ready
from generator.report import Progress, write_findings
from generator.source.model.procedure import Procedure
from generator.source.model.registries import Department
from generator.source.project import Project
from generator.views.audience import for_audience
from generator.views.book import Book
from generator.views.books import lens_for
from generator.views.cards import procedure_of
from generator.views.drills import drill_view


@dataclass(frozen=True)
class Drill:
    """What `wardbook drill` is asked for. `language` empty: the plan's first."""

    scenario: str
    department: str
    language: str = ""


@dataclass(frozen=True)
class _Cast:
    """Who plays what."""

    language: str
    scenario: Procedure
    procedure: Procedure
    department: Department


def drill(options: Options, order: Drill) -> int:
    """`wardbook drill`: one PDF with script, observer's sheet, timing targets, questions and evaluation. It shows what staff
    may see, and records nothing."""
    progress = Progress(sys.stderr, options.ui_language)
    books, checked, loaded = load_books(options)
    if not books or loaded.project is None:
        write_findings(checked, loaded.sources, "text", options.ui_language, sys.stderr)
        return WRONG_USE if loaded.project is None else FOUND
    project = for_audience(loaded.project, options.audience)
    try:
        cast = _cast(project, order)
    except Refused as refused:
        progress.say(refused.key, **refused.values)
        return WRONG_USE
    name = f"drill-{cast.scenario.id}-{cast.department.id}-{cast.language}"
    target = options.output or options.project / PRINT / name
    if wrong := wrong_target(options, target):
        progress.say(wrong, file=target)
        return WRONG_USE
    book = next(book for book in books if book.language == cast.language)
    with staging(target) as stage:
        (stage / f"{name}.pdf").write_bytes(_kit(options, project, book, cast))
        stage.replace(target)
    progress.say("drill_done", target=target / f"{name}.pdf", form=f"--department {cast.department.id} --drill")
    return OK


def _cast(project: Project, order: Drill) -> _Cast:
    """The scenario, the department and its steps. Raises `Refused`."""
    language = order.language or project.languages[0]
    if language not in project.languages:
        raise Refused("drill_no_language", {"language": language, "known": ", ".join(project.languages)})
    scenario = _scenario(project, order.scenario)
    department = department_of(project, order.department)
    procedure = procedure_of(project, department)
    if procedure is None:
        raise Refused("drill_no_procedure", {"department": department.id})
    return _Cast(language, scenario, procedure, department)


def _scenario(project: Project, wanted: str) -> Procedure:
    """A scenario by its id or code. Raises `Refused`."""
    scenarios = [procedure for procedure in project.procedures.values() if not procedure.department]
    known = {str(name): it for it in scenarios for name in (it.code, it.id) if name}
    if found := known.get(wanted) or known.get(wanted.upper()):
        return found
    near = difflib.get_close_matches(wanted, list(known), 3, 0.5) or sorted(str(it.id) for it in scenarios)
    raise Refused("drill_no_scenario", {"scenario": wanted, "near": ", ".join(near) or "–"})


def _kit(options: Options, project: Project, book: Book, cast: _Cast) -> bytes:
    make_ready(options.project.resolve(), (options.project / CACHE).resolve())
    from generator.render.desk import Leaf, list_pdf, open_press

    press = open_press(options.project.resolve(), book, book.language)
    view = drill_view(lens_for(project, book.language), cast.scenario, cast.procedure, cast.department)
    leaf = Leaf(
        "print/drill.html",
        f"drill-{cast.scenario.id}-{cast.department.id}",
        f"{press.shop.word('drill_title')} · {view.department}",
        book.organisation,
        book.edition,
        banner=press.shop.word("drill_mark"),
    )
    return list_pdf(leaf, {"d": view}, press).data
