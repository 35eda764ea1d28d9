"""The last look: a value that its audience may not see is found in every kind of finished file, and
stops publishing."""

import io
import json
import logging
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from wardbook.build import leaks
from wardbook.build.finished_text import Reader
from wardbook.build.jobs import WorkerPool
from wardbook.build.leaks import Guard, Search, guard_for, search_folder, search_texts
from wardbook.commands import export_json as json_command
from wardbook.commands import preview
from wardbook.commands.build import build
from wardbook.commands.export_json import export_json
from wardbook.commands.export_site import export_site
from wardbook.commands.user_errors import exit_status
from wardbook.commands.workspace import Workspace
from wardbook.findings import Mark
from wardbook.options import FOUND, OK, Options
from wardbook.plan.loader import load
from wardbook.plan.project import Project
from wardbook.report.messages import codes, message
from wardbook.sheets.withheld import Value, digits, fold, withheld
from weasyprint import HTML

SAFE = "The spare key lies in the grey safe"
DRAWER = "钥匙在灰色抽屉"
NUMBER, GROUPED = "8120", "0571-8888 6120"


def words(text: str, line: int = 1) -> Value:
    return Value(fold(text), Mark("plan_source/a.yml", line))


GUARD = Guard(
    "public",
    (
        words(SAFE, 1),
        words(DRAWER, 2),
        Value(NUMBER, Mark("plan_source/a.yml", 3), number=True),
        Value(digits(GROUPED), Mark("plan_source/a.yml", 4), number=True, grouped=True),
        Value("wardsnight", Mark("plan_source/a.yml", 5), spelled="wards-night"),
        words("transfer", 6),
        Value("7739341", Mark("plan_source/a.yml", 7), number=True, grouped=True),
        Value("13800001111", Mark("plan_source/a.yml", 8), number=True, grouped=True),
        Value("8657166667777", Mark("plan_source/a.yml", 9), number=True, grouped=True),
        words("b栋钥匙柜", 10),
        words("药柜第三层c", 11),
    ),
)


def lines_in(name: str, data: bytes) -> set[int]:
    """The values of `GUARD` that stand in a file, by the lines that they are written in."""
    return {value.mark.line for value in Search(GUARD).found_in(Reader().words(name, data))}


