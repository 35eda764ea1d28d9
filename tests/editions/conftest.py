"""The clinic, and the clinic with edits."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from wardbook.editions.sheet_list import SheetList, sheet_list
from wardbook.plan.loader import load
from wardbook.plan.project import Project
from wardbook.sheets.book import Book
from wardbook.sheets.books import books


def opened(root: Path) -> Project:
    """The project in a folder, whatever was found in it."""
    loaded = load(root)
    assert loaded.project is not None, loaded.findings
    return loaded.project


def edited(root: Path, file: str, old: str, new: str) -> None:
    """Replace what stands once in a file of the plan."""
    path = root / "plan_source" / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture(scope="session")
def clinic_books(clean_clinic: Path) -> Sequence[Book]:
    return books(opened(clean_clinic), "staff")


@pytest.fixture(scope="session")
def clinic_list(clinic_books: Sequence[Book]) -> SheetList:
    return sheet_list(clinic_books)


@pytest.fixture
def listed() -> Callable[[Path], SheetList]:
    """The sheets of a project for staff."""
    return lambda root: sheet_list(books(opened(root), "staff"))
