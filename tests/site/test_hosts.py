"""Two hosts write the same pages: each page's content is the same bytes, and every way that a reader
has stands in both."""

import importlib.util
import re
import shutil
import subprocess
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Page
from wardbook.plan.loader import load
from wardbook.sheets.book import Book
from wardbook.sheets.books import books
from wardbook.site.build import SiteError, build_site, mkdocs_is_there

from tests.site.both_hosts import HOSTS
from tests.site.conftest import books_of
from tests.site.test_site import violations

Books = tuple[Book, ...]
ARTICLE = re.compile(r'<article class="md-content__inner md-typeset">(.*)</article>', re.DOTALL)


def articles(site: Path) -> dict[str, str]:
    """Address → content of every page of the languages."""
    found = {}
    for path in sorted(site.rglob("*.html")):
        match = ARTICLE.search(path.read_text(encoding="utf-8"))
        if match:
            found[path.relative_to(site).as_posix()] = match[1].strip()
    return found


@pytest.fixture(scope="module")
def by_host(
    harbour: Books, harbour_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    made = {}
    for host in HOSTS:
        made[host] = tmp_path_factory.mktemp(host) / "site"
        build_site(harbour, made[host], harbour_folder, host=host)
    return made


def test_each_pages_content_is_the_same_bytes(by_host: dict[str, Path]) -> None:
    by_mkdocs, by_itself = articles(by_host["mkdocs"]), articles(by_host["static"])
    assert len(by_mkdocs) > 40
    assert by_itself == by_mkdocs


def test_the_products_own_host_needs_less(by_host: dict[str, Path]) -> None:
    sizes = {}
    for host, site in by_host.items():
        sizes[host] = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())
    assert sizes["static"] < 0.65 * sizes["mkdocs"]


def test_navigation_marks_where_one_is(by_host: dict[str, Path], page: Page) -> None:
    page.goto((by_host["static"] / "en/plans/main/purpose.html").as_uri())
    marked = page.locator(".md-sidebar--primary a[aria-current=page]")
    assert marked.all_inner_texts() == ["I. Purpose"]
    assert page.locator(".md-sidebar--primary a:visible").all_inner_texts()[:2] == [
        "Plan",
        "Downtime plan of the clinic",
    ]
    assert page.locator(".md-sidebar--secondary a").all_inner_texts() == ["A. Scope"]
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.url.endswith("#purpose")


def test_drawer_opens_by_key_and_lists_every_group(by_host: dict[str, Path], page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto((by_host["static"] / "en/index.html").as_uri())
    page.locator(".wb-menu").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".md-sidebar--primary a:visible")
    shown = page.locator(".md-sidebar--primary a:visible").all_inner_texts()
    assert {"Home", "Departments", "Scenarios", "Plan", "Glossary"} <= set(shown)
    assert violations(page) == []
    page.keyboard.press("Escape")
    assert not page.locator(".md-sidebar--primary").is_visible()


def test_arrow_keys_walk_through_the_results(by_host: dict[str, Path], page: Page) -> None:
    page.goto((by_host["static"] / "en/index.html").as_uri())
    page.keyboard.press("/")
    page.keyboard.type("dispensary power cut")
    page.wait_for_selector(".md-search-result__item >> nth=1")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    focused = page.evaluate("document.activeElement.textContent")
    assert focused == page.locator(".md-search-result__link").nth(1).text_content()
    page.keyboard.press("Escape")
    assert not page.locator(".md-search__output").is_visible()


def test_search_answers_where_the_browser_lets_no_worker_start(
    by_host: dict[str, Path], page: Page
) -> None:
    page.add_init_script("window.Worker = function () { throw new Error('refused') }")
    page.goto((by_host["static"] / "zh/index.html").as_uri() + "?q=停电")
    page.wait_for_selector(".md-search-result__item")
    assert page.locator(".wb-found__title").first.inner_text() == "停电"


