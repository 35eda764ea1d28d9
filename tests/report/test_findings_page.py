"""The guide's pages of findings: every code in both languages, as the program says them now."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from wardbook.checks.waivers import WAIVABLE_ERRORS
from wardbook.cli import main
from wardbook.report.explain import explain_text
from wardbook.report.findings_page import catalogue
from wardbook.report.messages import codes, families

DOCS = Path(__file__).parent.parent.parent / "docs"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_is_up_to_date(language: str) -> None:
    page = (DOCS / language / "findings.md").read_text(encoding="utf-8")
    assert page == catalogue(language), (
        f"run: wardbook explain --all --ui-language {language} > docs/{language}/findings.md"
    )


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_code_has_an_entry(language: str) -> None:
    assert sorted(re.findall(r"^### ([A-Z]\d{3})$", catalogue(language), re.MULTILINE)) == sorted(
        codes(language)
    )


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("code", sorted(codes("en")))
def test_every_code_is_explained(language: str, code: str) -> None:
    found, text = explain_text(code, language)
    words = codes(language)[code]
    assert found
    assert len(text.split("\n\n")) >= 3
    assert words.explain.replace("{{", "{").replace("}}", "}") in text


def test_the_families_are_those_of_the_codes() -> None:
    assert {code[0] for code in codes("en")} == set(families("en")) == set(families("zh"))


def test_errors_that_can_be_waived_exist_and_say_so() -> None:
    assert set(codes("en")) >= WAIVABLE_ERRORS
    assert "may accept it for a time" in explain_text("P611", "en")[1]
    assert "may accept it for a time" not in explain_text("P607", "en")[1]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_nothing_in_the_page_becomes_markup(language: str) -> None:
    outside = re.sub(r"```.*?```", "", catalogue(language), flags=re.DOTALL)
    assert not re.search(r"<[a-z]", outside)


def test_explain_takes_a_code_or_all() -> None:
    runner = CliRunner()
    assert runner.invoke(main, ["explain", "--all", "--ui-language", "zh"]).output.startswith(
        "# 检查项"
    )
    assert runner.invoke(main, ["explain"]).exit_code == 2
    assert runner.invoke(main, ["explain", "R201", "--all"]).exit_code == 2


def test_explain_knows_codes_in_any_case_and_what_was_meant() -> None:
    found, text = explain_text("l105", "en")
    assert found
    assert "{zh: …, en: …}" in text
    assert "✓" in text
    found, text = explain_text("R22", "en")
    assert not found
    assert "R202" in text
