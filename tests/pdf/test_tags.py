"""Every kind of PDF as a screen reader is told it, and what each says of itself."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from wardbook.pdf.drawing import draw
from wardbook.pdf.layout import lay_out
from wardbook.pdf.renderer import PdfRenderer
from wardbook.sheets.sheet import Span, Target

from tests.pdf import samples
from tests.pdf.tag_walker import Walked, walk

WORD = "[2-9A-HJ-NP-Z]{3}-[2-9A-HJ-NP-Z]{3}"


@pytest.fixture(scope="session")
def walked(files: list[Path]) -> dict[Path, Walked]:
    return {file: walk(file) for file in files}


def short(file: Path) -> str:
    return "/".join(file.parts[-3:])


def test_nothing_is_left_out_and_nothing_stands_where_it_may_not(
    walked: dict[Path, Walked],
) -> None:
    wrong = {short(file): sorted(set(one.faults))[:5] for file, one in walked.items() if one.faults}
    assert wrong == {}


def test_a_leaf_says_once_which_paper_it_is(walked: dict[Path, Walked]) -> None:
    seen = 0
    for file, one in walked.items():
        if file.parent.parent.name == "cards":
            seen += 1
            words = re.findall(WORD, one.text)
            assert len(words) == 1, short(file)
            assert not re.search(r"\b1/1\b", one.text), "page numbers are artifacts"
    assert seen


def test_steps_and_terms_are_items_with_labels(walked: dict[Path, Walked]) -> None:
    manuals = [one for file, one in walked.items() if "manuals" in file.parts]
    kinds = [kind for one in manuals for kind, _ in one.elements]
    assert kinds.count("/Lbl") > 50
    assert kinds.count("/LI") == kinds.count("/LBody")


def test_no_words_run_together_at_the_end_of_a_line(walked: dict[Path, Walked]) -> None:
    """Each Latin word that is told is one that is printed, as poppler reads it by its places."""
    for file, one in walked.items():
        if "manuals" not in file.parts or file.parts[-2] != "en":
            continue
        printed = set(re.findall(r"[A-Za-z]{2,}", _read(file)))
        told = set(re.findall(r"[A-Za-z]{2,}", one.text))
        assert told - printed == set(), short(file)


def test_words_of_two_boxes_are_told_apart(walked: dict[Path, Walked]) -> None:
    """As on a card, where places to fill in stand beside each other, and lines are broken."""
    kinds = {
        "zh": ("系统停用行动卡", "日期 持卡人 "),
        "en": ("Downtime action card", "Date Card held by "),
    }
    seen = set()
    for file, one in walked.items():
        card, holder = kinds.get(file.parent.name, ("", ""))
        if file.parent.parent.name == "cards" and card in one.text:
            seen.add(file.parent.name)
            assert holder in one.text and f"{card} " in one.text, short(file)
            assert not re.search(" [,.;，。；：]", one.text), short(file)
    assert seen == kinds.keys()


def test_what_the_end_of_a_line_cuts_in_two_is_told_as_one(
    renderer: PdfRenderer, tmp_path: Path
) -> None:
    """Each fact of a step is an item, and each link a link, on however many lines it stands."""
    link = Span("窗口处置流程第三步 " * 30, "name", Target("step-2"))
    told = []
    for call in (samples.line(replace(link, text="窗口")), samples.line(link)):
        made = samples.procedure(2)
        step = replace(samples.step(1), call=call)
        phase = replace(made.sheet.content.phases[0], steps=(step,))
        view = replace(made.sheet.content, phases=(phase, *made.sheet.content.phases[1:]))
        document = lay_out(
            [replace(made, sheet=replace(made.sheet, content=view))], renderer
        ).documents[made.sheet.id]
        (tmp_path / "drawn.pdf").write_bytes(draw(document, "it", {}).data)
        one = walk(tmp_path / "drawn.pdf")
        assert one.faults == []
        told.append([kind for kind, _ in one.elements if kind not in ("/Span", "/NonStruct")])
    assert told[0] == told[1] and "/Link" in told[0]


def _read(file: Path) -> str:
    done = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, text=True, check=True)
    return done.stdout


def test_a_field_stands_beside_its_label(walked: dict[Path, Walked]) -> None:
    seen = 0
    for file, one in walked.items():
        if "fillable" in file.parts:
            fields = [above for kind, above in one.elements if kind == "/Form"]
            seen += len(fields)
            assert fields and all(len(above) > 4 for above in fields), short(file)
    assert seen > 20


def test_each_file_says_which_issue_it_is(files: list[Path]) -> None:
    for file in files:
        with pikepdf.open(file) as pdf:
            told = pdf.docinfo
            assert str(told.Title) and str(told.Author), short(file)
            assert str(told.CreationDate).startswith("D:20"), short(file)
            assert str(told.ModDate) == str(told.CreationDate), short(file)
            assert str(pdf.Root.Lang), short(file)
            with pdf.open_metadata() as facts:
                assert facts["dc:title"] == str(told.Title)
                assert facts["dc:creator"] == [str(told.Author)]
                assert facts["pdf:Keywords"] == str(told.Keywords)
                assert facts["dc:language"] == {str(pdf.Root.Lang)}
                assert facts["pdfuaid:part"] == "1"
            if file.parent.parent.name == "cards":
                assert re.search(f", {WORD}$", str(told.Keywords)), short(file)


def test_what_is_kept_for_good_has_nothing_that_a_later_reader_may_lack(files: list[Path]) -> None:
    """The rules of PDF/A-2 that a page can break; what is typed into is not kept."""
    for file in files:
        with pikepdf.open(file) as pdf:
            with pdf.open_metadata() as facts:
                kept = facts.get("pdfaid:part")
            assert (kept == "2") is ("fillable" not in file.parts), short(file)
            if kept:
                _keeps(pdf, short(file))


def _keeps(pdf: pikepdf.Pdf, file: str) -> None:
    assert pdf.Root.OutputIntents[0].DestOutputProfile.N == 3, file
    assert b"pdfuaid" in pdf.Root.Metadata.read_bytes() and "/ID" in pdf.trailer, file
    assert "/AcroForm" not in pdf.Root and "/Names" not in pdf.Root, file
    for thing in pdf.objects:
        if isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
            assert thing.get("/Interpolate") is not True, file
            if thing.get("/Type") == "/Annot":
                assert int(thing.F) & 4, file
            if thing.get("/Type") == "/FontDescriptor":
                assert {"/FontFile2", "/FontFile3"} & set(thing.keys()), file
            if thing.get("/Type") == "/Page":
                assert "/ColorSpace" not in thing.get("/Resources", {}), file
                assert _deepest(thing) <= 28, file


def _deepest(page: pikepdf.Object) -> int:
    """How many states of a page's content are kept at once."""
    if "/Contents" not in page:
        return 0
    deep = most = 0
    for _, operator in pikepdf.parse_content_stream(page):
        deep += {"q": 1, "Q": -1}.get(str(operator), 0)
        most = max(most, deep)
    return most


def test_bookmarks_of_the_plan_stand_below_plans_and_groups(files: list[Path]) -> None:
    for file in files:
        if file.name == "plan.pdf" and file.parent.parent.name == "manuals":
            with pikepdf.open(file) as pdf, pdf.open_outline() as outline:
                top = [item.title for item in outline.root]
                below = {item.title: [kid.title for kid in item.children] for item in outline.root}
            assert len(top) < 20, top
            groups = [
                title for title in top if re.search("^(Forms|Procedures|Drills|表单|演练)", title)
            ]
            assert groups and all(below[title] for title in groups), top