def test_whoever_sees_everything_is_searched_for_nothing(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(SAFE, encoding="utf-8")
    nothing = Guard("restricted", ())
    assert search_texts(nothing, {"index.html": SAFE}) == ()
    with WorkerPool(1) as pool:
        assert search_folder(nothing, tmp_path, pool) == ()


def test_each_file_of_a_large_output_is_searched_once_and_a_language_to_one_worker() -> None:
    names = [f"{folder}/{name}.pdf" for folder in ("en", "zh", "en/cards") for name in "abc"]
    shares = leaks._shares(dict.fromkeys(names, 10_000_000), 2)
    assert sorted(name for share in shares for name in share) == sorted(names)
    assert [{name.rpartition("/")[0] for name in share} for share in shares] == [
        {"en", "zh"},
        {"en/cards"},
    ]
    assert leaks._shares(dict.fromkeys(names, 100), 2) == [tuple(sorted(names))]
    assert leaks._shares({"a": 20_000_000}, 2) == [("a",)]


SAID = ("transfer", "abcd", "zyxw abcd", "gfed cba", "灰色抽屉", "水火土木", "crossing at gate a")


@pytest.mark.parametrize("said", SAID)
def test_found_alone_and_at_any_place_of_a_text(said: str) -> None:
    """Whichever of its letters are looked for first."""
    search = Search(Guard("public", tuple(words(one, line) for line, one in enumerate(SAID))))
    for text in (said, f"{said}。前后", f"前后：{said}", f"前后：{said}。前后"):
        found = {value.mark.line for value in search.found_in(text)}
        assert SAID.index(said) in found, text


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("a.html", f"<p>{SAFE}.</p>", {1}),
        ("a.html", "<p>The spare <b>key</b> lies\n in the grey s<wbr>afe</p>", {1}),
        ("a.html", "<p>THE SPARE KEY, lies in the grey&nbsp;safe</p>", {1}),
        ("a.html", "<p>The spare key lies in<br>the grey safe</p>", {1}),
        ("a.html", f'<img alt="{SAFE}">', {1}),
        ("a.html", f"<img alt='{SAFE}'>", {1}),
        ("a.html", f"<!-- {SAFE} -->", {1}),
        ("a.html", f"<script>var a = '{DRAWER}'</script>", {2}),
        ("a.html", "<p>&#x94a5;匙在&#x7070;色抽屉</p>", {2}),
        (
            "a.html",
            '<a href="?q=%E9%92%A5%E5%8C%99%E5%9C%A8%E7%81%B0%E8%89%B2%E6%8A%BD%E5%B1%89">x</a>',
            {2},
        ),
        ("a.html", '<a href="tel:8120">call</a>', {3}),
        ("a.html", '<a href="tel:057188886120">call</a>', {4}),
        ("a.html", "<p>0571 8888-6120</p>", {4}),
        ("a.html", "<p>call 8120.</p>", {3}),
        ("a.html", "<p>拨8120值班</p>", {3}),
        ("a.html", "<p>８１２０</p>", {3}),
        ("a.html", '<a href="wards-night.html">x</a>', {5}),
        ("a.svg", f"<svg><title>{SAFE}</title></svg>", {1}),
        ("a.svg", "<svg><text>钥匙在<tspan>灰色</tspan></text><text>抽屉</text></svg>", {2}),
        ("a.json", json.dumps({"a": [{"b": SAFE}]}), {1}),
        ("a.json", json.dumps({DRAWER: "8120"}), {2, 3}),
        ("a.json", json.dumps({"text": f"<b>{DRAWER}</b>"}), {2}),
        (
            "search_index.js",
            f"var __index = {json.dumps({'docs': [{'text': DRAWER + ' 8120'}]})};",
            {2, 3},
        ),
        ("a.js", f"say({json.dumps(DRAWER)})", {2}),
        ("a.css", f"a::after {{ content: '{SAFE}' }}", {1}),
        ("a.md", "The spare key\nlies in the _grey_ safe", {1}),
        ("a.md", '<div class="wb">0571&#45;8888 6120 <p>钥匙在<b>灰色</b>抽屉</p></div>', {2, 4}),
        ("a.txt", "wards-night and 8120", {3, 5}),
        ("a.txt", "call 8120 4x a day, or 2b 8120", {3}),
        ("a.html", "<p>138 0000 1111, +86 138-0000-1111, 8613800001111</p>", {8}),
        ("a.html", "<p>(+86) 138 0000 1111</p>", {8}),
        ("a.html", "<p>0086 13800001111</p>", {8}),
        ("a.html", "<p>0571-6666 7777</p>", {9}),
        ("a.html", "<p>+86 (0)571 6666 7777</p>", {9}),
        ("a.html", "<p>57166667777</p>", {9}),
        ("a.html", "<p>在B栋钥匙柜、药柜第三层C。</p>", {10, 11}),
        ("a.html", "<p>在AB栋钥匙柜、药柜第三层CT。</p>", set()),
        ("a.html", "<p>A区的钥匙在灰色抽屉B2</p>", {2}),
        ("a.html", "<p>AED钥匙在灰色抽屉</p>", {2}),
    ],
)
def test_found_in_text(name: str, text: str, found: set[int]) -> None:
    assert lines_in(name, text.encode()) == found


@pytest.mark.parametrize(
    "written",
    [
        *("773 9341", "773\u00a09341", "773\u20099341", "773\u202f9341", "773\u30009341"),
        *("773-9341", "773‑9341", "773–9341", "773−9341", "773 - 9341", "77-39-341"),
        *("773.9341", "773/9341", "773·9341", "(773) 9341", "（773）9341", "[773]9341"),
        *("７７３９３４１", "７７３－９３４１", "7 7 3 9 3 4 1", "773\n9341", "773\r\n9341"),
        *("773\u200b9341", "773\u00ad9341", "773<wbr>9341", "<b>773</b> <i>9341</i>"),
        *("773<br>9341", "0571-773 9341", "请拨773 9341。", "1) 773 9341", "12 773 9341 15"),
    ],
)
def test_a_long_number_is_found_in_whatever_groups_it_is_written(written: str) -> None:
    assert lines_in("a.html", f"<p>{written}</p>".encode()) == {7}
    assert lines_in("a.md", f"Call {written}".encode()) == {7}


