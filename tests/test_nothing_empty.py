"""Nothing empty: no sheet, page, menu entry, tile, heading, column, box or question that holds nothing of its plan, for any
audience, on site and paper, in both languages."""

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urldefrag

import pikepdf
import pytest
from click.testing import CliRunner
from wardbook.cli import main
from wardbook.html.templates import Setting, body, environment
from wardbook.pdf.contents import Leaves, contents_tables
from wardbook.plan.loader import load
from wardbook.plan.model.audience import AUDIENCES
from wardbook.plan.project import Project, texts
from wardbook.plan.text import Words
from wardbook.sheets.audience import for_audience
from wardbook.sheets.book import Book
from wardbook.sheets.books import books
from wardbook.sheets.kinds import SheetKind
from wardbook.sheets.manuals import Manual
from wardbook.sheets.procedures.cards import Card
from wardbook.sheets.procedures.procedures import StepView
from wardbook.sheets.registers.contacts import ContactsView
from wardbook.sheets.sheet import Stamped, below, text_of
from wardbook.site import addresses as at
from wardbook.site.build import write_choice
from wardbook.site.language_site import LanguageSite, language_sites
from wardbook.site.page import Heading, Page
from wardbook.starters import STARTERS, lay_down
from wardbook.theme import theme_roots, words

from tests import emptiness
from tests.plans import plan_in
from tests.soak import is_whole, only_in_soak

PROJECTS = Path(__file__).parent / "projects"
HARBOUR = Path(__file__).parent / "site/harbour"
LARGE = "hospital"
"""The starter that takes ten times as long to look at as any other."""
FULLEST = "clinic"
"""The test project that has something of every kind."""
UPS = ("../..", "")
"""From a site to the PDFs beside it; empty where there are none."""
BY_HAND_ALONE = (SheetKind.FORM,)
"""Sheets that are made to be filled in: what is empty on them is what they are for."""
TOOLS = (at.ACCOUNT, at.CHECK_WORDS)
"""Pages that are a tool for what the plan holds, and repeat none of it."""
_HAN = re.compile("[一-鿿]")


def minimal(folder: Path, **files: str) -> Path:
    """A project of one plan with one chapter and one contact: what a blank starter is cut down to. `files` are further
    ones, or the same anew."""
    source = folder / "plan_source"
    written = {
        "site": (
            "organisation: {zh: 示例单位, en: Sample Organisation}\n"
            "kind: organisation\n"
            "title: {zh: 信息系统应急预案, en: Information systems emergency plan}\n"
            "languages: [zh, en]\n"
            'edition: {id: "1.0", date: 2026-11-01}\n'
        ),
        "contacts": (
            '- {id: duty-desk, name: {zh: 信息值班, en: Information desk}, number: "8001", audience: public}\n'
        ),
        "plans/plan": (
            "id: plan\n"
            "code: Z1\n"
            "title: {zh: 信息系统应急预案, en: Information systems emergency plan}\n"
            "numbering: chinese\n"
            "chapters:\n"
            "  - id: purpose\n"
            "    title: {zh: 目的, en: Purpose}\n"
            "    blocks:\n"
            "      - text: {zh: 有序处置，尽快恢复。, en: Act in order and restore it soon.}\n"
        ),
        **files,
    }
    for name, text in written.items():
        path = source / f"{name}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def project_in(folder: Path) -> Project:
    """The project in a folder; what is wrong with it fails the test."""
    loaded = load(folder)
    assert loaded.project, loaded.findings
    unexpected = [finding.code for finding in loaded.findings if finding.blocks]
    assert unexpected == []
    return loaded.project


@pytest.fixture
def laid_down(tmp_path: Path) -> Callable[[str], Path]:
    """Lays down what is looked at: a starter or a test project by its name, or the smallest project there is."""

    def folder(name: str) -> Path:
        if name == "minimal":
            return minimal(tmp_path / name)
        if name == "harbour":
            return HARBOUR
        if name in STARTERS:
            lay_down(name, tmp_path / name)
            return tmp_path / name
        return PROJECTS / name

    return folder


