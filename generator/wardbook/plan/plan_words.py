"""What the kinds of entries of a plan and their fields are called: `words/`, one file a language.

The names in a plan's files are English words, so that English names only those that say too little.
Findings, `wardbook diff` and the headings of printed tables take their words from here.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from wardbook.word_files import WordFile, completed, read_file

PLAN_WORDS = Path(__file__).parent / "words"
_DEFAULT = "en"


@cache
def plan_words(language: str) -> WordFile:
    """Words by kind of entry and, behind `field_`, by field; the English ones stand in where a
    language lacks some."""
    english = read_file(_file(_DEFAULT))
    if language == _DEFAULT:
        return english
    return completed(_file(language), english.words)


def field_heading(field: str, language: str) -> str:
    """What a field is called above a column. Raises `LookupError` for what is no field: every
    other language than English names them all."""
    key = f"field_{field}"
    word = plan_words(language).words.get(key)
    if word is None:
        if not any(key in plan_words(path.stem).words for path in PLAN_WORDS.glob("*.yml")):
            raise LookupError(f"no {key!r} in {PLAN_WORDS}")
        word = field.replace("_", " ")
    return str(word[:1].upper() + word[1:])


def _file(language: str) -> Path:
    return PLAN_WORDS / f"{language}.yml"
