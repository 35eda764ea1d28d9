"""The theme's fonts, which characters they and the system's fonts can print, and a fontconfig file that lists ours first.

A project adds fonts in its own `theme/fonts`: one named as a font of the product's takes its place, any other prints what
the theme's lack. What can't be printed with is said before anything is laid out: a font that is left out in silence would
be replaced by whatever the machine has."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from fontTools.ttLib import TTFont

from wardbook.safe_write import naming_folder
from wardbook.theme import words

FAMILY = "Noto Sans SC"
"""What every page is set in, in the weights below."""
WEIGHTS = {400: "Regular", 700: "Bold"}
_KINDS = (".otf", ".ttf")
_UNUSABLE = (".ttc", ".otc", ".woff", ".woff2", ".pfb", ".dfont")
"""Endings of font files that people have and printing can't use."""
_MOVING = ("fvar", "CFF2")
"""Tables of variable fonts, whose outlines a PDF can't hold."""
_OWN_WORDS = ("phrases", "words", "site/words")
"""Folders of the theme with what the program itself prints."""
_SHOWN = 12
MACHINE = ("/usr/share/fonts", "/usr/local/share/fonts")
"""Where fonts of the machine may stand in. Those of a user's own folder may not: others would print something else."""
_CONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
{ours}
{machine}
  <cachedir>{cache}</cachedir>
  <alias binding="strong"><family>sans-serif</family><prefer><family>{family}</family></prefer></alias>
{others}  <config><rescan><int>0</int></rescan></config>
</fontconfig>
"""


class FontFault(Exception):
    """The theme's fonts can't be printed with; `key` is the program's line that says why, `values` fill it."""

    def __init__(self, key: str, values: Mapping[str, object]) -> None:
        super().__init__(key, values)
        self.key, self.values = key, values


@dataclass(frozen=True)
class Face:
    """What a font file says of itself, and the code points that it prints."""

    file: Path
    family: str
    weight: int
    code_points: frozenset[int]


def vendored_fonts(roots: tuple[Path, ...]) -> tuple[Path, ...]:
    """Font files of the theme, Regular before Bold. One in a root further in front takes the place of its namesakes."""
    found: dict[str, Path] = {}
    for root in roots:
        for file in _files(root, _KINDS):
            found.setdefault(file.name, file)
    return tuple(found[name] for name in sorted(found, reverse=True))


def _files(root: Path, kinds: tuple[str, ...]) -> list[Path]:
    return sorted(
        file
        for file in (root / "fonts").glob("*")
        if file.suffix.lower() in kinds and file.is_file()
    )


def sound_fonts(roots: tuple[Path, ...]) -> tuple[Face, ...]:
    """The theme's fonts, read and found fit to print with. Raises FontFault."""
    for root in roots:
        for file in _files(root, _UNUSABLE):
            raise FontFault("fonts_kind", {"file": file})
    faces = tuple(_face(file, file.stat().st_mtime_ns) for file in vendored_fonts(roots))
    main = [face for face in faces if face.family == FAMILY]
    for weight, name in WEIGHTS.items():
        of_weight = [face for face in main if face.weight == weight]
        if not of_weight:
            raise FontFault(
                "fonts_missing", {"font": f"{FAMILY} {name}", "folder": roots[-1] / "fonts"}
            )
        if len(of_weight) > 1:
            values = {
                "file": of_weight[0].file,
                "other": of_weight[1].file,
                "font": f"{FAMILY} {name}",
            }
            raise FontFault("fonts_twice", values)
    wanted = _own_letters(roots)
    for face in main:
        if lost := sorted(wanted - face.code_points):
            some = "".join(chr(code) for code in lost[:_SHOWN])
            raise FontFault("fonts_lacking", {"file": face.file, "count": len(lost), "some": some})
    return faces


def _own_letters(roots: tuple[Path, ...]) -> frozenset[int]:
    """Code points of what the program itself prints, in every language that the theme speaks."""
    letters: set[str] = set()
    for folder in _OWN_WORDS:
        for language in sorted(
            {path.stem for root in roots for path in (root / folder).glob("*.yml")}
        ):
            letters.update(*words(roots, folder, language).values())
    return frozenset(ord(letter) for letter in letters if letter.isprintable())


