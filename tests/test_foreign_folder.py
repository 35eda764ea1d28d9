"""No path leads from the working folder: a project that is built from another house's folder shows nothing of that house.

The clinic, and a project with hooks of its own, are built as people do it, by a program that is
started there: its first imports must not come from that folder. What other projects show is seen in
this process, in which everything is loaded already.
"""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from wardbook.cli import main
from wardbook.starters import STARTERS, lay_down

from tests.made_once import CLINIC, NOT_COPIED
from tests.soak import is_whole, some_of

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("own_drawings")]

PROGRAM = Path(sys.executable).with_name("wardbook")
STRANGE = "Strangehouse"
"""Stands in every decoy, and nowhere in what is built."""
_RAISES = f"raise SystemExit('{STRANGE}')\n"
DECOYS = {
    "docs/index.md": f"# {STRANGE}\n",
    "docs/en/index.md": f"# {STRANGE}\n",
    "docs/zh/index.md": f"# {STRANGE}\n",
    "docs/assets/wardbook/site.css": f"/* {STRANGE} */\n",
    "mkdocs.yml": f"site_name: {STRANGE}\nsite_author: {STRANGE}\ntheme: {{name: material, custom_dir: overrides}}\n"
    "plugins: [wardbook]\nhooks: [hooks.py]\nextra_css: [assets/wardbook/site.css]\n",
    "mkdocs.yaml": f"site_name: {STRANGE}\n",
    "overrides/main.html": f"{STRANGE}\n",
    "hooks.py": _RAISES,
    "snippet.md": f"{STRANGE}\n",
    "plan_source/site.yml": f"organisation: {{en: {STRANGE}, zh: {STRANGE}}}\n",
    "plan_source/contacts.yml": f"- {{id: {STRANGE}}}\n",
    "plan_source/figures/plan.png": STRANGE,
    "theme/site/site.css": f"/* {STRANGE} */\n",
    "theme/site/words/en.yml": f"home: {STRANGE}\n",
    "theme/site/overrides/main.html": f"{STRANGE}\n",
    "theme/phrases/en.yml": f"when: {STRANGE}\n",
    "theme/print/page.css": f"/* {STRANGE} */\n",
    "theme/print/sheet.html": f"{STRANGE}\n",
    "theme/fonts/Decoy-Regular.otf": STRANGE,
    "fonts.conf": f"<!-- {STRANGE} -->\n",
    "fonts/fonts.conf": f"<!-- {STRANGE} -->\n",
    "site.yml": f"organisation: {STRANGE}\n",
    ".git/HEAD": f"ref: refs/heads/{STRANGE}\n",
    ".git/config": f"[user]\n\tname = {STRANGE}\n",
    ".cache/build.json": f'{{"{STRANGE}": []}}',
    ".env": f"WARDBOOK={STRANGE}\n",
    "build/manifest.json": f'{{"wardbook": "{STRANGE}"}}',
    "templates/main.html": f"{STRANGE}\n",
    **{
        f"{name}.py": _RAISES
        for name in ("pickle", "socket", "random", "logging", "yaml", "mkdocs")
    },
    "wardbook/__init__.py": _RAISES,
}


def wardbook(folder: Path, *arguments: object) -> None:
    """Run a command in this process, with `folder` as the working folder."""
    with contextlib.chdir(folder):
        done = CliRunner().invoke(main, [*map(str, arguments)])
    assert done.exit_code == 0, done.output
    assert STRANGE not in done.output


