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
    say_title: str
    """Who is told it; empty: patients, or whoever comes."""
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
    tool: Line = ()
    approval: str = ""
    """Who must agree first."""


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
class BlockView:
    """A block of a chapter: `kind` names its template, `content` is its dataclass in `views/blocks/shapes.py`."""

    kind: str
    content: object
    basis: str = ""


@dataclass(frozen=True)
class ChapterView:
    """A chapter with its computed number; level 1 is a sheet."""

    number: str
    """As printed before the title: 一、 （一） 1.1 第三条 ; empty without one."""
    gap: str
    """What stands between number and title."""
    title: str
    """Empty where the original has none."""
    anchor: str
    level: int
    basis: str
    blocks: tuple[BlockView, ...]
    chapters: tuple[ChapterView, ...]
    truncated: Prose = ()
    continued: tuple[BlockView, ...] = ()
    """Blocks behind the chapters below."""


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
class CopyRow:
    """Printed copies of one manual in one place. `edition` is empty when they are not handed out yet."""

    id: str
    manual: str
    language: str
    count: str
    number: str
    where: str
    """The department that keeps them."""
    place: str
    holder: str
    edition: str
    checked: str
    note: str


@dataclass(frozen=True)
class CopiesView:
    """The copy register; `total` says in words how many copies there are."""

    title: str
    total: str
    rows: tuple[CopyRow, ...]


@dataclass(frozen=True)
class RuleRow:
    """A rule and how it stands. `source` names the instrument where the pack has several."""

    id: str
    source: str
    clause: str
    basis: str
    """Whether the instrument says so itself, and whether somebody has read it there."""
    text: str
    state: str
    """met, missing, confirmed, ask, not_yet or over."""
    status: str
    """The state as a finished word."""
    answer: Line
    """What meets it, what is missing, who confirmed it, or why it was skipped; empty while a person is awaited."""


@dataclass(frozen=True)
class RuleGroup:
    """The rules of a pack, with the instruments that they come from."""

    id: str
    title: str
    sources: tuple[str, ...]
    rows: tuple[RuleRow, ...]


@dataclass(frozen=True)
class CoverageView:
    """Rules and what answers them."""

    title: str
    intro: str
    total: str
    groups: tuple[RuleGroup, ...]


@dataclass(frozen=True)
class FallbackAnswer:
    """What stands in, as one piece: a step, the forms, or what happens without. `falls`: ids of systems that take it away when
    they are down too; `lost` says so, empty where nothing does."""

    text: Line
    falls: tuple[str, ...] = ()
    lost: str = ""


@dataclass(frozen=True)
class FallbackTogether:
    """What is done instead when other systems (`down`, by id) are down too; `when` says which."""

    down: tuple[str, ...]
    when: str
    then: Prose


@dataclass(frozen=True)
class FallbackRow:
    """A function of a system in one department: what stands in, what when others are down too, what while it is slow."""

    function: str
    """Empty where the row above names it."""
    department: Line
    short: Line
    """What stands in, on the one page of all: forms by code; steps where there is none."""
    answers: tuple[FallbackAnswer, ...]
    together: tuple[FallbackTogether, ...]
    slow: Prose


@dataclass(frozen=True)
class FallbackSystem:
    """A system with what hangs on it. Lines are empty where there is nothing to say."""

    id: str
    title: str
    stops: str
    """Systems that stop with it."""
    down: tuple[str, ...]
    """Ids of all that are down when it is, its own first."""
    takes: Line
    """Steps for others' outages that can't be done without it."""
    scenarios: Line
    """Procedures for when it is down."""
    scenario_codes: Line
    rows: tuple[FallbackRow, ...]


@dataclass(frozen=True)
class FallbackView:
    """Which system is down: what stands in for it, by function and department."""

    title: str
    intro: Prose
    join: str
    """Between two answers."""
    systems: tuple[FallbackSystem, ...]


@dataclass(frozen=True)
class GlossaryView:
    """The glossary."""

    title: str
    rows: tuple[GlossaryRow, ...]
