"""What an auditor takes along: the count of every box, and the quarterly audit with questions and the plan's answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from wardbook.plan.model.blocks import AftermathBlock, Block, ClosingBlock, DrillsBlock, GuaranteesBlock
from wardbook.plan.model.procedure import Procedure
from wardbook.plan.model.registries import BoxForm, Department
from wardbook.sheets import sheet_ids
from wardbook.sheets.command import questions
from wardbook.sheets.command.questions import Question
from wardbook.sheets.localizer import Lens
from wardbook.sheets.procedures.cards import desk_dial, procedure_of
from wardbook.sheets.procedures.procedures import match_words, verifier_name
from wardbook.sheets.registers.snapshots import snapshot_rows
from wardbook.sheets.sheet import CODE_LETTERS, Kind, Sheet, fingerprint, short_fingerprint
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


def shelf_check_sheet(lens: Lens, sheets: Mapping[str, Sheet], used: Mapping[str, tuple[str, ...]]) -> Sheet:
    """Every box with what it must hold: its card, then its forms; `used` are the forms of departments whose box does not
    say. `sheets` are those that are printed: their check words show which paper is stale."""
    title = lens.say("title_shelf_check")
    boxes = (_box(lens, department, sheets, used) for department in _audited(lens))
    view = ShelfCheckView(title, lens.say("shelf_intro"), tuple(box for box in boxes if box.rows))
    return _sheet(lens, sheet_ids.SHELF_CHECK, Kind.SHELF_CHECK, view.title, view)


def audit_sheet(lens: Lens) -> Sheet:
    """The audit: what the plan promises, to be looked at, and what those on duty must know."""
    title = lens.say("title_audit")
    made = (("preparedness", _preparedness), ("usage", _usage), ("compliance", _compliance), ("verified", _verified))
    parts = (AuditPart(id, lens.say(f"audit_{id}"), tuple(rows(lens))) for id, rows in made)
    shown = tuple(part for part in parts if part.rows)
    view = AuditView(title, lens.say("audit_intro"), shown, tuple(_knowledge(lens)))
    return _sheet(lens, sheet_ids.AUDIT, Kind.AUDIT, title, view)


def _sheet(lens: Lens, id: str, kind: Kind, title: str, view: object) -> Sheet:
    key = lens.key(id)
    return Sheet(key, kind, CODE_LETTERS[kind], title, view, source=lens.project.site.at)


def _audited(lens: Lens) -> Iterator[Department]:
    return (department for department in lens.project.departments.values() if department.in_scope)


def _box(
    lens: Lens, department: Department, sheets: Mapping[str, Sheet], used: Mapping[str, tuple[str, ...]]
) -> ShelfBox:
    box = department.box
    held = {id: _laid(lens, line) for line in (box.holds if box else ()) if (id := _form_id(lens, line))}
    card = sheet_ids.card_id(str(department.id))
    titles = {card: " · ".join(filter(None, (lens.say("shelf_card"), lens.words(department.posted)))), **_titles(lens)}
    ids = (card, *(held or used.get(str(department.id), ())))
    rows = (_shelf_row(sheets[id], titles[id], held.get(id)) for id in ids if id in sheets)
    return ShelfBox(
        id=str(department.id),
        code=str(department.code),
        department=lens.words(department.name),
        place=lens.words(box.place) if box else "",
        key=lens.name(box.key) if box else "",
        rows=tuple(rows),
    )


def _titles(lens: Lens) -> Mapping[str, str]:
    """Titles of forms and variants in this language, by the sheet's id: the sheet itself carries several."""
    return {
        sheet_ids.form_id(form, variant): lens.words((variant or form).title)
        for form in lens.project.forms.values()
        for variant in (None, *form.variants)
    }


def _form_id(lens: Lens, line: BoxForm) -> str:
    """The sheet of what lies in a box; empty where the audience may not see it."""
    form = lens.project.forms.get(line.form.id)
    if form is None:
        return ""
    return sheet_ids.form_id(form, next((variant for variant in form.variants if variant.id == line.form.part), None))


def _laid(lens: Lens, line: BoxForm) -> tuple[int, int]:
    """Par and minimum as they are counted in the box: sets, and whole sheets of labels."""
    form = lens.project.forms[line.form.id]
    return form.sheets_for(line.par), form.sheets_for(line.minimum)


