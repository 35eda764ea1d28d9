"""The pages on architecture say what is so: their picture is drawn from today's code, and every
place that they send people to exists."""

import re
from pathlib import Path

import pytest

from tests.draw_imports import PICTURES, ROOT, imports, layers, picture

PROGRAM = ROOT / "generator/wardbook"
PATH = re.compile(r"`([\w*./-]+(?:/|\.(?:py|yml|js|md|toml|svg)))`")


def test_the_picture_is_drawn_from_the_code_as_it_is() -> None:
    for path in PICTURES:
        assert path.read_text(encoding="utf-8") == picture(), "python -m tests.draw_imports"


def test_every_package_has_a_row_and_imports_only_what_stands_behind_it() -> None:
    order = layers()
    here = {path.name.removesuffix(".py") for path in PROGRAM.iterdir()}
    here = {name for name in here if not name.startswith("_")}
    assert set(order) == here
    assert len(imports()) > 50
    for own, other in imports():
        assert own in ("__init__", "__main__") or order.index(own) < order.index(other)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_place_that_the_page_names_exists(language: str) -> None:
    text = (ROOT / "docs" / language / "architecture.md").read_text(encoding="utf-8")
    named = PATH.findall(text)
    assert len(named) > 30
    folder = Path()
    for name in named:
        if "/" in name:
            folder = Path(name).parent if not name.endswith("/") else Path(name)
        if name != "build/":
            assert exists(name, folder), name


def exists(name: str, folder: Path) -> bool:
    """Whether a path leads somewhere, from the repository, the program, or the folder that was
    named before it (`columns.py` behind `serials/list_words.py`)."""
    places = (ROOT, PROGRAM, PROGRAM / folder)
    return any(list(place.glob(name.rstrip("/"))) for place in places)
