"""Registry files: facts that stand once (site, departments, roles, contacts, systems, citations, glossary, calendar)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from generator.source.model.audience import AUDIENCES
from generator.source.model.base import Base
from generator.source.model.links import (
    CitationLink,
    ContactLink,
    DepartmentLink,
    FormLink,
    RoleLink,
    SheetLink,
    SystemLink,
    WindowLink,
)
from generator.source.model.scalars import (
    ClockTime,
    Code,
    Count,
    Date,
    Id,
    Language,
    Several,
    Span,
    Word,
    YesNo,
    one_of,
)
from generator.source.text import Bilingual, WordLists

Audience = Annotated[str, one_of(*AUDIENCES)]
Basis = Annotated[str, one_of("source", "rule", "practice")]
Cover = Annotated[str, one_of("always", "day")]
PlanStatus = Annotated[str, one_of("draft", "issued")]


class Edition(Base):
    """What is being published."""

    id: Word
    """Name of the edition, for example 2026.1."""
    date: Date
    """Date of the edition: printed on every leaf and used for everything that must not depend on today."""


class Band(Base):
    """A time band of the action cards."""

    id: Id
    start: Word = Field(alias="from")
    """noticed, announced, manual, all_clear, or a duration counted from the department's own clock."""
    label: Bilingual
    """What stands in large type beside the lines."""
    note: Bilingual | None = None
    """A short explanation below the label."""


class BackEntryRules(Base):
    """What holds for all back-entry, whoever enters."""

    late: Bilingual | None = None
    """What is done with paper that turns up when its gate is closed."""
    again: Bilingual | None = None
    """What is done when the systems stop once more meanwhile."""
    exceptions: tuple[Bilingual, ...] = ()
    """What is done with paper that can't be entered: illegible, void, missing, of a patient who has left; a line each."""


class NumberLengths(Base):
    """How many digits the organisation's numbers have: forms print a place for each."""

    card_no: Several | None = None
    inpatient_no: Several | None = None


class Site(Base):
    """site.yml: the organisation and what is true of everything it publishes."""

    organisation: Bilingual
    short: Bilingual | None = None
    """What the organisation is called for short (以下简称)."""
    kind: Annotated[str, one_of("hospital", "organisation")] = Field(default="hospital", validate_default=False)
    """hospital, or organisation for any other: decides the words of the pages and what a card must say."""
    title: Bilingual
    languages: tuple[Language, ...] = Field(min_length=1)
    """Languages of the site and the manuals; the first is the default."""
    form_languages: tuple[Language, ...] = ()
    """Languages printed on each form, the main one first; default: `languages`."""
    edition: Edition
    status: PlanStatus = Field(default="draft", validate_default=False)
    """draft or issued; an issued plan may not have holes."""
    time_zone: Word | None = None
    desk: ContactLink
    """The number that everybody calls first."""
    desk_backup: ContactLink | None = None
    """The number to call when the first does not work."""
    never_waits: Bilingual
    """What waits for nobody: printed on every card and on the first page."""
    review_within: Span | None = None
    """How long a look at numbers, citations, plans and drills counts, in days, and so what is printed; default a year."""
    withdrawn_codes: tuple[Code, ...] = ()
    """Sheet codes that were used once and may never come back."""
    packs: tuple[Id, ...] = ()
    """Rule packs that the plan is held against: Wardbook's own, or packs/ID.yml."""
    packs_as_of: Date | None = None
    """The day whose rules count; default: the day of the check, on paper the edition's."""
    back_entry: BackEntryRules | None = None
    number_lengths: NumberLengths | None = None
    bands: tuple[Band, ...] = Field(min_length=1)
    """Time bands of the action cards, in order."""

    def digits_of(self, number: str) -> int:
        """Places that forms print for a number (card_no, inpatient_no); 0 where its length is not said."""
        return getattr(self.number_lengths, number, None) or 0

    @property
    def review_days(self) -> int:
        """Days that something may stand without being looked at again."""
        return self.review_within.minutes // _DAY if self.review_within else _YEAR


