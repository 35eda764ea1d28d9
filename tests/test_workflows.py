"""The shipped workflows do what they say: each of their commands, as it stands, ends well in a project, and the paths that
later steps hand on are there then. Their form is held against the services' schemas."""

import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from wardbook.starters import CI_SERVICES, STARTERS, lay_down
from wardbook.theme import product_theme

from tests.made_once import take_drawings
from tests.soak import some_of
from tests.test_nothing_empty import cut_down
from tests.workflow_steps import PULL_REQUEST, WHOLE_SUITE, follow, is_left_out, set_up, steps

ROOT = Path(__file__).parent.parent
OWN = ROOT / ".github/workflows"
CI = ROOT / "generator/wardbook/starters/common/ci"
SHIPPED = sorted(CI.glob("*.yml"))
SMALL = [starter for starter in STARTERS if starter != "hospital"]
"""The flagship's own steps are tried with a small plan in its place: a whole build of it takes minutes, and
the workflow itself builds it."""
SCHEMAS = {"github": "vendor.github-workflows", "gitlab": "vendor.gitlab-ci"}


@pytest.mark.parametrize("starter", some_of(SMALL, ["blank"]))
def test_each_step_of_a_starter_s_workflow_ends_well(
    starter: str, published: Callable[[str], Path]
) -> None:
    assert (published(starter) / "public/site/index.html").is_file()


def commit_all(project: Path) -> None:
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b.example"]
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "first"]):
        subprocess.run([*git, *command], cwd=project, check=True, capture_output=True)


def set_up_here(folder: Path) -> Path:
    """A checkout of the plan in a folder, in which `make` has been run."""
    shutil.copy(ROOT / "mkdocs.yml", folder / "mkdocs.yml")
    (folder / "theme").symlink_to(product_theme())
    set_up(folder)
    return folder


@pytest.mark.slow
def test_each_step_of_the_repository_s_own_workflow_ends_well(tmp_path: Path) -> None:
    """As in a private repository, where staff get what they may see, too."""
    project = set_up_here(cut_down(tmp_path / "checkout"))
    contacts = project / "plan_source/contacts.yml"
    text = contacts.read_text(encoding="utf-8")
    assert "8001" in text
    contacts.write_text(text.replace("audience: public", "audience: posted"), encoding="utf-8")
    assert follow(OWN / "publish.yml", project, private=True) == (3, 3)
    assert (project / "public/site/index.html").is_file()
    for edition, hidden in (("public", True), ("build", False)):
        plan = json.loads((project / edition / "plan.json").read_text(encoding="utf-8"))
        assert ("8001" not in json.dumps(plan)) is hidden


