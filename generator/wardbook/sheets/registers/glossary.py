"""The glossary: one term for one thing."""

from __future__ import annotations

from dataclasses import replace

from wardbook.plan.model.words import Term
from wardbook.sheets.kinds import SheetKind
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.making import maker_of_one, the_sheet
from wardbook.sheets.sheet import MUL, Prose, Sheet
from wardbook.sheets.view import view


@view("GlossaryRow")
class GlossaryRow:
    """A term."""

    anchor: str
    term: str
    other: str
    """The term in the other languages."""
    definition: Prose
    aliases: str


@view("GlossaryView")
class GlossaryView:
    """The glossary."""

    title: str
    rows: tuple[GlossaryRow, ...]


def glossary_sheet(localizer: Localizer) -> Sheet | None:
    """Every term with its definition; English alphabetically, Chinese in the order of the file.

    None without any term.
    """
    terms = localizer.project.terms.values()
    if not terms:
        return None
    rows = [_row(localizer, term) for term in terms]
    if not localizer.language.startswith("zh"):
        rows.sort(key=lambda row: row.term.casefold())
    title = localizer.say("title_glossary")
    others = _other_languages(localizer)
    sheet = the_sheet(localizer, SheetKind.GLOSSARY, title, GlossaryView(title, tuple(rows)))
    return replace(sheet, other_language=MUL if len(others) > 1 else "".join(others))


def _other_languages(localizer: Localizer) -> list[str]:
    return [language for language in localizer.project.languages if language != localizer.language]


def named(localizer: Localizer, term: Term) -> str:
    """A term with what it is called for short."""
    name, short = localizer.words(term.term), localizer.words(term.short)
    if not short:
        return name
    return localizer.say("term_short", term=name, short=short)


def _row(localizer: Localizer, term: Term) -> GlossaryRow:
    others = map(term.term.words, _other_languages(localizer))
    return GlossaryRow(
        anchor=str(term.id),
        term=named(localizer, term),
        other=localizer.say("list_join").join(others),
        definition=localizer.prose(term.definition),
        aliases=localizer.say("list_join").join(localizer.listed(term.aliases)),
    )


MAKER = maker_of_one(SheetKind.GLOSSARY, glossary_sheet)