_DAY, _YEAR = 24 * 60, 365
"""Minutes of a day, days of a year."""
_RESERVE_TENTHS = 12
"""Par is a fifth more than is used up in the hours (domain practice: forms get spoiled)."""


class BoxForm(Base):
    """A form that lies in a department's box, and how many of it."""

    form: FormLink
    """The form, or form/variant."""
    per_hour: Several
    """Sets filled, or labels used, in the busiest hour."""
    hours: Several = 8
    """Hours that the box must last: eight is what SAFER's contingency guide and the Joint Commission ask of a ward."""
    pad: Several = 1
    """Sets of a pad: whole pads are put in."""

    @property
    def minimum(self) -> int:
        """Sets below which the box does not last its hours."""
        return self.per_hour * self.hours

    @property
    def par(self) -> int:
        """Sets that are put in: the hours' use and a fifth, in whole pads."""
        return -(-self.minimum * _RESERVE_TENTHS // (10 * self.pad)) * self.pad


class Box(Base):
    """Where a department's paper is kept, and what lies there."""

    place: Bilingual
    key: RoleLink | None = None
    """Who has the key."""
    holds: tuple[BoxForm, ...] = ()
    """The forms in it, each printed with numbers, and the sheets of labels."""


class Snapshot(Base):
    """snapshots.yml: a list of the last known state that a department prints while the systems still run, to have it when they
    do not."""

    id: Id
    department: DepartmentLink
    what: Bilingual
    """What is printed: beds, active orders and allergies, the operating list, the stock of blood."""
    form: FormLink | None = None
    """The form in whose layout it is printed, or on which it is copied by hand."""
    every: Span
    """How old the latest one may become."""
    when: Bilingual | None = None
    """When it is printed, in words: before each handover."""
    by: RoleLink
    kept: Bilingual
    """Where the latest one lies."""
    destroyed: Bilingual
    """What becomes of the one before: it holds patients' data."""


class ManualChoice(Base):
    """Exceptions to what a department's manual holds."""

    also: tuple[SheetLink, ...] = ()
    leave_out: tuple[SheetLink, ...] = Field(default=(), alias="not")
    reason: Bilingual


class Department(Base):
    """departments.yml: a department, its clock, its card's words, its box."""

    id: Id
    code: Code
    """Sheet codes come from it; never reuse one."""
    name: Bilingual
    in_scope: YesNo = True
    """A department in scope must have a procedure, a card and forms."""
    cluster: DepartmentLink | None = None
    """The department that organises it in an emergency."""
    head: RoleLink | None = None
    clock: Annotated[str, one_of("noticed", "announced")] = Field(default="announced", validate_default=False)
    """Which clock its first actions count from: the fault noticed here, or the activation notice."""
    manual_start: Span | None = None
    """When paper starts at the latest, counted from that clock."""
    hours: tuple[WindowLink, ...] = ()
    """When it is open, by the opening hours of the calendar; absent: around the clock."""
    call: ContactLink | None = None
    """The number on duty in this department."""
    report_to: ContactLink | None = None
    night_report_to: ContactLink | None = None
    uses: tuple[SystemLink, ...] = ()
    """System functions that it depends on."""
    places: tuple[Bilingual, ...] = ()
    box: Box | None = None
    posted: Bilingual | None = None
    """Where the card hangs."""
    when: Bilingual | None = None
    """When to use the card: one sentence."""
    say: Bilingual | None = None
    """What to tell patients."""
    say_to: Bilingual | None = None
    """Who is told it, where that is not the patients: the wards, relatives, callers."""
    peak: Bilingual | None = None
    """What differs in peak hours."""
    stop: Bilingual | None = None
    """The stop line: what must not be done."""
    manual: ManualChoice | None = None


class Role(Base):
    """roles.yml: a post."""

    id: Id
    name: Bilingual
    department: DepartmentLink | None = None
    cover: Cover = Field(default="day", validate_default=False)
    """always: staffed around the clock; day: only in working hours."""
    stands_in: tuple[RoleLink, ...] = ()
    """Who takes over when nobody of this post is there."""


class Contact(Base):
    """contacts.yml: a number that people call."""

    id: Id
    name: Bilingual
    number: Word
    department: DepartmentLink | None = None
    role: RoleLink | None = None
    audience: Audience = Field(default="staff", validate_default=False)
    hours: Cover | None = None
    """When it is answered; absent: nobody said so, and nothing is promised."""
    depends_on: tuple[SystemLink, ...] = ()
    """Systems whose failure silences this number."""
    verified: Date | None = None
    """When somebody last called it."""
    note: Bilingual | None = None


class Together(Base):
    """What is done instead when other systems are down besides."""

    down_with: tuple[SystemLink, ...] = Field(alias="with", min_length=1)
    """The other systems: all of them are down too."""
    then: Bilingual


class Function(Base):
    """A function of an information system, as its users name it."""

    id: Id
    name: Bilingual
    without: Bilingual | None = None
    """What happens while it is down, where no step and no form stands in for it: it waits, or is done without."""
    together: tuple[Together, ...] = ()
    """What differs when other systems are down besides."""


class TechnicalRecord(Base):
    """What those who bring a system back need, and nobody else may see."""

    order: Count | None = None
    """Its place in the order of recovery."""
    time: Span | None = None
    """How long recovery may take (RTO)."""
    time_note: Bilingual | None = None
    """What the time does not say: from when it counts, for which part it holds."""
    loss: Span | None = None
    """How much data may be lost, as a time (RPO)."""
    loss_note: Bilingual | None = None
    backup: Bilingual | None = None
    """What is backed up where, and how it was last tried."""
    accounts: Bilingual | None = None
    """Where the sealed envelope with the accounts lies; never the accounts themselves."""
    steps: tuple[Bilingual, ...] = ()
    """Recovery, in order."""
    checks: tuple[Bilingual, ...] = ()
    """What shows that it works again."""
    support: tuple[ContactLink, ...] = ()
    """Whom to call, contract at hand."""


class System(Base):
    """systems.yml: an information system or what it stands on."""

    id: Id
    name: Bilingual
    short: Word | None = None
    owner: DepartmentLink | None = None
    vendor: ContactLink | None = None
    depends_on: tuple[SystemLink, ...] = ()
    functions: tuple[Function, ...] = ()
    record: TechnicalRecord | None = None
    """Sealed: left out for everybody but the audience restricted."""


class Citation(Base):
    """citations.yml: a law, regulation, standard or internal rule."""

    id: Id
    title: Bilingual
    kind: Annotated[str, one_of("law", "regulation", "standard", "internal", "practice")]
    number: Bilingual | None = None
    year: Count | None = None
    status: Annotated[str, one_of("in-force", "replaced", "withdrawn", "unverified")]
    replaced_by: CitationLink | None = None
    checked: Date | None = None
    note: Bilingual | None = None


class Term(Base):
    """glossary.yml: one term for one thing."""

    id: Id
    term: Bilingual
    short: Bilingual | None = None
    """What it is called for short (以下简称)."""
    definition: Bilingual | None = None
    aliases: WordLists = Field(default_factory=dict)
    """Other words for it, which search finds."""
    forbidden: WordLists = Field(default_factory=dict)
    """Variants that nobody may write."""


class Window(Base):
    """A recurring window: peak hours, opening hours."""

    id: Id
    name: Bilingual
    days: tuple[Annotated[str, one_of("mon", "tue", "wed", "thu", "fri", "sat", "sun")], ...]
    start: ClockTime = Field(alias="from")
    end: ClockTime = Field(alias="to")


class Night(Base):
    """When day staff is away."""

    start: ClockTime = Field(alias="from")
    end: ClockTime = Field(alias="to")


class Holiday(Base):
    """A day without day staff."""

    date: Date
    name: Bilingual


class Calendar(Base):
    """calendar.yml: peak windows, opening hours, night, holidays."""

    peaks: tuple[Window, ...] = ()
    hours: tuple[Window, ...] = ()
    """Opening hours of departments that close."""
    night: Night | None = None
    holidays: tuple[Holiday, ...] = ()
