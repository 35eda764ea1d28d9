"""Nothing empty: no sheet, page, menu entry, tile, heading, column, box or question that holds nothing of its plan, for any
audience, on site and paper, in both languages."""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from urllib.parse import urldefrag

import pytest
from wardbook.html.templates import Setting, body, environment
from wardbook.pdf.contents import Leaves, contents_tables
from wardbook.plan.loader import load
from wardbook.plan.model.audience import AUDIENCES
from wardbook.plan.project import Project, texts
from wardbook.plan.text import Words
from wardbook.sheets.audience import for_audience
from wardbook.sheets.book import Book
from wardbook.sheets.books import books
from wardbook.sheets.kinds import SheetKind
from wardbook.sheets.manuals import Manual
from wardbook.sheets.sheet import Stamped
from wardbook.site import addresses as at
from wardbook.site.language_site import LanguageSite, language_sites
from wardbook.site.page import Heading, Page
from wardbook.starters import STARTERS, lay_down
from wardbook.theme import theme_roots, words

from tests import emptiness

PROJECTS = Path(__file__).parent / "projects"
HARBOUR = Path(__file__).parent / "site/harbour"
LARGE = "hospital"
"""The starter that takes half a minute to look at."""
BY_HAND_ALONE = (SheetKind.FORM,)
"""Sheets that are made to be filled in: what is empty on them is what they are for."""
TOOLS = (at.NUMBERS,)
"""Pages that are a tool for what the plan holds, and repeat none of it."""
_HAN = re.compile("[一-鿿]")


def minimal(folder: Path, **files: str) -> Path:
    """A project of one plan with one chapter and one contact: what a blank starter is cut down to. `files` are further
    ones, or the same anew."""
    source = folder / "plan_source"
    (source / "plans").mkdir(parents=True)
    written = {
        "site": (
            "organisation: {zh: 示例单位, en: Sample Organisation}\n"
            "kind: organisation\n"
            "title: {zh: 信息系统应急预案, en: Information systems emergency plan}\n"
            "languages: [zh, en]\n"
            'edition: {id: "1.0", date: 2026-11-01}\n'
        ),
        "contacts": (
            '- {id: duty-desk, name: {zh: 信息值班, en: Information desk}, number: "8001", audience: public}\n'
        ),
        "plans/plan": (
            "id: plan\n"
            "code: Z1\n"
            "title: {zh: 信息系统应急预案, en: Information systems emergency plan}\n"
            "numbering: chinese\n"
            "chapters:\n"
            "  - id: purpose\n"
            "    title: {zh: 目的, en: Purpose}\n"
            "    blocks:\n"
            "      - text: {zh: 有序处置，尽快恢复。, en: Act in order and restore it soon.}\n"
        ),
        **files,
    }
    for name, text in written.items():
        (source / f"{name}.yml").write_text(text, encoding="utf-8")
    return folder


def project_in(folder: Path) -> Project:
    """The project in a folder; what is wrong with it fails the test."""
    loaded = load(folder)
    assert loaded.project, loaded.findings
    return loaded.project


@pytest.fixture
def laid_down(tmp_path: Path) -> Callable[[str], Path]:
    """Lays down what is looked at: a starter or a test project by its name, or the smallest project there is."""

    def folder(name: str) -> Path:
        if name == "minimal":
            return minimal(tmp_path / name)
        if name == "harbour":
            return HARBOUR
        if name in STARTERS:
            lay_down(name, tmp_path / name)
            return tmp_path / name
        return PROJECTS / name

    return folder


SMALL = (
    "minimal",
    "harbour",
    *(path.name for path in sorted(PROJECTS.iterdir())),
    *(starter for starter in STARTERS if starter != LARGE),
)


@pytest.mark.slow
@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("name", [*SMALL, LARGE])
def test_nothing_is_empty(name: str, audience: str, laid_down: Callable[[str], Path]) -> None:
    """Over the HTML of sheets, front leaves and pages: nothing is laid out."""
    project = project_in(laid_down(name))
    found = list(everything_empty(project, audience))
    assert found == []


def test_nothing_is_empty_of_the_smallest_project(tmp_path: Path) -> None:
    project = project_in(minimal(tmp_path / "x"))
    for audience in AUDIENCES:
        assert list(everything_empty(project, audience)) == []


