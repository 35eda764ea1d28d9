"""Procedures as people read them: step by step, every link turned into words."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from wardbook.findings import Mark
from wardbook.plan.model.procedure import Step, VerifyAlone
from wardbook.plan.model.scalars import Duration
from wardbook.plan.project import Project
from wardbook.plan.text import Link, Text
from wardbook.plan.timeline import Moment, begins
from wardbook.sheets.kinds import SheetKind
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.procedures.moments import deadline, start_words
from wardbook.sheets.procedures.procedures import (
    ProcedureView,
    StepView,
    procedure_sheet,
    procedure_view,
    step_view,
)
from wardbook.sheets.project_localizer import localizer_for
from wardbook.sheets.sheet import Line, Prose


def view(localizer: Localizer, id: str) -> ProcedureView:
    return procedure_view(localizer, localizer.project.procedures[id])


def step(localizer: Localizer, procedure: str, id: str) -> StepView:
    return next(
        step
        for phase in view(localizer, procedure).phases
        for step in phase.steps
        if step.anchor == f"step-{id}"
    )


def words(line: Line) -> str:
    return "".join(run.text for run in line)


def paragraphs(prose: Prose) -> list[str]:
    return [words(line) for line in prose]


def test_a_step_says_with_what_and_with_whose_consent(
    en: Localizer, text: Callable[[str], Text]
) -> None:
    procedure = en.project.procedures["dispensary"]
    phase, own = next((phase, own) for phase, own in procedure.steps() if own.id == "hand-out")
    agreed = {
        "tool": text("The spare printer"),
        "approval": Link(("role",), "lead-doctor", None, Mark("")),
    }
    shown = step_view(en, procedure, own.model_copy(update=agreed), phase=phase)
    assert (words(shown.tool), shown.approval) == ("The spare printer", "Lead doctor")


def test_steps_count_through_all_phases(en: Localizer) -> None:
    shown = view(en, "welcome-desk")
    assert [phase.title for phase in shown.phases] == [
        "Be prepared",
        "Discover",
        "Activate",
        "Respond",
        "Back-entry",
        "Review",
    ]
    assert [step.number for phase in shown.phases for step in phase.steps] == list(range(1, 12))


def test_a_step_in_words(en: Localizer) -> None:
    shown = step(en, "welcome-desk", "call-helpdesk")
    assert paragraphs(shown.do) == ["Call Helpdesk 7001 and note the time on LC-4."]
    assert (shown.actor, shown.start, shown.deadline) == (
        "Desk clerk",
        "from discovery",
        "within 5 min of discovery",
    )
    assert words(shown.forms_out) == "LC-4 Fault note"
    assert words(shown.call) == "Helpdesk 7001"
    assert not shown.urgent


def test_who_checks(en: Localizer) -> None:
    assert step(en, "welcome-desk", "take-money").verify == "a second person of the same post"
    assert step(en, "welcome-desk", "type-slips").verify == "Desk lead"
    assert step(en, "welcome-desk", "hand-slips").verify == "Desk lead, afterwards, within 24 h"
    assert step(en, "welcome-desk", "wave-through").verify == ""


def test_what_is_compared_and_awaited(en: Localizer) -> None:
    shown = step(en, "welcome-desk", "type-takings")
    assert shown.match == "amount"
    assert words(shown.after) == "C-W1 step 9, C-D1 step 4"


def test_a_day_post_has_a_stand_in_and_others_do_not(en: Localizer) -> None:
    assert step(en, "cable-cut", "all-clear").stand_in == "Stand-in: Duty doctor"
    assert step(en, "cable-cut", "look").stand_in == ""


def test_a_decision_leads_to_steps_or_the_end(en: Localizer) -> None:
    choice = step(en, "welcome-desk", "decide").decision
    assert choice is not None
    assert words(choice.ask) == "Is it back?"
    assert (choice.yes.target, choice.no.text) == (None, "C-W1 step 5")


def test_notes_stops_citations_and_labels(en: Localizer) -> None:
    assert paragraphs(step(en, "dispensary", "hand-out").note) == ["Read the name aloud."]
    assert paragraphs(step(en, "welcome-desk", "take-money").stop) == ["No cash without a slip."]
    urgent = step(en, "consulting-rooms", "treat-collapse")
    assert (urgent.urgent, urgent.basis, words(urgent.cites)) == (
        True,
        "rule",
        "Rule on paper records (Rule 12)",
    )
    assert step(en, "welcome-desk", "announce").basis == "practice"
    assert step(en, "consulting-rooms", "write-visit").basis == ""


def test_a_departments_head_and_its_stop_line(en: Localizer) -> None:
    shown = view(en, "consulting-rooms")
    assert shown.owner == "Consulting Rooms"
    assert shown.clock.startswith("Changes over on activation")
    assert shown.clock.endswith("; on paper within 15 min of activation")
    assert paragraphs(shown.stop) == ["Never prescribe from memory of an old chart."]
    assert paragraphs(shown.truncated) == ["The old plan stops after the visit."]
    assert shown.flow is None


def test_a_scenario_has_its_line_systems_and_flow(en: Localizer) -> None:
    shown = view(en, "cable-cut")
    assert shown.first == "Leave the machines on and call the helpdesk."
    assert words(shown.systems) == "Network"
    assert (shown.clock, shown.stop) == ("", ())
    assert shown.flow is not None


def test_sheets_of_both_kinds(en: Localizer) -> None:
    own = procedure_sheet(en, en.project.procedures["dispensary"])
    scenario = procedure_sheet(en, en.project.procedures["cable-cut"])
    assert (own.id, own.code, own.kind) == ("procedure-dispensary", "C-D1", SheetKind.PROCEDURE)
    assert (scenario.id, scenario.code, scenario.kind) == (
        "scenario-cable-cut",
        "S1",
        SheetKind.SCENARIO,
    )
    assert scenario.words == ("no internet", "dead lines")
    assert own.source.file == "plan_source/procedures/dispensary.yml"


@pytest.mark.parametrize(
    ("phase", "start", "words"),
    [
        ("prevent", None, ""),
        ("respond", None, "from manual start T0"),
        ("detect", "manual", "from manual start T0"),
        ("respond", "6 h", "still down 6 h after discovery"),
        ("respond", "soon", ""),
        ("end", None, "at the end of the outage"),
        ("end", "all_clear", "from the all-clear"),
        ("recover", None, "from the all-clear"),
    ],
)
def test_starts_in_words(
    en: Localizer, project: Project, phase: str, start: str | None, words: str
) -> None:
    made = timed(project, start=start)
    assert start_words(en, phase, made) == words


@pytest.mark.parametrize(
    ("start", "within", "urgent", "words"),
    [
        ("5 min", 25, False, "within 30 min of discovery"),
        ("manual", 30, False, "within 30 min of T0"),
        ("5 min", None, True, "at once"),
        ("5 min", 10, True, "at once, within 15 min of discovery"),
        ("6 h", 90, False, "within 7 h 30 min of discovery"),
        ("all_clear", None, False, ""),
    ],
)
def test_deadlines_count_from_one_moment(
    en: Localizer, project: Project, start: str, within: int | None, urgent: bool, words: str
) -> None:
    limit = None if within is None else Duration(within)
    made = timed(project, start=start, within=limit, urgent=urgent)
    assert deadline(en, "respond", made) == words


def test_what_is_urgent_waits_for_no_time(en: Localizer, project: Project) -> None:
    urgent = timed(project, start="5 min", urgent=True)
    assert start_words(en, "activate", urgent) == ""
    assert begins("activate", urgent) == Moment("noticed")
    late = timed(project, start="all_clear", urgent=True)
    assert begins("end", late) == Moment("all_clear")


def timed(project: Project, **fields: object) -> Step:
    """A step with times of its own."""
    _, step = next(project.procedures["welcome-desk"].steps())
    return step.model_copy(update=fields)


def test_chinese_says_the_same_steps(zh: Localizer, en: Localizer, project: Project) -> None:
    for id in project.procedures:
        chinese, english = view(zh, id), view(en, id)
        assert [[step.anchor for step in phase.steps] for phase in chinese.phases] == [
            [step.anchor for step in phase.steps] for phase in english.phases
        ]


@pytest.mark.parametrize(
    ("language", "label"), [("en", "rule, to be verified"), ("zh", "规定（待核实）")]
)
def test_a_rule_that_nobody_verified_says_so_in_its_label(
    project: Project, language: str, label: str
) -> None:
    """The label stands apart from the citation. Where one of several rules is verified, it holds."""
    unsure = project.citations["records-rule"].model_copy(update={"status": "unverified"})
    sure = unsure.model_copy(update={"status": "in-force"})
    other = Link(("citation",), "old-records-rule", None, project.site.at)
    procedure = project.procedures["welcome-desk"]
    phase, step = next(one for one in procedure.steps() if one[1].cites)
    assert step.cites[0].id == "records-rule"
    for cites, status, said in (
        (step.cites, unsure, label),
        (step.cites, sure, localizer_for(project, language).say("basis_rule")),
        ((*step.cites, other), unsure, localizer_for(project, language).say("basis_rule")),
    ):
        changed = replace(project, citations={**project.citations, "records-rule": status})
        shown = step_view(
            localizer_for(changed, language),
            procedure,
            step.model_copy(update={"cites": cites, "basis": "rule"}),
            phase=phase,
        )
        assert shown.basis == said


@pytest.mark.parametrize(
    ("by", "within", "en_said", "zh_said"),
    [
        (
            "duty-doctor",
            None,
            "with one on duty: Duty doctor, who comes",
            "单人值班时：值班医师到场",
        ),
        (
            "lead-dispenser",
            6 * 60,
            "with one on duty: Lead dispenser, afterwards, within 6 h",
            "单人值班时：调剂组长，6 小时内补核",
        ),
        (
            "another",
            12 * 60,
            "with one on duty: the next shift, within 12 h",
            "单人值班时：下一班，12 小时内补核",
        ),
    ],
)
def test_a_step_says_who_checks_where_one_is_on_duty(
    en: Localizer, zh: Localizer, by: str, within: int | None, en_said: str, zh_said: str
) -> None:
    procedure = en.project.procedures["dispensary"]
    phase, own = next((phase, own) for phase, own in procedure.steps() if own.id == "hand-out")
    length = Duration(within) if within else None
    alone = VerifyAlone.model_construct(by=Link(("role",), by, None, Mark("")), within=length)
    for localizer, said in (
        (en, f"a second person of the same post; {en_said}"),
        (zh, f"同岗另一人；{zh_said}"),
    ):
        update = {"verify_alone": alone}
        shown = step_view(localizer, procedure, own.model_copy(update=update), phase=phase)
        assert shown.verify == said
