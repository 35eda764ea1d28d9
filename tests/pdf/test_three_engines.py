"""Every kind of PDF that the program makes, looked at by engines that have nothing in common; and each font in them, glyph by
glyph. A page that one engine shows may be blank in the next."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from fontTools import subset
from fontTools.cffLib import CFFFontSet
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.recordingPen import RecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont
from PIL import Image, ImageStat
from wardbook.fonts import vendored_fonts
from wardbook.theme import product_theme
from weasyprint import HTML

from tests import engines
from tests.pdf import samples
from tests.soak import is_whole

RARE = "㐂"
"""A character of neither the theme's fonts nor, most likely, the machine's."""


_HUE = re.compile(
    rb"(?<![\w.])(?:[\d.]+\s+){3}(?:rg|RG|sc|SC|scn|SCN)\b|(?:[\d.]+\s+){4}(?:k|K|scn|SCN)\b"
)
"""An operator for a colour of three or four inks."""


_GREY = re.compile(rb"(?<![\w.])([\d.]+)\s+[gG]\b")
_BEHIND_LETTERS = 0.86
"""How light a grey must be to lie behind letters: a tint, and the word across a specimen."""


def contents(file: Path) -> Iterator[bytes]:
    """What the pages of a PDF draw."""
    with pikepdf.open(file) as pdf:
        for page in pdf.pages:
            page.contents_coalesce()
            if "/Contents" in page.obj:  # a blank back has none
                yield page.Contents.read_bytes()
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Form":
                yield thing.read_bytes()


def hues(file: Path) -> set[bytes]:
    """The colours in the content of a PDF that are no greys."""
    return {hue for content in contents(file) for hue in _HUE.findall(content)}


def screened(file: Path) -> set[float]:
    """The greys of a PDF that a laser printer makes of dots, and that are too dark for what lies behind letters."""
    greys = {float(grey) for content in contents(file) for grey in _GREY.findall(content)}
    return {grey for grey in greys if 0 < grey < _BEHIND_LETTERS}


def test_every_page_is_printed_in_black(files: list[Path]) -> None:
    """One colour on a page, and a colour printer bills it as a colour page; a black that is none is
    screened by a laser printer, small type first."""
    coloured = {str(file): hues(file) for file in files if hues(file)}
    assert not coloured
    grey = {str(file): screened(file) for file in files if screened(file)}
    assert not grey


def test_a_page_in_colour_is_noticed(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    HTML(string="<p style='color: #14181c'>x</p>").write_pdf(file)
    assert hues(file)


@pytest.mark.parametrize(
    ("content", "greys"), [(b"0.2 g\nBT", {0.2}), (b"0 g 1 g 0.933333 g", set()), (b"0.4 G", {0.4})]
)
def test_a_grey_is_noticed(tmp_path: Path, content: bytes, greys: set[float]) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page().Contents = pdf.make_stream(content)
        pdf.save(tmp_path / "a.pdf")
    assert screened(tmp_path / "a.pdf") == greys


def test_three_engines_show_the_same_and_none_warns(
    files: list[Path], tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    """Of pages that follow each other and stand in no other file every twelfth one; `make soak` has every page looked at.
    To start three engines for one more file costs as much as to show three more pages: of files that are made alike the
    first one is looked at as it is, and the pages of the others as one file."""
    whole = is_whole(pytestconfig)
    seen: set[bytes] = set()
    chosen: dict[Path, list[int]] = {}
    for file in files:
        pages = engines.new_pages(file, seen)[:: 1 if whole else 12]
        if pages:
            chosen[file] = pages
    alone = {file: chosen[file] for file in (chosen if whole else first_of_each_kind(chosen))}
    wrong = [str(fault) for file, pages in alone.items() for fault in engines.faults(file, pages)]
    others = {file: pages for file, pages in chosen.items() if file not in alone}
    if others:
        places = gathered(others, tmp_path / "others.pdf")
        for fault in engines.faults(tmp_path / "others.pdf", range(1, len(places) + 1)):
            wrong.append(f"{places[fault.page - 1] if fault.page else places}: {fault.said}")
    assert wrong == []
    looked = sum(map(len, chosen.values()))
    assert len(seen) > 100 and looked >= len(seen) / 12
    assert whole or 8 <= len(alone) < len(chosen) / 3


def first_of_each_kind(files: Iterable[Path]) -> list[Path]:
    """Of files that are made alike, which stand in folders of one name, the first."""
    first: dict[str, Path] = {}
    for file in files:
        folder = file.parent.parent if file.parent.name in ("en", "zh") else file.parent
        first.setdefault(folder.name.partition("-")[0], file)
    return list(first.values())


def gathered(chosen: Mapping[Path, Sequence[int]], out: Path) -> list[str]:
    """Write pages of several files as one, without their links, which lead to pages that are not
    among them; where each page comes from."""
    places = []
    with pikepdf.new() as pdf:
        for file, pages in chosen.items():
            with pikepdf.open(file) as source:
                pdf.add_pages_from(source, [page - 1 for page in pages])
            places += [f"{file}, page {page}" for page in pages]
        for page in pdf.pages:
            if "/Annots" in page.obj:
                notes = [one for one in page.obj.Annots if one.Subtype == "/Widget"]
                page.obj.Annots = pikepdf.Array(notes)
        pdf.save(out)
    return places


def test_every_font_shows_the_glyph_that_its_text_means(files: list[Path]) -> None:
    looked = 0
    for file in files:
        with pikepdf.open(file) as pdf:
            for font in fonts_of(pdf):
                looked += 1
                assert list(font_faults(font)) == [], file
    assert looked >= 2 * len(files), "two weights in each"


def test_one_tag_stands_for_one_subset(files: list[Path]) -> None:
    """ISO 32000-1, 9.6.4: readers that merge files take fonts of one name for one font."""
    subsets: dict[str, frozenset[int]] = {}
    for file in files:
        with pikepdf.open(file) as pdf:
            for font in fonts_of(pdf):
                name = str(font.BaseFont)
                assert re.fullmatch(r"/[A-Z]{6}\+[\w-]+", name)
                descendant = font.DescendantFonts[0]
                assert descendant.BaseFont == descendant.FontDescriptor.FontName == font.BaseFont
                glyphs = frozenset(said(font.ToUnicode.read_bytes().decode("ascii")))
                assert subsets.setdefault(name, glyphs) == glyphs, (file, name)
    assert len(subsets) > len(files), "files differ in what they hold"


def test_every_letter_of_a_page_is_in_the_font_that_the_file_has(files: list[Path]) -> None:
    """Engines look once at pages of several files that are the same; what each file embeds for them is its own."""
    lost = {file.name: letters for file in files if (letters := lost_letters(file))}
    assert not lost


def test_a_letter_that_a_font_lacks_is_noticed(files: list[Path], tmp_path: Path) -> None:
    with pikepdf.open(files[0]) as pdf:
        for font in fonts_of(pdf):
            lines = font.ToUnicode.read_bytes().splitlines()
            kept = [line for line in lines if not _A_LETTER.fullmatch(line)]
            assert kept != lines
            font.ToUnicode.write(b"\n".join(kept))
        pdf.save(tmp_path / "a.pdf")
    assert lost_letters(files[0]) == set() != lost_letters(tmp_path / "a.pdf")


_A_LETTER = re.compile(rb"<[0-9a-fA-F]{4}> <(?!0020)[0-9a-fA-F]{4}>")
"""A glyph of a font and the letter that it stands for; no space."""


_SET = re.compile(rb"(/\S+) [\d.]+ Tf|(?<!<)<([0-9a-fA-F]+)>")
"""A font that is chosen, or the numbers of glyphs that are set in it."""


def lost_letters(file: Path) -> set[tuple[str, int]]:
    """Fonts of a PDF, and the glyphs that its pages set in them and that they do not hold."""
    lost: set[tuple[str, int]] = set()
    with pikepdf.open(file) as pdf:
        held = {
            font.objgen: said(font.ToUnicode.read_bytes().decode("ascii")) for font in fonts_of(pdf)
        }
        for page in pdf.pages:
            page.contents_coalesce()
            fonts, glyphs, name = page.obj.get("/Resources", {}).get("/Font", {}), {}, "none"
            content = page.obj.get("/Contents")
            for chosen, codes in _SET.findall(content.read_bytes() if content else b""):
                if chosen:
                    name = chosen.decode()
                    glyphs = held[fonts[name].objgen]
                used = {int(codes[at : at + 4], 16) for at in range(0, len(codes), 4)}
                lost |= {(name, glyph) for glyph in used if glyph not in glyphs}
    return lost


def fonts_of(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Fonts that pages are set in, once each."""
    found = {}
    for page in pdf.pages:
        for font in page.obj.get("/Resources", {}).get("/Font", {}).values():
            found[font.objgen] = font
    yield from found.values()


