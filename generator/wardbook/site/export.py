"""The site as Markdown for other engines: pages, start page, hand-written pages, pictures, styles
and scripts, and settings for MkDocs and Zensical beside them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

import yaml

from wardbook.folders import DOCS
from wardbook.sheets.book import Book
from wardbook.site.assets import ICON, SCRIPTS, STYLES, asset, loaded
from wardbook.site.language_site import GUIDE, LanguageSite, language_sites
from wardbook.site.markdown import to_markdown
from wardbook.site.navigation import navigation

MKDOCS_SETTINGS, ZENSICAL_SETTINGS = "mkdocs.yml", "zensical.toml"
MARK = "# Written by `wardbook export`: it is replaced whole by the next one."
"""First line of both settings, by which an earlier export is known."""
_START = "index.md"
_EXTENSIONS = ("admonition", "attr_list", "tables")
"""Markdown that the hand-written pages need."""


def exported(books: Sequence[Book], project: Path) -> dict[str, bytes]:
    """Path → content of every file. Raises what `language_sites` does, and OSError for a picture
    that can't be read."""
    docs = project / DOCS
    sites = language_sites(tuple(books), project, docs)
    files: dict[str, bytes] = {f"{DOCS}/{_START}": _start_page(sites).encode()}
    for language, site in sites.items():
        for uri, made in _language_files(site, docs / language).items():
            files[f"{DOCS}/{language}/{uri}"] = made
    first = next(iter(sites.values()))
    for uri, made in loaded(first.context).items():
        files[f"{DOCS}/{uri}"] = made
    settings = _settings(sites)
    files[MKDOCS_SETTINGS] = _as_yaml(settings).encode()
    files[ZENSICAL_SETTINGS] = _as_toml(settings).encode()
    return files


def _language_files(site: LanguageSite, docs: Path) -> Mapping[str, bytes]:
    """Address from the language's root → content."""
    files: dict[str, bytes] = {}
    for uri, page in site.pages.items():
        files[uri] = to_markdown(page).encode()
    for uri, path in site.context.figures().items():
        files[uri] = path.read_bytes()
    if site.guides.get(site.book.language):
        for path in sorted(docs.rglob("*")):
            if path.is_file():
                files[f"{GUIDE}/{path.relative_to(docs).as_posix()}"] = path.read_bytes()
    return files


def _start_page(sites: Mapping[str, LanguageSite]) -> str:
    """The page at the root: which language?"""
    first = next(iter(sites.values())).book
    lines = ["---", f"title: {json.dumps(first.organisation, ensure_ascii=False)}", "---", ""]
    for language, site in sites.items():
        said = escape(f"{site.context.words['in_language']}: {site.book.title}")
        lines.append(f'<p><a href="{language}/index.html" lang="{language}">{said}</a></p>\n')
    return "\n".join(lines)


def _settings(sites: Mapping[str, LanguageSite]) -> dict[str, Any]:
    """What both engines are told; the words are those of mkdocs.yml."""
    first = next(iter(sites.values())).book
    navigated: list[dict[str, Any]] = [{first.organisation: _START}]
    for language, site in sites.items():
        entries = navigation(site.pages.values(), site.context.words)
        navigated.append({site.context.words["in_language"]: _below(language, entries)})
    return {
        "site_name": f"{first.organisation} · {first.title}",
        "docs_dir": DOCS,
        "site_dir": "site",
        "use_directory_urls": False,
        "theme": {
            "name": "material",
            "language": _plain(first.language),
            "font": False,
            "favicon": asset(ICON),
        },
        "plugins": ["search"],
        "extra_css": list(map(asset, STYLES)),
        "extra_javascript": list(map(asset, SCRIPTS)),
        "markdown_extensions": list(_EXTENSIONS),
        "nav": navigated,
    }


def _plain(language: str) -> str:
    """A language without its variety."""
    return language.partition("-")[0]


def _below(language: str, entries: Any) -> Any:
    """Entries of the navigation of one language, from the root of all."""
    if isinstance(entries, str):
        return f"{language}/{entries}"
    if isinstance(entries, Mapping):
        return {title: _below(language, below) for title, below in entries.items()}
    return [_below(language, one) for one in entries]


def _as_yaml(settings: Mapping[str, Any]) -> str:
    text = yaml.safe_dump(dict(settings), allow_unicode=True, sort_keys=False, width=100)
    return f"{MARK}\n{text}"


def _as_toml(settings: Mapping[str, Any]) -> str:
    """The same for Zensical, which knows the classic look by another name."""
    kept = dict(settings)
    extensions = kept.pop("markdown_extensions")
    del kept["plugins"]  # its search is there without being named
    theme = {**kept.pop("theme"), "variant": "classic"}
    del theme["name"]
    lines = [MARK, "[project]"]
    lines += _toml_lines(kept)
    lines += ["", "[project.theme]"]
    lines += _toml_lines(theme)
    for name in extensions:
        lines += ["", f"[project.markdown_extensions.{name}]"]
    return "\n".join(lines) + "\n"


def _toml_lines(values: Mapping[str, Any]) -> list[str]:
    """A line for each value."""
    return [f"{name} = {_toml(value)}" for name, value in values.items()]


def _toml(value: Any) -> str:
    """A value as TOML on one line."""
    if isinstance(value, Mapping):
        pairs = [f"{_toml(str(name))} = {_toml(below)}" for name, below in value.items()]
        return "{ " + ", ".join(pairs) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
