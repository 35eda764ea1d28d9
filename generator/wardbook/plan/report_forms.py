"""Report forms that a plan's reporting rule makes by itself: what must be said becomes what is
filled in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wardbook.findings import Mark
from wardbook.plan.data import MARK_KEY, Data, Scalar
from wardbook.plan.model.audience import AUDIENCES, inherited
from wardbook.plan.model.blocks import (
    Block,
    DiscoveryBlock,
    Reporting,
    ReportingBlock,
    ReportSheet,
    ResourcesBlock,
)
from wardbook.plan.model.form import Cell, Form, Section
from wardbook.plan.model.plan import Chapter, Plan
from wardbook.plan.reader import read
from wardbook.plan.text import Text

_TEMPLATE = Path(__file__).with_name("report_form.yml")
_PHRASE = "report_sheet_"
"""What keys of the template's words begin with."""
_LEFT_EMPTY = "–"
"""Stands for a word that a project's theme leaves empty, which G109 reports."""


def report_forms(
    plans: Iterable[Plan], phrases: Callable[[], Mapping[str, Mapping[str, str]]]
) -> Iterator[Form]:
    """A form for each reporting rule with a `sheet`. It is for those who may see the rule.

    `phrases` gives the theme's phrases by language, those of the project; it is asked only where
    there is such a rule.
    """
    plans = tuple(plans)
    choices = tuple(_choices(plans))
    for rule, sheet, audience in _report_sheets(plans):
        template = _in_languages(read(_TEMPLATE, _TEMPLATE.parent).data, phrases())
        offered = [one for one in choices if _may_be_read(one.audience, audience)]
        yield _form(rule, sheet, audience, template, offered)


@dataclass(frozen=True)
class _Choice:
    """What somebody may tick in the cell of a report form, and for whom it is."""

    cell: str
    text: Text
    audience: str


def _may_be_read(audience: str, of_form: str) -> bool:
    """Whether all who may see a form may see what is for `audience`."""
    return AUDIENCES.index(audience) <= AUDIENCES.index(of_form)


def _choices(plans: Iterable[Plan]) -> Iterator[_Choice]:
    """Ways on which faults become known, and who or what is sent, of all plans."""
    for plan in plans:
        for block, above in _blocks(plan.tops, inherited(plan)):
            if isinstance(block, DiscoveryBlock):
                for channel in block.discovery:
                    yield _Choice("known", channel.what, inherited(channel, above))
            elif isinstance(block, ResourcesBlock):
                for choice in block.resources:
                    yield _Choice("send", choice.case, inherited(choice, above))


def report_form_ids(plans: Iterable[Plan]) -> set[str]:
    """The ids of these forms."""
    return {str(sheet.id) for _, sheet, _ in _report_sheets(plans)}


def _report_sheets(plans: Iterable[Plan]) -> Iterator[tuple[Reporting, ReportSheet, str]]:
    for plan in plans:
        for block, audience in _blocks(plan.tops, inherited(plan)):
            if isinstance(block, ReportingBlock) and block.reporting.sheet:
                yield block.reporting, block.reporting.sheet, audience


def _blocks(chapters: Iterable[Chapter], above: str) -> Iterator[tuple[Block, str]]:
    """Every block of chapters and of what stands below them, and for whom it is."""
    for chapter in chapters:
        own = inherited(chapter, above)
        for block in chapter.every_block():
            yield block, inherited(block, own)
        yield from _blocks(chapter.chapters, own)


def _in_languages(data: Any, phrases: Mapping[str, Mapping[str, str]]) -> Any:
    """The template with its words in each language."""
    if isinstance(data, list):
        return [_in_languages(below, phrases) for below in data]
    if isinstance(data, dict):
        return {key: _in_languages(below, phrases) for key, below in data.items()}
    if not isinstance(data, Scalar) or not data.startswith(_PHRASE):
        return data
    words: dict[str, Any] = {MARK_KEY: data.mark}
    for language, own in phrases.items():
        word = " ".join(own[data].split()) or _LEFT_EMPTY
        words[language] = Scalar(word, data.mark)
    return words


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


def _form(
    rule: Reporting, sheet: ReportSheet, audience: str, data: Any, offered: Sequence[_Choice]
) -> Form:
    """The template with the rule's conditions to tick, a cell for each thing that must be said, and
    what the plan says of how faults become known and who is sent."""
    template = Form.model_validate(_placed(data, sheet.at))
    head, conditions, content, choices, foot = template.sections
    sections = [head]
    if rule.conditions:
        ticks = conditions.fields[0].model_copy(update={"choices": rule.conditions})
        sections.append(conditions.model_copy(update={"fields": (ticks,)}))
    if rule.content:
        sections.append(content.model_copy(update={"fields": tuple(_cells(rule, content))}))
    ticked = tuple(_ticked(choices, offered))
    if ticked:
        sections.append(choices.model_copy(update={"fields": ticked}))
    sections.append(foot)
    named = {"id": sheet.id, "code": sheet.code, "title": sheet.title, "at": sheet.at}
    return template.model_copy(update={**named, "audience": audience, "sections": tuple(sections)})


def _ticked(section: Section, offered: Sequence[_Choice]) -> Iterator[Cell]:
    """The cells of a section that have something to tick."""
    for cell in section.fields:
        texts = tuple(one.text for one in offered if one.cell == cell.id)
        if texts:
            yield cell.model_copy(update={"choices": texts})


def _cells(rule: Reporting, content: Section) -> Iterator[Cell]:
    for number, text in enumerate(rule.content, 1):
        yield content.fields[0].model_copy(
            update={"id": Scalar(f"content-{number}", text.mark), "label": text}
        )
