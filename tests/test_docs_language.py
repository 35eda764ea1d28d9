"""The language page names every block and every area of the fault library, in each language."""

import re
from pathlib import Path

import pytest

from generator.source.model.blocks import AREAS, BLOCKS

DOCS = Path(__file__).parent.parent / "docs"


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("key", sorted(BLOCKS))
def test_the_page_shows_every_block(language: str, key: str) -> None:
    page = (DOCS / language / "language.md").read_text(encoding="utf-8")
    assert re.search(rf"^ *- {key}:", page, re.MULTILINE)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_names_every_area(language: str) -> None:
    page = (DOCS / language / "language.md").read_text(encoding="utf-8")
    assert " ".join(AREAS) in page
