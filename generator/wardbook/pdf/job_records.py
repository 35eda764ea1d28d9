"""What print jobs are given and give back: plain data, which passes from process to process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from wardbook.findings import Finding
from wardbook.output import OutputFile
from wardbook.pdf.contents import Leaves
from wardbook.sheets.sheet import SheetKey
from wardbook.sheets.volumes import Volume

FITS = "fits"
"""Folder of remembered fits in the cache."""


@dataclass(frozen=True)
class PrintPlace:
    """Where a print job works, and what it prints with. `look` is a digest of all that decides how
    content is drawn."""

    project: Path
    stage: Path
    cache: Path
    look: str
    language: str
    date: str
    """The edition's date, as ISO text."""
    draft: bool
    layers: tuple[str, ...] = ()
    """Folders of the theme for the conventions and the kind of this organisation."""


@dataclass(frozen=True)
class Single:
    """A PDF of one sheet: a card or a form."""

    sheet: str
    path: str
    kind: str
    title: str
    language: str
    """The document's language."""
    department: str = ""
    listed_language: str = ""
    """The language under which the manifest lists the file."""
    fillable: str = ""
    """Path of the copy to fill in on a PC; empty: there is none."""


@dataclass(frozen=True)
class VolumeFile:
    """A PDF of several sheets that print on one stock."""

    volume: Volume
    path: str
    language: str
    """The document's language."""


@dataclass(frozen=True)
class Kept:
    """A drawn sheet: its name in the cache folder, and what front leaves say of it."""

    key: str
    leaves: Leaves


@dataclass(frozen=True)
class Drawings:
    """What a drawing job made, and what was wrong: a sheet with a fault is not kept."""

    kept: Mapping[SheetKey, Kept]
    findings: tuple[Finding, ...]


@dataclass(frozen=True)
class JobOutput:
    """What a job made and what was wrong."""

    files: tuple[OutputFile, ...]
    findings: tuple[Finding, ...]
