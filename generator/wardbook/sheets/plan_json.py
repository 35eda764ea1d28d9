"""The whole plan as plain data for other programs: one audience, all languages.

Finished words stand beside the ids that they come from. `plan_schema` describes the same data.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator, Mapping
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
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.project_localizer import localizer_for

FORMAT = 1
"""Raised when a program that reads the export would have to change."""
REGISTRIES = tuple(row.field for row in EXPORTED)
"""What the export lists, in its order: attributes of `Project`."""


def plan_text(project: Project, audience: str) -> str:
    """The export as JSON text: the same bytes for the same plan."""
    return json.dumps(plan_data(project, audience), ensure_ascii=False, indent=1) + "\n"


def plan_data(project: Project, audience: str) -> dict[str, Any]:
    """All that `audience` may see of a checked project.

    Keys stand in the order of the models, entries in that of the files.
    """
    visible = for_audience(project, audience)
    languages = dict.fromkeys((*project.languages, *project.form_languages))
    localizers = [localizer_for(visible, language) for language in languages]
    exporter = _Exporter(visible, tuple(localizers))
    data = {
        "format": FORMAT,
        "audience": audience,
        "languages": list(languages),
        "site": exporter.model(visible.site),
        "calendar": exporter.model(visible.calendar),
    }
    for name in REGISTRIES:
        data[name] = list(map(exporter.model, getattr(visible, name).values()))
    return data


@dataclass(frozen=True)
class _Exporter:
    """Turns models into plain data.

    `within` is the procedure whose steps are told, `numbers` are the chapters' numbers by language.
    """

    project: Project
    localizers: tuple[Localizer, ...]
    within: Procedure | None = None
    numbers: Mapping[str, Mapping[str, str]] | None = None

    def model(self, model: Base) -> dict[str, Any]:
        """A model's fields.

        What is absent has no key, nor has what the audience is not told; what every entry must
        have always has one.
        """
        inside = self._inside(model)
        said = dict(inside._added(model))
        for name, field in type(model).model_fields.items():
            if name != "at" and told(self.project.audience, model, name):
                value = inside._value(getattr(model, name))
                if field.is_required() or value not in (None, [], {}):
                    said[field.alias or name] = value
        return said

    def _inside(self, model: Base) -> _Exporter:
        if isinstance(model, Procedure):
            return replace(self, within=model)
        if isinstance(model, Plan):
            return replace(self, numbers=self._numbers(model))
        return self

    def _numbers(self, plan: Plan) -> dict[str, dict[str, str]]:
        """Chapter → its whole number in each language that numbers it."""
        outline = tuple(plan.outline())
        numbers: dict[str, dict[str, str]] = {str(chapter.id): {} for _, chapter in outline}
        for localizer in self.localizers:
            style = localizer.style(plan)
            for position, chapter in outline:
                number = style.path(position)
                if number:
                    numbers[str(chapter.id)][localizer.language] = number
        return numbers

    def _added(self, model: Base) -> Iterator[tuple[str, Any]]:
        """What is computed: numbers of chapters and steps, and that a number is withheld."""
        if isinstance(model, Chapter) and self.numbers:
            number = self.numbers[str(model.id)]
            if number:
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
                return self._items(value)
            case Mapping():
                return {str(key): self._value(item) for key, item in value.items()}
        return _scalar(value)

    def _items(self, items: tuple[object, ...]) -> list[Any]:
        """A list without the items of which the audience is told nothing."""
        said = []
        for item in items:
            value = self._value(item)
            if value is not None:
                said.append(value)
        return said

    def _text(self, text: Text) -> dict[str, Any]:
        """Finished words by language, paragraphs apart by a blank line, and what they refer to."""
        said: dict[str, Any] = {}
        for localizer in self.localizers:
            if not text.paragraphs(localizer.language):
                continue
            paragraphs = []
            for line in localizer.prose(text, within=self.within):
                paragraphs.append("".join(span.text for span in line))
            if paragraphs:
                said[localizer.language] = "\n\n".join(paragraphs)
        refers: dict[str, None] = {}
        for reference in text.references():
            name = self._link(reference.link)
            if name:
                refers[name] = None
        if refers:
            said["refers"] = list(refers)
        return said

    def _link(self, link: Link) -> str | None:
        """`kind:id/part`; None for what the audience may not see."""
        for kind in link.kinds:
            if self.project.find(replace(link, kinds=(kind,)), self.within) is not None:
                return self._link_name(kind, link)
        return None

    def _link_name(self, kind: str, link: Link) -> str:
        """A link without id names what is written in the procedure that is told."""
        id = link.id
        if not id and self.within:
            id = str(self.within.id)
        name = f"{kind}:{id}"
        if link.part:
            name += f"/{link.part}"
        return name


def _scalar(value: object) -> Any:
    """A value of one word or number.

    A date as 2026-11-01, a length of time as PT90M, a time of day as 9:00; numbers, yes and no as
    themselves.
    """
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
