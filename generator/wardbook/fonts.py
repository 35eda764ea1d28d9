"""The theme's fonts, which characters they and the system's fonts can print, and a fontconfig file
that lists ours first.

A project adds fonts in its own `theme/fonts`: one named as a font of the product's takes its place,
any other prints what the theme's lack. What can't be printed with is said before anything is laid
out: a font that is left out in silence would be replaced by whatever the machine has."""

from __future__ import annotations

import hashlib
import json
import os
import struct
import subprocess
import sys
import tempfile
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from wardbook.font_caches import guard_font_caches
from wardbook.machine import find_program
from wardbook.safe_write import move, naming_folder
from wardbook.theme import product_theme, words, words_languages

FAMILY = "Noto Sans SC"
"""What every page is set in, in the weights below."""
WEIGHTS = {400: "Regular", 700: "Bold"}
NO_BREAK_HYPHEN = "\u2011"
"""What codes are printed with: drawn as a hyphen is, and read as one from a PDF."""
NO_BREAK_SPACE = "\u00a0"
"""Drawn as a space is, and read as one from a PDF."""
_FONTCONFIG = "fontconfig"
"""Below the cache's folder of fonts: what fontconfig writes."""
FACES = "faces.json"
"""What the product's fonts say of themselves, beside them."""
_KINDS = (".otf", ".ttf")
_UNUSABLE = (".ttc", ".otc", ".woff", ".woff2", ".pfb", ".dfont")
"""Endings of font files that people have and printing can't use."""
_MOVING = frozenset(("fvar", "CFF2"))
"""Tables of variable fonts, whose outlines a PDF can't hold."""
_OWN_WORDS = ("phrases", "words", "site/words")
"""Folders of the theme with what the program itself prints."""
_SHOWN = 12
_MACHINE = {
    "win32": (r"C:\Windows\Fonts",),
    "darwin": ("/System/Library/Fonts", "/Library/Fonts"),
}
MACHINE = _MACHINE.get(sys.platform, ("/usr/share/fonts", "/usr/local/share/fonts"))
"""Where fonts of the machine may stand in. Those of a user's own folder may not: others would print
something else."""
_CONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
{ours}
{machine}
  <cachedir>{cache}</cachedir>
  <alias binding="strong">
    <family>sans-serif</family><prefer><family>{family}</family></prefer>
  </alias>
{others}  <config><rescan><int>0</int></rescan></config>
</fontconfig>
"""
"""What is listed first wins, and `sans-serif` is what HTML without a font of its own asks for.
Nothing rescans while a build runs: its pages would be set in two ways."""
_MACHINE_CONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
{machine}
  <cachedir>/var/cache/fontconfig</cachedir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
"""
_ADDED = """\
  <alias binding="same">
    <family>{family}</family><accept><family>{added}</family></accept>
  </alias>
"""
"""A font that a project adds stands in for ours, after ours: only for what they lack."""
_SFNT_VERSIONS = (b"OTTO", b"\0\1\0\0", b"true")
"""How an OpenType file begins: with CFF outlines, with TrueType's, as Apple writes TrueType's."""


class FontFault(Exception):
    """The theme's fonts can't be printed with; `key` is the program's line that says why, `values`
    fill it."""

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
    """Font files of the theme, Regular before Bold. One in a root further in front takes the place
    of its namesakes."""
    found: dict[str, Path] = {}
    for root in roots:
        for file in _files(root, _KINDS):
            found.setdefault(file.name, file)
    return tuple(found[name] for name in sorted(found, reverse=True))


def fonts_by_name(roots: tuple[Path, ...]) -> dict[str, Path]:
    """The theme's fonts by the names of their files."""
    return {font.name: font for font in vendored_fonts(roots)}


@cache
def fonts_by_size(roots: tuple[Path, ...]) -> dict[int, Path]:
    """The theme's fonts by their size in bytes, which tells them from the machine's."""
    return {font.stat().st_size: font for font in vendored_fonts(roots)}


def _files(root: Path, kinds: tuple[str, ...]) -> list[Path]:
    """Files of one theme's folder of fonts that end in one of `kinds`, in order of their names."""
    found = []
    for file in sorted((root / "fonts").glob("*")):
        if file.is_file() and file.suffix.lower() in kinds:
            found.append(file)
    return found


def sound_fonts(roots: tuple[Path, ...]) -> tuple[Face, ...]:
    """The theme's fonts, read and found fit to print with.

    Raises FontFault when a file can't be used, when a weight is missing or there twice, and when
    ours lack a letter that the program itself prints.
    """
    for root in roots:
        for file in _files(root, _UNUSABLE):
            raise FontFault("fonts_kind", {"file": file})
    faces = []
    for file in vendored_fonts(roots):
        faces.append(_face(file, file.stat().st_mtime_ns))
    main = _of_family(faces)
    for weight in WEIGHTS:
        _check_weight(main, weight, roots[-1] / "fonts")
    _check_letters(main, _own_letters(roots))
    return tuple(faces)


