"""Makes the vendored fonts: Noto Sans SC in two weights, cut down to what Chinese and English plans need.

Needs Debian's packages fonts-noto-cjk (the fonts) and unicode-data (the list of 通用规范汉字表: Unihan's kTGH), and the
project's virtual environment. Run it in the project's root: `.venv/bin/python theme/fonts/make_fonts.py`. The same
packages give the same bytes.
"""

from __future__ import annotations

import bz2
import re
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
COLLECTION = Path("/usr/share/fonts/opentype/noto")
UNIHAN = Path("/usr/share/unicode/Unihan_OtherMappings.txt.bz2")
SIMPLIFIED_CHINESE = 2
"""Number of Noto Sans CJK SC in the collection."""
WEIGHTS = {"Regular": 400, "Bold": 700}

RANGES = (
    (0x0020, 0x007E), (0x00A0, 0x017F), (0x0391, 0x03C9), (0x2010, 0x2027), (0x2030, 0x205E), (0x20AC, 0x20AC),
    (0x2100, 0x214F), (0x2150, 0x218B), (0x2190, 0x21FF), (0x2200, 0x22FF), (0x2460, 0x24FF), (0x2500, 0x257F),
    (0x25A0, 0x25FF), (0x2600, 0x2612), (0x2713, 0x2717), (0x3000, 0x303F), (0x3200, 0x33FF), (0xFE10, 0xFE4F),
    (0xFF00, 0xFFEF),
)  # fmt: skip
"""Latin, Greek, punctuation, arrows, mathematics, numbered circles, shapes, CJK punctuation, full-width forms."""


def general_standard() -> set[int]:
    """The 8,105 characters of 通用规范汉字表 (2013)."""
    found = re.findall(r"^U\+([0-9A-F]+)\tkTGH\t", bz2.decompress(UNIHAN.read_bytes()).decode("utf-8"), re.MULTILINE)
    assert len(found) == 8105, len(found)
    return {int(code, 16) for code in found}


def gb2312() -> set[int]:
    """Every character of GB 2312, symbols included."""
    pairs = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return {ord(text) for pair in pairs if len(text := pair.decode("gb2312", "ignore")) == 1}


def make(name: str, weight: int, wanted: set[int]) -> Path:
    """Write one weight and return its path."""
    options = subset.Options()
    options.layout_features = ["kern", "mark", "mkmk", "ccmp", "locl", "halt", "palt", "calt", "chws"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.recalc_timestamp = False
    options.desubroutinize = False
    options.hinting = False
    font = TTFont(COLLECTION / f"NotoSansCJK-{name}.ttc", fontNumber=SIMPLIFIED_CHINESE, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted)
    cutter.subset(font)
    _rename(font, name)
    font["OS/2"].usWeightClass = weight
    path = HERE / f"NotoSansSC-{name}.otf"
    font.save(path)
    return path


def _rename(font: TTFont, name: str) -> None:
    """One family "Noto Sans SC" with two styles, so that a system's Noto Sans CJK is never mistaken for it."""
    one_word, full = f"NotoSansSC-{name}", f"Noto Sans SC {name}"
    names = {1: "Noto Sans SC", 2: name, 3: f"Wardbook;{one_word}", 4: full, 6: one_word}
    table = font["name"]
    for record in [record for record in table.names if record.nameID in (*names, 16, 17) or record.langID != 0x409]:
        table.removeNames(record.nameID, record.platformID, record.platEncID, record.langID)
    for number, text in names.items():
        table.setName(text, number, 3, 1, 0x409)
    top = font["CFF "].cff
    top.fontNames = [one_word]
    top[0].FamilyName, top[0].FullName, top[0].Weight = "Noto Sans SC", full, name


def main() -> None:
    """Make both weights and say what they hold."""
    wanted = general_standard() | gb2312() | {code for first, last in RANGES for code in range(first, last + 1)}
    for name, weight in WEIGHTS.items():
        path = make(name, weight, wanted)
        held = set(TTFont(path).getBestCmap())
        lost = len(general_standard() - held)
        size = path.stat().st_size / 1e6
        print(f"{path.name}: {len(held)} characters, {size:.1f} MB, missing of the standard: {lost}")  # noqa: T201


if __name__ == "__main__":
    main()
