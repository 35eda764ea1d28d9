"""Registry files: facts that stand once: site, departments, roles, contacts, systems, calendar."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from wardbook.plan.model.approval_demand import ApprovalDemand
from wardbook.plan.model.audience import (
    Audience,
    Inside,
    Own,
    Posted,
    Public,
    Restricted,
    Staff,
    Whose,
    Wiring,
)
from wardbook.plan.model.base import Base
from wardbook.plan.model.box import Box
from wardbook.plan.model.conventions import Conventions, choice, groupings, layers
from wardbook.plan.model.links import (
    ContactLink,
    DepartmentLink,
    FormLink,
    RoleLink,
    SystemLink,
    WindowLink,
)
from wardbook.plan.model.manual_choice import ManualChoice
from wardbook.plan.model.moved import Moved
from wardbook.plan.model.places import WorkPlace
from wardbook.plan.model.scalars import (
    Code,
    Date,
    Id,
    Language,
    Several,
    Span,
    WebAddress,
    Word,
    YesNo,
    one_of,
)
from wardbook.plan.model.technical_record import TechnicalRecord
from wardbook.plan.model.time_zones import TimeZone
from wardbook.plan.text import Bilingual, Name, TextFor, WordLists

Basis = Annotated[str, one_of("source", "rule", "practice")]
Cover = Annotated[str, one_of("always", "day")]
Channel = Annotated[str, one_of("analogue", "mobile", "radio", "runner")]
"""A way in which people speak while the telephone exchange is down."""
PlanStatus = Annotated[str, one_of("draft", "issued")]


class Edition(Base):
    """What is being published."""

    id: Word
    """Name of the edition, for example 2026.1."""
    date: Date
    """Date of the edition: printed on every leaf and used for everything that must not depend on
    today."""


class Band(Base):
    """A time band of the action cards."""

    id: Id
    start: Word = Field(alias="from")
    """noticed, announced, manual, all_clear, or a duration since the fault was noticed."""
    label: Name
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
    """What is done with paper that can't be entered: illegible, void, missing, of a patient who has
    left; a line each."""


class NumberLengths(Base):
    """How many digits the organisation's numbers have: forms print a place for each."""

    card_no: Several | None = None
    inpatient_no: Several | None = None


class Manuals(Base):
    """What is bound into manuals besides what must be."""

    forms: Annotated[str, one_of("none", "list", "all")] = Field(
        default="none", validate_default=False
    )
    """none: forms are volumes of their own; list: the front leaves list each with where it is
    kept; all: they are bound in, on their own paper."""


