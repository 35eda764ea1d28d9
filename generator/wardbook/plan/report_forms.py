"""Report forms that a plan's reporting rule makes by itself: what must be said becomes what is
filled in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from wardbook.findings import Mark
from wardbook.plan.data import MARK_KEY, Data, Scalar
from wardbook.plan.model.audience import inherited
from wardbook.plan.model.blocks import Reporting, ReportingBlock, ReportSheet
from wardbook.plan.model.form import Cell, Form, Section
from wardbook.plan.model.plan import Chapter, Plan
from wardbook.plan.reader import read

_TEMPLATE = Path(__file__).with_name("report_form.yml")
_WRITTEN = ("zh", "en")
"""Languages of the template."""


def report_forms(plans: Iterable[Plan], languages: Sequence[str]) -> Iterator[Form]:
    """A form for each reporting rule with a `sheet`, its own words in the `languages` of the
    project. It is for those who may see the rule."""
    for plan in plans:
        for rule, sheet, audience in _below(plan.tops, inherited(plan)):
            yield _form(rule, sheet, audience, tuple(languages) or _WRITTEN)


def _below(chapters: Iterable[Chapter], above: str) -> Iterator[tuple[Reporting, ReportSheet, str]]:
    for chapter in chapters:
        own = inherited(chapter, above)
        for block in chapter.every_block():
            if isinstance(block, ReportingBlock) and block.reporting.sheet:
                yield block.reporting, block.reporting.sheet, inherited(block, own)
        yield from _below(chapter.chapters, own)


@cache
def _template(languages: tuple[str, ...]) -> Any:
    return _in_languages(read(_TEMPLATE, _TEMPLATE.parent).data, languages)


def _in_languages(data: Any, languages: tuple[str, ...]) -> Any:
    """The template with its texts in `languages`; English stands in for one that it lacks."""
    if isinstance(data, list):
        return [_in_languages(below, languages) for below in data]
    if not isinstance(data, dict):
        return data
    if "en" not in data:
        return {key: _in_languages(below, languages) for key, below in data.items()}
    texts = {MARK_KEY: data[MARK_KEY]}
    for language in languages:
        texts[language] = data.get(language.partition("-")[0], data["en"])
    return texts


def _placed(data: Data | Mark | None, mark: Mark) -> Data | Mark | None:
    """The template's data as if it stood at `mark`: what is found in a form leads to the rule that
    made it."""
    if isinstance(data, dict):
        placed: dict[str, Any] = {}
        for key, below in data.items():
            placed[key] = mark if key == MARK_KEY else _placed(below, mark)
        return placed
    if isinstance(data, list):
        return [_placed(below, mark) for below in data]  # type: ignore[misc]
    if isinstance(data, Scalar):
        return Scalar(data, mark)
    return data


def _form(rule: Reporting, sheet: ReportSheet, audience: str, languages: tuple[str, ...]) -> Form:
    """The template with the rule's conditions to tick and a cell for each thing that must be
    said."""
    template = Form.model_validate(_placed(_template(languages), sheet.at))
    head, conditions, content, foot = template.sections
    sections = [head]
    if rule.conditions:
        ticks = conditions.fields[0].model_copy(update={"choices": rule.conditions})
        sections.append(conditions.model_copy(update={"fields": (ticks,)}))
    if rule.content:
        sections.append(content.model_copy(update={"fields": tuple(_cells(rule, content))}))
    sections.append(foot)
    named = {"id": sheet.id, "code": sheet.code, "title": sheet.title, "at": sheet.at}
    return template.model_copy(update={**named, "audience": audience, "sections": tuple(sections)})


def _cells(rule: Reporting, content: Section) -> Iterator[Cell]:
    for number, text in enumerate(rule.content, 1):
        yield content.fields[0].model_copy(
            update={"id": Scalar(f"content-{number}", text.mark), "label": text}
        )
