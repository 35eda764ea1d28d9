"""The whole plan as plain data for other programs: one audience, all languages, finished words beside the ids that they
come from. `plan_schema` describes the same data."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from wardbook.plan.model.base import Base
from wardbook.plan.model.plan import Chapter, Plan
from wardbook.plan.model.procedure import Procedure, Step
from wardbook.plan.model.registries import Contact
from wardbook.plan.model.scalars import Clock, Duration
from wardbook.plan.project import Project
from wardbook.plan.registries import EXPORTED
from wardbook.plan.text import Link, Text
from wardbook.sheets.audience import for_audience, told
from wardbook.sheets.books import localizer_for
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.numbering import Style

FORMAT = 1
"""Raised when a program that reads the export would have to change."""
REGISTRIES = tuple(row.field for row in EXPORTED)
"""What the export lists, in its order: attributes of `Project`."""


def plan_text(project: Project, audience: str) -> str:
    """The export as JSON text: the same bytes for the same plan."""
    return json.dumps(plan_data(project, audience), ensure_ascii=False, indent=1) + "\n"


def plan_data(project: Project, audience: str) -> dict[str, Any]:
    """All that `audience` may see of a checked project. Keys stand in the order of the models, entries in that of the files."""
    visible = for_audience(project, audience)
    languages = dict.fromkeys((*project.languages, *project.form_languages))
    teller = _Told(visible, tuple(localizer_for(visible, language) for language in languages))
    return {
        "format": FORMAT,
        "audience": audience,
        "languages": list(languages),
        "site": teller.model(visible.site),
        "calendar": teller.model(visible.calendar),
        **{
            name: [teller.model(entry) for entry in getattr(visible, name).values()]
            for name in REGISTRIES
        },
    }


@dataclass(frozen=True)
class _Told:
    """Turns models into plain data. `within` is the procedure whose steps are told, `numbers` are the chapters' numbers."""

    project: Project
    localizers: tuple[Localizer, ...]
    within: Procedure | None = None
    numbers: Mapping[str, Mapping[str, str]] | None = None

    def model(self, model: Base) -> dict[str, Any]:
        """A model's fields. What is absent has no key, nor has what the audience is not told; what every entry must have
        always has one."""
        inside = self._inside(model)
        said = dict(inside._added(model))
        for name, field in type(model).model_fields.items():
            if name != "at" and told(self.project.audience, model, name):
                value = inside._value(getattr(model, name))
                if field.is_required() or value not in (None, [], {}):
                    said[field.alias or name] = value
        return said

    def _inside(self, model: Base) -> _Told:
        if isinstance(model, Procedure):
            return replace(self, within=model)
        return replace(self, numbers=self._numbers(model)) if isinstance(model, Plan) else self

    def _numbers(self, plan: Plan) -> dict[str, dict[str, str]]:
        """Chapter → its whole number in each language."""
        styles: dict[str, Style] = {
            localizer.language: localizer.style(plan) for localizer in self.localizers
        }
        return {
            str(chapter.id): {
                language: own for language, style in styles.items() if (own := style.path(position))
            }
            for position, chapter in plan.outline()
        }

    def _added(self, model: Base) -> Iterable[tuple[str, Any]]:
        """What is computed: numbers of chapters and steps, and that a number is withheld."""
        if isinstance(model, Chapter) and self.numbers and (number := self.numbers[str(model.id)]):
            yield "number", dict(number)
        if isinstance(model, Step) and self.within:
            yield "number", self.within.number_of(str(model.id))
        if isinstance(model, Contact) and not told(self.project.audience, model, "number"):
            yield "withheld", True

    def _value(self, value: object) -> Any:
        match value:
            case Text():
                return self._text(value)
            case Link():
                return self._link(value)
            case Base():
                return self.model(value)
            case tuple():
                return [said for item in value if (said := self._value(item)) is not None]
            case Mapping():
                return {str(key): self._value(item) for key, item in value.items()}
        return _scalar(value)

    def _text(self, text: Text) -> dict[str, Any]:
        """Finished words by language, paragraphs apart by a blank line, and what they refer to."""
        said: dict[str, Any] = {}
        for localizer in self.localizers:
            paragraphs = localizer.prose(text, within=self.within)
            if paragraphs:
                said[localizer.language] = "\n\n".join(
                    "".join(run.text for run in line) for line in paragraphs
                )
        refers = dict.fromkeys(self._link(reference.link) for reference in text.references())
        if found := [link for link in refers if link]:
            said["refers"] = found
        return said

    def _link(self, link: Link) -> str | None:
        """`kind:id/part`; None for what the audience may not see."""
        for kind in link.kinds:
            if self.project.find(replace(link, kinds=(kind,)), self.within) is not None:
                own = link.id or (str(self.within.id) if self.within else "")
                return "/".join(part for part in (f"{kind}:{own}", link.part) if part)
        return None


def _scalar(value: object) -> Any:
    """A date as 2026-11-01, a length of time as PT90M, a time of day as 9:00; numbers, yes and no as themselves."""
    match value:
        case None | bool() | int() | float():
            return value
        case datetime.date():
            return value.isoformat()
        case Duration():
            return f"PT{value.minutes}M"
        case Clock() | str():
            return str(value)
    raise AssertionError(type(value))
