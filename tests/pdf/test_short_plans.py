"""Short plans of other houses, each in its own numbering: `wardbook import plan` brings their text over, and nothing else is
added. Every heading, item and number is printed as the source writes it, on about as many pages as an office document takes."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from wardbook.cli import main
from wardbook.html.templates import Setting, body
from wardbook.pdf.layout import lay_out
from wardbook.pdf.renderer import PdfRenderer
from wardbook.plan.loader import load
from wardbook.sheets.book import Book
from wardbook.sheets.books import books
from wardbook.sheets.units import Gathered
from wardbook.theme import theme_roots
from weasyprint import HTML

SOURCES = sorted((Path(__file__).parent / "short_plans").iterdir())
MOST = 1.5
"""Pages of a printed plan for each page of its bare text."""
_HAN = re.compile("[一-鿿]")
_OFFICE = {
    "zh": "@page { size: A4; margin: 25.4mm 31.8mm } p { font: 10.5pt/15.6pt 'Noto Sans SC'; margin: 0 }",
    "en": "@page { size: A4; margin: 25.4mm } p { font: 11pt/1.15 'Noto Sans'; margin: 0 0 8pt }",
}
"""How a word processor sets text to which nobody has given a style."""


def language_of(source: Path) -> str:
    return "zh" if _HAN.search(source.read_text(encoding="utf-8")) else "en"


def lines_of(source: Path) -> list[str]:
    """The lines of a source, without the marks of Markdown."""
    lines = []
    for line in source.read_text(encoding="utf-8").splitlines():
        plain = line.lstrip("#").strip()
        if plain:
            lines.append(plain)
    return lines


def brought(source: Path, folder: Path) -> Book:
    """The only book of a project that holds nothing but the plan, without a finding."""
    (folder / "plan_source").mkdir()
    (folder / "plan_source/site.yml").write_text(
        "organisation: House\nkind: organisation\ntitle: Plan\n"
        f'languages: [{language_of(source)}]\nedition: {{id: "1", date: 2026-11-01}}\n',
        encoding="utf-8",
    )
    at = ["--project", str(folder), "--ui-language", "en"]
    done = CliRunner().invoke(main, [*at, "import", "plan", str(source), "--plan", "plan"])
    assert done.exit_code == 0, done.output
    checked = CliRunner().invoke(main, [*at, "check"])
    assert checked.output == "No findings.\n"
    project = load(folder).project
    assert project is not None
    (book,) = books(project, "staff")
    return book


def printed(book: Book, root: Path) -> str:
    """What the unit of the whole plan says, without spaces."""
    (unit,) = book.manuals[0].units
    content = book.units[unit.id].sheet.content
    assert isinstance(content, Gathered)
    roots = theme_roots(root, book.layers)
    setting = Setting(roots, book.language, "print", lambda _: "", lambda _: "", str)
    said = "".join(body(book.sheets[sheet.id], setting) for sheet in content.sheets)
    return "".join(html.unescape(re.sub(r"<[^>]+>", "", said)).split())


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_every_line_stands_in_order_with_its_own_number(source: Path, tmp_path: Path) -> None:
    said = printed(brought(source, tmp_path), tmp_path)
    at = said.index("".join(title_of(source).split()))
    for line in body_lines(source):
        at = said.find("".join(line.split()), at)
        assert at >= 0, line


def title_of(source: Path) -> str:
    """The title; in English text it stands below the name of the house."""
    lines = lines_of(source)
    return lines[0] if source.suffix == ".md" or language_of(source) == "zh" else lines[1]


def body_lines(source: Path) -> Iterator[str]:
    lines = lines_of(source)
    yield from lines[lines.index(title_of(source)) + 1 :]


@pytest.mark.usefixtures("renderer")
@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.stem)
def test_it_prints_on_as_many_pages_as_an_office_document(source: Path, tmp_path: Path) -> None:
    book = brought(source, tmp_path)
    roots = theme_roots(tmp_path, book.layers)
    own = PdfRenderer(roots, tmp_path, book.language, book.date, draft=book.draft)
    (unit,) = book.manuals[0].units
    pages = lay_out([book.units[unit.id]], own).pages(unit.id)
    text = "".join(f"<p>{html.escape(line)}</p>" for line in lines_of(source))
    bare = HTML(string=f"<style>{_OFFICE[book.language]}</style>{text}").render()
    assert pages <= MOST * len(bare.pages)
