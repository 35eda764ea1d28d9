"""What MkDocs and Material are told of one language, whatever `mkdocs.yml` says: what the product
depends on."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig

from wardbook.site.navigation import navigation
from wardbook.site.page import Page
from wardbook.site.page_context import PageContext
from wardbook.site.readable import telephone

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
_FEATURES = ("navigation.indexes", "navigation.prune", "navigation.tabs", "navigation.top")
"""Never `search.highlight`: on a page opened from a file it would load the whole index each
time."""
_EXTENSIONS = ("admonition", "attr_list", "tables")
"""Markdown that our headings and the hand-written pages need."""
_INCLUDING = ("pymdownx.snippets", "pymdownx.b64")
"""Extensions that read files below their `base_path`, by default `.`: the working folder, as they
understand it."""
_ENGLISH = "en"


def configure(
    config: MkDocsConfig, kit: PageContext, pages: Sequence[Page], *, with_guide: bool
) -> None:
    """Change the loaded `config` so that it shows `pages` as the product means them. `with_guide`:
    the language has a first page of hand-written ones."""
    book = kit.book
    _set_theme(config.theme, kit)
    # Material writes it without escaping.
    config.site_name = escape(f"{book.organisation} · {book.title}")
    config.use_directory_urls = False
    config.nav = navigation(pages, kit.words)
    config.extra_css = [*map(asset, STYLES), *config.extra_css]
    config.extra_javascript = [*map(asset, SCRIPTS), *config.extra_javascript]
    wanted = (*config.markdown_extensions, *_EXTENSIONS)
    config.markdown_extensions = list(dict.fromkeys(wanted))
    _anchor(config)
    config.extra["polyfills"] = [asset("iframe-worker.js")]
    config.extra["generator"] = False
    config.extra["wardbook"] = _printed(kit, with_guide=with_guide)


def asset(name: str) -> str:
    """The address of one of our style sheets or scripts, from a language's root. `name` is its
    place in the theme."""
    return f"{ASSETS}/{Path(name).name}"


def _set_theme(theme: Any, kit: PageContext) -> None:
    theme["language"] = _language_of_material(kit.book.language, theme.dirs)
    theme["font"] = False
    theme["features"] = list(_FEATURES)
    theme["palette"] = {"scheme": "default", "primary": "custom", "accent": "custom"}
    theme.static_templates = set()
    overrides = [root / "site" / "overrides" for root in kit.roots]
    theme.dirs[0:0] = [str(folder) for folder in overrides if folder.is_dir()]


def _language_of_material(language: str, folders: list[str]) -> str:
    """The language of Material's own words: the page's, else the one that it is a variety of, else
    English. The pages name their own language all the same, see `partials/language.html`."""
    for known in (language, language.partition("-")[0]):
        for folder in folders:
            if (Path(folder) / f"partials/languages/{known}.html").is_file():
                return known
    return _ENGLISH


def _printed(kit: PageContext, *, with_guide: bool) -> dict[str, Any]:
    """What header and footer print."""
    book = kit.book
    desk: dict[str, str] = {}
    if book.home.desk and book.home.desk.number:
        number = book.home.desk.number
        desk = {"label": book.home.desk.label, "number": number, "call": telephone(number)}
    return {
        "desk": desk,
        "words": dict(kit.words),
        "language": book.language,
        "organisation": book.organisation,
        "title": book.title,
        "edition": book.edition,
        "draft": book.draft,
        "audience": kit.words[f"audience_{book.audience}"],
        "guide": "guide/index.html" if with_guide else "",
    }


def _anchor(config: MkDocsConfig) -> None:
    """Let extensions that include files start from the folder of the settings."""
    home = Path(config.config_file_path).parent.resolve()
    for name in _INCLUDING:
        if name in config.markdown_extensions:
            settings = dict(config.mdx_configs.get(name) or {})
            settings["base_path"] = _anchored(settings.get("base_path", "."), home)
            config.mdx_configs[name] = settings


def _anchored(base: Any, home: Path) -> Any:
    """A path, or each of several, from `home`. What is no text is a placeholder of MkDocs
    (`!relative`), which knows its folder."""
    if isinstance(base, list):
        return [_anchored(one, home) for one in base]
    if isinstance(base, str):
        return str(home / base)
    return base
