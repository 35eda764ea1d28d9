"""The quarterly audit: what to look at, and questions with the plan's answers."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from wardbook.plan.model.blocks import (
    AftermathBlock,
    Block,
    ClosingBlock,
    DrillPlan,
    DrillsBlock,
    GuaranteesBlock,
)
from wardbook.plan.model.blocks.readiness import Aftermath, Guarantee
from wardbook.plan.model.registries import Department
from wardbook.sheets import sheet_ids
from wardbook.sheets.command import questions
from wardbook.sheets.command.questions import Question
from wardbook.sheets.command.samples import sample
from wardbook.sheets.kinds import SheetKind
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.making import SheetMaker, SheetSources, the_sheet
from wardbook.sheets.procedures.cards import desk_dial, procedure_of
from wardbook.sheets.procedures.moments import within
from wardbook.sheets.procedures.procedures import match_words, verifier_name
from wardbook.sheets.registers.snapshots import snapshot_rows
from wardbook.sheets.sheet import Sheet
from wardbook.sheets.view import view


@view("AuditRow")
class AuditRow:
    """Something to look at, and what the plan says of it."""

    item: str
    expected: str
    by: str = ""


_FEWEST = 3
"""Promises of a plan without departments that are worth an audit of their own."""
_ASKED = 3
"""Departments that are visited and asked."""
RowMaker: TypeAlias = Callable[[Localizer], Iterator[AuditRow]]


@dataclass(frozen=True)
class Looked:
    """What makes rows of the audit, and how many of them a sample holds; None for all."""

    rows: RowMaker
    sample: int | None = None


@view("AuditPart")
class AuditPart:
    """Preparedness, usage, compliance, and which entries were checked."""

    id: str
    title: str
    drawn: str
    """Of how many the rows are a sample; empty where they are all."""
    rows: tuple[AuditRow, ...]


@view("AuditQuestions")
class AuditQuestions:
    """What is asked in one department; without a name: everywhere."""

    department: str
    questions: tuple[Question, ...]


@view("AuditView")
class AuditView:
    """The quarterly audit."""

    title: str
    intro: str
    parts: tuple[AuditPart, ...]
    knowledge_drawn: str
    knowledge: tuple[AuditQuestions, ...]


def audit_sheets(sources: SheetSources) -> Iterator[Sheet]:
    """The audit: what the plan promises, to be looked at, and what those on duty must know.

    None where the plan holds nothing of its own to look at: what is asked of every plan would be
    all. Without departments, a few promises are read in the plan itself.
    """
    localizer = sources.localizer
    absent: tuple[RowMaker, ...] = ()
    if sheet_ids.SHELF_CHECK not in sources.made:
        absent = (_boxes,)
    promised = sum(len(part.rows) for part in _parts(localizer, (*absent, *_OF_EVERY_PLAN)))
    knowledge = tuple(_knowledge(localizer))
    if not promised and not knowledge:
        return
    if promised < _FEWEST and not any(_in_scope(localizer)):
        return
    view = AuditView(
        title=localizer.say("title_audit"),
        intro=localizer.say("audit_intro"),
        parts=tuple(_parts(localizer, absent)),
        knowledge_drawn=_drawn(localizer, "audit_departments", _ASKED, len(_asked(localizer))),
        knowledge=knowledge,
    )
    source = localizer.project.site.at
    yield the_sheet(localizer, SheetKind.AUDIT, view.title, view, source=source)


def _edition(localizer: Localizer) -> str:
    return str(localizer.project.site.edition.id)


def _drawn(localizer: Localizer, key: str, most: int, of: int) -> str:
    """How a sample was drawn; empty where it holds all."""
    if of <= most:
        return ""
    return localizer.say(key, edition=_edition(localizer), count=most, of=of)


def _visited(localizer: Localizer) -> tuple[Department, ...]:
    """The sample of departments that are visited and asked."""
    return sample(_asked(localizer), _ASKED, _edition(localizer))


def _asked(localizer: Localizer) -> list[Department]:
    """Departments that can be asked: those with a procedure, or with a time to be on paper."""
    asked = []
    for department in _in_scope(localizer):
        if department.manual_start or procedure_of(localizer.project, department):
            asked.append(department)
    return asked


def _in_scope(localizer: Localizer) -> Iterator[Department]:
    """Departments that are audited."""
    for department in localizer.project.departments.values():
        if department.in_scope:
            yield department


def _parts(localizer: Localizer, left_out: Collection[RowMaker]) -> Iterator[AuditPart]:
    """The parts of the audit in which there is something to look at, without what some say."""
    for id, looks in _PARTS.items():
        rows: list[AuditRow] = []
        drawn, of = 0, 0
        for look in looks:
            if look.rows in left_out:
                continue
            found = tuple(look.rows(localizer))
            if look.sample is not None:
                of += len(found)
                found = sample(found, look.sample, _edition(localizer))
                drawn += len(found)
            rows += found
        if rows:
            said = _drawn(localizer, "audit_drawn", drawn, of)
            yield AuditPart(id, localizer.say(f"audit_{id}"), said, tuple(rows))


def _boxes(localizer: Localizer) -> Iterator[AuditRow]:
    """The boxes of the shelf check."""
    yield AuditRow(
        localizer.say("audit_boxes"),
        localizer.say("audit_boxes_how", code=SheetKind.SHELF_CHECK.value.letter),
    )


def _desk(localizer: Localizer) -> Iterator[AuditRow]:
    """The number that everybody calls first."""
    desk = desk_dial(localizer)
    if desk:
        dialled = " · ".join(filter(None, (desk.number, desk.note)))
        item = "audit_desk" if desk.note else "audit_desk_only"
        yield AuditRow(localizer.say(item), dialled)


def _copies(localizer: Localizer) -> Iterator[AuditRow]:
    """The manuals of the copy register."""
    if localizer.project.copies:
        yield AuditRow(
            localizer.say("audit_copies"),
            localizer.say("audit_copies_how", code=SheetKind.COPIES.value.letter),
        )


def _snapshots(localizer: Localizer) -> Iterator[AuditRow]:
    for item, expected, by in snapshot_rows(localizer):
        yield AuditRow(item, expected, by)


def _guarantees(localizer: Localizer) -> Iterator[AuditRow]:
    for block in localizer.project.blocks():
        if isinstance(block, GuaranteesBlock):
            for guarantee in block.guarantees:
                yield _guaranteed(localizer, guarantee)


def _guaranteed(localizer: Localizer, guarantee: Guarantee) -> AuditRow:
    """Something that must be there, with how much of it, where, and how often it is checked."""
    every = ""
    if guarantee.every:
        every = localizer.say("every", duration=localizer.duration(guarantee.every))
    facts = (
        localizer.words(guarantee.quantity),
        localizer.words(guarantee.place),
        every,
        localizer.words(guarantee.check),
    )
    return AuditRow(
        localizer.words(guarantee.text),
        " · ".join(filter(None, facts)),
        localizer.name(guarantee.by),
    )


def _outages(localizer: Localizer) -> Iterator[AuditRow]:
    """How the plan was used since the last audit: in outages, or in a drill."""
    yield AuditRow(localizer.say("audit_outages"), localizer.say("audit_outages_how"))


def _serials(localizer: Localizer) -> Iterator[AuditRow]:
    """The numbered forms, where there are any."""
    if any(form.numbered for form in localizer.project.forms.values()):
        yield AuditRow(localizer.say("audit_serials"), localizer.say("audit_serials_how"))


def _on_paper(localizer: Localizer) -> Iterator[AuditRow]:
    """Departments that promise to be on paper in time."""
    for department in _visited(localizer):
        if department.manual_start:
            item = localizer.say("audit_on_paper", department=localizer.words(department.name))
            yield AuditRow(
                item,
                within(localizer, department.manual_start, str(department.clock)),
                localizer.name(department.head),
            )


def _compliance(localizer: Localizer) -> Iterator[AuditRow]:
    """What the plan promises to do again and again, and after an emergency."""
    for block in localizer.project.blocks():
        yield from _promised(localizer, block)


def _verified(localizer: Localizer) -> Iterator[AuditRow]:
    """Forms whose entry somebody checks."""
    forms = localizer.project.forms.values()
    for form in sorted(forms, key=lambda form: sheet_ids.code_order(str(form.code))):
        entry = form.back_entry
        if entry is None or entry.verify is None:
            continue
        item = localizer.say("audit_form", code=form.code, title=localizer.words(form.title))
        compared = ""
        if entry.match:
            compared = localizer.say("audit_compared", what=match_words(localizer, entry.match))
        yield AuditRow(item, compared, verifier_name(localizer, entry.verify))


def _promised(localizer: Localizer, block: Block) -> Iterator[AuditRow]:
    """What one block of a plan promises."""
    if isinstance(block, DrillsBlock):
        for drill in block.drills:
            yield _drilled(localizer, drill)
    elif isinstance(block, AftermathBlock):
        for duty in block.aftermath:
            yield _done_after(localizer, duty)
    elif isinstance(block, ClosingBlock) and block.closing.review:
        yield AuditRow(
            localizer.say("audit_review"),
            localizer.words(block.closing.review),
            localizer.name(block.closing.revises),
        )


def _drilled(localizer: Localizer, drill: DrillPlan) -> AuditRow:
    """A drill that the plan demands, with how often, its record, and when it was last held."""
    held = ""
    last = localizer.project.last_held(drill)
    if last:
        held = localizer.say("audit_held", date=last)
    facts = (localizer.words(drill.frequency), localizer.words(drill.record), held)
    return AuditRow(
        localizer.say("audit_drill", name=localizer.words(drill.name)),
        " · ".join(filter(None, facts)),
        localizer.name(drill.by),
    )


def _done_after(localizer: Localizer, duty: Aftermath) -> AuditRow:
    """What is done after an emergency, with its deadline."""
    expected = localizer.words(duty.text)
    if duty.within:
        limit = localizer.duration(duty.within)
        since = localizer.say(f"aftermath_since_{duty.counts_from}", duration=limit)
        expected = f"{expected.rstrip('。.')} · {since}"
    item = localizer.say(f"aftermath_{duty.task}")
    return AuditRow(item, expected, localizer.name(duty.by))


def _knowledge(localizer: Localizer) -> Iterator[AuditQuestions]:
    """What is asked everywhere, then what is asked in each department with steps of its own.

    Without such a department nobody is asked anything.
    """
    own = tuple(_of_departments(localizer))
    everywhere = (*questions.never_waits(localizer), *questions.first_number(localizer))
    if own and everywhere:
        yield AuditQuestions("", everywhere)
    yield from own


def _of_departments(localizer: Localizer) -> Iterator[AuditQuestions]:
    for department in _visited(localizer):
        procedure = procedure_of(localizer.project, department)
        if procedure:
            asked = (
                *questions.first_band(localizer, procedure),
                *questions.stop_line(localizer, department),
            )
            if asked:
                yield AuditQuestions(localizer.words(department.name), asked)


_PARTS: Mapping[str, Sequence[Looked]] = {
    "preparedness": (
        Looked(_boxes),
        Looked(_desk),
        Looked(_copies),
        Looked(_snapshots, 2),
        Looked(_guarantees, 2),
    ),
    "usage": (Looked(_outages), Looked(_serials), Looked(_on_paper)),
    "compliance": (Looked(_compliance),),
    "verified": (Looked(_verified, 4),),
}
"""Id of a part → what makes its rows, in order. A quarter's audit is two pages: of what a plan has
many of, a few are looked at, and other ones with the next edition."""
_OF_EVERY_PLAN = (_desk, _outages, _serials)
"""What is asked wherever there is an audit: it alone makes none."""
MAKER = SheetMaker((SheetKind.AUDIT,), audit_sheets)