def _shelf_row(sheet: Sheet, title: str, laid: tuple[int, int] | None) -> ShelfRow:
    par, minimum = (str(count) for count in laid) if laid else ("", "")
    return ShelfRow(sheet.code, title, short_fingerprint(fingerprint(sheet)), par, minimum)


def _preparedness(lens: Lens) -> Iterator[AuditRow]:
    desk = desk_dial(lens)
    yield AuditRow(lens.say("audit_boxes"), lens.say("audit_boxes_how", code=CODE_LETTERS[Kind.SHELF_CHECK]))
    if desk:
        yield AuditRow(lens.say("audit_desk"), " · ".join(filter(None, (desk.number, desk.note))))
    if lens.project.copies:
        yield AuditRow(lens.say("audit_copies"), lens.say("audit_copies_how", code=CODE_LETTERS[Kind.COPIES]))
    yield from (AuditRow(*row) for row in snapshot_rows(lens))
    for block in lens.project.blocks():
        if isinstance(block, GuaranteesBlock):
            for one in block.guarantees:
                every = lens.say("every", duration=lens.duration(one.every)) if one.every else ""
                facts = (lens.words(one.quantity), lens.words(one.place), every, lens.words(one.check))
                yield AuditRow(lens.words(one.text), " · ".join(filter(None, facts)), lens.name(one.by))


def _usage(lens: Lens) -> Iterator[AuditRow]:
    """How the plan was used since the last audit: in outages, or in a drill."""
    yield AuditRow(lens.say("audit_outages"), lens.say("audit_outages_how"))
    yield AuditRow(lens.say("audit_serials"), lens.say("audit_serials_how"))
    for department in _audited(lens):
        if department.manual_start:
            limit = lens.say("within", duration=lens.duration(department.manual_start))
            since = lens.say(f"start_{department.clock}")
            item = lens.say("audit_on_paper", department=lens.words(department.name))
            yield AuditRow(item, lens.say("list_join").join((limit, since)), lens.name(department.head))


def _compliance(lens: Lens) -> Iterator[AuditRow]:
    for block in lens.project.blocks():
        yield from _promised(lens, block)


def _verified(lens: Lens) -> Iterator[AuditRow]:
    """Forms whose entry somebody checks."""
    for form in sorted(lens.project.forms.values(), key=lambda form: str(form.code)):
        entry = form.back_entry
        if entry and entry.verify:
            item = lens.say("audit_form", code=form.code, title=lens.words(form.title))
            compared = lens.say("audit_compared", what=match_words(lens, entry.match)) if entry.match else ""
            yield AuditRow(item, compared, verifier_name(lens, entry.verify))


def _promised(lens: Lens, block: Block) -> Iterator[AuditRow]:
    """What the plan promises to do again and again, and after an emergency."""
    if isinstance(block, DrillsBlock):
        for drill in block.drills:
            last = lens.project.last_held(drill)
            held = lens.say("audit_held", date=last) if last else ""
            expected = " · ".join(filter(None, (lens.words(drill.frequency), lens.words(drill.record), held)))
            yield AuditRow(lens.say("audit_drill", name=lens.words(drill.name)), expected, lens.name(drill.by))
    elif isinstance(block, AftermathBlock):
        for duty in block.aftermath:
            limit = lens.duration(duty.within) if duty.within else ""
            expected = lens.say(f"aftermath_since_{duty.counts_from}", duration=limit) if limit else ""
            item = lens.say("audit_after", task=lens.say(f"aftermath_{duty.task}"), what=lens.words(duty.text))
            yield AuditRow(item, expected, lens.name(duty.by))
    elif isinstance(block, ClosingBlock) and block.closing.review:
        yield AuditRow(lens.say("audit_review"), lens.words(block.closing.review), lens.name(block.closing.revises))


def _knowledge(lens: Lens) -> Iterator[AuditQuestions]:
    yield AuditQuestions("", tuple(chain(questions.never_waits(lens), questions.first_number(lens))))
    for department in _audited(lens):
        if procedure := procedure_of(lens.project, department):
            asked = tuple(_asked(lens, department, procedure))
            yield AuditQuestions(lens.words(department.name), asked)


def _asked(lens: Lens, department: Department, procedure: Procedure) -> Iterator[Question]:
    yield from questions.first_band(lens, procedure)
    yield from questions.stop_line(lens, department)
