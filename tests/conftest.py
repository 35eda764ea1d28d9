"""The small second organisation, for every test that needs a project."""

import shutil
from pathlib import Path

import pytest

CLINIC = Path(__file__).parent / "projects" / "clinic"


@pytest.fixture(scope="session")
def clean_clinic() -> Path:
    """The clinic itself: nobody writes into it."""
    return CLINIC


@pytest.fixture
def clinic(tmp_path: Path) -> Path:
    """A copy of the clinic that a test may spoil."""
    return Path(shutil.copytree(CLINIC, tmp_path / "clinic", ignore=shutil.ignore_patterns(".cache", "build")))
