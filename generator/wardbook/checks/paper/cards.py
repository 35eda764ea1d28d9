"""Cards: short lines, few lines. Type is never made smaller: what is too much is a finding."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import partial

from pydantic import BaseModel

from wardbook.checks.context import Context, first_of
from wardbook.findings import Finding, Mark, error, warning
from wardbook.plan.model.audience import AUDIENCES
from wardbook.plan.model.form import Form, Variant
from wardbook.plan.model.plan import Plan
from wardbook.plan.model.procedure import CODE_LETTER, Procedure, Step, start_of
from wardbook.plan.model.registries import Contact, Department, System
from wardbook.plan.model.words import Citation, Term
from wardbook.plan.project import Project
from wardbook.plan.text import Inline, Reference, Text, Words
from wardbook.plan.timeline import band_of, card_text

MOST_LINES = 16
MOST_FIRST = 3
"""A nurse alone with forty beds reads three lines, not seven."""
MOST_HAN = 28
MOST_LATIN = 60
_LONGEST_NAMED = 3
_OPEN_NUMBER = "0000"
"""Stands in a line's length for a number that is open yet (E410). A draft prints the contact's
name in its place; a line that was shortened for it would be too short once the number is there."""
_WALL = "posted"
"""Whom cards are printed for."""
_Words = Callable[[Text], str]
"""What a text of something says where it is named, in the language of the line."""


def line_lengths(context: Context) -> Iterator[Finding]:
    """C901: a line that would not be read in one glance: over 28 Han or 60 Latin characters."""
    for procedure in context.project.procedures.values():
        for _, step in _card_steps(context, procedure):
            for language in context.project.languages:
                line = _shown(context, card_text(step), language)
                most = _most_characters(language)
                if _length(line, language) > most:
                    yield error(
                        "C901", step.at, step=step.id, language=language, most=most, line=line
                    )


def line_counts(context: Context) -> Iterator[Finding]:
    """C902: more than 16 lines on a card; C903 see `_first_lines`."""
    for procedure in context.project.procedures.values():
        lines = list(_card_steps(context, procedure))
        if procedure.department and len(lines) > MOST_LINES:
            yield error(
                "C902",
                procedure.at,
                *_longest(context, lines),
                department=procedure.department.id,
                lines=len(lines),
                most=MOST_LINES,
            )
        yield from _first_lines(context, procedure, lines)


def _first_lines(
    context: Context, procedure: Procedure, lines: list[tuple[str, Step]]
) -> Iterator[Finding]:
    """C903: over 3 lines when the fault is noticed, or when the department's own clock begins."""
    if procedure.department is None:
        return
    moments = ["noticed"]
    department = context.project.departments.get(procedure.department.id)
    if department and department.clock not in moments:
        moments.append(str(department.clock))
    for moment in moments:
        first = []
        for phase, step in lines:
            band = band_of(context.project.site, phase, step)
            if band and band.start == moment:
                first.append(step.at)
        if len(first) > MOST_FIRST:
            yield error(
                "C903",
                *first,
                department=procedure.department.id,
                lines=len(first),
                most=MOST_FIRST,
            )


def _longest(context: Context, lines: list[tuple[str, Step]]) -> list[Mark]:
    """Places of the longest lines of a card, the longest first."""
    language = context.project.languages[0]

    def length(step: Step) -> float:
        return _length(_shown(context, card_text(step), language), language)

    steps = sorted((step for _, step in lines), key=length, reverse=True)
    return [step.at for step in steps[:_LONGEST_NAMED]]


def _card_steps(context: Context, procedure: Procedure) -> Iterator[tuple[str, Step]]:
    """Phases and steps that stand on the card of the procedure's department."""
    if procedure.department is None:
        return
    for phase, step in procedure.steps():
        if step.on_card and band_of(context.project.site, phase, step):
            yield phase, step


def _shown(context: Context, text: Text, language: str) -> str:
    """A line as the card prints it once all numbers are known."""
    return _said(context, text, language, ()).rstrip("。.")


def _said(context: Context, text: Text, language: str, within: tuple[BaseModel | None, ...]) -> str:
    """A text as the card prints it. `within` is what it is a name of, and what names that: a name
    may refer to another one, and where it comes back to itself R205 says so."""
    parts = []
    for paragraph in text.paragraphs(language):
        for inline in paragraph:
            parts.append(_inline(context, inline, language, within))
    return "".join(parts)


def _inline(
    context: Context, inline: Inline, language: str, within: tuple[BaseModel | None, ...]
) -> str:
    """What the card prints: forms as their code, contacts as their number, the rest by name.

    Procedures print as `_procedure` says, steps as `_step`; `|name` asks for the name.
    """
    if isinstance(inline, Words):
        return inline.text
    found = context.project.find(inline.link)
    if any(found is outer for outer in within):
        return ""
    words = partial(_said, context, language=language, within=(*within, found))
    if isinstance(found, Procedure):
        return _procedure(context, found, inline.view, words, language)
    if isinstance(found, Step):
        return _step(context, found, inline)
    if isinstance(found, (Form, Variant, Contact)):
        return _with_sign(found, inline.view, words, is_brief=not within)
    return _name(found, inline.view, words, language)