def font_faults(font: Any) -> Iterator[str]:
    """What a reader that follows ISO 32000-1, 9.7.4.2 would show wrongly."""
    descendant = font.DescendantFonts[0]
    program = descendant.FontDescriptor.FontFile3
    if program.Subtype != "/CIDFontType0C":
        yield f"{program.Subtype} is read in two ways"
    outlines = CFFFontSet()
    outlines.decompile(io.BytesIO(program.read_bytes()), None)
    top = outlines[0]
    names = list(top.charset)
    if hasattr(top, "ROS") and names[1:] != [f"cid{glyph:05d}" for glyph in range(1, len(names))]:
        yield "a glyph's CID is another than its number"
    theme = the_theme("Bold" if "Bold" in str(font.BaseFont) else "Regular")
    for glyph, text in said(font.ToUnicode.read_bytes().decode("ascii")).items():
        if text.strip() and drawn_by(top, names[glyph]) not in outlines_of(theme, text):
            yield f"glyph {glyph} is not {text}"


def said(character_map: str) -> dict[int, str]:
    """Glyph → text, of the entries in a character map."""
    pairs = {}
    for line in character_map.splitlines():
        glyph, *text = line.strip("<> ").replace("> <", " ").split(" ")
        if line.startswith("<") and text and line != "<0000> <ffff>":
            pairs[int(glyph, 16)] = bytes.fromhex(text[0]).decode("utf-16-be")
    return pairs


