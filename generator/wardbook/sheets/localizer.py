"""One language of one filtered project: turns texts and references into finished runs of words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from pydantic import BaseModel

from wardbook.plan.model.blocks import BodiesBlock, Body, DrillPlan, Item
from wardbook.plan.model.form import Form, Variant
from wardbook.plan.model.items import named_items
from wardbook.plan.model.outline import Position
from wardbook.plan.model.plan import Chapter, Plan
from wardbook.plan.model.procedure import Procedure, Step
from wardbook.plan.model.registries import (
    Citation,
    Contact,
    Department,
    Function,
    Role,
    System,
    Term,
    Window,
)
from wardbook.plan.model.scalars import Duration
from wardbook.plan.project import Project
from wardbook.plan.text import Inline, Link, Reference, Text, Words
from wardbook.sheets import sheet_ids
from wardbook.sheets.numbering import Style, path_numbers, style
from wardbook.sheets.sheet import Line, Prose, SheetKey, Span, Target

_CHINESE = re.compile(r"[\u2e80-\u303f\u3400-\u9fff\uff00-\uffef“”‘’…—]")


@dataclass(frozen=True)
class Localizer:
    """How one language looks at a project. `phrases` are the finished words of views, `carded` the ids of the departments
    whose card there is, `plan` the id of the plan that one stands in: what belongs to another is named with it."""

    project: Project
    language: str
    phrases: Mapping[str, str]
    carded: frozenset[str] = frozenset()
    plan: str = ""

    def say(self, key: str, **values: object) -> str:
        """The phrase `key` with its places filled."""
        return self.phrases[key].format(**values)

    def words(self, text: Text | None) -> str:
        """The text as one string, references resolved to their words."""
        return "".join(run.text for run in self.line(text))

    def line(
        self, text: Text | None, *, brief: bool = False, within: Procedure | None = None
    ) -> Line:
        """The text as one line. `brief` prints forms as their code and contacts as their number alone (cards)."""
        return tuple(run for line in self.prose(text, brief=brief, within=within) for run in line)

    def prose(
        self, text: Text | None, *, brief: bool = False, within: Procedure | None = None
    ) -> Prose:
        """The text as paragraphs."""
        if text is None:
            return ()
        return tuple(
            closed(run for inline in paragraph for run in self._inline(inline, brief, within))
            for paragraph in text.paragraphs(self.language)
        )

    def name(self, link: Link | None, within: Procedure | None = None) -> str:
        """The name of what a link names; empty for None."""
        return "".join(run.text for run in self.runs(link, "name", within)) if link else ""

    def names(self, links: Iterable[Link]) -> str:
        """Names in a row; what the audience may not see is left out."""
        return self.say("list_join").join(
            self.name(link) for link in links if self.project.find(link)
        )

    def row(
        self, links: Iterable[Link], view: str | None = None, within: Procedure | None = None
    ) -> Line:
        """Links in a row, each target once, separated by the language's list comma; what the audience may not see is left
        out."""
        once = {str(link): link for link in links}
        row: list[Span] = []
        for link in once.values():
            if self.project.find(link, within):
                row += [Span(self.say("list_join"))] if row else []
                row += self.runs(link, view, within)
        return tuple(row)

    def style(self, plan: Plan) -> Style:
        """How a plan numbers in this language."""
        return style(plan.numbering, self.language, self.phrases)

    def duration(self, duration: Duration) -> str:
        """A length of time: 1 小时 30 分钟, 1 h 30 min."""
        parts = zip(duration.parts(), ("d", "h", "min"), strict=True)
        said = [self.say(f"unit_{unit}", n=number) for number, unit in parts if number]
        return self.say("unit_join").join(said) or self.say("unit_h", n=0)

    def day(self, day: date) -> str:
        """A date in the language's own order."""
        return self.say("date", year=day.year, month=day.month, day=day.day)

    def key(self, sheet: str) -> SheetKey:
        """Identity of the sheet with the id `sheet` in this language, for this audience."""
        return SheetKey(sheet, self.language, self.project.audience)

    def runs(self, link: Link, view: str | None = None, within: Procedure | None = None) -> Line:
        """What a reference prints. Of what the audience may not see plain words say what kind of thing it is."""
        found = self.project.find(link, within)
        if found is None:
            return (Span(self.say(f"internal_{link.kinds[0]}")),)
        if isinstance(found, Step):
            return (self._step(link, found, within),)
        return self._of(found, link, view)

    def _inline(self, inline: Inline, brief: bool, within: Procedure | None) -> Line:
        if isinstance(inline, Words):
            return (Span(inline.text),)
        return self.runs(inline.link, self._view(inline, brief), within)

    def _view(self, reference: Reference, brief: bool) -> str | None:
        if reference.view == "name" and reference.link.kinds[0] == "system":
            return "full"
        if reference.view or not brief:
            return reference.view
        return {"form": "code", "contact": "number"}.get(reference.link.kinds[0])

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
        """What prints as a name alone; a system by its short one unless the `full` one is asked for."""
        match found:
            case Department():
                return Span(self.words(found.name), "name", self.card(found))
            case Term():
                return Span(
                    self.words(found.term), "name", Target(sheet_ids.GLOSSARY, str(found.id))
                )
            case Citation():
                return Span(self._citation(found), "name")
            case System():
                return Span(str((view != "full" and found.short) or self.words(found.name)), "name")
            case Role() | Function() | Window() | DrillPlan():
                return Span(self.words(found.name), "name")
        raise AssertionError(type(found))

    def _contact(self, contact: Contact, view: str | None) -> Line:
        """A name with its number. Of a number that the audience may not see the name is left, which leads nowhere."""
        if not contact.number:
            return (Span(self.words(contact.name), "name"),)
        target = Target(sheet_ids.CONTACTS, str(contact.id))
        name, number = (
            Span(self.words(contact.name), "name", target),
            Span(str(contact.number), "number", target),
        )
        if view == "name":
            return (name,)
        return (number,) if view == "number" else (name, Span(" "), number)

    def _form(self, found: Form | Variant, link: Link, view: str | None) -> Line:
        form = self.project.forms[link.id]
        target = Target(sheet_ids.form_id(form, found if isinstance(found, Variant) else None))
        code, title = (
            Span(str(found.code), "code", target),
            Span(self.words(found.title), "name", target),
        )
        return {"name": (title,), "code": (code,)}.get(view or "", (code, Span(" "), title))

    def _procedure(self, procedure: Procedure, view: str | None) -> Line:
        target = Target(sheet_ids.procedure_id(procedure))
        title, code = self.words(procedure.title), sheet_ids.procedure_code(self.project, procedure)
        if view == "code":
            return (Span(code, "code", target),)
        text = title if view == "name" else self.say("titled_code", title=title, code=code)
        return (Span(text, "name", target),)

    def _step(self, link: Link, step: Step, within: Procedure | None) -> Span:
        procedure = self.project.procedures.get(link.id) or within
        assert procedure is not None
        code, number = (
            sheet_ids.procedure_code(self.project, procedure),
            procedure.number_of(str(step.id)),
        )
        text = self.say("step_ref", code=code, number=number)
        return Span(
            text,
            "step",
            Target(sheet_ids.procedure_id(procedure), sheet_ids.step_anchor(str(step.id))),
        )

    def _chapter(self, chapter: Chapter, link: Link, view: str | None) -> Span:
        plan = self.project.plans[link.id]
        top, position = next(
            (top.chapter, entry.position)
            for top in plan.entries()
            for entry in top.all()
            if entry.chapter.id == chapter.id
        )
        number, title = self.style(plan).path(position), self.words(chapter.title)
        if view == "name" or not position.numbered:
            text = self.say("chapter_ref", title=title or self.words(plan.title))
        elif view == "number" or not title:
            text = number
        else:
            text = self.say("chapter_ref_numbered", number=number, title=title)
        return Span(
            self._in_plan(plan, text),
            "name",
            Target(sheet_ids.chapter_id(plan, top), str(chapter.id)),
        )

    def _item(self, item: Item, link: Link) -> Span:
        """An item of a list by the numbers of its chapter and of the items that it stands under."""
        plan = self.project.plans[link.id]
        top, entry, named = next(
            (top.chapter, entry, named)
            for top in plan.entries()
            for entry in top.all()
            for named in named_items(entry.chapter.every_block())
            if named.item.id == item.id
        )
        style = self.style(plan)
        numbers = path_numbers(
            style.list_forms(entry, named.numbers.get(self.language, ())), named.path
        )
        owner = self.name(named.owner) if isinstance(named.owner, Link) else self.words(named.owner)
        if owner or not entry.position.numbered:
            title = owner or self.words(entry.chapter.title) or self.words(plan.title)
            chapter, number = style.path(entry.position), style.item(Position(), numbers)
            said = self.say("item_ref", chapter=chapter, title=title, number=number).strip()
        else:
            said = style.item(entry.position, numbers)
        return Span(
            self._in_plan(plan, said), "name", Target(sheet_ids.chapter_id(plan, top), str(item.id))
        )

    def _in_plan(self, plan: Plan, place: str) -> str:
        """A place in a plan, with the plan's name where it could be taken for a place in another."""
        if self.plan == plan.id or len(self.project.plans) == 1:
            return place
        name = self.say("quote_plan", title=self.words(plan.short or plan.title))
        return self.say("chapter_of", plan=name, chapter=place)

    def _body_target(self, body: Body) -> Target | None:
        for plan in self.project.plans.values():
            for top in plan.tops:
                blocks = (
                    it
                    for chapter in below(top)
                    for it in chapter.every_block()
                    if isinstance(it, BodiesBlock)
                )
                if any(body in block.bodies for block in blocks):
                    return Target(sheet_ids.chapter_id(plan, top), str(body.id))
        return None

    def _plan(self, plan: Plan, view: str | None) -> Span:
        if view == "short" and plan.short:
            return Span(self.words(plan.short), "name", self._plan_target(plan))
        return Span(
            self.say("quote_plan", title=self.words(plan.title)), "name", self._plan_target(plan)
        )

    def _plan_target(self, plan: Plan) -> Target:
        return Target(sheet_ids.plan_id(plan))

    def card(self, department: Department) -> Target | None:
        """Where a department's card is; None where this audience has none."""
        return (
            Target(sheet_ids.card_id(str(department.id)))
            if str(department.id) in self.carded
            else None
        )

    def _citation(self, citation: Citation) -> str:
        title = self.words(citation.title)
        if citation.number:
            return self.say("citation_numbered", title=title, number=self.words(citation.number))
        return self.say("citation", title=title)


