"""The small second organisation, for every test that needs a project."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import settings
from wardbook.cli import main

from tests.pdf import samples

# Speed is measured in benchmarks: a busy machine must not fail a property
settings.register_profile("wardbook", deadline=None)
settings.load_profile("wardbook")

CLINIC = Path(__file__).parent / "projects" / "clinic"


@pytest.fixture(scope="session")
def clean_clinic() -> Path:
    """The clinic itself: nobody writes into it."""
    return CLINIC


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    """A copy of the clinic that a test may spoil."""
    return Path(
        shutil.copytree(
            CLINIC, tmp_path / "clinic", ignore=shutil.ignore_patterns(".cache", "build")
        )
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The flagship last: when a rule is broken, the small cases that say so come first."""
    items.sort(key=lambda item: item.path.name == "test_flagship.py")


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