class Site(Base):
    """site.yml: the organisation and what is true of everything it publishes."""

    organisation: Public[Name]
    short: Public[Name | None] = None
    """What the organisation is called for short (以下简称)."""
    kind: Public[Annotated[str, one_of("hospital", "organisation")]] = Field(
        default="hospital", validate_default=False
    )
    """hospital, or organisation for any other: decides the words of the pages and what a card must
    say."""
    title: Public[Name]
    languages: Public[tuple[Language, ...]] = Field(min_length=1)
    """Languages of the site and the manuals; the first is the default."""
    form_languages: Public[tuple[Language, ...]] = ()
    """Languages printed on each form, the main one first; default: `languages`."""
    edition: Public[Edition]
    status: Public[PlanStatus] = Field(default="draft", validate_default=False)
    """draft or issued; an issued plan lacks nothing."""
    time_zone: Public[TimeZone | None] = None
    """Of the outage clock, by its IANA name; absent: that of the PC."""
    desk: Public[ContactLink | None] = None
    """The number that everybody calls first; absent: there is none, and nothing names one."""
    desk_backup: Public[ContactLink | None] = None
    """The number to call when the first does not work."""
    never_waits: Public[Bilingual | None] = None
    """What waits for nobody: printed on every card and on the first page."""
    review_within: Public[Span | None] = None
    """How long a look at numbers, citations, plans and drills counts, in days, and so what is
    printed; default a year."""
    withdrawn_codes: Staff[tuple[Code, ...]] = ()
    """Sheet codes that were used once and may never come back."""
    packs: Staff[tuple[Id, ...]] = ()
    """Rule packs that the plan is held against: Wardbook's own, or packs/ID.yml."""
    packs_as_of: Staff[Date | None] = None
    """The day whose rules count; default: the day of the check, on paper the edition's."""
    outage_log: Public[FormLink | None] = None
    """The form on which the course of an outage is kept: the log of the site's clock goes with
    it."""
    visitors: Public[Bilingual | None] = None
    """What the public reads first: whom to turn to and what to bring while systems are down."""
    moved: Public[tuple[Moved, ...]] = ()
    """Pages whose addresses changed: the old ones lead to the new ones."""
    host: Public[Annotated[str, one_of("mkdocs", "static")] | None] = None
    """What writes the site: mkdocs, or static, the product by itself; absent: MkDocs where it is
    installed."""
    back_entry: Public[BackEntryRules | None] = None
    number_lengths: Public[NumberLengths | None] = None
    steps_at_night: Public[Several | None] = None
    """Steps of posts that are away which one person may take over in the first half hour of a
    night; default six."""
    conventions: Public[Conventions | None] = None
    """Conventions of the country and the house; absent: by the first language."""
    bands: Public[tuple[Band, ...]] = ()
    """Time bands of the action cards, in order; a project without cards needs none."""
    manuals: Public[Manuals] = Manuals()
    address: Public[WebAddress | None] = None
    """Where the site is published: codes on leaves lead there."""
    approvals: Staff[tuple[ApprovalDemand, ...]] = ()
    """Posts without whose approval no edition is issued."""

    @property
    def night_steps(self) -> int:
        """Steps of others that one person may take over in the first half hour of a night."""
        return self.steps_at_night or _NIGHT_STEPS

    def digits_of(self, number: str) -> int:
        """Places that forms print for a number (card_no, inpatient_no); 0 where its length is not
        said."""
        return getattr(self.number_lengths, number, None) or 0

    @property
    def layers(self) -> tuple[str, ...]:
        """Folders of the theme that hold for this organisation, what it has chosen first."""
        chosen = layers(self.conventions, str(self.languages[0]))
        return (*chosen, f"kinds/{self.kind}")

    @property
    def paper(self) -> str:
        """The paper of the house: A4 or Letter."""
        return choice(self.conventions, str(self.languages[0]), "paper")

    @property
    def dates(self) -> str:
        """The order of a date: year-first, day-first or month-first."""
        return choice(self.conventions, str(self.languages[0]), "dates")

    @property
    def telephone(self) -> tuple[str, ...]:
        """Examples by which telephone numbers are grouped."""
        return groupings(self.conventions, str(self.languages[0]))

    @property
    def review_days(self) -> int:
        """Days that something may stand without being looked at again."""
        if not self.review_within:
            return _YEAR
        return self.review_within.minutes // _DAY


_NIGHT_STEPS = 6
"""One in five minutes (practice; no standard gives a figure)."""
_DAY, _YEAR = 24 * 60, 365
"""Minutes of a day, days of a year."""


class Snapshot(Base):
    """snapshots.yml: a list of the last known state that a department prints while the systems
    still run, to have it when they do not."""

    goes_with: ClassVar[str] = "department"

    id: Staff[Id]
    department: Staff[DepartmentLink]
    what: Staff[Bilingual]
    """What is printed: beds, active orders and allergies, the operating list, the stock of
    blood."""
    form: Staff[FormLink | None] = None
    """The form in whose layout it is printed, or on which it is copied by hand."""
    every: Staff[Span]
    """How old the latest one may become."""
    when: Staff[Bilingual | None] = None
    """When it is printed, in words: before each handover."""
    by: Staff[RoleLink]
    kept: Staff[Bilingual]
    """Where the latest one lies."""
    destroyed: Staff[Bilingual]
    """What becomes of the one before: it holds patients' data."""
    audience: Staff[Inside | None] = None