def _with_sign(
    found: Form | Variant | Contact, view: str | None, words: _Words, *, is_brief: bool
) -> str:
    """A form's code or a contact's number; within a name the name beside it."""
    if isinstance(found, Contact):
        sign = str(found.number or _OPEN_NUMBER)
        name = words(found.name)
        whole = f"{name} {sign}"
    else:
        sign = str(found.code)
        name = words(found.title)
        whole = f"{sign} {name}"
    if view == "name":
        return name
    return sign if is_brief or view else whole


def _name(found: BaseModel | None, view: str | None, words: _Words, language: str) -> str:
    match found:
        case System() if found.short and view != "name":
            return str(found.short)
        case Plan() if found.short and view == "short":
            return words(found.short)
        case Plan():
            return _quoted(words(found.title), language)
        case Citation():
            return _citation(found, words, language)
        case Term():
            return words(found.term)
    name = getattr(found, "name", None) or getattr(found, "title", None)
    if isinstance(name, Text):
        return words(name)
    return ""


def _citation(citation: Citation, words: _Words, language: str) -> str:
    chinese = _is_chinese(language)
    said = _quoted(words(citation.title), language)
    if citation.number is not None:
        number = words(citation.number)
        said += f"（{number}）" if chinese else f" ({number})"
    if str(citation.status) == "unverified":
        said += "〔待核实〕" if chinese else " [to be verified]"
    return said


def _quoted(title: str, language: str) -> str:
    """A title of a publication in the marks that it has in Chinese."""
    return f"《{title}》" if _is_chinese(language) else title


def _procedure(
    context: Context, procedure: Procedure, view: str | None, words: _Words, language: str
) -> str:
    """A procedure's title with its code; `|code` asks for the code, other views for the title."""
    title = words(procedure.title)
    code = _code(context.project, procedure)
    if view == "code":
        return code
    if view:
        return title
    if _is_chinese(language):
        return f"{title}（{code}）"
    return f"{title} ({code})"


def _step(context: Context, step: Step, reference: Reference) -> str:
    """A step prints as its procedure's code, a word and its number, here in two digits."""
    found = context.project.step(reference.link)
    if found is None:
        return str(step.id)
    procedure, _ = found
    return f"{_code(context.project, procedure)} step 00"


def _code(project: Project, procedure: Procedure) -> str:
    if procedure.department:
        department = project.departments.get(procedure.department.id)
        if department:
            return f"{CODE_LETTER}-{department.code}"
    return str(procedure.code or procedure.id)


def _is_chinese(language: str) -> bool:
    return language.startswith("zh")


def _most_characters(language: str) -> int:
    if _is_chinese(language):
        return MOST_HAN
    return MOST_LATIN


def _length(line: str, language: str) -> float:
    """Length in characters; in Chinese a Latin letter counts half."""
    if not _is_chinese(language):
        return len(line)
    return sum(map(_han_width, line))


def _han_width(character: str) -> float:
    if unicodedata.east_asian_width(character) in "WFA":
        return 1
    return 0.5


def site_fields(context: Context) -> Iterator[Finding]:
    """C910: site.yml says nothing of what the cards of the project print."""
    project, site = context.project, context.project.site
    carded = _carded(project)
    if not carded:
        return
    missing = []
    if not site.bands:
        missing.append("bands")
    if site.desk is None and _needs_desk(project, carded):
        missing.append("desk")
    if site.never_waits is None:
        missing.append("never_waits")
    if missing:
        fields = ", ".join(missing)
        yield context.missing_part(
            "C910", site.at, fields=fields, departments=first_of(list(carded))
        )


def _carded(project: Project) -> Mapping[str, Department]:
    """Departments in scope with a procedure, of which some step stands on a card, by id."""
    found = {}
    for procedure in project.procedures.values():
        if procedure.department is None:
            continue
        department = project.departments.get(procedure.department.id)
        if department and department.in_scope and _has_card_line(procedure):
            found[str(department.id)] = department
    return found


def _has_card_line(procedure: Procedure) -> bool:
    return any(step.on_card and start_of(phase, step) for phase, step in procedure.steps())


def _needs_desk(project: Project, carded: Mapping[str, Department]) -> bool:
    """Whether a card would name no number; in a hospital everybody calls the same one first."""
    if str(project.site.kind) == "hospital":
        return True
    return any(department.report_to is None for department in carded.values())


def hidden_numbers(context: Context) -> Iterator[Finding]:
    """C904: a number that cards call and may not print, as they hang on walls, by contact."""
    for id, marks in _called_by_cards(context.project).items():
        contact = context.project.contacts.get(id)
        if contact and AUDIENCES.index(str(contact.audience)) > AUDIENCES.index(_WALL):
            yield warning("C904", *marks, contact=id, audience=contact.audience)


def _called_by_cards(project: Project) -> dict[str, list[Mark]]:
    """Contacts that cards print, each with the places that name it."""
    called: dict[str, list[Mark]] = {}
    if project.site.desk:
        called[project.site.desk.id] = [project.site.desk.mark]
    for department in project.departments.values():
        if not department.in_scope:
            continue
        for link in (department.report_to, department.night_report_to):
            if link:
                called.setdefault(link.id, []).append(link.mark)
    return called


CHECKS = (line_lengths, line_counts, site_fields, hidden_numbers)
