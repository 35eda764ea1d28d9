"""Procedures as people read them: numbered steps with their clocks, forms, people and drawn flow."""

from __future__ import annotations

from collections.abc import Iterable

from wardbook.plan.model.blocks import ProcedureBlock
from wardbook.plan.model.procedure import Procedure, Step, start_of
from wardbook.plan.model.registries import Department, Role
from wardbook.plan.text import Link
from wardbook.plan.timeline import MOMENTS, as_duration
from wardbook.sheets import sheet_ids
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.plan.plans import classification
from wardbook.sheets.procedures.flows import procedure_flow
from wardbook.sheets.procedures.procedure_shapes import Choice, PhaseView, ProcedureView, StepView
from wardbook.sheets.sheet import Sheet, SheetKind, Span


def procedure_sheet(localizer: Localizer, procedure: Procedure) -> Sheet:
    """The sheet of a procedure."""
    words = [str(word) for word in procedure.aliases.get(localizer.language, ())]
    return Sheet(
        localizer.key(sheet_ids.procedure_id(procedure)),
        SheetKind.PROCEDURE if procedure.department else SheetKind.SCENARIO,
        sheet_ids.procedure_code(localizer.project, procedure),
        localizer.words(procedure.title),
        procedure_view(localizer, procedure),
        tuple(words),
        procedure.at,
        _classification(localizer, procedure),
    )


def _classification(localizer: Localizer, procedure: Procedure) -> str:
    """That of the plan whose chapter includes the procedure, the first that has one."""
    for plan in localizer.project.plans.values():
        included = (
            block.procedure.id for block in plan.blocks() if isinstance(block, ProcedureBlock)
        )
        if procedure.id in included and (found := classification(localizer, plan)):
            return found
    return ""


def procedure_view(localizer: Localizer, procedure: Procedure) -> ProcedureView:
    """What the sheet says. A department's stop line stands above its steps."""
    department = (
        localizer.project.departments.get(procedure.department.id) if procedure.department else None
    )
    tile = procedure.tile
    return ProcedureView(
        title=localizer.words(procedure.title),
        owner=localizer.words(department.name)
        if department
        else localizer.words(tile.label if tile else None),
        clock=_clock(localizer, department) if department else "",
        first=localizer.words(procedure.first),
        systems=localizer.row(procedure.systems),
        purpose=localizer.prose(procedure.purpose, within=procedure),
        stop=localizer.prose(department.stop, within=procedure) if department else (),
        truncated=localizer.prose(procedure.truncated, within=procedure),
        basis=basis_label(localizer, str(procedure.basis)),
        phases=_phases(localizer, procedure),
        flow=procedure_flow(localizer, procedure) if procedure.draws_flow else None,
    )


def _clock(localizer: Localizer, department: Department) -> str:
    """Which clock a department's steps count from, and when it is on paper at the latest."""
    said = localizer.say(f"clock_{department.clock}")
    if department.manual_start is None:
        return said
    return localizer.say(
        "clock_and_manual", clock=said, duration=localizer.duration(department.manual_start)
    )


def basis_label(localizer: Localizer, basis: str | None) -> str:
    """The label of what is not from the source; empty for `source` and for None."""
    return localizer.say(f"basis_{basis}") if basis and basis != "source" else ""


def start_words(localizer: Localizer, start: str | None) -> str:
    """When a step starts, in words; empty for steps outside the outage."""
    if start is None:
        return ""
    if start in MOMENTS:
        return localizer.say(f"start_{start}")
    duration = as_duration(start)
    return (
        localizer.say("start_duration", duration=localizer.duration(duration)) if duration else ""
    )


def deadline(localizer: Localizer, step: Step) -> str:
    """The step's deadline in words; empty when it has none."""
    return localizer.say("within", duration=localizer.duration(step.within)) if step.within else ""


def verifier(localizer: Localizer, step: Step) -> str:
    """Who checks the step, in words."""
    if step.verify_later:
        later = step.verify_later
        return localizer.say(
            "verify_later", who=localizer.name(later.by), duration=localizer.duration(later.within)
        )
    return verifier_name(localizer, step.verify)


def verifier_name(localizer: Localizer, verify: Link | None) -> str:
    """A verifier's name; `another` is a second person of the same post."""
    if verify is None:
        return ""
    return localizer.say("verify_another") if verify.id == "another" else localizer.name(verify)


def match_words(localizer: Localizer, keys: Iterable[str]) -> str:
    """What is compared, in words."""
    return localizer.say("list_join").join(localizer.say(f"match_{key}") for key in keys)


def _phases(localizer: Localizer, procedure: Procedure) -> tuple[PhaseView, ...]:
    views = []
    for phase, steps in procedure.phases.items():
        numbered = [step_view(localizer, procedure, phase, step) for step in steps]
        views.append(PhaseView(phase, localizer.say(f"phase_{phase}"), tuple(numbered)))
    return tuple(views)


def step_view(localizer: Localizer, procedure: Procedure, phase: str, step: Step) -> StepView:
    """One step, with everything about it in words."""
    return StepView(
        number=procedure.number_of(str(step.id)),
        anchor=sheet_ids.step_anchor(str(step.id)),
        actor=localizer.name(step.actor),
        stand_in=_stand_in(localizer, step),
        start=start_words(localizer, start_of(phase, step)),
        deadline=deadline(localizer, step),
        do=localizer.prose(step.do, within=procedure),
        forms_in=localizer.row(step.needs),
        forms_out=localizer.row(step.gives),
        tell=localizer.row(step.tell),
        call=localizer.row(step.call),
        after=localizer.row(step.after, within=procedure),
        verify=verifier(localizer, step),
        match=match_words(localizer, step.match),
        cites=localizer.row(step.cites),
        decision=_choice(localizer, procedure, step),
        urgent=step.urgent,
        basis=basis_label(localizer, str(step.basis or procedure.basis)),
        note=localizer.prose(step.note, within=procedure),
        stop=localizer.prose(step.stop, within=procedure),
        tool=localizer.line(step.tool, within=procedure),
        approval=localizer.name(step.approval),
    )


def _stand_in(localizer: Localizer, step: Step) -> str:
    role = localizer.project.find(step.actor)
    if not isinstance(role, Role) or role.cover == "always" or not role.stands_in:
        return ""
    return localizer.say("stands_in", who=localizer.names(role.stands_in))


def _choice(localizer: Localizer, procedure: Procedure, step: Step) -> Choice | None:
    decision = step.decision
    if decision is None:
        return None
    return Choice(
        localizer.line(decision.ask, within=procedure),
        _leads(localizer, procedure, decision.yes),
        _leads(localizer, procedure, decision.no),
    )


def _leads(localizer: Localizer, procedure: Procedure, link: Link) -> Span:
    if not link.id and link.part == "end":
        return Span(localizer.say("flow_end"))
    return localizer.runs(link, within=procedure)[0]
