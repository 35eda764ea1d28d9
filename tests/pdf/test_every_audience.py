"""Every plan here can be built for every audience: its pages are whole and its cards fit, whatever is withheld."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from wardbook.build.leaks import guard_for, search_texts
from wardbook.html.templates import Setting, body
from wardbook.pdf import layout
from wardbook.pdf.layout import lay_out
from wardbook.pdf.renderer import PdfRenderer
from wardbook.plan.project import Project
from wardbook.sheets.audience import AUDIENCES
from wardbook.sheets.book import Book
from wardbook.sheets.books import books
from wardbook.sheets.kinds import SheetKind
from wardbook.sheets.procedures.cards import Card
from wardbook.sheets.sheet import Stamped, plain, targets
from wardbook.site.markdown import to_markdown
from wardbook.site.page import Page
from wardbook.site.page_context import page_context
from wardbook.site.pages import pages
from wardbook.theme import theme_roots

from tests.every_project import EVERY_PROJECT, LAID_OUT, folder_of
from tests.holes import holes_of, holes_on_paper
from tests.pdf.renderers import renderer_of
from tests.plans import book_in, books_in, plan_in
from tests.soak import is_whole, some_of

ROOT = Path(__file__).parents[2]


def all_holes(site: Mapping[str, Page]) -> set[tuple[str, str]]:
    return {(page.uri, hole) for page in site.values() for hole in holes_of(page)}


def said_on(
    book: Book, site: Mapping[str, Page], printed: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """The names of files and what they say: pages and printed sheets."""
    for uri, page in site.items():
        yield f"{book.language}/{uri}.md", to_markdown(page)
    for id, html in printed.items():
        yield f"{book.language}/{id}.html", html


Known = dict[tuple[str, str], list[tuple[Stamped, str]]]
"""Sheets that were looked at, by language and id, with their HTML: most say the same to several audiences."""


def printed_in(book: Book, root: Path, known: Known) -> dict[str, str]:
    """The HTML of each sheet as it is printed; a sheet that is `known` is not made again."""
    setting = on_paper(book, root)
    printed = {}
    for id, stamped in book.sheets.items():
        before = known.setdefault((book.language, id), [])
        found = next((html for one, html in before if one == stamped), None)
        if found is None:
            found = body(stamped, setting)
            before.append((stamped, found))
        printed[id] = found
    return printed


def books_for(plan: str, audience: str, config: pytest.Config) -> Iterator[Book]:
    """What an audience is shown of a plan. What is withheld is the same in each language, so that one
    will do, another for the next plan."""
    folder = folder_of(plan)
    languages = plan_in(folder).languages
    if is_whole(config):
        yield from books_in(folder, audience)
    else:
        turn = EVERY_PROJECT.index(plan) % len(languages)
        yield book_in(folder, audience, languages[turn])


@pytest.mark.parametrize("plan", some_of(EVERY_PROJECT, LAID_OUT))
def test_pages_and_sheets_have_no_holes_that_come_from_withholding_and_tell_nothing(
    plan: str, pytestconfig: pytest.Config
) -> None:
    """What a build looks for at its end is looked for here, too: it stops no plan that we ship, for any audience."""
    root = folder_of(plan)
    project = plan_in(root)
    whole = {}
    known: Known = {}
    seen: set[tuple[str, str]] = set()
    for book in books_for(plan, AUDIENCES[-1], pytestconfig):
        whole[book.language] = all_holes(pages(page_context(book, root, "../..")))
        assert bare_on_paper(printed_in(book, root, known), seen) == set()
    assert not any(
        "link" in hole or "empty" in hole for holes in whole.values() for _, hole in holes
    )
    for audience in AUDIENCES[:-1]:
        guard = guard_for(project, audience)
        assert guard.values or audience != AUDIENCES[0]
        for book in books_for(plan, audience, pytestconfig):
            site = pages(page_context(book, root, "../.."))
            assert all_holes(site) - whole[book.language] == set(), (audience, book.language)
            printed = printed_in(book, root, known)
            told = search_texts(guard, dict(said_on(book, site, printed)))
            where = [(str(found.marks[0]), found.arguments) for found in told]
            assert where == [], (audience, book.language)
            assert bare_on_paper(printed, seen) == set(), (audience, book.language)
            named = {
                target.sheet
                for stamped in book.sheets.values()
                for target in targets(stamped.sheet.content)
            }
            assert named <= set(book.sheets), audience


def bare_on_paper(printed: Mapping[str, str], seen: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """Headings above nothing on printed sheets; what was `seen` word for word is left out."""
    new = set(printed.items()) - seen
    seen |= new
    return {(id, hole) for id, html in new for hole in holes_on_paper(html)}


def on_paper(book: Book, root: Path) -> Setting:
    """How sheets are set on paper, with a word in place of each drawing."""
    return Setting(
        roots=theme_roots(root, book.layers),
        language=book.language,
        medium="print",
        href=lambda target: target.sheet,
        draw=lambda flow: flow.title,
        picture=lambda view: view.file,
    )


def cards(project: Project, audience: str) -> Iterator[tuple[str, Book, str]]:
    """The cards of an audience: what each says, its book and its id."""
    is_kept = project is plan_in(project.root)
    made = books_in(project.root, audience) if is_kept else books(project, audience)
    for book in made:
        for id, stamped in book.sheets.items():
            if stamped.sheet.kind is SheetKind.CARD:
                said = [stamped.sheet.key.language, id, plain(stamped.sheet.content)]
                yield json.dumps(said), book, id


def different(
    project: Project, audiences: Sequence[str], laid_out: Sequence[str]
) -> Iterator[tuple[Book, str]]:
    """Every card of every audience; what two audiences read word for word alike once, and what one
    of `laid_out` reads not at all."""
    seen = {said for audience in laid_out for said, _, _ in cards(project, audience)}
    for audience in audiences:
        for said, book, id in cards(project, audience):
            if said not in seen:
                seen.add(said)
                yield book, id


def too_long(
    project: Project,
    renderer: PdfRenderer,
    audiences: Sequence[str] = AUDIENCES,
    laid_out: Sequence[str] = (),
) -> dict[tuple[str, str, str], tuple[str, ...]]:
    """Cards that do not fit, with the codes of what was found."""
    found = {}
    for book, id in different(project, audiences, laid_out):
        own = renderer_of(book, project.root, renderer.roots)
        if findings := lay_out([book.sheets[id]], own).findings:
            found[book.audience, book.language, id] = tuple(finding.code for finding in findings)
    return found


@pytest.mark.parametrize("plan", some_of(EVERY_PROJECT, LAID_OUT))
def test_cards_fit_for_every_audience(
    plan: str, renderer: PdfRenderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Set once, in the smallest type: what fits so fits when it is set as large as there is room. What staff have is laid
    out in `test_cards_on_paper.py`; of the largest plan's cards those on a wall say the same, or less."""
    monkeypatch.setattr(layout, "_fitter", lambda *_: None)
    audiences = AUDIENCES[:1] if plan == "." else AUDIENCES
    assert too_long(plan_in(folder_of(plan)), renderer, audiences, ("staff",)) == {}