SMALL = (
    "minimal",
    "harbour",
    *(path.name for path in sorted(PROJECTS.iterdir())),
    *(starter for starter in STARTERS if starter != LARGE),
)


def _small_plans() -> Iterator[Any]:
    """Small plans and audiences: in every run each plan for one audience, the next one for the next;
    that which holds most for two."""
    for number, name in enumerate(SMALL):
        for rank, audience in enumerate(AUDIENCES):
            in_every_run = (number + rank) % (2 if name == FULLEST else len(AUDIENCES)) == 0
            yield (name, audience) if in_every_run else only_in_soak(name, audience)


@pytest.mark.slow
@pytest.mark.parametrize(("name", "audience"), list(_small_plans()))
def test_nothing_is_empty(
    name: str, audience: str, laid_down: Callable[[str], Path], pytestconfig: pytest.Config
) -> None:
    """Over the HTML of sheets, front leaves and pages: nothing is laid out. For two audiences a plan
    is looked at with PDFs beside its site, and without for the others."""
    project = project_in(laid_down(name))
    turn = AUDIENCES.index(audience) // 2
    ups = UPS if is_whole(pytestconfig) else UPS[turn : turn + 1]
    assert list(everything_empty(project, audience, ups)) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("audience", "language"),
    [
        (AUDIENCES[0], "zh"),
        only_in_soak(AUDIENCES[-1], "en"),
        only_in_soak(AUDIENCES[0], "en"),
        only_in_soak(AUDIENCES[-1], "zh"),
    ],
)
def test_nothing_is_empty_of_the_largest_plan(audience: str, language: str) -> None:
    """For those who see least, and in `make soak` those who see all; its holes are looked for at every audience in
    `pdf/test_every_audience.py`."""
    assert list(everything_empty(plan_in(), audience, UPS[:1], (language,))) == []


def test_nothing_is_empty_of_the_smallest_project(tmp_path: Path) -> None:
    project = project_in(minimal(tmp_path / "x"))
    for audience in AUDIENCES:
        assert list(everything_empty(project, audience)) == []


