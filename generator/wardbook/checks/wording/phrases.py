"""Words that a careful reviewer marks: numbers that the register of contacts knows, times that
nobody can keep, sentences in which nobody acts, lists of one item."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from wardbook.checks.context import Context
from wardbook.findings import Finding, Mark, info, warning
from wardbook.plan.model.base import Base
from wardbook.plan.model.blocks import ActivationBlock, Block, FaultsBlock, Item, ListBlock
from wardbook.plan.model.plan import Chapter
from wardbook.plan.project import values
from wardbook.plan.text import Text

_DIALLED = re.compile(r"(?<![A-Za-z0-9./+–-])\+?\d+(?:[- ]\d+)*(?![A-Za-z0-9/%°℃]|[.:–-]\d)")
_CALL = re.compile(
    r"(?:拨打|拨|致电|电话|呼叫|打|内线|分机|call|ring|dial|phone|tel|number|extension|ext)\W{0,4}$",
    re.IGNORECASE,
)
_AMBIGUOUS = re.compile(r"\d{1,3}|(?:19|20)\d\d")
"""Numbers that may be an amount or a year: a telephone number only behind a word for calling."""

_VAGUE: Mapping[str, re.Pattern[str]] = {
    "zh": re.compile(r"及时|尽快|尽早|适时|第一时间|稍后|定期"),
    "en": re.compile(
        r"\b(?:as soon as possible|asap|promptly|in a timely manner|timely|in due course"
        r"|when appropriate|regularly)\b",
        re.IGNORECASE,
    ),
}
_NOBODY: Mapping[str, re.Pattern[str]] = {
    "zh": re.compile(r"(?:相关|有关)(?:部门|人员|科室|单位|负责人)|应?予以|应[被予](?!案)|应得到"),
    "en": re.compile(
        r"(?:^|[.;]\s+)(?:The|A|An|All|Each|Every|Any)\b"
        r"(?:(?!\b(?:if|when|until|once|after|before|while|that|which|who|where)\b)[^.,;:])*?"
        r"\b(?:is|are|must be|should be|shall be|has to be|have to be|will be)\s+"
        r"(?:(?!only)\w+ly\s+)?"
        r"(?:\w+ed|done|given|taken|kept|written|sent|made|told|brought|put|held)\b"
        r"(?!\s+(?:by|only)\b)"
        r"|\b(?:relevant|concerned|appropriate|responsible) "
        r"(?:department|staff|personnel|person|people|unit|part(?:y|ies))s?\b"
    ),
}


def written_numbers(context: Context) -> Iterator[Finding]:
    """T309: a number of the register that is written into a text. One finding a contact, with all
    its places."""
    holders = _holders(context)
    if not holders:
        return
    found: dict[str, list[Mark]] = {}
    for _, text in context.texts:
        for scalar in text.raw.values():
            for contact in dict.fromkeys(_contacts_dialled(scalar, holders)):
                found.setdefault(contact, []).append(scalar.mark)
    for contact, marks in found.items():
        number = context.project.contacts[contact].number
        yield warning("T309", *marks, number=number, contact=contact)


def _holders(context: Context) -> dict[str, str]:
    """Digits of each number → the contact that has it; an entry may give several numbers."""
    holders: dict[str, str] = {}
    for id, contact in context.project.contacts.items():
        for number in re.split(r"[/、,;，；]", str(contact.number or "")):
            digits = _digits(number)
            if digits:
                holders.setdefault(digits, id)
    return holders


def _digits(written: str) -> str:
    return re.sub(r"\D", "", written)


def _contacts_dialled(scalar: str, holders: Mapping[str, str]) -> Iterator[str]:
    """Contacts whose numbers stand in a text. `8120 8121` are two numbers, unless somebody has
    81208121."""
    for match in _DIALLED.finditer(scalar):
        numbers = [_digits(match[0])]
        if numbers[0] not in holders:
            numbers = list(map(_digits, match[0].split(" ")))
        for number in numbers:
            if number not in holders:
                continue
            if not _AMBIGUOUS.fullmatch(number) or _CALL.search(scalar[: match.start()]):
                yield holders[number]


def vague_times(context: Context) -> Iterator[Finding]:
    """T310: a word for a time that nobody can keep or check, in a step without a deadline. One
    finding a word."""
    texts: list[Text] = []
    for text, has_deadline in _actions(context):
        if not has_deadline:
            texts.append(text)
    yield from _phrases("T310", _VAGUE, texts)


def nobody_acts(context: Context) -> Iterator[Finding]:
    """T311: a sentence of a step in which nobody in particular acts. One finding a phrase."""
    yield from _phrases("T311", _NOBODY, [text for text, _ in _actions(context)])


def _phrases(
    code: str, patterns: Mapping[str, re.Pattern[str]], texts: Iterable[Text]
) -> Iterator[Finding]:
    """One finding of `code` for each phrase; `patterns` by language without its region."""
    found: dict[str, list[Mark]] = {}
    for text in texts:
        for language, scalar in text.raw.items():
            pattern = patterns.get(language.split("-")[0])
            if pattern is None:
                continue
            for match in pattern.finditer(scalar):
                phrase = match[0].strip(" .;").lower()
                found.setdefault(phrase, []).append(scalar.mark)
    for phrase, marks in found.items():
        yield info(code, *dict.fromkeys(marks), word=phrase)


def _actions(context: Context) -> Iterator[tuple[Text, bool]]:
    """Texts that tell somebody to do something, and whether a field gives the deadline."""
    for procedure in context.project.procedures.values():
        for _, step in procedure.steps():
            yield step.do, step.within is not None
            if step.card:
                yield step.card, step.within is not None
    for block in context.project.blocks():
        yield from _actions_of(block)


def _actions_of(block: Block) -> Iterator[tuple[Text, bool]]:
    if isinstance(block, ActivationBlock):
        for step in block.activation:
            if step.text:
                yield step.text, step.within is not None
    elif isinstance(block, FaultsBlock):
        for fault in block.faults:
            for text in fault.first:
                yield text, False


def lone_items(context: Context) -> Iterator[Finding]:
    """T312: a list of one item, or a number (1) that no (2) follows. One point below an item
    without a number is usual, and where the source stops, so may its list."""
    for plan in context.project.plans.values():
        cut_off = set(_below_truncated(plan.tops))
        for found in values(plan):
            if isinstance(found, Base) and found.at in cut_off:
                continue
            if isinstance(found, ListBlock):
                lone = len(found.list) == 1
            elif isinstance(found, Item):
                lone = bool(found.numbered) and len(found.list) == 1
            else:
                continue
            if lone:
                yield info("T312", found.at)


def _below_truncated(chapters: Iterable[Chapter]) -> Iterator[Mark]:
    """The places of all that stands in chapters at which the source stops."""
    for chapter in chapters:
        if chapter.truncated:
            for found in values(chapter):
                if isinstance(found, Base):
                    yield found.at
        else:
            yield from _below_truncated(chapter.chapters)


CHECKS = (written_numbers, vague_times, nobody_acts, lone_items)