def _of_family(faces: Iterable[Face]) -> list[Face]:
    """The faces of the family that every page is set in."""
    return [face for face in faces if face.family == FAMILY]


def _check_weight(main: Sequence[Face], weight: int, folder: Path) -> None:
    """Raises FontFault unless exactly one face has the weight; `folder` is where it belongs."""
    font = f"{FAMILY} {WEIGHTS[weight]}"
    files = [face.file for face in main if face.weight == weight]
    if not files:
        raise FontFault("fonts_missing", {"font": font, "folder": folder})
    if len(files) > 1:
        raise FontFault("fonts_twice", {"file": files[0], "other": files[1], "font": font})


def _check_letters(main: Sequence[Face], wanted: frozenset[int]) -> None:
    """Raises FontFault for the first face that lacks one of the `wanted` code points."""
    for face in main:
        lost = sorted(wanted - face.code_points)
        if lost:
            some = "".join(map(chr, lost[:_SHOWN]))
            raise FontFault("fonts_lacking", {"file": face.file, "count": len(lost), "some": some})


def _own_letters(roots: tuple[Path, ...]) -> frozenset[int]:
    """Code points of what the program itself prints, in every language that the theme speaks."""
    letters = {NO_BREAK_HYPHEN}
    for folder in _OWN_WORDS:
        languages: set[str] = set()
        for root in roots:
            languages.update(words_languages(root, folder))
        for language in languages:
            letters.update(*words(roots, folder, language).values())
    return frozenset(map(ord, filter(str.isprintable, letters)))


@cache
def _face(file: Path, _changed: int) -> Face:
    """Read a font file; `_changed` is when it was written, so that a preview reads it again. Raises
    FontFault."""
    known = _known_faces(product_theme() / "fonts" / FACES).get(_digest(file))
    if known:
        return Face(file, known["family"], known["weight"], frozenset(_numbers(known["runs"])))
    # Loads all that reads tables of fonts: those of the product are known as they are
    from fontTools.ttLib import TTFont

    try:
        _look_at_tables(file)
        with TTFont(file, lazy=True) as font:
            if not _MOVING.isdisjoint(font.keys()):
                raise FontFault("fonts_kind", {"file": file})
            names, codes = font["name"], frozenset(font.getBestCmap() or ())
            # Name 16 is the family as people know it; name 1 holds at most four weights of it
            family = names.getDebugName(16) or names.getDebugName(1) or file.stem
            return Face(file, family, int(font["OS/2"].usWeightClass), codes)
    except FontFault:
        raise
    except Exception as problem:  # a damaged file makes the library fail in any way there is
        raise FontFault("fonts_damaged", {"file": file}) from problem


@cache
def _known_faces(file: Path) -> Mapping[str, Any]:
    """What the product's fonts say of themselves, by the SHA-256 of each file. A font that is not
    among them, or not as it was, is read."""
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def face_facts(face: Face) -> tuple[str, dict[str, object]]:
    """What is written down of a font that was read, and the digest of its file."""
    runs: list[list[int]] = []
    for code in sorted(face.code_points):
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return _digest(face.file), {"family": face.family, "weight": face.weight, "runs": runs}


def _numbers(runs: Iterable[tuple[int, int]]) -> Iterator[int]:
    for first, last in runs:
        yield from range(first, last + 1)


def _digest(file: Path) -> str:
    """SHA-256 (hex) of a file; empty for one that can't be read."""
    try:
        return hashlib.sha256(file.read_bytes()).hexdigest()
    except OSError:
        return ""


def _look_at_tables(file: Path) -> None:
    """Compare each table with its checksum: a glyph that is damaged would print as a blank. Raises
    ValueError."""
    data = file.read_bytes()
    if data[:4] not in _SFNT_VERSIONS:
        raise ValueError("this is no OpenType font")
    (count,) = struct.unpack_from(">H", data, 4)
    for number in range(count):
        tag, checksum, start, length = struct.unpack_from(">4sLLL", data, 12 + 16 * number)
        if start + length > len(data):
            raise ValueError("the file is cut off")
        # The checksum of `head` holds one of the whole file, which is put in afterwards
        if tag != b"head" and _checksum(data[start : start + length]) != checksum:
            raise ValueError(f"table {tag.decode('latin-1').strip()} is not as it was made")


