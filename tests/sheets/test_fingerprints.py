"""Content fingerprints: printed on paper for years, so no change of the program alone may change one.

`UPDATE_EXPECTED=1` writes the golden lists anew. A line that changes is a leaf that every ward prints again: read the
difference, and say in the commit why.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from wardbook.plan.loader import load
from wardbook.sheets.book import Book
from wardbook.sheets.books import books
from wardbook.sheets.sheet import plain
from wardbook.sheets.view import view, view_name

PROJECTS = Path(__file__).parent.parent / "projects"
GOLDEN = Path(__file__).parent / "golden"


def made(project: str) -> tuple[Book, ...]:
    loaded = load(PROJECTS / project)
    assert loaded.project is not None
    return books(loaded.project, "staff")


@pytest.mark.parametrize("project", ["clinic", "maternity"])
def test_fingerprints_are_as_printed(project: str) -> None:
    lines = []
    for book in made(project):
        for id, stamped in book.sheets.items():
            lines.append(f"{book.language} {id} {stamped.stamp.short} {stamped.fingerprint[:16]}\n")
    golden = GOLDEN / f"fingerprints-{project}.txt"
    if os.environ.get("UPDATE_EXPECTED"):
        golden.write_text("".join(lines), encoding="utf-8")
    assert "".join(lines).splitlines() == golden.read_text(encoding="utf-8").splitlines(), (
        "each line is a leaf that is printed again; if it shall be, "
        "UPDATE_EXPECTED=1 pytest tests/sheets/test_fingerprints.py writes it"
    )


def view_classes(cls: type, seen: set[type]) -> None:
    """Collect the dataclasses that `cls` can hold, as its annotations say."""
    if cls in seen:
        return
    seen.add(cls)
    for hint in get_type_hints(cls).values():
        for found in dataclasses_in(hint):
            view_classes(found, seen)


def dataclasses_in(hint: object) -> Iterator[type]:
    if isinstance(hint, type) and is_dataclass(hint):
        yield hint
    for argument in get_args(hint):
        yield from dataclasses_in(argument)


def test_every_class_that_a_sheet_can_hold_has_a_name_of_its_own() -> None:
    seen: set[type] = set()
    for book in made("clinic"):
        for stamped in book.sheets.values():
            view_classes(type(stamped.sheet.content), seen)
    names = [view_name(cls) for cls in seen]
    assert len(seen) > 70
    assert len(set(names)) == len(names)


def test_a_fingerprint_knows_the_name_and_not_the_class() -> None:
    @view("a name for the test")
    class Before:
        words: str

    assert plain(Before("x")) == {"type": "a name for the test", "words": "x"}
    assert [field.name for field in fields(Before)] == ["words"]


def test_a_view_without_a_name_is_refused() -> None:
    @dataclass(frozen=True)
    class Nameless:
        words: str

    class Child(Nameless):
        pass

    for cls in (Nameless, Child):
        with pytest.raises(TypeError, match="has no view name"):
            plain(cls("x"))


def test_a_name_is_given_once() -> None:
    @view("given once")
    class First:
        words: str

    with pytest.raises(ValueError, match="is taken by"):

        @view("given once")
        class Second:
            words: str
