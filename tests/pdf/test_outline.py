"""The outline limits no author: prose, notes, lists to any depth, tables and figures stand at every place and depth of a
plan, in every style of numbering and both languages, in their order, on paper and on the site."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from wardbook.checks import run_checks
from wardbook.findings import Severity
from wardbook.html.templates import body
from wardbook.pdf.layout import lay_out
from wardbook.pdf.renderer import PdfRenderer
from wardbook.plan.loader import Loaded, load
from wardbook.sheets.book import Book
from wardbook.sheets.books import books
from wardbook.sheets.plan.chapters import ChapterView
from wardbook.sheets.sheet import Span, Target, below
from wardbook.site.page import Heading, Html
from wardbook.site.page_context import page_context
from wardbook.site.pages import pages

from tests.checks.test_cases import LETTERS
from tests.soak import is_whole

PROJECTS = Path(__file__).parents[1] / "projects"
DEPTH = 6
KINDS = ("text", "note", "list", "table", "figure", "numbered")
STYLES = ("chinese", "articles", "decimal", "mixed")


def bilingual(name: str) -> str:
    """A name of a place, such as 3-before-text, in words of both languages."""
    return f"{{en: Words {name}., zh: 文字{name}。}}"


def nested(name: str, level: int = 1) -> str:
    """A list of six levels, numbered and not in turns; the last item can be referred to."""
    own = f"text: {bilingual(f'{name}-{level}')}"
    if level == DEPTH:
        return f"[{{id: item-{name}, {own}}}]"
    return f"[{{{own}, numbered: {'yes' if level % 2 else 'no'}, list: {nested(name, level + 1)}}}]"


def blocks(place: str) -> Iterator[str]:
    yield f"- text: {bilingual(f'{place}-text')}"
    yield f"- note: {bilingual(f'{place}-note')}"
    yield f"- list: {nested(f'{place}-list')}"
    cells = ", ".join(bilingual(f"{place}-table-{part}") for part in ("head", "cell"))
    head, cell = re.findall(r"{.*?}", cells)
    yield f"- table: {{caption: {bilingual(f'{place}-table')}, columns: [{head}], rows: [[{cell}]]}}"
    figure = f"file: figures/lines.svg, caption: {bilingual(f'{place}-figure')}, alt: {bilingual(f'{place}-alt')}"
    yield f"- figure: {{{figure}}}"
    yield f"- {{list: {nested(f'{place}-numbered')}, numbered: yes}}"


def chapter(depth: int, prefix: str) -> Iterator[str]:
    """A chapter with everything, a titled and an untitled chapter below it, and everything again behind them."""
    place = f"{prefix}{depth}"
    yield f"- id: {place}"
    yield f"  title: {bilingual(f'{place}-title')}"
    yield "  blocks:"
    yield from (f"    {line}" for line in blocks(f"{place}-before"))
    if depth < DEPTH:
        yield "  chapters:"
        yield f"    - {{id: {place}-bare, blocks: [{{text: {bilingual(f'{place}-bare')}}}]}}"
        yield from (f"    {line}" for line in chapter(depth + 1, prefix))
    yield "  continued:"
    yield from (f"    {line}" for line in blocks(f"{place}-behind"))


def plan(style: str) -> str:
    head = f"id: deep\ncode: Q9\ntitle: {{en: Deep plan, zh: 层级预案}}\nversion: '1'\nnumbering: {style}\nchapters:"
    refers = f"- id: end\n  title: {bilingual('end-title')}\n  blocks:"
    text = "See <plan:deep/item-c6-behind-numbered>, <plan:deep/c6>."
    lines = [*chapter(1, "c"), *refers.split("\n"), f"    - text: {{en: '{text}', zh: '{text}'}}"]
    return "\n".join(
        [
            head,
            *(f"  {line}" for line in lines),
            "attachments:",
            *(f"  {it}" for it in chapter(1, "a")),
        ]
    )


@pytest.fixture(scope="module", params=STYLES)
def deep(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Loaded:
    root = tmp_path_factory.mktemp("deep")
    shutil.copytree(PROJECTS / "maternity" / "plan_source", root / "plan_source")
    shutil.copytree(
        PROJECTS / "clinic" / "plan_source" / "figures", root / "plan_source" / "figures"
    )
    (root / "plan_source/plans/deep.yml").write_text(plan(request.param), encoding="utf-8")
    loaded = load(root)
    assert loaded.findings == ()
    return loaded


@pytest.fixture(scope="module")
def both(deep: Loaded) -> tuple[Book, ...]:
    assert deep.project
    return books(deep.project, "staff")


def wanted(prefix: str, language: str) -> list[str]:
    """Every word of a top chapter, in reading order."""

    def at(depth: int) -> Iterator[str]:
        place = f"{prefix}{depth}"
        yield f"{place}-title"
        yield from around(f"{place}-before")
        if depth < DEPTH:
            yield f"{place}-bare"
            yield from at(depth + 1)
        yield from around(f"{place}-behind")

    def around(place: str) -> Iterator[str]:
        yield from (f"{place}-text", f"{place}-note")
        yield from (f"{place}-list-{level}" for level in range(1, DEPTH + 1))
        yield from (
            f"{place}-table",
            f"{place}-table-head",
            f"{place}-table-cell",
            f"{place}-figure",
        )
        yield from (f"{place}-numbered-{level}" for level in range(1, DEPTH + 1))

    return [f"Words {name}." if language == "en" else f"文字{name}。" for name in at(1)]


def words_in(html: str) -> list[str]:
    """The words of the plan as a page holds them, without tags; what stands in attributes is not read."""
    text = re.sub(r"<[^>]*>", "", re.sub(r"&#(\d+);", lambda code: chr(int(code[1])), html))
    return re.findall(r"Words [ac]\d-[a-z0-9-]+\.|文字[ac]\d-[a-z0-9-]+。", text)


def test_nothing_is_wrong_with_it(deep: Loaded) -> None:
    assert deep.project
    found = run_checks(deep, LETTERS, deep.project.site.edition.date).findings
    assert [finding for finding in found if finding.severity is Severity.ERROR] == []


@pytest.mark.parametrize("prefix", ["c", "a"])
def test_every_word_stands_on_paper_in_its_order(
    both: tuple[Book, ...], renderer: PdfRenderer, prefix: str
) -> None:
    for book in both:
        stamped = book.sheets[f"chapter-deep-{prefix}1"]
        assert words_in(body(stamped, renderer.setting(stamped.sheet.id, 100))) == wanted(
            prefix, book.language
        )


@pytest.mark.parametrize("prefix", ["c", "a"])
def test_every_word_stands_on_the_site_in_its_order(
    both: tuple[Book, ...], deep: Loaded, prefix: str
) -> None:
    assert deep.project
    for book in both:
        made = pages(page_context(book, deep.project.root, ""))[f"plans/deep/{prefix}1.md"]
        said = "\n".join(part.title if hasattr(part, "title") else str(part) for part in made.parts)
        assert words_in(said) == wanted(prefix, book.language)


@pytest.mark.parametrize("prefix", ["c", "a"])
def test_a_part_without_a_title_is_no_heading_of_the_site(
    both: tuple[Book, ...], deep: Loaded, prefix: str
) -> None:
    """A heading would list its bare number in the contents; its number and its anchor stand at its first sentence."""
    assert deep.project
    for book in both:
        made = pages(page_context(book, deep.project.root, ""))[f"plans/deep/{prefix}1.md"]
        headings = [part for part in made.parts if isinstance(part, Heading)]
        assert len(headings) == DEPTH
        assert all(re.search("Words|文字", heading.text) for heading in headings)
        html = "".join(part.html for part in made.parts if isinstance(part, Html))
        for depth in range(1, DEPTH):
            place = f"{prefix}{depth}-bare"
            number = rf'<p><span id="{place}" class="untitled [^>]+><span class="chapter-number">'
            first_words = rf"{number}[^<]+</span> ?</span>(Words|文字)"
            assert len(re.findall(first_words, html)) == 1


def test_every_heading_has_a_number_of_its_own(both: tuple[Book, ...]) -> None:
    for book in both:
        top = book.sheets["chapter-deep-c1"].sheet.content
        views = list(below(top, ChapterView))
        assert len(views) == 1
        assert isinstance(top, ChapterView)
        assert all(view.number for view in _all(top))
        for view in _all(top):
            numbers = [child.number for child in view.chapters]
            assert len(set(numbers)) == len(numbers)


def _all(view: ChapterView) -> Iterator[ChapterView]:
    yield view
    for child in view.chapters:
        yield from _all(child)


def test_the_deepest_item_is_referred_to_by_its_numbers(
    both: tuple[Book, ...], deep: Loaded
) -> None:
    assert deep.project
    expected = {
        "chinese": "一（二）2.(2)②.②.①.①.①.①, 一（二）2.(2)②.②“文字c6-title。”.",
        "articles": "第二条（二）2.(2)②.①.①.①.①, 第二条（二）2.(2)②“文字c6-title。”.",
        "decimal": "1.2.2.2.2.2 a) 1) 1) 1), 1.2.2.2.2.2“文字c6-title。”.",
        "mixed": "1.2.2.2.2.2 a) 1) 1) 1), 1.2.2.2.2.2“文字c6-title。”.",
    }
    runs = list(below(both[1].sheets["chapter-deep-end"].sheet.content, Span))
    assert (
        "".join(run.text for run in runs)
        == f"See {expected[str(deep.project.plans['deep'].numbering.style)]}"
    )
    assert runs[1].target == Target("chapter-deep-c1", "item-c6-behind-numbered")


def test_it_fits_its_leaves(
    both: tuple[Book, ...], deep: Loaded, renderer: PdfRenderer, pytestconfig: pytest.Config
) -> None:
    """Each style in one language, and each language in two styles; `make soak` has all."""
    assert deep.project
    turn = STYLES.index(str(deep.project.plans["deep"].numbering.style)) % len(both)
    for book in both if is_whole(pytestconfig) else (both[turn],):
        root = deep.project.root
        own = PdfRenderer(renderer.roots, root, book.language, "2026-09-01", draft=False)
        laid = lay_out([book.sheets[f"chapter-deep-{prefix}1"] for prefix in "ca"], own)
        assert laid.findings == ()
