"""Sheets → HTML by the theme's templates. One template a kind serves site and print; templates do
no work."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, NoReturn
from unicodedata import east_asian_width

from jinja2 import Environment, FileSystemLoader, StrictUndefined, UndefinedError
from markupsafe import Markup, escape

from wardbook.html.compiled_templates import compiled_templates
from wardbook.html.held_tags import bound, ended
from wardbook.sheets.filled_phrases import filled_words
from wardbook.sheets.forms.forms import FormView, Marks
from wardbook.sheets.forms.labels import Label, label_of
from wardbook.sheets.plan.blocks.views import BlockView, FigureView
from wardbook.sheets.procedures.flows import Flow
from wardbook.sheets.sheet import Prose, Stamped, Target, text_of
from wardbook.theme import ThemeError, words

_TAIL = re.compile(
    r"((?:(?<![0-9A-Z-])[0-9]{1,4} )?[㐀-鿿][^\s]?[㐀-鿿][。？！；，、：）”]{0,2}"
    r"|(?:(?<=[，。；：、 ])[㐀-鿿]{1,5}|[㐀-鿿]{1,3}|\b[A-Za-z'’]{1,16}) [0-9][0-9-]*[.。]?"
    r"|(?<=\S )[A-Za-z'’]{1,6} [a-z'’]{1,6}[.?!]"
    r"|\b[0-9]+ [a-z]{1,7})$"
)
"""The last two or three characters of a Chinese paragraph, with the figure that they count; a
number with the word before it, in Chinese as a whole, or with its unit behind; the two last words
of an English sentence where both are short: they never stand alone on a line."""
_LAST_PART = re.compile(r"[㐀-鿿]{2,6}[。？！；，、：）”]{0,2}$")
"""The last part of a sentence, or a name, where it is as short as a word or two."""
_MARKS = "，。；：、？！（《“”）》 "
"""What a Chinese word does not reach over."""
_ROW, _TALL, _PARAGRAPH = 52, 18, 6
"""Han characters of a row over the whole width, lines that are a third of a page where columns are
as wide as each other, and what a paragraph's end leaves empty."""
_CLAUSE = re.compile(r"[^，。；：！？]+[，。；：！？]*|[，。；：！？]+")
"""Words up to the Chinese mark that ends them."""
_ALONE_MOST = 5
"""Letters of a text that fits any line."""


_ASIDE = re.compile("(（[^（）]+）)")
"""What a title has in full-width brackets."""


@dataclass(frozen=True)
class Setting:
    """How a sheet is set. `href` makes an address of a target (empty: no link), `draw` an SVG of a
    flow, `picture` the address of a figure's file, `anchor` an id that is unique in the output."""

    roots: tuple[Path, ...]
    language: str
    medium: str
    """site or print"""
    href: Callable[[Target], str]
    draw: Callable[[Flow], str]
    picture: Callable[[FigureView], str]
    fill_rows: int = 1
    """Rows of a form's `fill` grid: print measures the page and sets it, the site shows a few."""
    back_rows: int = 1
    """The same of the grid on its back."""
    columns: tuple[tuple[int, ...], ...] = ()
    """How a clock poster's lines stand in columns; empty while they are measured."""
    apart: str = ""
    """Phase before which the sheet's drawing has a page of its own, `behind` for one behind the
    last; empty: it stands where there is room."""
    marks: Marks | None = None
    """A form's marks when it is printed with a number; None: the number is filled in by hand."""
    checked: Mapping[str, str] = field(default_factory=dict)
    """Contact → when somebody last called it, in words. Paper does not say it: it would be out of
    date by the next call."""


