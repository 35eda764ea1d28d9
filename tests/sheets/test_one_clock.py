"""One clock: card, procedure, drill, clock poster and the site's clock say one moment for each step, that of the plan."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest
from wardbook.plan.model.procedure import Procedure, Step
from wardbook.plan.model.registries import Department
from wardbook.plan.project import Project
from wardbook.plan.timeline import band_of
from wardbook.sheets.audience import for_audience
from wardbook.sheets.command.clock import ClockRow, clock_view
from wardbook.sheets.command.drill_kit import Observed, drill_view
from wardbook.sheets.command.outage_clock import outage_clock
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.procedures.cards import Card, CardLine, card_sheet, procedure_of
from wardbook.sheets.procedures.procedures import procedure_view
from wardbook.sheets.project_localizer import localizer_for

from tests.every_project import EVERY_PROJECT, folder_of
from tests.plans import plan_in

MINUTES = {"d": 24 * 60, "h": 60, "min": 1}
DEFAULT = {
    "detect": "noticed",
    "activate": "announced",
    "respond": "manual",
    "end": "all_clear",
    "recover": "all_clear",
    "back_entry": "all_clear",
}
ORIGINS = {
    "en": {
        "noticed": " of discovery",
        "announced": " of activation",
        "manual": " of T0",
        "all_clear": " of the all-clear",
    },
    "zh": {
        "noticed": "发现后 ",
        "announced": "启动后 ",
        "manual": "T0 后 ",
        "all_clear": "解除后 ",
    },
}
UNITS = {"小时": "h", "分钟": "min", "天": "d", "days": "d", "day": "d"}
Moment = tuple[str, int]


@pytest.fixture(params=EVERY_PROJECT)
def project(request: pytest.FixtureRequest) -> Project:
    return for_audience(plan_in(folder_of(request.param)), "staff")


def by_the_plan(phase: str, step: Step) -> Moment | None:
    """Reads the fields of a step by itself: what it counts from, and by which minute it is done."""
    start = str(step.start or DEFAULT.get(phase, ""))
    if not start or step.within is None:
        return None
    if start in ORIGINS["en"]:
        return start, step.within.minutes
    return "noticed", minutes_in(start) + step.within.minutes


def minutes_in(length: str) -> int:
    parts = length.split()
    return sum(
        int(number) * MINUTES[unit] for number, unit in zip(parts[::2], parts[1::2], strict=True)
    )


def read(said: str, language: str) -> tuple[bool, Moment | None]:
    """What a limit in words says: whether at once, and the moment."""
    at_once = said.startswith(("at once", "立即"))
    for since, words in ORIGINS[language].items():
        if words in said:
            before, after = said.split(words)
            length = before.split("within ")[1] if language == "en" else after.removesuffix("内")
            for name, unit in UNITS.items():
                length = length.replace(name, unit)
            return at_once, (since, minutes_in(length))
    assert said in ("", "at once", "立即"), said
    return at_once, None


def owners(project: Project) -> Iterator[tuple[Department, Procedure]]:
    for department in project.departments.values():
        procedure = procedure_of(project, department)
        if procedure and department.in_scope:
            yield department, procedure


def on_card(
    localizer: Localizer, department: Department, procedure: Procedure
) -> Iterator[tuple[Step, CardLine]]:
    """Each step of a card with its line: lines stand band by band, in the order of the steps."""
    sheet = card_sheet(localizer, department, "staff")
    if sheet is None:
        return
    assert isinstance(sheet.content, Card)
    lines = iter([line for band in sheet.content.bands for line in band.lines])
    site = localizer.project.site
    for band in site.bands:
        for phase, step in procedure.steps():
            if step.on_card and band_of(site, phase, step) is band:
                yield step, next(lines)
    assert list(lines) == []


def observed(
    localizer: Localizer, department: Department, procedure: Procedure
) -> Mapping[int, Observed]:
    view = drill_view(localizer, played(localizer.project), procedure, department)
    return {one.number: one for one in view.observed}


def played(project: Project) -> Procedure:
    """A scenario; in a project without one any procedure."""
    found = list(project.procedures.values())
    return next((one for one in found if one.scenario), found[0])


def on_poster(row: ClockRow, line: CardLine) -> list[str]:
    """The limits that a department's row prints beside the words of a card's line."""
    words = "".join(span.text for span in line.text)
    return [
        found.deadline
        for cell in row.cells
        for found in cell
        if words.startswith("".join(span.text for span in found.text))
    ]


@pytest.mark.slow
def test_every_sheet_says_the_moment_of_the_plan(project: Project) -> None:
    compared = 0
    for language in project.languages:
        localizer = localizer_for(project, language)
        words = "zh" if language.startswith("zh") else "en"
        poster = {row.code: row for row in clock_view(localizer).rows}
        for procedure in project.procedures.values():
            said = steps_said(localizer, procedure)
            for phase, step in procedure.steps():
                found = read(said[procedure.number_of(str(step.id))], words)
                assert found == (step.urgent, by_the_plan(phase, step)), (procedure.id, step.id)
        compared_with_the_site(localizer)
        for department, procedure in owners(project):
            said = steps_said(localizer, procedure)
            drill = observed(localizer, department, procedure)
            for step, line in on_card(localizer, department, procedure):
                number = procedure.number_of(str(step.id))
                assert line.deadline == said[number]
                if line.deadline:
                    assert drill[number].target == line.deadline
                for limit in on_poster(poster[str(department.code)], line):
                    assert limit == line.deadline
                compared += 1
    assert compared or not list(owners(project))


def compared_with_the_site(localizer: Localizer) -> None:
    """The site's clock counts to the moments that the plan says, and prints the limits of the procedures."""
    clock = outage_clock(localizer)
    assert clock is not None
    lines = {line.id: line for line in clock.lines}
    for procedure in localizer.project.procedures.values():
        said = steps_said(localizer, procedure)
        for phase, step in procedure.steps():
            line = lines.pop(f"{procedure.id}/{step.id}", None)
            if line is None:
                assert not (step.start or DEFAULT.get(phase)), "a step outside the outage"
                continue
            end = (line.end.since, line.end.minutes) if line.end else None
            assert (line.urgent, end) == (step.urgent, by_the_plan(phase, step))
            assert line.limit == said[procedure.number_of(str(step.id))]
    assert not lines


def steps_said(localizer: Localizer, procedure: Procedure) -> Mapping[int, str]:
    view = procedure_view(localizer, procedure)
    return {step.number: step.deadline for phase in view.phases for step in phase.steps}


@pytest.mark.slow
def test_what_is_urgent_is_looked_for_from_the_first_minute(project: Project) -> None:
    localizer = localizer_for(project, project.languages[0])
    scenario = played(project)
    for department, procedure in owners(project):
        events = drill_view(localizer, scenario, procedure, department).events
        late = {number for event in events[1:] for number in event.steps}
        for phase, step in procedure.steps():
            ends = str(step.start or DEFAULT.get(phase)) == "all_clear"
            if step.urgent and not ends:
                assert procedure.number_of(str(step.id)) not in late