def test_site_yml_names_the_host(project: Path, tmp_path: Path) -> None:
    site = project / "plan_source/site.yml"
    site.write_text(site.read_text(encoding="utf-8") + "host: static\n", encoding="utf-8")
    build_site(books_of(project), tmp_path / "site", project)
    assert (tmp_path / "site/en/assets/wardbook/frame.css").is_file()
    site.write_text(site.read_text(encoding="utf-8").replace("static", "sphinx"), encoding="utf-8")
    (finding,) = load(project).findings
    assert "sphinx" in str(finding.arguments)


def without(monkeypatch: pytest.MonkeyPatch, *lacking: str) -> None:
    """As if the packages were not installed."""
    found = importlib.util.find_spec

    def find(name: str, package: str | None = None) -> ModuleSpec | None:
        return None if name in lacking else found(name, package)

    monkeypatch.setattr("wardbook.site.build.find_spec", find)


def test_without_mkdocs_the_product_writes_the_site(
    harbour: Books, harbour_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without(monkeypatch, "mkdocs", "properdocs")
    assert not mkdocs_is_there()
    build_site(harbour, tmp_path / "site", harbour_folder)
    assert (tmp_path / "site/en/assets/wardbook/frame.css").is_file()
    with pytest.raises(SiteError, match=r"pip install mkdocs==1\.6\.1 mkdocs-material"):
        build_site(harbour, tmp_path / "other", harbour_folder, host="mkdocs")


def test_dead_link_of_the_guide_is_named(harbour: Books, project: Path, tmp_path: Path) -> None:
    (project / "docs/en/index.md").write_text("[gone](gone.md)")
    with pytest.raises(SiteError, match=r"docs/en/index\.md: a link to 'gone\.md'"):
        build_site(harbour, tmp_path / "out", project, host="static")


def test_guide_has_its_pictures_title_and_links(
    harbour: Books, project: Path, tmp_path: Path
) -> None:
    guide = project / "docs/en"
    (guide / "plug.png").write_bytes(b"png")
    (guide / "index.md").write_text(
        "---\ntitle: How to read\n---\n\n# Top\n\n![plug](plug.png) [print](printing.md#printing)\n"
    )
    build_site(harbour, tmp_path / "out", project, host="static")
    html = (tmp_path / "out/en/guide/index.html").read_text(encoding="utf-8")
    assert "<title>How to read" in html
    assert 'href="printing.html#printing"' in html
    assert (tmp_path / "out/en/guide/plug.png").read_bytes() == b"png"


def test_a_template_that_the_host_does_not_know_is_named(
    harbour: Books, project: Path, tmp_path: Path
) -> None:
    own = project / "theme/site/overrides"
    own.mkdir(parents=True)
    (own / "main.html").write_text('{% include "partials/palette.html" %}')
    with pytest.raises(SiteError, match=r"partials/palette\.html"):
        build_site(harbour, tmp_path / "out", project, host="static")


@pytest.mark.parametrize("theme", ["mkdocs", "readthedocs"])
def test_other_themes_of_mkdocs_show_every_page(project: Path, theme: str) -> None:
    settings = project / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("{name: material, font: false}", f"{{name: {theme}}}"))
    build(load_config(str(settings), strict=True))
    loaded = load(project)
    assert loaded.project
    for book in books(loaded.project, "staff"):
        made = project / "build/mkdocs" / book.language
        for name in ("index.html", "departments/dispensary.html", "plans/main/purpose.html"):
            assert '<div class="wb">' in (made / name).read_text(encoding="utf-8")


def test_under_properdocs_the_pages_are_the_same_bytes(project: Path) -> None:
    """Needs `pip install properdocs==1.6.7` in the folder of these tests' Python, beside Material."""
    program = shutil.which("properdocs", path=str(Path(sys.executable).parent))
    if program is None:
        pytest.skip("properdocs is not installed")
    command = [program, "build", "--strict", "--quiet", "--config-file", "mkdocs.yml"]
    subprocess.run(command, cwd=project, check=True, capture_output=True)
    loaded = load(project)
    assert loaded.project
    out = project / "compared"
    build_site(books(loaded.project, "staff"), out, project, host="mkdocs", pdfs=False)
    assert articles(project / "build/mkdocs") == articles(out)