def test_on_a_wall_the_largest_plans_cards_say_no_more_than_to_staff(
    pytestconfig: pytest.Config,
) -> None:
    told = [books_for(".", audience, pytestconfig) for audience in AUDIENCES[1:]]
    for wall, staff, sealed in zip(*told, strict=True):
        for id, stamped in wall.sheets.items():
            if stamped.sheet.kind is SheetKind.CARD:
                inside = staff.sheets[id].sheet.content
                assert sealed.sheets[id].sheet.content == inside
                assert isinstance(inside, Card)
                assert stamped.sheet.content == replace(inside, box_place="", box_key="")


def test_the_measure_finds_a_card_that_is_too_long(
    renderer: PdfRenderer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layout, "_fitter", lambda *_: None)
    project = plan_in(ROOT / "tests/projects/clinic")
    (procedure,) = [
        one
        for one in project.procedures.values()
        if one.department and one.department.id == "dispensary"
    ]
    respond = procedure.phases.respond
    phases = procedure.phases.model_copy(update={"respond": respond * 30})
    long = procedure.model_copy(update={"phases": phases})
    changed = replace(project, procedures={**project.procedures, str(procedure.id): long})
    found = too_long(changed, renderer, ("public",))
    assert found
    assert set(found.values()) == {("G103",)}
