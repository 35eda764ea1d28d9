"""The language page names every block and every area of the fault library, the page of rules every pack; in each language."""

import re
from itertools import pairwise
from pathlib import Path

import pytest
from wardbook.plan.model.blocks import AREAS, BLOCKS
from wardbook.plan.registries import TABLE, Shape
from wardbook.rules.library import library
from wardbook.rules.probes.registry import wanted

DOCS = Path(__file__).parent.parent / "docs"


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("key", sorted(BLOCKS))
def test_the_page_shows_every_block(language: str, key: str) -> None:
    page = (DOCS / language / "language.md").read_text(encoding="utf-8")
    shown = re.search(rf"^ *- {key}:", page, re.MULTILINE) is not None
    assert shown, f"docs/{language}/language.md shows no block `- {key}:`"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_names_every_area(language: str) -> None:
    page = (DOCS / language / "language.md").read_text(encoding="utf-8")
    assert " ".join(AREAS) in page


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_of_rules_names_every_pack_with_its_rules_and_every_probe(language: str) -> None:
    page = (DOCS / language / "packs.md").read_text(encoding="utf-8")
    for pack in library().values():
        assert f"| `{pack.id}` | {pack.title.words(language)} | {len(pack.rules)} |" in page
    for probe, words in wanted().items():
        assert f"| `{probe}` | {words.words(language)} |" in page


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_of_publishing_says_for_whom_each_file_is(language: str) -> None:
    page = (DOCS / language / "publishing.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("| ")]
    for row in TABLE:
        name = f"`{row.place}/`" if row.shape is Shape.FOLDER else f"`{row.place}`"
        if row.place in ("departments.yml", "roles.yml", "systems.yml"):  # said field by field
            continue
        said = [line for line in rows if name in line]
        told = any(f"`{row.audience}`" in line for line in said)
        assert told or (said and row.field in ("contacts", "drills")), (
            f"docs/{language}/publishing.md: no row of the table has {name} and `{row.audience}`"
        )


def recipes(language: str) -> list[str]:
    """The commands and settings of the page of publishing, without what explains them."""
    page = (DOCS / language / "publishing.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```(?:sh|text|ini|bat|nginx)\n(.*?)```", page, re.DOTALL)
    return [re.sub(r" *#.*", "", block) for block in blocks]


def test_recipes_are_alike_in_both_languages() -> None:
    assert len(recipes("en")) == 9
    assert recipes("en") == recipes("zh")


def headings_of_tables(text: str) -> list[list[str]]:
    """The cells above the line of dashes of every table in Markdown."""
    found: list[list[str]] = []
    for above, line in pairwise(text.splitlines()):
        if re.fullmatch(r"\|(\s*:?-+:?\s*\|)+", line):
            found.append([cell.strip() for cell in above.strip()[1:-1].split("|")])
    return found


def test_every_column_of_the_guide_has_a_heading() -> None:
    """Who listens to a table hears it before each cell."""
    assert headings_of_tables("| a | |\n|---|---|\n") == [["a", ""]]
    tables: list[tuple[str, list[str]]] = []
    for page in (*DOCS.rglob("*.md"), *DOCS.parent.glob("*.md")):
        for cells in headings_of_tables(page.read_text(encoding="utf-8")):
            tables.append((page.name, cells))
    assert len(tables) > 30
    assert [(name, cells) for name, cells in tables if "" in cells] == []
