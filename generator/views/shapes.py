"""The content of each kind of sheet. Templates receive these and do no work: every word and number is finished."""

from __future__ import annotations

from dataclasses import dataclass

from generator.views.sheet import Line, Prose, Run


@dataclass(frozen=True)
class Dial:
    """A number to call. `note` says when, or what else to try."""

    label: str
    number: str
    note: str = ""


@dataclass(frozen=True)
class CardLine:
    """A line to tick on a card."""

    text: Line
    deadline: str = ""
    urgent: bool = False


@dataclass(frozen=True)
class CardBand:
    """A time band of a card."""

    label: str
    note: str
    lines: tuple[CardLine, ...]


@dataclass(frozen=True)
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
    dials: tuple[Dial, ...]
    box_place: str
    box_key: str
    never_waits: str
    stop: Prose
    bands: tuple[CardBand, ...]
    say: str
    peak: str
    peak_title: str


@dataclass(frozen=True)
class Choice:
    """A decision after a step: question, and where yes and no lead."""

    ask: Line
    yes: Run
    no: Run


@dataclass(frozen=True)
class StepView:
    """A step as people read it."""

    number: int
    anchor: str
    actor: str
    stand_in: str
    """Who takes over at night; empty when the post is always staffed."""
    start: str
    """When it starts, in words; empty outside the outage."""
    deadline: str
    do: Prose
    forms_in: Line
    forms_out: Line
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


@dataclass(frozen=True)
class PhaseView:
    """The steps of one phase."""

    id: str
    title: str
    steps: tuple[StepView, ...]


@dataclass(frozen=True)
class FlowNode:
    """A box of a drawn flow. `shape`: step, question, end."""

    id: str
    text: str
    who: str
    shape: str


@dataclass(frozen=True)
class FlowEdge:
    """An arrow of a drawn flow."""

    start: str
    end: str
    label: str = ""


@dataclass(frozen=True)
class Flow:
    """A diagram as plain data; render draws it. `down` is the direction: top to bottom, else left to right."""

    title: str
    nodes: tuple[FlowNode, ...]
    edges: tuple[FlowEdge, ...]
    down: bool = True


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class ContactRow:
    """A line of a contact list; `number` is empty when the audience may not see it."""

    id: str
    name: str
    number: str
    where: str
    hours: str
    note: str


@dataclass(frozen=True)
class ContactGroup:
    """Contacts under a heading."""

    title: str
    rows: tuple[ContactRow, ...]


@dataclass(frozen=True)
class ContactsView:
    """A contact list."""

    title: str
    groups: tuple[ContactGroup, ...]


@dataclass(frozen=True)
class BackEntryRow:
    """A step of back-entry in its order."""

    number: int
    who: str
    department: str
    target: Run
    """The step itself: "C-F1 step 12"."""
    do: Prose
    forms: Line
    after: Line
    verify: str
    match: str
    deadline: str
    own: bool
    """Whether it is the department's own duty (others are shown because this one waits for them)."""


@dataclass(frozen=True)
class BackEntryForm:
    """How a form goes back into the system."""

    form: Run
    rule: str
    by: str
    after: Line
    verify: str
    match: str
    note: str


@dataclass(frozen=True)
class BackEntryView:
    """The ordered back-entry of a department, or of all (the coordinator's sheet)."""

    title: str
    intro: str
    rows: tuple[BackEntryRow, ...]
    forms: tuple[BackEntryForm, ...]


@dataclass(frozen=True)
class Label:
    """A label on a form: the main language, and the others small."""

    main: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class FieldView:
    """A cell of a form. `rows` lines of 10 mm, `span` twelfths of the width."""

    label: Label
    type: str
    span: int
    rows: int
    unit: Label | None
    choices: tuple[Label, ...]


@dataclass(frozen=True)
class ColumnView:
    """A column of a grid; `percent` of the width."""

    label: Label
    type: str
    percent: float
    unit: Label | None
    choices: tuple[Label, ...]


