"""One small project, built once with real MkDocs into a folder with an awkward name, and a real
browser to look at it."""

import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from wardbook.plan.loader import load
from wardbook.plan.project import Project
from wardbook.sheets.book import Book
from wardbook.sheets.books import books
from wardbook.site.build import build_site
from wardbook.site.language_site import LanguageSite, language_sites
from wardbook.site.page_context import page_context
from wardbook.site.pages import pages
from wardbook.site.search.index import Language, index_of
from wardbook.theme import product_theme

from tests.plans import flagship_books, paged
from tests.site.both_hosts import HOSTS
from tests.soak import some_of

HARBOUR = Path(__file__).parent / "harbour"
FLAGSHIP = product_theme().parent
CLINIC = Path(__file__).parents[1] / "projects/clinic"
MAIL = """
- id: mail
  name: {en: Mail, zh: 邮件}
  depends_on: [lines]
"""
AWKWARD = "应急 预案 #1 50%"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
]


def books_of(project: Path) -> tuple[Book, ...]:
    """What the project shows to staff."""
    loaded = load(project)
    assert loaded.project, loaded.findings
    return books(loaded.project, "staff")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the small project that a test may change."""
    return Path(shutil.copytree(HARBOUR, tmp_path / "harbour"))


@pytest.fixture(scope="session")
def harbour_folder() -> Path:
    return HARBOUR


@pytest.fixture(scope="session")
def flagship_folder() -> Path:
    return FLAGSHIP


@pytest.fixture(scope="session")
def flagship() -> tuple[Book, ...]:
    return flagship_books()


@pytest.fixture(scope="session")
def flagship_sites(flagship: tuple[Book, ...]) -> dict[str, LanguageSite]:
    """The flagship's site in each language, with its guide, before it is written."""
    return language_sites(flagship, FLAGSHIP, FLAGSHIP / "docs", draws_flows=False)


@pytest.fixture(scope="session")
def harbour() -> tuple[Book, ...]:
    return books_of(HARBOUR)


@pytest.fixture(scope="session", params=some_of(HOSTS, ["mkdocs"]))
def host(request: pytest.FixtureRequest) -> str:
    """What writes the site."""
    return str(request.param)


@pytest.fixture(scope="session")
def site(host: str, harbour: tuple[Book, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site, by each host."""
    out = tmp_path_factory.mktemp("out") / AWKWARD / "site"
    build_site(harbour, out, HARBOUR, host=host)
    return out


@pytest.fixture(scope="session")
def clinic_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The clinic, where orders go by mail while the chart is down, in a country that changes its clocks."""
    project = Path(shutil.copytree(CLINIC, tmp_path_factory.mktemp("clinic") / "clinic"))
    systems = project / "plan_source/systems.yml"
    case = ", together: [{with: [mail], then: {en: Carry orders over., zh: 专人送单。}}]}"
    orders = "{id: orders, name: {en: orders, zh: 开单}"
    text = systems.read_text(encoding="utf-8").replace(orders + "}", orders + case)
    systems.write_text(text.rstrip("\n") + MAIL, encoding="utf-8")
    steps = project / "plan_source/procedures/consulting-rooms.yml"
    text = steps.read_text(encoding="utf-8")
    steps.write_text(text.replace("/orders]", "/orders]\n      through: [mail]"), encoding="utf-8")
    site = project / "plan_source/site.yml"
    text = site.read_text(encoding="utf-8")
    site.write_text(text.replace("Asia/Shanghai", "Europe/London"), encoding="utf-8")
    loaded = load(project)
    assert loaded.project, loaded.findings
    out = tmp_path_factory.mktemp("out") / "site"
    build_site(books(loaded.project, "staff"), out, project, sends=True)
    return out


@pytest.fixture(scope="session")
def clinic_plan() -> Project:
    """The clinic as it is."""
    loaded = load(CLINIC)
    assert loaded.project, loaded.findings
    return loaded.project


QUICK = "chromium-headless-shell"
"""Chromium without windows: pages cost it a third. It shows no PDFs."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def program() -> str:
    """The browser that draws pages."""
    return shutil.which(QUICK) or whole_browser()


def whole_browser() -> str:
    """The browser that people have, which shows PDFs, too."""
    for name in BROWSERS:
        if path := shutil.which(name):
            return path
    pytest.fail(f"the tests look at real pages: install one of {', '.join(BROWSERS)}")


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program(), args=ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that fails its test when it asks for anything but files, or when a script breaks."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    asked: list[str] = []
    broken: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    opened = context.new_page()
    opened.on("pageerror", lambda problem: broken.append(str(problem)))
    yield opened
    context.close()
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:", "about:"))] == []
    assert broken == []


Books = tuple[Book, ...]
Search = Callable[[Book, Path, list[str]], list[list[str]]]

ASK = """([worker, index, queries]) => {
    let heard, answer
    new Function("addEventListener", "postMessage", worker)((_, f) => { heard = f }, m => { answer = m })
    heard({ data: { type: 0, data: { docs: index } } })
    return queries.map(query => {
        heard({ data: { type: 2, data: query } })
        return answer.data.items.map(group => group[0])
    })
}"""
"""Asks the worker itself, without a page around it."""


def language(book: Book, project: Path) -> Language:
    """A book with its pages; those of the flagship are made once by each worker."""
    if project == FLAGSHIP:
        return paged(project, book.audience, book.language)
    made = page_context(book, project, "")
    return made, pages(made)


def departments_with_scenarios(book: Book) -> dict[str, list[str]]:
    """Queries made of a department's name and a scenario's, with and without a space, and the two pages that each must find
    first."""
    queries = {}
    for department in book.departments:
        for scenario in book.scenarios:
            pages = [
                f"departments/{department.id}.html",
                f"scenarios/{scenario.removeprefix('scenario-')}.html",
            ]
            sheet = book.sheets[scenario].sheet
            for name in (sheet.title, *sheet.words):
                queries[f"{department.name} {name}"] = pages
                if book.language == "zh":
                    queries[f"{department.name}{name}"] = pages
    return queries


def locations(items: list[dict[str, str]]) -> list[str]:
    """Addresses of results without the words that are marked there; none where nothing was
    found."""
    if items and "wb-none" in items[0]["title"]:
        return []
    return [re.sub(r"\?h=[^#]*", "", item["location"]) for item in items]


Ask = Callable[[Mapping[str, Any], list[str]], list[list[dict[str, str]]]]


@pytest.fixture
def ask(browser: Browser) -> Iterator[Ask]:
    """For an index and queries what the worker answers to each."""
    context = browser.new_context()
    opened = context.new_page()
    worker = (product_theme() / "site/search-worker.js").read_text(encoding="utf-8")

    def answers(index: Mapping[str, Any], queries: list[str]) -> list[list[dict[str, str]]]:
        found: list[list[dict[str, str]]] = opened.evaluate(ASK, [worker, index, queries])
        return found

    yield answers
    context.close()


@pytest.fixture
def search(ask: Ask) -> Search:
    """For each query the pages found, best first."""

    def found(book: Book, project: Path, queries: list[str]) -> list[list[str]]:
        answers = ask(index_of(language(book, project)), queries)
        return [[at.split("#")[0] for at in locations(items)] for items in answers]

    return found
