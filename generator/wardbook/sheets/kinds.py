"""The table of kinds of sheets: what a kind is called, who may see it, how it is printed, and where
it is found.

Whatever must know all kinds reads it: who makes sheets, manuals, printing, the site. Adding a kind
is a row here, a module with its maker, and a template.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum

from wardbook.plan.model.procedure import CODE_LETTER


class Group(StrEnum):
    """Groups of sheets in a manual: phrase keys of their headings, in the complete plan's order."""

    CARD = "group_card"
    PLAN = "group_plan"
    SCENARIOS = "group_scenarios"
    PROCEDURES = "group_procedures"
    CONTACTS = "group_contacts"
    COMMAND = "group_command"
    COORDINATION = "group_coordination"
    BACK_ENTRY = "group_back_entry"
    FORMS = "group_forms"
    BOX = "group_box"
    ANNEX = "group_annex"
    REGISTER = "group_register"
    SNAPSHOTS = "group_snapshots"
    AUDIT = "group_audit"
    FALLBACK = "group_fallback"
    DRILLS = "group_drills"
    RULES = "group_rules"


class Fitting(Enum):
    """How a sheet is fitted to its paper."""

    NONE = "it takes the pages that it needs"
    CARD = "the largest type with which it has one page, and the air that is left"
    FORM = "rows and lines fill its page"
    POSTER = "the largest type with which it has one page; in the smallest it may run on"
    FLOW = "its drawing stands on the first page where that leaves room"


@dataclass(frozen=True)
class KindRow:
    """A row of the table."""

    id: str
    """For ever: the phrase `kind_…`, templates and classes of CSS are called by it, and so is the
    sheet where there is only one of its kind."""
    audience: str
    """The lowest that it is made for: a sheet may be for fewer, never for more."""
    group: Group
    styles: tuple[str, ...]
    """Its style sheets in `theme/print/`: rules that can't apply cost half the time of printing."""
    letter: str = ""
    """Stands in its code before the registry's: `A-P1` is the action card of P1. Empty where
    sheets have codes of their own."""
    page: str = ""
    """Its page on the site, where there is only one sheet of its kind. Empty: each sheet has its
    own page, or a part of its department's."""
    fitting: Fitting = Fitting.NONE
    one_page: bool = False
    """More than one page is an error."""
    missed: bool = False
    """A manual that names it and lacks it says where it is kept. Of other kinds nobody misses a
    sheet: what it says is printed where it is named."""

    @property
    def template(self) -> str:
        """The template that serves site and print."""
        return f"sheets/{self.id}.html"


class SheetKind(Enum):
    """The table. Sheets are made in the order of its rows."""

    PLAN = KindRow("plan", "public", Group.PLAN, ("lists", "chapter", "outline", "signatures"))
    CHAPTER = KindRow("chapter", "public", Group.PLAN, ("lists", "chapter", "outline"), missed=True)
    PROCEDURE = KindRow(
        "procedure",
        "public",
        Group.PROCEDURES,
        ("procedure",),
        letter=CODE_LETTER,
        fitting=Fitting.FLOW,
        missed=True,
    )
    SCENARIO = KindRow(
        "scenario",
        "public",
        Group.SCENARIOS,
        ("procedure",),
        fitting=Fitting.FLOW,
        missed=True,
    )
    CONTACTS = KindRow("contacts", "public", Group.CONTACTS, ("lists",), letter="N", page="numbers")
    COORDINATION = KindRow(
        "coordination",
        "posted",
        Group.COORDINATION,
        ("lists", "coordination"),
        letter="B0",
        page="coordination",
    )
    BACK_ENTRY = KindRow(
        "back-entry",
        "public",
        Group.BACK_ENTRY,
        ("lists",),
        letter="B",
        page="back-entry",
        missed=True,
    )
    FORM = KindRow(
        "form",
        "public",
        Group.FORMS,
        ("form",),
        fitting=Fitting.FORM,
        one_page=True,
        missed=True,
    )
    FALLBACK = KindRow(
        "fallback",
        "public",
        Group.FALLBACK,
        ("lists", "fallback"),
        letter="F",
        page="which-system",
    )
    GLOSSARY = KindRow("glossary", "public", Group.ANNEX, ("lists",), letter="G", page="glossary")
    COPIES = KindRow("copies", "staff", Group.REGISTER, ("lists",), letter="V", page="copies")
    SNAPSHOTS = KindRow(
        "snapshots", "staff", Group.SNAPSHOTS, ("lists",), letter="W", page="snapshots"
    )
    REVIEWS = KindRow("reviews", "staff", Group.REGISTER, ("lists",), letter="M", page="reviews")
    DRILLS = KindRow(
        "drills", "public", Group.DRILLS, ("lists", "drills"), letter="D", page="drills"
    )
    COVERAGE = KindRow(
        "coverage", "staff", Group.RULES, ("lists", "rules"), letter="R", page="coverage"
    )
    CARD = KindRow(
        "card",
        "public",
        Group.CARD,
        ("card",),
        letter="A",
        fitting=Fitting.CARD,
        one_page=True,
    )
    SCENARIO_STEPS = KindRow(
        "scenario-steps", "public", Group.SCENARIOS, ("procedure", "scenario-steps"), letter="S"
    )
    BOX = KindRow("box", "staff", Group.BOX, ("lists", "box"), letter="H")
    CALL_TREE = KindRow(
        "call-tree", "posted", Group.COMMAND, ("lists", "command"), letter="T", page="call-tree"
    )
    NIGHT_DUTIES = KindRow(
        "night-duties",
        "posted",
        Group.COMMAND,
        ("lists", "command"),
        letter="L",
        page="night-duties",
    )
    CLOCK = KindRow(
        "clock",
        "posted",
        Group.COMMAND,
        ("clock",),
        letter="U",
        page="clock",
        fitting=Fitting.POSTER,
    )
    SHELF_CHECK = KindRow(
        "shelf-check", "staff", Group.AUDIT, ("lists", "audit"), letter="K", page="shelf-check"
    )
    AUDIT = KindRow("audit", "staff", Group.AUDIT, ("lists", "audit"), letter="Q", page="audit")

    def __str__(self) -> str:
        return self.value.id


BY_ID = {kind.value.id: kind for kind in SheetKind}
"""Kinds by their ids."""
