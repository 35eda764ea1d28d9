"""The content of cards, chapters and lists.

Templates receive these and do no work: every word and number is finished.

Content that is an area of its own stands in a module of its own: `form_shapes`, `manual_shapes`,
`plan_shapes`, `procedure_shapes`; content that one view alone makes stands beside that view.
"""

from __future__ import annotations

from wardbook.sheets.sheet import Line, Prose
from wardbook.sheets.view import view


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


@view("CardBand")
class CardBand:
    """A time band of a card."""

    label: str
    note: str
    lines: tuple[CardLine, ...]


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


@view("ContactRow")
class ContactRow:
    """A line of a contact list; `number` is empty when the audience may not see it."""

    id: str
    name: str
    number: str
    where: str
    hours: str
    note: str


@view("ContactGroup")
class ContactGroup:
    """Contacts under a heading."""

    title: str
    rows: tuple[ContactRow, ...]


@view("ContactsView")
class ContactsView:
    """A contact list."""

    title: str
    groups: tuple[ContactGroup, ...]


@view("BlockView")
class BlockView:
    """A block of a chapter: `kind` names its template, `content` is the dataclass of that kind."""

    kind: str
    content: object
    basis: str = ""


@view("ChapterView")
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


@view("GlossaryRow")
class GlossaryRow:
    """A term."""

    anchor: str
    term: str
    other: str
    """The term in the other languages."""
    definition: Prose
    aliases: str


@view("CopyRow")
class CopyRow:
    """Printed copies of one manual in one place.

    `edition` is empty when they are not handed out yet.
    """

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


@view("CopiesView")
class CopiesView:
    """The copy register; `total` says in words how many copies there are."""

    title: str
    total: str
    rows: tuple[CopyRow, ...]


@view("GlossaryView")
class GlossaryView:
    """The glossary."""

    title: str
    rows: tuple[GlossaryRow, ...]
