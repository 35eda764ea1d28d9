"""A third language: a project that brings its words is published in it, each page and word under
its own language."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from wardbook import theme
from wardbook.checks import run_checks
from wardbook.checks.wording import theme_words
from wardbook.html.templates import Setting, body
from wardbook.plan.loader import load
from wardbook.sheets.book import Book
from wardbook.sheets.books import books
from wardbook.site.build import build_site
from wardbook.theme import FOLDERS, product_theme, theme_roots, words_of

from tests.third_language import MARK, translate_plan, translate_theme

OF_FRENCH = re.compile(r'<(\w+) [^>]*lang="fr"[^>]*>.*?</\1>')
TAGGED = re.compile(r'<(?:div|span)[^>]* lang="([\w-]+)">([^<]*)')


@pytest.fixture(scope="module")
def french(harbour_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = tmp_path_factory.mktemp("french") / "harbour"
    shutil.copytree(
        harbour_folder, project, ignore=shutil.ignore_patterns("docs", ".cache", "build")
    )
    translate_plan(project)
    translate_theme(project)
    return project


@pytest.fixture(scope="module")
def editions(french: Path) -> dict[str, Book]:
    loaded = load(french)
    assert loaded.project, loaded.findings
    return {book.language: book for book in books(loaded.project, "staff")}


def found_in(project: Path) -> list[tuple[str, str]]:
    """What is found about words and languages: code, and the file that it names."""
    findings = run_checks(load(project), None, date(2026, 6, 15)).findings
    return [
        (finding.code, dict(finding.arguments).get("file", ""))
        for finding in findings
        if finding.code.startswith(("G1", "T3", "S"))
    ]


def sheet_html(project: Path, book: Book, id: str) -> str:
    setting = Setting(
        roots=theme_roots(project),
        language=book.language,
        medium="print",
        href=lambda _: "",
        draw=lambda _: "",
        picture=lambda view: view.file,
    )
    return body(book.sheets[id], setting)


def test_a_whole_third_language_is_clean(french: Path) -> None:
    assert found_in(french) == []


def test_every_page_is_in_its_own_language(
    editions: dict[str, Book], french: Path, tmp_path: Path
) -> None:
    build_site(tuple(editions.values()), tmp_path, french)
    for language in ("en", "fr", "zh"):
        pages = sorted((tmp_path / language).rglob("*.html"))
        assert len(pages) > 10
        for page in pages:
            html = page.read_text(encoding="utf-8")
            assert re.search(r"<html lang=\"([\w-]+)\"", html)[1] == language, page
            assert (MARK in OF_FRENCH.sub("", html)) == (language == "fr"), page
    choice = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert re.findall(r'<a [^>]*lang="(\w+)"', choice) == ["en", "fr", "zh"]


def test_the_other_name_on_a_card_carries_its_own_language(
    editions: dict[str, Book], french: Path
) -> None:
    for language, other in (("en", "fr"), ("fr", "en"), ("zh", "en")):
        html = sheet_html(french, editions[language], "card-dispensary")
        assert (other, "Day Dispensary") in TAGGED.findall(html)


def test_a_page_names_the_department_in_the_other_language(
    editions: dict[str, Book], french: Path, tmp_path: Path
) -> None:
    build_site((editions["zh"],), tmp_path, french)
    html = (tmp_path / "zh/departments/dispensary.html").read_text(encoding="utf-8")
    assert '<span lang="en">Day Dispensary</span>' in html


def test_terms_of_several_languages_are_marked_so(editions: dict[str, Book], french: Path) -> None:
    languages = {
        language for language, _ in TAGGED.findall(sheet_html(french, editions["fr"], "glossary"))
    }
    assert languages == {"mul"}


def test_a_form_tags_each_word_where_french_repeats_the_english(
    editions: dict[str, Book], french: Path
) -> None:
    html = sheet_html(french, editions["en"], "form-slip")
    tagged = TAGGED.findall(html)
    assert {language for language, word in tagged if re.search(r"[㐀-鿿]", word)} == {"zh"}
    assert {language for language, word in tagged if word.startswith(MARK)} == {"fr"}
    assert "fr:fr" not in html


def test_a_form_s_page_has_the_title_of_its_language(
    editions: dict[str, Book], french: Path, tmp_path: Path
) -> None:
    build_site((editions["fr"],), tmp_path, french)
    html = (tmp_path / "fr/forms/slip.html").read_text(encoding="utf-8")
    title = editions["en"].sheets["form-slip"].sheet.title
    assert re.search(r"<h1[^>]*>([^<]*)", html)[1] == title


def test_without_its_words_a_language_is_an_error(french: Path, tmp_path: Path) -> None:
    project = Path(shutil.copytree(french, tmp_path / "harbour"))
    shutil.rmtree(project / "theme")
    assert found_in(project) == [("G108", "")]


def test_a_language_that_the_product_has_in_part_is_found(
    french: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was published with English words on pages that say they are in French, and no finding."""
    project = Path(shutil.copytree(french, tmp_path / "harbour"))
    shutil.rmtree(project / "theme")
    begun = tmp_path / "theme"
    for folder in FOLDERS:
        shutil.copytree(product_theme() / folder, begun / folder)
    (begun / "phrases/fr.yml").write_text("title_contacts: Annuaire\n", encoding="utf-8")
    for module in (theme, theme_words):
        monkeypatch.setattr(module, "product_theme", lambda: begun)
    assert sorted(found_in(project)) == [("G109", f"theme/{one}/fr.yml") for one in sorted(FOLDERS)]


