"""The glossary for writers: what its tables call other words is said nowhere."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "generator" / "wardbook"
MADE_FROM_MESSAGES = "findings.md"
"""Printed by `wardbook explain --all`: what it says is looked for in the messages."""
WORDS_FOR_SEARCH = re.compile(r"^names_\w+:.*$", re.MULTILINE)
"""What readers may type is not what the program says."""
NOT_THE_WORD = {"表单": "表单域", "handbook": "`handbook`"}
"""A word that stands in another, which is right, or that is quoted as what others say."""
FAST_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
README = {"en": "README.md", "zh": "README.zh.md"}


def rows(language: str) -> Iterator[list[str]]:
    """The cells of each row of the page's tables, without their heads."""
    page = (ROOT / "docs" / language / "style.md").read_text(encoding="utf-8")
    for table in re.findall(r"(?:^\|.*\n)+", page, re.MULTILINE):
        for line in table.splitlines()[2:]:
            yield [cell.strip() for cell in line.strip("|").split("|")]


def refused(language: str) -> list[str]:
    """The words of the last column of the terms, and of the first of the words not used."""
    found = []
    for cells in rows(language):
        words = cells[2] if len(cells) == 3 else cells[0]
        for word in re.split("[;；]", re.sub("（.*?）", "", words)):
            if word.strip():
                found.append(word.strip())
    return found


def texts(language: str) -> Iterator[tuple[str, str]]:
    """What is published in a language, by the file's name."""
    paths = sorted((ROOT / "docs" / language).glob("*.md"))
    paths.append(ROOT / README[language])
    for folder in ("report/messages", "plan/words"):
        paths.append(PACKAGE / folder / f"{language}.yml")
    for folder in ("phrases", "words", "site/words"):
        paths.append(ROOT / "theme" / folder / f"{language}.yml")
    for path in paths:
        if path.name not in ("style.md", MADE_FROM_MESSAGES):
            yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def said(word: str, text: str) -> bool:
    shown = WORDS_FOR_SEARCH.sub("", text).replace(NOT_THE_WORD.get(word, "\0"), "")
    if word.isascii():
        return re.search(rf"\b{re.escape(word)}\b", shown, re.IGNORECASE) is not None
    return word in shown


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_page_says_what_the_glossary_calls_otherwise(language: str) -> None:
    pages = list(texts(language))
    found = []
    for word in refused(language):
        for name, text in pages:
            if said(word, text):
                found.append(f"{name}: {word}")
    assert found == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_glossary_names_each_term_once(language: str) -> None:
    terms = [cells[0] for cells in rows(language)]
    assert len(terms) > 15
    assert len(terms) == len(set(terms))
    assert len(refused(language)) > 20


def test_the_program_calls_manuals_as_the_pages_do() -> None:
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
            if is_text and said("handbook", str(node.value.value)):
                found.append(f"{path.name}:{node.lineno}")
    assert found == []


def test_a_word_in_another_is_another() -> None:
    assert said("handbook", "The Handbook.") and not said("handbook", "handbooks")
    assert said("表单", "表单和表单域") and not said("表单", "表单域")


def english(value: object) -> Iterator[str]:
    """Each English text of what a source file holds."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "en" and isinstance(inner, str):
                yield inner
            else:
                yield from english(inner)
    if isinstance(value, list):
        for inner in value:
            yield from english(inner)


def test_the_plans_quote_with_curved_marks() -> None:
    """A straight mark is a slip of the keyboard, and half of a pair goes unseen."""
    texts_read = 0
    found = []
    for folder in (ROOT / "plan_source", PACKAGE / "starters"):
        for path in sorted(folder.rglob("*.yml")):
            for text in english(yaml.load(path.read_bytes(), FAST_LOADER)):
                texts_read += 1
                if '"' in text or text.count("“") != text.count("”"):
                    found.append(f"{path.relative_to(ROOT)}: {text}")
    assert found == []
    assert texts_read > 5000
