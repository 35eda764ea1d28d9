"""What laying out needs and reuses: theme, fonts, styles, a fetcher that stays at home, and what
WeasyPrint logs."""

from __future__ import annotations

import contextlib
import logging
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

from cssselect2 import ElementWrapper
from markupsafe import Markup
from weasyprint import CSS, HTML, Document
from weasyprint.html import UA
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from wardbook.folders import SOURCE
from wardbook.fonts import NO_BREAK_SPACE
from wardbook.html.diagrams import draw_in, paper_room
from wardbook.html.line_breaks import for_paper
from wardbook.html.templates import Setting, environment
from wardbook.pdf.dotted_lines import stroke_broken_lines
from wardbook.pdf.drawn_sheets import LINK
from wardbook.pdf.own_html import NotStrict, tree_of
from wardbook.pdf.page_starts import Again, note_courses
from wardbook.pdf.running_lines import beside_banner
from wardbook.pdf.shortcuts import matched_at_once, take_shortcuts
from wardbook.sheets.kinds import BY_ID
from wardbook.sheets.procedures.flows import Flow
from wardbook.sheets.sheet import Target
from wardbook.theme import theme_file, words

_STYLES = ("tokens.css", "print/page.css", "print/paper.css", "print/base.css")
_OF_NO_SHEET: Mapping[str, tuple[str, ...]] = {
    "front": ("front", "signatures"),
    "list": ("lists", "desk"),
}
"""Style sheets of what is no sheet: a manual's front leaves, and lists for the desk."""


def _file_of(url: str) -> Path | None:
    """The file that an address means, on Windows also one on a drive or a share; None where it
    means none."""
    parts = urlsplit(url)
    if parts.scheme != "file":
        return None
    if not parts.netloc:
        return Path(url2pathname(parts.path))
    if os.name == "nt":
        return Path(url2pathname(f"//{parts.netloc}{parts.path}"))
    return None


class _HomeFetcher(URLFetcher):  # type: ignore[misc]
    """Fetches files below the allowed folders and nothing else: no network, nothing outside the
    project."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        super().__init__(allowed_protocols=["file"])
        self._folders = [folder.resolve() for folder in folders]

    def fetch(self, url: str, headers: Any = None) -> Any:
        """Fetch an allowed file. Raises ValueError for anything else, which WeasyPrint logs."""
        if not self._is_at_home(_file_of(url)):
            raise ValueError(f"not a file of the theme or the project: {url}")
        return super().fetch(url, headers)

    def _is_at_home(self, file: Path | None) -> bool:
        if file is None:
            return False
        return any(file.resolve().is_relative_to(folder) for folder in self._folders)


_ABOVE = 55.0
"""Points that the tallest drawing leaves for text above it, where it can be read without them."""
_NOTES = re.compile(r"^::(?:foot)?note-.*\n", re.MULTILINE)
_ANY_MARKER = re.compile(r"^::marker", re.MULTILINE)


@cache
def _defaults() -> CSS:
    """WeasyPrint's own style sheet without footnotes, and with markers for list items alone.

    As it stands, each element of a sheet is given six pseudo-elements that nothing here prints, a
    sixth of the time of laying out.
    """
    return CSS(string=_ANY_MARKER.sub("li::marker", _NOTES.sub("", UA)))


def _styles_of(kind: str) -> Iterator[str]:
    """Style sheets that a kind of sheet, or of other leaves, has besides those of all."""
    if kind == "run":
        return
    names = _OF_NO_SHEET.get(kind)
    if names is None:
        names = BY_ID[kind].value.styles
    for name in names:
        yield f"print/{name}.css"


class _Page(HTML):  # type: ignore[misc]
    """A sheet's HTML with the defaults of this renderer."""

    def __init__(self, text: str, fetcher: URLFetcher) -> None:
        try:
            tree = tree_of(text)
        except NotStrict:  # a template of a project's own theme
            super().__init__(string=text, url_fetcher=fetcher)
            return
        self.base_url, self.url_fetcher, self.media_type = None, fetcher, "print"
        self.wrapper_element = ElementWrapper.from_html_root(tree, content_language=None)
        self.etree_element = tree

    def _ua_stylesheets(self, *_: bool) -> list[CSS]:
        return [_defaults()]


class Heard(logging.Handler):
    """WeasyPrint's log lines since they were last taken: a missing image or glyph must not pass
    in silence."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the line."""
        self._lines.append(record.getMessage())

    def take(self) -> list[str]:
        """The lines, which are forgotten then."""
        lines, self._lines = self._lines, []
        return lines


@dataclass(frozen=True)
class Frame:
    """What stands around a sheet on paper.

    `languages`: a form's, main one first; else the sheet's alone.
    """

    languages: tuple[str, ...]
    title: str
    kind: str
    id: str
    organisation: str
    code: str
    foot: str
    body: str
    classification: str = ""
    style: str = ""
    paper: str = ""
    date: str = ""
    """Date of the leaf's edition, ISO, where it is not the manual's."""
    styles: tuple[str, ...] = ()
    """Style sheets of a unit of several kinds of sheets."""
    edition: str = ""
    """Finished words, for what the PDF says of itself."""
    word: str = ""
    """Check word of the sheet."""
    parts: tuple[tuple[str, str], ...] = ()
    """Of a unit the ids of its sheets, each with its HTML, ready for paper: `body` is made of
    them."""

    def for_paper(self) -> str:
        """The body as it is laid out."""
        return self.body if self.parts else for_paper(self.body)


