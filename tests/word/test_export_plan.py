"""A plan goes out as Word: what its sheets print, counted by Word, in an office's look; and comes back as it was."""

import io
import shutil
import subprocess
from pathlib import Path
from typing import Any

import docx
import pytest
from click.testing import CliRunner, Result
from docx.oxml.ns import qn
from wardbook.cli import main
from wardbook.plan.loader import load
from wardbook.sheets.project_localizer import localizer_for
from wardbook.word.docx_files import read_docx
from wardbook.word.office_numbers import NumberedLine, OfficeNumbers
from wardbook.word.plan_paragraphs import ParagraphKey, paragraphs_of

from tests.word.office_files import MANNERS
from tests.word.printed_words import printed, squeezed


def run(project: Path, *arguments: object) -> Result:
    said = ["--ui-language", "en", "--project", str(project), *map(str, arguments)]
    return CliRunner().invoke(main, said, catch_exceptions=False)


def drafted(project: Path, manner: str, language: str) -> None:
    source = project.parent / "source.docx"
    source.write_bytes(MANNERS[manner]().content)
    result = run(project, "import", "plan", source, "--plan", "drafted", "--language", language)
    assert result.exit_code == 0, result.stderr


def exported(project: Path, *choices: str, plan: str = "drafted") -> Path:
    file = project.parent / "out.docx"
    result = run(project, "export", file, "--plan", plan, *choices)
    assert result.exit_code == 0, result.stderr
    return file


@pytest.mark.parametrize(
    ("manner", "language"),
    [
        ("Chinese, automatic", "zh"),
        ("articles", "zh"),
        ("deep lists", "en"),
        ("merged tables", "en"),
    ],
)
def test_word_shows_what_the_plan_prints(manner: str, language: str, clinic: Path) -> None:
    drafted(clinic, manner, language)
    file = exported(clinic, "--language", language)
    shown: list[str] = []
    for paragraph in read_docx(file.read_bytes(), "out.docx").paragraphs():
        shown.append(squeezed(paragraph.shown))
    assert "".join(shown).endswith("".join(printed(clinic, "drafted", language)))


def test_numbers_are_counted_by_word(clinic: Path) -> None:
    drafted(clinic, "Chinese, automatic", "zh")
    source = read_docx(exported(clinic, "--language", "zh").read_bytes(), "out.docx")
    numbers = [paragraph.number for paragraph in source.paragraphs() if paragraph.number]
    assert numbers == ["一、", "（一）", "（二）", "二、", "（一）", "①", "②", "（二）", "①", "②"]


def test_articles_run_on_through_their_chapters() -> None:
    root = docx.Document().part.numbering_part.element
    lines = [("第一章", 0), ("第一条", 1), ("第二条", 1), ("第二章", 0), ("第三条", 1)]
    counted = OfficeNumbers(root).counted([NumberedLine(*line) for line in lines], indents=False)
    assert len({line.num for line in counted}) == 1
    assert counted[0].num > 0
    assert root.findall(f".//{qn('w:lvlRestart')}")


def test_numbers_that_jump_are_typed() -> None:
    root = docx.Document().part.numbering_part.element
    lines = [NumberedLine(number, 0) for number in ("1.", "2.", "4.", "甲、")]
    counted = OfficeNumbers(root).counted(lines, indents=True)
    assert [bool(line.num) for line in counted] == [True, True, False, False]


def _holds_where_no_grid_is_followed(document: Any, text_width: int) -> None:
    section = document.sections[0]
    feet = [section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]]
    insets = feet[0].paragraph_format.right_indent, feet[1].paragraph_format.left_indent
    assert [inset.pt for inset in insets] == [14, 14], "a character in from the edge"
    body = document.styles["Normal"].element
    closer = int(body.rPr.find(qn("w:spacing")).get(qn("w:val"))) / 20
    assert int(text_width * 72 / 25.4 / (16 + closer)) == 28, "also where no grid is followed"
    assert body.pPr.find(qn("w:snapToGrid")).get(qn("w:val")) == "0"
    # An indent in characters holds for all based on the body that do not say otherwise
    for styled in (document.styles["Title"].element, document.styles["Caption"].element):
        assert styled.pPr.find(qn("w:ind")).get(qn("w:firstLineChars")) == "0"
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    for edge in (*feet, *(cell.paragraphs[0] for cell in cells)):
        assert edge._p.pPr.find(qn("w:ind")).get(qn("w:firstLineChars")) == "0"


def test_an_office_document_has_the_measures_of_the_standard(clinic: Path) -> None:
    drafted(clinic, "controlled document", "zh")
    document = docx.Document(str(exported(clinic, "--language", "zh", "--style", "gongwen")))
    section = document.sections[0]
    measures = [
        section.top_margin,
        section.bottom_margin,
        section.left_margin,
        section.right_margin,
    ]
    assert [round(measure.mm) for measure in measures] == [37, 35, 28, 26]
    grid = section._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:type")) == "linesAndChars"
    text_height, text_width = 297 - 37 - 35, 210 - 28 - 26
    line = int(grid.get(qn("w:linePitch"))) / 20 * 25.4 / 72
    character = (16 + int(grid.get(qn("w:charSpace"))) / 4096) * 25.4 / 72
    assert int(text_height / line) == 22
    assert round(text_width / character, 1) == 28
    faces = {}
    for name in ("Normal", "Title", "Heading 1", "Heading 2"):
        style = document.styles[name]
        faces[name] = (style.element.rPr.rFonts.get(qn("w:eastAsia")), style.font.size.pt)
    assert faces == {
        "Normal": ("仿宋_GB2312", 16),
        "Title": ("方正小标宋简体", 22),
        "Heading 1": ("黑体", 16),
        "Heading 2": ("楷体_GB2312", 16),
    }
    feet = [section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]]
    assert [foot.text for foot in feet] == ["— 1 —", "— 1 —"]
    assert [foot.alignment for foot in feet] == [2, 0]
    _holds_where_no_grid_is_followed(document, text_width)
    codes = [one.text for one in document.element.iter(qn("w:instrText"))]
    assert any(code.strip().startswith("TOC") for code in codes)
    assert any("XX-01" in paragraph.text for paragraph in document.paragraphs)


