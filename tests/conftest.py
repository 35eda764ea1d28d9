"""The small second organisation, for every test that needs a project."""

import shutil
from pathlib import Path

import pytest
from hypothesis import settings

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
