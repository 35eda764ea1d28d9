"""Makes the vendored fonts: Noto Sans SC in two weights, for Chinese and English plans.

Needs Debian's packages fonts-noto-cjk (the fonts) and unicode-data (the list of 通用规范汉字表:
Unihan's kTGH), and the project's virtual environment. Run it in the project's root:
`.venv/bin/python theme/fonts/make_fonts.py`, with a folder behind it where the packages are only
unpacked (`dpkg -x`). The same packages give the same bytes.
"""

from __future__ import annotations

import bz2
import copy
import io
import json
import re
import sys
import unicodedata
from pathlib import Path
from typing import Any

from fontTools import subset
from fontTools.ttLib import TTFont
from wardbook.fonts import FACES, face_facts, sound_fonts
from wardbook.pdf.outlines import numbered_by_glyph

HERE = Path(__file__).parent
COLLECTION = "usr/share/fonts/opentype/noto"
UNIHAN = "usr/share/unicode/Unihan_OtherMappings.txt.bz2"
JAPANESE, SIMPLIFIED_CHINESE = 0, 2
"""Numbers of Noto Sans CJK JP and SC in the collection: one set of glyphs."""
WEIGHTS = {"Regular": 400, "Bold": 700}

RANGES = (
    (0x0020, 0x007E), (0x00A0, 0x017F), (0x0391, 0x03C9), (0x2010, 0x2027), (0x2030, 0x205E),
    (0x20AC, 0x20AC), (0x2100, 0x214F), (0x2150, 0x218B), (0x2190, 0x21FF), (0x2200, 0x22FF),
    (0x2460, 0x24FF), (0x2500, 0x257F), (0x25A0, 0x25FF), (0x2600, 0x2612), (0x2713, 0x2717),
    (0x3000, 0x303F), (0x3200, 0x33FF), (0xFE10, 0xFE4F), (0xFF00, 0xFFEF),
)  # fmt: skip
"""Latin, Greek, punctuation, arrows, mathematics, numbered circles, shapes, CJK punctuation,
full-width forms."""


def general_standard(root: Path) -> set[int]:
    """The 8,105 characters of 通用规范汉字表 (2013)."""
    listed = bz2.decompress((root / UNIHAN).read_bytes()).decode("utf-8")
    found = re.findall(r"^U\+([0-9A-F]+)\tkTGH\t", listed, re.MULTILINE)
    assert len(found) == 8105, len(found)
    return {int(code, 16) for code in found}


def gb2312() -> set[int]:
    """Every character of GB 2312, symbols included."""
    pairs = (bytes((row, cell)) for row in range(0xA1, 0xF8) for cell in range(0xA1, 0xFF))
    return {ord(text) for pair in pairs if len(text := pair.decode("gb2312", "ignore")) == 1}


def make(root: Path, name: str, weight: int, wanted: set[int]) -> Path:
    """Write one weight and return its path. `root`: where the packages are."""
    options = subset.Options()
    options.layout_features = [
        "kern",
        "mark",
        "mkmk",
        "ccmp",
        "locl",
        "halt",
        "palt",
        "pwid",
        "calt",
        "chws",
    ]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.recalc_timestamp = False
    options.desubroutinize = False
    options.hinting = False
    collection = root / COLLECTION / f"NotoSansCJK-{name}.ttc"
    font = TTFont(collection, fontNumber=SIMPLIFIED_CHINESE, recalcTimestamp=False)
    _give_latin_dot(font, TTFont(collection, fontNumber=JAPANESE))
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted)
    cutter.subset(font)
    _rename(font, name)
    font["OS/2"].usWeightClass = weight
    font = _written_and_read(font)
    _give_each_its_own(font)
    font = _written_and_read(font)
    # The large font's numbers are left in the charset, and readers of PDF take a glyph's number
    # for one of them
    font.tables["CFF "] = _Raw(numbered_by_glyph(font.reader["CFF "]))
    path = HERE / f"NotoSansSC-{name}.otf"
    font.save(path)
    return path