def test_words_that_are_missing_are_named_at_their_file(french: Path, tmp_path: Path) -> None:
    project = Path(shutil.copytree(french, tmp_path / "harbour"))
    words = project / "theme/words/fr.yml"
    lines = words.read_text(encoding="utf-8").splitlines(keepends=True)
    words.write_text("".join(lines[3:]), encoding="utf-8")
    (project / "theme/site/words/fr.yml").unlink()
    assert sorted(found_in(project)) == [
        ("G109", "theme/site/words/fr.yml"),
        ("G109", "theme/words/fr.yml"),
    ]
    findings = run_checks(load(project), None, date(2026, 6, 15)).findings
    counts = {dict(finding.arguments).get("count") for finding in findings}
    assert {"3", str(len(words_of((product_theme(),), "site/words", "en")))} <= counts


def test_a_file_of_words_that_can_not_be_read_is_named_and_hides_nothing(
    french: Path, tmp_path: Path
) -> None:
    project = Path(shutil.copytree(french, tmp_path / "harbour"))
    (project / "theme/words/fr.yml").write_text("a: [", encoding="utf-8")
    (project / "theme/phrases/zh.yml").write_text("within_noticed: '{x}'\n", encoding="utf-8")
    assert found_in(project) == [("G112", ""), ("S025", "")]
    checked = run_checks(load(project), None, date(2026, 6, 15))
    assert ("theme (fr)", "unread") in [
        (skipped.check, skipped.reason) for skipped in checked.skipped
    ]


def test_a_language_that_material_does_not_know_names_itself(
    harbour_folder: Path, tmp_path: Path
) -> None:
    project = tmp_path / "harbour"
    shutil.copytree(
        harbour_folder, project, ignore=shutil.ignore_patterns("docs", ".cache", "build")
    )
    translate_plan(project)
    translate_theme(project)
    for path in project.rglob("*.yml"):
        path.write_text(re.sub(r'"fr"', '"bo"', path.read_text(encoding="utf-8")), encoding="utf-8")
        if path.name == "fr.yml":
            path.rename(path.with_name("bo.yml"))
    loaded = load(project)
    assert loaded.project, loaded.findings
    build_site(books(loaded.project, "staff", ("bo",)), tmp_path / "out", project)
    html = (tmp_path / "out/bo/index.html").read_text(encoding="utf-8")
    assert '<html lang="bo"' in html
