"""Action cards: what one department does, by time bands, on one side of paper."""

from __future__ import annotations

from collections.abc import Iterator

from wardbook.plan.model.procedure import Procedure, Step
from wardbook.plan.model.registries import Contact, Department
from wardbook.plan.opening_hours import reported_to_at_night
from wardbook.plan.project import Project
from wardbook.plan.text import Link
from wardbook.plan.timeline import band_of, card_text, due
from wardbook.sheets import sheet_ids
from wardbook.sheets.audience import number_withheld
from wardbook.sheets.kinds import SheetKind
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.procedures.moments import deadline
from wardbook.sheets.procedures.named_codes import named_codes
from wardbook.sheets.procedures.windows import peak_title
from wardbook.sheets.sheet import Line, Prose, Sheet, SheetKey, Span, targets
from wardbook.sheets.view import view

_UNVERIFIED = Span("°")
"""Stands behind a line whose rule is still to be verified."""
_RADIO = "radio"
_ON_WALLS = ("public", "posted")
"""For whom a number is that hangs where everybody passes."""


@view("Dial")
class Dial:
    """A number to call. `note` says when, or what else to try."""

    label: str
    number: str
    note: str = ""


@view("CardLine")
class CardLine:
    """A line to tick on a card."""

    text: Line
    deadline: str = ""
    urgent: bool = False


@view("CardTick")
class CardTick(CardLine):
    """A line of a card. Beside one that is `timed` a time and initials are written: it has a limit,
    and what is only done at once waits for no pen."""

    timed: bool = False


@view("CardBand")
class CardBand:
    """A time band of a card."""

    label: str
    note: str
    lines: tuple[CardTick, ...]


@view("Card")
class Card:
    """A department's action card: one side of A4."""

    department: str
    code: str
    """The department's code in large type (P1)."""
    other_name: str
    """The department's name in the other language, small; may be empty."""
    cluster: str
    posted: str
    when: Prose
    paper_starts: str
    """What the time is called at which paper starts, for whoever holds the card to write in; empty
    where the plan counts from no such time."""
    dials: tuple[Dial, ...]
    box_place: str
    box_key: str
    leaf: str
    """Where the department's steps in scenarios are; empty where it has none."""
    never_waits: str
    stop: Prose
    bands: tuple[CardBand, ...]
    names: tuple[Line, ...]
    """Each code that the card prints, with what it stands for: a code alone says nothing to who
    holds the card for the first time. Then what the mark of unverified rules means."""
    say: str
    say_title: str
    """Who is told it; empty: patients, or whoever comes."""
    peak: str
    peak_title: str


def procedure_of(project: Project, department: Department) -> Procedure | None:
    """The department's own procedure."""
    for procedure in project.procedures.values():
        if procedure.department and procedure.department.id == department.id:
            return procedure
    return None


def has_card(project: Project, department: Department) -> bool:
    """Whether a step of the department's own procedure stands in a time band of its card."""
    procedure = procedure_of(project, department)
    if procedure is None or not department.in_scope:
        return False
    for phase, step in procedure.steps():
        if step.on_card and band_of(project.site, phase, step):
            return True
    return False


def card_sheet(
    localizer: Localizer, department: Department, audience: str, leaf: str = ""
) -> Sheet | None:
    """The card of a department, or None when no step of a procedure of its own stands on it.

    The localizer must be filtered for what may hang on a wall; `audience` is the one that the card
    is published to; `leaf` says where the steps in scenarios are.
    """
    procedure = procedure_of(localizer.project, department)
    if procedure is None or not has_card(localizer.project, department):
        return None
    return Sheet(
        key=SheetKey(
            sheet_ids.department_id(SheetKind.CARD, department), localizer.language, audience
        ),
        kind=SheetKind.CARD,
        code=sheet_ids.department_code(SheetKind.CARD, department),
        title=localizer.say("title_card", department=localizer.words(department.name)),
        content=_card(localizer, department, procedure, leaf),
        source=procedure.at,
        other_language=next(_other_languages(localizer), ""),
    )


def _other_languages(localizer: Localizer) -> Iterator[str]:
    """Languages of the project besides the localizer's own. A card shows the department's name in
    the first."""
    return (language for language in localizer.project.languages if language != localizer.language)


