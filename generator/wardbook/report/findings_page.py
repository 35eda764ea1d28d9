"""The page of all findings for the guide, written from the same words that the program says.

It is committed as text; a test keeps it up to date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from wardbook.checks.waivers import WAIVABLE_ERRORS
from wardbook.report.messages import (
    MessageTexts,
    codes,
    examples,
    families,
    lines,
    unescaped,
    without_project,
)

_MARKUP = re.compile(r"([\\`*_\[\]|#])")


def catalogue(language: str) -> str:
    """Markdown: an introduction, then every code with its message, explanation, hint and examples,
    family by family."""
    return "\n\n".join(_parts(language)) + "\n"


def _parts(language: str) -> Iterator[str]:
    said = lines(language)
    yield f"# {said['catalogue_title']}"
    yield said["catalogue_intro"].strip()
    for letter, name in families(language).items():
        yield f"## {letter} · {name}"
        for code, texts in codes(language).items():
            if code.startswith(letter):
                yield from _entry(code, texts, language)


def _entry(code: str, texts: MessageTexts, language: str) -> Iterator[str]:
    """The parts of one code."""
    said = lines(language)
    yield f"### {code}"
    yield f"**{_text(texts.message)}**"
    yield _text(texts.explain)
    yield f"{said['catalogue_mend']}{_text(texts.hint)}"
    if code in WAIVABLE_ERRORS:
        yield said["waivable"]
    example = examples().get(code, "").rstrip()
    if example:
        yield f"```text\n{example}\n```"


def _text(pattern: str) -> str:
    """A message with its places as …, and nothing that Markdown or HTML would take for its own."""
    plain = unescaped(without_project(pattern))
    return _MARKUP.sub(r"\\\1", plain).replace("&", "&amp;").replace("<", "&lt;")
