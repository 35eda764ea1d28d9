"""`wardbook doctor`: what this machine lacks to build, preview and test, and what mends it."""

from __future__ import annotations

import ctypes.util
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from wardbook.fonts import FontFault, sound_fonts
from wardbook.options import FOUND, OK, Options
from wardbook.report.messages import lines
from wardbook.theme import theme_roots

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge")


@dataclass(frozen=True)
class Need:
    """Something that a purpose needs. `package` is Debian's name (none: it travels with the
    program); `key` names the purpose in the messages."""

    name: str
    key: str
    package: str
    missing: bool
    fault: FontFault | None = None
    """What is wrong with the theme's fonts."""


def doctor(options: Options) -> int:
    """Say what this machine has and lacks."""
    needs = examine(theme_roots(options.project))
    sys.stdout.write(describe(needs, options.ui_language) + "\n")
    return FOUND if _missing(needs) else OK


def examine(theme: tuple[Path, ...]) -> tuple[Need, ...]:
    """Look at this machine."""
    return (
        _library("Pango", "need_pdf", "libpango-1.0-0 libpangoft2-1.0-0", "pango-1.0"),
        _library("HarfBuzz subset", "need_small", "libharfbuzz-subset0", "harfbuzz-subset"),
        _program("fontconfig", "need_fonts", "fontconfig", "fc-list"),
        _fonts(theme),
        _program("Graphviz", "need_flows", "graphviz", "dot"),
        _program("Chromium", "need_tests", "chromium", *_BROWSERS),
        _program("Poppler", "need_tests", "poppler-utils", "pdftotext"),
        _program("MuPDF", "need_tests", "mupdf-tools", "mutool"),
        _program("Ghostscript", "need_tests", "ghostscript", "gs"),
    )


def _library(name: str, key: str, package: str, library: str) -> Need:
    return Need(name, key, package, missing=ctypes.util.find_library(library) is None)


def _program(name: str, key: str, package: str, *commands: str) -> Need:
    """A program that goes by one of several names."""
    return Need(name, key, package, missing=not any(map(shutil.which, commands)))


def _fonts(theme: tuple[Path, ...]) -> Need:
    fault = None
    try:
        sound_fonts(theme)
    except FontFault as problem:
        fault = problem
    return Need("Noto Sans SC", "need_vendored", "", missing=fault is not None, fault=fault)


def describe(needs: Sequence[Need], language: str) -> str:
    """A line for each need, and one command that installs what is missing."""
    said = lines(language)
    rows = []
    for need in needs:
        there = said["missing"] if need.missing else said["present"]
        rows.append(f"{there}  {need.name:<16} {said[need.key]}")
    packages: set[str] = set()
    faults = []
    for need in _missing(needs):
        packages.update(need.package.split())
        if need.fault:
            faults.append(said[need.fault.key].format(**need.fault.values))
    if packages:
        rows.append(said["install"].format(packages=" ".join(sorted(packages))))
    rows += faults
    if not _missing(needs):
        rows.append(said["nothing_missing"])
    return "\n".join(rows)


def _missing(needs: Sequence[Need]) -> list[Need]:
    return [need for need in needs if need.missing]
