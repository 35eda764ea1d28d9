"""The built site on file://, in a folder with an awkward name, looked at by a real browser."""

import json
import re
import shutil
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from markdown import Markdown
from playwright.sync_api import Page
from wardbook.sheets.book import Book
from wardbook.site.build import MKDOCS, SiteError, build_site
from wardbook.site.kept_parts import KeptSite
from wardbook.site.language_site import LanguageSite
from wardbook.site.page import Heading
from wardbook.site.page_context import page_context
from wardbook.site.pages import pages
from wardbook.site.readable import Reading

from tests.site.conftest import books_of
from tests.site.looking import violations
from tests.soak import is_whole

Books = tuple[Book, ...]
LOOKED_AT = (
    "scenarios/blackout.html",
    "forms/slip.html",
    "glossary.html",
    "plans/main/index.html",
    "plans/main/purpose.html",
    "guide/index.html",
)


class Links(HTMLParser):
    """Addresses that a page leads to or loads, and the ids it has."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.ids: list[str] = []
        self.feed(text)

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.found += [value for name in ("href", "src") if (value := values.get(name))]
        self.ids += [value] if (value := values.get("id")) else []


def read(path: Path) -> Links:
    return Links(path.read_text(encoding="utf-8"))


def html_files(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def test_same_pages_in_every_language_and_nothing_left_over(site: Path) -> None:
    files = {
        language: {
            path.relative_to(site / language).as_posix() for path in (site / language).rglob("*.*")
        }
        for language in ("en", "zh")
    }
    assert files["en"] - files["zh"] == {"guide/printing.html"}
    assert files["zh"] - files["en"] == set()
    assert {
        name for name in files["en"] if re.search(r"\.map$|404|sitemap|lunr|\.md$|favicon", name)
    } == set()
    assert all(
        path.as_posix().isascii() for path in (found.relative_to(site) for found in site.rglob("*"))
    )


def broken_links(site: Path) -> list[tuple[str, str]]:
    """Page and address of every link that leads nowhere. No id may stand twice on a page."""
    pages = {path.resolve(): read(path) for path in html_files(site)}
    broken = []
    for path, links in pages.items():
        assert len(links.ids) == len(set(links.ids)), path
        for link in links.found:
            address, _, anchor = link.partition("#")
            if re.match(r"tel:|data:|https?:", link) or address.endswith(".pdf"):
                continue
            target = (path.parent / unquote(address)).resolve() if address else path
            if not target.is_file() or (
                anchor and target in pages and anchor not in pages[target].ids
            ):
                broken.append((path.name, link))
    return broken


def test_every_link_leads_somewhere_and_no_id_stands_twice(site: Path) -> None:
    assert broken_links(site) == []


def test_what_the_reader_may_not_see_is_neither_shown_nor_linked(site: Path) -> None:
    text = (site / "en/plans/main/purpose.html").read_text(encoding="utf-8")
    assert "Owner" in text
    assert not any("#owner" in link for path in html_files(site) for link in read(path).found)
    assert not any(b"5999000" in content for content in contents(site).values())


def test_rules_stand_below_the_plans_and_not_in_a_wards_way(site: Path) -> None:
    assert "../coverage.html" in read(site / "en" / "plans" / "index.html").found
    shown = re.sub(
        r"<nav.*?</nav>",
        "",
        (site / "en" / "index.html").read_text(encoding="utf-8"),
        flags=re.DOTALL,
    )
    assert "coverage.html" not in shown
    assert not any(
        "coverage.html" in read(path).found for path in (site / "en" / "departments").glob("*.html")
    )


def test_pdfs_stand_beside_the_site(site: Path) -> None:
    found = {
        link for path in html_files(site) for link in read(path).found if link.endswith(".pdf")
    }
    assert {re.sub(r"^(\.\./)+", "", link) for link in found} == {
        f"{kind}/{language}/{name}.pdf"
        for language in ("en", "zh")
        for kind, name in (
            ("cards", "dispensary"),
            ("manuals", "dispensary"),
            ("cards", "front-desk"),
            ("manuals", "front-desk"),
            ("manuals", "plan"),
        )
    } | {
        "forms/slip.pdf",
        "forms/fillable/slip.pdf",
        "forms/by-paper/forms-A5-white-one-sided.pdf",
        "forms/by-paper/en/posters-A3-landscape-white-one-sided.pdf",
        "forms/by-paper/zh/posters-A3-landscape-white-one-sided.pdf",
    }
    page = site / "en/departments/dispensary.html"
    assert "../../../cards/en/dispensary.pdf" in read(page).found
    assert "../../manuals/en/plan.pdf" in read(site / "en/downloads.html").found


@pytest.mark.parametrize(("language", "other"), [("en", "zh"), ("zh", "en")])
def test_language_switch_lands_on_the_same_page(
    site: Path, page: Page, language: str, other: str
) -> None:
    for name in ("index.html", "departments/dispensary.html", "plans/main/purpose.html"):
        page.goto((site / language / name).as_uri())
        page.click(".wb-languages a")
        expected = (site / other / name).as_uri()
        page.wait_for_url(lambda url, expected=expected: url == expected)
        assert page.evaluate("document.documentElement.lang") == other
        assert page.locator("h1").count() == 1


def test_every_page_has_its_counterpart(site: Path) -> None:
    missing = {
        path.name
        for path in html_files(site / "en")
        if f"zh/{path.relative_to(site / 'en').as_posix()}" not in " ".join(read(path).found)
    }
    assert missing == {"printing.html"}


def test_two_touches_from_the_first_page_to_what_to_do(site: Path, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto((site / "index.html").as_uri())
    page.click("text=English")
    page.click("text=Day Dispensary")
    card = page.locator(".band-lines li").first
    assert card.inner_text().startswith("Call 5001")


@pytest.mark.parametrize("name", LOOKED_AT)
def test_accessible(site: Path, page: Page, name: str) -> None:
    page.goto((site / "en" / name).as_uri())
    assert violations(page) == []


def test_every_page_fits_a_phone(site: Path, page: Page, pytestconfig: pytest.Config) -> None:
    """Every third page; `make soak` looks at all. The kinds of pages are looked at on all screens in
    `test_screens.py`."""
    page.set_viewport_size({"width": 390, "height": 844})
    wide = []
    for path in html_files(site)[:: 1 if is_whole(pytestconfig) else 3]:
        page.goto(path.as_uri())
        if page.evaluate("document.documentElement.scrollWidth") != 390:
            wide.append(path.relative_to(site))
    assert wide == []


def test_search_and_drawer_are_accessible(site: Path, page: Page) -> None:
    page.goto((site / "zh/index.html").as_uri() + "?q=停电")
    page.wait_for_selector(".md-search-result__item")
    page.wait_for_timeout(400)
    assert violations(page) == []
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto((site / "zh/departments/dispensary.html").as_uri())
    page.click(".wb-menu")
    page.wait_for_timeout(400)
    assert violations(page) == []


def test_choice_of_language_works_alone_and_says_unzip_first_without_styles(
    site: Path, page: Page, tmp_path: Path
) -> None:
    page.goto((site / "index.html").as_uri())
    assert violations(page) == []
    assert not page.get_by_text("Unzip").is_visible()
    shutil.copy(site / "index.html", tmp_path / "index.html")
    page.goto((tmp_path / "index.html").as_uri())
    assert page.get_by_text("Unzip").is_visible()
    assert "<script" not in (site / "index.html").read_text(encoding="utf-8")


def test_keyboard_reaches_search_language_and_tiles(site: Path, page: Page) -> None:
    page.goto((site / "en/index.html").as_uri())
    seen = set()
    for _ in range(30):
        page.keyboard.press("Tab")
        seen.add(
            page.evaluate(
                "document.activeElement.closest('.wb-languages, .wb-tiles, .wb-row, .wb-tabs, body').className"
            )
        )
    assert {
        "wb-languages",
        "wb-tiles wb-tiles--down",
        "wb-tiles wb-tiles--where",
        "wb-row wb-row--more",
        "wb-tabs",
    } <= seen


def test_what_is_taken_over_is_what_a_first_build_makes(
    harbour: Books,
    harbour_folder: Path,
    site: Path,
    host: str,
    project: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Pages of a plan with other numbers and another step are kept, then harbour's are built."""
    kept = KeptSite(tmp_path / "cache", "look")
    made, readable = list[str](), Reading.readable

    def counted(own: Reading, html: str) -> str:
        made.append(html)
        return readable(own, html)

    def set_up(*arguments: Any, **options: Any) -> Markdown:
        engines.append(host)
        return Markdown(*arguments, **options)

    engines: list[str] = []
    monkeypatch.setattr(Reading, "readable", counted)
    monkeypatch.setattr("mkdocs.structure.pages.markdown.Markdown", set_up)
    contacts = project / "plan_source/contacts.yml"
    told = contacts.read_text(encoding="utf-8").replace("5003", "5013").replace("5001", "5003")
    contacts.write_text(told, encoding="utf-8")
    build_site(books_of(project), tmp_path / "other", project, host=host, kept=kept)
    assert contents(tmp_path / "other") != contents(site)
    first, of_other = len(made), len(engines)
    build_site(harbour, tmp_path / "again", harbour_folder, host=host, kept=kept)
    assert contents(tmp_path / "again") == contents(site)
    assert 0 < len(made) - first < first / 2
    if host == MKDOCS:  # three pages of the guide, and ours with other parts
        assert len(engines) - of_other < of_other / 4


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_index_holds_names_and_no_hand_written_page(site: Path) -> None:
    script = (site / "en/search/search_index.js").read_text(encoding="utf-8")
    assert script.startswith("var __index = {")
    index = json.loads(script.removeprefix("var __index = "))
    found = {entry["at"]: entry for entry in index["docs"]["entries"]}
    assert "Pill counter" in found["departments/dispensary.html"]["names"]
    assert "日间药房" in found["departments/dispensary.html"]["names"]
    assert "Power cut" not in found["departments/dispensary.html"]["names"]
    assert not any("guide" in location for location in found)


