"""A department in one file: card, procedure, numbers and back-entry in every language, with styles
and fonts in it.

It opens alone, without a script and without the rest of the site: it is what can be sent by
whatever still works."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

from wardbook.fonts import FAMILY
from wardbook.html.strict_parser import StrictParser
from wardbook.html.templates import environment
from wardbook.sheets.book import DepartmentPage
from wardbook.site import addresses as at
from wardbook.site.addresses import SheetPlace
from wardbook.site.cut_fonts import CutFonts
from wardbook.site.page import Heading, Html
from wardbook.site.page_context import PageContext
from wardbook.theme import theme_file

_STYLES = ("tokens.css", "site/site.css", "site/one-file.css")
"""Style sheets in the file, by their places in the theme."""
_ANCHOR = re.compile(r'(\s(?:id|for|aria-labelledby)="|\shref="#|url\(#)')
"""Where an anchor of the same document is named."""
_LABEL = 40
"""Letters of the longest label among the site's words; longer ones stand on pages of their own."""
_ALWAYS = "0123456789 .,:;()/+-–—·→…、。，：；（）"


@dataclass(frozen=True)
class FileSection:
    """What the file says in one language."""

    language: str
    name: str
    """The language's own name."""
    words: Mapping[str, str]
    organisation: str
    department: str
    code: str
    edition: str
    draft: bool
    audience: str
    jumps: tuple[tuple[str, str], ...]
    html: str


def one_files(
    contexts: Sequence[PageContext], kept: Path | None = None
) -> Iterator[tuple[str, str]]:
    """Address below the site's root, and HTML, of each department's file. `kept`: the folder of the
    cache that keeps fonts that were cut."""
    found: dict[str, None] = {}
    for context in contexts:
        for department in context.book.departments:
            found[department.id] = None
    fonts = CutFonts(contexts[0].roots, kept)
    for id in found:
        yield f"{at.SEND}/{id}.html", _page(contexts[0], tuple(_sections(contexts, id)), fonts)
    fonts.prune()


def _page(context: PageContext, sections: Sequence[FileSection], fonts: CutFonts) -> str:
    """The whole document."""
    own = set(map(ord, _letters(sections)))
    faces = []
    for weight, data in fonts.of(own).items():
        faces.append((weight, base64.b64encode(data).decode("ascii")))
    styles = [theme_file(context.roots, name).read_text(encoding="utf-8") for name in _STYLES]
    template = environment(context.roots).get_template("site/one-file.html")
    return template.render(sections=sections, faces=faces, family=FAMILY, styles="\n".join(styles))


def _sections(contexts: Sequence[PageContext], id: str) -> Iterator[FileSection]:
    """The department in each language that has it."""
    for context in contexts:
        for department in context.book.departments:
            if department.id == id:
                yield _section(context, department)


def _section(context: PageContext, department: DepartmentPage) -> FileSection:
    """What the file says in the context's language: links lead to what stands in it, and nowhere
    else."""
    book, uri = context.book, at.department_uri(department.id)
    shown = tuple(_shown(department))
    where = {sheet: SheetPlace(uri, anchor) for _, anchor, sheet in shown}
    alone = replace(context, where=where, up="", sends=False)
    parts: list[str] = []
    if department.gap:
        parts.append(alone.html("gap", gap=department.gap).html)
    for key, anchor, sheet in shown:
        parts.append(_written(Heading(2, context.words[key], anchor)))
        parts += [_written(part) for part in alone.sheet(uri, sheet, 1)]
    return FileSection(
        language=book.language,
        name=dict(book.languages)[book.language],
        words=context.words,
        organisation=book.organisation,
        department=department.name,
        code=department.code,
        edition=book.edition,
        draft=book.draft,
        audience=context.words[f"audience_{book.audience}"],
        jumps=tuple((context.words[key], f"{book.language}-{anchor}") for key, anchor, _ in shown),
        html=_own_anchors("".join(parts), book.language),
    )


def _shown(department: DepartmentPage) -> Iterator[tuple[str, str, str]]:
    """Word of the site, anchor and sheet of each part that the department has."""
    for key, anchor, sheet in (
        ("card", "card", department.card),
        ("steps", "steps", department.procedure),
        ("scenario_steps", "scenario-steps", department.scenario_steps),
        ("numbers", "numbers", department.contacts),
        ("back_entry", "back-entry", department.back_entry),
    ):
        if sheet:
            yield key, anchor, sheet


def _written(part: Heading | Html) -> str:
    """A part as HTML."""
    if isinstance(part, Html):
        return f'<div class="wb">{part.html}</div>'
    return f'<h{part.level} id="{part.anchor}">{escape(part.text)}</h{part.level}>'


def _own_anchors(html: str, language: str) -> str:
    """Anchors with the language before them: those of two languages stand in one document."""
    return _ANCHOR.sub(rf"\g<1>{language}-", html)


def _letters(sections: Sequence[FileSection]) -> set[str]:
    """Every letter that the file shows."""
    reader = _Letters()
    for section in sections:
        reader.feed(section.html)
        reader.found.update(section.organisation, section.department, section.code)
        reader.found.update(section.edition, section.audience, section.name)
        for words in section.words.values():
            if len(words) <= _LABEL:
                reader.found.update(words)
    reader.close()
    return reader.found


class _Letters(StrictParser):
    """Collects the letters of words and labels."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found = set(_ALWAYS)

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "data-label":  # printed before a cell where a table is a list
                self.found.update(value or "")

    def handle_data(self, data: str) -> None:
        self.found.update(data)
