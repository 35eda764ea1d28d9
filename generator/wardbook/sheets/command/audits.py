"""What an auditor takes along: the count of every box, and the quarterly audit with questions and the plan's answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from wardbook.plan.model.blocks import (
    AftermathBlock,
    Block,
    ClosingBlock,
    DrillsBlock,
    GuaranteesBlock,
)
from wardbook.plan.model.procedure import Procedure
from wardbook.plan.model.registries import BoxForm, Department
from wardbook.sheets import sheet_ids
from wardbook.sheets.command import questions
from wardbook.sheets.command.questions import Question
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.procedures.cards import desk_dial, procedure_of
from wardbook.sheets.procedures.procedures import match_words, verifier_name
from wardbook.sheets.registers.snapshots import snapshot_rows
from wardbook.sheets.sheet import CODE_LETTERS, Sheet, SheetKind, fingerprint, short_fingerprint
from wardbook.sheets.view import view


@view("ShelfRow")
class ShelfRow:
    """A sheet that must lie there. `word` is the check word at its foot; par and minimum are empty where none are set."""

    code: str
    title: str
    word: str
    par: str
    minimum: str


@view("ShelfBox")
class ShelfBox:
    """A department's box."""

    id: str
    code: str
    department: str
    place: str
    key: str
    rows: tuple[ShelfRow, ...]


@view("ShelfCheckView")
class ShelfCheckView:
    """The boxes of all departments, to be counted."""

    title: str
    intro: str
    boxes: tuple[ShelfBox, ...]


@view("AuditRow")
class AuditRow:
    """Something to look at, and what the plan says of it."""

    item: str
    expected: str
    by: str = ""


@view("AuditPart")
class AuditPart:
    """Preparedness, usage, compliance, and which entries were checked."""

    id: str
    title: str
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
    knowledge: tuple[AuditQuestions, ...]


def shelf_check_sheet(
    localizer: Localizer, sheets: Mapping[str, Sheet], used: Mapping[str, tuple[str, ...]]
) -> Sheet:
    """Every box with what it must hold: its card, then its forms; `used` are the forms of departments whose box does not
    say. `sheets` are those that are printed: their check words show which paper is stale."""
    title = localizer.say("title_shelf_check")
    boxes = (_box(localizer, department, sheets, used) for department in _audited(localizer))
    view = ShelfCheckView(
        title, localizer.say("shelf_intro"), tuple(box for box in boxes if box.rows)
    )
    return _sheet(localizer, sheet_ids.SHELF_CHECK, SheetKind.SHELF_CHECK, view.title, view)


def audit_sheet(localizer: Localizer) -> Sheet:
    """The audit: what the plan promises, to be looked at, and what those on duty must know."""
    title = localizer.say("title_audit")
    made = (
        ("preparedness", _preparedness),
        ("usage", _usage),
        ("compliance", _compliance),
        ("verified", _verified),
    )
    parts = (
        AuditPart(id, localizer.say(f"audit_{id}"), tuple(rows(localizer))) for id, rows in made
    )
    shown = tuple(part for part in parts if part.rows)
    view = AuditView(title, localizer.say("audit_intro"), shown, tuple(_knowledge(localizer)))
    return _sheet(localizer, sheet_ids.AUDIT, SheetKind.AUDIT, title, view)


def _sheet(localizer: Localizer, id: str, kind: SheetKind, title: str, view: object) -> Sheet:
    key = localizer.key(id)
    return Sheet(key, kind, CODE_LETTERS[kind], title, view, source=localizer.project.site.at)


def _audited(localizer: Localizer) -> Iterator[Department]:
    return (
        department for department in localizer.project.departments.values() if department.in_scope
    )


def _box(
    localizer: Localizer,
    department: Department,
    sheets: Mapping[str, Sheet],
    used: Mapping[str, tuple[str, ...]],
) -> ShelfBox:
    box = department.box
    held = {
        id: _laid(localizer, line)
        for line in (box.holds if box else ())
        if (id := _form_id(localizer, line))
    }
    card = sheet_ids.card_id(str(department.id))
    titles = {
        card: " · ".join(
            filter(None, (localizer.say("shelf_card"), localizer.words(department.posted)))
        ),
        **_titles(localizer),
    }
    ids = (card, *(held or used.get(str(department.id), ())))
    rows = (_shelf_row(sheets[id], titles[id], held.get(id)) for id in ids if id in sheets)
    return ShelfBox(
        id=str(department.id),
        code=str(department.code),
        department=localizer.words(department.name),
        place=localizer.words(box.place) if box else "",
        key=localizer.name(box.key) if box else "",
        rows=tuple(rows),
    )


def _titles(localizer: Localizer) -> Mapping[str, str]:
    """Titles of forms and variants in this language, by the sheet's id: the sheet itself carries several."""
    return {
        sheet_ids.form_id(form, variant): localizer.words((variant or form).title)
        for form in localizer.project.forms.values()
        for variant in (None, *form.variants)
    }


def _form_id(localizer: Localizer, line: BoxForm) -> str:
    """The sheet of what lies in a box; empty where the audience may not see it."""
    form = localizer.project.forms.get(line.form.id)
    if form is None:
        return ""
    return sheet_ids.form_id(
        form, next((variant for variant in form.variants if variant.id == line.form.part), None)
    )


