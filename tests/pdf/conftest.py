"""One print shop for the tests of a process: fonts and styles are read once."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from wardbook.cli import main
from wardbook.fonts import use_fonts
from wardbook.pdf.binding import Bound
from wardbook.pdf.renderer import PdfRenderer

from tests.pdf import samples


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[PdfRenderer]:
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


def run(*arguments: str) -> None:
    """A command of the program that ends well."""
    made = CliRunner().invoke(main, [*arguments, "--ui-language", "en"])
    assert made.exit_code == 0, made.output


@pytest.fixture(scope="session")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything that the clinic prints for its plan and its boxes."""
    project = tmp_path_factory.mktemp("paper") / "clinic"
    shutil.copytree(samples.CLINIC, project, ignore=shutil.ignore_patterns(".cache", "build"))
    (project / "plan_source/forms/vial-label.yml").write_text(samples.VIAL_LABEL, encoding="utf-8")
    boxes = project / "plan_source/departments.yml"
    held = "{form: fault-note, per_hour: 1, hours: 1}"
    text = boxes.read_text(encoding="utf-8").replace(
        held, f"{held}, {{form: vial-label, per_hour: 4}}"
    )
    boxes.write_text(text, encoding="utf-8")
    here = ("--project", str(project))
    parts = ("--only", "manuals", "--only", "cards", "--only", "forms")
    run("build", *here, *parts, "--output", str(project / "print/all"))
    run("pack", "D1", *here, "--date", "2026-05-02")
    run("pack", "D1", *here, "--date", "2026-05-02", "--drill")
    run(
        "forms",
        "print",
        "visit-slip",
        *here,
        "--department",
        "D1",
        "--count",
        "1",
        "--copies",
        "--date",
        "2026-05-03",
    )
    return project / "print"


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