ROLES = (
    "- {id: clerk, name: {zh: 值班员, en: Clerk on duty}, department: office}\n"
    "- {id: head, name: {zh: 主任, en: Head of the office}, department: office}\n"
)
OFFICE = "- {id: office, code: D1, name: {zh: 办公室, en: Office}, in_scope: %s}\n"
STEPS = (
    "phases:\n"
    "  respond:\n"
    "    - {id: mend, actor: %s, do: {zh: 查找原因并修复。, en: Find the cause and mend it.}}\n"
)
PROCEDURE = (
    "id: office\ndepartment: office\ntitle: {zh: 办公室处置流程, en: Office response}\n" + STEPS
)
SCENARIO = (
    "id: power\ncode: S1\nscenario: power\ntitle: {zh: 停电处置, en: Power failure}\n" + STEPS
)
FORM = (
    "id: slip\ncode: F-01\ntitle: {zh: 故障单, en: Fault slip}\npaper: A5\n"
    "sections: [{fields: [{id: what, label: {zh: 现象, en: Symptom}, type: area, span: 12, rows: 3}]}]\n"
    "back_entry: {rule: %s}\n"
)
SITE = "organisation: Lakeside\nkind: organisation\ntitle: Plan\nlanguages: [zh, en]\n" + (
    'edition: {id: "1.0", date: 2026-11-01}\n'
)
BANDS = "bands: [{id: now, from: manual, label: {zh: 现在, en: Now}}]\n"
PARTLY: dict[str, dict[str, str]] = {
    "desk": {"site": SITE + "desk: duty-desk\n"},
    "never waits": {"site": SITE + "never_waits: {zh: 先保人身安全。, en: People first.}\n"},
    "bands alone": {"site": SITE + BANDS},
    "one language": {"site": SITE.replace("[zh, en]", "[en]")},
    "number open": {
        "contacts": "- {id: duty-desk, name: {zh: 信息值班, en: Information desk}, audience: public}\n"
    },
    "department listed": {"departments": OFFICE % "no", "roles": ROLES},
    "department without procedure": {"departments": OFFICE % "yes", "roles": ROLES},
    "procedure without bands": {
        "departments": OFFICE % "yes",
        "roles": ROLES,
        "procedures/office": PROCEDURE % "clerk",
    },
    "procedure with bands": {
        "site": SITE + BANDS,
        "departments": OFFICE % "yes",
        "roles": ROLES,
        "procedures/office": PROCEDURE % "department:office",
    },
    "list of numbers without any": {
        "contacts": "[]\n",
        "plans/plan": (
            "id: plan\ncode: Z1\ntitle: {zh: 停电预案, en: Power failure plan}\nnumbering: chinese\n"
            "chapters: [{id: a, title: {zh: 总则, en: General}, blocks: "
            "[{text: {zh: 停电时先报告。, en: Report it first.}}, {contacts: all}, {forms: all}]}]\n"
        ),
    },
    "scenario": {
        "roles": ROLES.replace(", department: office", ""),
        "procedures/power": SCENARIO % "clerk",
    },
    "form that is kept": {"forms/slip": FORM % "keep"},
    "form that is entered": {"forms/slip": FORM % "enter"},
    "glossary": {"glossary": "- {id: t0, term: {zh: 手工开始, en: Manual start}}\n"},
    "systems": {
        "systems": "- {id: mail, name: {zh: 邮件, en: Mail}, functions: [{id: send, name: {zh: 发信, en: sending}}]}\n"
    },
    "two plans": {
        "plans/other": (
            "id: other\ncode: Z2\ntitle: {zh: 停电预案, en: Power failure plan}\nnumbering: chinese\n"
            "chapters:\n"
            "  - id: first\n    title: {zh: 总则, en: General}\n"
            "    blocks: [{text: {zh: 停电时先报告。, en: Report a power failure first.}}]\n"
            "  - id: second\n    title: {zh: 附则, en: Closing}\n"
            "    blocks: [{closing: {effective: {zh: 自发布之日起施行。, en: In force from its issue.}}}]\n"
        )
    },
}
"""Projects that have one thing more than the smallest."""


@pytest.mark.parametrize("more", PARTLY)
def test_nothing_is_empty_with_one_thing_more(more: str, tmp_path: Path) -> None:
    project = project_in(minimal(tmp_path / "x", **PARTLY[more]))
    for audience in ("public", "staff"):
        assert list(everything_empty(project, audience)) == []


def test_without_departments_no_number_is_a_vendors(tmp_path: Path) -> None:
    project = project_in(minimal(tmp_path / "x"))
    (book,) = books(project, "staff", ("en",))
    shown = book.sheets["contacts"].sheet.content
    assert isinstance(shown, ContactsView)
    assert [(group.title, len(group.rows)) for group in shown.groups] == [("", 1)]


def test_a_department_acts_as_a_post_does(tmp_path: Path) -> None:
    """The card of the department whose step it is, with no word of numbers that nobody names."""
    project = project_in(minimal(tmp_path / "x", **PARTLY["procedure with bands"]))
    book = books(project, "staff", ("en",))[0]
    card, steps = book.sheets["card-office"].sheet.content, book.sheets["procedure-office"].sheet
    assert isinstance(card, Card)
    assert [text_of(line.text) for band in card.bands for line in band.lines] == [
        "Find the cause and mend it"
    ]
    assert card.dials == ()
    assert [step.actor for step in below(steps.content, StepView)] == ["Office"]