class _Raw:
    """A table that is written as it is."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def compile(self, _: TTFont) -> bytes:
        """Its bytes."""
        return self.data


def _written_and_read(font: TTFont) -> TTFont:
    """The font as a reader of its file finds it."""
    file = io.BytesIO()
    font.save(file)
    file.seek(0)
    return TTFont(file, recalcTimestamp=False)


def _give_latin_dot(font: TTFont, japanese: TTFont) -> None:
    """Enter · among the signs that have a Latin glyph (pwid): Noto uses its in Japanese alone."""
    dot, latin = font.getBestCmap()[0x00B7], japanese.getBestCmap()[0x00B7]
    for signs in _substitutes(font, "pwid"):
        signs[dot] = latin


def _substitutes(font: TTFont, feature: str) -> list[dict[str, str]]:
    """The glyphs that a feature puts in place of others, by lookup."""
    table, found = font["GSUB"].table, []
    numbers: set[int] = set()
    for record in table.FeatureList.FeatureRecord:
        if record.FeatureTag == feature:
            numbers.update(record.Feature.LookupListIndex)
    for number in sorted(numbers):
        for part in table.LookupList.Lookup[number].SubTable:
            found.append(getattr(part, "ExtSubTable", part).mapping)
    return found


def _give_each_its_own(font: TTFont) -> None:
    """Noto draws some characters with one glyph (· and •, … and ⋯), and a PDF can say of a glyph
    only one text: each gets a glyph of its own, placed as the first one is. Spaces and hyphens that
    differ in what they allow stay together."""
    shared: dict[str, list[int]] = {}
    for code, glyph in sorted(font.getBestCmap().items()):
        shared.setdefault(glyph, []).append(code)
    number = max(int(name[3:]) for name in font.getGlyphOrder() if name.startswith("cid"))
    for glyph, codes in sorted(shared.items()):
        said = {_text(codes[0])}
        for code in codes[1:]:
            if _text(code) in said:
                continue
            said.add(_text(code))
            number += 1
            _copy_glyph(font, glyph, f"cid{number:05d}")
            for table in font["cmap"].tables:
                if table.cmap.get(code) == glyph:
                    table.cmap[code] = f"cid{number:05d}"


def _text(code: int) -> str:
    """What a reader who copies the character wants to have."""
    return "-" if code in (0x00AD, 0x2010, 0x2011) else unicodedata.normalize("NFKC", chr(code))


def _copy_glyph(font: TTFont, glyph: str, name: str) -> None:
    """The same outline and measures at the end of the font."""
    top = font["CFF "].cff[0]
    strings = top.CharStrings
    outline, kind = strings.getItemAndSelector(glyph)
    strings.charStringsIndex.append(outline)
    strings.charStrings[name] = len(strings.charStringsIndex) - 1
    top.FDSelect.append(kind)
    order = [*font.getGlyphOrder(), name]
    top.charset = order
    font.setGlyphOrder(order)
    for table in ("hmtx", "vmtx"):
        font[table].metrics[name] = font[table].metrics[glyph]
    if glyph in font["VORG"].VOriginRecords:
        font["VORG"].VOriginRecords[name] = font["VORG"].VOriginRecords[glyph]
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for part in lookup.SubTable:
            _place_alike(getattr(part, "ExtSubTable", part), glyph, name)


def _place_alike(part: Any, glyph: str, name: str) -> None:
    """Enter a copy wherever a lookup of positions names the glyph: it has the highest number, so it
    comes last."""
    for classes in (getattr(part, "ClassDef1", None), getattr(part, "ClassDef2", None)):
        if classes and glyph in classes.classDefs:
            classes.classDefs[name] = classes.classDefs[glyph]
    for pairs in getattr(part, "PairSet", ()):
        for record in [one for one in pairs.PairValueRecord if one.SecondGlyph == glyph]:
            twin = copy.copy(record)
            twin.SecondGlyph = name
            pairs.PairValueRecord.append(twin)
    covered = getattr(getattr(part, "Coverage", None), "glyphs", [])
    if glyph not in covered:
        return
    for values in (getattr(part, "Value", None), getattr(part, "PairSet", None)):
        if isinstance(values, list):
            values.append(copy.deepcopy(values[covered.index(glyph)]))
    covered.append(name)


def _rename(font: TTFont, name: str) -> None:
    """One family "Noto Sans SC" with two styles, so that a system's Noto Sans CJK is never mistaken
    for it."""
    one_word, full = f"NotoSansSC-{name}", f"Noto Sans SC {name}"
    names = {1: "Noto Sans SC", 2: name, 3: f"Wardbook;{one_word}", 4: full, 6: one_word}
    table = font["name"]
    for record in [
        record
        for record in table.names
        if record.nameID in (*names, 16, 17) or record.langID != 0x409
    ]:
        table.removeNames(record.nameID, record.platformID, record.platEncID, record.langID)
    for number, text in names.items():
        table.setName(text, number, 3, 1, 0x409)
    top = font["CFF "].cff
    top.fontNames = [one_word]
    top[0].FamilyName, top[0].FullName, top[0].Weight = "Noto Sans SC", full, name


def main() -> None:
    """Make both weights and say what they hold."""
    root = Path(sys.argv[1] if sys.argv[1:] else "/")
    standard = general_standard(root)
    wanted = (
        standard | gb2312() | {code for first, last in RANGES for code in range(first, last + 1)}
    )
    for name, weight in WEIGHTS.items():
        path = make(root, name, weight, wanted)
        held = set(TTFont(path).getBestCmap())
        lost = len(standard - held)
        size = path.stat().st_size / 1e6
        figures = f"{len(held)} characters, {size:.1f} MB, missing of the standard: {lost}"
        print(f"{path.name}: {figures}")  # noqa: T201
    write_faces()


def write_faces() -> None:
    """Write down what the fonts say of themselves: reading their tables takes a tenth of a second
    in every process."""
    (HERE / FACES).unlink(missing_ok=True)
    facts = dict(face_facts(face) for face in sound_fonts((HERE.parent,)))
    (HERE / FACES).write_text(json.dumps(facts, indent=None) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
