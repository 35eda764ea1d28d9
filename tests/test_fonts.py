"""The theme's fonts: what a project adds or replaces, and what can't be printed with is said before anything is laid out."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import uharfbuzz
from click.testing import CliRunner, Result
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.DefaultTable import DefaultTable
from wardbook import theme
from wardbook.cli import main
from wardbook.commands.doctor import describe, font_fault
from wardbook.fonts import (
    FACES,
    FontFault,
    _known_faces,
    covered_code_points,
    sound_fonts,
    system_covers,
    use_fonts,
    vendored_fonts,
    write_fontconfig,
)
from wardbook.pdf.new_numbers import digit_glyphs, digit_of
from wardbook.theme import product_theme

from tests.soak import some_of

PRINTING = (
    ("build",),
    ("build", "--only", "manuals"),
    ("build", "--only", "site"),
    ("forms", "print", "visit-slip", "--department", "D1", "--count", "1"),
    ("pack", "D1"),
    ("drill", "cable-cut", "--department", "D1"),
    ("prices",),
    ("reconcile", "all", "{entries}", "--pdf", "{account}"),
    ("export", "{folder}"),
)
PRICES = """\
edition: "2026-1"
date: 2026-05-01
items:
  - {code: "0110", name: 普通门诊诊查费, unit: 次, price: "10", group: 诊查费, windows: [收费]}
"""
REGULAR, BOLD = "NotoSansSC-Regular.otf", "NotoSansSC-Bold.otf"


@pytest.fixture
def fonts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of fonts of a theme of the product's that a test may spoil."""
    copy = tmp_path / "product"
    shutil.copytree(product_theme(), copy)
    monkeypatch.setattr(theme, "product_theme", lambda: copy)
    return copy / "fonts"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The folder of fonts of a project's own theme."""
    folder = tmp_path / "clinic/theme/fonts"
    folder.mkdir(parents=True)
    return folder


def fault(*roots: Path) -> str:
    with pytest.raises(FontFault) as found:
        sound_fonts(tuple(root.parent for root in roots))
    return found.value.key


def renamed(family: str, weight: int = 400, letters: str = "㐂A", source: str = REGULAR) -> bytes:
    """A font of a few letters of the theme's, under another name. It draws 㐂 as 一."""
    options = subset.Options()
    options.layout_features = []
    font = TTFont(product_theme() / "fonts" / source)
    cutter = subset.Subsetter(options)
    cutter.populate(text=letters.replace("㐂", "一"))
    cutter.subset(font)
    for cmap in font["cmap"].tables:
        if "㐂" in letters:
            cmap.cmap[ord("㐂")] = cmap.cmap.pop(ord("一"))
    for record in font["name"].names:
        record.string = str(record).replace("Noto Sans SC", family)
    font["OS/2"].usWeightClass = weight
    file = io.BytesIO()
    font.save(file)
    return file.getvalue()


def test_both_weights_are_there_and_print_the_themes_own_words() -> None:
    faces = sound_fonts((product_theme(),))
    assert [(face.file.name, face.weight) for face in faces] == [(REGULAR, 400), (BOLD, 700)]
    assert len(covered_code_points(faces)) > 10_000


@pytest.mark.parametrize("name", [REGULAR, BOLD])
def test_a_weight_that_is_missing(fonts: Path, name: str) -> None:
    (fonts / name).unlink()
    assert fault(fonts) == "fonts_missing"


@pytest.mark.parametrize("name", [REGULAR, BOLD])
@pytest.mark.parametrize("damage", ["empty", "cut", "text", "flipped", "head"])
def test_a_file_that_is_damaged(fonts: Path, name: str, damage: str) -> None:
    data = (fonts / name).read_bytes()
    middle = len(data) // 2
    spoiled = {
        "empty": b"",
        "cut": data[:middle],
        "text": b"version https://example.invalid/spec\n",
        "flipped": data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :],
        "head": data[:200],
    }[damage]
    (fonts / name).write_bytes(spoiled)
    assert fault(fonts) == "fonts_damaged"


@pytest.mark.parametrize("name", ["Extra.ttc", "Extra.woff2", "EXTRA.TTC"])
def test_a_kind_of_file_that_printing_can_not_use(fonts: Path, own: Path, name: str) -> None:
    (own / name).write_bytes(b"x")
    assert fault(own, fonts) == "fonts_kind"


def test_a_font_whose_outlines_no_pdf_can_hold(own: Path) -> None:
    """CFF2, as variable fonts have it: of the theme it is refused, and of the machine as soon as it would stand in."""
    font = TTFont(io.BytesIO(renamed("Rare Han")), recalcBBoxes=False)
    del font["CFF "]
    font["CFF2"] = DefaultTable("CFF2")
    font["CFF2"].data = b"\2\0\5\0\0"
    font.save(own / "Rare.otf")
    assert fault(own, product_theme() / "fonts") == "fonts_kind"
    from wardbook.pdf.drawing import bare

    with pytest.raises(FontFault) as found:
        bare((own / "Rare.otf").read_bytes())
    assert (found.value.key, found.value.values) == ("fonts_machine", {"font": "Rare Han Regular"})


