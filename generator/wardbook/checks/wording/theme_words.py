"""Words of the theme: every language that a plan is published in needs its own.

Where a language lacks a word, English stands in on a page that says it is in another language. A
place in braces that nothing fills can't be printed at all.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path

import yaml

from wardbook.checks.context import Context
from wardbook.findings import Finding, Mark, error, warning
from wardbook.theme import (
    FOLDERS,
    PRINTED,
    STAND_IN,
    ThemeError,
    own_theme,
    product_theme,
    theme_roots,
    whole_languages,
    words_languages,
    words_of,
)

_NAMED_MOST = 12
"""Missing words that a finding names; the others are counted."""
_PLACE = re.compile(r"\{[^{}]*\}|%[a-z]|[{}]")
"""A place that is filled, `{duration}` or `%n`; or a brace alone, which would break the filling."""
_END_OF_NAME = re.compile(r"[.:!\[}]")


def missing_words(context: Context) -> Iterator[Finding]:
    """G108: a language has no words of the theme. G109: it lacks some."""
    for language, declared in _languages(context):
        if _is_stand_in(language) or _is_unread(context, language):
            continue
        folders = _folders(context, language)
        if not any(words_of(_roots(context), folder, language) for folder in folders):
            files = [_file(folder, language) for folder in folders]
            yield error("G108", declared, language=language, files=", ".join(files))
            continue
        for folder in folders:
            keys = _missing_keys(context, folder, language)
            if keys:
                yield _some_missing(context, folder, language, keys, declared)


def places_of_words(context: Context) -> Iterator[Finding]:
    """Words of the project's own theme. G112: a place that nothing fills. G113: one left out."""
    own = own_theme(context.project.root)
    if own is None:
        return
    for language, _ in _languages(context):
        if _is_unread(context, language):
            continue
        for folder in FOLDERS:
            yield from _wrong_places(context, own, folder, language)


CHECKS = (missing_words, places_of_words)


def unread_languages(context: Context) -> Iterator[str]:
    """Languages that can't be judged, because a file of the project's theme can't be read. A build
    says what is wrong with it."""
    for language, _ in _languages(context):
        if _is_unread(context, language):
            yield language


def _languages(context: Context) -> Iterator[tuple[str, Mark]]:
    """Languages of the site and of forms with their places in site.yml, each once.

    Those whose words the product has whole are left out when the project has no theme of its own:
    reading them would take every check a tenth of a second.
    """
    whole: Collection[str] = ()
    if own_theme(context.project.root) is None:
        whole = whole_languages(product_theme())
    site = context.project.site
    declared: dict[str, Mark] = {}
    for language in (*site.languages, *site.form_languages):
        if language not in whole:
            declared.setdefault(str(language), language.mark)
    yield from declared.items()


def _roots(context: Context) -> tuple[Path, ...]:
    return theme_roots(context.project.root, context.project.site.layers)


def _folders(context: Context, language: str) -> tuple[str, ...]:
    """Folders of words that a language needs; one that only forms print needs none of the site."""
    return FOLDERS if language in context.project.languages else PRINTED


def _file(folder: str, language: str) -> str:
    """Where a project writes the words of a language."""
    return f"theme/{folder}/{language}.yml"


def _is_stand_in(language: str) -> bool:
    """Whether the words that stand in are of the language itself: English and its varieties."""
    return language.split("-")[0] == STAND_IN


def _is_unread(context: Context, language: str) -> bool:
    """Whether a file with words of the language, or with those that it is held against, can't be
    read."""
    try:
        for folder in FOLDERS:
            for one in (language, STAND_IN):
                words_of(_roots(context), folder, one)
    except ThemeError:
        return True
    return False


def _missing_keys(context: Context, folder: str, language: str) -> list[str]:
    """Words that English has and the language lacks, or leaves empty where English does not."""
    own = words_of(_roots(context), folder, language)
    missing = []
    for key, english in words_of(_roots(context), folder, STAND_IN).items():
        if key not in own or (english and not own[key]):
            missing.append(key)
    return missing


def _some_missing(
    context: Context, folder: str, language: str, keys: list[str], declared: Mark
) -> Finding:
    """G109, at the file that has some of the words; without one, where the language is declared."""
    file = _file(folder, language)
    mark = declared
    if (context.project.root / file).is_file():
        mark = Mark(file)
    named = ", ".join(keys[:_NAMED_MOST])
    if len(keys) > _NAMED_MOST:
        named += ", …"
    return warning("G109", mark, language=language, file=file, count=len(keys), keys=named)


def _wrong_places(context: Context, own: Path, folder: str, language: str) -> Iterator[Finding]:
    """G112 and G113 in one file of the project's theme."""
    file = _file(folder, language)
    english = words_of(_roots(context), folder, STAND_IN)
    for key, word in words_of((own,), folder, language).items():
        known = _known_places(folder, key) or _places(english.get(key, word))
        unknown = [place for place in _places(word) if place not in known]
        if unknown:
            mark = _mark(context, file, key)
            listed = ", ".join(known) or "–"
            yield error("G112", mark, key=key, places=", ".join(unknown), known=listed)
            continue
        left_out = _left_out(known, _places(word))
        if left_out:
            yield warning("G113", _mark(context, file, key), key=key, places=", ".join(left_out))


def _known_places(folder: str, key: str) -> tuple[str, ...]:
    """Places that the product fills in a word: those of all its languages, the English ones first.
    Chinese takes a date apart, `{start.year}`, where English prints it whole."""
    product = product_theme()
    found: dict[str, None] = {}
    for language in sorted(words_languages(product, folder), key=lambda name: name != STAND_IN):
        word = words_of((product,), folder, language).get(key, "")
        found |= dict.fromkeys(_places(word))
    return tuple(found)


def _places(word: str) -> tuple[str, ...]:
    """Places of a word, as they are written. Doubled braces print as braces and are none."""
    return tuple(_PLACE.findall(word.replace("{{", "").replace("}}", "")))


def _left_out(known: tuple[str, ...], written: tuple[str, ...]) -> list[str]:
    """Known places of which a word has nothing: neither the whole nor a part, as `{start.year}`."""
    names = {_name(place) for place in written}
    left_out: dict[str, str] = {}
    for place in known:
        if _name(place) not in names:
            left_out.setdefault(_name(place), place)
    return list(left_out.values())


def _name(place: str) -> str:
    """A place without the part of it that is printed."""
    return _END_OF_NAME.split(place)[0]


def _mark(context: Context, file: str, key: str) -> Mark:
    """Where a word stands in a file."""
    text = (context.project.root / file).read_text(encoding="utf-8")
    words = yaml.compose(text, Loader=yaml.BaseLoader)
    assert isinstance(words, yaml.MappingNode), "files of other shapes are not judged"
    for name, word in words.value:
        if name.value == key:
            return Mark(file, word.start_mark.line + 1, word.start_mark.column + 1)
    return Mark(file)
