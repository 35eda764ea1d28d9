"""Everything that one language of a project shows to one audience.

It is the sheets, the manuals, and how they are grouped.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from wardbook.sheets.check_words import CheckWord
from wardbook.sheets.command.outage_clock import OutageClock
from wardbook.sheets.departments.gaps import Gap
from wardbook.sheets.edition_changes import EditionChanges
from wardbook.sheets.manuals import Manual
from wardbook.sheets.named_things import NamedThing
from wardbook.sheets.plan.signing import SignRow
from wardbook.sheets.procedures.cards import Dial
from wardbook.sheets.sheet import Stamped
from wardbook.sheets.volumes import Volume


@dataclass(frozen=True)
class Tile:
    """A large link.

    `sheet` is the id of the sheet that it opens, or `department:ID` for a department's page.
    """

    label: str
    note: str
    code: str
    sheet: str


@dataclass(frozen=True)
class Home:
    """The first page: the number, what never waits, what is down, where you work."""

    desk: Dial | None
    """None when the audience may see neither its number nor its stand-in's."""
    backup: Dial | None
    never_waits: str
    scenarios: tuple[Tile, ...]
    departments: tuple[Tile, ...]
    tells: Dial | None = None
    """Whom to tell of a mistake: the desk, by its own name; None as above."""


@dataclass(frozen=True)
class Published:
    """How the site is published."""

    host: str = ""
    """What writes it; empty: MkDocs where it is installed."""
    visitors: str = ""
    """What the public reads first."""
    moved: tuple[tuple[str, str], ...] = ()
    """Old and new address of each page that moved, without the ending."""


@dataclass(frozen=True)
class DepartmentPage:
    """A department's sheets by role; a sheet that the department lacks is empty."""

    id: str
    code: str
    name: str
    cluster: str
    aliases: tuple[str, ...]
    """Search words."""
    card: str
    procedure: str
    contacts: str
    back_entry: str
    forms: tuple[str, ...]
    scenarios: tuple[str, ...]
    scenario_steps: str = ""
    fallback: str = ""
    box: str = ""
    has_manual: bool = True
    say: str = ""
    """What patients are told; empty where that is nothing, or said to others."""
    gap: Gap | None = None
    """What is said instead of a procedure; None where there is one, seen or withheld."""


@dataclass(frozen=True)
class PlanPage:
    """A plan's first page."""

    id: str
    code: str
    title: str
    leaf: str
    """Sheet id of its first leaf: facts, other plans, history, distribution."""
    signoff: tuple[SignRow, ...]
    chapters: tuple[str, ...]
    """Sheet ids of its top chapters."""
    attachments: tuple[str, ...]
    """Sheet ids of its attachments."""

    @property
    def tops(self) -> tuple[str, ...]:
        """Chapters, then attachments."""
        return (*self.chapters, *self.attachments)


@dataclass(frozen=True)
class Book:
    """One language's whole content.

    `sheets` holds forms too, which are the same in every language.
    """

    language: str
    languages: tuple[tuple[str, str], ...]
    """Code and own name of every language of the site, default first."""
    audience: str
    title: str
    organisation: str
    layers: tuple[str, ...]
    """Folders of the theme for the conventions and the kind of this organisation."""
    edition: str
    """As stamped on the sheets."""
    date: str
    """The edition's date, ISO: the only date that output holds."""
    form_language: str
    """Main language of the forms."""
    draft: bool
    home: Home
    departments: tuple[DepartmentPage, ...]
    scenarios: tuple[str, ...]
    plans: tuple[PlanPage, ...]
    forms: tuple[str, ...]
    sheets: Mapping[str, Stamped]
    """By id.

    Those that exist once (`sheet_ids.GLOSSARY` and its neighbours) are missing where there is
    nothing to say, or nothing that this audience may see.
    """
    manuals: tuple[Manual, ...]
    leaves: tuple[Manual, ...] = ()
    """Leaves of departments without a manual: copies of them are registered like manuals."""
    units: Mapping[str, Stamped] = field(default_factory=dict)
    """Units of manuals that hold several sheets, by id."""
    volumes: tuple[Volume, ...] = ()
    """Forms and posters, by the paper that they are printed on."""
    clock: OutageClock | None = None
    """What the site's outage clock counts; None where there is nothing to count."""
    check_words: tuple[CheckWord, ...] = ()
    """Every check word of a sheet that this audience may see, and how its leaf stands."""
    published: Published = Published()
    checked_numbers: Mapping[str, str] = field(default_factory=dict)
    """Contact whose number this audience may see → the day on which somebody last called it."""
    named_things: tuple[NamedThing, ...] = ()
    """What people call the things of the plan: search finds them by it."""
    changes: EditionChanges | None = None
    """What differs from the edition before, for the site's page; None where there is none."""

    @property
    def handed_out(self) -> tuple[Manual, ...]:
        """All that copies are registered of: manuals, then single leaves."""
        return (*self.manuals, *self.leaves)
