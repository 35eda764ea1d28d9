"""What every page of one language is made with: the book, the site's own words, templates,
addresses, sheet bodies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from itertools import count
from pathlib import Path

from wardbook.folders import SOURCE
from wardbook.fonts import FontFault, covered_code_points, sound_fonts
from wardbook.html import diagrams
from wardbook.html.line_breaks import keep_codes
from wardbook.html.templates import Setting, body, environment
from wardbook.kept_texts import key_of
from wardbook.sheets.book import Book
from wardbook.sheets.forms.forms import title_in
from wardbook.sheets.plan.blocks.views import FigureView
from wardbook.sheets.procedures.cards import Dial
from wardbook.sheets.procedures.flows import Flow
from wardbook.sheets.registers.contacts import ContactRow
from wardbook.sheets.sheet import below_any
from wardbook.site.addresses import Links, SheetPlace, places
from wardbook.site.kept_parts import KeptParts, KeptSite
from wardbook.site.page import Heading, Html
from wardbook.site.readable import Reading, known_numbers
from wardbook.site.screen import screen_parts
from wardbook.theme import STAND_IN, ThemeWords, theme_file, theme_roots, words

_HAN, _LATIN = "zh", "en"
"""Languages whose words stand on pages of the other."""
_FILL_ROWS = 8
"""Rows shown of a grid that fills its sheet on paper."""

TableRow = list[tuple[str, str, str]]
"""Cells of a table of links: text, address (empty: no link), kind."""


@dataclass(frozen=True)
class PageContext:
    """How the pages of one book are made."""

    book: Book
    project: Path
    roots: tuple[Path, ...]
    words: Mapping[str, str]
    phrases: Mapping[str, str]
    where: Mapping[str, SheetPlace]
    """Sheet id → where it is shown."""
    up: str
    """From the language's root to the folder that holds the PDFs; empty: there are none."""
    reading: Reading
    """How its HTML is made readable on screens."""
    draws_flows: bool = True
    """Whether flows are drawn; a preview without Graphviz only says where they belong."""
    sends: bool = False
    """Whether files that open alone stand beside the languages."""
    found_on: Mapping[str, tuple[object, ...]] = field(default_factory=dict)
    """Sheet id → the contacts, numbers to call and pictures that are on it."""
    kept: KeptParts | None = None
    """Parts of sheets that the last build made."""

    def links(self, start: str) -> Links:
        """Links of the page `start`."""
        return Links(start, self.where, self.up, self.book.language)

    def html(self, template: str, **values: object) -> Html:
        """A template of `theme/site/pages`, filled. Raises jinja2's errors for a theme of the
        project's own that is broken."""
        made = environment(self.roots).get_template(f"site/pages/{template}.html")
        written = made.render(words=self.words, **values)
        if self.kept is None:
            return self._for_screens(written)
        key = key_of((self._told, written))
        found = self.kept.find(key)
        if found is not None and isinstance(found[0], Html):
            return found[0]
        shown = self._for_screens(written)
        self.kept.keep(key, (shown,))
        return shown

    def _for_screens(self, html: str) -> Html:
        return Html(self.reading.readable(keep_codes(html)))

    def sheet(self, start: str, id: str, shift: int = 0) -> tuple[Heading | Html, ...]:
        """A sheet's parts on the page `start`, its headings `shift` levels lower."""
        if self.kept is None:
            return self._made(start, id, shift)
        key = key_of((self._told, start, shift, *self._told_of(id)))
        found = self.kept.find(key)
        if found is None:
            found = self._made(start, id, shift)
            self.kept.keep(key, found)
        return found

    @cached_property
    def _told(self) -> str:
        """A key of what the parts of every sheet depend on, besides the theme and the known
        numbers."""
        where = []
        for id, place in sorted(self.where.items()):
            where.append((id, place.uri, place.anchor, place.listed and sorted(place.listed)))
        reading = (self.reading.language, self.reading.han, self.reading.latin)
        return key_of((self.book.language, where, self.up, self.draws_flows, reading))

    def _told_of(self, id: str) -> tuple[object, ...]:
        """What decides the parts of one sheet."""
        stamped, checked = self.book.sheets[id], self.book.checked_numbers
        days = []
        for view in self.found_on.get(id, ()):
            if isinstance(view, ContactRow):
                days.append(checked.get(view.id))
        sheet = stamped.sheet
        own = (sheet.key, sheet.kind.name, sheet.other_language, stamped.fingerprint)
        return (*own, stamped.stamp, days)

    def _made(self, start: str, id: str, shift: int) -> tuple[Heading | Html, ...]:
        stamped, links, numbers = self.book.sheets[id], self.links(start), count(1)

        def draw(flow: Flow) -> str:
            if not self.draws_flows:
                return f"<p>{escape(self.words['flow_not_drawn'])}</p>"
            return diagrams.draw(flow, f"{id}-{next(numbers)}")

        def picture(view: FigureView) -> str:
            return "../" * start.count("/") + figure_uri(view)

        setting = Setting(
            self.roots,
            self.book.language,
            "site",
            links.target,
            draw,
            picture,
            _FILL_ROWS,
            checked=self.book.checked_numbers,
        )
        html = keep_codes(body(stamped, setting))
        return tuple(self._readable(screen_parts(html, str(stamped.sheet.kind), shift)))

    def _readable(self, parts: Iterable[Heading | Html]) -> Iterator[Heading | Html]:
        """The parts of a sheet with what screens need."""
        for part in parts:
            if isinstance(part, Html):
                part = Html(self.reading.readable(part.html))
            yield part

    def title(self, id: str) -> str:
        """A sheet's title in this language."""
        return title_in(self.book.sheets[id].sheet, self.book.language)

    def code(self, id: str) -> str:
        """A sheet's code."""
        return self.book.sheets[id].sheet.code

    def check_word(self, id: str) -> str:
        """The six characters on a sheet's leaves."""
        return self.book.sheets[id].stamp.short

    def words_behind(self, prefix: str) -> dict[str, str]:
        """The site's words whose keys begin with a prefix, by the rest of the key: what a page's
        script says."""
        found: dict[str, str] = {}
        for key, said in self.words.items():
            if key.startswith(prefix):
                found[key.removeprefix(prefix)] = said
        return found

    def names(self, page: str) -> tuple[str, ...]:
        """Words by which people look for one of the fixed pages."""
        return tuple(self.words[f"names_{page}"].split("|"))

    def figures(self) -> Mapping[str, Path]:
        """Pictures that the pages show: address from the language's root → file."""
        found: dict[str, Path] = {}
        for views in self.found_on.values():
            for view in views:
                if isinstance(view, FigureView) and view.digest:
                    found[figure_uri(view)] = self.project / SOURCE / view.file
        return found


