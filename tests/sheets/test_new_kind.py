"""A kind of sheet is a row, a module and a template: one that is added is printed and shown.

A copy of the package gets the kind, a project's own theme its template and words; nothing else of
the program is touched.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import wardbook
from wardbook.starters import lay_down
from wardbook.theme import product_theme

pytestmark = pytest.mark.slow

PACKAGE = Path(wardbook.__file__).parent
ROW = """\
    SEALS = KindRow("seals", "staff", Group.REGISTER, ("lists",), letter="S", page="seals")

    def __str__"""
MODULE = '''\
from __future__ import annotations

from wardbook.sheets.kinds import SheetKind
from wardbook.sheets.localizer import Localizer
from wardbook.sheets.making import maker_of_one, the_sheet
from wardbook.sheets.sheet import Sheet
from wardbook.sheets.view import view


@view("SealsView")
class SealsView:
    """Who has a seal."""

    title: str
    keepers: tuple[str, ...]


def seals_sheet(localizer: Localizer) -> Sheet:
    """A seal for each department."""
    departments = localizer.project.departments.values()
    keepers = tuple(localizer.words(department.name) for department in departments)
    title = localizer.say("title_seals")
    return the_sheet(localizer, SheetKind.SEALS, title, SealsView(title, keepers))


MAKER = maker_of_one(SheetKind.SEALS, seals_sheet)
'''
FILES = {
    "sheets/seals.html": "<h1>{{ v.title }}</h1>\n"
    "{% for keeper in v.keepers %}<p>Sealed by {{ keeper }}</p>\n{% endfor %}",
    "phrases/en.yml": "title_seals: Seals of the house\nkind_seals: seals\n",
    "site/words/en.yml": "seals: Seals\nnames_seals: seal|stamp\n",
}
"""What the theme gets."""


def wardbook_with_seals(folder: Path) -> Path:
    """A copy of the program with a kind more: a row, and a module."""
    package = folder / "generator/wardbook"
    shutil.copytree(PACKAGE, package)
    table = package / "sheets/kinds.py"
    text = table.read_text(encoding="utf-8")
    assert text.count("    def __str__") == 1
    table.write_text(text.replace("    def __str__", ROW), encoding="utf-8")
    (package / "sheets/registers/seals.py").write_text(MODULE, encoding="utf-8")
    if not (package / "_theme").exists():
        (folder / "theme").symlink_to(product_theme())
    return package.parent


def run(program: Path, folder: Path, *arguments: str) -> None:
    environment = {**os.environ, "PYTHONPATH": str(program)}
    done = subprocess.run(
        [sys.executable, "-m", "wardbook", *arguments, "--ui-language", "en"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def new_kind_built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Manuals and site of a small project."""
    folder = tmp_path_factory.mktemp("new_kind")
    program = wardbook_with_seals(folder)
    lay_down("blank", folder / "plan")
    for name, content in FILES.items():
        path = folder / "plan/theme" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    english = ("--project", "plan", "--language", "en")
    both = ("--only", "manuals", "--only", "site")
    run(program, folder, "build", *english, *both, "--output", "staff")
    run(program, folder, "build", *english, *both[2:], "--audience", "posted", "--output", "posted")
    return folder


def text_of(pdf: Path) -> str:
    """The words of a PDF."""
    command = ["pdftotext", "-layout", str(pdf), "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_it_is_printed_in_the_complete_plan(new_kind_built: Path) -> None:
    text = text_of(new_kind_built / "staff/manuals/en/plan.pdf")
    assert "Registers" in text
    assert re.search(r"S\s+Seals of the house", text)
    assert "Sealed by Information Office" in text


def test_it_has_a_page_that_the_menu_leads_to(new_kind_built: Path) -> None:
    site = new_kind_built / "staff/site/en"
    assert "Sealed by Information Office" in (site / "seals.html").read_text(encoding="utf-8")
    assert 'href="../seals.html"' in (site / "plans/index.html").read_text(encoding="utf-8")


def test_those_below_its_audience_get_none(new_kind_built: Path) -> None:
    assert (new_kind_built / "posted/site/en/plans/plan/index.html").is_file()
    assert not (new_kind_built / "posted/site/en/seals.html").exists()
