"""Files that were searched for withheld values before, and templates that were compiled before."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from jinja2 import Environment, FileSystemLoader
from pikepdf import Array, Dictionary, Name
from wardbook.build import pdf_text
from wardbook.build.jobs import WorkerPool
from wardbook.build.leaks import Guard, Search, search_folder, sought
from wardbook.build.searched import SEARCHED, Searched
from wardbook.findings import Mark
from wardbook.html.compiled_templates import TEMPLATES, CompiledTemplates
from wardbook.sheets.withheld import Value

SOUGHT = ("program", "staff", [("5551234", True)])
GUARD = Guard("staff", (Value("5551234", Mark("contacts.yml", 3), number=True),))


@pytest.fixture
def output(tmp_path: Path) -> Path:
    folder = tmp_path / "output"
    folder.mkdir()
    for name in ("a.html", "b.html"):
        (folder / name).write_text(f"<p>{name}</p>", encoding="utf-8")
    return folder


def remembered(cache: Path, output: Path) -> None:
    searched = Searched(cache, SOUGHT)
    assert searched.left(output, ["a.html", "b.html"]) == ["a.html", "b.html"]
    searched.remember()


def test_only_what_is_new_is_searched(tmp_path: Path, output: Path) -> None:
    remembered(tmp_path, output)
    assert Searched(tmp_path, SOUGHT).left(output, ["a.html", "b.html"]) == []
    (output / "a.html").write_text("<p>other</p>", encoding="utf-8")
    (output / "b.html").rename(output / "c.html")
    assert Searched(tmp_path, SOUGHT).left(output, ["a.html", "c.html"]) == ["a.html", "c.html"]


def test_for_another_value_or_by_another_program_all_is_searched(
    tmp_path: Path, output: Path
) -> None:
    remembered(tmp_path, output)
    for other in (("other", *SOUGHT[1:]), ("program", "staff", [("5551235", True)])):
        assert Searched(tmp_path, other).left(output, ["a.html"]) == ["a.html"]


def test_a_record_that_is_not_as_it_was_written_is_none(tmp_path: Path, output: Path) -> None:
    remembered(tmp_path, output)
    (record,) = (tmp_path / SEARCHED).glob("*.list")
    for spoiled in (b"", b"[]", record.read_bytes() + b" "):
        record.write_bytes(spoiled)
        assert Searched(tmp_path, SOUGHT).left(output, ["a.html"]) == ["a.html"]


def test_what_is_found_is_found_again(tmp_path: Path, output: Path) -> None:
    asked = ("program", sought(GUARD))
    with WorkerPool(1) as pool:
        assert search_folder(GUARD, output, pool, Searched(tmp_path, asked)) == ()
        (output / "c.html").write_text("<p>call 5551234</p>", encoding="utf-8")
        for _ in range(2):
            (found,) = search_folder(GUARD, output, pool, Searched(tmp_path, asked))
            assert found.code == "G110" and dict(found.arguments)["files"] == "c.html"


def manual(*pages: str, glyphs: str = "0123456789", title: str = "") -> pikepdf.Pdf:
    """A PDF whose pages show these digits, by a font that has `glyphs` in their order."""
    pdf = pikepdf.new()
    lines = [f"<{at:04x}> <{ord(glyph):04x}>" for at, glyph in enumerate(glyphs)]
    cmap = f"{len(lines)} beginbfchar\n" + "\n".join(lines) + "\nendbfchar"
    font = Dictionary(Type=Name.Font, ToUnicode=pdf.make_stream(cmap.encode()))
    used = pdf.make_indirect(Dictionary(F1=font))
    for said in pages:
        pdf.add_blank_page()
        coded = "".join(f"{int(digit):04x}" for digit in said)
        pdf.pages[-1].Contents = Array([pdf.make_stream(f"BT /F1 9 Tf <{coded}> Tj ET".encode())])
        pdf.pages[-1].Resources = Dictionary(Font=used)
    pdf.docinfo[Name.Title] = title
    return pdf


def test_of_a_pdf_that_was_searched_before_only_what_is_new_is_read(
    tmp_path: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, words_of = list[str](), pdf_text._drawn_words

    def words(content: bytes, maps: Any) -> str:
        read.append(words_of(content, maps).strip())
        return read[-1]

    def searched(pdf: pikepdf.Pdf) -> tuple[list[str], int]:
        """The pages that were read, and in how many files the number was found."""
        read.clear()
        pdf.save(output / "plan.pdf")
        with WorkerPool(1) as pool:
            asked = Searched(tmp_path, ("program", sought(GUARD)))
            found = search_folder(GUARD, output, pool, asked)
        return read.copy(), len(found)

    monkeypatch.setattr(pdf_text, "_drawn_words", words)
    assert searched(manual("8250", "119")) == (["8250", "119"], 0)
    assert searched(manual("8251", "119", "120")) == (["8251", "120"], 0)
    for _ in range(2):  # what was found is found again
        assert searched(manual("8251", "5551234")) == (["5551234"], 1)
        assert searched(manual("8251", title="5551234")) == ([], 1)
        assert searched(manual("119", "0001234", glyphs="5123456789")) == (["119", "5551234"], 1)
    assert searched(manual("8250", "120")) == (["8250"], 0)
    both, foot = "BT /F1 9 Tf <000800020005> Tj ET", "BT /F1 9 Tf <000100010009> Tj ET"
    assert searched(streams(both, foot)) == (["825", "119"], 0)
    assert searched(streams(both, foot.replace("09", "08"))) == (["118"], 0)
    without = "BT <0005000500050001000200030004> Tj ET"  # in the font of the stream before
    assert searched(streams(both, without)) == (["825\n\n5551234"], 1)
    half = "BT /F1 9 Tf <000500050005> Tj", "<0001000200030004> Tj ET"
    assert searched(streams(both, *half)) == (["825\n\n5551234"], 1)


def test_of_a_text_that_was_searched_before_only_new_pieces_are_searched(
    tmp_path: Path, output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sought_in, found_in = list[str](), Search.found_in

    def noted(own: Search, text: str) -> Iterator[Value]:
        sought_in.append(text)
        yield from found_in(own, text)

    def searched(html: str) -> tuple[str, int]:
        """What of the page was searched, and whether the number was found."""
        sought_in.clear()
        (output / "a.html").write_text(html, encoding="utf-8")
        with WorkerPool(1) as pool:
            asked = Searched(tmp_path, ("program", sought(GUARD)))
            found = search_folder(GUARD, output, pool, asked)
        (text,) = (text for text in sought_in if text.startswith("a.html"))
        return " ".join(text.split()), len(found)

    monkeypatch.setattr(Search, "found_in", noted)
    assert searched("<p>555</p><p>1234</p>") == ("a.html 555 1234", 0)
    assert searched("<p>555</p><p>1234</p><p>8250</p>") == ("a.html 8250", 0)
    assert searched("<p>1234</p><p>555<b>1234</b></p>") == ("a.html 5551234", 1)
    assert searched("<p>8250</p><p>555</p><p>119</p>") == ("a.html 119", 0)


def streams(*content: str) -> pikepdf.Pdf:
    """A PDF with a page that is made of several streams."""
    pdf = manual("0")
    pdf.pages[0].Contents = Array([pdf.make_stream(one.encode()) for one in content])
    return pdf


@pytest.mark.parametrize(
    "other",
    [{"folded": "1"}, {"number": False}, {"grouped": True}, {"clauses": ("1",)}, {"spelled": "1"}],
)
def test_another_value_is_searched_for_anew(other: dict[str, Any]) -> None:
    changed = Guard("staff", (replace(GUARD.values[0], **other),))
    assert sought(changed) != sought(GUARD)


def test_what_is_sought_is_told_by_audience_and_values_and_not_by_their_places() -> None:
    assert sought(Guard("public", GUARD.values)) != sought(GUARD)
    moved = Guard("staff", (replace(GUARD.values[0], mark=Mark("contacts.yml", 4)),))
    assert sought(moved) == sought(GUARD)


def filled(folder: Path, cache: Path | None) -> str:
    compiled = CompiledTemplates("tests")
    if cache:
        compiled.keep_in(cache)
    loader = FileSystemLoader([str(folder)])
    environment = Environment(loader=loader, bytecode_cache=compiled, autoescape=True)
    return environment.get_template("a.txt").render(name="x")


def test_a_template_is_filled_as_it_stands(tmp_path: Path) -> None:
    template = tmp_path / "a.txt"
    template.write_text("first {{ name }}", encoding="utf-8")
    assert filled(tmp_path, None) == filled(tmp_path, tmp_path) == "first x"
    (kept,) = (tmp_path / TEMPLATES).glob("*.code")
    assert filled(tmp_path, tmp_path) == "first x"
    for spoiled in (b"", kept.read_bytes()[:-1] + b"\xff", b"half"):
        kept.write_bytes(spoiled)
        assert filled(tmp_path, tmp_path) == "first x"
    template.write_text("second {{ name }}", encoding="utf-8")
    assert filled(tmp_path, tmp_path) == "second x"