def test_one_language_is_no_choice(tmp_path: Path) -> None:
    """The first page of a site in one language leads on by itself; unstyled it says to unzip."""
    for languages, leads_on in (("one language", True), ("desk", False)):
        folder = minimal(tmp_path / languages, **PARTLY[languages])
        sites = language_sites(books(project_in(folder), "staff"), folder, folder / "docs")
        write_choice(sites, folder)
        said = (folder / "index.html").read_text(encoding="utf-8")
        assert ("location.replace('en/index.html')" in said) == leads_on


def everything_empty(
    project: Project,
    audience: str,
    ups: tuple[str, ...] = UPS,
    languages: tuple[str, ...] = (),
) -> Iterator[str]:
    """Each thing that holds nothing, with where it is; in all languages where none are named."""
    made = books(project, audience, languages)
    seen = for_audience(project, audience)
    for up in ups:
        sites = language_sites(made, project.root, project.root / "docs", up, draws_flows=False)
        for language, site in sites.items():
            said = tuple(plan_words(seen, language))
            for place in empty_in_site(site, said):
                yield f"{language} site{up}: {place}"
    for book in made:
        for place in empty_on_paper(book, project):
            yield f"{book.language} paper: {place}"


def plan_words(project: Project, language: str) -> Iterator[str]:
    """Runs of words that the plan says: its names and its sentences."""
    for model in project.models():
        for text in texts(model):
            for paragraph in text.paragraphs(language):
                for inline in paragraph:
                    if isinstance(inline, Words):
                        yield from _long_enough(inline.text)


def _long_enough(text: str) -> Iterator[str]:
    plain = " ".join(text.split())
    if len(plain) > 3 or len(_HAN.findall(plain)) > 1:
        yield plain


def empty_in_site(site: LanguageSite, said: tuple[str, ...]) -> Iterator[str]:
    """What holds nothing on the pages of one language, and links between them that lead nowhere."""
    for uri, page in site.pages.items():
        html = html_of(page)
        for place in emptiness.places_in(html):
            yield f"{uri}: {place}"
        root = emptiness.parse(html)
        if uri not in TOOLS and page.title not in said and not holds_any(root, said):
            yield f"{uri}: no word of the plan"
        for address in dead_links(site.pages, uri, root):
            yield f"{uri}: no page {address}"


def html_of(page: Page) -> str:
    """A page's parts as one piece of HTML, without the title that repeats its name."""
    parts = []
    for part in page.parts:
        if not isinstance(part, Heading):
            parts.append(part.html)
        elif part.level > 1:
            parts.append(f"<h{part.level}>{part.text}</h{part.level}>")
    return "".join(parts)


def holds_any(root: emptiness.Element, said: tuple[str, ...]) -> bool:
    shown = emptiness.words_of(root)
    return any(words in shown for words in said)


def dead_links(pages: Mapping[str, Page], start: str, root: emptiness.Element) -> Iterator[str]:
    """Addresses of pages that there are not; those of PDFs stand beside the site."""
    known = {at.href(start, uri) for uri in pages}
    for link in root.iter("a"):
        address, _ = urldefrag(link.get("href"))
        if address.endswith(".html") and address not in known:
            yield address


def empty_on_paper(book: Book, project: Project) -> Iterator[str]:
    """What holds nothing on the sheets and the front leaves of a book."""
    for stamped in book.sheets.values():
        if stamped.sheet.kind in BY_HAND_ALONE:
            continue
        for place in emptiness.places_in(print_html(stamped, book, project)):
            yield f"{stamped.sheet.id}: {place}"
    for manual in book.manuals:
        if not manual.sheets:
            yield f"manual {manual.id}: no sheet"
        yield from empty_in_front(manual, book, project)


def empty_in_front(manual: Manual, book: Book, project: Project) -> Iterator[str]:
    """What holds nothing on the front leaves of a manual of one page, and of many."""
    for pages in (1, 100):
        if manual.has_front(pages):
            for place in emptiness.places_in(front_html(manual, book, project, pages)):
                yield f"front of {manual.id}: {place}"


