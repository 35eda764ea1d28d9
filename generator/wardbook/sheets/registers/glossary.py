"""The glossary: one term for one thing."""

from __future__ import annotations

from wardbook.plan.model.registries import Term
from wardbook.sheets import sheet_ids
from wardbook.sheets.localizer import Lens
from wardbook.sheets.shapes import GlossaryRow, GlossaryView
from wardbook.sheets.sheet import CODE_LETTERS, Kind, Sheet


def glossary_sheet(lens: Lens) -> Sheet:
    """Every term with its definition; English alphabetically, Chinese in the order of the file."""
    terms = lens.project.terms.values()
    rows = [_row(lens, term) for term in terms]
    if not lens.language.startswith("zh"):
        rows.sort(key=lambda row: row.term.casefold())
    title = lens.say("title_glossary")
    key = lens.key(sheet_ids.GLOSSARY)
    return Sheet(key, Kind.GLOSSARY, CODE_LETTERS[Kind.GLOSSARY], title, GlossaryView(title, tuple(rows)))


def named(lens: Lens, term: Term) -> str:
    """A term with what it is called for short."""
    short = lens.words(term.short)
    return lens.say("term_short", term=lens.words(term.term), short=short) if short else lens.words(term.term)


def _row(lens: Lens, term: Term) -> GlossaryRow:
    others = [term.term.words(language) for language in lens.project.languages if language != lens.language]
    aliases = [str(word) for word in term.aliases.get(lens.language, ())]
    return GlossaryRow(
        anchor=str(term.id),
        term=named(lens, term),
        other=lens.say("list_join").join(others),
        definition=lens.prose(term.definition),
        aliases=lens.say("list_join").join(aliases),
    )