@cache
def _face(file: Path, _changed: int) -> Face:
    """Read a font file; `_changed` is when it was written, so that a preview reads it again. Raises FontFault."""
    try:
        _look_at_tables(file)
        with TTFont(file, lazy=True) as font:
            if any(table in font for table in _MOVING):
                raise FontFault("fonts_kind", {"file": file})
            names, codes = font["name"], frozenset(font.getBestCmap() or ())
            family = names.getDebugName(16) or names.getDebugName(1) or file.stem
            return Face(file, family, int(font["OS/2"].usWeightClass), codes)
    except FontFault:
        raise
    except Exception as problem:  # a damaged file makes the library fail in any way there is
        raise FontFault("fonts_damaged", {"file": file}) from problem


def _look_at_tables(file: Path) -> None:
    """Compare each table with its checksum: a glyph that is damaged would print as a blank. Raises ValueError."""
    data = file.read_bytes()
    if data[:4] not in (b"OTTO", b"\0\1\0\0", b"true"):
        raise ValueError("this is no OpenType font")
    for at in range(12, 12 + 16 * int.from_bytes(data[4:6], "big"), 16):
        tag = data[at : at + 4]
        checksum, start, length = (
            int.from_bytes(data[at + skip : at + skip + 4], "big") for skip in (4, 8, 12)
        )
        if start + length > len(data):
            raise ValueError("the file is cut off")
        if tag != b"head" and _checksum(data[start : start + length]) != checksum:
            raise ValueError(f"table {tag.decode('latin-1').strip()} is not as it was made")


def _checksum(table: bytes) -> int:
    """Sum of a table's 32-bit words (OpenType, the table directory)."""
    numbers = array("I", table + bytes(-len(table) % 4))
    if sys.byteorder == "little":
        numbers.byteswap()
    return sum(numbers) & 0xFFFFFFFF


def covered_code_points(faces: Iterable[Face]) -> frozenset[int]:
    """Code points that the theme prints: those of every weight, and those of the fonts that were added."""
    faces = tuple(faces)
    main = [face.code_points for face in faces if face.family == FAMILY]
    added = [face.code_points for face in faces if face.family != FAMILY]
    return frozenset().union(*added, frozenset.intersection(*main) if main else ())


@cache
def system_covers(code_point: int) -> str:
    """The system font (its file's name) that prints a character which ours lack; empty when there
    is none, or when fontconfig is not installed."""
    if shutil.which("fc-list") is None:
        return ""
    query = f":charset={code_point:x}"
    listed = subprocess.run(
        ["fc-list", query, "file"], capture_output=True, text=True, check=False
    ).stdout
    files = [Path(line.strip().rstrip(":")) for line in listed.splitlines() if line.strip()]
    names = [file.name for file in files if any(file.is_relative_to(place) for place in MACHINE)]
    return min(names, default="")


def write_fontconfig(roots: tuple[Path, ...], faces: Sequence[Face], folder: Path) -> Path:
    """Write a fontconfig file that lists our fonts first and return its path. `folder` also holds fontconfig's cache."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "fonts.conf"
    chosen = {face.file for face in faces}
    ours = [
        _folder(place.resolve()) for place in dict.fromkeys(file.parent for file in sorted(chosen))
    ]
    for file in (file for root in roots for file in _files(root, _KINDS) if file not in chosen):
        glob = escape(str(file.parent.resolve() / file.name))
        ours.append(f"  <selectfont><rejectfont><glob>{glob}</glob></rejectfont></selectfont>")
    others = "".join(
        f'  <alias binding="same"><family>{FAMILY}</family><accept><family>{escape(family)}</family></accept></alias>\n'
        for family in sorted({face.family for face in faces} - {FAMILY})
    )
    text = _CONFIG.format(
        ours="\n".join(ours),
        machine="\n".join(map(_folder, MACHINE)),
        cache=escape(str((folder / "fontconfig").resolve())),
        family=FAMILY,
        others=others,
    )
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        # Processes that start together must never read half of it
        temporary = path.with_name(f"{path.name}.{os.getpid()}")
        with naming_folder(folder):
            temporary.write_text(text, encoding="utf-8")
            temporary.replace(path)
    return path


def _folder(place: Path | str) -> str:
    return f"  <dir>{escape(str(place))}</dir>"


def use_fonts(roots: tuple[Path, ...], cache: Path) -> None:
    """Make Pango, and Graphviz started from this process, list our fonts first: else their measures, and the bytes drawn
    with them, depend on the machine. Fontconfig reads its file once, when it is first loaded: call this before. It looks for
    a path that is not absolute in a folder of its own, and takes the machine's fonts when it finds nothing there. Raises
    FontFault."""
    file = write_fontconfig(roots, sound_fonts(roots), cache.resolve() / "fonts")
    os.environ["FONTCONFIG_FILE"] = str(file)