@pytest.mark.parametrize(
    "written",
    [
        *("773,9341", "773 and 9341", "773; 9341", "773, 9341", "773:9341", "773 ..... 9341"),
        *("1773 9341", "773 93415", "77 3934", "x773 9341", "773 9341x", "773\n\n\n\n\n9341"),
        *("2026-07-73 to 9341", "000773-009341", "</p><p>773</p><p>9341</p>"),
    ],
)
def test_other_numbers_side_by_side_are_not_a_long_one(written: str) -> None:
    assert lines_in("a.html", f"<p>{written}</p>".encode()) == set()


@pytest.mark.parametrize(
    ("number", "text", "found"),
    [
        ("7739341", "773 9341", 1),
        ("773-9341", "7739341", 1),
        ("+86 571 8888 6120", "0571-88886120", 1),
        ("20260615", "2026-06-15", 0),
        ("20260615", "20260615", 1),
        ("202606", "2026/06", 0),
        ("12345", "123 45", 0),
        ("12345", "12345", 1),
        ("12 345", "123-45", 1),
    ],
)
def test_a_withheld_number_in_a_page_of_the_guide(
    clinic: Path, number: str, text: str, found: int
) -> None:
    rewrite(clinic, number)
    guard = guard_for(read(clinic), "staff")
    assert len(search_texts(guard, {"guide/a.md": f"Call {text} at night."})) == found


@pytest.mark.parametrize(
    ("number", "told"),
    [
        ("7739341", "773 9341"),
        ("7739341", "12 773-9341"),
        ("13800001111", "+86 138 0000 1111"),
        ("8657188886120", "0571-8888 6120"),
    ],
)
def test_a_number_that_everybody_reads_in_other_groups_gives_nothing_away(
    clinic: Path, number: str, told: str
) -> None:
    rewrite(clinic, number)
    rooms = clinic / "plan_source/departments.yml"
    text = rooms.read_text(encoding="utf-8")
    rooms.write_text(text.replace("{en: Main entrance,", f'{{en: "Ring {told}",'), encoding="utf-8")
    guard = guard_for(read(clinic), "public")
    assert search_texts(guard, {"a.md": f"{number}, {told}"}) == ()


def rewrite(clinic: Path, number: str) -> None:
    """Give the contact that only the restricted see another number."""
    contacts = clinic / "plan_source/contacts.yml"
    text = contacts.read_text(encoding="utf-8")
    assert text.count("700-5678") == 1
    contacts.write_text(text.replace("700-5678", number), encoding="utf-8")


def read(clinic: Path) -> Project:
    project = load(clinic).project
    assert project
    return project


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.html", "<p>8120a, x8120, 98120, 81205, 812 0</p>"),
        ("a.html", '<path d="M8120 8120"/><svg viewBox="0 0 8120 10"></svg>'),
        ("a.html", "<td>81</td><td>20</td>"),
        ("a.html", "<td>The spare key lies in the</td><td>grey safe</td>"),
        ("a.json", '["The spare key lies in the", "grey safe"]'),
        ("a.html", "<p>transferring, retransfer</p>"),
        ("a.html", "<p>wards/night wards-nights cards-wards-night wards night</p>"),
        ("a.html", "<p>The spare key lies in the safe</p>"),
        ("a.json", '{"bytes": 8120, "sha256": "f8120e"}'),
        ("a.js", "var a = 8120"),
        ("a.css", "a { color: #8120; margin: 8120px }"),
        ("a.png", "\x89PNG"),
    ],
)
def test_not_found_where_it_does_not_stand(name: str, text: str) -> None:
    assert lines_in(name, text.encode("latin-1", "xmlcharrefreplace")) == set()


PAGE = """<html><head><title>A card</title></head><body>{}</body></html>"""


def pdf(body: str = "<p>nothing</p>", change: Callable[[pikepdf.Pdf], None] | None = None) -> bytes:
    """A real PDF, perhaps changed, written as the program writes its own."""
    data: bytes = HTML(string=PAGE.format(body)).write_pdf()
    with pikepdf.open(io.BytesIO(data)) as opened:
        if change:
            change(opened)
        out = io.BytesIO()
        opened.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("body", "found"),
    [
        (f"<p style='width: 4em'>{SAFE}</p>", {1}),
        (f"<p style='width: 4em'>{DRAWER}</p>", {2}),
        ("<p>call <b>8120</b></p>", {3}),
        ("<p>0571-8888 6120</p>", {4}),
        ("<p style='letter-spacing: 3pt'>8120</p>", {3}),
        (f"<a href='https://a.example/?q={SAFE.replace(' ', '+')}'>x</a>", {1}),
        (f"<h1>{SAFE}</h1>", {1}),
        (f"<svg width='400' height='20'><text x='1' y='15'>{SAFE}</text></svg>", {1}),
        (f"<div style='opacity: 0.5'>{SAFE}</div>", {1}),
        ("<table><tr><td>81</td><td>20</td></tr></table>", set()),
    ],
)
def test_found_on_pages_of_a_pdf(body: str, found: set[int]) -> None:
    assert lines_in("a.pdf", pdf(body)) == found


