"""The MkDocs plugin `wardbook`: the pages of plan_source for `mkdocs build` and `mkdocs serve`, and
finished pages for `wardbook build`. Languages stand in site.yml only; each is an isolated build.

What stops a build is said in the language in which the program says it."""

from __future__ import annotations

import io
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import TemplateError
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority

from wardbook.build.jobs import WorkerPool
from wardbook.build.leaks import Guard, guard_for, search_folder
from wardbook.checks import Checked
from wardbook.commands.since_edition import with_changes
from wardbook.commands.user_errors import theme_line
from wardbook.commands.workspace import Workspace
from wardbook.folders import SOURCE
from wardbook.fonts import FontFault
from wardbook.html.diagrams import GraphvizMissing
from wardbook.kept_texts import KeptTexts
from wardbook.options import Options
from wardbook.program import command
from wardbook.report.formats import write_findings
from wardbook.report.messages import DEFAULT, lines
from wardbook.report.ui_language import ui_language
from wardbook.sheets.audience import AUDIENCES
from wardbook.site.build import SiteError, write_choice
from wardbook.site.hosts import mkdocs_host
from wardbook.site.hosts.kept_markdown import KeptMarkdown
from wardbook.site.hosts.mkdocs_settings import configure
from wardbook.site.language_site import LanguageSite, language_sites
from wardbook.site.moved import MISSING, WrongMoveError, write_missing, write_moved
from wardbook.theme import ThemeError, forget_words, theme_roots

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page


class WardbookConfig(Config):
    """Options of the plugin in mkdocs.yml."""

    audience = config_options.Choice(AUDIENCES, default="staff")
    """Who will read the site."""


class WardbookPlugin(BasePlugin[WardbookConfig]):
    """Shows the pages of one language. Without pages handed over it loads the project, shows the
    default language and builds the others after it."""

    def __init__(self) -> None:
        self._site: LanguageSite | None = None
        self._others: dict[str, LanguageSite] = {}
        self._guard: Guard | None = None
        self._kept: KeptTexts | None = None
        self._markdown: KeptMarkdown | None = None
        self._language = DEFAULT
        """In which messages are said."""

    def take(self, site: LanguageSite) -> None:
        """Show these pages instead of loading the project."""
        self._site = site

    @event_priority(100)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Load the project unless pages were handed over; set what the product depends on."""
        self._language = ui_language(os.environ, Path(config.config_file_path).parent)
        if self._site is None:
            self._site, *others = self._loaded(config)
            self._others = {site.book.language: site for site in others}
            config.site_dir = str(Path(config.site_dir) / self._site.book.language)
        configure(config, self._site)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the pages."""
        mkdocs_host.change_files(files, config, self._shown)
        self._markdown = mkdocs_host.take_over_markdown(config, self._shown)
        return files

    def on_pre_page(self, page: Page, *, config: MkDocsConfig, files: Files) -> Page:
        """Have the contents of our pages that are as they were taken over from the last build."""
        if self._markdown and page.file.src_uri in self._shown.pages:
            self._markdown.render(page)
        return page

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Put our pages' parts into their places."""
        return mkdocs_host.finished(page.file.src_uri, html, self._shown)

    def on_page_context(
        self, context: Any, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> Any:
        """Add what the theme's templates show of a page beside its content."""
        return {**context, "wardbook": self._shown.template_values(page.file.src_uri)}

    @event_priority(-100)
    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        """Have pages that are as they were taken over from the last build."""
        self._kept = mkdocs_host.take_over(env, config, self._shown)
        return env

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Build the other languages beside this one, and look at all that was made."""
        for kept in (self._kept, self._markdown):
            if kept:
                kept.save()
        if self._guard is None:
            return
        root = Path(config.site_dir).parent
        self._build_others(config, root)
        with WorkerPool(1) as pool:
            found = search_folder(self._guard, root, pool)
        if found:
            for made in (*self._all, "index.html", MISSING):
                _remove(root / made)
            raise PluginError(_findings_text(self._language, Checked(found, ()), {}))

    @property
    def _all(self) -> tuple[str, ...]:
        return (self._shown.book.language, *self._others)

    def _build_others(self, config: MkDocsConfig, root: Path) -> None:
        try:
            for language, site in self._others.items():
                mkdocs_host.write_language(Path(config.config_file_path), site, root / language)
        except SiteError as problem:
            raise PluginError(str(problem)) from problem
        sites = {self._shown.book.language: self._shown, **self._others}
        try:
            for language, site in sites.items():
                write_moved(site, root / language)
        except WrongMoveError as problem:
            raise PluginError(str(problem)) from problem
        write_choice(sites, root)
        write_missing(sites, root)

    @property
    def _shown(self) -> LanguageSite:
        assert self._site is not None
        return self._site

    def _loaded(self, config: MkDocsConfig) -> list[LanguageSite]:
        """The project's pages. What a person can mend is an error of the plugin, which MkDocs says
        without a traceback."""
        try:
            return self._load(config)
        except GraphvizMissing as problem:
            raise PluginError(self._line("machine_lacks", problem="Graphviz (dot)")) from problem
        except FontFault as problem:
            raise PluginError(self._line(problem.key, **problem.values)) from problem
        except (ThemeError, TemplateError) as problem:
            key = theme_line(Path(config.config_file_path).parent)
            raise PluginError(self._line(key, problem=problem)) from problem

    def _line(self, key: str, **values: object) -> str:
        """One of the program's own lines."""
        return lines(self._language)[key].format(wardbook=command(), **values)

    def _load(self, config: MkDocsConfig) -> list[LanguageSite]:
        """Read the project beside mkdocs.yml. Its folders are watched, so that `mkdocs serve`
        rebuilds on a save."""
        forget_words()
        project = Path(config.config_file_path).parent.resolve()
        config.watch.extend(str(folder) for folder in (project / SOURCE, *theme_roots(project)))
        space = Workspace(Options(project=project, audience=self.config.audience))
        plan = space.open()
        if not plan.is_sound:
            raise PluginError(_findings_text(self._language, plan.checked, plan.loaded.sources))
        self._guard = guard_for(plan.project, self.config.audience)
        books = with_changes(space, plan.project, space.books(plan.project))
        return list(language_sites(books, project, Path(config.docs_dir)).values())


def _findings_text(language: str, checked: Checked, sources: Mapping[str, str]) -> str:
    """Findings as the program writes them; `sources` are the texts of the files by name."""
    text = io.StringIO()
    write_findings(checked, sources, "text", language, text)
    return text.getvalue().strip()


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