def _laid(localizer: Localizer, line: BoxForm) -> tuple[int, int]:
    """Par and minimum as they are counted in the box: sets, and whole sheets of labels."""
    form = localizer.project.forms[line.form.id]
    return form.sheets_for(line.par), form.sheets_for(line.minimum)


def _shelf_row(sheet: Sheet, title: str, laid: tuple[int, int] | None) -> ShelfRow:
    par, minimum = (str(count) for count in laid) if laid else ("", "")
    return ShelfRow(sheet.code, title, short_fingerprint(fingerprint(sheet)), par, minimum)


def _preparedness(localizer: Localizer) -> Iterator[AuditRow]:
    desk = desk_dial(localizer)
    yield AuditRow(
        localizer.say("audit_boxes"),
        localizer.say("audit_boxes_how", code=CODE_LETTERS[SheetKind.SHELF_CHECK]),
    )
    if desk:
        yield AuditRow(
            localizer.say("audit_desk"), " · ".join(filter(None, (desk.number, desk.note)))
        )
    if localizer.project.copies:
        yield AuditRow(
            localizer.say("audit_copies"),
            localizer.say("audit_copies_how", code=CODE_LETTERS[SheetKind.COPIES]),
        )
    yield from (AuditRow(*row) for row in snapshot_rows(localizer))
    for block in localizer.project.blocks():
        if isinstance(block, GuaranteesBlock):
            for one in block.guarantees:
                every = (
                    localizer.say("every", duration=localizer.duration(one.every))
                    if one.every
                    else ""
                )
                facts = (
                    localizer.words(one.quantity),
                    localizer.words(one.place),
                    every,
                    localizer.words(one.check),
                )
                yield AuditRow(
                    localizer.words(one.text),
                    " · ".join(filter(None, facts)),
                    localizer.name(one.by),
                )


def _usage(localizer: Localizer) -> Iterator[AuditRow]:
    """How the plan was used since the last audit: in outages, or in a drill."""
    yield AuditRow(localizer.say("audit_outages"), localizer.say("audit_outages_how"))
    yield AuditRow(localizer.say("audit_serials"), localizer.say("audit_serials_how"))
    for department in _audited(localizer):
        if department.manual_start:
            limit = localizer.say("within", duration=localizer.duration(department.manual_start))
            since = localizer.say(f"start_{department.clock}")
            item = localizer.say("audit_on_paper", department=localizer.words(department.name))
            yield AuditRow(
                item,
                localizer.say("list_join").join((limit, since)),
                localizer.name(department.head),
            )


def _compliance(localizer: Localizer) -> Iterator[AuditRow]:
    for block in localizer.project.blocks():
        yield from _promised(localizer, block)


def _verified(localizer: Localizer) -> Iterator[AuditRow]:
    """Forms whose entry somebody checks."""
    for form in sorted(localizer.project.forms.values(), key=lambda form: str(form.code)):
        entry = form.back_entry
        if entry and entry.verify:
            item = localizer.say("audit_form", code=form.code, title=localizer.words(form.title))
            compared = (
                localizer.say("audit_compared", what=match_words(localizer, entry.match))
                if entry.match
                else ""
            )
            yield AuditRow(item, compared, verifier_name(localizer, entry.verify))


def _promised(localizer: Localizer, block: Block) -> Iterator[AuditRow]:
    """What the plan promises to do again and again, and after an emergency."""
    if isinstance(block, DrillsBlock):
        for drill in block.drills:
            last = localizer.project.last_held(drill)
            held = localizer.say("audit_held", date=last) if last else ""
            expected = " · ".join(
                filter(
                    None, (localizer.words(drill.frequency), localizer.words(drill.record), held)
                )
            )
            yield AuditRow(
                localizer.say("audit_drill", name=localizer.words(drill.name)),
                expected,
                localizer.name(drill.by),
            )
    elif isinstance(block, AftermathBlock):
        for duty in block.aftermath:
            limit = localizer.duration(duty.within) if duty.within else ""
            expected = (
                localizer.say(f"aftermath_since_{duty.counts_from}", duration=limit)
                if limit
                else ""
            )
            item = localizer.say(
                "audit_after",
                task=localizer.say(f"aftermath_{duty.task}"),
                what=localizer.words(duty.text),
            )
            yield AuditRow(item, expected, localizer.name(duty.by))
    elif isinstance(block, ClosingBlock) and block.closing.review:
        yield AuditRow(
            localizer.say("audit_review"),
            localizer.words(block.closing.review),
            localizer.name(block.closing.revises),
        )


def _knowledge(localizer: Localizer) -> Iterator[AuditQuestions]:
    yield AuditQuestions(
        "", tuple(chain(questions.never_waits(localizer), questions.first_number(localizer)))
    )
    for department in _audited(localizer):
        if procedure := procedure_of(localizer.project, department):
            asked = tuple(_asked(localizer, department, procedure))
            yield AuditQuestions(localizer.words(department.name), asked)


def _asked(
    localizer: Localizer, department: Department, procedure: Procedure
) -> Iterator[Question]:
    yield from questions.first_band(localizer, procedure)
    yield from questions.stop_line(localizer, department)