def _card(localizer: Localizer, department: Department, procedure: Procedure, leaf: str) -> Card:
    box_place, box_key = _box_words(localizer, department)
    when = localizer.prose(department.when, brief=True)
    stop = localizer.prose(department.stop, brief=True)
    bands = tuple(_bands(localizer, procedure))
    return Card(
        department=localizer.words(department.name),
        code=str(department.code),
        other_name=_other_name(localizer, department),
        cluster=_cluster(localizer, department),
        posted=localizer.words(department.posted),
        when=when,
        paper_starts=_paper_starts(localizer),
        dials=tuple(dials_of(localizer, department)),
        box_place=box_place,
        box_key=box_key,
        leaf=leaf,
        never_waits=localizer.words(localizer.project.site.never_waits),
        stop=stop,
        bands=bands,
        names=(*named_codes(localizer, (when, bands, stop)), *_unverified_note(localizer, bands)),
        say=localizer.words(department.say),
        say_title=_say_title(localizer, department),
        peak=localizer.words(department.peak),
        peak_title=_first_peak(localizer),
    )


def _paper_starts(localizer: Localizer) -> str:
    for band in localizer.project.site.bands:
        if band.start == "manual":
            return localizer.say("poster_manual")
    return ""


def _other_name(localizer: Localizer, department: Department) -> str:
    """The department's name in the first other language; empty when there is none."""
    for language in _other_languages(localizer):
        return department.name.words(language)
    return ""


def _cluster(localizer: Localizer, department: Department) -> str:
    """The department whose cluster it belongs to, in words; empty outside a cluster."""
    if not department.cluster:
        return ""
    return localizer.say("cluster", department=localizer.name(department.cluster))


def _box_words(localizer: Localizer, department: Department) -> tuple[str, str]:
    """Where the department's box stands, and who has its key; empty where not said."""
    box = department.box
    if not box:
        return "", ""
    place, key = localizer.words(box.place), ""
    if box.key:
        key = localizer.say("box_key", who=localizer.name(box.key))
    return place, key


def _say_title(localizer: Localizer, department: Department) -> str:
    """To whom the words at the foot are said; empty: patients, or whoever comes."""
    if not department.say_to:
        return ""
    return localizer.say("say_to", who=localizer.words(department.say_to))


def _first_peak(localizer: Localizer) -> str:
    """The first peak hours of the calendar in words; empty without any."""
    peaks = localizer.project.calendar.peaks
    if not peaks:
        return ""
    return peak_title(localizer, peaks[0])


def desk_dial(localizer: Localizer) -> Dial | None:
    """The number that everybody calls first, with the one for when that is dead.

    None when the audience may see neither.
    """
    site = localizer.project.site
    desk, backup = _contact(localizer, site.desk), _contact(localizer, site.desk_backup)
    if not desk or not desk.number:
        return _dial(localizer, "dial_desk", backup)
    label = localizer.say("dial_desk", name=localizer.words(desk.name))
    note = ""
    if backup and backup.number:
        note = localizer.say("dial_backup", number=backup.number)
    return Dial(label, str(desk.number), note)


def dials_of(localizer: Localizer, department: Department) -> Iterator[Dial]:
    """The numbers to dial. Where all are withheld one short line says where they stand: not to the
    public, which has no other manual. Nothing where the plan names none, or where they are still
    open."""
    dials = [dial for dial in _every_dial(localizer, department) if dial]
    yield from dials
    if dials or localizer.project.audience == "public":
        return
    site = localizer.project.site
    night = reported_to_at_night(localizer.project, department)
    named = (site.desk, department.report_to, night)
    if any(_is_withheld(localizer, link) for link in named):
        yield Dial(localizer.say("dial_withheld"), "")


def _is_withheld(localizer: Localizer, link: Link | None) -> bool:
    """Whether a link names a number that the audience may not see."""
    contact = _contact(localizer, link)
    if contact is None:
        return link is not None
    return number_withheld(localizer.project.audience, contact)


def _every_dial(localizer: Localizer, department: Department) -> Iterator[Dial | None]:
    """The desk and whom to report to; None for a number that the audience may not see.

    Where others answer at night, their number stands beside that of the day, as large: most of the
    week is night. The department that answers the desk calls on.
    """
    first = _contact(localizer, department.report_to)
    night = _contact(localizer, reported_to_at_night(localizer.project, department))
    has = _has_without_exchange(localizer, department)
    if _answers_desk(localizer, department):
        yield _dial(localizer, "dial_desk", first)
        yield _dial(localizer, "dial_at_night", night, has)
        return
    desk = desk_dial(localizer)
    yield desk
    by_night = _dial(localizer, "dial_at_night", night, has)
    if by_night and first and first.number == by_night.number:
        by_night = None
    if by_night:
        by_day = _dial(localizer, "dial_by_day", first)
        if not (desk and by_day and desk.number == by_day.number):
            yield by_day
        yield by_night
    else:
        yield _dial(localizer, "dial_report", first, has)


