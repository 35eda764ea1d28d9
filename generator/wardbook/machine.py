"""What the program needs of the machine besides Python: whether it is there, in which version, and
the command that installs what is missing, on each system."""

from __future__ import annotations

import contextlib
import ctypes
import ctypes.util
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PDF, FLOWS, SMALL, RARE, TEST = "pdf", "flows", "small", "fonts", "tests"
"""What a part is for: laying out PDFs, drawing flows; making PDFs small, characters that the
theme's fonts lack; the tests of the program."""
_PATIENCE = 20.0
"""Seconds to wait for a program that is asked for its version."""
_VERSION = re.compile(r"\d+(?:\.\d+)+")
_DLL_FOLDERS = r"C:\msys64\ucrt64\bin;C:\msys64\mingw64\bin;C:\Program Files\GTK3-Runtime Win64\bin"
"""Where WeasyPrint looks for Pango on Windows, unless WEASYPRINT_DLL_DIRECTORIES says it."""
_PROGRAM_FOLDERS = (r"C:\Program Files\Graphviz\bin", *_DLL_FOLDERS.split(";")[:2])
"""Where installers of Windows put programs without adding the folder to PATH."""
_BREW_LIBRARIES = Path("/opt/homebrew/lib")
"""Where Homebrew puts libraries on an Apple chip; a Python of another make does not look there."""
_APT_LISTS = Path("/var/lib/apt/lists")
"""What apt knows of packages: nothing on a system where nobody has asked yet."""
_INSTALL = {
    "apt": "apt-get install -y --no-install-recommends {packages}",
    "dnf": "dnf install -y {packages}",
    "brew": "brew install {packages}",
}
"""How the packages of a system are installed; on Windows each of them has a command of its own."""
_MSYS2 = (
    "winget install -e --id MSYS2.MSYS2; "
    'C:\\msys64\\usr\\bin\\bash -lc "pacman -S --noconfirm mingw-w64-ucrt-x86_64-pango"'
)
_WINGET = "winget install -e --id {package}"


@dataclass(frozen=True)
class Need:
    """Something that a purpose needs: libraries that must load, or a program that goes by one of
    several names. `packages` are the names of what brings it, by package manager."""

    name: str
    purpose: str
    packages: Mapping[str, str]
    libraries: tuple[tuple[str, ...], ...] = ()
    """For each library its file names on Linux, macOS and Windows."""
    programs: tuple[str, ...] = ()
    asks: str = ""
    """How a version is asked for: a function of the first library, an option of the program."""


def _packages(apt: str, dnf: str, brew: str, windows: str) -> Mapping[str, str]:
    return {"apt": apt, "dnf": dnf, "brew": brew, "winget": windows}


PARTS = (
    Need(
        "Pango",
        PDF,
        _packages("libpango-1.0-0 libpangoft2-1.0-0", "pango", "pango", _MSYS2),
        libraries=(
            ("libpango-1.0.so.0", "libpango-1.0.0.dylib", "libpango-1.0-0.dll"),
            ("libpangoft2-1.0.so.0", "libpangoft2-1.0.0.dylib", "libpangoft2-1.0-0.dll"),
        ),
        asks="pango_version_string",
    ),
    Need(
        "Graphviz",
        FLOWS,
        _packages("graphviz", "graphviz", "graphviz", _WINGET.format(package="Graphviz.Graphviz")),
        programs=("dot",),
        asks="-V",
    ),
    Need(
        "HarfBuzz subset",
        SMALL,
        _packages("libharfbuzz-subset0", "harfbuzz", "harfbuzz", _MSYS2),
        libraries=(
            ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"),
            ("libharfbuzz-subset.so.0", "libharfbuzz-subset.0.dylib", "libharfbuzz-subset-0.dll"),
        ),
        asks="hb_version_string",
    ),
    Need(
        "fontconfig",
        RARE,
        _packages("fontconfig", "fontconfig", "fontconfig", _MSYS2),
        programs=("fc-list",),
        asks="--version",
    ),
    Need(
        "Chromium",
        TEST,
        _packages("chromium", "chromium", "google-chrome", _WINGET.format(package="Google.Chrome")),
        programs=(
            "chromium",
            "chromium-browser",
            "google-chrome",
            "google-chrome-stable",
            "msedge",
        ),
        asks="--version",
    ),
    Need(
        "Poppler",
        TEST,
        _packages(
            "poppler-utils",
            "poppler-utils",
            "poppler",
            _WINGET.format(package="oschwartz10612.Poppler"),
        ),
        programs=("pdftotext",),
        asks="-v",
    ),
    Need(
        "MuPDF",
        TEST,
        _packages(
            "mupdf-tools", "mupdf", "mupdf-tools", _WINGET.format(package="ArtifexSoftware.mutool")
        ),
        programs=("mutool",),
        asks="-v",
    ),
    Need(
        "Ghostscript",
        TEST,
        _packages(
            "ghostscript",
            "ghostscript",
            "ghostscript",
            _WINGET.format(package="ArtifexSoftware.GhostScript"),
        ),
        programs=("gs", "gswin64c"),
        asks="--version",
    ),
)
"""All parts, those that most people miss first."""