def test_hand_written_pages_stand_apart(site: Path) -> None:
    assert "guide/index.html" in read(site / "en/numbers.html").found
    navigation = re.findall(
        r"<nav.*?</nav>", (site / "en/index.html").read_text(encoding="utf-8"), re.DOTALL
    )
    assert not any("guide" in nav for nav in navigation if "wb-languages" not in nav)


def test_warning_of_mkdocs_stops_the_build_with_its_words(
    harbour: Books, project: Path, tmp_path: Path
) -> None:
    (project / "docs/en/index.md").write_text("[gone](gone.md)")
    with pytest.raises(SiteError, match=r"gone\.md"):
        build_site(harbour, tmp_path / "out", project)


def test_more_or_fewer_search_workers_stop_the_build(
    harbour: Books, project: Path, tmp_path: Path
) -> None:
    extra = project / "theme/site/overrides/assets/javascripts/workers"
    extra.mkdir(parents=True)
    (extra / "search.0.min.js").write_text("")
    with pytest.raises(SiteError, match="one search worker expected, found 2"):
        build_site(harbour, tmp_path / "out", project)


def test_project_without_settings_and_documents_builds(
    harbour: Books, project: Path, tmp_path: Path
) -> None:
    shutil.rmtree(project / "docs")
    (project / "mkdocs.yml").unlink()
    files = build_site(harbour, tmp_path / "out", project, pdfs=False)
    assert "en/index.html" in files
    assert not any("guide" in file for file in files)
    assert not any(
        link.endswith(".pdf") for path in html_files(tmp_path / "out") for link in read(path).found
    )