def print_html(stamped: Stamped, book: Book, project: Project) -> str:
    """A sheet as it is printed, with a stroke in place of each drawing."""
    roots = theme_roots(project.root, book.layers)
    setting = Setting(
        roots, book.language, "print", lambda _: "", lambda _: "<svg></svg>", lambda file: file
    )
    return body(stamped, setting)


def front_html(manual: Manual, book: Book, project: Project, pages: int) -> str:
    """The front leaves as they are when each sheet has one page, and the manual as many as said."""
    roots = theme_roots(project.root, book.layers)
    leaves = {sheet: Leaves(1, {}, "AAAA-AAAA") for sheet in manual.sheets}
    listing = []
    for title, group in manual.groups:
        rows = [{**vars(row), "href": "#", "pages": 1, "start": 1, "word": "A"} for row in group]
        listing.append((title, rows))
    cover = manual.has_cover(pages)
    if not cover:
        manual, listing = replace(manual, editions=(), contents=()), []
    given = {
        "w": words(roots, "words", book.language),
        "m": manual,
        "cover": cover,
        "contents": contents_tables(manual, leaves, "#"),
        "listing": listing,
    }
    return environment(roots).get_template("print/front.html").render(given)


def cut_down(folder: Path, *, ci: str = "none") -> Path:
    """What `wardbook new blank` lays down, with one chapter and one contact left."""
    lay_down("blank", folder, ci=ci)
    source = folder / "plan_source"
    for name in ("forms", "procedures"):
        shutil.rmtree(source / name)
    for name in ("departments", "systems", "roles"):
        (source / f"{name}.yml").unlink()
    smallest = minimal(folder.parent / "smallest") / "plan_source"
    for name in ("contacts.yml", "plans/plan.yml"):
        shutil.copyfile(smallest / name, source / name)
    return folder


@pytest.mark.slow
def test_a_blank_project_cut_down_prints_three_pages(tmp_path: Path) -> None:
    """One plan with one chapter and one contact: three pages, and a site of as many pages as it has contents."""
    project = cut_down(tmp_path / "x")
    made = CliRunner().invoke(main, ["build", "--project", str(project), "--ui-language", "en"])
    assert made.exit_code == 0, made.output
    for language in ("zh", "en"):
        with pikepdf.open(project / f"build/manuals/{language}/plan.pdf") as manual:
            assert len(manual.pages) <= 3
        site = project / "build/site" / language
        built = {path.relative_to(site).as_posix() for path in site.rglob("*.html")}
        pages = {"index.html", "numbers.html", "check-words.html"}
        assert built == {*pages, "plans/plan/index.html", "guide/index.html"}
        for name in built:
            page = emptiness.parse((site / name).read_text(encoding="utf-8")).find(".//article")
            assert list(emptiness.empty_places(page)) == []
        home = emptiness.words_of(
            emptiness.parse((site / "index.html").read_text(encoding="utf-8"))
        )
        for absent in ("Where do you work", "在哪个部门", "Print", "打印"):
            assert absent not in home
        frame = (site / "index.html").read_text(encoding="utf-8")
        for example in ("power cut", "停电"):  # to search for, where no scenario tells of it
            assert example not in frame


def themes(count: int, signed: bool) -> str:
    """A bound plan of so many chapters of two lines each."""
    lines = [
        "id: plan",
        "code: Z1",
        "title: {zh: 信息系统应急预案, en: Information systems emergency plan}",
        "numbering: chinese",
        "leaves: bound",
    ]
    if signed:
        lines.append("cover: {sign: [reviewed, approved]}")
    lines.append("chapters:")
    for theme in range(count):
        lines += [
            f"  - id: theme-{theme}",
            f"    title: {{zh: 事项{theme}, en: Theme {theme}}}",
            "    blocks:",
            "      - text: {zh: 有序处置，尽快恢复业务。, en: Act in order and restore service soon.}",
            "      - text: {zh: 值班人员记录情况和时间。, en: The person on duty notes what happened and when.}",
        ]
    return "\n".join(lines) + "\n"


