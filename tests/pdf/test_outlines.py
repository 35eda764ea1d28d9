"""Outlines as PDF readers look them up: a glyph's CID is its number."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from fontTools import subset
from fontTools.cffLib import CFFFontSet
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont
from wardbook.fonts import vendored_fonts
from wardbook.pdf.outlines import NotOutlines, bare_outlines, numbered_by_glyph, table
from wardbook.pdf.outlines import _tokens as operands
from wardbook.theme import product_theme

THEME = vendored_fonts((product_theme(),))


def cut(letters: str, *, keep_numbers: bool) -> bytes:
    """A font of some letters of the theme's, CID-keyed, with the CIDs of the large one."""
    options = subset.Options()
    options.layout_features = []
    options.retain_gids = keep_numbers
    font = TTFont(THEME[0])
    cutter = subset.Subsetter(options)
    cutter.populate(text=letters)
    cutter.subset(font)
    file = io.BytesIO()
    font.save(file)
    return file.getvalue()


def charset(outlines: bytes) -> list[str]:
    read = CFFFontSet()
    read.decompile(io.BytesIO(outlines), None)
    return list(read[0].charset)


@pytest.mark.parametrize(
    "letters", ["1", "病房", "AB病房8120", "".join(chr(code) for code in range(0x4E00, 0x5000))]
)
@pytest.mark.parametrize("keep_numbers", [False, True])
def test_cids_become_the_numbers_of_glyphs_whatever_the_charset_was(
    letters: str, *, keep_numbers: bool
) -> None:
    font = cut(letters, keep_numbers=keep_numbers)
    numbered = bare_outlines(font)
    names = charset(numbered)
    assert names == [".notdef", *(f"cid{glyph:05d}" for glyph in range(1, len(names)))]
    assert len(numbered) == len(table(font, b"CFF ")), "nothing else moves"


@pytest.mark.parametrize("form", [0, 1, 2])
def test_every_format_of_a_charset(form: int) -> None:
    """Glyphs of a small font under the CIDs 7, 8, …, written by hand in each format."""
    font = cut("AB病房", keep_numbers=False)
    plain = table(font, b"CFF ")
    count = len(charset(plain)) - 1
    written = {
        0: b"\0" + b"".join(cid.to_bytes(2, "big") for cid in range(7, 7 + count)),
        1: b"\1" + (7).to_bytes(2, "big") + bytes([count - 1]),
        2: b"\2" + (7).to_bytes(2, "big") + (count - 1).to_bytes(2, "big"),
    }[form]
    start = _charset_of(plain)
    spoiled = plain[:start] + written + plain[start + len(written) :]
    assert charset(spoiled)[1] == "cid00007"
    assert charset(numbered_by_glyph(spoiled))[1:] == [
        f"cid{glyph:05d}" for glyph in range(1, count + 1)
    ]


def _charset_of(outlines: bytes) -> int:
    read = CFFFontSet()
    read.decompile(io.BytesIO(outlines), None)
    return int(read[0].rawDict["charset"])


def test_outlines_with_names_stay_as_they_are() -> None:
    builder = FontBuilder(1000, isTTF=False)
    names = [".notdef", "A"]
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({0x41: "A"})
    strings = {name: T2CharStringPen(500, None).getCharString() for name in names}
    builder.setupCFF("Plain", {}, strings, {})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (500, 0)))
    builder.setupHorizontalHeader()
    builder.setupPost()
    file = io.BytesIO()
    builder.save(file)
    assert bare_outlines(file.getvalue()) == table(file.getvalue(), b"CFF ")


@pytest.mark.parametrize("data", [b"", b"OTTO", b"\0\1\0\0\0\0", b"OTTO\0\0" + bytes(20)])
def test_what_holds_no_outlines_is_refused(data: bytes) -> None:
    with pytest.raises(NotOutlines):
        bare_outlines(data)


@pytest.mark.parametrize("file", THEME, ids=lambda file: file.name)
def test_the_themes_own_fonts_are_numbered_by_glyph(file: Path) -> None:
    data = file.read_bytes()
    assert bare_outlines(data) == table(data, b"CFF ")


@pytest.mark.parametrize("file", THEME, ids=lambda file: file.name)
def test_a_glyph_of_the_theme_says_one_text(file: Path) -> None:
    """A PDF says of a glyph what it stands for, once: · must not be copied as •."""
    said: dict[str, str] = {}
    for code, glyph in sorted(TTFont(file).getBestCmap().items()):
        if chr(code) in "·•‧・…⋯–‒〜～":
            assert said.setdefault(glyph, chr(code)) == chr(code)
    assert len(said) > 8


@pytest.mark.parametrize("real", ["1e 0a 1f", "1e 0a ff", "1e f0"])
def test_a_real_ends_with_a_nibble_of_ones(real: str) -> None:
    assert list(operands(bytes.fromhex(real) + b"\x0f")) == [((), 0), ((15,), 0)]
