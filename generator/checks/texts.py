"""Texts: every language present, nothing lost behind a `#`, no placeholder left."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.checks.context import Context
from generator.findings import Finding, error, warning
from generator.source.project import texts
from generator.source.text import ANY_LANGUAGE, Text

_PLACEHOLDER = re.compile(
    r"(?<![A-Za-z])(?:TODO|FIXME|TBD|XXX+)(?![A-Za-z])|待定|待补|待填|\*\*+|[?？]{3,}|_{4,}(?=\s*$)|[×X]{3,}"
)


def languages(context: Context) -> Iterator[Finding]:
    """T301 a declared language is missing, T302 one that is not declared."""
    declared = {*context.project.languages, *context.project.form_languages}
    for text in _all(context):
        if ANY_LANGUAGE in text.languages:
            continue
        missing = [language for language in context.project.languages if not text.languages.get(language)]
        if missing:
            yield context.hole("T301", text.mark, languages=", ".join(missing))
        for language in sorted(set(text.languages) - declared):
            yield error("T302", text.raw[language].mark, language=language, declared=", ".join(sorted(declared)))


def lost_comments(context: Context) -> Iterator[Finding]:
    """T303: a comment behind a sentence is usually text that YAML has cut off."""
    for text in _all(context):
        for scalar in text.raw.values():
            if scalar.commented:
                yield warning("T303", scalar.mark)


def placeholders(context: Context) -> Iterator[Finding]:
    """T304: a placeholder; an error in an issued plan."""
    for text in _all(context):
        for scalar in text.raw.values():
            if found := _PLACEHOLDER.search(scalar):
                yield context.hole("T304", scalar.mark, placeholder=found[0])
    for contact in context.project.contacts.values():
        if found := _PLACEHOLDER.search(contact.number):
            yield context.hole("T304", contact.number.mark, placeholder=found[0])


def _all(context: Context) -> Iterator[Text]:
    for model in context.project.models():
        yield from texts(model)


RULES = (languages, lost_comments, placeholders)
