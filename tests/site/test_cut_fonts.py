"""Fonts that are cut for files that open alone: kept, and the same to the byte as if they were not."""

from pathlib import Path

import pytest
from wardbook.site import cut_fonts
from wardbook.site.cut_fonts import CutFonts
from wardbook.theme import product_theme

ALL, OWN = frozenset(map(ord, "补录 8120-9")), frozenset(map(ord, "补 81"))


def test_a_font_is_cut_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    roots = (product_theme(),)
    cold = CutFonts(roots, ALL, None).of(OWN)
    assert sorted(cold) == [400, 700]
    assert all(data.startswith(b"wOFF") for data in cold.values())
    assert CutFonts(roots, ALL, tmp_path).of(OWN) == cold
    cut: list[frozenset[int]] = []
    again = cut_fonts._cut_again

    def noted(font: bytes, letters: frozenset[int]) -> bytes:
        cut.append(letters)
        return again(font, letters)

    monkeypatch.setattr(cut_fonts, "_cut_again", noted)
    assert CutFonts(roots, ALL, tmp_path).of(OWN) == cold
    assert cut == []
    for path in tmp_path.glob("*.woff"):  # a disk that loses what it holds
        path.write_bytes(path.read_bytes()[:-1])
    assert CutFonts(roots, ALL, tmp_path).of(OWN) == cold
    assert cut == [OWN, OWN]
    CutFonts(roots, ALL, tmp_path).of(ALL)
    CutFonts(roots, OWN, tmp_path).of(OWN)
    assert cut == [OWN, OWN, ALL, ALL, OWN, OWN]