def page_context(
    book: Book,
    project: Path,
    up: str,
    *,
    draws_flows: bool = True,
    sends: bool = False,
    site: KeptSite | None = None,
) -> PageContext:
    """How the pages of `book` are made, with the themes of the folder `project`. `up` leads from
    the language's root to the folder that holds the PDFs; empty: there are none. Without
    `draws_flows` the pages only say where flows belong; `sends`: files that open alone stand beside
    the languages; `site`: what the last build made of it is kept there. Raises ThemeError for words
    of the project's own that can't be read."""
    roots = theme_roots(project, book.layers)
    found_on = {}
    for id, stamped in book.sheets.items():
        found_on[id] = tuple(below_any(stamped.sheet.content, ContactRow, Dial, FigureView))
    numbers = tuple(_numbers(book, found_on))
    kept = None
    if site:
        texts = site.texts("parts", book.language, book.audience, up, draws_flows, sends)
        kept = KeptParts(texts, numbers, _printed(roots))
    return PageContext(
        book=book,
        project=project,
        roots=roots,
        words=_own_words(roots, book),
        phrases=words(roots, "phrases", book.language),
        where=places(book),
        up=up,
        reading=_reading(book, numbers),
        draws_flows=draws_flows,
        sends=sends,
        found_on=found_on,
        kept=kept,
    )


def _own_words(roots: tuple[Path, ...], book: Book) -> Mapping[str, str]:
    """The site's words; a plan without scenarios gives no examples of them to search for."""
    found = words(roots, "site/words", book.language)
    if book.home.scenarios:
        return found
    file = theme_file(roots, f"site/words/{STAND_IN}.yml")
    return ThemeWords({**found, "search_hint": found["search"]}, file)


def _printed(roots: tuple[Path, ...]) -> frozenset[int] | None:
    """The characters that the theme's fonts have; None where they can't be used."""
    try:
        return covered_code_points(sound_fonts(roots))
    except FontFault:
        return None


def _reading(book: Book, numbers: Iterable[str]) -> Reading:
    """How pages of the book's language are made readable: which words are foreign there, which
    numbers can be called."""
    own = book.language.partition("-")[0]
    han, latin = _HAN, _LATIN
    for code, _ in book.languages:
        if code.startswith(_HAN):
            han = code
        if code.startswith(_LATIN):
            latin = code
    if own == _HAN:
        han = ""
    else:
        latin = ""
    return Reading(book.language, han, latin, known_numbers(numbers))


def _numbers(book: Book, found_on: Mapping[str, tuple[object, ...]]) -> Iterator[str]:
    """Every number that some sheet of the book says is one."""
    for views in found_on.values():
        for view in views:
            if isinstance(view, (ContactRow, Dial)):
                yield view.number
    if book.home.desk:
        yield book.home.desk.number


def figure_uri(view: FigureView) -> str:
    """The address of a picture: named by what it holds, so that any file name gives an ASCII
    one."""
    return f"assets/figures/{view.digest[:16]}{Path(view.file).suffix.lower()}"