def below(chapter: Chapter) -> Iterator[Chapter]:
    """A chapter and every chapter in it."""
    yield chapter
    for child in chapter.chapters:
        yield from below(child)


def closed(runs: Iterable[Span]) -> Line:
    """The runs without the spaces that writers leave around a reference where it prints as Chinese among Chinese, and without
    the title marks that they write around one that brings its own."""
    found = list(runs)
    for at in range(len(found) - 1):
        before, after = found[at], found[at + 1]
        if (
            before.kind == "words"
            and before.text.endswith(" ")
            and _joins(before.text.rstrip(" "), after.text)
        ):
            found[at] = replace(before, text=before.text.rstrip(" "))
        elif before.text.endswith("《") and after.text.startswith("《"):
            found[at] = replace(before, text=before.text[:-1])
        elif before.text.endswith("》") and after.text.startswith("》"):
            found[at + 1] = replace(after, text=after.text[1:])
        elif (
            after.kind == "words"
            and after.text.startswith(" ")
            and _joins(before.text, after.text.lstrip(" "))
        ):
            found[at + 1] = replace(after, text=after.text.lstrip(" "))
    return tuple(found)


def _joins(before: str, after: str) -> bool:
    """Whether Chinese meets Chinese."""
    return bool(before and after and _CHINESE.match(before[-1]) and _CHINESE.match(after[0]))
