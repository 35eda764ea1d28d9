"""Procedures as people read them: numbered steps with clocks, forms, people, and a drawn flow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from wardbook.plan.model.blocks import ProcedureBlock
from wardbook.plan.model.plan import Plan
from wardbook.plan.model.procedure import Procedure, Step
from wardbook.plan.model.registries import Department, Role
from wardbook.plan.reach import things_taken
from wardbook.plan.text import Link
from wardbook.sheets import sheet_ids
from wardbook.sheets.kinds import SheetKind
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.making import SheetMaker, SheetSources
from wardbook.sheets.plan_facts import classification
from wardbook.sheets.procedures.flows import Flow, procedure_flow
from wardbook.sheets.procedures.moments import deadline, start_words, within
from wardbook.sheets.procedures.named_codes import codes_alone, joined, named_codes
from wardbook.sheets.sheet import Line, Prose, Sheet, Span, targets
from wardbook.sheets.view import view


@view("Choice")
class Choice:
    """A decision after a step: question, and where yes and no lead."""

    ask: Line
    yes: Span
    no: Span


@view("StepView")
class StepView:
    """A step as people read it."""

    number: int
    anchor: str
    actor: str
    stand_in: str
    """Who takes over at night; empty when the post is always staffed."""
    start: str
    """When it starts, in words; empty outside the outage and for what is done at once."""
    deadline: str
    """By when it is done, and what that counts from; `at once` for what is urgent."""
    do: Prose
    forms_in: Line
    forms_out: Line
    forms_named: Line
    """Forms that its sentences name besides: each code is told with its name."""
    tell: Line
    call: Line
    after: Line
    verify: str
    match: str
    cites: Line
    decision: Choice | None
    urgent: bool
    basis: str
    """Label of what is not from the source; empty otherwise."""
    note: Prose
    stop: Prose
    tool: Line = ()
    approval: str = ""
    """Who must agree first."""


@view("PhaseView")
class PhaseView:
    """The steps of one phase."""

    id: str
    title: str
    steps: tuple[StepView, ...]


@view("ProcedureView")
class ProcedureView:
    """A department's or a scenario's procedure."""

    title: str
    owner: str
    """The department, or the kind of scenario."""
    clock: str
    """Which clock it counts from, in words."""
    first: str
    systems: Line
    purpose: Prose
    stop: Prose
    truncated: Prose
    basis: str
    phases: tuple[PhaseView, ...]
    flow: Flow | None


def procedure_sheets(sources: SheetSources) -> Iterator[Sheet]:
    """The sheet of each procedure, in the order of the files."""
    for procedure in sources.localizer.project.procedures.values():
        yield procedure_sheet(sources.localizer, procedure)


def procedure_sheet(localizer: Localizer, procedure: Procedure) -> Sheet:
    """The sheet of a procedure."""
    return Sheet(
        key=localizer.key(sheet_ids.procedure_id(procedure)),
        kind=sheet_ids.procedure_kind(procedure),
        code=sheet_ids.procedure_code(localizer.project, procedure),
        title=localizer.words(procedure.title),
        content=procedure_view(localizer, procedure),
        words=localizer.listed(procedure.aliases),
        source=procedure.at,
        classification=_classification(localizer, procedure),
    )


def _classification(localizer: Localizer, procedure: Procedure) -> str:
    """That of the plan whose chapter includes the procedure, the first that has one."""
    for plan in localizer.project.plans.values():
        if _includes(plan, procedure):
            found = classification(localizer, plan)
            if found:
                return found
    return ""


def _includes(plan: Plan, procedure: Procedure) -> bool:
    for block in plan.blocks():
        if isinstance(block, ProcedureBlock) and block.procedure.id == procedure.id:
            return True
    return False


def procedure_view(localizer: Localizer, procedure: Procedure) -> ProcedureView:
    """What the sheet says. A department's stop line stands above its steps."""
    department = _department(localizer, procedure)
    clock, stop = "", None
    if department:
        clock, stop = _clock(localizer, department), department.stop
    return ProcedureView(
        title=localizer.words(procedure.title),
        owner=_owner(localizer, procedure, department),
        clock=clock,
        first=localizer.words(procedure.first),
        systems=localizer.row(procedure.systems),
        purpose=localizer.prose(procedure.purpose, within=procedure),
        stop=localizer.prose(stop, within=procedure),
        truncated=localizer.prose(procedure.truncated, within=procedure),
        basis=basis_label(localizer, str(procedure.basis)),
        phases=_phases(localizer, procedure),
        flow=procedure_flow(localizer, procedure) if procedure.draws_flow else None,
    )


def _department(localizer: Localizer, procedure: Procedure) -> Department | None:
    if not procedure.department:
        return None
    return localizer.project.departments.get(procedure.department.id)


def _owner(localizer: Localizer, procedure: Procedure, department: Department | None) -> str:
    """The department's name; a scenario's kind, where it has one that the title does not say."""
    if department:
        return localizer.words(department.name)
    label = localizer.words(procedure.tile.label) if procedure.tile else ""
    return "" if label == localizer.words(procedure.title) else label


def _clock(localizer: Localizer, department: Department) -> str:
    """Which clock a department's steps count from, and when it is on paper at the latest."""
    said = localizer.say(f"clock_{department.clock}")
    if department.manual_start is None:
        return said
    limit = within(localizer, department.manual_start, str(department.clock))
    return localizer.say("clock_and_manual", clock=said, limit=limit)


