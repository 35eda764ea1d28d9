"""What this machine lacks to build, preview and test, and the command that mends it."""

from __future__ import annotations

import ctypes.util
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from wardbook.fonts import FontFault, sound_fonts
from wardbook.report.messages import lines

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge")


@dataclass(frozen=True)
class Need:
    """Something that a purpose needs. `package` is Debian's name (none: it travels with the program); `key` names the
    purpose in the messages."""

    name: str
    key: str
    package: str
    missing: bool
    fault: FontFault | None = None
    """What is wrong with the theme's fonts."""


def examine(theme: tuple[Path, ...]) -> tuple[Need, ...]:
    """Look at this machine."""
    return (
        Need("Pango", "need_pdf", "libpango-1.0-0 libpangoft2-1.0-0", not _library("pango-1.0")),
        Need(
            "HarfBuzz subset", "need_small", "libharfbuzz-subset0", not _library("harfbuzz-subset")
        ),
        Need("fontconfig", "need_fonts", "fontconfig", shutil.which("fc-list") is None),
        _fonts(theme),
        Need("Graphviz", "need_flows", "graphviz", shutil.which("dot") is None),
        Need(
            "Chromium", "need_tests", "chromium", not any(shutil.which(name) for name in _BROWSERS)
        ),
        Need("Poppler", "need_tests", "poppler-utils", shutil.which("pdftotext") is None),
        Need("MuPDF", "need_tests", "mupdf-tools", shutil.which("mutool") is None),
        Need("Ghostscript", "need_tests", "ghostscript", shutil.which("gs") is None),
    )


def describe(needs: Sequence[Need], language: str) -> str:
    """A line for each need, and one command that installs what is missing."""
    said = lines(language)
    rows = [
        f"{said['missing'] if need.missing else said['present']}  {need.name:<16} {said[need.key]}"
        for need in needs
    ]
    missing = [need for need in needs if need.missing]
    if packages := sorted({package for need in missing for package in need.package.split()}):
        rows.append(said["install"].format(packages=" ".join(packages)))
    rows += [said[need.fault.key].format(**need.fault.values) for need in missing if need.fault]
    if not missing:
        rows.append(said["nothing_missing"])
    return "\n".join(rows)


def _fonts(theme: tuple[Path, ...]) -> Need:
    try:
        sound_fonts(theme)
    except FontFault as fault:
        return Need("Noto Sans SC", "need_vendored", "", missing=True, fault=fault)
    return Need("Noto Sans SC", "need_vendored", "", missing=False)


def _library(name: str) -> bool:
    return ctypes.util.find_library(name) is not None
