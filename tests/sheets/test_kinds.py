"""The table of kinds of sheets: each row is complete, and nobody else keeps a list of kinds."""

import ast
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from string import ascii_uppercase
from types import ModuleType

import pytest
from wardbook import sheets
from wardbook.plan.model.audience import AUDIENCES, sees
from wardbook.plan.project import Project
from wardbook.sheets.book import Book
from wardbook.sheets.books import books
from wardbook.sheets.kinds import Fitting, Group, SheetKind
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.making import SheetMaker, SheetSources, makers_in, sheets_of, the_sheet
from wardbook.sheets.project_localizer import localizer_for
from wardbook.sheets.sheet import Sheet
from wardbook.sheets.sheet_set import MAKERS
from wardbook.site.addresses import ONCE, places
from wardbook.site.page_context import page_context
from wardbook.site.pages import pages
from wardbook.theme import product_theme, words, words_languages

THEME = product_theme()
PACKAGE = Path(sheets.__file__).parent.parent
KINDS = tuple(SheetKind)
LANGUAGES = words_languages(THEME, "phrases")

every_kind = pytest.mark.parametrize("kind", KINDS, ids=str)


@every_kind
def test_its_template_and_styles_are_there(kind: SheetKind) -> None:
    row = kind.value
    assert (THEME / row.template).is_file()
    assert row.styles
    for name in row.styles:
        assert (THEME / f"print/{name}.css").is_file()


@every_kind
@pytest.mark.parametrize("language", LANGUAGES)
def test_its_words_are_there(kind: SheetKind, language: str) -> None:
    phrases = words((THEME,), "phrases", language)
    missing = {f"kind_{kind}", str(kind.value.group)} - set(phrases)
    assert missing == set(), f"write them in theme/phrases/{language}.yml"
    if kind.value.page:
        key = str(kind).replace("-", "_")
        missing = {key, f"names_{key}"} - set(words((THEME,), "site/words", language))
        assert missing == set(), f"write them in theme/site/words/{language}.yml"


@every_kind
def test_its_audience_is_one(kind: SheetKind) -> None:
    assert kind.value.audience in AUDIENCES


def test_every_template_of_a_sheet_belongs_to_a_kind() -> None:
    templates = {path.name for path in (THEME / "sheets").iterdir()}
    assert templates == {f"{kind}.html" for kind in KINDS}


def test_ids_letters_and_pages_are_given_once() -> None:
    free = sorted(set(ascii_uppercase) - {kind.value.letter for kind in KINDS})
    for column in ("id", "letter", "page"):
        given = Counter(filter(None, (getattr(kind.value, column) for kind in KINDS)))
        twice = [value for value, times in given.items() if times > 1]
        assert twice == [], f"{column}; free letters: {free}"


def test_every_group_and_every_way_of_fitting_is_used() -> None:
    assert {kind.value.group for kind in KINDS} == set(Group)
    assert {kind.value.fitting for kind in KINDS} == set(Fitting)


def test_every_kind_with_a_page_has_it_on_the_site(book: Book, clean_clinic: Path) -> None:
    made = pages(page_context(book, clean_clinic, ""))
    assert set(ONCE) == {kind.value.id for kind in KINDS if kind.value.page}
    assert set(ONCE.values()) <= set(made)


def test_every_sheet_has_its_place_on_the_site(book: Book) -> None:
    assert set(places(book)) == set(book.sheets)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_no_sheet_is_made_for_an_audience_below_its_kind(project: Project, audience: str) -> None:
    for book in books(project, audience):
        for stamped in book.sheets.values():
            assert sees(audience, stamped.sheet.kind.value.audience), stamped.sheet.id


@pytest.fixture
def public(project: Project) -> Localizer:
    return localizer_for(replace(project, audience="public"), "en")


@pytest.fixture
def staff(project: Project) -> Localizer:
    return localizer_for(replace(project, audience="staff"), "en")


def both(sources: SheetSources) -> Iterator[Sheet]:
    """A sheet for everybody, and one for staff."""
    yield the_sheet(sources.localizer, SheetKind.GLOSSARY, "for all", "")
    yield the_sheet(sources.localizer, SheetKind.AUDIT, "for staff", "")


def titles(maker: SheetMaker, localizer: Localizer) -> list[str]:
    sources = SheetSources(localizer, localizer, (localizer,))
    return [sheet.title for sheet in sheets_of(maker, sources)]


def test_the_audience_of_a_row_is_honoured_whatever_a_maker_makes(
    public: Localizer, staff: Localizer
) -> None:
    maker = SheetMaker((SheetKind.GLOSSARY, SheetKind.AUDIT), both)
    assert titles(maker, public) == ["for all"]
    assert titles(maker, staff) == ["for all", "for staff"]


def test_a_maker_is_not_asked_for_what_nobody_here_may_see(public: Localizer) -> None:
    def asked(_: SheetSources) -> Iterator[Sheet]:
        raise AssertionError("it was asked")

    assert titles(SheetMaker((SheetKind.AUDIT,), asked), public) == []


def test_a_kind_that_nobody_makes_stops_the_program(tmp_path: Path) -> None:
    empty = ModuleType("empty")
    empty.__path__ = [str(tmp_path)]
    with pytest.raises(TypeError, match=r"no MAKER .* makes sheets of the kind plan, chapter"):
        makers_in(empty)


def test_makers_come_in_the_order_of_the_table() -> None:
    first = [maker.kinds[0] for maker in MAKERS]
    assert first == sorted(first, key=KINDS.index)
    assert len(first) == len(set(first))


NAMING = {
    "sheets/sheet_ids.py": "ids of sheets that other code names",
    "sheets/localizer.py": "references lead to cards",
    "sheets/books.py": "the site lists forms",
    "sheets/sheet_set.py": "what each department has of its own",
    "editions/affected.py": "forms are stock: printed ones are void when they change",
    "editions/packets.py": "the same; and a card hangs on a wall besides",
    "editions/void_stock.py": "which forms in a box are void",
    "pdf/packets.py": "a card is brought once more for the wall",
    "site/search/findables.py": "forms have variants, which are found by their own names",
}
"""Modules beside the table and the makers that may name kinds, and for what."""


def named_kinds(path: Path) -> set[str]:
    """Kinds that a module names by `SheetKind`."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "SheetKind":
            found.add(node.attr)
    return found


def test_nobody_but_the_table_and_the_makers_names_kinds() -> None:
    naming = set()
    for path in PACKAGE.rglob("*.py"):
        place = path.relative_to(PACKAGE).as_posix()
        in_folder = place.startswith("sheets/") and place.count("/") > 1
        if named_kinds(path) and not in_folder:
            naming.add(place)
    assert naming == set(NAMING)


def test_the_guard_sees_a_kind_that_is_named(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text("KINDS = (SheetKind.CARD, kinds.SheetKind)\n", encoding="utf-8")
    assert named_kinds(module) == {"CARD"}
