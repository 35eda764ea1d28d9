"""`wardbook doctor`: what this machine has and lacks to build, preview and test, and what mends
it."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from wardbook import __version__
from wardbook.fonts import FontFault, sound_fonts
from wardbook.machine import PARTS, TEST, Need, installing, is_there, version_of
from wardbook.options import FOUND, OK, Options
from wardbook.report.messages import lines
from wardbook.theme import theme_roots

_PACKAGES = ("weasyprint", "mkdocs", "mkdocs-material", "pikepdf", "pydantic", "click")
"""Packages of Python whose versions decide what comes out."""


@dataclass(frozen=True)
class Examined:
    """A part of the machine, whether it is there, and in which version."""

    part: Need
    there: bool
    version: str = ""


def doctor(options: Options) -> int:
    """Say what this machine has and lacks. What only tests need does not count."""
    examined = tuple(map(_examined, PARTS))
    fault = font_fault(theme_roots(options.project))
    sys.stdout.write(describe(examined, fault, options.ui_language) + "\n")
    lacking = [one for one in examined if not one.there and one.part.purpose != TEST]
    if lacking or fault:
        return FOUND
    return OK


def _examined(part: Need) -> Examined:
    if is_there(part):
        return Examined(part, True, version_of(part))
    return Examined(part, False)


def font_fault(theme: tuple[Path, ...]) -> FontFault | None:
    """What is wrong with the theme's fonts."""
    try:
        sound_fonts(theme)
    except FontFault as fault:
        return fault
    return None


def describe(examined: Sequence[Examined], fault: FontFault | None, language: str) -> str:
    """What runs here; a line for each part that the output needs, and what mends those that are
    missing; then the same for the tests."""
    said = lines(language)
    needed = [one for one in examined if one.part.purpose != TEST]
    tests = [one for one in examined if one.part.purpose == TEST]
    rows = [_program(), _packages(), ""]
    rows += _rows(needed, language)
    there = said["missing"] if fault else said["present"]
    rows.append(_row(there, "Noto Sans SC", said["need_vendored"]))
    rows += _mending(needed, fault, language)
    rows += ["", said["doctor_tests"]]
    rows += _rows(tests, language)
    lacking = _missing(tests)
    if lacking:
        rows.append(said["install"].format(command=installing(lacking)))
    return "\n".join(rows)


def _program() -> str:
    """The versions of the program, of Python and of the system."""
    python = f"Python {platform.python_version()} ({sys.executable})"
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    return f"Wardbook {__version__} · {python} · {system}"


def _packages() -> str:
    """The versions of the packages that the output comes from."""
    found = []
    for name in _PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"{name} –")
    return " · ".join(found)


def _rows(examined: Iterable[Examined], language: str) -> Iterator[str]:
    """A line for each part."""
    said = lines(language)
    for one in examined:
        there = said["present"] if one.there else said["missing"]
        name = f"{one.part.name} {one.version}".rstrip()
        yield _row(there, name, said.get(f"need_{one.part.purpose}", ""))


def _row(there: str, name: str, purpose: str) -> str:
    return f"{there}  {name:<24} {purpose}".rstrip()


def _mending(needed: Sequence[Examined], fault: FontFault | None, language: str) -> Iterator[str]:
    """What mends all that is missing; that nothing is."""
    said = lines(language)
    lacking = _missing(needed)
    if lacking:
        yield said["install"].format(command=installing(lacking))
    if fault:
        yield said[fault.key].format(**fault.values)
    if not lacking and not fault:
        yield said["nothing_missing"]


def _missing(examined: Iterable[Examined]) -> list[Need]:
    return [one.part for one in examined if not one.there]