def _address(target: Target) -> str:
    """A link until binding: the place by the names of its sheet and anchor."""
    if not target.anchor:
        return f"{LINK}{target.sheet}"
    return f"{LINK}{target.sheet}--{target.anchor}"


class PdfRenderer:
    """Lays out HTML on pages by the theme: one for each process, project and language.

    `date` is the edition's, as ISO text: PDFs never hold the clock's.
    """

    def __init__(
        self, roots: tuple[Path, ...], project: Path, language: str, date: str, *, draft: bool
    ) -> None:
        self.roots = roots
        self.project = project
        self.language = language
        self.date = date
        self.draft = draft
        self.room = paper_room(roots)
        """Where a drawing must fit."""
        self._fonts = FontConfiguration()
        self._fetcher = _HomeFetcher((*roots, project / SOURCE))
        self._sheets: dict[str, CSS] = {}
        self._together: dict[tuple[str, ...], list[CSS]] = {}
        take_shortcuts()
        stroke_broken_lines()
        note_courses()

    def _style(self, name: str) -> CSS:
        if name not in self._sheets:
            path = str(theme_file(self.roots, name))
            self._sheets[name] = CSS(
                filename=path, font_config=self._fonts, url_fetcher=self._fetcher
            )
        return self._sheets[name]

    def _styles(self, names: tuple[str, ...]) -> list[CSS]:
        """These style sheets, the stronger behind the weaker."""
        if names not in self._together:
            self._together[names] = matched_at_once([self._style(name) for name in names])
        return self._together[names]

    def setting(self, sheet: str, drawing: float) -> Setting:
        """How a sheet is set on paper.

        Links name anchors, which carry their sheet's id; binding makes them lead there. `drawing`
        is the height in points that a drawing may have; 0 leaves drawings out.
        """
        numbers = count(1)

        def drawn(flow: Flow) -> str:
            if not drawing:
                return ""
            return "".join(self._drawn(flow, f"{sheet}-{next(numbers)}", drawing))

        return Setting(
            roots=self.roots,
            language=self.language,
            medium="print",
            href=_address,
            draw=drawn,
            picture=lambda view: (self.project / SOURCE / view.file).resolve().as_uri(),
        )

    def _drawn(self, flow: Flow, prefix: str, height: float) -> tuple[str, ...]:
        """A flow as high as `height`; one that may fill the page leaves some of it to text, where
        it is one piece all the same."""
        if height >= self.room.height:
            lower = draw_in(flow, prefix, replace(self.room, height=height - _ABOVE))
            if len(lower) == 1 and "beside" not in lower[0]:
                return lower
        return draw_in(flow, prefix, replace(self.room, height=height))

    def word(self, key: str) -> str:
        """One of the theme's own words."""
        return words(self.roots, "words", self.language)[key]

    def template(self, name: str, values: Mapping[str, Any]) -> Markup:
        """A template of the theme, with the language's words."""
        shared = {"w": words(self.roots, "words", self.language)}
        return Markup(environment(self.roots).get_template(name).render({**shared, **values}))

    def document(self, frame: Frame, again: Again | None = None) -> Document:
        """Lay out a sheet in its frame; or some of its pages `again`, with what the frame holds of
        it. Raises PageMoved where one of them does not end as it did."""
        banner = self.banner(frame.classification, frame.languages)
        values = {
            **vars(frame),
            "body": Markup(frame.for_paper()),
            "language": frame.languages[0],
            "head": beside_banner(frame.title, banner),
            "whose": beside_banner(frame.organisation, banner),
            "date": frame.date or self.date,
            "banner": banner,
            "foot": frame.foot.replace(" · ", f"{NO_BREAK_SPACE}· "),  # no line begins with a dot
        }
        html = _Page(str(self.template("print/sheet.html", values)), self._fetcher)
        html.again = again
        own = [f"print/{name}.css" for name in frame.styles]
        styles = self._styles((*_STYLES, *_styles_of(frame.kind), *own))
        return html.render(stylesheets=styles, font_config=self._fonts, pdf_tags=True)

    def banner(self, classification: str, languages: Sequence[str] = ()) -> str:
        """What stands at the head of every leaf: who may have it in hand, and "draft" in
        `languages`; without any in the renderer's own."""
        parts = [classification]
        if self.draft:
            own = [words(self.roots, "words", one) for one in languages or (self.language,)]
            parts.append(" ".join(found["draft"] for found in own))
        return " · ".join(filter(None, parts))

    @contextlib.contextmanager
    def listening(self) -> Iterator[Heard]:
        """Gather WeasyPrint's log lines instead of printing them."""
        logger, heard = logging.getLogger("weasyprint"), Heard()
        handlers, logger.handlers = logger.handlers, [heard]
        try:
            yield heard
        finally:
            logger.handlers = handlers