def _title(opened: pikepdf.Pdf) -> None:
    opened.docinfo[pikepdf.Name.Title] = pikepdf.String(DRAWER)


def _metadata(opened: pikepdf.Pdf) -> None:
    with opened.open_metadata() as facts:
        facts["dc:description"] = DRAWER


def _outline(opened: pikepdf.Pdf) -> None:
    with opened.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem(DRAWER, 0))


def _attachment(opened: pikepdf.Pdf) -> None:
    opened.attachments["note.txt"] = pikepdf.AttachedFileSpec(opened, DRAWER.encode())


def _attachment_in_pdf(opened: pikepdf.Pdf) -> None:
    opened.attachments["inner.pdf"] = pikepdf.AttachedFileSpec(opened, pdf(f"<p>{DRAWER}</p>"))


def _attachment_name(opened: pikepdf.Pdf) -> None:
    opened.attachments[f"{DRAWER}.txt"] = pikepdf.AttachedFileSpec(opened, b"x")


def _field(key: str) -> Callable[[pikepdf.Pdf], None]:
    def change(opened: pikepdf.Pdf) -> None:
        field = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx
        )
        field.T, field.Rect, field[key] = pikepdf.String("a"), [0, 0, 9, 9], pikepdf.String(DRAWER)
        note = opened.make_indirect(field)
        opened.pages[0].Annots = pikepdf.Array([note])
        opened.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([note]))

    return change


def _alternative(opened: pikepdf.Pdf) -> None:
    opened.Root.Alternative = pikepdf.Dictionary(Alt=pikepdf.String(DRAWER))


@pytest.mark.slow
@pytest.mark.parametrize(
    "change",
    [_title, _metadata, _outline, _attachment, _attachment_in_pdf, _attachment_name, _alternative]
    + [_field(key) for key in ("/V", "/DV", "/TU")],
    ids=lambda change: change.__qualname__.split(".")[0].strip("_"),
)
def test_found_in_what_a_pdf_says_beside_its_pages(change: Callable[[pikepdf.Pdf], None]) -> None:
    assert lines_in("a.pdf", pdf(change=change)) == {2}
    assert lines_in("a.pdf", pdf()) == set()


def _cell_names(name: str) -> Callable[[pikepdf.Pdf], None]:
    """As WeasyPrint names the cells of a table, by object, row and column."""

    def change(opened: pikepdf.Pdf) -> None:
        cell = pikepdf.Dictionary(ID=pikepdf.String(name))
        attributes = pikepdf.Dictionary(Headers=pikepdf.Array([pikepdf.String(name)]))
        opened.Root.Cells = pikepdf.Array([cell, pikepdf.Dictionary(A=attributes)])

    return change


@pytest.mark.slow
def test_names_of_table_cells_are_no_numbers() -> None:
    assert lines_in("a.pdf", pdf(change=_cell_names("8120-0-1"))) == set()


@pytest.mark.slow
@pytest.mark.parametrize("said", ["8120-0-1", "8120"])
def test_a_number_in_the_form_of_a_cell_name_is_found_elsewhere(said: str) -> None:
    def change(opened: pikepdf.Pdf) -> None:
        opened.docinfo[pikepdf.Name.Title] = pikepdf.String(said)

    assert lines_in("a.pdf", pdf(change=change)) == {3}


@pytest.mark.slow
def test_found_in_the_words_that_a_field_shows() -> None:
    def change(opened: pikepdf.Pdf) -> None:
        with pikepdf.open(io.BytesIO(pdf(f"<p>{DRAWER}</p>"))) as other:
            form = opened.copy_foreign(other.pages[0].as_form_xobject())
        note = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, Rect=[0, 0, 9, 9]
        )
        note.AP = pikepdf.Dictionary(N=form)
        opened.pages[0].Annots = pikepdf.Array([note])

    assert lines_in("a.pdf", pdf(change=change)) == {2}


