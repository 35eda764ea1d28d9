"""Checks are found by folder: none is forgotten, and their order does not depend on the machine."""

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest
from wardbook import checks
from wardbook.checks.discovery import checks_in

FOLDER = Path(checks.__file__).parent
CHECK = "def {name}(context):\n    return iter(())\nCHECKS = ({name},)\n"


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """An importable package `checkbook` with one family, `b_family`, of one module with a check."""
    folder = tmp_path / "checkbook"
    add(folder, "__init__.py", "")
    add(folder, "beside.py", "")
    add(folder, "b_family/__init__.py", "")
    add(folder, "b_family/one.py", CHECK.format(name="one"))
    monkeypatch.syspath_prepend(tmp_path)
    yield import_module("checkbook")
    for name in list(sys.modules):
        if name.partition(".")[0] == "checkbook":
            del sys.modules[name]


def add(folder: Path, name: str, source: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source, encoding="utf-8")


def names(package: ModuleType) -> list[str]:
    return [check.__name__ for check in checks_in(package)]


def test_a_new_module_and_a_new_family_are_found(package: ModuleType) -> None:
    folder = Path(package.__file__ or "").parent
    add(folder, "b_family/also.py", CHECK.format(name="also"))
    add(folder, "a_family/__init__.py", "")
    add(folder, "a_family/later.py", CHECK.format(name="later"))
    assert names(package) == ["later", "also", "one"]


def test_a_module_without_checks_must_say_so(package: ModuleType) -> None:
    folder = Path(package.__file__ or "").parent
    add(folder, "b_family/helper.py", "CHECKS = ()\n")
    assert names(package) == ["one"]
    add(folder, "b_family/forgotten.py", "def check(context):\n    return iter(())\n")
    with pytest.raises(TypeError, match=r"checkbook\.b_family\.forgotten: no tuple CHECKS"):
        checks_in(package)


def test_every_module_in_a_folder_of_the_program_is_asked() -> None:
    """A folder without `__init__.py` would be passed over without a word."""
    asked = {check.__module__ for check in checks.all_checks()}
    for path in FOLDER.glob("*/*.py"):
        name = f"wardbook.checks.{path.parent.name}.{path.stem}"
        if path.stem != "__init__" and name not in asked:
            assert sys.modules[name].CHECKS == ()


def test_no_check_is_asked_twice() -> None:
    assert len(checks.all_checks()) == len(set(checks.all_checks()))