def _has_without_exchange(localizer: Localizer, department: Department) -> str:
    """What the post has while the exchange is down, in one short line; empty where nobody said."""
    if not department.channels:
        return ""
    named = [_way(localizer, department, one) for one in department.channels]
    return localizer.say("dial_without_exchange", ways=localizer.say("list_join").join(named))


def _way(localizer: Localizer, department: Department, channel: str) -> str:
    """A way that lasts, with what is called by it: a mobile does not reach the number above."""
    way = localizer.say(f"dial_channel_{channel}")
    for contact in _lasting(localizer, department, channel):
        if contact.number:
            return localizer.say("dial_way_to", way=way, number=contact.number)
    return way


def _lasting(localizer: Localizer, department: Department, channel: str) -> Iterator[Contact]:
    """What a post calls by a way: a channel of radios, by telephone the desk's second number."""
    backup = _contact(localizer, localizer.project.site.desk_backup)
    if backup and channel in backup.reached_from and not _answers_desk(localizer, department):
        yield backup
    if channel == _RADIO:
        for contact in localizer.project.contacts.values():
            if channel in contact.reached_from and str(contact.audience) in _ON_WALLS:
                yield contact


def _dial(localizer: Localizer, key: str, contact: Contact | None, note: str = "") -> Dial | None:
    """A number under its label (phrase `key`); None where there is none to see."""
    if contact is None or not contact.number:
        return None
    return Dial(localizer.say(key, name=localizer.words(contact.name)), str(contact.number), note)


def _answers_desk(localizer: Localizer, department: Department) -> bool:
    desk = _contact(localizer, localizer.project.site.desk)
    if not desk or not desk.department:
        return False
    return desk.department.id == department.id


def _contact(localizer: Localizer, link: Link | None) -> Contact | None:
    if not link:
        return None
    return localizer.project.contacts.get(link.id)


def _bands(localizer: Localizer, procedure: Procedure) -> Iterator[CardBand]:
    """The time bands in their order, each with its lines; bands without any are left out."""
    site = localizer.project.site
    lines: dict[str, list[CardTick]] = {}
    for phase, step in procedure.steps():
        band = band_of(site, phase, step)
        if band and step.on_card:
            lines.setdefault(str(band.id), []).append(_line(localizer, procedure, phase, step))
    for band in site.bands:
        found = lines.get(str(band.id))
        if found:
            yield CardBand(localizer.words(band.label), localizer.words(band.note), tuple(found))


def _line(localizer: Localizer, procedure: Procedure, phase: str, step: Step) -> CardTick:
    """The step's short line, then the codes of its forms that the line does not name."""
    text = localizer.line(card_text(step), brief=True, within=procedure)
    named = {target.sheet for target in targets(text)}
    codes: list[Span] = []
    for link in dict.fromkeys((*step.needs, *step.gives)):
        for code in localizer.spans(link, "code"):
            if code.target and code.target.sheet not in named:
                named.add(code.target.sheet)
                codes += [Span(" "), code]
    mark = (_UNVERIFIED,) if _rests_on_unverified(localizer, step) else ()
    said = (*unstopped(text), *mark, *codes)
    limit = due(phase, step)
    return CardTick(said, deadline(localizer, phase, step), step.urgent, limit is not None)


def _rests_on_unverified(localizer: Localizer, step: Step) -> bool:
    """Whether a step cites a rule of which nobody has verified that it is in force."""
    for link in step.cites:
        citation = localizer.project.citations.get(link.id)
        if citation and str(citation.status) == "unverified":
            return True
    return False


def _unverified_note(localizer: Localizer, bands: tuple[CardBand, ...]) -> Iterator[Line]:
    """What the mark behind such lines means; nothing where there are none."""
    for band in bands:
        for line in band.lines:
            if _UNVERIFIED in line.text:
                yield (_UNVERIFIED, Span(" "), Span(localizer.say("card_unverified")))
                return


def unstopped(text: Line) -> Line:
    """The line without its final full stop: a tick line is not a paragraph."""
    if not text or text[-1].kind != "words":
        return text
    return (*text[:-1], Span(text[-1].text.rstrip("。.")))