def find_program(*names: str) -> str | None:
    """The path of a program that goes by one of several names; None where it is not installed."""
    for name in names:
        found = shutil.which(name)
        if found is None and sys.platform == "win32":
            found = shutil.which(name, path=os.pathsep.join(_PROGRAM_FOLDERS))
        if found is not None:
            return found
    return None


def is_there(part: Need) -> bool:
    """Whether the machine has a part, so that this process finds it."""
    if part.programs:
        return find_program(*part.programs) is not None
    return all(map(_is_library_there, part.libraries))


def missing(*purposes: str) -> tuple[Need, ...]:
    """The parts for these purposes that the machine lacks."""
    return tuple(part for part in PARTS if part.purpose in purposes and not is_there(part))


def version_of(part: Need) -> str:
    """The version of a part that is there; empty where it does not say."""
    if part.programs:
        return _version_of_program(part)
    library = _load(part.libraries[0])
    ask = getattr(library, part.asks, None)
    if ask is None:
        return ""
    ask.restype = ctypes.c_char_p
    return str(ask().decode())


def installing(parts: Iterable[Need]) -> str:
    """The command that brings parts which are missing. Where no package manager is known, the names
    of what to install."""
    parts = tuple(parts)
    manager = _manager()
    if manager == "brew" and _lies_unseen(parts):
        return f"export DYLD_FALLBACK_LIBRARY_PATH={_BREW_LIBRARIES}"
    if manager == "winget":
        return "; ".join(dict.fromkeys(part.packages[manager] for part in parts))
    if not manager:
        return " ".join(part.name for part in parts)
    packages = dict.fromkeys(part.packages[manager] for part in parts)
    return _installing_packages(manager, " ".join(packages))


def _installing_packages(manager: str, packages: str) -> str:
    command = _INSTALL[manager].format(packages=packages)
    if manager == "brew":
        return command
    if manager == "apt" and not any(_APT_LISTS.glob("*Packages*")):
        return _as_root(f"apt-get update && {command}")
    return _as_root(command)


def _as_root(command: str) -> str:
    """The command as somebody who may install packages gives it: root has no need of `sudo`, which
    a small system lacks."""
    if os.geteuid() == 0:
        return command
    if not shutil.which("sudo"):
        return f"su -c '{command}'"
    if "&&" in command:
        return f"sudo sh -c '{command}'"
    return f"sudo {command}"


def _manager() -> str:
    """What installs packages here; empty where nothing is known."""
    if sys.platform == "win32":
        return "winget"
    if sys.platform == "darwin":
        return "brew"
    for manager, program in (("apt", "apt-get"), ("dnf", "dnf")):
        if shutil.which(program):
            return manager
    return ""


def _lies_unseen(parts: Sequence[Need]) -> bool:
    """Whether all that is missing are libraries which Homebrew has put where Python does not
    look."""
    for part in parts:
        if part.programs:
            return False
        for names in part.libraries:
            if not (_BREW_LIBRARIES / names[1]).exists():
                return False
    return bool(parts)


def _is_library_there(names: Sequence[str]) -> bool:
    """Whether a library can be loaded. On Windows it is only looked for: what is loaded there may
    not see the settings of fonts, which this process sets later."""
    if sys.platform != "win32":
        return _load(names) is not None
    for folder in _dll_folders():
        if any((folder / name).is_file() for name in names):
            return True
    return any(ctypes.util.find_library(name) for name in names)


def _load(names: Sequence[str]) -> ctypes.CDLL | None:
    """A library by one of its file names; None where none can be loaded."""
    if sys.platform == "win32":
        for folder in _dll_folders():
            with contextlib.suppress(OSError):
                os.add_dll_directory(str(folder))
    for name in names:
        with contextlib.suppress(OSError):
            return ctypes.CDLL(name)
    return None


def _dll_folders() -> list[Path]:
    """Where WeasyPrint looks for libraries on Windows, besides PATH."""
    named = os.getenv("WEASYPRINT_DLL_DIRECTORIES", _DLL_FOLDERS)
    return [Path(folder) for folder in named.split(";")]


def _version_of_program(part: Need) -> str:
    program = find_program(*part.programs)
    if program is None or (sys.platform == "win32" and part.name == "Chromium"):
        return ""  # browsers of Windows open a window when they are asked
    try:
        done = subprocess.run(
            [program, part.asks], capture_output=True, check=False, timeout=_PATIENCE
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    found = _VERSION.search((done.stdout + done.stderr).decode("utf-8", "replace"))
    return found[0] if found else ""