def test_the_organisations_name_is_words_on_every_page(
    harbour: Books, project: Path, tmp_path: Path
) -> None:
    named = tuple(
        replace(book, organisation=f'{book.organisation} "A" <i>& Co') for book in harbour[:1]
    )
    build_site(named, tmp_path / "out", project)
    pages = list(html_files(tmp_path / "out"))
    assert pages
    assert [
        path.name
        for path in pages
        if re.search(r'"A" <i>|<i>& Co', path.read_text(encoding="utf-8"))
    ] == []
    assert all("&lt;i&gt;&amp; Co" in path.read_text(encoding="utf-8") for path in pages)


def test_theme_of_the_project_overrides_file_by_file(
    harbour: Books, project: Path, tmp_path: Path
) -> None:
    (project / "theme/site/pages").mkdir(parents=True)
    (project / "theme/site/pages/note.html").write_text("<p>house style</p>")
    build_site(harbour, tmp_path / "out", project)
    assert "house style" in (tmp_path / "out/en/a-z.html").read_text(encoding="utf-8")


def test_flagship_names_are_ascii_and_every_tile_leads_to_a_page(
    flagship_sites: dict[str, LanguageSite],
) -> None:
    sites = flagship_sites
    uris = [set(site.pages) for site in sites.values()]
    assert uris[0] == uris[1]
    assert all(uri.isascii() for uri in uris[0])
    for site in sites.values():
        tiles = (*site.book.home.scenarios, *site.book.home.departments)
        assert all(site.context.links("index.md").tile(tile.sheet) for tile in tiles)


def test_without_terms_no_page_leads_to_a_glossary(project: Path) -> None:
    (project / "plan_source/glossary.yml").unlink()
    for book in books_of(project):
        made = pages(page_context(book, project, ""))
        assert "glossary.md" not in made
        assert not any("glossary" in str(part) for page in made.values() for part in page.parts)


def test_a_plan_without_scenarios_does_not_ask_what_is_down(project: Path) -> None:
    for book in books_of(project):
        with_some = page_context(book, project, "")
        home = replace(book.home, scenarios=())
        without = page_context(replace(book, home=home), project, "")
        heads = [
            [part.anchor for part in pages(made)["index.md"].parts if isinstance(part, Heading)]
            for made in (with_some, without)
        ]
        assert heads == [
            ["page_top", "home_what", "home_where", "home_more"],
            ["page_top", "home_where", "home_more"],
        ]
