"""The recipes of CONTRIBUTING, done as they stand: a registry, a kind of reference, a block type, a check and a command are added to a copy of the
program by the files that the recipe names, and work. `sheets/test_new_kind.py` does the same with a kind of sheet,
`plan/test_report_forms.py` and `site/test_third_language.py` with a language.
"""

import json
import os
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
MODEL = '''\
from __future__ import annotations

from pydantic import Field

from wardbook.plan.model.audience import Inside, Staff
from wardbook.plan.model.base import Base
from wardbook.plan.model.links import DepartmentLink
from wardbook.plan.model.scalars import Id
from wardbook.plan.text import Bilingual, Name


class Boat(Base):
    """boats.yml: a boat."""

    id: Staff[Id]
    name: Staff[Name]
    berth: Staff[Bilingual | None] = None
    department: Staff[DepartmentLink | None] = None
    audience: Staff[Inside] = Field(default="staff", validate_default=False)
'''
REGISTRY = {
    "plan/model/boats.py": MODEL,
    "plan/registries.py": (
        ("from wardbook.plan.model.copies", "from wardbook.plan.model.boats import Boat\n"),
        (
            '    Registry("plans",',
            '    Registry("boats.yml", "boat", Boat, "boats", "staff", _LIST, exported=True),\n',
        ),
    ),
    "plan/project.py": (
        ("from wardbook.plan.model.copies", "from wardbook.plan.model.boats import Boat\n"),
        (
            "    plans: Mapping[str, Plan]",
            "    boats: Mapping[str, Boat] = field(default_factory=dict)\n",
        ),
    ),
    "plan/words/zh.yml": (("snapshot: ", "boat: 船\nfield_berth: 泊位\n"),),
}
"""A file for each place: all of it, or what is put before which words."""
REFERENCE = {"plan/text.py": (('    "body": (),', '    "boat": (),\n'),)}
BLOCK = {
    "plan/model/blocks/readiness.py": (
        (
            "class Closing(Base):",
            'class Torch(Base):\n    """A torch."""\n\n    name: Name\n    hook: Bilingual\n\n\n'
            'class TorchesBlock(Block):\n    """Torches, and where they are."""\n\n'
            "    torches: tuple[Torch, ...] = Field(min_length=1)\n\n\n",
        ),
        ('    "closing": ClosingBlock,', '    "torches": TorchesBlock,\n'),
    ),
    "sheets/plan/blocks/readiness.py": (
        (
            "def _closing(",
            "def _torches(localizer: Localizer, block: model.TorchesBlock) -> Views:\n"
            "    rows = [\n"
            "        (localizer.words(one.name), localizer.prose(one.hook)) for one in block.torches\n"
            "    ]\n"
            '    yield "table", table_of(localizer, "torch", ("name", "hook"), rows)\n\n\n',
        ),
        ("    model.ClosingBlock: _closing,", "    model.TorchesBlock: _torches,\n"),
    ),
    "plan/words/zh.yml": (
        ("site: ", "torches: 手电\ntorch: 手电\nfield_torches: 手电\nfield_hook: 挂钩\n"),
    ),
}
CHECK = {
    "checks/people/torches.py": '''\
from __future__ import annotations

from collections.abc import Iterator

from wardbook.checks.context import Context
from wardbook.findings import Finding, warning
from wardbook.plan.model.blocks.readiness import TorchesBlock


def two(context: Context) -> Iterator[Finding]:
    """E499: one torch alone."""
    for block in context.project.blocks():
        if isinstance(block, TorchesBlock) and len(block.torches) == 1:
            yield warning("E499", block.at)


CHECKS = (two,)
''',
    "report/messages/en.yml": (
        (
            "  E101:\n",
            '  E499:\n    message: "there is one torch"\n    hint: "name a second"\n'
            '    explain: "A torch fails. Two seldom do."\n',
        ),
    ),
}
COMMAND = {
    "commands/torches.py": '''\
from __future__ import annotations

from wardbook.commands.workspace import Workspace
from wardbook.options import OK, Options


def count_torches(options: Options) -> int:
    """Say how many boats there are."""
    space = Workspace(options)
    space.say("torches_boats", count=len(space.open_sound().project.boats))
    return OK
''',
    "cli/torches_command.py": '''\
from __future__ import annotations

import click

from wardbook.cli.ending import ends
from wardbook.cli.shared import Command, example
from wardbook.commands.torches import count_torches
from wardbook.options import Options


@click.command(cls=Command, epilog=example("wardbook torches"))
@click.pass_obj
def torches(options: Options) -> None:
    """Say how many boats there are."""
    ends(lambda: count_torches(options))
''',
    "report/messages/en.yml": (
        ("  peak_none:", '  torches_boats: "Boats: {count}"\n'),
        ("  peak:\n    short", "  torches:\n    short: Boats.\n    about: Count the boats.\n"),
    ),
}
WORDS = "torch_name: Torch\ninternal_boat: an internal boat\n"
CHAPTER = """\
  - id: light
    title: {en: Light, zh: 照明}
    blocks:
      - torches: [{name: {en: Big torch, zh: 大手电}, hook: {en: "On <boat:ferry>", zh: "<boat:ferry>上"}}]
"""
SHOWN = """\
from pathlib import Path
from wardbook.plan.loader import load
from wardbook.sheets.books import books
project = load(Path("plan")).project
for book in books(project, "staff", ("en", "zh")):
    print(book.sheets["chapter-plan-light"].sheet.content)
"""


