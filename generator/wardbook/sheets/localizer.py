"""One language of one filtered project: turns texts and references into finished words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain
from typing import Any

from pydantic import BaseModel

from wardbook.plan.model.blocks import Body, Item
from wardbook.plan.model.form import Form, Variant
from wardbook.plan.model.items import NamedItem
from wardbook.plan.model.outline import Position
from wardbook.plan.model.plan import Chapter, Plan
from wardbook.plan.model.procedure import Procedure, Step
from wardbook.plan.model.registries import Contact, Department, System
from wardbook.plan.model.scalars import Clock, Duration
from wardbook.plan.model.words import Citation, Term
from wardbook.plan.project import Project
from wardbook.plan.text import Link, Paragraph, Reference, Text, Words, from_elsewhere
from wardbook.sheets import sheet_ids
from wardbook.sheets.closed_spans import closed, trim
from wardbook.sheets.filled_phrases import filled
from wardbook.sheets.hidden_words import names_it_already, phrase_of_hidden
from wardbook.sheets.kinds import SheetKind
from wardbook.sheets.lengths import length_said
from wardbook.sheets.numbering import Style, style
from wardbook.sheets.plan_places import entry_of, holds_body, item_of
from wardbook.sheets.sheet import Line, Prose, SheetKey, Span, Target, text_of
from wardbook.sheets.told_texts import told_paragraphs

_BRIEF = {"form": "code", "contact": "number"}
"""How references print on cards."""


@dataclass(frozen=True)
class Localizer:
    """Puts a project into the words of one language.

    `phrases` are the finished words of views, `carded` the ids of the departments whose card there
    is, `plan` the id of the plan that one stands in: what belongs to another is named with it.
    """

    project: Project
    language: str
    phrases: Mapping[str, str]
    carded: frozenset[str] = frozenset()
    plan: str = ""

    @cached_property
    def names_of_sheets(self) -> Mapping[str, str]:
        """Names of the sheets that texts print as a code, by their ids; kept, because every step
        asks."""
        names = {}
        for form in self.project.forms.values():
            names[sheet_ids.form_id(form)] = self.words(form.title)
            for variant in form.variants:
                names[sheet_ids.form_id(form, variant)] = self.words(variant.title)
        for procedure in self.project.procedures.values():
            names[sheet_ids.procedure_id(procedure)] = self.words(procedure.title)
        return names

    def say(self, key: str, **values: object) -> str:
        """The phrase `key` with its places filled."""
        return filled(self.phrases[key], values)

    def listed(self, words: Mapping[str, tuple[object, ...]]) -> tuple[str, ...]:
        """The words of lists such as `aliases` in this language."""
        return tuple(map(str, words.get(self.language, ())))

    def words(self, text: Text | None) -> str:
        """The text as one string, references resolved to their words."""
        return text_of(self.line(text))

    def line(
        self, text: Text | None, *, brief: bool = False, within: Procedure | None = None
    ) -> Line:
        """The text as one line; `brief`: forms as their code, contacts as their number (cards)."""
        return tuple(chain.from_iterable(self.prose(text, brief=brief, within=within)))

    def prose(
        self, text: Text | None, *, brief: bool = False, within: Procedure | None = None
    ) -> Prose:
        """The text as paragraphs; `brief` as in `line`.

        One that has no translation stands in the language that it has, with a mark: an empty line
        on a card can be ticked.
        """
        return self._prose(text, _BRIEF if brief else {}, within)

    def step_prose(self, text: Text | None, within: Procedure) -> Prose:
        """The text of a step, below which its forms stand by code and name.

        Where the language says so, a form's code alone stands in the sentence: names of several
        English words would part the verb from what is done.
        """
        return self._prose(text, {"form": self.phrases["step_forms"]}, within)

    def _prose(
        self, text: Text | None, views: Mapping[str, str], within: Procedure | None
    ) -> Prose:
        """`views`: how a reference of a kind prints that asks for no view itself."""
        if text is None:
            return ()
        place = (id(text), *views.items(), id(within))
        known = self._known.get(place)
        if known is None:  # a name stands on dozens of sheets
            known = self._known[place] = (self._made(text, views, within), text, within)
        prose: Prose = known[0]
        return prose

    @cached_property
    def _known(self) -> dict[tuple[object, ...], tuple[Any, ...]]:
        """What was said of texts and links, with what was asked, whose identity so stays."""
        return {}

    def _made(self, text: Text, views: Mapping[str, str], within: Procedure | None) -> Prose:
        told, mark = told_paragraphs(self.project, self.language, text)
        paragraphs = []
        for paragraph in told:
            if within:
                paragraph = from_elsewhere(paragraph, str(within.id))
            paragraphs.append(closed(self._paragraph(paragraph, views)))
        if paragraphs and mark:
            paragraphs[0] = (Span(self.say(mark)), *paragraphs[0])
        return tuple(paragraphs)

    def _paragraph(self, paragraph: Paragraph, views: Mapping[str, str]) -> Iterable[Span]:
        spans: list[Span] = []
        hidden: list[Link] = []
        for inline in paragraph:
            if isinstance(inline, Words):
                spans.append(Span(inline.text))
                continue
            view = self._view(inline, views)
            if not self.project.find(inline.link):
                spans.append(Span(self.say(phrase_of_hidden(inline.link, hidden))))
                hidden.append(inline.link)
            elif view == "number" and self._is_named(inline.link, tuple(spans)):
                # A number that is withheld leaves its name, unless that is said: "ask ICU"
                trim(spans)
            else:
                spans += self.spans(inline.link, view)
        return spans

    def _is_named(self, link: Link, before: Line) -> bool:
        """Whether a number is withheld of which the words before it say whose it is."""
        contact = self.project.find(link)
        if not isinstance(contact, Contact) or contact.number:
            return False
        about_numbers = self.say("about_numbers")
        return names_it_already(text_of(before), self.words(contact.name), about_numbers)

    def name(self, link: Link | None, within: Procedure | None = None) -> str:
        """The name of what a link names; empty for None."""
        if not link:
            return ""
        return text_of(self.spans(link, "name", within))

    def names(self, links: Iterable[Link]) -> str:
        """Names in a row; what the audience may not see is left out."""
        names = []
        for link in links:
            if self.project.find(link):
                names.append(self.name(link))
        return self.say("list_join").join(names)

    def row(
        self, links: Iterable[Link], view: str | None = None, within: Procedure | None = None
    ) -> Line:
        """Links in a row, each target once, separated by the language's list comma. What the
        audience may not see is left out."""
        once = {str(link): link for link in links}
        row: list[Span] = []
        for link in once.values():
            if self.project.find(link, within):
                if row:
                    row.append(Span(self.say("list_join")))
                row += self.spans(link, view, within)
        return tuple(row)

    def style(self, plan: Plan) -> Style:
        """How a plan numbers in this language."""
        return style(plan.numbering, self.language, self.phrases)

    def duration(self, duration: Duration) -> str:
        """A length of time beside a step or in a cell: 1 小时 30 分钟, 1 h 30 min, 7 days."""
        return length_said(duration, "unit", self.say)

    def spoken_duration(self, duration: Duration) -> str:
        """A length of time in a sentence: 1 小时 30 分钟, 1 hour 30 minutes."""
        return length_said(duration, "spoken", self.say)

    def day(self, day: date | None) -> str:
        """A date in the order of the house; empty for None."""
        if day is None:
            return ""
        name = self.say("month_names").split(" ")[day.month - 1]
        return self.say("date", year=day.year, month=day.month, day=day.day, name=name)

    def clock(self, time: Clock) -> str:
        """A time of day by the clock of the house: 14:05, 2:05 PM."""
        hour, minute = divmod(time.minutes, 60)
        half = self.say("clock_halves").split(" ")[hour % 24 // 12]
        twelfth = hour % 12 or 12
        return self.say("clock_time", hour=hour, minute=minute, twelfth=twelfth, half=half)

    def key(self, sheet: str) -> SheetKey:
        """Identity of the sheet with the id `sheet` in this language, for this audience."""
        return SheetKey(sheet, self.language, self.project.audience)

    def spans(self, link: Link, view: str | None = None, within: Procedure | None = None) -> Line:
        """What a reference prints. Of what the audience may not see plain words say what kind of
        thing it is."""
        if within:
            link = link.from_elsewhere(str(within.id))
        place = (link.kinds, link.id, link.part, view)
        known = self._known.get(place)
        if known is None:  # a form is named by dozens of steps
            known = self._known[place] = (self._said_of(link, view),)
        line: Line = known[0]
        return line

    def _said_of(self, link: Link, view: str | None) -> Line:
        found = self.project.find(link)
        if found is None:
            return (Span(self.say(f"internal_{link.kinds[0]}")),)
        if isinstance(found, Step):
            return (self._step(link, found),)
        return self._of(found, link, view)

    def _view(self, reference: Reference, views: Mapping[str, str]) -> str | None:
        if reference.view == "name" and reference.link.kinds[0] == "system":
            return "full"
        return reference.view or views.get(reference.link.kinds[0])

    def _of(self, found: BaseModel, link: Link, view: str | None) -> Line:
        match found:
            case Contact():
                return self._contact(found, view)
            case Form() | Variant():
                return self._form(found, link, view)
            case Procedure():
                return self._procedure(found, view)
            case Body():
                return (Span(self.words(found.name), "name", self._body_target(found)),)
            case Chapter():
                return (self._chapter(found, link, view),)
            case Item():
                return (self._item(found, link),)
            case Plan():
                return (self._plan(found, view),)
            case _:
                return (self._named(found, view),)

    def _named(self, found: BaseModel, view: str | None) -> Span:
        """What prints as a name alone."""
        match found:
            case Department():
                return Span(self.words(found.name), "name", self.card(found))
            case Term():
                target = Target(sheet_ids.GLOSSARY, str(found.id))
                return Span(self.words(found.term), "name", target)
            case Citation():
                return Span(self._citation(found), "name")
            case System():
                return Span(self._system(found, view), "name")
        name = getattr(found, "name", None)
        assert isinstance(name, Text), f"what is printed for a reference to {type(found)}"
        return Span(self.words(name), "name")

    def _system(self, system: System, view: str | None) -> str:
        """A system by its short name, unless the `full` one is asked for."""
        if view != "full" and system.short:
            return str(system.short)
        return self.words(system.name)

    def _contact(self, contact: Contact, view: str | None) -> Line:
        """A name with its number. Of one that is withheld the name is left, which leads
        nowhere."""
        if not contact.number:
            return (Span(self.words(contact.name), "name"),)
        target = Target(sheet_ids.CONTACTS, str(contact.id))
        name = Span(self.words(contact.name), "name", target)
        number = Span(str(contact.number), "number", target)
        if view == "name":
            return (name,)
        if view == "number":
            return (number,)
        return (name, Span(" "), number)

    def _form(self, found: Form | Variant, link: Link, view: str | None) -> Line:
        variant = found if isinstance(found, Variant) else None
        target = Target(sheet_ids.form_id(self.project.forms[link.id], variant))
        code = Span(str(found.code), "code", target)
        title = Span(self.words(found.title), "name", target)
        if view == "name":
            return (title,)
        if view == "code":
            return (code,)
        return (code, Span(" "), title)

    def _procedure(self, procedure: Procedure, view: str | None) -> Line:
        target = Target(sheet_ids.procedure_id(procedure))
        title = self.words(procedure.title)
        code = sheet_ids.procedure_code(self.project, procedure)
        if view == "code":
            return (Span(code, "code", target),)
        if view == "name":
            return (Span(title, "name", target),)
        return (Span(self.say("titled_code", title=title, code=code), "name", target),)

    def _step(self, link: Link, step: Step) -> Span:
        procedure = self.project.procedures[link.id]
        code = sheet_ids.procedure_code(self.project, procedure)
        text = self.say("step_ref", code=code, number=procedure.number_of(str(step.id)))
        anchor = sheet_ids.step_anchor(str(step.id))
        return Span(text, "step", Target(sheet_ids.procedure_id(procedure), anchor))

    def _chapter(self, chapter: Chapter, link: Link, view: str | None) -> Span:
        plan = self.project.plans[link.id]
        top, entry = entry_of(plan, chapter)
        number, title = self.style(plan).path(entry.position), self.words(chapter.title)
        if view == "name" or not entry.position.numbered:
            text = self.say("chapter_ref", title=title or self.words(plan.title))
        elif view == "number" or not title:
            text = number
        else:
            text = self.say("chapter_ref_numbered", number=number, title=title)
        target = Target(sheet_ids.top_id(plan, top), str(chapter.id))
        return Span(self._in_plan(plan, text), "name", target)

    def _item(self, item: Item, link: Link) -> Span:
        """An item of a list by the numbers of its chapter and of the items that it stands under."""
        plan = self.project.plans[link.id]
        top, entry, named = item_of(plan, item)
        style = self.style(plan)
        own = named.numbers.get(self.language, ())
        numbers = tuple(style.list_numbers(entry, own).path(named.path))
        owner = self._owner(named)
        if owner or not entry.position.numbered:
            title = owner or self.words(entry.chapter.title) or self.words(plan.title)
            chapter, number = style.path(entry.position), style.item(Position(), numbers)
            text = self.say("item_ref", chapter=chapter, title=title, number=number).strip()
        else:
            text = style.item(entry.position, numbers)
        target = Target(sheet_ids.top_id(plan, top), str(item.id))
        return Span(self._in_plan(plan, text), "name", target)

    def _owner(self, named: NamedItem) -> str:
        """Whose duties an item belongs to; empty for an item of a list."""
        if isinstance(named.owner, Link):
            return self.name(named.owner)
        return self.words(named.owner)

    def _in_plan(self, plan: Plan, place: str) -> str:
        """A place in a plan, with the plan's name where another could be meant."""
        if self.plan == plan.id or len(self.project.plans) == 1:
            return place
        name = self.say("quote_plan", title=self.words(plan.short or plan.title))
        return self.say("chapter_of", plan=name, chapter=place)

    def _body_target(self, body: Body) -> Target | None:
        for plan in self.project.plans.values():
            for top in plan.tops:
                if holds_body(top, body):
                    anchor = sheet_ids.body_anchor(str(body.id))
                    return Target(sheet_ids.top_id(plan, top), anchor)
        return None

    def _plan(self, plan: Plan, view: str | None) -> Span:
        if view == "short" and plan.short:
            return Span(self.words(plan.short), "name", self._plan_target(plan))
        text = self.say("quote_plan", title=self.words(plan.title))
        return Span(text, "name", self._plan_target(plan))

    def _plan_target(self, plan: Plan) -> Target:
        return Target(sheet_ids.plan_id(plan))

    def card(self, department: Department) -> Target | None:
        """Where a department's card is; None where this audience has none."""
        if str(department.id) not in self.carded:
            return None
        return Target(sheet_ids.department_id(SheetKind.CARD, department))

    def _citation(self, citation: Citation) -> str:
        """A title with its number; what nobody has verified is marked wherever it is cited."""
        title = self.words(citation.title)
        cited = self.say("citation", title=title)
        if citation.number:
            cited = self.say("citation_numbered", title=title, number=self.words(citation.number))
        if str(citation.status) == "unverified":
            return self.say("citation_unverified", citation=cited)
        return cited
