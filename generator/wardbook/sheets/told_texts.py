"""What is printed of a text in a language, where it has none of its own or one that was left
behind."""

from __future__ import annotations

from wardbook.plan.project import Project
from wardbook.plan.text import Paragraph, Text


def told_paragraphs(
    project: Project, language: str, text: Text
) -> tuple[tuple[Paragraph, ...], str]:
    """What is printed of a text, and the phrase that marks it, if one does: of a missing
    translation, or of one that was left behind when another language was edited."""
    told = text.paragraphs(language)
    if not told:
        return _source(project, text), "untranslated"
    source = project.stale.get((text.mark, language))
    if source is None:
        return told, ""
    if source:
        return text.paragraphs(source), "stale_source"
    return told, "stale_words"


def _source(project: Project, text: Text) -> tuple[Paragraph, ...]:
    """The text in the first of the project's languages that it has."""
    for language in project.languages:
        if text.paragraphs(language):
            return text.paragraphs(language)
    return next(iter(text.languages.values()), ())