@pytest.mark.slow
def test_a_page_that_stands_in_two_files_is_read_once_and_another_is_read() -> None:
    reader = Reader()
    assert DRAWER in reader.words("a.pdf", pdf(f"<p>{DRAWER}</p>")).replace("\n", "")
    assert DRAWER not in reader.words("b.pdf", pdf(f"<p>{DRAWER}</p>")).replace("\n", "")
    assert SAFE in reader.words("c.pdf", pdf(f"<p>{SAFE}</p>"))


def archive(**files: str) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as opened:
        for name, text in files.items():
            opened.writestr(name.replace("_", "."), text)
    return data.getvalue()


def test_found_in_an_archive() -> None:
    assert lines_in("a.zip", archive(a_txt=SAFE)) == {1}
    assert lines_in("a.zip", archive(**{f"{DRAWER}.txt": "x"})) == {2}


@pytest.fixture
def searched(tmp_path: Path) -> Callable[[], dict[int, str]]:
    """Searches a folder: line of the value → the files that the finding names."""

    def search() -> dict[int, str]:
        with WorkerPool(1) as pool:
            found = search_folder(GUARD, tmp_path, pool)
        assert {finding.code for finding in found} <= {"G110"}
        return {finding.marks[0].line: dict(finding.arguments)["files"] for finding in found}

    return search


def test_a_folder_is_searched_with_the_names_of_its_files(
    tmp_path: Path, searched: Callable
) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/x.html").write_text(DRAWER, encoding="utf-8")
    (tmp_path / "a/wards-night.html").write_text("x", encoding="utf-8")
    assert searched() == {2: "a/x.html", 5: "a/….html"}


def test_an_archive_of_the_files_beside_it_is_not_read_twice_and_another_is_read(
    tmp_path: Path, searched: Callable
) -> None:
    (tmp_path / "a.txt").write_text("x", encoding="utf-8")
    (tmp_path / "b.zip").write_bytes(archive(**{"wardbook/a_txt": "x"}))
    assert searched() == {}
    (tmp_path / "b.zip").write_bytes(archive(**{"wardbook/a_txt": DRAWER}))
    assert searched() == {2: "b.zip"}


def test_no_more_than_three_files_are_named(tmp_path: Path, searched: Callable) -> None:
    for number in range(5):
        (tmp_path / f"{number}.txt").write_text(DRAWER, encoding="utf-8")
    assert searched() == {2: "0.txt, 1.txt, 2.txt (+2)"}


def test_a_finding_never_says_the_value() -> None:
    (found,) = search_texts(GUARD, {"plan.json": json.dumps(SAFE)})
    for language in ("en", "zh"):
        said = message(found, language)
        assert "plan.json" in said
        assert "public" in said
        assert "grey safe" not in said + repr(found)
        assert codes(language)["G110"].hint


def test_no_value_is_printed_with_what_holds_it() -> None:
    """As a traceback or a failing assertion would do."""
    sentence = Value(fold(SAFE), Mark("a.yml"), clauses=("greysafe",), spelled="grey-safe")
    for said in ("grey", fold(SAFE)):
        assert said not in repr(sentence)


# What is looked for


@pytest.fixture
def whole(clinic: Path) -> Callable[..., Project]:
    """The clinic with one line of a registry added."""

    def loaded(file: str = "", line: str = "") -> Project:
        if file:
            path = clinic / "plan_source" / file
            path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
        project = load(clinic).project
        assert project
        return project

    return loaded


CONTACT = (
    "- {{id: back-door, name: {{en: Back door, zh: 后门}}, number: '{}', audience: restricted, "
    "note: {{en: '{}', zh: 注}}}}"
)


