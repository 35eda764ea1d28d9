"""Pages as MkDocs wrote them the last time. One whose content, place in the navigation and frame
are as they were is taken over: the theme's templates need not be filled again. Templates are
compiled once, and folders that hold nothing for a site are not walked through."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from mkdocs import __version__
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation

from wardbook.html.compiled_templates import compiled_templates
from wardbook.kept_texts import KeptTexts, key_of

_ELSEWHERE = frozenset(("site_dir", "plugins", "hooks"))
"""Settings that name no word of a page."""
_OURS = ["wardbook"]


def is_plain(config: MkDocsConfig) -> bool:
    """Whether nobody but us has a hand in the pages: another plugin, a hook or templates of the
    project's own may write into one what no key of ours knows."""
    theme = config.theme
    if list(config.plugins) != _OURS or config.hooks or theme.custom_dir:
        return False
    return theme.name == "material" and not config.extra_templates


def prepare(config: MkDocsConfig, cache: Path) -> None:
    """Have MkDocs take the theme's templates as they were compiled before; `cache` keeps them."""
    compiled_templates(f"mkdocs {__version__}").keep_in(cache)
    theme: Any = config.theme
    theme.get_env = partial(_environment, theme, theme.get_env)


def _environment(theme: Any, made: Any) -> Environment:
    env: Environment = made()
    env.loader = _ThemeLoader(theme.dirs)
    env.bytecode_cache = compiled_templates(f"mkdocs {__version__}")
    return env


class _ThemeLoader(FileSystemLoader):
    """Lists no files below folders whose names begin with a dot, which MkDocs leaves out of a site:
    Material has ten thousand icons there."""

    def list_templates(self) -> list[str]:
        """The names of all other files."""
        found: set[str] = set()
        for root in self.searchpath:
            for folder, below, files in os.walk(root):
                below[:] = [name for name in below if not name.startswith(".")]
                place = Path(folder).relative_to(root)
                found.update((place / name).as_posix() for name in files)
        return sorted(found)


class KeptPages:
    """Fills the template of a page, or takes over what the last build made of the same."""

    def __init__(self, env: Any, config: MkDocsConfig, texts: KeptTexts) -> None:
        self._find = env.get_template
        self._texts = texts
        self._settings = key_of(list(_told(config)))
        self._frames: dict[int, str] = {}
        env.get_template = self._template

    def _template(self, name: str, *arguments: Any) -> Any:
        if arguments:
            return self._find(name, *arguments)
        return _PageTemplate(name, self)

    def filled(self, name: str, context: Mapping[str, Any]) -> str:
        """The page of a context."""
        if context.get("page") is None:
            return str(self._find(name).render(context))
        key = key_of((name, self._settings, self._frame(context["nav"]), *_page(context)))
        found = self._texts.find(key)
        if found is None:
            found = str(self._find(name).render(context))
            self._texts.keep(key, found)
        return found

    def _frame(self, nav: Navigation) -> str:
        """A key of the navigation. All pages share it, so that it is computed once."""
        if id(nav) not in self._frames:
            self._frames[id(nav)] = key_of(list(_entries(nav.items)))
        return self._frames[id(nav)]


class _PageTemplate:
    """A template, as MkDocs asks for it."""

    def __init__(self, name: str, pages: KeptPages) -> None:
        self._name, self._pages = name, pages

    def render(self, context: Mapping[str, Any]) -> str:
        """The page of a context."""
        return self._pages.filled(self._name, context)


def _told(config: MkDocsConfig) -> Iterator[tuple[str, str]]:
    """Every setting, as it was understood."""
    for name, value in sorted(config.items()):
        if name not in _ELSEWHERE:
            yield name, repr(value)


def _entries(items: Sequence[Any]) -> Iterator[object]:
    """The navigation as plain data."""
    for item in items:
        below = list(_entries(item.children or ()))
        meta = sorted((getattr(item, "meta", None) or {}).items())
        yield item.title, getattr(item, "url", ""), meta, below


def _page(context: Mapping[str, Any]) -> Iterator[object]:
    """What the frame shows of a page."""
    page = context["page"]
    yield page.url, page.title, page.content, sorted(page.meta.items())
    yield page.canonical_url, page.edit_url, page.is_homepage, list(_contents(page.toc))
    for beside in (page.previous_page, page.next_page):
        yield beside and (beside.url, beside.title)
    yield context["base_url"], context["wardbook"]


def _contents(toc: Any) -> Iterator[object]:
    for entry in toc:
        yield entry.title, entry.id, list(_contents(entry.children))
