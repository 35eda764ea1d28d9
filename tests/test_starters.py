"""`wardbook new`: what is laid down checks clean and builds, also from a wheel far from this
repository."""

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from wardbook.cli import main
from wardbook.starters import STARTERS
from wardbook.starters.entries import ENTRIES

ROOT = Path(__file__).parent.parent
FILES = (
    "README.md",
    "mkdocs.yml",
    ".gitignore",
    "requirements.txt",
    ".github/workflows/publish.yml",
    ".vscode/settings.json",
)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "--ui-language", "en"])


@pytest.fixture
def laid_down(tmp_path: Path) -> Path:
    assert run("new", "blank", str(tmp_path / "plan")).exit_code == 0
    return tmp_path / "plan"


@pytest.mark.parametrize("starter", STARTERS)
def test_a_starter_is_complete_and_checks_clean(starter: str, tmp_path: Path) -> None:
    target = tmp_path / "our plan"
    made = run("new", starter, str(target))
    assert made.exit_code == 0
    assert f"cd '{target}'," in made.output  # as a shell takes it
    assert all((target / name).is_file() for name in FILES)
    checked = run("check", "--strict", "--project", str(target))
    assert checked.exit_code == 0, checked.output
    assert not list(target.rglob(".new-*"))


@pytest.mark.parametrize("starter", STARTERS)
def test_every_file_names_a_schema_that_is_there(starter: str, tmp_path: Path) -> None:
    run("new", starter, str(tmp_path / "plan"))
    for path in (tmp_path / "plan/plan_source").rglob("*.yml"):
        found = re.match(
            r"# yaml-language-server: \$schema=(\S+)\n", path.read_text(encoding="utf-8")
        )
        assert found, path
        assert (path.parent / found[1]).resolve().is_file(), path


def test_the_workflow_trusts_exact_commits_and_publishes_only_when_told(laid_down: Path) -> None:
    text = (laid_down / ".github/workflows/publish.yml").read_text(encoding="utf-8")
    workflow = yaml.safe_load(text)
    uses = re.findall(r"uses: (\S+)", text)
    assert uses and all(re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", one) for one in uses)
    assert workflow["permissions"] == {}
    assert "PUBLISH_SITE" in workflow["jobs"]["publish"]["if"]


@pytest.mark.parametrize("inside", ["notes.txt", "plan_source/site.yml"])
def test_nothing_is_written_over(tmp_path: Path, inside: str) -> None:
    mine = tmp_path / "plan" / inside
    mine.parent.mkdir(parents=True)
    mine.write_text("mine", encoding="utf-8")
    made = run("new", "blank", str(tmp_path / "plan"))
    assert (made.exit_code, "is not an empty folder" in made.output) == (2, True)
    assert [path for path in (tmp_path / "plan").rglob("*") if path.is_file()] == [mine]


def test_a_fresh_repository_is_vacant(tmp_path: Path) -> None:
    (tmp_path / "plan/.git").mkdir(parents=True)
    assert run("new", "blank", str(tmp_path / "plan")).exit_code == 0


@pytest.mark.parametrize("kind", ENTRIES)
def test_an_entry_is_added_and_check_names_what_to_fill_in(laid_down: Path, kind: str) -> None:
    made = run("new", kind, "night-desk", "--project", str(laid_down))
    assert made.exit_code == 0, made.output
    checked = run("check", "--project", str(laid_down))
    assert "TODO" in checked.output
    assert "Traceback" not in checked.output
    again = run("new", kind, "night-desk", "--project", str(laid_down))
    assert (again.exit_code, "nothing was written" in again.output) == (2, True)


@pytest.mark.parametrize("id", ["Night", "con", "9th", "a b", "x" * 61])
def test_an_id_that_can_be_none_writes_nothing(laid_down: Path, id: str) -> None:
    before = sorted(laid_down.rglob("*"))
    made = run("new", "form", id, "--project", str(laid_down))
    assert (made.exit_code, "nothing was written" in made.output) == (2, True)
    assert sorted(laid_down.rglob("*")) == before


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the wheel installs, in a folder of its own."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [
        sys.executable,
        "-m",
        "hatchling",
        "build",
        "--target",
        "wheel",
        "--directory",
        str(folder),
    ]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as archive:
        archive.extractall(folder / "installed")
    return folder / "installed"


def from_wheel(wheel: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(wheel)}
    command = [sys.executable, "-m", "wardbook", *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_the_wheel_holds_every_starter_and_nothing_of_ours_alone(wheel: Path) -> None:
    plans = {
        path.parent.name for path in (wheel / "wardbook/starters/projects").glob("*/plan_source")
    }
    assert plans == set(STARTERS)
    names = {path.relative_to(wheel).parts[0] for path in wheel.rglob("*") if path.is_file()}
    assert len(names) == 2, names  # the package and its metadata


def test_a_project_from_the_wheel_builds_site_and_manuals(wheel: Path, tmp_path: Path) -> None:
    done = from_wheel(wheel, tmp_path, "new", "blank", "plan")
    assert done.returncode == 0, done.stderr
    built = from_wheel(wheel, tmp_path / "plan", "build")
    assert built.returncode == 0, built.stderr
    made = tmp_path / "plan/build"
    assert (made / "site/index.html").is_file()
    assert list((made / "manuals").rglob("*.pdf"))
    assert list((made / "cards").rglob("*.pdf"))
