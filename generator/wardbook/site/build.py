"""Builds the site: each language by the host that the project names, then the choice of language at
the root."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import cast

from wardbook.folders import CACHE, DOCS, SETTINGS
from wardbook.html.templates import environment
from wardbook.sheets.book import Book
from wardbook.site.assets import ASSETS
from wardbook.site.cut_fonts import CUT
from wardbook.site.hosts import static_host
from wardbook.site.kept_parts import KeptSite
from wardbook.site.language_site import LanguageSite, language_sites
from wardbook.site.moved import write_missing, write_moved
from wardbook.site.one_file import one_files
from wardbook.site.site_error import SiteError

__all__ = ["SiteError", "build_site", "write_choice"]

WriteLanguage = Callable[[Path, LanguageSite, Path], None]
"""Writes one language: the project's mkdocs.yml, which may be missing, the language, the folder it
goes into. Raises SiteError."""
MKDOCS, STATIC = "mkdocs", "static"
"""The hosts, as site.yml names them."""
MKDOCS_PACKAGES = "mkdocs==1.6.1 mkdocs-material==9.8.1"
"""What the host MkDocs is made of, for pip."""
_UP = "../.."
"""From a language's root to the folder that holds site and PDFs."""


def build_site(  # noqa: PLR0913  each is a choice of its own
    books: Sequence[Book],
    out: Path,
    project: Path,
    *,
    host: str = "",
    pdfs: bool = True,
    draws_flows: bool = True,
    sends: bool = False,
    kept: KeptSite | None = None,
) -> tuple[str, ...]:
    """Write the site of `books`, those of the folder `project`, below `out`, and return the paths
    of its files. `host` writes the languages; empty: what the project says. `pdfs`: manuals,
    cards and forms stand beside `out`. Without `draws_flows` pages only say where flows belong.
    `sends`: each department has a file that opens alone, too. `kept`: what the last build made is
    taken from there where it is as it was. Raises SiteError, WrongMoveError, FontFault for fonts
    that can't be used, and GraphvizMissing where a flow can't be drawn."""
    project, out = project.resolve(), out.resolve()
    up = _UP if pdfs else ""
    write_language = writer(host or books[0].published.host)
    docs = project / DOCS
    sites = language_sites(
        tuple(books), project, docs, up, draws_flows=draws_flows, sends=sends, kept=kept
    )
    for language, site in sites.items():
        write_language(project / SETTINGS, site, out / language)
        write_moved(site, out / language)
    write_choice(sites, out)
    write_missing(sites, out)
    if sends:
        _write_one_files(sites, out, project / CACHE / CUT)
    for site in sites.values():
        if site.context.kept:
            site.context.kept.save()
    files = [path for path in out.rglob("*") if path.is_file()]
    return tuple(sorted(path.relative_to(out).as_posix() for path in files))


def _write_one_files(sites: Mapping[str, LanguageSite], out: Path, kept: Path) -> None:
    """The files of departments that open alone, beside the languages; `kept` keeps their fonts."""
    for name, text in one_files([site.context for site in sites.values()], kept):
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")


def writer(host: str) -> WriteLanguage:
    """The function of a host; of none, that of MkDocs where there is one. Raises SiteError for
    MkDocs where it is asked for and not installed."""
    if host == STATIC or (not host and not mkdocs_is_there()):
        return static_host.write_language
    if not mkdocs_is_there():
        raise SiteError(f"`host: mkdocs`: pip install {MKDOCS_PACKAGES}")
    # Only here: the product does without MkDocs, and it takes a third of a second to load
    module = import_module("wardbook.site.hosts.mkdocs_host")
    return cast(WriteLanguage, module.write_language)


def mkdocs_is_there() -> bool:
    """Whether MkDocs and Material can be imported."""
    return find_spec("material") is not None and server_is_there()


def server_is_there() -> bool:
    """Whether MkDocs alone can be imported: its server shows drafts, whatever writes the site.
    Where ProperDocs has taken its place, it answers to that name from now on."""
    if find_spec("mkdocs") is None and find_spec("properdocs") is not None:
        import_module("properdocs.replacement")
    return find_spec("mkdocs") is not None


def write_choice(sites: dict[str, LanguageSite], out: Path) -> None:
    """`index.html` at the root `out`: which language? Static; it says "unzip first" where its style
    sheet did not load."""
    first = next(iter(sites.values()))
    styles = {
        name: f"{first.book.language}/{ASSETS}/{name}.css" for name in ("han", "tokens", "site")
    }
    books = [(site.book, site.context.words) for site in sites.values()]
    template = environment(first.context.roots).get_template("site/choice.html")
    html = template.render(books=books, styles=styles)
    (out / "index.html").write_text(html, encoding="utf-8", newline="\n")