def basis_label(localizer: Localizer, basis: str | None) -> str:
    """The label of what is not from the source; empty for `source` and for None."""
    if not basis or basis == "source":
        return ""
    return localizer.say(f"basis_{basis}")


def _step_basis(localizer: Localizer, procedure: Procedure, step: Step) -> str:
    """The label of a step. Where nobody has verified any of the rules that it cites, the label says
    so itself: whoever reads `rule` takes it for one in force."""
    basis = str(step.basis or procedure.basis)
    verified = any(_is_verified(localizer, cited) for cited in step.cites)
    if basis == "rule" and step.cites and not verified:
        return localizer.say("basis_rule_unverified")
    return basis_label(localizer, basis)


def _is_verified(localizer: Localizer, link: Link) -> bool:
    citation = localizer.project.citations.get(link.id)
    return citation is None or str(citation.status) != "unverified"


def verifier(localizer: Localizer, step: Step) -> str:
    """Who checks the step, in words; then who does where one person is on duty."""
    who, alone = _checker(localizer, step), checker_alone(localizer, step)
    if who and alone:
        return localizer.say("verify_and_alone", who=who, alone=alone)
    return who or alone


def checker_alone(localizer: Localizer, step: Step) -> str:
    """Who checks the step where one person is on duty, in words; empty where nobody is named."""
    alone = step.verify_alone
    if alone is None:
        return ""
    who = verifier_name(localizer, alone.by)
    if alone.within is None:
        return localizer.say("verify_alone", who=who)
    key = "verify_alone_next" if alone.by.id == "another" else "verify_alone_later"
    return localizer.say(key, who=who, duration=localizer.duration(alone.within))


def _checker(localizer: Localizer, step: Step) -> str:
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
    if verify.id == "another":
        return localizer.say("verify_another")
    return localizer.name(verify)


def match_words(localizer: Localizer, keys: Iterable[str]) -> str:
    """What is compared, in words."""
    return localizer.say("list_join").join(localizer.say(f"match_{key}") for key in keys)


def _phases(localizer: Localizer, procedure: Procedure) -> tuple[PhaseView, ...]:
    views = []
    for phase, steps in procedure.phases.items():
        shown = tuple(step_view(localizer, procedure, step, phase=phase) for step in steps)
        views.append(PhaseView(phase, localizer.say(f"phase_{phase}"), shown))
    return tuple(views)


def step_view(localizer: Localizer, procedure: Procedure, step: Step, *, phase: str) -> StepView:
    """One step of a phase, with everything about it in words."""
    do, note, stop = (
        localizer.step_prose(text, procedure) for text in (step.do, step.note, step.stop)
    )
    return StepView(
        number=procedure.number_of(str(step.id)),
        anchor=sheet_ids.step_anchor(str(step.id)),
        actor=localizer.say("step_everybody") if step.everybody else localizer.name(step.actor),
        stand_in=_stand_in(localizer, step),
        start=start_words(localizer, phase, step),
        deadline=deadline(localizer, phase, step),
        do=do,
        forms_in=localizer.row(step.needs),
        forms_out=localizer.row(step.gives),
        forms_named=_named_besides(localizer, step, (do, note, stop)),
        tell=localizer.row(step.tell),
        call=localizer.row(step.call),
        after=localizer.row(step.after, within=procedure),
        verify=verifier(localizer, step),
        match=match_words(localizer, step.match),
        cites=localizer.row(step.cites),
        decision=_choice(localizer, procedure, step),
        urgent=step.urgent,
        basis=_step_basis(localizer, procedure, step),
        note=note,
        stop=stop,
        tool=_tools(localizer, procedure, step),
        approval=localizer.name(step.approval),
    )


def _tools(localizer: Localizer, procedure: Procedure, step: Step) -> Line:
    """What the step is done with: what is taken from the box, then what it says itself."""
    taken = [localizer.words(thing.name) for thing in things_taken(localizer.project, step)]
    own = localizer.line(step.tool, within=procedure)
    if not taken:
        return own
    join = localizer.say("list_join")
    from_box = localizer.say("taken_from_box", things=join.join(taken))
    return (Span(from_box + join), *own) if own else (Span(from_box),)


def _named_besides(localizer: Localizer, step: Step, said: tuple[Prose, ...]) -> Line:
    """What the sentences name by code alone, without the forms that the step lists."""
    listed = set(targets((localizer.row(step.needs), localizer.row(step.gives))))
    alone = tuple(codes_alone(said))
    return joined(localizer, named_codes(localizer, alone), listed)


def _stand_in(localizer: Localizer, step: Step) -> str:
    role = localizer.project.find(step.actor)
    if step.everybody or not isinstance(role, Role) or role.cover == "always" or not role.stands_in:
        return ""
    return localizer.say("stands_in", who=localizer.names(role.stands_in))


def _choice(localizer: Localizer, procedure: Procedure, step: Step) -> Choice | None:
    decision = step.decision
    if decision is None:
        return None
    return Choice(
        ask=localizer.line(decision.ask, within=procedure),
        yes=_leads(localizer, procedure, decision.yes),
        no=_leads(localizer, procedure, decision.no),
    )


def _leads(localizer: Localizer, procedure: Procedure, link: Link) -> Span:
    if not link.id and link.part == "end":
        return Span(localizer.say("flow_end"))
    return localizer.spans(link, within=procedure)[0]


MAKER = SheetMaker((SheetKind.PROCEDURE, SheetKind.SCENARIO), procedure_sheets)
