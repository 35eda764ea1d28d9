"""The theme's words: one meaning a key."""

import re
from pathlib import Path

import pytest

THEME = Path(__file__).parent.parent / "theme"
FOLDERS = sorted({path.parent.relative_to(THEME).as_posix() for path in THEME.rglob("zh.yml")})


def keys(folder: str, language: str) -> list[str]:
    return re.findall(
        r"(?m)^(\w+):", (THEME / folder / f"{language}.yml").read_text(encoding="utf-8")
    )


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_key_is_given_twice(folder: str) -> None:
    """YAML takes the last one in silence, and a heading says what belongs to another page."""
    for language in ("en", "zh"):
        found = keys(folder, language)
        assert [key for key in found if found.count(key) > 1] == []
