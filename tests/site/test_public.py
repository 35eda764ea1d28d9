"""An edition for the public: what patients are told stands on it, nothing of the workshop does, and what is gone from
its address leads on."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page
from wardbook.plan.loader import load
from wardbook.sheets.book import Book
from wardbook.sheets.books import books
from wardbook.site.build import build_site
from wardbook.site.job import site_job
from wardbook.site.language_site import language_sites
from wardbook.starters import lay_down

from tests import emptiness
from tests.site.conftest import FLAGSHIP, HARBOUR
from tests.site.test_site import broken_links, violations

COMMANDS = re.compile(r"\bwardbook [a-z]|\bmake\b(?=</code>)|mkdocs|plan_source|\.yml\b")
SAY = "say: {en: Ask at the desk., zh: 请问服务台。}, "
WORKSHOP = ("guide/index.html", "numbers.html")
STARTERS = ("hospital-us", "bureau")


def public_books(project: Path) -> tuple[Book, ...]:
    loaded = load(project)
    assert loaded.project, loaded.findings
    return books(loaded.project, "public")


def with_words_for_visitors(folder: Path) -> Path:
    """The harbour clinic, which tells visitors something."""
    project = Path(shutil.copytree(HARBOUR, folder / "harbour"))
    site = project / "plan_source/site.yml"
    text = site.read_text(encoding="utf-8")
    said = "visitors: {en: Bring your card., zh: 请带就诊卡。}\n"
    site.write_text(text.rstrip("\n") + "\n" + said, encoding="utf-8")
    return project


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = with_words_for_visitors(tmp_path_factory.mktemp("public"))
    departments = project / "plan_source/departments.yml"
    text = departments.read_text(encoding="utf-8")
    departments.write_text(text.replace("when: {en:", SAY + "when: {en:"), "utf-8")
    out = project.parent / "site"
    build_site(public_books(project), out, project, host="static")
    return out


def pages_of(site: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(site.rglob("*.html")):
        yield path.relative_to(site).as_posix(), path.read_text(encoding="utf-8")


def test_patients_are_told_what_to_bring_and_whom_to_ask(public: Path, page: Page) -> None:
    page.goto((public / "en/index.html").as_uri())
    assert page.locator("#home_visitors").inner_text() == "For patients and visitors"
    assert page.get_by_text("Bring your card.").is_visible()
    assert violations(page) == []
    page.get_by_text("What holds in each department").click()
    page.wait_for_url("**/visitors.html")
    assert page.get_by_text("Ask at the desk.").is_visible()
    assert violations(page) == []


def test_no_command_and_no_guide_in_an_edition_for_the_public(public: Path) -> None:
    found = dict(pages_of(public))
    for name, html in found.items():
        assert not COMMANDS.search(html), name
        assert "guide/" not in html, name
    assert not any(f"{language}/{name}" in found for language in ("en", "zh") for name in WORKSHOP)
    assert broken_links(public) == []


def test_both_hosts_leave_the_guide_out(tmp_path: Path) -> None:
    build_site(public_books(HARBOUR), tmp_path / "site", HARBOUR, host="mkdocs")
    assert not (tmp_path / "site/en/guide").exists()


def test_staff_read_nothing_for_visitors(tmp_path: Path) -> None:
    project = with_words_for_visitors(tmp_path)
    loaded = load(project)
    assert loaded.project
    sites = language_sites(books(loaded.project, "staff"), project, project / "docs")
    assert "visitors.md" not in sites["en"].pages


def checked(project: Path, with_visitors: bool) -> None:
    """Nothing empty, no command, no workshop on any page of the edition for the public."""
    sites = language_sites(public_books(project), project, project / "docs", "../..")
    for site in sites.values():
        assert site.printed()["guide"] == ""
        assert ("visitors.md" in site.pages) == with_visitors
        for uri, page in site.pages.items():
            html = "".join(getattr(part, "html", "") for part in page.parts)
            assert not COMMANDS.search(html), uri
            headings = [getattr(part, "text", "") for part in page.parts]
            assert not {"Where do you work?", "你在哪里？"} & set(headings), uri
            assert emptiness.places_in(html) == (), uri
            # The public writes on nothing but forms, holds no card and has no other manual
            assert "____" not in html or uri.startswith("forms/"), uri
            assert "card-holder" not in html and "withheld" not in html, uri


@pytest.mark.parametrize("starter", STARTERS)
def test_starters_are_fit_for_the_public(starter: str, tmp_path: Path) -> None:
    lay_down(starter, tmp_path / starter, ci="none", language="en")
    checked(tmp_path / starter, with_visitors=starter == "hospital-us")


def test_the_plan_of_this_repository_is_fit_for_the_public() -> None:
    checked(FLAGSHIP, with_visitors=True)


def test_a_moved_page_leads_on_with_its_anchor(tmp_path: Path, page: Page) -> None:
    project = Path(shutil.copytree(HARBOUR, tmp_path / "harbour"))
    site = project / "plan_source/site.yml"
    text = site.read_text(encoding="utf-8").rstrip("\n")
    moved = "moved: [{from: wards/pharmacy, to: departments/dispensary}]"
    site.write_text(f"{text}\n{moved}\n", encoding="utf-8")
    out = tmp_path / "out/site"
    build_site(public_books(project), out, project, host="static")
    page.goto((out / "en/wards/pharmacy.html").as_uri() + "#steps")
    page.wait_for_url("**/en/departments/dispensary.html#steps")
    for wrong in ("{from: departments/dispensary, to: contacts}", "{from: gone, to: nowhere}"):
        site.write_text(f"{text}\nmoved: [{wrong}]\n", encoding="utf-8")
        loaded = load(project)
        assert loaded.project
        made = site_job(books(loaded.project, "staff"), tmp_path / "wrong", project, False)
        assert [finding.code for finding in made.findings] == ["G116"]


@pytest.mark.parametrize("at", ["404.html", "zh/departments/gone/404.html", "else/404.html"])
def test_the_page_for_what_there_is_not_leads_home(
    public: Path, page: Page, tmp_path: Path, at: str
) -> None:
    site = shutil.copytree(public, tmp_path / "site")
    shown = site / at
    shown.parent.mkdir(parents=True, exist_ok=True)
    if shown != site / "404.html":
        shutil.copy(site / "404.html", shown)  # as a server answers at that address
    page.goto(shown.as_uri())
    home = page.get_by_text("To the first page").get_attribute("href")
    assert home is not None
    if at.startswith("else"):  # one level nearer, from where the next one leads home
        assert home == (site / "else/en/index.html").as_uri().removeprefix("file://")
        return
    page.get_by_text("To the first page").click()
    page.wait_for_url("**/site/en/index.html")
    assert page.locator("h1").inner_text() == "Downtime plan"


def test_addresses_of_sheets_come_from_their_ids_alone(tmp_path: Path) -> None:
    """Names, order and numbers change with every edition; links on paper must not."""
    before = set(language_sites(public_books(HARBOUR), HARBOUR, HARBOUR / "docs")["en"].pages)
    project = Path(shutil.copytree(HARBOUR, tmp_path / "harbour"))
    path = project / "plan_source/departments.yml"
    first, *rest = re.split(r"(?m)^(?=- \{id: )", path.read_text(encoding="utf-8"))
    text = first + "".join(reversed(rest))
    path.write_text(text.replace("Day Dispensary", "Medicines Hall"), encoding="utf-8")
    after = set(language_sites(public_books(project), project, project / "docs")["en"].pages)
    assert after == before
