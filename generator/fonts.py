"""The vendored fonts, which characters they and the system's fonts can print, and a fontconfig file that lists ours first."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from fontTools.ttLib import TTFont

from generator.safe_write import naming_folder

FAMILY = "Noto Sans SC"
_CONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <dir>/usr/share/fonts</dir>
  <dir>/usr/local/share/fonts</dir>
  <cachedir>{cache}</cachedir>
  <alias binding="strong"><family>sans-serif</family><prefer><family>{family}</family></prefer></alias>
  <config><rescan><int>0</int></rescan></config>
</fontconfig>
"""


def vendored_fonts(roots: tuple[Path, ...]) -> tuple[Path, ...]:
    """Font files of the theme, Regular first. A project's own `theme/fonts` replaces the product's."""
    for root in roots:
        found = sorted((root / "fonts").glob("*.otf"), reverse=True)
        if found:
            return tuple(found)
    return ()


@cache
def covered_code_points(fonts: tuple[Path, ...]) -> frozenset[int]:
    """Code points that every vendored weight can print."""
    maps = [frozenset(TTFont(font, lazy=True).getBestCmap()) for font in fonts]
    return frozenset.intersection(*maps) if maps else frozenset()


@cache
def system_covers(code_point: int) -> str:
    """The system font (its file's name) that prints a character which ours lack; empty when there is none, or when
    fontconfig is not installed."""
    if shutil.which("fc-list") is None:
        return ""
    query = f":charset={code_point:x}"
    listed = subprocess.run(["fc-list", query, "file"], capture_output=True, text=True, check=False).stdout
    names = sorted(Path(line.strip().rstrip(":")).name for line in listed.splitlines() if line.strip())
    return names[0] if names else ""


def write_fontconfig(fonts: tuple[Path, ...], folder: Path) -> Path:
    """Write a fontconfig file that lists our fonts first and return its path. `folder` also holds fontconfig's cache."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "fonts.conf"
    directory = fonts[0].parent.resolve() if fonts else folder
    text = _CONFIG.format(
        fonts=escape(str(directory)), cache=escape(str((folder / "fontconfig").resolve())), family=FAMILY
    )
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        # Processes that start together must never read half of it
        temporary = path.with_name(f"{path.name}.{os.getpid()}")
        with naming_folder(folder):
            temporary.write_text(text, encoding="utf-8")
            temporary.replace(path)
    return path


def use_fonts(roots: tuple[Path, ...], cache: Path) -> None:
    """Make Pango, and Graphviz started from this process, list our fonts first: else their measures, and the bytes drawn
    with them, depend on the machine. Fontconfig reads its file once, when it is first loaded: call this before."""
    os.environ["FONTCONFIG_FILE"] = str(write_fontconfig(vendored_fonts(roots), cache / "fonts"))