@pytest.mark.slow
def test_a_font_that_is_added_prints_what_the_theme_lacks(own: Path, tmp_path: Path) -> None:
    (own / "Rare.otf").write_bytes(renamed("Rare Han"))
    roots = (own.parent, product_theme())
    faces = sound_fonts(roots)
    assert {face.file.name for face in faces} == {REGULAR, BOLD, "Rare.otf"}
    letters = covered_code_points(faces)
    assert {ord("㐂"), ord("病")} <= letters
    assert covered_code_points(sound_fonts((product_theme(),))) == letters - {ord("㐂")}
    assert matched(roots, tmp_path, "Noto Sans SC:charset=3402") == "Rare.otf"
    assert matched(roots, tmp_path, "Noto Sans SC:bold") == BOLD


@pytest.mark.slow
def test_a_font_with_the_name_of_ours_takes_its_place(own: Path, tmp_path: Path) -> None:
    shutil.copyfile(product_theme() / "fonts" / REGULAR, own / REGULAR)
    roots = (own.parent, product_theme())
    chosen = {
        face.file.parent.name: face.file.name
        for face in sound_fonts(roots)
        if face.file.is_relative_to(own)
    }
    assert chosen == {"fonts": REGULAR}
    assert matched(roots, tmp_path, "Noto Sans SC:regular", "%{file}") == str(own / REGULAR)
    assert matched(roots, tmp_path, "Noto Sans SC:bold") == BOLD


def matched(
    roots: tuple[Path, ...], folder: Path, pattern: str, shown: str = "%{file|basename}"
) -> str:
    """The font that Pango and Graphviz get."""
    before = dict(os.environ)
    try:
        use_fonts(roots, folder / "cache")
        command = ["fc-match", "--format", shown, pattern]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout
    finally:
        os.environ.clear()
        os.environ.update(before)


def test_a_font_in_the_place_of_ours_must_have_the_themes_own_words(own: Path) -> None:
    (own / REGULAR).write_bytes(renamed("Noto Sans SC", letters="ABC"))
    with pytest.raises(FontFault) as found:
        sound_fonts((own.parent, product_theme()))
    assert found.value.key == "fonts_lacking"
    assert int(str(found.value.values["count"])) > 100


def test_a_font_in_the_place_of_ours_that_is_another_leaves_a_weight_missing(own: Path) -> None:
    (own / BOLD).write_bytes(renamed("Rare Han", 700))
    assert fault(own, product_theme() / "fonts") == "fonts_missing"


def test_two_fonts_of_one_weight(own: Path) -> None:
    shutil.copyfile(product_theme() / "fonts" / BOLD, own / "Our-Bold.otf")
    assert fault(own, product_theme() / "fonts") == "fonts_twice"


def run(project: Path, language: str, *arguments: str) -> Result:
    return CliRunner().invoke(
        main, ["--project", str(project), "--ui-language", language, *arguments]
    )


@pytest.mark.slow
@pytest.mark.parametrize("arguments", PRINTING, ids=lambda words: "-".join(words[:3]))
@pytest.mark.parametrize("language", some_of(["en", "zh"], ["zh"]))
def test_every_command_that_prints_says_so_and_leaves_nothing(
    clinic: Path, fonts: Path, tmp_path: Path, arguments: tuple[str, ...], language: str
) -> None:
    (clinic / "plan_source/prices.yml").write_text(PRICES, encoding="utf-8")
    entries = tmp_path / "entries.csv"
    entries.write_text("编号,状态\n", encoding="utf-8")
    if arguments[0] == "reconcile":
        made = run(
            clinic, "en", "forms", "print", "visit-slip", "--department", "D1", "--count", "1"
        )
        assert made.exit_code == 0, made.output
    before = contents(clinic)
    for file in fonts.glob("*.otf"):
        file.unlink()
    places = {"entries": entries, "account": tmp_path / "account.pdf", "folder": tmp_path / "out"}
    made = run(clinic, language, *(word.format(**places) for word in arguments))
    assert made.exit_code == 2, made.output
    assert "Noto Sans SC Regular" in made.output
    assert ("Nothing was printed" if language == "en" else "什么也没有印") in made.output
    assert "make_fonts.py" in made.output
    assert contents(clinic) == before
    assert not places["account"].exists()


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file() and ".cache" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_check_says_what_it_could_not_look_at(clinic: Path, fonts: Path) -> None:
    (fonts / BOLD).write_bytes(b"")
    made = run(clinic, "en", "check")
    assert made.exit_code == 0
    assert (
        "glyphs: not checked, because the theme's fonts or words are missing or can't be used"
        in made.output
    )


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_doctor_says_what_is_wrong_with_the_fonts(fonts: Path, language: str) -> None:
    (fonts / BOLD).write_bytes(b"")
    said = describe((), font_fault((fonts.parent,)), language)
    assert str(fonts / BOLD) in said


