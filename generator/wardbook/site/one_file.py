"""A department in one file: card, procedure, numbers and back-entry in every language, with styles
and fonts in it.

It opens alone, without a script and without the rest of the site: it is what can be sent by
whatever still works."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from html import escape
from html.parser import HTMLParser
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from wardbook.fonts import FAMILY, WEIGHTS, sound_fonts
from wardbook.html.templates import environment
from wardbook.sheets.book import DepartmentPage
from wardbook.site import addresses as at
from wardbook.site.addresses import SheetPlace
from wardbook.site.page import Heading, Html
from wardbook.site.page_context import PageContext
from wardbook.theme import theme_file

_STYLES = ("tokens.css", "site/site.css", "site/one-file.css")
"""Style sheets in the file, by their places in the theme."""
_ANCHOR = re.compile(r'(\s(?:id|for|aria-labelledby)="|\shref="#|url\(#)')
"""Where an anchor of the same document is named."""
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


def one_files(kits: Sequence[PageContext]) -> Iterator[tuple[str, str]]:
    """Address below the site's root, and HTML, of each department's file."""
    found: dict[str, None] = {}
    for kit in kits:
        for department in kit.book.departments:
            found[department.id] = None
    files: dict[str, tuple[FileSection, ...]] = {}
    letters: set[int] = set()
    for id in found:
        files[id] = tuple(_sections(kits, id))
        letters.update(map(ord, _letters(files[id])))
    fonts: dict[int, bytes] = {}
    for weight, file in _font_files(kits[0].roots).items():
        fonts[weight] = _cut(file, letters)
    for id, sections in files.items():
        yield f"{at.SEND}/{id}.html", _page(kits[0], sections, fonts)


def _page(kit: PageContext, sections: Sequence[FileSection], fonts: Mapping[int, bytes]) -> str:
    """The whole document."""
    own = set(map(ord, _letters(sections)))
    faces = []
    for weight, data in fonts.items():
        cut = base64.b64encode(_cut_again(data, own)).decode("ascii")
        faces.append((weight, cut))
    styles = [theme_file(kit.roots, name).read_text(encoding="utf-8") for name in _STYLES]
    template = environment(kit.roots).get_template("site/one-file.html")
    return template.render(sections=sections, faces=faces, family=FAMILY, styles="\n".join(styles))


def _sections(kits: Sequence[PageContext], id: str) -> Iterator[FileSection]:
    """The department in each language that has it."""
    for kit in kits:
        for department in kit.book.departments:
            if department.id == id:
                yield _section(kit, department)


def _section(kit: PageContext, department: DepartmentPage) -> FileSection:
    """What the file says in the kit's language: links lead to what stands in it, and nowhere
    else."""
    book, uri = kit.book, at.department_uri(department.id)
    shown = tuple(_shown(department))
    where = {sheet: SheetPlace(uri, anchor) for _, anchor, sheet in shown}
    alone = replace(kit, where=where, up="", sends=False)
    parts: list[str] = []
    if department.gap:
        parts.append(alone.html("gap", gap=department.gap).html)
    for key, anchor, sheet in shown:
        parts.append(_written(Heading(2, kit.words[key], anchor)))
        parts += [_written(part) for part in alone.sheet(uri, sheet, 1)]
    return FileSection(
        language=book.language,
        name=dict(book.languages)[book.language],
        words=kit.words,
        organisation=book.organisation,
        department=department.name,
        code=department.code,
        edition=book.edition,
        draft=book.draft,
        audience=kit.words[f"audience_{book.audience}"],
        jumps=tuple((kit.words[key], f"{book.language}-{anchor}") for key, anchor, _ in shown),
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


_LABEL = 40
"""Letters of the longest label among the site's words; longer ones stand on pages of their own."""


class _Letters(HTMLParser):
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


def _font_files(roots: tuple[Path, ...]) -> dict[int, Path]:
    """Weight → the theme's font of it."""
    found: dict[int, Path] = {}
    for face in sound_fonts(roots):
        if face.family == FAMILY and face.weight in WEIGHTS:
            found[face.weight] = face.file
    return dict(sorted(found.items()))


def _cut(file: Path, letters: set[int]) -> bytes:
    """The font with these letters alone: what all departments need together, so that the whole
    font is read once."""
    return _cut_font(file, file.stat().st_mtime_ns, frozenset(letters))


@cache
def _cut_font(file: Path, _changed: int, letters: frozenset[int]) -> bytes:
    font = TTFont(file, lazy=True, recalcBBoxes=False, recalcTimestamp=False)
    options = Options()
    options.layout_features = ["kern", "locl"]
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [1, 2]
    options.drop_tables += ["BASE", "VORG", "vhea", "vmtx"]
    return _saved(font, options, letters)


def _cut_again(font: bytes, letters: set[int]) -> bytes:
    """A font that is cut already, with the letters of one file, packed for a browser."""
    again = TTFont(io.BytesIO(font), recalcBBoxes=False, recalcTimestamp=False)
    again.flavor = "woff"
    return _saved(again, Options(hinting=True, layout_features=["*"]), letters)


def _saved(font: TTFont, options: Options, letters: Collection[int]) -> bytes:
    """The font with these letters, as bytes."""
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    made = io.BytesIO()
    font.save(made)
    return made.getvalue()