@pytest.mark.parametrize(
    ("number", "note", "values"),
    [
        ("4711", "x", {"4711"}),
        ("0571-8888 4711", "x", {"057188884711"}),
        ("471", "x", set()),
        ("1999", "x", set()),  # as a year may stand anywhere
        ("7020", "x", set()),  # somebody else's, whom the public may call
        ("471", "Ask for the grey folder. Say why!", {"askforthegreyfolder"}),
        ("471", "a bc", set()),
        (
            "471",
            "Helpdesk, Dispensary: Consulting Rooms",
            set(),
        ),  # lists of open things stand in many places
        ("471", "Helpdesk, under the red lid", {"helpdeskundertheredlid"}),
        ("471", "灰柜", set()),
        ("471", "灰色柜子", {"灰色柜子"}),
        ("471", "See <contact:helpdesk> behind the boiler", {"behindtheboiler"}),
    ],
)
def test_what_is_evidence(
    whole: Callable[..., Project], number: str, note: str, values: set[str]
) -> None:
    known = {value.folded for value in withheld(whole(), "posted")}
    found = withheld(whole("contacts.yml", CONTACT.format(number, note)), "posted")
    assert {value.folded for value in found} - known == values
    assert {value.mark.file for value in found if value.folded in values} <= {
        "plan_source/contacts.yml"
    }


def test_an_id_put_together_from_open_ones_is_no_evidence(whole: Callable[..., Project]) -> None:
    line = "- {{id: {}, manual: plan, language: en, count: 1}}"
    found = withheld(whole("copies.yml", line.format("card-dispensary")), "public")
    assert "card-dispensary" not in {value.spelled for value in found}
    found = withheld(whole("copies.yml", line.format("cellar-shelf")), "public")
    assert "cellar-shelf" in {value.spelled for value in found}


def test_what_only_a_hidden_reference_names_is_evidence(whole: Callable[..., Project]) -> None:
    line = "- {id: c-9, manual: plan, language: en, count: 1, department: kettle-cellar}"
    found = withheld(whole("copies.yml", line), "posted")
    assert "kettle-cellar" in {value.spelled for value in found}


def test_what_the_program_says_itself_gives_nothing_away(whole: Callable[..., Project]) -> None:
    project = whole("contacts.yml", CONTACT.format("471", "Quarterly audit"))
    assert "quarterlyaudit" in {value.folded for value in withheld(project, "staff")}
    assert "quarterlyaudit" not in {value.folded for value in guard_for(project, "staff").values}


def test_nothing_is_kept_from_those_who_may_see_all(whole: Callable[..., Project]) -> None:
    project = whole()
    counts = [
        len(guard_for(project, audience).values)
        for audience in ("public", "posted", "staff", "restricted")
    ]
    assert counts == sorted(counts, reverse=True)
    assert counts[0] > 0
    assert counts[-1] == 0


# What it stops

MOBILE = "700-1234"
"""A number of the clinic that is for staff."""


@pytest.fixture
def told(clinic: Path) -> Path:
    """The clinic, where somebody has typed the number once more for all to read."""
    assert MOBILE in (clinic / "plan_source/contacts.yml").read_text(encoding="utf-8")
    (clinic / "docs/en").mkdir(parents=True)
    (clinic / "docs/en/index.md").write_text(f"# Guide\n\nAt night: {MOBILE}\n", encoding="utf-8")
    return clinic


def status_of(command: Callable[[Options], int], options: Options) -> int:
    return exit_status(options, lambda: command(options))


def stopped(done: int, said: str) -> None:
    assert done == FOUND
    assert "plan_source/contacts.yml:2:" in said
    assert "G110" in said
    assert "1234" not in said


@pytest.mark.slow
@pytest.mark.parametrize(
    "choice",
    [
        pytest.param({"only": ("site",)}, id="part", marks=pytest.mark.soak),
        pytest.param({"output": "elsewhere"}, id="output"),
    ],
)
def test_a_leak_stops_a_build(told: Path, choice: dict, capsys: pytest.CaptureFixture[str]) -> None:
    if "output" in choice:
        choice = {"output": told / choice["output"], "only": ("site",)}
    options = Options(project=told, audience="posted", **choice)
    options.target.mkdir(parents=True)
    stopped(status_of(build, options), capsys.readouterr().err)
    assert list(options.target.iterdir()) == []


SMALL = {
    "site": (
        "organisation: Lakeside\nkind: organisation\ntitle: Plan\nlanguages: [zh, en]\n"
        'edition: {id: "1.0", date: 2026-11-01}\n'
    ),
    "contacts": (
        "- {id: desk, name: {zh: 信息值班, en: Information desk}, number: '8001', audience: public}\n"
        f"- {{id: night, name: {{zh: 夜班, en: At night}}, number: {MOBILE}, audience: staff}}\n"
    ),
    "plans/plan": (
        "id: plan\ncode: Z1\ntitle: {zh: 应急预案, en: Emergency plan}\nnumbering: chinese\n"
        "chapters: [{id: a, title: {zh: 总则, en: General}, blocks: "
        "[{text: {zh: 停电时先报告。, en: Report it first.}}, {contacts: all}]}]\n"
    ),
}
"""A plan of one chapter, with a number that is for staff."""


