"""What PDF/A-2a asks of the structure of a file, where no validator is at hand: what a page is drawn
with is in the file, each glyph says which letter it is, and nothing moves, hides or leads outside."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pikepdf
from pikepdf import Dictionary, Name, Object, Stream

NOT_SHOWN = 1 | 2 | 32 | 256
"""Flags of a note that is not shown as it is printed."""
_HEX = re.compile(rb"<([0-9A-Fa-f]+)>")


def kept(files: list[Path]) -> list[Path]:
    """Files that are kept for good: what is typed into is not."""
    return [file for file in files if "fillable" not in file.parts]


def short(file: Path) -> str:
    return "/".join(file.parts[-3:])


def things(pdf: pikepdf.Pdf) -> Iterator[Object]:
    for thing in pdf.objects:
        if isinstance(thing, (Dictionary, Stream)):
            yield thing


def test_nothing_is_locked_or_acts(files: list[Path]) -> None:
    for file in kept(files):
        with pikepdf.open(file) as pdf:
            assert "/Encrypt" not in pdf.trailer, short(file)
            assert not {"/OpenAction", "/AA", "/OCProperties"} & set(pdf.Root.keys()), short(file)
            for thing in things(pdf):
                assert not {"/AA", "/JS", "/EF", "/OPI", "/Alternates"} & set(thing.keys())
                if thing.get("/Type") == "/Action":
                    assert thing.S in ("/GoTo", "/URI"), short(file)
                if thing.get("/Type") == "/Annot":
                    assert thing.Subtype == "/Link" and not int(thing.F) & NOT_SHOWN, short(file)


def test_nothing_is_packed_or_mixed_as_a_later_reader_may_not_know(files: list[Path]) -> None:
    for file in kept(files):
        with pikepdf.open(file) as pdf:
            for thing in things(pdf):
                if isinstance(thing, Stream):
                    assert "LZW" not in str(thing.get("/Filter", "")), short(file)
                    assert "/F" not in thing, short(file)
                group = thing.get("/Group")
                if isinstance(group, Dictionary) and group.get("/S") == "/Transparency":
                    assert "/CS" in group, f"{short(file)}: mixed in no colour space"
                if thing.get("/Type") == "/ExtGState":
                    assert not {"/TR", "/TR2", "/HTP"} & set(thing.keys()), short(file)


def test_the_document_information_says_what_xmp_says(files: list[Path]) -> None:
    for file in kept(files):
        with pikepdf.open(file) as pdf, pdf.open_metadata() as facts:
            assert pdf.Root.MarkInfo.Marked and "/StructTreeRoot" in pdf.Root, short(file)
            assert facts["pdfaid:conformance"] == "A", short(file)
            assert facts["pdf:Producer"] == str(pdf.docinfo.Producer), short(file)
            for key, said in (("CreationDate", "CreateDate"), ("ModDate", "ModifyDate")):
                day = re.sub(r"\D", "", facts[f"xmp:{said}"])[:8]
                assert str(pdf.docinfo[Name(f"/{key}")])[2:10] == day, short(file)


def test_each_font_is_whole_and_names_its_letters(files: list[Path]) -> None:
    for file in kept(files):
        with pikepdf.open(file) as pdf:
            for thing in things(pdf):
                if thing.get("/Type") != "/Font" or thing.Subtype == "/Type3":
                    continue
                if thing.Subtype == "/Type0":
                    assert "/ToUnicode" in thing and thing.Encoding == "/Identity-H", short(file)
                    below = thing.DescendantFonts[0]
                    if below.Subtype == "/CIDFontType2":
                        assert "/CIDToGIDMap" in below, short(file)
                    assert str(below.BaseFont) == str(below.FontDescriptor.FontName), short(file)
                    assert "/W" in below, short(file)


def test_each_glyph_that_is_printed_says_which_letter_it_is(files: list[Path]) -> None:
    printed = 0
    for file in kept(files):
        known: dict[tuple[int, int], set[int]] = {}
        with pikepdf.open(file) as pdf:
            for page in pdf.pages:
                for font, codes in codes_of(page.obj, page.obj.get("/Resources", Dictionary())):
                    if font.objgen not in known:
                        known[font.objgen] = named(font)
                    unnamed = codes - known[font.objgen]
                    assert not unnamed, (short(file), str(font.BaseFont), sorted(unnamed)[:5])
                    printed += len(codes)
    assert printed > 1000


def codes_of(holder: Object, resources: Object) -> Iterator[tuple[Object, set[int]]]:
    """The fonts that a page, or a drawing on it, sets words in, with the codes that it prints."""
    if isinstance(holder, Dictionary) and "/Contents" not in holder:
        return
    font, fonts = None, resources.get("/Font", Dictionary())
    for operands, operator in pikepdf.parse_content_stream(holder):
        if str(operator) == "Tf":
            font = fonts[str(operands[0])]
        elif str(operator) in ("Tj", "TJ") and font is not None and font.Subtype == "/Type0":
            yield font, set(two_bytes(operands[0]))
        elif str(operator) == "Do":
            drawing = resources.XObject[str(operands[0])]
            if drawing.Subtype == "/Form":
                yield from codes_of(drawing, drawing.get("/Resources", resources))


def two_bytes(shown: Object) -> Iterator[int]:
    """The codes of a string, or of the strings of a list of strings and gaps."""
    parts = shown if isinstance(shown, pikepdf.Array) else [shown]
    for part in parts:
        if isinstance(part, pikepdf.String):
            raw = bytes(part)
            for at in range(0, len(raw), 2):
                yield int.from_bytes(raw[at : at + 2], "big")


def named(font: Object) -> set[int]:
    """Codes for which a font's ToUnicode map has a letter."""
    found: set[int] = set()
    map_ = font.ToUnicode.read_bytes()
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", map_, re.DOTALL):
        for line in block.strip().splitlines():
            code, letter = _HEX.findall(line)[:2]
            if int(letter, 16):
                found.add(int(code, 16))
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", map_, re.DOTALL):
        for line in block.strip().splitlines():
            first, last = (int(code, 16) for code in _HEX.findall(line)[:2])
            found |= set(range(first, last + 1))
    return found