@pytest.mark.parametrize(
    ("added", "most"),
    [(REGISTRY, 4), (REFERENCE, 1), (BLOCK, 3), (CHECK, 2), (COMMAND, 3)],
    ids=["registry", "reference", "block", "check", "command"],
)
def test_how_many_files_a_recipe_takes(added: dict[str, object], most: int) -> None:
    """Besides phrases and messages of the other languages, documents and tests."""
    assert len(added) <= most


def add(package: Path, name: str, what: str | tuple[tuple[str, str], ...]) -> None:
    path = package / name
    if isinstance(what, str):
        assert not path.exists(), name
        path.write_text(what, encoding="utf-8")
        return
    text = path.read_text(encoding="utf-8")
    for place, words in what:
        assert text.count(place) == 1, (name, place)
        text = text.replace(place, words + place)
    path.write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program with all five, and a plan that uses them in `plan`."""
    folder = tmp_path_factory.mktemp("recipes")
    package = folder / "generator/wardbook"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("__pycache__"))
    for added in (REGISTRY, REFERENCE, BLOCK, CHECK, COMMAND):
        for name, what in added.items():
            add(package, name, what)
    if not (package / "_theme").exists():
        (folder / "theme").symlink_to(product_theme())
    lay_down("blank", folder / "plan")
    source = folder / "plan/plan_source"
    boats = "- {id: ferry, name: {en: Old ferry, zh: 老渡船}, berth: {en: Pier 4, zh: 四号码头}}\n"
    (source / "boats.yml").write_text(boats, encoding="utf-8")
    with (source / "plans/plan.yml").open("a", encoding="utf-8") as plan:
        plan.write(CHAPTER)
    own = folder / "plan/theme/phrases/en.yml"
    own.parent.mkdir(parents=True)
    own.write_text(WORDS, encoding="utf-8")
    return folder


def run(folder: Path, *command: str) -> str:
    done = subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder / "generator")},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def typed(folder: Path, *arguments: str) -> str:
    """What a command of the copy says."""
    return run(folder, "-m", "wardbook", *arguments, "--ui-language", "en", "--project", "plan")


def test_a_registry_is_loaded_exported_and_kept_from_those_below_it(folder: Path) -> None:
    staff = json.loads(typed(folder, "json", "--audience", "staff"))
    assert [boat["id"] for boat in staff["boats"]] == ["ferry"]
    assert json.loads(typed(folder, "json", "--audience", "posted"))["boats"] == []
    assert '"berth": {' in run(folder, "-m", "wardbook", "schema", "boats")


def test_a_block_with_a_reference_is_printed(folder: Path) -> None:
    shown = run(folder, "-c", SHOWN)
    for words in (
        "columns=('Torch', 'Hook')",
        "columns=('Torch', '挂钩')",
        "Big torch",
        "Old ferry",
    ):
        assert words in shown


def test_a_check_fires_and_is_explained(folder: Path) -> None:
    assert "warning E499: there is one torch" in typed(folder, "check")
    assert "Two seldom do." in typed(folder, "explain", "E499")


def test_a_command_runs_and_has_its_help(folder: Path) -> None:
    assert "Boats: 1" in typed(folder, "torches")
    assert "Count the boats." in run(
        folder, "-m", "wardbook", "torches", "--help", "--ui-language", "en"
    )
