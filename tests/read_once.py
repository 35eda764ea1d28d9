"""What depends on a text alone is made once in a run, however often tests come upon the text.

Many tests read the same small plans again and again, and taking YAML apart takes half of a check's
time, and making models of them and walking through these most of the rest; pages of a plan that differs by one entry are alike, and taking their HTML apart takes a third
of making them. So are templates, which each project has an environment of its own for. Nothing else
is kept: files are looked at and decoded, and sheets made, each time.
"""

from collections import OrderedDict
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from types import CodeType
from typing import Any

from jinja2 import Environment
from wardbook.build import up_to_date
from wardbook.findings import Finding
from wardbook.machine import Need
from wardbook.plan import load_context, reader
from wardbook.plan.data import Data
from wardbook.plan.reader import Limits
from wardbook.site import page_context
from wardbook.site.page import Heading, Html
from wardbook.site.readable import Reading
from wardbook.theme import product_theme

_KEPT = 400
"""Trees: those of the small plans, not those of thousands of made texts."""
_MODELS = 6000
"""Models: those of the largest plan, and of the small plans with all that is changed in them."""
_PIECES = 3000
"""Pieces of pages: about those of the largest plan in both languages for two audiences."""
_SETTINGS = (
    "autoescape",
    "trim_blocks",
    "lstrip_blocks",
    "keep_trailing_newline",
    "newline_sequence",
    "optimized",
    "is_async",
)
"""What an environment's code depends on besides its extensions, filters and tests."""


def remember() -> None:
    """Have trees, models, pieces of pages and templates kept by those who make them, and what the
    program and its theme hold, which no test changes."""
    remember_the_program()
    remember_trees()
    remember_models()
    remember_pieces()
    remember_templates()


def remember_the_program() -> None:
    """Have what decides how plans are drawn looked at once: each build looks at thousands of files."""
    real = up_to_date._contents
    known: dict[Path, bytes] = {}
    ours = (up_to_date.PACKAGE, product_theme())

    def contents(root: Path) -> bytes:
        if root not in ours:
            return real(root)
        if root not in known:
            known[root] = real(root)
        return known[root]

    version_of, versions = up_to_date.version_of, dict[str, str]()

    def version(part: Need) -> str:
        if part.name not in versions:
            versions[part.name] = version_of(part)
        return versions[part.name]

    up_to_date._contents = contents
    up_to_date.version_of = version


def remember_trees() -> None:
    """Have the reader keep the trees that it makes: models are made of them, and nobody changes one."""
    real: Callable[..., Data] = reader._build

    @lru_cache(maxsize=_KEPT)
    def made(text: str, file: str, limits: Limits) -> tuple[Data, tuple[Finding, ...]]:
        findings: list[Finding] = []
        return real(text, file, limits, findings=findings), tuple(findings)

    def build(text: str, file: str, limits: Limits, *, findings: list[Finding]) -> Data:
        try:
            data, found = made(text, file, limits)
        except reader._Refused:  # with what was found before it
            return real(text, file, limits, findings=findings)
        findings += found
        return data

    reader._build = build


SHARED_MODELS = load_context._KNOWN
"""What the program itself keeps models in: those that somebody holds."""


class LastMade(OrderedDict[Any, Any]):
    """Keeps what was made last, whether or not anybody else does."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most

    def __setitem__(self, key: Any, made: Any) -> None:
        super().__setitem__(key, made)
        if len(self) > self._most:
            self.popitem(last=False)


def remember_models() -> None:
    """Have models kept that nobody holds any more: the next test reads the same plan. The program itself shares those
    that somebody holds, so nobody changes one."""
    load_context._KNOWN = LastMade(_MODELS)  # type: ignore[assignment]


def remember_pieces() -> None:
    """Have pages keep their pieces."""
    page_context.keep_codes = lru_cache(maxsize=_PIECES)(page_context.keep_codes)
    Reading.readable = lru_cache(maxsize=_PIECES)(Reading.readable)  # type: ignore[method-assign]
    take_apart = page_context.screen_parts

    @lru_cache(maxsize=_PIECES)
    def parts(html: str, kind: str, shift: int) -> tuple[Heading | Html, ...]:
        return tuple(take_apart(html, kind, shift))

    page_context.screen_parts = parts


def remember_templates() -> None:
    """Have environments share the code of templates that are alike, wherever they stand."""
    real: Callable[..., CodeType] = Environment.compile
    known: dict[object, CodeType] = {}

    def compile(
        self: Environment,
        source: Any,
        name: str | None = None,
        filename: str | None = None,
        raw: bool = False,
        defer_init: bool = False,
    ) -> Any:
        if raw or not isinstance(source, str):
            return real(self, source, name, filename, raw, defer_init)
        key = (*_made_for(self), source, name, filename, defer_init)
        if key not in known:
            known[key] = real(self, source, name, filename, raw, defer_init)
        return known[key]

    Environment.compile = compile  # type: ignore[method-assign, assignment]


def _made_for(environment: Environment) -> tuple[object, ...]:
    """What decides, besides its text, which code an environment makes of a template."""
    settings = [getattr(environment, name) for name in _SETTINGS]
    kinds = (environment.extensions, environment.filters, environment.tests)
    return (type(environment), *settings, *(frozenset(kind) for kind in kinds))