@pytest.mark.parametrize(
    ("style", "size"), [("plain", (216, 279)), ("gongwen", (210, 297))], ids=str
)
def test_a_house_on_letter_writes_on_letter(
    style: str, size: tuple[int, int], clinic: Path
) -> None:
    """But for what follows the national standard."""
    with (clinic / "plan_source/site.yml").open("a", encoding="utf-8") as site:
        site.write("conventions: {paper: Letter}\n")
    file = exported(clinic, "--style", style, plan="paper-plan")
    section = docx.Document(str(file)).sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == size


def test_every_word_of_an_author_carries_its_id(clinic: Path) -> None:
    drafted(clinic, "controlled document", "zh")
    document = docx.Document(str(exported(clinic, "--language", "zh")))
    names = [str(one.get(qn("w:name"))) for one in document.element.iter(qn("w:bookmarkStart"))]
    project = load(clinic).project
    assert project is not None
    plan = project.plans["drafted"]
    known = {str(one.key) for one in paragraphs_of(localizer_for(project, "zh"), plan)}
    assert known == set(names)
    assert len(names) == len(set(names))
    assert all(ParagraphKey.read(name) and len(name) <= 40 for name in names)


def test_a_plan_goes_out_and_comes_in_again_as_it_was(clinic: Path) -> None:
    drafted(clinic, "typed Chinese numbers", "zh")
    file = exported(clinic, "--language", "zh")
    result = run(clinic, "import", "plan", file, "--plan", "again", "--language", "zh")
    assert result.exit_code == 0, result.stderr
    lines = printed(clinic, "again", "zh")
    whole = "".join(printed(clinic, "drafted", "zh"))
    assert "".join(lines).endswith(whole)


def test_the_clinics_own_plan_goes_out_with_its_typed_blocks(
    clean_clinic: Path, tmp_path: Path
) -> None:
    project = load(clean_clinic).project
    assert project is not None
    for plan in project.plans:
        for language in project.languages:
            file = tmp_path / f"{plan}-{language}.docx"
            result = run(
                clean_clinic,
                "export",
                file,
                "--plan",
                plan,
                "--language",
                language,
                "--style",
                "gongwen",
            )
            assert result.exit_code == 0, result.stderr
            document = docx.Document(str(file))
            assert len(document.paragraphs) > 10
            title = localizer_for(project, language).words(project.plans[plan].title)
            assert title in [paragraph.text for paragraph in document.paragraphs]


@pytest.mark.parametrize(
    ("language", "spoken"), [("zh", "zh-CN"), ("en", "en-GB"), ("en", "en-US")]
)
def test_a_document_is_in_its_language_and_has_its_signs(
    language: str, spoken: str, clinic: Path
) -> None:
    """No Chinese brackets and colons stand among English words, nor the other way round."""
    plan = next((clinic / "plan_source/plans").glob("*.yml")).stem
    site = clinic / "plan_source/site.yml"
    text = site.read_text(encoding="utf-8")
    if spoken == "en-US":
        site.write_text(f"{text}\nconventions: {{spelling: en-US}}\n", encoding="utf-8")
    document = docx.Document(str(exported(clinic, "--language", language, plan=plan)))
    said = [paragraph.text for paragraph in document.paragraphs]
    wide = [line for line in said if set(line) & set("（）：，、。")]
    assert bool(wide) == (language == "zh"), wide[:5]
    (lang,) = document.styles.element.iter(qn("w:lang"))
    assert spoken in (lang.get(qn("w:val")), lang.get(qn("w:eastAsia")))


def test_nothing_is_written_over_and_choices_are_checked(clinic: Path) -> None:
    drafted(clinic, "styled", "en")
    file = exported(clinic)
    before = file.read_bytes()
    assert run(clinic, "export", file, "--plan", "drafted").exit_code == 2
    assert file.read_bytes() == before
    other = clinic.parent / "other.docx"
    assert "--plan ID" in run(clinic, "export", other).stderr
    assert run(clinic, "export", other, "--plan", "drafted", "--language", "fr").exit_code == 2
    assert run(clinic, "export", "contacts", "x.csv", "--style", "plain").exit_code == 2
    assert not other.exists()


@pytest.mark.slow
def test_libreoffice_opens_it_and_prints_every_paragraph(clinic: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed: apt-get install libreoffice-writer-nogui")
    drafted(clinic, "decimal, automatic", "en")
    file = exported(clinic, "--style", "plain")
    folder = clinic.parent
    command = [
        office,
        f"-env:UserInstallation=file://{folder}/office",
        "--headless",
        "--convert-to",
        "pdf",
    ]
    subprocess.run(
        [*command, "--outdir", str(folder), str(file)], check=True, capture_output=True, timeout=170
    )
    from pypdf import PdfReader

    pages = PdfReader(io.BytesIO((folder / "out.pdf").read_bytes())).pages
    text = squeezed(" ".join(page.extract_text() for page in pages))
    for line in printed(clinic, "drafted", "en"):
        assert line in text
