"""`wardbook new --language`: a starter in one of its languages, its texts plain, and clean."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from wardbook.cli import main
from wardbook.plan.loader import load
from wardbook.plan.plan_words import plan_words
from wardbook.plan.project import texts
from wardbook.rules.library import library
from wardbook.rules.probes.registry import wanted
from wardbook.sheets.books import books
from wardbook.sheets.plan.coverage_annex import CoverageView
from wardbook.starters import STARTERS, languages_of, lay_down
from wardbook.starters.one_language import in_one_language
from wardbook.theme import FOLDERS, house_spelling, theme_roots, words

BOTH = sorted(starter for starter in STARTERS if len(languages_of(starter)) > 1)
BRITISH = re.compile(
    r"\b(tick(s|ed)?|torch|wards?|grey)\b|colour|centre\b|organis|programme|recognis|authoris|labelled|catalogue|whilst",
    re.IGNORECASE,
)
HAN = re.compile(r"[\u3400-\u9fff]")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "--ui-language", "en"])


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("starter", [name for name in BOTH if name != "hospital"])
def test_a_starter_in_one_language_is_clean(starter: str, language: str, tmp_path: Path) -> None:
    target = tmp_path / "plan"
    assert run("new", starter, str(target), "--language", language).exit_code == 0
    checked = run("check", "--strict", "--project", str(target))
    assert checked.exit_code == 0, checked.output
    project = load(target).project
    assert project and project.languages == (language,)
    for model in project.models():
        for text in texts(model):
            assert list(text.raw) == [language], (model, text.mark)
    if language == "en":
        for path in (target / "plan_source").rglob("*.yml"):
            for line in path.read_text(encoding="utf-8").splitlines():
                is_code = "number:" in line  # a document's own
                assert is_code or not HAN.search(line), (path, line)
                assert "chinese" not in line, (path, line)  # a style of numbers


def test_a_starter_of_one_language_has_no_other(tmp_path: Path) -> None:
    made = run("new", "hospital-us", str(tmp_path / "plan"), "--language", "zh")
    assert (made.exit_code, "written in en alone" in made.output) == (2, True)
    assert not (tmp_path / "plan").exists()


def test_a_us_author_finds_nothing_foreign(tmp_path: Path) -> None:
    """Neither in the files that are laid down, nor in the words that the program prints around them."""
    lay_down("hospital-us", tmp_path)
    for path in (tmp_path / "plan_source").rglob("*.yml"):
        text = path.read_text(encoding="utf-8")
        assert not HAN.search(text), path
        assert not re.search(r"^paper: A\d", text, re.MULTILINE), path
    project = load(tmp_path).project
    assert project
    (book,) = books(project, "staff")
    roots = theme_roots(tmp_path, book.layers)
    for folder in FOLDERS:
        for key, said in words(roots, folder, "en").items():
            if not key.startswith("names_"):  # what people type, however they spell it
                assert not BRITISH.search(said) and not HAN.search(said), (folder, key, said)
    said_elsewhere = [*plan_words("en").words.values(), *map(str, wanted().values())]
    for pack in library().values():
        said_elsewhere += [rule.text.words("en") for rule in pack.rules]
    for said in said_elsewhere:
        assert not BRITISH.search(house_spelling(roots, "en", said)), said
    annex = book.sheets["coverage"].sheet.content
    assert isinstance(annex, CoverageView)
    told = " ".join(row.text for group in annex.groups for row in group.rows)
    assert "is recognized as downtime" in told


def test_a_language_is_for_a_project() -> None:
    assert run("new", "form", "slip", "--language", "en").exit_code == 2


@pytest.mark.parametrize(
    ("written", "chinese", "english"),
    [
        ("name: {zh: 甲, en: A}", "name: 甲", "name: A"),
        ('{say: {zh: 甲, en: "a, b"}, id: x}', "{say: 甲, id: x}", '{say: "a, b", id: x}'),
        (
            "do:\n  zh: 甲\n  en: >-\n    One\n    two.\nid: x\n",
            "do: 甲\nid: x\n",
            "do: >-\n    One\n    two.\nid: x\n",
        ),
        ("aliases: {zh: [甲], en: [a, b]}", "aliases: [甲]", "aliases: [a, b]"),
        ("id: x\naliases: {zh: [甲]}\nend: y", "id: x\naliases: [甲]\nend: y", "id: x\nend: y"),
        (
            "numbering: {levels: {zh: [一、], en: [I.]}}",
            "numbering: {levels: {zh: [一、]}}",
            "numbering: {levels: {en: [I.]}}",
        ),
        ("numbering: chinese", "numbering: chinese", "numbering: decimal"),
        (
            "numbering:\n  style: chinese\n  levels: {zh: [一、]}\n  attachments: {zh: 附件一, en: Annex A}",
            "numbering:\n  style: chinese\n  levels: {zh: [一、]}\n  attachments: {zh: 附件一}",
            "numbering:\n  style: decimal\n  attachments: {en: Annex A}",
        ),
        ("numbering: articles", "numbering: articles", "numbering: articles"),
        ("languages: [zh, en]", "languages: [zh]", "languages: [en]"),
        ("- {id: a, language: zh}", "- {id: a, language: zh}", "- {id: a, language: en}"),
        (
            "# 说明\n# Words\n# head: post\nid: x",
            "# 说明\n# head: post\nid: x",
            "# Words\n# head: post\nid: x",
        ),
        (
            "# 上级\n# Above\n# parent: {title: {zh: 总体预案, en: Overall plan}}\nid: x",
            "# 上级\n# parent: {title: 总体预案}\nid: x",
            "# Above\n# parent: {title: Overall plan}\nid: x",
        ),
        (
            "# 全天\n# always: around the clock\n# head: post\nid: x",
            "# 全天\n# head: post\nid: x",
            "# always: around the clock\n# head: post\nid: x",
        ),
        ("kind: x    # 种类", "kind: x    # 种类", "kind: x"),
        ("name: {en: A}", "name: {en: A}", "name: A"),
    ],
)
def test_a_text_in_either_language(written: str, chinese: str, english: str) -> None:
    assert in_one_language(written, "zh") == chinese
    assert in_one_language(written, "en") == english


def test_an_entry_speaks_the_languages_of_the_project(tmp_path: Path) -> None:
    assert run("new", "blank", str(tmp_path / "plan"), "--language", "en").exit_code == 0
    made = run("new", "form", "slip", "--project", str(tmp_path / "plan"))
    assert made.exit_code == 0, made.output
    text = (tmp_path / "plan/plan_source/forms/slip.yml").read_text(encoding="utf-8")
    assert "title: TODO\n" in text and not HAN.search(text)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_hospital_in_one_language_has_no_warning(language: str, tmp_path: Path) -> None:
    target = tmp_path / "plan"
    assert run("new", "hospital", str(target), "--language", language).exit_code == 0
    checked = run("check", "--strict", "--project", str(target))
    assert checked.exit_code == 0, checked.output
