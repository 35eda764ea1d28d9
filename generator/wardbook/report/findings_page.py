"""The page of all findings for the guide, written from the same words that the program says. It is committed as text; a
test keeps it up to date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wardbook.checks.waivers import WAIVABLE_ERRORS
from wardbook.report.report import codes, examples, families, lines

_MARKUP = re.compile(r"([\\`*_\[\]|#])")
_HOLE = re.compile(r"(?<!\{)\{(\w+)\}(?!\})")


def catalogue(language: str) -> str:
    """Markdown: an introduction, then every code with its message, explanation, hint and examples, family by family."""
    return "\n\n".join(_parts(language)) + "\n"


def _parts(language: str) -> Iterator[str]:
    said = lines(language)
    yield f"# {said['catalogue_title']}"
    yield said["catalogue_intro"].strip()
    for letter, name in families(language).items():
        yield f"## {letter} · {name}"
        for code, words in codes(language).items():
            if code.startswith(letter):
                yield f"### {code}"
                yield f"**{_text(words.message)}**"
                yield _text(words.explain)
                yield f"{said['catalogue_mend']}{_text(words.hint)}"
                if code in WAIVABLE_ERRORS:
                    yield said["waivable"]
                if example := examples().get(code, "").rstrip():
                    yield f"```text\n{example}\n```"


def _text(pattern: str) -> str:
    """A message with its places as …, and nothing that Markdown or HTML would take for its own."""
    plain = _HOLE.sub("…", pattern).replace("{{", "{").replace("}}", "}")
    return _MARKUP.sub(r"\\\1", plain).replace("&", "&amp;").replace("<", "&lt;")
