"""Cards: short lines, few lines. Type is never shrunk, so a card that holds too much is a finding that names its steps."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from wardbook.checks.context import Context
from wardbook.findings import Finding, Mark, error, warning
from wardbook.plan.model.audience import AUDIENCES
from wardbook.plan.model.form import Form, Variant
from wardbook.plan.model.procedure import CODE_LETTER, Procedure, Step
from wardbook.plan.model.registries import Contact
from wardbook.plan.text import Inline, Reference, Text, Words
from wardbook.plan.timeline import band_of, card_text

MOST_LINES = 16
MOST_FIRST = 3
"""A nurse alone with forty beds reads three lines, not seven."""
MOST_HAN = 28
MOST_LATIN = 60
_WALL = "posted"
"""Whom cards are printed for."""


def line_lengths(context: Context) -> Iterator[Finding]:
    """C901: a line that would not be read in one glance: over 28 Han or 60 Latin characters."""
    for _, _, step in _card_steps(context):
        text = card_text(step)
        for language in context.project.languages:
            shown = _shown(context, text, language)
            limit = 2 * MOST_HAN if language.startswith("zh") else MOST_LATIN
            if _cells(shown, language) > limit:
                yield error(
                    "C901",
                    step.at,
                    step=step.id,
                    language=language,
                    most=MOST_HAN if language.startswith("zh") else MOST_LATIN,
                    line=shown,
                )


def line_counts(context: Context) -> Iterator[Finding]:
    """C902 more than 16 lines on a card, C903 more than 3 when the fault is noticed, or when the department's own clock
    begins."""
    by_procedure: dict[str, list[tuple[str, Step]]] = {}
    for owner, phase, step in _card_steps(context):
        by_procedure.setdefault(str(owner.id), []).append((phase, step))
    for procedure in context.project.procedures.values():
        if not procedure.department:
            continue
        department = context.project.departments.get(procedure.department.id)
        lines = by_procedure.get(str(procedure.id), [])
        if len(lines) > MOST_LINES:
            yield error(
                "C902",
                procedure.at,
                *_longest(context, lines),
                department=procedure.department.id,
                lines=len(lines),
                most=MOST_LINES,
            )
        for moment in dict.fromkeys(("noticed", str(department.clock) if department else "noticed")):
            first = [step for phase, step in lines if _begins_at(context, phase, step, moment)]
            if len(first) > MOST_FIRST:
                yield error(
                    "C903",
                    *(step.at for step in first),
                    department=procedure.department.id,
                    lines=len(first),
                    most=MOST_FIRST,
                )


def _begins_at(context: Context, phase: str, step: Step, moment: str) -> bool:
    band = band_of(context.project.site, phase, step)
    return band is not None and band.start == moment


def _longest(context: Context, lines: list[tuple[str, Step]]) -> list[Mark]:
    language = context.project.languages[0]
    by_length = sorted(lines, key=lambda line: -_cells(_shown(context, card_text(line[1]), language), language))
    return [step.at for _, step in by_length[:3]]


def _card_steps(context: Context) -> Iterator[tuple[Procedure, str, Step]]:
    for procedure in context.project.procedures.values():
        if procedure.department:
            for phase, step in procedure.steps():
                if step.on_card and band_of(context.project.site, phase, step):
                    yield procedure, phase, step


def _shown(context: Context, text: Text, language: str) -> str:
    inlines = (inline for paragraph in text.paragraphs(language) for inline in paragraph)
    return "".join(_inline(context, inline, language) for inline in inlines).rstrip("。.")


def _inline(context: Context, inline: Inline, language: str) -> str:
    """What the card prints: forms as their code, contacts as their number, procedures as `|code` says, the rest by name."""
    if isinstance(inline, Words):
        return inline.text
    found = context.project.find(inline.link)
    if isinstance(found, (Form, Variant)):
        return found.title.words(language) if inline.view == "name" else str(found.code)
    if isinstance(found, Contact):
        return found.name.words(language) if inline.view == "name" else str(found.number)
    if isinstance(found, Procedure):
        return _procedure(context, found, inline.view, language)
    if isinstance(found, Step):
        return _step(context, found, inline)
    name = getattr(found, "short", None) or getattr(found, "name", None) or getattr(found, "title", None)
    return name.words(language) if isinstance(name, Text) else str(name or "")


def _procedure(context: Context, procedure: Procedure, view: str | None, language: str) -> str:
    title, code = procedure.title.words(language), _code(context, procedure)
    if view:
        return code if view == "code" else title
    return f"{title}（{code}）" if language.startswith("zh") else f"{title} ({code})"


def _step(context: Context, step: Step, reference: Reference) -> str:
    """A step prints as its procedure's code, a word and its number."""
    found = context.project.step(reference.link)
    return f"{_code(context, found[0])} step 00" if found else str(step.id)


def _code(context: Context, procedure: Procedure) -> str:
    department = context.project.departments.get(procedure.department.id) if procedure.department else None
    return f"{CODE_LETTER}-{department.code}" if department else str(procedure.code or procedure.id)


def _cells(text: str, language: str) -> int:
    """Length in half-widths for Chinese, where a Latin letter counts half a Han; in characters elsewhere."""
    if not language.startswith("zh"):
        return len(text)
    return sum(2 if unicodedata.east_asian_width(letter) in "WFA" else 1 for letter in text)


def hidden_numbers(context: Context) -> Iterator[Finding]:
    """C904: a number that cards call and may not print: they hang on walls. One finding a contact."""
    project = context.project
    wanted = [project.site.desk]
    for department in project.departments.values():
        if department.in_scope:
            wanted += [link for link in (department.report_to, department.night_report_to) if link]
    called: dict[str, list[Mark]] = {}
    for link in wanted:
        called.setdefault(link.id, []).append(link.mark)
    for id, marks in called.items():
        contact = project.contacts.get(id)
        if contact and AUDIENCES.index(str(contact.audience)) > AUDIENCES.index(_WALL):
            yield warning("C904", *marks, contact=id, audience=contact.audience)


RULES = (line_lengths, line_counts, hidden_numbers)
