"""What MkDocs and Material are told of one language, whatever `mkdocs.yml` says: what the product
depends on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig

from wardbook.site.assets import SCRIPTS, STYLES, asset
from wardbook.site.language_site import LanguageSite
from wardbook.site.navigation import navigation
from wardbook.site.page_context import PageContext
from wardbook.site.screen_fonts import FACES

_FEATURES = ("navigation.indexes", "navigation.prune", "navigation.tabs", "navigation.top")
"""Never `search.highlight`: on a page opened from a file it would load the whole index each
time."""
_EXTENSIONS = ("admonition", "attr_list", "tables")
"""Markdown that our headings and the hand-written pages need."""
_INCLUDING = ("pymdownx.snippets", "pymdownx.b64")
"""Extensions that read files below their `base_path`, by default `.`: the working folder, as they
understand it."""
_ENGLISH = "en"
_ITS_WORDS = "partials/languages/en.html"
"""A file by which Material is known."""


def configure(config: MkDocsConfig, site: LanguageSite) -> None:
    """Change the loaded `config` so that it shows the pages of `site` as the product means them."""
    book = site.book
    if of_material(config):
        _set_theme(config.theme, site.context)
    # Material writes it without escaping.
    config.site_name = escape(f"{book.organisation} · {book.title}")
    config.use_directory_urls = False
    config.nav = navigation(site.pages.values(), site.context.words)
    config.extra_css = [FACES, *map(asset, STYLES), *config.extra_css]
    config.extra_javascript = [*map(asset, SCRIPTS), *config.extra_javascript]
    wanted = (*config.markdown_extensions, *_EXTENSIONS)
    config.markdown_extensions = list(dict.fromkeys(wanted))
    _anchor(config)
    config.extra["polyfills"] = [asset("iframe-worker.js")]
    config.extra["generator"] = False
    config.extra["wardbook"] = site.printed()


def of_material(config: MkDocsConfig) -> bool:
    """Whether the theme is Material, or one that is made of it: it brings Material's words. Only
    then do our frame, navigation and search take the place of the theme's own."""
    return any((Path(folder) / _ITS_WORDS).is_file() for folder in config.theme.dirs)


def words_of_material(config: MkDocsConfig) -> str:
    """The words that Material shows in its own search and buttons; none where the theme is
    another."""
    if not of_material(config):
        return ""
    name = f"partials/languages/{config.theme['language']}.html"
    for folder in config.theme.dirs:
        if (Path(folder) / name).is_file():
            return (Path(folder) / name).read_text(encoding="utf-8")
    return ""


def _set_theme(theme: Any, context: PageContext) -> None:
    theme["language"] = _language_of_material(context.book.language, theme.dirs)
    theme["font"] = False
    theme["features"] = list(_FEATURES)
    theme["palette"] = {"scheme": "default", "primary": "custom", "accent": "custom"}
    theme.static_templates = set()
    overrides = [root / "site" / "overrides" for root in context.roots]
    theme.dirs[0:0] = [str(folder) for folder in overrides if folder.is_dir()]


def _language_of_material(language: str, folders: list[str]) -> str:
    """The language of Material's own words: the page's, else the one that it is a variety of, else
    English. The pages name their own language all the same, see `partials/language.html`."""
    for known in (language, language.partition("-")[0]):
        for folder in folders:
            if (Path(folder) / f"partials/languages/{known}.html").is_file():
                return known
    return _ENGLISH


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
