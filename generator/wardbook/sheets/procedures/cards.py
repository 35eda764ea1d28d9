"""Action cards: what one department does, by time bands, on one side of paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from wardbook.plan.model.procedure import Procedure, Step
from wardbook.plan.model.registries import Contact, Department, Window
from wardbook.plan.project import Project
from wardbook.plan.text import Link
from wardbook.plan.timeline import band_of, card_text
from wardbook.sheets import sheet_ids
from wardbook.sheets.localizer import Lens
from wardbook.sheets.procedures.procedures import deadline
from wardbook.sheets.shapes import Card, CardBand, CardLine, Dial
from wardbook.sheets.sheet import Kind, Line, Run, Sheet, SheetKey, targets

_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")


def procedure_of(project: Project, department: Department) -> Procedure | None:
    """The department's own procedure."""
    return next(
        (found for found in project.procedures.values() if found.department and found.department.id == department.id),
        None,
    )


def card_sheet(lens: Lens, department: Department, audience: str) -> Sheet | None:
    """The card of a department, or None when it has no procedure. The lens must be filtered for what may hang on a
    wall; `audience` is the one that the card is published to."""
    procedure = procedure_of(lens.project, department)
    if procedure is None:
        return None
    name = lens.words(department.name)
    key = SheetKey(sheet_ids.card_id(str(department.id)), lens.language, audience)
    title = lens.say("title_card", department=name)
    return Sheet(
        key,
        Kind.CARD,
        sheet_ids.department_code(Kind.CARD, department),
        title,
        _card(lens, department, procedure),
        source=procedure.at,
    )


def _card(lens: Lens, department: Department, procedure: Procedure) -> Card:
    others = (language for language in lens.project.languages if language != lens.language)
    peak = next(iter(lens.project.calendar.peaks), None)
    return Card(
        department=lens.words(department.name),
        code=str(department.code),
        other_name=next((department.name.words(other) for other in others), ""),
        cluster=lens.say("cluster", department=lens.name(department.cluster)) if department.cluster else "",
        posted=lens.words(department.posted),
        when=lens.prose(department.when, brief=True),
        dials=tuple(_dials(lens, department)),
        box_place=lens.words(department.box.place) if department.box else "",
        box_key=lens.say("box_key", who=lens.name(department.box.key)) if department.box and department.box.key else "",
        never_waits=lens.words(lens.project.site.never_waits),
        stop=lens.prose(department.stop, brief=True),
        bands=tuple(_bands(lens, procedure)),
        say=lens.words(department.say),
        say_title=lens.say("say_to", who=lens.words(department.say_to)) if department.say_to else "",
        peak=lens.words(department.peak),
        peak_title=peak_title(lens, peak) if peak else "",
    )


def peak_title(lens: Lens, window: Window) -> str:
    """Peak hours with their days and times."""
    return lens.say("peak_title", days=days_of(lens, window), start=window.start, end=window.end)


def days_of(lens: Lens, window: Window) -> str:
    """The days of a window in words."""
    if tuple(window.days) == _WEEKDAYS:
        return lens.say("days_weekdays")
    return lens.say("list_join").join(lens.say(f"day_{day}") for day in window.days)


def desk_dial(lens: Lens) -> Dial | None:
    """The number that everybody calls first, with the one for when that is dead; None when the audience may see neither."""
    site = lens.project.site
    desk, backup = _contact(lens, site.desk), _contact(lens, site.desk_backup)
    if desk and desk.number:
        note = ""
        if backup and backup.number:
            note = lens.say("dial_backup", number=backup.number, name=lens.words(backup.name))
        return Dial(lens.say("dial_desk", name=lens.words(desk.name)), str(desk.number), note)
    return _dial(lens, "dial_desk", backup)


def _dials(lens: Lens, department: Department) -> Iterator[Dial]:
    """The numbers to dial. Where some are withheld one short line says where they stand: no dial is ever empty."""
    dials = [dial for dial in _every_dial(lens, department) if dial]
    yield from dials
    if not dials:
        yield Dial(lens.say("dial_withheld"), "")


def _every_dial(lens: Lens, department: Department) -> Iterator[Dial | None]:
    """The desk and whom to report to. The department that answers the desk calls on: by day and, apart, at night. None for a
    number that the audience may not see."""
    first, night = _contact(lens, department.report_to), _contact(lens, department.night_report_to)
    if _answers_desk(lens, department):
        yield _dial(lens, "dial_desk", first)
        yield _dial(lens, "dial_at_night", night)
        return
    yield desk_dial(lens)
    report = _dial(lens, "dial_report", first)
    if report and night and night.number:
        said = lens.say("dial_night", name=lens.words(night.name), number=night.number)
        report = replace(report, note=said)
    yield report or _dial(lens, "dial_at_night", night)


def _dial(lens: Lens, key: str, contact: Contact | None) -> Dial | None:
    """A number under its label (phrase `key`); None where there is none to see."""
    if contact is None or not contact.number:
        return None
    return Dial(lens.say(key, name=lens.words(contact.name)), str(contact.number))


def _answers_desk(lens: Lens, department: Department) -> bool:
    desk = _contact(lens, lens.project.site.desk)
    owner = desk.department if desk else None
    return owner is not None and owner.id == department.id


def _contact(lens: Lens, link: Link | None) -> Contact | None:
    return lens.project.contacts.get(link.id) if link else None


def _bands(lens: Lens, procedure: Procedure) -> Iterable[CardBand]:
    lines: dict[str, list[CardLine]] = {}
    for phase, step in procedure.steps():
        band = band_of(lens.project.site, phase, step) if step.on_card else None
        if band:
            lines.setdefault(str(band.id), []).append(_line(lens, procedure, step))
    for band in lens.project.site.bands:
        if found := lines.get(str(band.id)):
            yield CardBand(lens.words(band.label), lens.words(band.note), tuple(found))


def _line(lens: Lens, procedure: Procedure, step: Step) -> CardLine:
    """The step's short line, then the codes of its forms that the line does not name."""
    text = lens.line(card_text(step), brief=True, within=procedure)
    named = {target.sheet for target in targets(text)}
    codes_: list[Run] = []
    for link in dict.fromkeys((*step.needs, *step.gives)):
        for run in lens.runs(link, "code"):
            if run.target and run.target.sheet not in named:
                named.add(run.target.sheet)
                codes_ += [Run(" "), run]
    return CardLine(unstopped(text) + tuple(codes_), deadline(lens, step), step.urgent)


def unstopped(text: Line) -> Line:
    """The line without its final full stop: a tick line is not a paragraph."""
    if not text or text[-1].kind != "words":
        return text
    return (*text[:-1], Run(text[-1].text.rstrip("。.")))