def _checksum(table: bytes) -> int:
    """Sum of a table's 32-bit words (OpenType, the table directory)."""
    numbers = array("I", table + bytes(-len(table) % 4))
    if sys.byteorder == "little":
        numbers.byteswap()
    return sum(numbers) & 0xFFFFFFFF


def covered_code_points(faces: Iterable[Face]) -> frozenset[int]:
    """Code points that the theme prints: those of every weight, and those of the fonts that were
    added."""
    main: list[frozenset[int]] = []
    added: list[frozenset[int]] = []
    for face in faces:
        group = main if face.family == FAMILY else added
        group.append(face.code_points)
    covered = frozenset().union(*added)
    if main:
        covered |= frozenset.intersection(*main)
    return covered


@cache
def system_covers(code_point: int) -> str:
    """The system font (its file's name) that prints a character which ours lack; empty when there
    is none, or when fontconfig is not installed."""
    if find_program("fc-match") is None:
        return ""
    covering = _machine_files("fc-list", f":charset={code_point:x}")
    for file in _machine_fonts():
        if file in covering:
            return file.name
    return ""


@cache
def _machine_fonts() -> tuple[Path, ...]:
    """The machine's fonts in the order in which they stand in for ours: the first that has a
    character prints it."""
    return _machine_files("fc-match", "--sort", FAMILY)


def _machine_files(program: str, *arguments: str) -> tuple[Path, ...]:
    """What a program of fontconfig lists of the machine's fonts, ordered as where pages are set:
    with no rule of the machine's own."""
    text = _MACHINE_CONFIG.format(machine="\n".join(map(_folder, MACHINE)))
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "fonts.conf"
        config.write_text(text, encoding="utf-8")
        listed = subprocess.run(
            [find_program(program) or program, "--format", "%{file}\\n", *arguments],
            env={**os.environ, "FONTCONFIG_FILE": str(config)},
            capture_output=True,
            text=True,
            check=False,
        ).stdout
    return tuple(map(Path, listed.splitlines()))


def write_fontconfig(roots: tuple[Path, ...], faces: Sequence[Face], folder: Path) -> Path:
    """Write a fontconfig file that lists our fonts first.

    `faces` are the fonts of `roots` that were chosen, `folder` also holds fontconfig's cache.
    Returns the file's path. Raises OSError that names a file or `folder`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "fonts.conf"
    text = _CONFIG.format(
        ours="\n".join(_our_lines(roots, faces)),
        machine="\n".join(map(_folder, MACHINE)),
        cache=escape(str((folder / _FONTCONFIG).resolve())),
        family=FAMILY,
        others=_added_aliases(faces),
    )
    # As bytes: what a bad disk left there need not be text
    if not path.is_file() or path.read_bytes() != text.encode():
        # Processes that start together must never read half of it
        temporary = path.with_name(f"{path.name}.{os.getpid()}")
        with naming_folder(folder, folder):
            temporary.write_bytes(text.encode())
            move(temporary, path)
    return path


def _our_lines(roots: tuple[Path, ...], faces: Sequence[Face]) -> list[str]:
    """The folders of our fonts, in order of their paths, and the fonts in them that must not be
    used: another has taken their place."""
    chosen = {face.file for face in faces}
    folders = dict.fromkeys(file.parent for file in sorted(chosen))
    lines = [_folder(place.resolve()) for place in folders]
    for root in roots:
        for file in _files(root, _KINDS):
            if file not in chosen:
                glob = escape(str(file.parent.resolve() / file.name))
                reject = f"<rejectfont><glob>{glob}</glob></rejectfont>"
                lines.append(f"  <selectfont>{reject}</selectfont>")
    return lines


def _added_aliases(faces: Sequence[Face]) -> str:
    added = {face.family for face in faces} - {FAMILY}
    aliases = [_ADDED.format(family=FAMILY, added=escape(family)) for family in sorted(added)]
    return "".join(aliases)


def _folder(place: Path | str) -> str:
    return f"  <dir>{escape(str(place))}</dir>"


def use_fonts(roots: tuple[Path, ...], cache: Path) -> None:
    """Make Pango, and Graphviz started from this process, list our fonts first: else their
    measures, and the bytes drawn with them, depend on the machine. Fontconfig reads its file once,
    when it is first loaded: call this before. It looks for a path that is not absolute in a folder
    of its own, and takes the machine's fonts when it finds nothing there. Raises FontFault."""
    folder = cache.resolve() / "fonts"
    file = write_fontconfig(roots, sound_fonts(roots), folder)
    guard_font_caches(folder / _FONTCONFIG)
    os.environ["FONTCONFIG_FILE"] = str(file)