def everything_empty(project: Project, audience: str) -> Iterator[str]:
    """Each thing that holds nothing, with where it is."""
    made = books(project, audience)
    seen = for_audience(project, audience)
    for up in ("", "../.."):
        sites = language_sites(made, project.root, project.root / "docs", up, draws_flows=False)
        for language, site in sites.items():
            said = tuple(plan_words(seen, language))
            for place in empty_in_site(site, said):
                yield f"{language} site{up}: {place}"
    for book in made:
        for place in empty_on_paper(book, project):
            yield f"{book.language} paper: {place}"


def plan_words(project: Project, language: str) -> Iterator[str]:
    """Runs of words that the plan says: its names and its sentences."""
    for model in project.models():
        for text in texts(model):
            for paragraph in text.paragraphs(language):
                for inline in paragraph:
                    if isinstance(inline, Words):
                        yield from _long_enough(inline.text)


def _long_enough(text: str) -> Iterator[str]:
    plain = " ".join(text.split())
    if len(plain) > 3 or len(_HAN.findall(plain)) > 1:
        yield plain


def empty_in_site(site: LanguageSite, said: tuple[str, ...]) -> Iterator[str]:
    """What holds nothing on the pages of one language, and links between them that lead nowhere."""
    for uri, page in site.pages.items():
        root = emptiness.parse(html_of(page))
        for place in emptiness.empty_places(root):
            yield f"{uri}: {place}"
        if uri not in TOOLS and not holds_any(root, said):
            yield f"{uri}: no word of the plan"
        for address in dead_links(site.pages, uri, root):
            yield f"{uri}: no page {address}"


def html_of(page: Page) -> str:
    """A page's parts as one piece of HTML, without the title that repeats its name."""
    parts = []
    for part in page.parts:
        if not isinstance(part, Heading):
            parts.append(part.html)
        elif part.level > 1:
            parts.append(f"<h{part.level}>{part.text}</h{part.level}>")
    return "".join(parts)


def holds_any(root: emptiness.Element, said: tuple[str, ...]) -> bool:
    shown = emptiness.words_of(root)
    return any(words in shown for words in said)


def dead_links(pages: Mapping[str, Page], start: str, root: emptiness.Element) -> Iterator[str]:
    """Addresses of pages that there are not; those of PDFs stand beside the site."""
    known = {at.href(start, uri) for uri in pages}
    for link in root.iter("a"):
        address, _ = urldefrag(link.get("href"))
        if address.endswith(".html") and address not in known:
            yield address


def empty_on_paper(book: Book, project: Project) -> Iterator[str]:
    """What holds nothing on the sheets and the front leaves of a book."""
    for stamped in book.sheets.values():
        if stamped.sheet.kind in BY_HAND_ALONE:
            continue
        root = emptiness.parse(print_html(stamped, book, project))
        for place in emptiness.empty_places(root):
            yield f"{stamped.sheet.id}: {place}"
    for manual in book.manuals:
        if not manual.sheets:
            yield f"manual {manual.id}: no sheet"
        if manual.has_front:
            root = emptiness.parse(front_html(manual, book, project))
            for place in emptiness.empty_places(root):
                yield f"front of {manual.id}: {place}"


def print_html(stamped: Stamped, book: Book, project: Project) -> str:
    """A sheet as it is printed, with a stroke in place of each drawing."""
    roots = theme_roots(project.root, book.kind)
    setting = Setting(
        roots, book.language, "print", lambda _: "", lambda _: "<svg></svg>", lambda file: file
    )
    return body(stamped, setting)


def front_html(manual: Manual, book: Book, project: Project) -> str:
    """The front leaves as they are when each sheet has one page."""
    roots = theme_roots(project.root, book.kind)
    leaves = {sheet: Leaves(1, {}, "AAAA-AAAA") for sheet in manual.sheets}
    listing = []
    for title, group in manual.groups:
        rows = [{**vars(row), "href": "#", "pages": 1, "start": 1, "word": "A"} for row in group]
        listing.append((title, rows))
    given = {
        "w": words(roots, "words", book.language),
        "m": manual,
        "contents": contents_tables(manual, leaves, 2, "#"),
        "listing": listing,
    }
    return environment(roots).get_template("print/front.html").render(given)