def started(folder: Path, *arguments: object) -> None:
    """Run the program as people do, with `folder` as the working folder."""
    done = subprocess.run(
        [PROGRAM, *map(str, arguments)], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert STRANGE not in done.stdout + done.stderr


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


@pytest.fixture
def strange(tmp_path: Path) -> Path:
    """The other house's folder."""
    folder = tmp_path / "strange"
    for name, text in DECOYS.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


Run = Callable[..., None]


def built_there(
    project: Path, strange: Path, *choices: str, run: Run = wardbook
) -> dict[str, bytes]:
    """Build a project from the other house's folder; its files, in which nothing of the house is."""
    foreign = project.parent / "foreign"
    before = contents(strange)
    there, out = os.path.relpath(project, strange), os.path.relpath(foreign, strange)
    run(strange, "build", "--project", there, "--output", out, *choices)
    made = contents(foreign)
    assert made
    assert contents(strange) == before, "nothing is written there"
    assert [name for name, data in made.items() if STRANGE.encode() in data] == []
    return made


def same_from_both(
    project: Path, strange: Path, *choices: str, run: Run = wardbook
) -> dict[str, bytes]:
    """Build from the project's own folder and from the other; the files, which are the same."""
    own = project.parent / "own"
    run(project, "build", "--output", own, *choices)
    shutil.rmtree(project / ".cache")
    made = built_there(project, strange, *choices, run=run)
    assert contents(own) == made
    return made


def test_pictures_records_and_packs_come_from_the_project(
    tmp_path: Path, strange: Path, clinic_built: Path, pytestconfig: pytest.Config
) -> None:
    """And every byte is the same in another folder, from another folder, in another process: each
    card is drawn anew there, in one language. `make soak` makes everything."""
    shutil.copytree(CLINIC, tmp_path / "plan", ignore=NOT_COPIED)
    if is_whole(pytestconfig):
        made = built_there(tmp_path / "plan", strange, run=started)
        assert made == contents(clinic_built / "build")
        return
    parts = ("--only", "cards", "--only", "site")
    made = built_there(tmp_path / "plan", strange, "--language", "zh", *parts, run=started)
    usual = contents(clinic_built / "build")
    printed = [name for name in made if name.endswith(".pdf") and "/en/" not in name]
    assert len(printed) > 3
    assert [name for name in printed if made[name] != usual[name]] == []


SITE = ("--only", "site", "--language", "en")


def test_the_smallest_starter_is_the_same_from_a_foreign_folder(
    tmp_path: Path, strange: Path, published: Callable[[str], Path]
) -> None:
    """Its workflow has built it from its own folder. The sheets that were drawn then are bound
    again: that drawing takes nothing from the other folder is seen at the clinic's."""
    own = published("blank")
    shutil.copytree(own, tmp_path / "plan", ignore=shutil.ignore_patterns("public", "build.json"))
    made = built_there(tmp_path / "plan", strange, "--audience", "public")
    assert made == contents(own / "public")


@pytest.mark.parametrize("starter", some_of(sorted({*STARTERS} - {"blank", "hospital"}), ["group"]))
def test_a_starter_is_the_same_from_a_foreign_folder(
    starter: str, tmp_path: Path, strange: Path
) -> None:
    """Its PDFs are made by the same code as the clinic's: an English site must do."""
    lay_down(starter, tmp_path / "plan")
    assert same_from_both(tmp_path / "plan", strange, *SITE)


@pytest.mark.soak
def test_the_flagship_shows_nothing_of_a_foreign_folder(tmp_path: Path, strange: Path) -> None:
    lay_down("hospital", tmp_path / "plan")
    assert built_there(tmp_path / "plan", strange, *SITE)


@pytest.fixture
def blank(tmp_path: Path) -> Path:
    lay_down("blank", tmp_path / "plan")
    return tmp_path / "plan"


def test_pages_without_settings_are_the_project_s_own(blank: Path, strange: Path) -> None:
    (blank / "mkdocs.yml").unlink()
    (blank / "docs/en/index.md").write_text("# Our own guide\n", encoding="utf-8")
    made = same_from_both(blank, strange, *SITE)
    assert b"Our own guide" in made["site/en/guide/index.html"]


def test_settings_without_pages_take_no_other_pages(blank: Path, strange: Path) -> None:
    shutil.rmtree(blank / "docs")
    made = same_from_both(blank, strange, *SITE)
    assert not [name for name in made if "/guide/" in name]


def test_neither_settings_nor_pages(blank: Path, strange: Path) -> None:
    shutil.rmtree(blank / "docs")
    (blank / "mkdocs.yml").unlink()
    made = same_from_both(blank, strange, *SITE)
    assert not [name for name in made if "/guide/" in name]


HOOK = "from pathlib import Path\n\ndef on_page_markdown(markdown, **_):\n    return markdown + Path('own.md').read_text()\n"


def with_includes(project: Path) -> None:
    """A guide that takes words from files beside mkdocs.yml, by an extension and by a hook."""
    settings = (project / "mkdocs.yml").read_text(encoding="utf-8")
    extended = settings.replace("  - tables\n", "  - tables\n  - pymdownx.snippets\n")
    assert extended != settings
    (project / "mkdocs.yml").write_text(f"{extended}hooks: [hooks.py]\n", encoding="utf-8")
    (project / "hooks.py").write_text(HOOK, encoding="utf-8")
    (project / "own.md").write_text("\n\nOur own closing words\n", encoding="utf-8")
    (project / "snippet.md").write_text("Our own snippet\n", encoding="utf-8")
    (project / "docs/en/index.md").write_text('# Guide\n\n--8<-- "snippet.md"\n', encoding="utf-8")


def test_what_settings_include_stands_beside_them(blank: Path, strange: Path) -> None:
    with_includes(blank)
    made = same_from_both(blank, strange, *SITE, run=started)
    assert b"Our own snippet" in made["site/en/guide/index.html"]
    assert b"Our own closing words" in made["site/en/guide/index.html"]


def test_mkdocs_itself_includes_from_beside_its_settings(blank: Path, strange: Path) -> None:
    with_includes(blank)
    (blank / "hooks.py").write_text(
        "", encoding="utf-8"
    )  # a hook's own paths are its author's and MkDocs'
    command = [
        PROGRAM.with_name("mkdocs"),
        "build",
        "-q",
        "-f",
        os.path.relpath(blank / "mkdocs.yml", strange),
    ]
    for decoy in strange.glob("*.py"):  # MkDocs is Python's to start
        decoy.unlink()
    done = subprocess.run(command, cwd=strange, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    guide = (blank / "build/mkdocs/en/guide/index.html").read_text(encoding="utf-8")
    assert "Our own snippet" in guide
    assert not [
        name for name, data in contents(blank / "build").items() if STRANGE.encode() in data
    ]


def test_pages_as_markdown_and_the_plan_as_data_are_the_project_s_own(
    blank: Path, strange: Path
) -> None:
    for folder, name in ((blank, "own"), (strange, "foreign")):
        there = os.path.relpath(blank, folder)
        out = blank.parent / name
        wardbook(folder, "export", "--project", there, os.path.relpath(out / "pages", folder))
        wardbook(
            folder,
            "json",
            "--project",
            there,
            "--output",
            os.path.relpath(out / "plan.json", folder),
        )
    assert contents(blank.parent / "own") == contents(blank.parent / "foreign")
