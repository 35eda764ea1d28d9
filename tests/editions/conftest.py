"""The clinic, and the clinic with edits."""

import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner
from wardbook.cli import main
from wardbook.editions.sheet_list import SheetList, sheet_list
from wardbook.plan.loader import load
from wardbook.plan.project import Project
from wardbook.sheets.book import Book
from wardbook.sheets.books import books

SUMMARY = ("--summary-en", "First edition.", "--summary-zh", "首版。")


def told(project: Path, *arguments: str, status: int = 0) -> str:
    """What a command says of a project, once it has ended with this status."""
    result = CliRunner().invoke(main, ["--project", str(project), *arguments])
    assert result.exit_code == status, result.output
    return result.output


def release(project: Path, id: str, day: str, *more: str, status: int = 0) -> str:
    """Release an edition. Texts that were edited in one language only are confirmed first."""
    told(project, "translations", "confirm", "--all", "--date", day)
    return told(project, "release", id, "--date", day, *(more or SUMMARY), status=status)


@pytest.fixture(scope="session")
def edition_1(tmp_path_factory: pytest.TempPathFactory, clean_clinic: Path) -> Path:
    """The clinic with edition 1: nobody writes into it."""
    root = tmp_path_factory.mktemp("edition-1") / "clinic"
    shutil.copytree(clean_clinic, root, ignore=shutil.ignore_patterns(".cache", "build"))
    release(root, "1", "2026-07-01")
    return root


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
