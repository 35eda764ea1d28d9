"""`wardbook new`: what is laid down checks clean and builds, also from a wheel far from this
repository."""

import hashlib
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from wardbook import __version__
from wardbook.cli import main
from wardbook.starters import CI_SERVICES, STARTERS, wheel
from wardbook.starters.entries import ENTRIES

ROOT = Path(__file__).parent.parent
WHEEL = f"wheels/wardbook-{__version__}-py3-none-any.whl"
FILES = (
    "README.md",
    "README.zh.md",
    "Makefile",
    "publish.sh",
    "setup.sh",
    "airgap.sh",
    "mkdocs.yml",
    ".gitignore",
    ".gitattributes",
    "requirements.txt",
    WHEEL,
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
    assert f"cd '{target}'\n" in made.output  # as a shell takes it
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


@pytest.mark.parametrize("service", CI_SERVICES)
def test_only_the_file_of_the_chosen_service_is_laid_down(service: str, tmp_path: Path) -> None:
    assert run("new", "blank", str(tmp_path / "plan"), "--ci", service).exit_code == 0
    places = {
        "github": ".github/workflows/publish.yml",
        "gitlab": ".gitlab-ci.yml",
        "gitee": ".workflow/wardbook.yml",
    }
    found = [name for name, place in places.items() if (tmp_path / "plan" / place).is_file()]
    assert found == [service] * (service != "none")


def test_a_service_is_for_a_project(laid_down: Path) -> None:
    asked = ("new", "form", "slip", "--ci", "gitlab", "--project", str(laid_down))
    for language, said in (
        ("en", "--ci is for a whole project; form is an entry of one"),
        ("zh", "--ci 只用于建立整个项目；form 是项目里的条目"),
    ):
        made = CliRunner().invoke(main, [*asked, "--ui-language", language])
        assert said in made.output and made.exit_code == 2


@pytest.mark.parametrize("starter", STARTERS)
@pytest.mark.parametrize(
    ("language", "words", "other"),
    [("en", "Your first week", "README.zh.md"), ("zh", "第一周", "README.en.md")],
)
def test_the_first_readme_is_in_the_user_s_language(
    starter: str, language: str, words: str, other: str, tmp_path: Path
) -> None:
    target = str(tmp_path / "plan")
    CliRunner().invoke(main, ["new", starter, target, "--ui-language", language])
    text = (tmp_path / "plan/README.md").read_text(encoding="utf-8")
    assert f"## {words}" in text
    for name in re.findall(r"\]\((\S+)\)", text):
        assert (tmp_path / "plan" / name).is_file(), name
    assert f"]({other})" in text
    back = (tmp_path / "plan" / other).read_text(encoding="utf-8")
    assert "](README.md)" in back
    assert f"## {words}" not in back


def requirements(text: str) -> list[str]:
    """The requirements of a file for pip, each in one line."""
    lines = text.replace("\\\n", " ").splitlines()
    return [" ".join(line.split()) for line in lines if line and not line.startswith("#")]


def test_all_that_is_installed_has_a_hash_and_wardbook_comes_from_no_index(laid_down: Path) -> None:
    option, wardbook, *others = requirements((laid_down / "requirements.txt").read_text("utf-8"))
    digest = hashlib.sha256((laid_down / WHEEL).read_bytes()).hexdigest()
    assert option == "--only-binary :all:"
    assert wardbook == f"./{WHEEL} --hash=sha256:{digest}"
    assert others == requirements((ROOT / "requirements.lock").read_text(encoding="utf-8"))
    for one in others:
        assert re.match(r"[a-z0-9.-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", one), one
        assert not one.startswith("wardbook")


def test_the_same_program_lays_down_the_same_bytes(laid_down: Path, tmp_path: Path) -> None:
    run("new", "blank", str(tmp_path / "again"))
    for path in laid_down.rglob("*"):
        if path.is_file():
            again = tmp_path / "again" / path.relative_to(laid_down)
            assert again.read_bytes() == path.read_bytes(), path


def test_a_program_that_cannot_be_packed_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wheel.own_wheel.cache_clear()
    monkeypatch.setitem(sys.modules, "hatchling.builders.wheel", None)
    made = run("new", "blank", str(tmp_path / "plan"))
    assert (made.exit_code, "can't be packed" in made.output) == (2, True)
    assert not (tmp_path / "plan").exists()


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the wheel installs, in a folder of its own."""
    folder = tmp_path_factory.mktemp("wheel")
    made = wheel.own_wheel()
    (folder / made.name).write_bytes(made.data)
    with zipfile.ZipFile(folder / made.name) as archive:
        archive.extractall(folder / "installed")
    return folder / "installed"


def from_wheel(installed: Path, folder: Path, *arguments: str) -> None:
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    command = [sys.executable, "-m", "wardbook", *arguments]
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)


def test_the_wheel_holds_every_starter_and_nothing_of_ours_alone(installed: Path) -> None:
    plans = {
        path.parent.name
        for path in (installed / "wardbook/starters/projects").glob("*/plan_source")
    }
    assert plans == set(STARTERS)
    names = {
        path.relative_to(installed).parts[0] for path in installed.rglob("*") if path.is_file()
    }
    assert len(names) == 2, names  # the package and its metadata


def contents(wheel_file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(wheel_file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.slow
def test_an_installed_program_lays_down_what_it_was_installed_from(
    installed: Path, tmp_path: Path
) -> None:
    """File by file; the next generation is the same bytes."""
    from_wheel(installed, tmp_path, "new", "blank", "first")
    first = tmp_path / "first" / WHEEL
    packed, built = contents(first), contents(installed.parent / first.name)
    lists = [name for name in packed if name.endswith("/RECORD")]
    assert packed.keys() == built.keys()
    for name in packed.keys() - set(lists):
        assert packed[name] == built[name], name
    (record,) = lists
    assert sorted(packed[record].splitlines()) == sorted(built[record].splitlines())
    with zipfile.ZipFile(first) as archive:
        archive.extractall(tmp_path / "next")
    from_wheel(tmp_path / "next", tmp_path, "new", "blank", "second")
    assert (tmp_path / "second" / WHEEL).read_bytes() == first.read_bytes()


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    """A folder with all that runs these tests but Wardbook itself, so that pip finds everything
    else installed, as after a download."""
    folder = tmp_path / "packages"
    folder.mkdir()
    for place in filter(None, sys.path):
        if Path(place).name != "site-packages":
            continue
        for path in Path(place).iterdir():
            if "wardbook" not in path.name and not (folder / path.name).exists():
                (folder / path.name).symlink_to(path)
    return folder


@pytest.mark.slow
def test_its_two_commands_work_without_this_repository(
    laid_down: Path, packages: Path, tmp_path: Path
) -> None:
    """Set up by its own script, without an index: pip compares the wheel's hash."""
    offline = {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(packages),
        "PIP_NO_INDEX": "1",
    }
    for command in (["make", "check"], ["make"]):
        done = subprocess.run(
            command, cwd=laid_down, env=offline, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
    where = "import wardbook; print(wardbook.__file__)"
    told = subprocess.run(
        [laid_down / ".venv/bin/python", "-c", where],
        cwd=tmp_path,
        env=offline,
        capture_output=True,
        text=True,
        check=True,
    )
    assert Path(told.stdout.strip()).is_relative_to(laid_down / ".venv")
    for name in ("site/index.html", "manuals", "cards", "forms", "wardbook-offline.zip"):
        assert (laid_down / "build" / name).exists(), name


@pytest.mark.slow
def test_another_wheel_under_its_name_is_refused(laid_down: Path, packages: Path) -> None:
    with zipfile.ZipFile(laid_down / WHEEL, "a") as archive:
        archive.writestr("wardbook/strange.py", "")
    environment = {**os.environ, "PYTHONPATH": str(packages), "PIP_NO_INDEX": "1"}
    done = subprocess.run(
        ["make", "check"],
        cwd=laid_down,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode != 0
    assert "DO NOT MATCH" in done.stderr