class Department(Base):
    """departments.yml: a department, its clock, its card's words, its box."""

    id: Public[Id]
    code: Public[Code]
    """Sheet codes come from it; never reuse one."""
    name: Public[Name]
    aliases: Public[WordLists] = Field(default_factory=dict)
    """Other words for it, which search finds."""
    was: Wiring[tuple[Id, ...]] = ()
    """Ids of departments that it was before, or that became part of it: their copies of manuals
    and their leaves are followed here."""
    in_scope: Public[YesNo] = True
    """A department in scope must have a procedure, a card and forms."""
    cluster: Public[DepartmentLink | None] = None
    """The department that organises it in an emergency."""
    head: Public[RoleLink | None] = None
    clock: Public[Annotated[str, one_of("noticed", "announced")]] = Field(
        default="announced", validate_default=False
    )
    """When it changes over: by itself when the fault is noticed here, or on the activation
    notice."""
    manual_start: Public[Span | None] = None
    """When paper starts at the latest, counted from that moment."""
    hours: Public[tuple[WindowLink, ...]] = ()
    """When it is open, by the opening hours of the calendar; absent: around the clock."""
    call: Public[ContactLink | None] = None
    """The number on duty in this department."""
    report_to: Public[ContactLink | None] = None
    night_report_to: Public[ContactLink | None] = None
    uses: Public[tuple[SystemLink, ...]] = ()
    """System functions that it depends on."""
    channels: Posted[tuple[Channel, ...]] = ()
    """What it has while the telephone exchange is down: an analogue telephone, a mobile, a radio;
    runner: messengers bring word and take it back. Absent: nobody said so."""
    places: Public[tuple[Annotated[WorkPlace, TextFor("name")], ...]] = ()
    box: Staff[Box | None] = None
    posted: Posted[Bilingual | None] = None
    """Where the card hangs."""
    when: Public[Bilingual | None] = None
    """When to use the card: one sentence."""
    say: Public[Bilingual | None] = None
    """What to tell patients."""
    say_to: Public[Bilingual | None] = None
    """Who is told it, where that is not the patients: the wards, relatives, callers."""
    peak: Public[Bilingual | None] = None
    """What differs in peak hours."""
    stop: Public[Bilingual | None] = None
    """The stop line: what must not be done."""
    manual: Public[ManualChoice | None] = None
    audience: Public[Audience | None] = None


class Role(Base):
    """roles.yml: a post."""

    id: Public[Id]
    name: Public[Name]
    aliases: Public[WordLists] = Field(default_factory=dict)
    """Other words for it, which search finds."""
    department: Public[DepartmentLink | None] = None
    cover: Public[Cover | None] = None
    """always: staffed around the clock; day: only in working hours; absent: nobody said so."""
    stands_in: Posted[tuple[RoleLink, ...]] = ()
    """Who takes over when nobody of this post is there."""
    people_at_night: Posted[Several | None] = None
    """How many fill it at night; absent: nobody said so, and the load at night counts one."""
    stays: Public[YesNo] = False
    """Whether it never leaves its department in an outage: an operator of the exchange, a nurse
    alone on the ward."""
    audience: Public[Audience | None] = None


class Contact(Base):
    """contacts.yml: a number that people call."""

    id: Public[Id]
    name: Public[Name]
    number: Own[Word | None] = None
    """Absent in a draft: not known yet."""
    department: Whose[DepartmentLink | None] = None
    role: Whose[RoleLink | None] = None
    audience: Whose[Audience] = Field(default="staff", validate_default=False)
    hours: Own[Cover | None] = None
    """When it is answered; absent: nobody said so, and nothing is promised."""
    depends_on: Wiring[tuple[SystemLink, ...]] = ()
    """Systems whose failure silences this number."""
    reached_from: Wiring[tuple[Channel, ...]] = ()
    """What it can be called from while the telephone exchange is down; absent: nobody said so."""
    channels: Own[tuple[Channel, ...]] = ()
    """What whoever answers it has while the exchange is down; absent: what its department has, if
    it is the department's number on duty or that of a post that is filled day and night."""
    only_for: Own[Bilingual | None] = None
    """What the line is kept free for, such as critical values: nobody is told to ring it for
    anything else."""
    verified: Own[Date | None] = None
    """When somebody last called it."""
    note: Own[Bilingual | None] = None
    aliases: Own[WordLists] = Field(default_factory=dict)
    """Other words for whom it reaches, which search finds."""


class Together(Base):
    """What is done instead when other systems are down besides."""

    down_with: tuple[SystemLink, ...] = Field(alias="with", min_length=1)
    """The other systems: all of them are down too."""
    then: Bilingual


class Function(Base):
    """A function of an information system, as its users name it."""

    id: Id
    name: Name
    without: Bilingual | None = None
    """What happens while it is down, where no step and no form stands in for it: it waits, or is
    done without."""
    together: tuple[Together, ...] = ()
    """What differs when other systems are down besides."""
    audience: Audience | None = None


class System(Base):
    """systems.yml: an information system or what it stands on."""

    id: Public[Id]
    name: Public[Name]
    short: Public[Word | None] = None
    aliases: Public[WordLists] = Field(default_factory=dict)
    """Other words for it, which search finds."""
    owner: Restricted[DepartmentLink | None] = None
    vendor: Restricted[ContactLink | None] = None
    depends_on: Wiring[tuple[SystemLink, ...]] = ()
    functions: Public[tuple[Function, ...]] = ()
    record: Restricted[TechnicalRecord | None] = None
    """Sealed: left out for everybody but the audience restricted."""
    audience: Public[Audience | None] = None