@cache
def the_theme(weight: str) -> TTFont:
    (file,) = (file for file in vendored_fonts((product_theme(),)) if weight in file.name)
    return TTFont(file)


@cache
def outlines_of(font: TTFont, letter: str) -> set[tuple[Any, ...]]:
    """What the theme's font draws for a letter, in any language."""
    names = {font.getBestCmap()[ord(letter)]}
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for part in lookup.SubTable:
            mapping = getattr(getattr(part, "ExtSubTable", part), "mapping", {})
            names |= {mapping[name] for name in names if name in mapping}
    return {drawn_by(font["CFF "].cff[0], name) for name in names}


def drawn_by(top: Any, name: str) -> tuple[Any, ...]:
    pen = RecordingPen()
    top.CharStrings[name].draw(pen)
    return tuple(pen.value)


BUILD = """
import os, sys
from wardbook import fonts
os.cpu_count = lambda: 1
fonts.MACHINE = (sys.argv.pop(1),)
from wardbook.cli import main
main()
"""
"""The program in one process, which looks for the machine's fonts in one folder alone."""


@pytest.mark.parametrize("kind", ["machine", "otf", "ttf"])
def test_a_font_that_stands_in_is_seen_by_all(tmp_path: Path, kind: str) -> None:
    """Of the machine: CID-keyed, in a collection, with CIDs far from its glyphs' numbers, as large Chinese fonts are. Or one
    that the project added to the theme."""
    project = Path(
        shutil.copytree(
            samples.CLINIC, tmp_path / "clinic", ignore=shutil.ignore_patterns("build", ".*")
        )
    )
    contacts = project / "plan_source/departments.yml"
    text = contacts.read_text(encoding="utf-8")
    contacts.write_text(text.replace("窗口后带锁柜", f"窗口后{RARE}锁柜"), encoding="utf-8")
    machine, own = tmp_path / "machine", project / "theme/fonts"
    machine.mkdir()
    own.mkdir(parents=True)
    if kind == "machine":
        (machine / "rare.ttc").write_bytes(packed(rare_font(), collection=True))
    else:
        (own / f"rare.{kind}").write_bytes(
            packed(rare_font() if kind == "otf" else rare_truetype())
        )
    card = printed_with_fonts_of(machine, project, tmp_path / "out", noted=kind == "machine")
    with pikepdf.open(card) as pdf:
        (font,) = (font for font in fonts_of(pdf) if "Rare" in str(font.BaseFont))
        descriptor = font.DescendantFonts[0].FontDescriptor
        assert ("/FontFile2" in descriptor) == (kind == "ttf")
        assert kind == "ttf" or descriptor.FontFile3.Subtype == "/CIDFontType0C"
    assert [str(fault) for fault in engines.faults(card, [1])] == []
    assert engines.read(card, [1])["ghostscript"][0][RARE] == 1
    pictures, _ = engines.pictured(card, [1], tmp_path)
    for engine, (picture,) in pictures.items():
        assert blackness(picture, place_of(RARE, card)) > 0.3, (
            f"{engine}: the stand-in draws a black square"
        )


