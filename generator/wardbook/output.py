"""What a job hands on to publishing: the files that it wrote."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class OutputFile:
    """A file that was made: what it is, for the manifest. `path` is relative to the output, with
    forward slashes."""

    path: str
    kind: str
    language: str = ""
    department: str = ""
    pages: int = 0
    sheets: tuple[str, ...] = ()
    system_fonts: tuple[str, ...] = ()
    """Fonts of this machine that stood in for characters which ours lack: the PDF depends on the
    machine."""
