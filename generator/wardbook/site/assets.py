"""What the pages of a language load: our style sheets, scripts, pictures and the search index, the
same for every host."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from wardbook.site.page_context import PageContext
from wardbook.theme import theme_file

ASSETS = "assets/wardbook"
"""Folder of our own style sheets and scripts, from a language's root."""
STYLES = ("tokens.css", "site/site.css", "site/outage.css")
"""Our style sheets by their places in the theme."""
SCRIPTS = (
    "site.js",
    "page-tools.js",
    "accounts.js",
    "numbers.js",
    "fallback.js",
    "check-words.js",
    "outage-times.js",
    "outage-clock.js",
)
"""Our scripts by their places in `site/` of the theme."""
ICON = "icon.svg"
INDEX = "search/search_index.js"
"""The search index as a script, from a language's root."""


def asset(name: str) -> str:
    """The address of one of our style sheets or scripts, from a language's root. `name` is its
    place in the theme."""
    return f"{ASSETS}/{Path(name).name}"


def loaded(context: PageContext) -> Mapping[str, bytes]:
    """Address → content of our style sheets, scripts and icon."""
    made: dict[str, bytes] = {}
    for name in STYLES:
        made[asset(name)] = theme_file(context.roots, name).read_bytes()
    for name in (*SCRIPTS, ICON):
        made[asset(name)] = theme_file(context.roots, f"site/{name}").read_bytes()
    return made