@pytest.mark.slow
@pytest.mark.parametrize(
    "count, signed, most, begins",
    [
        (10, False, 1, ("信息系统应急预案", "Information systems emergency plan")),
        (10, True, 1, ("审核", "Reviewed")),
        (40, True, 7, ("应急预案全本", "Emergency plan, complete")),
        (60, False, 9, ("应急预案全本", "Emergency plan, complete")),
    ],
)
def test_a_short_plan_has_few_pages(
    count: int, signed: bool, most: int, begins: tuple[str, str], tmp_path: Path
) -> None:
    """Ten themes of two lines stand on one page, with the lines on which they are signed; no page is blank. What fills
    more than four pages, or is signed on a page of its own, has cover and contents."""
    folder = minimal(tmp_path / "x", **{"plans/plan": themes(count, signed)})
    made = CliRunner().invoke(main, ["build", "--project", str(folder), "--only", "manuals"])
    assert made.exit_code == 0, made.output
    for language, first in zip(("zh", "en"), begins, strict=True):
        pages = pdf_text(folder / f"build/partial/manuals/{language}/plan.pdf")
        assert len(pages) <= most
        assert first in pages[0]
        assert all(page.strip() for page in pages)


def pdf_text(file: Path) -> list[str]:
    """The words of each page."""
    said = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, check=True)
    return said.stdout.decode("utf-8").split("\f")[:-1]


@pytest.mark.parametrize(
    "html, found",
    [
        ("<table><thead><tr><th>A</th></tr></thead></table>", "a table without rows"),
        ("<table><thead><tr><th>A</th></tr></thead><tbody></tbody></table>", "body without rows"),
        (
            "<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>1</td><td></td></tr></tbody></table>",
            "a column without a word: th. “B”",
        ),
        (
            '<table><thead><tr><td colspan="2">T</td></tr><tr><th>A</th><th>B</th></tr></thead>'
            "<tbody><tr><td>1</td><td></td></tr></tbody></table>",
            "a column without a word: th. “B”",
        ),
        (
            '<table><thead><tr><td colspan="2">T</td></tr><tr><th>A</th><th>B</th></tr></thead>'
            "<tbody><tr><td>1</td><td>2</td></tr></tbody></table>",
            "",
        ),
        (
            "<table><thead><tr><th>A</th><th>B</th><th>C</th></tr></thead>"
            '<tbody><tr><td>1</td><td></td><td rowspan="2">3</td></tr><tr><td>1</td><td>2</td></tr></tbody></table>',
            "",
        ),
        (
            "<table><thead><tr><th>A</th><th>B</th><th>C</th></tr></thead>"
            '<tbody><tr><td rowspan="2">1</td><td></td><td>3</td></tr><tr><td></td><td>3</td></tr></tbody></table>',
            "a column without a word: th. “B”",
        ),
        ("<ul></ul>", "a list without items"),
        ("<dl></dl>", "a list without names"),
        ("<figure><figcaption>A</figcaption></figure>", "a figure without a picture"),
        ("<p>A</p><p></p>", "a box without a word"),
        ("<h2>A</h2><h2>B</h2><p>C</p>", "a heading over nothing: A"),
        ("<h2>A</h2><p>C</p><h3>B</h3>", "a heading over nothing: B"),
        ("<h2>A</h2><h3>B</h3><p>C</p>", ""),
        ('<p class="blanks"></p>', ""),
        (
            '<table><thead><tr><th>A</th><th class="sign">B</th></tr></thead><tbody><tr><td>1</td><td></td></tr></tbody></table>',
            "",
        ),
    ],
)
def test_what_holds_nothing_is_found(html: str, found: str) -> None:
    places = " · ".join(emptiness.empty_places(emptiness.parse(html)))
    assert found in places
    assert bool(places) == bool(found)
