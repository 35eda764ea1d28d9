"""Where templates, styles and words are: the product's theme, and a project's own `theme/` that
overrides it file by file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

_PACKAGE = Path(__file__).parent

PRINTED = ("phrases", "words")
"""Folders of words that paper needs: the content of views, and the templates' own."""
FOLDERS = (*PRINTED, "site/words")
"""All folders of words; the last is the site's own."""
STAND_IN = "en"
"""Its words stand in where a language lacks some."""
_QUICK_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""In C, fifteen times as quick: every build and every check reads the product's words."""


_PARSED: dict[str, Mapping[str, str]] = {}
"""Words by the text of their file: states of a plan that are compared, each with a theme of its own
that is ours in most of its files, have them in common."""
_KEY = re.compile(r"(?m)^(\w+):")
_FLAT = re.compile(r"(?:(?:[\w-]+:[ ]+[^\s\[{&*!|>?-].*|#.*|)\n)*+")
"""A line for each word: nothing in it opens a list or a mapping."""


class ThemeError(Exception):
    """A file of a theme can't be used; the text says which, and why."""


class ThemeWords(dict[str, str]):
    """Words by key. Asking for one that there is not raises ThemeError, which names the key and the
    file that should have it."""

    def __init__(self, found: Mapping[str, str], file: Path) -> None:
        super().__init__(found)
        self._file = file

    def __missing__(self, key: str) -> str:
        raise ThemeError(f"{self._file}: no {key!r}")

    def __reduce__(self) -> tuple[type[ThemeWords], tuple[dict[str, str], Path]]:
        return ThemeWords, (dict(self), self._file)


def product_theme() -> Path:
    """The theme that travels with the program: inside the wheel, else beside the package in a
    checkout."""
    inside = _PACKAGE / "_theme"
    if inside.is_dir():
        return inside
    return _PACKAGE.parent.parent / "theme"


def own_theme(project: Path) -> Path | None:
    """A project's own `theme/`; None where it has none, or is the product's repository itself."""
    own = project / "theme"
    if own.is_dir() and own.resolve() != product_theme().resolve():
        return own
    return None


def theme_roots(project: Path, layers: tuple[str, ...] = ()) -> tuple[Path, ...]:
    """Folders to search, in order: the project's own theme, what the product's has for the
    conventions and the kind of this organisation (`layers`), then the product's."""
    product = product_theme()
    roots = []
    own = own_theme(project)
    if own:
        roots.append(own)
    for layer in layers:
        folder = product / layer
        if folder.is_dir():
            roots.append(folder)
    return (*roots, product)


def theme_file(roots: tuple[Path, ...], name: str) -> Path:
    """The first `name` in `roots`. Raises FileNotFoundError when no root has it."""
    for root in roots:
        path = root / name
        if path.is_file():
            return path
    raise FileNotFoundError(name)


def words_languages(theme: Path, folder: str) -> tuple[str, ...]:
    """Languages that one theme has words of `folder` in."""
    return tuple(sorted(path.stem for path in (theme / folder).glob("*.yml")))


@cache
def whole_languages(theme: Path) -> frozenset[str]:
    """Languages in which one theme has every word that it has in English.

    Its files are not read as YAML, which takes a tenth of a second: each word begins a line."""
    keys: dict[str, set[tuple[str, str]]] = {}
    for folder in FOLDERS:
        for language in words_languages(theme, folder):
            text = (theme / folder / f"{language}.yml").read_text("utf-8", errors="replace")
            keys.setdefault(language, set()).update((folder, key) for key in _KEY.findall(text))
    wanted = keys.get(STAND_IN, set())
    return frozenset(language for language, own in keys.items() if own >= wanted)


@cache
def words(roots: tuple[Path, ...], folder: str, language: str) -> Mapping[str, str]:
    """Words of `folder` (one of `FOLDERS`) in `language`, those of `STAND_IN` where it lacks some.
    Raises ThemeError."""
    found = {**words_of(roots, folder, STAND_IN), **words_of(roots, folder, language)}
    return ThemeWords(found, roots[-1] / folder / f"{STAND_IN}.yml")


@cache
def words_of(roots: tuple[Path, ...], folder: str, language: str) -> Mapping[str, str]:
    """Words of `folder` in the files of `language` alone; none where there is no file. Raises
    ThemeError."""
    found: dict[str, str] = {}
    for root in reversed(roots):
        if _is_english(language):
            found = {key: _spelt(word, root) for key, word in found.items()}
        path = root / folder / f"{language}.yml"
        if path.is_file():
            found |= _words_in(path)
    return found


def house_spelling(roots: tuple[Path, ...], language: str, said: str) -> str:
    """Words of the program that stand outside its theme (headings of columns, rules), spelt as the
    theme's own are. Raises ThemeError."""
    if _is_english(language):
        for root in reversed(roots):
            said = _spelt(said, root)
    return said


def _is_english(language: str) -> bool:
    return language.partition("-")[0] == STAND_IN


def _spelt(said: str, root: Path) -> str:
    """Words as a folder's `spelling.yml` spells them, which holds parts of words: organis →
    organiz. Raises ThemeError."""
    parts, pattern = _spelling(root)

    def other(match: re.Match[str]) -> str:
        word = parts[match[0].lower()]
        return word.capitalize() if match[0][0].isupper() else word

    return pattern.sub(other, said) if pattern else said


@cache
def _spelling(root: Path) -> tuple[Mapping[str, str], re.Pattern[str] | None]:
    """What a folder's `spelling.yml` puts for parts of words, and what finds these; none without
    the file."""
    path = root / "spelling.yml"
    if not path.is_file():
        return {}, None
    parts = _words_in(path)
    return parts, re.compile("|".join(map(re.escape, parts)), re.IGNORECASE)


def measures(roots: tuple[Path, ...]) -> Mapping[str, float]:
    """Lengths that the paper of the house gives, by name, in points: `print/paper.yml`. Raises
    ThemeError."""
    found = _words_in(theme_file(roots, "print/paper.yml"))
    return {name: float(length) for name, length in found.items()}


def _words_in(path: Path) -> Mapping[str, str]:
    is_ours = path.is_relative_to(product_theme())
    try:
        text = path.read_text(encoding="utf-8")
        if text in _PARSED:
            return _PARSED[text]
        # A deep file ends the loader in C with the process: what a project brings must be flat
        loader = _QUICK_LOADER if is_ours or _FLAT.fullmatch(text) else yaml.BaseLoader
        found = yaml.load(text, Loader=loader) or {}
    # A thousand open brackets exhaust the library's recursion
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as problem:
        raise ThemeError(f"{path}: {problem}") from problem
    if not isinstance(found, dict) or not all(isinstance(text, str) for text in found.values()):
        raise ThemeError(f"{path}: only lines of `key: words` may stand here")
    _PARSED[text] = found
    return found


def forget_words() -> None:
    """Read words anew the next time: a preview follows what is saved."""
    whole_languages.cache_clear()
    words.cache_clear()
    words_of.cache_clear()
    _spelling.cache_clear()
    _PARSED.clear()