def printed_with_fonts_of(machine: Path, project: Path, out: Path, *, noted: bool) -> Path:
    """A card of a project on a machine with the fonts of a folder; `noted`: a finding says that one of them stands in."""
    settings = (
        f"<fontconfig><dir>{machine}</dir><cachedir>{machine / 'cache'}</cachedir></fontconfig>"
    )
    (machine / "fonts.conf").write_text(settings, encoding="utf-8")
    arguments = [
        "--project",
        str(project),
        "--ui-language",
        "en",
        "build",
        "--only",
        "cards",
        "--language",
        "zh",
        "--department",
        "D1",
        "--output",
        str(out),
    ]
    root = str(Path(__file__).parents[2])
    own = {**os.environ, "FONTCONFIG_FILE": str(machine / "fonts.conf"), "PYTHONPATH": root}
    command = [sys.executable, "-c", BUILD, str(machine), *arguments]
    made = subprocess.run(command, env=own, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    assert ("notes: 1" in made.stderr) == noted  # G102, as a check says in full
    return out / "cards/zh/dispensary.pdf"


def rare_font() -> TTFont:
    """A CID-keyed font of one character, a black square."""
    options = subset.Options()
    options.layout_features = []
    font = TTFont(vendored_fonts((product_theme(),))[0])
    cutter = subset.Subsetter(options)
    cutter.populate(text="■")
    cutter.subset(font)
    for cmap in font["cmap"].tables:
        cmap.cmap = {ord(RARE): glyph for glyph in cmap.cmap.values()}
    for record in font["name"].names:
        record.string = (
            str(record).replace("Noto Sans SC", "Rare Han").replace("NotoSansSC", "RareHan")
        )
    top = font["CFF "].cff
    top.fontNames = ["RareHan-Regular"]
    top[0].FamilyName, top[0].FullName = "Rare Han", "Rare Han Regular"
    assert max(int(name[3:]) for name in top[0].charset[1:]) > len(top[0].charset)
    return font


def rare_truetype() -> TTFont:
    """The same with TrueType outlines."""
    names = [".notdef", "space", "rare"]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({0x20: "space", ord(RARE): "rare"})
    pens = {name: TTGlyphPen(None) for name in names}
    pens["rare"].moveTo((100, 0))
    for point in ((100, 800), (900, 800), (900, 0)):
        pens["rare"].lineTo(point)
    pens["rare"].closePath()
    builder.setupGlyf({name: pen.glyph() for name, pen in pens.items()})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (1000, 0)) | {"rare": (1000, 100)})
    builder.setupHorizontalHeader(ascent=900, descent=-100)
    builder.setupNameTable({"familyName": "Rare Han", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    return builder.font


def packed(font: TTFont, *, collection: bool = False) -> bytes:
    """A font's file, or that of a collection with it alone."""
    file = io.BytesIO()
    if collection:
        fonts = TTCollection()
        fonts.fonts = [font]
        fonts.save(file)
    else:
        font.save(file)
    return file.getvalue()


def blackness(picture: Image.Image, box: Sequence[float]) -> float:
    """The share of ink in a box in points."""
    found = ImageStat.Stat(picture.crop(tuple(round(edge * engines.DPI / 72) for edge in box)))
    return float(found.mean[0]) / 255


def place_of(letter: str, file: Path) -> tuple[float, float, float, float]:
    """Where a letter stands on a file's first page: left, top, right, bottom in points."""
    command = ["mutool", "draw", "-q", "-F", "stext", str(file), "1"]
    words = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    (line,) = (line for line in words.splitlines() if f'c="&#x{ord(letter):x};"' in line)
    numbers = re.search(r'quad="([^"]+)"', line)
    assert numbers
    left, top, right, _, _, bottom, *_ = map(float, numbers[1].split())
    return left, top, right, bottom


@pytest.mark.parametrize(("closely", "said"), [(0.02, 0), (0.2, 1)])
def test_a_page_of_hairlines_is_looked_at_again(
    printed: Path, monkeypatch: pytest.MonkeyPatch, closely: float, said: int
) -> None:
    monkeypatch.setattr(engines, "spread", lambda _: engines.Spread(0.2, 0.0))
    monkeypatch.setattr(engines, "ink_seen_closely", lambda *_: closely)
    file = min(printed.rglob("*.pdf"), key=lambda path: path.stat().st_size)
    found = [fault for fault in engines.faults(file, [1]) if "ink" in fault.said]
    assert len(found) == said