def test_no_font_of_the_theme_is_hidden_by_a_root_without_any(tmp_path: Path) -> None:
    assert [file.name for file in vendored_fonts((tmp_path, product_theme()))] == [REGULAR, BOLD]


@pytest.mark.slow
def test_the_font_that_is_named_is_the_one_that_is_embedded(tmp_path: Path) -> None:
    """Of those that have the character, in the order in which Pango takes them."""
    named = {letter: system_covers(ord(letter)) for letter in "⌘♞♥✈"}
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from wardbook.fonts import use_fonts\n"
        "from wardbook.theme import product_theme\n"
        "use_fonts((product_theme(),), Path(sys.argv[1]))\n"
        "from weasyprint import HTML\n"
        "document = HTML(string=f'<p style=\"font-family: Noto Sans SC\">{sys.argv[2]}').render()\n"
        "document.write_pdf()\n"
        "for font in document.fonts.values():\n"
        "    if sys.argv[2] in font.to_unicode.values(): print(font.family)\n"
    )
    for letter, file in named.items():
        command = [sys.executable, "-c", code, str(tmp_path), letter]
        family = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
        query = ["fc-list", "--format", "%{file}\n", f":family={family}"]
        listed = subprocess.run(query, capture_output=True, text=True, check=True).stdout
        if file:
            assert file in {Path(line).name for line in listed.splitlines()}, letter


@pytest.mark.parametrize("spoiled", [b"", b"\xbe\xff", b"<fontconfig/>"])
def test_a_damaged_fontconfig_file_is_written_anew(tmp_path: Path, spoiled: bytes) -> None:
    roots = (product_theme(),)
    file = write_fontconfig(roots, sound_fonts(roots), tmp_path)
    wanted = file.read_bytes()
    file.write_bytes(spoiled)
    assert write_fontconfig(roots, sound_fonts(roots), tmp_path).read_bytes() == wanted


def test_what_is_written_down_of_the_fonts_is_what_they_say(fonts: Path) -> None:
    told = sound_fonts((fonts.parent,))
    (fonts / FACES).unlink()
    for file in (fonts / REGULAR, fonts / BOLD):
        os.utime(file, (0, 0))  # as if it were another: what was read of it is forgotten
    _known_faces.cache_clear()
    assert sound_fonts((fonts.parent,)) == told
    assert len(told) == 2
    assert all(len(face.code_points) > 10_000 for face in told)


def test_a_font_that_is_not_as_it_was_is_read(fonts: Path) -> None:
    data = bytearray((fonts / BOLD).read_bytes())
    data[len(data) // 2] ^= 1
    (fonts / BOLD).write_bytes(data)
    assert fault(fonts) == "fonts_damaged"


def test_no_digit_of_the_themes_fonts_is_wider_or_nearer_to_its_neighbour_than_another() -> None:
    """Another number of as many digits moves nothing on a page."""
    beside = [*map(chr, range(0x20, 0x250)), *"、。，：；（）《》“”‘’·—–…年月日时分号"]
    for file in theme.product_theme().glob("fonts/*.otf"):
        font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(file))))
        for neighbour in beside:
            assert len({measured(font, f"{digit}{neighbour}") for digit in range(10)}) == 1
            assert len({measured(font, f"{neighbour}{digit}") for digit in range(10)}) == 1


@pytest.mark.parametrize("language", ["zh", "en", "fr"])
@pytest.mark.parametrize("script", ["Hani", "Latn", "Zyyy"])
def test_digits_are_known_by_their_glyphs_beside_any_letters(language: str, script: str) -> None:
    for file in theme.product_theme().glob("fonts/*.otf"):
        digits = digit_glyphs(file)
        glyphs = digits_set(file, "8709", language, script)
        assert "".join(digit_of(glyph, digits) for glyph in glyphs) == "8709"
        other = [digits[glyph][int(digit)] for glyph, digit in zip(glyphs, "1234", strict=True)]
        assert other == digits_set(file, "1234", language, script)


def digits_set(file: Path, text: str, language: str, script: str) -> list[int]:
    """The glyphs of a text."""
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.direction, buffer.language, buffer.script = "ltr", language, script
    uharfbuzz.shape(
        uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(file)))), buffer
    )
    return [info.codepoint for info in buffer.glyph_infos]


def measured(font: uharfbuzz.Font, text: str) -> str:
    """Where the glyphs of a text are set."""
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    return repr([(one.x_advance, one.x_offset, one.y_offset) for one in buffer.glyph_positions])
