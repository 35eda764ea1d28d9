"""One small project, built once with real MkDocs into a folder with an awkward name, and a real
browser to look at it."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from wardbook.plan.loader import load
from wardbook.sheets.book import Book
from wardbook.sheets.books import books
from wardbook.site.build import build_site
from wardbook.site.page_context import kit
from wardbook.site.pages import pages
from wardbook.site.search import index
from wardbook.theme import product_theme

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
    return books_of(FLAGSHIP)


@pytest.fixture(scope="session")
def harbour() -> tuple[Book, ...]:
    return books_of(HARBOUR)


@pytest.fixture(scope="session")
def site(harbour: tuple[Book, ...], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site."""
    out = tmp_path_factory.mktemp("out") / AWKWARD / "site"
    build_site(harbour, out, HARBOUR)
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
    build_site(books(loaded.project, "staff"), out, project)
    return out


def program() -> str:
    """The browser."""
    path = shutil.which("chromium") or shutil.which("google-chrome")
    assert path, "the tests look at real pages: install chromium"
    return path


@pytest.fixture(scope="session")
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


Search = Callable[[Book, Path, list[str]], list[list[str]]]


@pytest.fixture
def search(browser: Browser) -> Iterator[Search]:
    """Ask the worker itself, without a page around it: for each query the locations of the pages
    found, best first."""
    context = browser.new_context()
    opened = context.new_page()
    worker = (product_theme() / "site/search-worker.js").read_text(encoding="utf-8")

    def ask(book: Book, project: Path, queries: list[str]) -> list[list[str]]:
        found: list[list[str]] = opened.evaluate(
            """([worker, index, queries]) => {
                let heard, answer
                new Function("addEventListener", "postMessage", worker)((_, f) => { heard = f }, m => { answer = m })
                heard({ data: { type: 0, data: index } })
                return queries.map(query => {
                    heard({ data: { type: 2, data: query } })
                    return answer.data.items.map(group => group[0].location)
                })
            }""",
            [worker, json.loads(index(pages(kit(book, project, "")).values())), queries],
        )
        return found

    yield ask
    context.close()