@pytest.mark.slow
def test_a_leak_stops_a_whole_build(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Site and paper are made without the number; where the guide says it, nothing is published, and
    what was published before stays."""
    for name, text in SMALL.items():
        path = tmp_path / f"plan/plan_source/{name}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    options = Options(project=tmp_path / "plan", audience="posted")
    assert status_of(build, options) == OK, capsys.readouterr().err
    made = {path: path.read_bytes() for path in options.target.rglob("*") if path.is_file()}
    kinds = {path.suffix for path in made}
    assert {".pdf", ".html"} <= kinds
    assert not any(MOBILE.encode() in data for data in made.values())
    (tmp_path / "plan/docs/en").mkdir(parents=True)
    (tmp_path / "plan/docs/en/index.md").write_text(f"# Guide\n\n{MOBILE}\n", encoding="utf-8")
    stopped(status_of(build, options), capsys.readouterr().err)
    again = {path: path.read_bytes() for path in options.target.rglob("*") if path.is_file()}
    assert again == made


@pytest.mark.slow
def test_the_last_good_output_stays_and_staff_may_read_it(
    told: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = Options(project=told, audience="staff", only=("site",))
    assert status_of(build, options) == OK
    before = (options.target / "manifest.json").read_bytes()
    stopped(status_of(build, options.changed(audience="posted")), capsys.readouterr().err)
    assert (options.target / "manifest.json").read_bytes() == before


@pytest.mark.slow
def test_a_leak_on_paper_stops_a_build(clinic: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (clinic / "theme/words").mkdir(parents=True)
    (clinic / "theme/words/en.yml").write_text(
        f'card_kind: "Action card, call {MOBILE}"\n', encoding="utf-8"
    )
    options = Options(
        project=clinic,
        audience="posted",
        languages=("en",),
        only=("cards",),
        departments=("dispensary",),
    )
    said = status_of(build, options), capsys.readouterr().err
    stopped(*said)
    assert "cards/en/dispensary.pdf" in said[1]


def test_a_leak_stops_the_plan_as_data(
    clinic: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(json_command, "plan_text", lambda *_: json.dumps({"number": MOBILE}))
    options = Options(project=clinic, audience="public", output=clinic / "plan.json")
    stopped(status_of(export_json, options), capsys.readouterr().err)
    assert not options.output or not options.output.exists()
    done = status_of(export_json, options.changed(output=None))
    said = capsys.readouterr()
    stopped(done, said.err)
    assert said.out == ""


def test_a_leak_stops_the_pages_as_markdown(
    clinic: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (clinic / "theme/site/words").mkdir(parents=True)
    (clinic / "theme/site/words/en.yml").write_text(
        f'departments: "Departments, or call {MOBILE}"\n', encoding="utf-8"
    )
    options = Options(project=clinic, audience="public")
    done = exit_status(options, lambda: export_site(options, clinic / "pages"))
    stopped(done, capsys.readouterr().err)
    assert not (clinic / "pages").exists()


SETTINGS = "site_name: x\nsite_dir: build/mkdocs\nplugins: [{wardbook: {audience: posted}}]\ntheme: {name: material}\n"


@pytest.mark.slow
def test_a_leak_stops_mkdocs(told: Path, caplog: pytest.LogCaptureFixture) -> None:
    (told / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    with caplog.at_level(logging.ERROR), pytest.raises(Abort):
        mkdocs_build(load_config(str(told / "mkdocs.yml"), strict=True))
    stopped(FOUND, caplog.text)
    assert [path for path in (told / "build/mkdocs").rglob("*") if path.is_file()] == []


@pytest.mark.slow
def test_a_leak_is_not_shown_in_a_preview(
    told: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "shown/site"
    root.mkdir(parents=True)
    assert not preview.rebuild(Workspace(Options(project=told, audience="posted")), root)
    stopped(FOUND, capsys.readouterr().err)
    assert list(root.iterdir()) == []
    shutil.rmtree(told / "docs")