@pytest.mark.slow
def test_each_step_of_a_release_ends_well(tmp_path: Path, published: Callable[[str], Path]) -> None:
    lay_down("blank", tmp_path / "checkout")
    project = set_up_here(tmp_path / "checkout")
    take_drawings(published("blank"), project)
    for name in ("pyproject.toml", "README.md", "LICENSE", "requirements.lock"):
        shutil.copy(ROOT / name, project / name)
    (project / "generator").symlink_to(ROOT / "generator")
    (project / ".ci").mkdir()
    shutil.copy(ROOT / ".ci/bill_of_materials.py", project / ".ci")
    assert follow(OWN / "release.yml", project) == (5, 0)
    dist = project / "dist"
    (wheel,) = dist.glob("wardbook-*.whl")
    assert "wardbook/__init__.py" in zipfile.ZipFile(wheel).namelist()
    assert {"wardbook.cdx.json", "wardbook-licences.txt"} <= {path.name for path in dist.iterdir()}
    samples = zipfile.ZipFile(dist / "wardbook-samples.zip").namelist()
    for sample in ("manuals/zh/plan.pdf", "manuals/en/plan.pdf", "cards/", "forms/"):
        assert any(name.startswith(sample) for name in samples), sample
    sums = (dist / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    files = {path.name for path in dist.iterdir()} - {"SHA256SUMS"}
    assert {line.split()[1] for line in sums} == files


@pytest.mark.slow
def test_each_step_for_gitlab_ends_well(tmp_path: Path) -> None:
    """Its last job publishes the folder `public`, in which the site must lie at the top."""
    project = cut_down(tmp_path / "plan", ci="gitlab")
    set_up(project)
    commit_all(project)
    contacts = project / "plan_source/contacts.yml"
    changed = contacts.read_text(encoding="utf-8").replace('"8001"', '"8003"')
    contacts.write_text(changed, encoding="utf-8")
    assert follow(project / ".gitlab-ci.yml", project) == (7, 6)
    assert json.loads((project / "findings.json").read_text(encoding="utf-8")) == []
    assert "8001 → 8003" in (project / "changed-sheets.txt").read_text(encoding="utf-8")
    assert (project / "public/index.html").is_file()
    assert not list((project / "public").rglob("manifest.json"))


@pytest.mark.slow
def test_each_step_for_gitee_ends_well(tmp_path: Path) -> None:
    project = tmp_path / "plan"
    lay_down("blank", project, ci="gitee")
    set_up(project)
    assert follow(project / ".workflow/wardbook.yml", project) == (1, 0)


@pytest.mark.soak  # its commands are tried one by one, and every push has it run
@pytest.mark.slow
def test_each_step_of_the_workflow_for_all_systems_ends_well(tmp_path: Path) -> None:
    """On this system; a runner takes the same steps on Windows and macOS."""
    assert follow(OWN / "systems.yml", tmp_path) == (3, 0)
    assert (tmp_path / "our-plan/build/site/index.html").is_file()


def test_every_system_and_every_python_is_in_the_matrix() -> None:
    job = yaml.safe_load((OWN / "systems.yml").read_text(encoding="utf-8"))["jobs"]["systems"]
    matrix = job["strategy"]["matrix"]
    assert [name.split("-")[0] for name in matrix["system"]] == ["ubuntu", "windows", "macos"]
    assert matrix["python"] == ["3.11", "3.12", "3.13", "3.14"]
    systems = {step["if"] for step in job["steps"] if "if" in step}
    assert systems == {f"runner.os == '{name}'" for name in ("Linux", "Windows", "macOS")}
    used = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert 'requires-python = ">=3.11"' in used


def test_what_is_left_out_is_what_is_said() -> None:
    for workflow in (*OWN.glob("*.yml"), *SHIPPED):
        for step in filter(is_left_out, steps(workflow)):
            if step.get("if") == PULL_REQUEST:  # tests/editions compares revisions of git
                assert "wardbook diff HEAD^1 " in step["run"]
                continue
            assert step["run"] in WHOLE_SUITE or "wardbook " not in step["run"]


def test_there_is_no_workflow_that_is_not_tried() -> None:
    assert sorted(path.name for path in OWN.iterdir()) == [
        "publish.yml",
        "release.yml",
        "soak.yml",
        "systems.yml",
        "test.yml",
    ]
    assert [path.stem for path in SHIPPED] == ["gitee", "github", "gitlab"]
    assert set(CI_SERVICES) == {"none", *(path.stem for path in SHIPPED)}


@pytest.mark.slow
@pytest.mark.parametrize("service", SCHEMAS)
def test_the_service_would_read_it(service: str) -> None:
    command = ["-m", "check_jsonschema", "--builtin-schema", SCHEMAS[service]]
    files = [CI / f"{service}.yml"]
    if service == "github":
        files += OWN.glob("*.yml")
    subprocess.run([sys.executable, *command, *files], check=True, capture_output=True)


def test_no_push_runs_twice_and_what_was_drawn_is_kept() -> None:
    github = yaml.load((CI / "github.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    assert github["on"] == {"push": {"branches": ["main", "master"]}, "pull_request": ""}
    kept = [step["with"]["path"] for step in steps(CI / "github.yml") if "cache@" in str(step)]
    assert [path.split() for path in kept] == [["~/.cache/pip", ".cache"]]
    gitlab = yaml.safe_load((CI / "gitlab.yml").read_text(encoding="utf-8"))
    assert len(gitlab["workflow"]["rules"]) == 2, "else a branch with a merge request runs twice"
    assert gitlab["default"]["cache"]["paths"] == [".cache/"]


def test_what_staff_may_see_is_handed_on_in_private_only() -> None:
    for workflow in (OWN / "publish.yml", CI / "github.yml"):
        for step in steps(workflow):
            of_staff = step.get("run", "").endswith("wardbook build") or "build/" in str(
                step.get("with", "")
            )
            assert (step.get("if") == "github.event.repository.private") == of_staff, step
    gitlab = yaml.safe_load((CI / "gitlab.yml").read_text(encoding="utf-8"))
    assert gitlab["staff"]["rules"] == [{"if": '$CI_PROJECT_VISIBILITY == "private"'}]


def test_a_list_of_changed_sheets_names_numbers_in_private_only() -> None:
    for workflow in (OWN / "publish.yml", CI / "github.yml"):
        (compared,) = (step for step in steps(workflow) if step.get("if") == PULL_REQUEST)
        chosen = "${{ github.event.repository.private && 'staff' || 'public' }}"
        assert compared["env"] == {"AUDIENCE": chosen}
        assert '--audience "$AUDIENCE"' in compared["run"]
    changes = yaml.safe_load((CI / "gitlab.yml").read_text(encoding="utf-8"))["changes"]
    private, other = changes["rules"]
    assert private["if"].endswith('== "private"') and private["variables"] == {"AUDIENCE": "staff"}
    assert "variables" not in other and changes["variables"]["AUDIENCE"] == "public"
    assert '--audience "$AUDIENCE"' in changes["script"][0]


@pytest.mark.slow
@pytest.mark.parametrize(
    "broken",
    [
        "run: 'false | true'",
        "run: wardbook build --audience nobody",
        "run: .venv/bin/wardbook build --audience nobody",
        "run: .venv/bin/wardbook check",  # there is no plan
        "run: .venv/bin/other check",
        "with: {path: nowhere}",
    ],
)
def test_a_step_that_fails_is_noticed(tmp_path: Path, broken: str) -> None:
    set_up(tmp_path)
    (tmp_path / "w.yml").write_text(f"jobs: {{a: {{steps: [{{{broken}}}]}}}}", encoding="utf-8")
    with pytest.raises(AssertionError):
        follow(tmp_path / "w.yml", tmp_path)
