"""Words that a careful reviewer marks: numbers that the register of contacts knows, times that nobody can keep, sentences
in which nobody acts, lists of one item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from wardbook.checks.context import Context
from wardbook.findings import Finding, Mark, info, warning
from wardbook.plan.model.blocks import ActivationBlock, FaultsBlock, Item, ListBlock
from wardbook.plan.model.registries import Contact
from wardbook.plan.project import values
from wardbook.plan.text import Text

_DIALLED = re.compile(r"(?<![A-Za-z0-9./+–-])\+?\d+(?:[- ]\d+)*(?![A-Za-z0-9/%°℃]|[.:–-]\d)")
_CALL = re.compile(
    r"(?:拨打|拨|致电|电话|呼叫|打|内线|分机|call|ring|dial|phone|tel|number|extension|ext)\W{0,4}$", re.IGNORECASE
)
_AMBIGUOUS = re.compile(r"\d{1,3}|(?:19|20)\d\d")
"""Numbers that may be an amount or a year: a telephone number only behind a word for calling."""

_VAGUE: Mapping[str, re.Pattern[str]] = {
    "zh": re.compile(r"及时|尽快|尽早|适时|第一时间|稍后|定期"),
    "en": re.compile(
        r"\b(?:as soon as possible|asap|promptly|in a timely manner|timely|in due course|when appropriate|regularly)\b",
        re.IGNORECASE,
    ),
}
_NOBODY: Mapping[str, re.Pattern[str]] = {
    "zh": re.compile(r"(?:相关|有关)(?:部门|人员|科室|单位|负责人)|应?予以|应[被予](?!案)|应得到"),
    "en": re.compile(
        r"(?:^|[.;]\s+)(?:The|A|An|All|Each|Every|Any)\b(?:(?!\b(?:if|when|until|once|after|before|while|that|which|who|where)\b)"
        r"[^.,;:])*?\b(?:is|are|must be|should be|shall be|has to be|have to be|will be)\s+(?:(?!only)\w+ly\s+)?"
        r"(?:\w+ed|done|given|taken|kept|written|sent|made|told|brought|put|held)\b(?!\s+(?:by|only)\b)"
        r"|\b(?:relevant|concerned|appropriate|responsible) (?:department|staff|personnel|person|people|unit|part(?:y|ies))s?\b"
    ),
}


def written_numbers(context: Context) -> Iterator[Finding]:
    """T309: a number of the register that is written into a text. One finding a contact, with all its places."""
    known = _known(context)
    found: dict[str, list[Mark]] = {}
    for _, text in context.texts if known else ():
        for scalar in text.raw.values():
            for contact in dict.fromkeys(_dialled(scalar, known)):
                found.setdefault(contact, []).append(scalar.mark)
    for contact, marks in found.items():
        yield warning("T309", *marks, number=context.project.contacts[contact].number, contact=contact)


def _known(context: Context) -> dict[str, str]:
    """Digits of each number → the contact that has it; an entry may give several numbers."""
    known: dict[str, str] = {}
    for id, contact in context.project.contacts.items():
        for part in re.split(r"[/、,;，；]", _number(contact)):
            if digits := re.sub(r"\D", "", part):
                known.setdefault(digits, id)
    return known


def _number(contact: Contact) -> str:
    return str(contact.number)


def _dialled(scalar: str, known: Mapping[str, str]) -> Iterator[str]:
    for match in _DIALLED.finditer(scalar):
        whole = re.sub(r"\D", "", match[0])
        parts = [whole] if whole in known else [re.sub(r"\D", "", part) for part in match[0].split(" ")]
        for part in parts:
            if part in known and (not _AMBIGUOUS.fullmatch(part) or _CALL.search(scalar[: match.start()])):
                yield known[part]


def vague_times(context: Context) -> Iterator[Finding]:
    """T310: a word for a time that nobody can keep or check, in a step without a deadline. One finding a word."""
    yield from _words("T310", _VAGUE, [text for deadline, text in _actions(context) if not deadline])


def nobody_acts(context: Context) -> Iterator[Finding]:
    """T311: a sentence of a step in which nobody in particular acts. One finding a phrase."""
    yield from _words("T311", _NOBODY, [text for _, text in _actions(context)])


def _words(code: str, patterns: Mapping[str, re.Pattern[str]], where: list[Text]) -> Iterator[Finding]:
    found: dict[str, list[Mark]] = {}
    for text in where:
        for language, scalar in text.raw.items():
            pattern = patterns.get(language.split("-")[0])
            for match in pattern.finditer(scalar) if pattern else ():
                found.setdefault(match[0].strip(" .;").lower(), []).append(scalar.mark)
    for word, marks in found.items():
        yield info(code, *dict.fromkeys(marks), word=word)


def _actions(context: Context) -> Iterator[tuple[bool, Text]]:
    """Texts that tell somebody to do something, and whether a field gives the deadline."""
    for procedure in context.project.procedures.values():
        for _, step in procedure.steps():
            yield from ((step.within is not None, text) for text in (step.do, step.card) if text)
    for plan in context.project.plans.values():
        for block in plan.blocks():
            if isinstance(block, ActivationBlock):
                yield from ((step.within is not None, step.text) for step in block.activation if step.text)
            elif isinstance(block, FaultsBlock):
                yield from ((False, text) for fault in block.faults for text in fault.first)


def lone_items(context: Context) -> Iterator[Finding]:
    """T312: a list of one item, or a number (1) that no (2) follows. One point below an item without a number is usual."""
    for plan in context.project.plans.values():
        for found in values(plan):
            listed = isinstance(found, ListBlock) or (isinstance(found, Item) and found.numbered)
            if isinstance(found, (ListBlock, Item)) and listed and len(found.list) == 1:
                yield info("T312", found.at)


RULES = (written_numbers, vague_times, nobody_acts, lone_items)
