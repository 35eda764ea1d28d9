"""Fonts that are cut for files that open alone: kept, and the same to the byte as if they were not."""

import io
from pathlib import Path

import pytest
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont
from wardbook.site import cut_fonts
from wardbook.site.cut_fonts import CutFonts
from wardbook.theme import product_theme

ROOTS = (product_theme(),)
ALL, OWN = frozenset(map(ord, "补录 8120-9")), frozenset(map(ord, "补 81"))


def test_a_font_is_cut_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cold = CutFonts(ROOTS, None).of(OWN)
    assert sorted(cold) == [400, 700]
    assert all(data.startswith(b"wOFF") for data in cold.values())
    assert CutFonts(ROOTS, tmp_path).of(OWN) == cold
    cut: list[frozenset[int]] = []
    again = cut_fonts._cut

    def noted(file: Path, letters: frozenset[int]) -> bytes:
        cut.append(letters)
        return again(file, letters)

    monkeypatch.setattr(cut_fonts, "_cut", noted)
    assert CutFonts(ROOTS, tmp_path).of(OWN) == cold
    assert cut == []
    for path in tmp_path.glob("*.woff"):  # a disk that loses what it holds
        path.write_bytes(path.read_bytes()[:-1])
    assert CutFonts(ROOTS, tmp_path).of(OWN) == cold
    assert cut == [OWN, OWN]
    CutFonts(ROOTS, tmp_path).of(ALL)
    assert cut == [OWN, OWN, ALL, ALL]


def drawn(font: TTFont, letter: int) -> tuple[object, object]:
    """How a font draws a letter, and how wide it is."""
    name, pen = font.getBestCmap()[letter], RecordingPen()
    font.getGlyphSet()[name].draw(pen)
    return pen.value, font["hmtx"][name]


def test_what_is_cut_draws_its_letters_as_the_whole_font_and_no_others() -> None:
    for weight, data in CutFonts(ROOTS, None).of(ALL | {ord("∯")}).items():
        cut, whole = TTFont(io.BytesIO(data)), TTFont(cut_fonts._font_files(ROOTS)[weight])
        assert set(cut.getBestCmap()) == ALL, "a letter that no font has is left out"
        assert [drawn(cut, letter) for letter in ALL] == [drawn(whole, letter) for letter in ALL]
        features = {table: cut[table].table.FeatureList.FeatureRecord for table in ("GSUB", "GPOS")}
        kept = {one.FeatureTag for records in features.values() for one in records}
        assert kept == {"locl", "kern"}
        assert str(cut["name"].names[0]) == "Noto Sans SC"
        assert cut["hhea"].ascent == whole["hhea"].ascent
        assert len(cut.getGlyphOrder()) < 40