@dataclass(frozen=True)
class GridView:
    """A grid; `rows` 0: as many as the page holds."""

    columns: tuple[ColumnView, ...]
    rows: int
    numbered: bool


@dataclass(frozen=True)
class SectionView:
    """A part of a form. `lines` are cells already placed in rows whose spans add up to at most 12."""

    title: Label | None
    text: tuple[Label, ...]
    lines: tuple[tuple[FieldView, ...], ...]
    grid: GridView | None


@dataclass(frozen=True)
class CopyView:
    """One copy of a set and where it goes."""

    name: Label
    to: Label | None


@dataclass(frozen=True)
class BackEntryStrip:
    """The strip at the foot: who enters what after what."""

    rule: str
    """enter, scan, keep"""
    by: Label | None
    after: tuple[str, ...]
    """Form codes."""
    verify: Label | None
    match: Label | None
    note: Label | None


@dataclass(frozen=True)
class FormView:
    """A paper form (or one of its variants)."""

    code: str
    organisation: Label
    title: Label
    paper: str
    landscape: bool
    width: int
    """Millimetres."""
    height: int
    """Millimetres."""
    stock: Label | None
    mark: Label | None
    specimen: bool
    identify: str
    """patient or none"""
    corner: tuple[str, ...]
    """card_no, inpatient_no, urgent, mark: labels of these are look."""
    replaces: Label | None
    filled_by: Label | None
    help: tuple[Label, ...]
    warning: Label | None
    sections: tuple[SectionView, ...]
    copies: tuple[CopyView, ...]
    back_entry: BackEntryStrip | None
    custody: Label | None
    languages: tuple[str, ...]


@dataclass(frozen=True)
class BlockView:
    """A block of a chapter: `kind` names its template, `content` is its dataclass in `views/blocks.py`."""

    kind: str
    content: object
    basis: str = ""


@dataclass(frozen=True)
class ChapterView:
    """A chapter with its computed number; level 1 is a sheet."""

    number: str
    """As printed before the title: 一、 （一） 1. ; in English I. A. 1."""
    title: str
    anchor: str
    level: int
    basis: str
    blocks: tuple[BlockView, ...]
    chapters: tuple[ChapterView, ...]
    truncated: Prose = ()


@dataclass(frozen=True)
class GlossaryRow:
    """A term."""

    anchor: str
    term: str
    other: str
    """The term in the other languages."""
    definition: Prose
    aliases: str


@dataclass(frozen=True)
class GlossaryView:
    """The glossary."""

    title: str
    rows: tuple[GlossaryRow, ...]


@dataclass(frozen=True)
class SignRow:
    """A line of the sign-off block: what, who, date."""

    what: str
    who: str
    date: str = ""


@dataclass(frozen=True)
class ListedSheet:
    """A line of the list of sheets in a manual."""

    code: str
    title: str
    sheet: str
    kind: str
    """Finished word: action card, procedure, form…"""


@dataclass(frozen=True)
class Elsewhere:
    """A sheet that is referred to but kept elsewhere."""

    code: str
    title: str
    where: str


@dataclass(frozen=True)
class Manual:
    """A bound manual: its front leaves and the sheets in it, in order. Page counts join when it is laid out."""

    id: str
    """department id, or plan"""
    language: str
    department: str | None
    title: str
    subtitle: str
    organisation: str
    edition: str
    number: str
    version: str
    effective: str
    signoff: tuple[SignRow, ...]
    departments: tuple[str, ...]
    """Departments that sign (whole plan only)."""
    groups: tuple[tuple[str, tuple[ListedSheet, ...]], ...]
    elsewhere: tuple[Elsewhere, ...]
    draft: bool

    @property
    def sheets(self) -> tuple[str, ...]:
        """Ids of the sheets in order."""
        return tuple(sheet.sheet for _, group in self.groups for sheet in group)
