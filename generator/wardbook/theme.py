"""Where the look is: the product's theme, and a project's own `theme/` that overrides it file by file."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

_PACKAGE = Path(__file__).parent


class ThemeError(Exception):
    """A file of a project's own theme can't be used; the text says which, and why."""


def product_theme() -> Path:
    """The theme that travels with the program: inside the wheel, else beside the package in a checkout."""
    inside = _PACKAGE / "_theme"
    return inside if inside.is_dir() else _PACKAGE.parent.parent / "theme"


def theme_roots(project: Path, kind: str = "") -> tuple[Path, ...]:
    """Folders to search, in order: the project's own theme, what the product's has for this kind of organisation, then
    the product's."""
    own, product = project / "theme", product_theme()
    first = (own,) if own.is_dir() and own.resolve() != product.resolve() else ()
    special = product / "kinds" / kind
    return (*first, *((special,) if kind and special.is_dir() else ()), product)


def theme_file(roots: tuple[Path, ...], name: str) -> Path:
    """The first `name` in `roots`. Raises FileNotFoundError when no root has it."""
    for root in roots:
        if (path := root / name).is_file():
            return path
    raise FileNotFoundError(name)


@cache
def words(roots: tuple[Path, ...], folder: str, language: str) -> Mapping[str, str]:
    """Words of `folder` (`phrases`: content of views; `words`: the templates' own) in `language`, English where it lacks
    some. Raises ThemeError."""
    found: dict[str, str] = {}
    for name in dict.fromkeys(("en", language)):
        for root in reversed(roots):
            if (path := root / folder / f"{name}.yml").is_file():
                found |= _words_in(path)
    return found


def _words_in(path: Path) -> Mapping[str, str]:
    try:
        found = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader) or {}
    except (yaml.YAMLError, UnicodeDecodeError) as problem:
        raise ThemeError(f"{path}: {problem}") from problem
    if not isinstance(found, dict) or not all(isinstance(words, str) for words in found.values()):
        raise ThemeError(f"{path}: key: words")
    return found


def forget_words() -> None:
    """Read words anew the next time: a preview follows what is saved."""
    words.cache_clear()
