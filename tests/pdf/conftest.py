"""One renderer for the tests of a process: fonts and styles are read once."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from wardbook.fonts import use_fonts
from wardbook.pdf import layout
from wardbook.pdf.binding import Bound
from wardbook.pdf.renderer import PdfRenderer

from tests.pdf import samples


@pytest.fixture(scope="session")
def renderer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PdfRenderer]:
    roots = (samples.theme(),)
    folder = tmp_path_factory.mktemp("fonts")
    before = os.environ.get("FONTCONFIG_FILE")
    use_fonts(roots, folder)
    project = tmp_path_factory.mktemp("project")
    yield PdfRenderer(roots, project, "zh", "2026-11-20", draft=True)
    if before is None:
        del os.environ["FONTCONFIG_FILE"]
    else:
        os.environ["FONTCONFIG_FILE"] = before


@pytest.fixture
def set_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sheets are set once, as close as they may be: what fits its page so fits when it is given the
    room that is left. To fit each takes twice the time of laying it out."""
    monkeypatch.setattr(layout, "_fitter", lambda *_: None)


@pytest.fixture
def words(tmp_path: Path) -> Callable[..., str]:
    """The text of a bound PDF as a reader gets it, or of one of its pages."""

    def read(bound: Bound, page: int = 0) -> str:
        path = tmp_path / "bound.pdf"
        path.write_bytes(bound.data)
        pages = ["-f", str(page), "-l", str(page)] if page else []
        return subprocess.run(
            ["pdftotext", *pages, "-layout", str(path), "-"],
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    return read
