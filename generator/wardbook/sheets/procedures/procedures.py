"""Procedures as people read them: numbered steps with their clocks, forms, people and drawn flow."""

from __future__ import annotations

from collections.abc import Iterable

from wardbook.plan.model.blocks import ProcedureBlock
from wardbook.plan.model.procedure import Procedure, Step, start_of
from wardbook.plan.model.registries import Department, Role
from wardbook.plan.text import Link
from wardbook.plan.timeline import MOMENTS, as_duration
from wardbook.sheets import sheet_ids
from wardbook.sheets.localizer import Lens
from wardbook.sheets.plan.plans import classification
from wardbook.sheets.procedures.flows import procedure_flow
from wardbook.sheets.procedures.procedure_shapes import Choice, PhaseView, ProcedureView, StepView
from wardbook.sheets.sheet import Kind, Run, Sheet


def procedure_sheet(lens: Lens, procedure: Procedure) -> Sheet:
    """The sheet of a procedure."""
    words = [str(word) for word in procedure.aliases.get(lens.language, ())]
    return Sheet(
        lens.key(sheet_ids.procedure_id(procedure)),
        Kind.PROCEDURE if procedure.department else Kind.SCENARIO,
        sheet_ids.procedure_code(lens.project, procedure),
        lens.words(procedure.title),
        procedure_view(lens, procedure),
        tuple(words),
        procedure.at,
        _classification(lens, procedure),
    )


def _classification(lens: Lens, procedure: Procedure) -> str:
    """That of the plan whose chapter includes the procedure, the first that has one."""
    for plan in lens.project.plans.values():
        included = (block.procedure.id for block in plan.blocks() if isinstance(block, ProcedureBlock))
        if procedure.id in included and (found := classification(lens, plan)):
            return found
    return ""


def procedure_view(lens: Lens, procedure: Procedure) -> ProcedureView:
    """What the sheet says. A department's stop line stands above its steps."""
    department = lens.project.departments.get(procedure.department.id) if procedure.department else None
    tile = procedure.tile
    return ProcedureView(
        title=lens.words(procedure.title),
        owner=lens.words(department.name) if department else lens.words(tile.label if tile else None),
        clock=_clock(lens, department) if department else "",
        first=lens.words(procedure.first),
        systems=lens.row(procedure.systems),
        purpose=lens.prose(procedure.purpose, within=procedure),
        stop=lens.prose(department.stop, within=procedure) if department else (),
        truncated=lens.prose(procedure.truncated, within=procedure),
        basis=basis_label(lens, str(procedure.basis)),
        phases=_phases(lens, procedure),
        flow=procedure_flow(lens, procedure) if procedure.draws_flow else None,
    )


def _clock(lens: Lens, department: Department) -> str:
    """Which clock a department's steps count from, and when it is on paper at the latest."""
    said = lens.say(f"clock_{department.clock}")
    if department.manual_start is None:
        return said
    return lens.say("clock_and_manual", clock=said, duration=lens.duration(department.manual_start))


def basis_label(lens: Lens, basis: str | None) -> str:
    """The label of what is not from the source; empty for `source` and for None."""
    return lens.say(f"basis_{basis}") if basis and basis != "source" else ""


def start_words(lens: Lens, start: str | None) -> str:
    """When a step starts, in words; empty for steps outside the outage."""
    if start is None:
        return ""
    if start in MOMENTS:
        return lens.say(f"start_{start}")
    duration = as_duration(start)
    return lens.say("start_duration", duration=lens.duration(duration)) if duration else ""


def deadline(lens: Lens, step: Step) -> str:
    """The step's deadline in words; empty when it has none."""
    return lens.say("within", duration=lens.duration(step.within)) if step.within else ""


def verifier(lens: Lens, step: Step) -> str:
    """Who checks the step, in words."""
    if step.verify_later:
        later = step.verify_later
        return lens.say("verify_later", who=lens.name(later.by), duration=lens.duration(later.within))
    return verifier_name(lens, step.verify)


def verifier_name(lens: Lens, verify: Link | None) -> str:
    """A verifier's name; `another` is a second person of the same post."""
    if verify is None:
        return ""
    return lens.say("verify_another") if verify.id == "another" else lens.name(verify)


def match_words(lens: Lens, keys: Iterable[str]) -> str:
    """What is compared, in words."""
    return lens.say("list_join").join(lens.say(f"match_{key}") for key in keys)


def _phases(lens: Lens, procedure: Procedure) -> tuple[PhaseView, ...]:
    views = []
    for phase, steps in procedure.phases.items():
        numbered = [step_view(lens, procedure, phase, step) for step in steps]
        views.append(PhaseView(phase, lens.say(f"phase_{phase}"), tuple(numbered)))
    return tuple(views)


def step_view(lens: Lens, procedure: Procedure, phase: str, step: Step) -> StepView:
    """One step, with everything about it in words."""
    return StepView(
        number=procedure.number_of(str(step.id)),
        anchor=sheet_ids.step_anchor(str(step.id)),
        actor=lens.name(step.actor),
        stand_in=_stand_in(lens, step),
        start=start_words(lens, start_of(phase, step)),
        deadline=deadline(lens, step),
        do=lens.prose(step.do, within=procedure),
        forms_in=lens.row(step.needs),
        forms_out=lens.row(step.gives),
        tell=lens.row(step.tell),
        call=lens.row(step.call),
        after=lens.row(step.after, within=procedure),
        verify=verifier(lens, step),
        match=match_words(lens, step.match),
        cites=lens.row(step.cites),
        decision=_choice(lens, procedure, step),
        urgent=step.urgent,
        basis=basis_label(lens, str(step.basis or procedure.basis)),
        note=lens.prose(step.note, within=procedure),
        stop=lens.prose(step.stop, within=procedure),
        tool=lens.line(step.tool, within=procedure),
        approval=lens.name(step.approval),
    )


def _stand_in(lens: Lens, step: Step) -> str:
    role = lens.project.find(step.actor)
    if not isinstance(role, Role) or role.cover == "always" or not role.stands_in:
        return ""
    return lens.say("stands_in", who=lens.names(role.stands_in))


def _choice(lens: Lens, procedure: Procedure, step: Step) -> Choice | None:
    decision = step.decision
    if decision is None:
        return None
    return Choice(
        lens.line(decision.ask, within=procedure),
        _leads(lens, procedure, decision.yes),
        _leads(lens, procedure, decision.no),
    )


def _leads(lens: Lens, procedure: Procedure, link: Link) -> Run:
    if not link.id and link.part == "end":
        return Run(lens.say("flow_end"))
    return lens.runs(link, within=procedure)[0]