def body(stamped: Stamped, setting: Setting) -> str:
    """The HTML of a sheet, without page around it.

    Raises jinja2.TemplateError and ThemeError where a template can't be used, and GraphvizMissing
    where a flow can't be drawn.
    """
    sheet = stamped.sheet

    def anchor(name: str) -> str:
        # Many sheets share one document in print; on the site each has a page of its own
        return f"{sheet.id}--{name}" if setting.medium == "print" else name

    def render_block(block: BlockView, lead: str = "") -> Markup:
        # `lead` begins the first words of a text or of pairs: the number of an untitled chapter
        values = {"v": block.content, "label": block.basis, "lead": lead}
        return _render(f"blocks/{block.kind}.html", values)

    def _render(template: str, values: Mapping[str, Any]) -> Markup:
        found = environment(setting.roots).get_template(template)
        return Markup(found.render({**shared, **values}))

    shared = {
        "sheet": sheet,
        "stamp": stamped.stamp,
        "medium": setting.medium,
        "w": words(setting.roots, "words", setting.language),
        "both": _both(setting, sheet.content),
        "href": setting.href,
        "anchor": anchor,
        "drawing": lambda flow: Markup(setting.draw(flow)),
        "picture": setting.picture,
        "render_block": render_block,
        "fill_rows": setting.fill_rows,
        "back_rows": setting.back_rows,
        "columns": setting.columns,
        "apart": setting.apart,
        "marks": setting.marks,
        "checked": setting.checked,
    }
    return str(_render(sheet.kind.value.template, {"v": sheet.content}))


def _both(setting: Setting, content: object) -> Callable[[str], Label]:
    """A function that gives a template's own words in every language of a form."""
    languages: tuple[str, ...] = (setting.language,)
    if isinstance(content, FormView):
        languages = content.languages

    def label(key: str) -> Label:
        texts = []
        for language in languages:
            texts.append(words(setting.roots, "words", language)[key])
        main, *others = texts
        return label_of(main, others)

    return label


class _Templates(Environment):
    """Templates that name themselves where they ask for what there is not."""

    def handle_exception(self, source: str | None = None) -> NoReturn:
        """Raise what went wrong in a template. Raises ThemeError for an undefined name: jinja2's
        own error says neither file nor line, and workers lose the traceback."""
        try:
            super().handle_exception(source)
        except UndefinedError as problem:
            raise ThemeError(f"{_place(problem)}: {problem}") from problem


def _place(problem: UndefinedError) -> str:
    """The innermost template that an error passed through, with its line."""
    place = ""
    for frame in traceback.extract_tb(problem.__traceback__):
        if frame.filename.endswith(".html"):
            place = f"{frame.filename}:{frame.lineno}"
    return place


def is_tall(row: Sequence[Prose]) -> bool:
    """Whether a row of a table may take half a page, so that it has to break over two."""
    room = _ROW // max(1, len(row))
    for cell in row:
        letters = sum(_width(text_of(line)) + _PARAGRAPH for line in cell)
        if letters > _TALL * room:
            return True
    return False


def _width(text: str) -> float:
    """How many Han characters a text is as wide as: a Latin letter is as wide as half of one."""
    return sum((1 + (east_asian_width(letter) in "WF")) / 2 for letter in text)


@cache
def environment(roots: tuple[Path, ...]) -> Environment:
    """The templates' environment over the theme's folders: a project's file overrides the
    product's."""
    made = _Templates(
        loader=FileSystemLoader([str(root) for root in roots]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=compiled_templates(),
    )
    made.tests["tall"] = is_tall
    made.filters["tail"] = keep_tail
    made.filters["ended"] = ended
    made.filters["bound"] = bound
    made.filters["clauses"] = clauses
    made.filters["filled"] = filled_words
    made.filters["asides"] = asides
    return made


def keep_tail(text: str, *, whole: bool = True) -> Markup:
    """The text with its last characters held together, so that no line holds one or two of them
    alone; a short part behind a mark as a whole, so that no word of it is cut. `whole`: nothing
    stands before it, so that a few characters need not be held."""
    tail = _TAIL.search(text)
    if tail is None or (whole and (not tail.start() or len(text) <= _ALONE_MOST)):
        return escape(text)
    at = tail.start()
    part = _LAST_PART.search(text)
    if part and part.start() < at and _begins_part(text, part.start(), whole=whole):
        at = part.start()
    return escape(text[:at]) + Markup('<span class="together">{}</span>').format(text[at:])


def _begins_part(text: str, at: int, *, whole: bool) -> bool:
    """Whether a part of a sentence begins at a place of its text; the text itself is one where
    something stands before it."""
    if at == 0:
        return not whole
    return text[at - 1] in _MARKS


def asides(text: str) -> Markup:
    """A title with what stands in full-width brackets held together: a line breaks before it."""
    return Markup(_ASIDE.sub(r'<span class="bracketed">\1</span>', str(escape(text))))


def clauses(text: str) -> list[str]:
    """The clauses of a Chinese text; other languages part their words by spaces."""
    return _CLAUSE.findall(text)
